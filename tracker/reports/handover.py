"""The list of tasks handed over from a unit to its successor as an Excel workbook, one table a pair of units."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.documents.words import name_of
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.people.models import Committee
from tracker.reports.register import LONGEST_CELL, Column, looks_of, set_up_page
from tracker.reports.words import stage_word
from tracker.tasks.citations import place
from tracker.tasks.succession_models import Succession
from tracker.tasks.succession_queries import Line


def columns() -> Sequence[Column]:
    """Return the columns of the list."""
    return (
        Column(_("No."), 6, "number"),
        Column(_("Task"), 50),
        Column(_("Source"), 28),
        Column(_("Deadline"), 13, "day"),
        Column(_("Stage"), 20),
        Column("%", 6, "number"),
        Column(_("Last result"), 40),
        Column(_("Remarks"), 18),
    )


def handover_workbook(given: Succession, committee: Committee, lines: Sequence[Line]) -> BytesIO:
    """Return the workbook of what passes of one committee, in the order of the page."""
    file = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd/mm/yyyy"}
    with Workbook(file, options) as book:
        book.set_properties({"title": _("List of tasks handed over"), "author": committee.name})
        sheet, looks = book.add_worksheet(_("Handover")[:31]), looks_of(book)
        head = _write_heading(sheet, given, committee, looks)
        row = head
        for _pair, group in groupby(lines, key=lambda line: line.pair):
            row = _write_group(sheet, list(group), row + 1, looks)
        set_up_page(sheet, head, row, len(columns()))
    file.seek(0)
    return file


def _write_heading(sheet: Worksheet, given: Succession, committee: Committee, looks: dict[str, Any]) -> int:
    """Write what stands above the tables and their head; return the head's row."""
    title = _("List of tasks handed over from %(day)s", day=day(given.on))
    lines = [(committee.name, "title"), (title, "title"), (given.basis, "line")]
    written = [line for line in lines if line[0]]
    for row, (words, look) in enumerate(written):
        sheet.write_string(row, 0, words, looks[look])
    head = len(written) + 1
    for at, column in enumerate(columns()):
        sheet.set_column(at, at, column.width)
        sheet.write_string(head, at, column.head, looks["head"])
    return head


def _write_group(sheet: Worksheet, group: Sequence[Line], row: int, looks: dict[str, Any]) -> int:
    """Write one pair of units and its tasks; return the last row written."""
    pair = _("From %(old)s to %(new)s", old=group[0].from_unit.name, new=group[0].to_unit.name)
    sheet.merge_range(row, 0, row, len(columns()) - 1, pair, looks["head"])
    for number, line in enumerate(group, 1):
        row += 1
        for at, (value, column) in enumerate(zip(_cells(line, number), columns(), strict=True)):
            look = looks[column.look]
            if isinstance(value, date):
                sheet.write_datetime(row, at, value, look)
            elif isinstance(value, int):
                sheet.write_number(row, at, value, look)
            else:
                sheet.write_string(row, at, value[:LONGEST_CELL], look)
    return row


def _cells(line: Line, number: int) -> Sequence[str | int | date]:
    task = line.task
    source = ", ".join(filter(None, [name_of(task.item.conclusion), place(task.item.path)]))
    remark = "" if line.is_lead else _("as supporting unit")
    return number, task.title, source, line.due_on or "", stage_word(line.stage), line.percent, line.said, str(remark)
