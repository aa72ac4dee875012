"""The units side by side as an Excel workbook: the rows of the page, as plain numbers and without a score."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from tracker.formats import day
from tracker.languages import gettext as _
from tracker.reports.register import Column, Heading, looks_of, set_up_page
from tracker.review.charts.words import rate_words
from tracker.review.units import UnitRow, Units


def columns() -> Sequence[Column]:
    """Return the columns of the table."""
    return (
        Column(_("No."), 6, "number"),
        Column(_("Lead unit"), 34),
        Column(_("Assigned"), 10, "number"),
        Column(_("Done"), 12, "number"),
        Column(_("Not done"), 12, "number"),
        Column(_("Overdue"), 10, "number"),
        Column(_("Reported, or past the original deadline"), 18, "number"),
        Column(_("Reported by the original deadline"), 18, "number"),
        Column(_("On time"), 14, "number"),
        Column(_("Days late, the middle one (early: minus)"), 16, "number"),
        Column(_("Extended"), 12, "number"),
        Column(_("Extensions granted"), 12, "number"),
        Column(_("Silent"), 10, "number"),
    )


def units_workbook(units: Units, heading: Heading) -> BytesIO:
    """Return the workbook of the units in the order of their page, with the sums of all beneath."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": _("Units side by side"), "author": heading.committee})
        sheet, looks = book.add_worksheet(_("Units")[:31]), looks_of(book)
        sheet.write_string(0, 0, heading.committee, looks["title"])
        sheet.write_string(1, 0, _("Units side by side"), looks["title"])
        sheet.write_string(2, 0, _("Figures as of day %(day)s", day=day(heading.on)), looks["line"])
        head = 4
        for place, column in enumerate(columns()):
            sheet.set_column(place, place, column.width)
            sheet.write_string(head, place, column.head, looks["head"])
        rows = [_cells(row, place) for place, row in enumerate(units.rows, 1)]
        for line, cells in enumerate([*rows, _cells(units.together, None)], head + 1):
            for place, (value, column) in enumerate(zip(cells, columns(), strict=True)):
                sheet.write(line, place, value, looks[column.look])
        set_up_page(sheet, head, head + len(rows) + 1, len(columns()))
    file.seek(0)
    return file


def _cells(row: UnitRow, place: int | None) -> Sequence[Any]:
    f, rate = row.figures, row.rate
    name = row.unit.name if row.unit else str(_("No lead unit yet"))
    return (
        place, name if place else str(_("Together")), f.total, f.done, f.open, f.open_overdue, rate.judged,
        rate.on_time, rate_words(rate), row.median, row.extended, row.times_extended, row.silent,
    )  # fmt: skip
