"""The register of reminders taken out: one line for each task a letter told of, as a workbook or as plain text."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from tracker.extensions import db
from tracker.formats import clock_time, day
from tracker.languages import gettext as _
from tracker.people.queries import Reach
from tracker.reminders import next_reminders, register, words
from tracker.reminders.models import Letter, Reminder
from tracker.reminders.register import Filters

MOST_LETTERS = 20_000
"""Letters of one file, the newest; more would keep everybody waiting."""
LONGEST_CELL = 32_000
AT_ONCE = 300
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Line = tuple[str, ...]
WIDTHS = (12, 20, 26, 30, 9, 48, 13, 26, 17, 17, 34, 13)


def heads() -> Line:
    """Return what stands above the columns."""
    return (
        _("Day"), _("Why"), _("Recipient"), _("E-mail addresses"), _("No."), _("Task"), _("Deadline"), _("Occasion"),
        _("What became of it"), _("Sent at"), _("Why not"), _("Next reminder"),
    )  # fmt: skip


def lines(filters: Filters, reach: Reach, committee_ids: Sequence[int], on: date) -> Iterator[Line]:
    """Give the lines of the letters that fit, the newest first, reading a few hundred letters at a time."""
    query = register.NEWEST_FIRST.on(register.with_row(filters.chosen(reach, committee_ids))).limit(MOST_LETTERS)
    for some in db.session.scalars(query.execution_options(yield_per=AT_ONCE)).partitions():
        told = {letter: register.reminders_of(letter, committee_ids) for letter in some}
        tasks = {each.task for reminders in told.values() for each in reminders if each.task}
        days = next_reminders.next_days(tasks, on, told=register.days_told(list(tasks), on))
        for letter, reminders in told.items():
            for each in reminders:
                yield _line(letter, each, day(days.get(each.task_id or 0)))


def _line(letter: Letter, reminder: Reminder, next_day: str) -> Line:
    task = reminder.task
    return (
        day(letter.on),
        words.kind(letter.kind),
        letter.to_name,
        letter.to_address,
        task.shown_number if task else "",
        task.title if task else "",
        day(reminder.due_on),
        words.occasion(reminder.occasion),
        words.state(letter.state),
        clock_time(letter.sent_at),
        words.reason(letter.reason),
        next_day,
    )


def workbook(rows: Iterable[Line]) -> BytesIO:
    """Return the lines as a workbook; every cell is text, none a formula."""
    file = BytesIO()
    with Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Register of reminders")[:31])
        look = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top", "border": 1}
        head, text = book.add_format(look | {"bold": True, "align": "center"}), book.add_format(look)
        for place, (word, width) in enumerate(zip(heads(), WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, word, head)
        for row, cells in enumerate(rows, 1):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell[:LONGEST_CELL], text)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    file.seek(0)
    return file


def text(rows: Iterable[Line]) -> BytesIO:
    """Return the lines as plain text that spreadsheets open; what would start a formula there is quoted as text."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(heads())
    for cells in rows:
        writer.writerow([f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell for cell in cells])
    return BytesIO(file.getvalue().encode("utf-8-sig"))
