"""The register of tasks as an Excel workbook, in the columns and words of the official annexes.

The columns follow Annex II of Thông báo 624/TB-VPCP of 16/11/2025, with the deadline as written beside its day. Rows
are written one after another and never held in memory together; text is text, so that "=1+1" is no formula.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import selectinload
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.formats import day, number
from tracker.languages import gettext as _
from tracker.tasks import standing
from tracker.tasks.models import Task, TaskSupport
from tracker.tasks.official import progress_words
from tracker.tasks.queries import last_results, with_row
from tracker.tasks.standing import Moment, Stood

ROWS_AT_ONCE = 500
LONGEST_CELL = 32_000
"""Characters of a cell; Excel refuses more than 32,767."""
A4 = 9
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}


@dataclass(frozen=True)
class Heading:
    """What stands above the table."""

    committee: str
    on: date
    sentence: str = ""
    rows: int = 0
    name: str = ""
    """Which list it is, where it is one of the brief's; the whole register needs no name."""
    note: str = ""
    then: Moment | None = None
    """The past moment the rows are told of; None for the present."""


@dataclass(frozen=True)
class Column:
    """One column: its head, its width in characters, and how its cells look."""

    head: str
    width: float
    look: str = "text"


def columns() -> Sequence[Column]:
    """Return the columns of the register."""
    return (
        Column(_("No."), 6, "number"),
        Column(_("Task"), 46),
        Column(_("Document that gives the task"), 24),
        Column(_("Lead body"), 20),
        Column(_("Supporting bodies"), 20),
        Column(_("Deadline as written"), 17),
        Column(_("Deadline of completion"), 13, "day"),
        Column(_("Result"), 32),
        Column(_("Progress"), 15),
    )


def register_workbook(tasks: Select[Task], heading: Heading) -> BytesIO:
    """Return the workbook of a selection of tasks, in the order of the selection."""
    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options | {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": _("Register of tasks"), "author": heading.committee})
        sheet = book.add_worksheet(_("Tasks")[:31])
        looks = looks_of(book)
        first = _write_heading(sheet, heading, looks)
        last = _write_rows(sheet, _rows(tasks, heading), first + 1, looks)
        set_up_page(sheet, first, max(last, first), len(columns()))
    file.seek(0)
    return file


def looks_of(book: Workbook) -> dict[str, Any]:
    """Return how titles, heads and cells of an official table look."""
    cell = FONT | {"border": 1}
    return {
        "title": book.add_format(FONT | {"bold": True, "font_size": 14, "text_wrap": False}),
        "line": book.add_format(FONT | {"italic": True, "text_wrap": False}),
        "head": book.add_format(cell | {"bold": True, "align": "center", "valign": "vcenter"}),
        "text": book.add_format(cell),
        "number": book.add_format(cell | {"align": "center"}),
        "day": book.add_format(cell | {"align": "center", "num_format": "dd/mm/yyyy"}),
    }


def _write_heading(sheet: Worksheet, heading: Heading, looks: dict[str, Any]) -> int:
    """Write what stands above the table and its head; return the head's row."""
    for place, column in enumerate(columns()):
        sheet.set_column(place, place, column.width)
    lines = [
        (heading.committee, "title"),
        (heading.name or _("Register of tasks"), "title"),
        (heading.note, "line"),
        (_("Figures as of day %(day)s", day=day(heading.on)), "line"),
        (heading.sentence, "line"),
        (_("Tasks in this table: %(many)s", many=number(heading.rows)), "line"),
    ]
    written = [line for line in lines if line[0]]
    for row, (words, look) in enumerate(written):
        sheet.write_string(row, 0, words, looks[look])
    head = len(written) + 1
    for place, column in enumerate(columns()):
        sheet.write_string(head, place, column.head, looks["head"])
    return head


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[Any]], first: int, looks: dict[str, Any]) -> int:
    """Write the table's rows; return the last row written."""
    row = first - 1
    styles = [looks[column.look] for column in columns()]
    for row, values in enumerate(rows, first):
        for place, (value, style) in enumerate(zip(values, styles, strict=True)):
            if isinstance(value, date):
                sheet.write_datetime(row, place, value, style)
            elif isinstance(value, int):
                sheet.write_number(row, place, value, style)
            elif value:
                sheet.write_string(row, place, value[:LONGEST_CELL], style)
            else:
                sheet.write_blank(row, place, None, style)
    return row


def set_up_page(sheet: Worksheet, head: int, last: int, many: int) -> None:
    """Print on A4 across: one page wide, the head on every page, its number below."""
    sheet.freeze_panes(head + 1, 2)
    sheet.autofilter(head, 0, last, many - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, last, many - 1)
    sheet.set_footer("&C&P/&N")


def _rows(tasks: Select[Task], heading: Heading) -> Iterator[Sequence[Any]]:
    """Give the cells of one task after another, reading a few hundred tasks at a time."""
    then = heading.then or Moment.now(heading.on)
    supports = selectinload(Task.supports).joinedload(TaskSupport.unit)
    found = db.session.scalars(with_row(tasks).options(supports).execution_options(yield_per=ROWS_AT_ONCE))
    place = 0
    for some in found.partitions():
        said, stood = last_results([task.id for task in some], then.until), standing.stood(some, then)
        for task in some:
            place += 1
            yield _cells(task, place, said.get(task.id, ""), stood[task.id], heading.on)


def _cells(task: Task, place: int, result: str, stood: Stood, on: date) -> Sequence[Any]:
    conclusion = task.item.conclusion
    source = name_of(conclusion)
    if conclusion.issued_on:
        source = _("%(document)s of day %(day)s", document=source, day=day(conclusion.issued_on))
    return (
        place,
        task.title,
        source,
        task.lead_unit.name if task.lead_unit else "",
        "; ".join(each.unit.name for each in task.supports),
        task.due_words,
        stood.due_on or "",
        result,
        progress_words(stood, on),
    )
