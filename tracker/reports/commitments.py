"""The register of commitments as an Excel workbook: its page's rows, in its order, as text, numbers and days."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import Select
from xlsxwriter import Workbook

from tracker.extensions import db
from tracker.formats import day, number
from tracker.languages import gettext as _
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.commitment_register import standing_words
from tracker.reports.register import LONGEST_CELL, Column, Heading, looks_of, set_up_page


def columns() -> Sequence[Column]:
    """Return the columns of the register of commitments."""
    return (
        Column(_("No."), 6, "number"),
        Column(_("Who committed themself"), 28),
        Column(_("Unit"), 22),
        Column(_("What was promised"), 40),
        Column(_("Task"), 44),
        Column(_("Made on"), 13, "day"),
        Column(_("By when"), 13, "day"),
        Column(_("How it stands"), 24),
        Column(_("Written commitment"), 24),
    )


def commitments_workbook(chosen: Select[Commitment], heading: Heading) -> BytesIO:
    """Return the workbook of a selection of commitments, in its order."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options | {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": _("Commitments"), "author": heading.committee})
        sheet, looks = book.add_worksheet(_("Commitments")[:31]), looks_of(book)
        for place, column in enumerate(columns()):
            sheet.set_column(place, place, column.width)
        lines = [
            (heading.committee, "title"),
            (_("Register of commitments"), "title"),
            (_("Figures as of day %(day)s", day=day(heading.on)), "line"),
            (_("Commitments in this table: %(many)s", many=number(heading.rows)), "line"),
        ]
        for row, (words, look) in enumerate(lines):
            sheet.write_string(row, 0, words, looks[look])
        head = last = len(lines) + 1
        for place, column in enumerate(columns()):
            sheet.write_string(head, place, column.head, looks["head"])
        for last, cells in enumerate(_rows(chosen, heading.on), head + 1):
            for place, (value, column) in enumerate(zip(cells, columns(), strict=True)):
                _write(sheet, last, place, value, looks[column.look])
        set_up_page(sheet, head, last, len(columns()))
    file.seek(0)
    return file


def _write(sheet: Any, row: int, place: int, value: Any, look: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, value[:LONGEST_CELL], look)


def _rows(chosen: Select[Commitment], on: date) -> Iterator[Sequence[Any]]:
    for place, each in enumerate(db.session.scalars(chosen), 1):
        completes = _("to complete the task") if each.is_of_completion else ""
        said = "; ".join(words for words in (standing_words(each, on), each.fulfilled_words) if words)
        yield (
            place,
            each.person,
            each.unit.name if each.unit else "",
            "; ".join(words for words in (completes, each.promise) if words),
            each.task.title,
            each.made_on,
            each.due_on,
            said,
            each.document,
        )
