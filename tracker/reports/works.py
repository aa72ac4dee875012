"""The register of works as an Excel workbook: its page's rows and sums, as text, real numbers and days.

Sums are values, worked out where the page's are: no cell holds a formula, whatever a name of works begins with.
Money stands in million đồng with all its decimals.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import Select
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.extensions import db
from tracker.formats import day, number
from tracker.languages import gettext as _
from tracker.reading.works import Fact
from tracker.reports.register import A4, FONT, LONGEST_CELL, Column, Heading
from tracker.tasks import project_queries as asked
from tracker.tasks.project_filters import Group
from tracker.tasks.project_models import Project
from tracker.tasks.project_queries import Obstacle, Sums
from tracker.tasks.project_words import fact_name, works_stage

MILLION = 1_000_000
WHOLE = 100_00
"""Hundredths of a percent."""


@dataclass(frozen=True)
class Money:
    """An amount of đồng in a cell."""

    vnd: int | None


@dataclass(frozen=True)
class Share:
    """A share in hundredths of a percent in a cell."""

    hundredths: int | None


def columns() -> Sequence[Column]:
    """Return the columns of the register of works."""
    return (
        Column(_("No."), 6, "number"),
        Column(_("Name of the works"), 44),
        Column(fact_name(Fact.INVESTOR), 20),
        Column(fact_name(Fact.TOTAL), 13),
        Column(fact_name(Fact.ALLOCATED), 13),
        Column(fact_name(Fact.DISBURSED), 13),
        Column(_("Share disbursed"), 10),
        Column(_("Volume"), 10),
        Column(fact_name(Fact.STAGE), 16),
        Column(fact_name(Fact.COMPLETION), 18),
        Column(_("Last day of it"), 13, "day"),
        Column(_("Obstacles"), 34),
        Column(_("Lead body"), 20),
        Column(fact_name(Fact.CONTRACTOR), 20),
        Column(fact_name(Fact.CAPITAL), 18),
        Column(fact_name(Fact.SITE), 18),
    )


def works_workbook(rows: Select[Project], group: Group | None, heading: Heading) -> BytesIO:
    """Return the workbook of a selection of works, in its order, with the sums of each part and of the whole."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": _("Register of works"), "author": heading.committee})
        sheet = book.add_worksheet(_("Works")[:31])
        write = _Writer(book, sheet)
        head = _write_heading(sheet, heading, write)
        last = head
        for last, (cells, bold) in enumerate(_lines(rows, group), head + 1):
            write.row(last, cells, bold=bold)
        _set_up_page(sheet, head, last)
    file.seek(0)
    return file


class _Writer:
    """Writes cells in their looks, each look made once."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet
        self.looks: dict[Any, Any] = {}

    def look(self, bold: bool = False, **more: Any) -> Any:
        key = (bold, *sorted(more.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(FONT | {"border": 1, "bold": bold} | more)
        return self.looks[key]

    def row(self, row: int, cells: Iterable[Any], *, bold: bool = False) -> None:
        for place, value in enumerate(cells):
            self.cell(row, place, value, bold)

    def cell(self, row: int, place: int, value: Any, bold: bool) -> None:
        write: Callable[..., Any] = self.sheet.write_number
        if isinstance(value, Money) and value.vnd is not None:
            plain = value.vnd % MILLION == 0
            write(row, place, value.vnd / MILLION, self.look(bold, num_format="#,##0" if plain else "#,##0.0#####"))
        elif isinstance(value, Share) and value.hundredths is not None:
            plain = value.hundredths % 100 == 0
            write(row, place, value.hundredths / WHOLE, self.look(bold, num_format="0%" if plain else "0.0#%"))
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, value, self.look(bold, num_format="dd/mm/yyyy", align="center"))
        elif isinstance(value, int):
            write(row, place, value, self.look(bold, align="center"))
        elif isinstance(value, str) and value:
            self.sheet.write_string(row, place, value[:LONGEST_CELL], self.look(bold))
        else:
            self.sheet.write_blank(row, place, None, self.look(bold))


def _write_heading(sheet: Worksheet, heading: Heading, write: _Writer) -> int:
    """Write what stands above the table and its head; return the head's row."""
    title = write.book.add_format(FONT | {"bold": True, "font_size": 14, "text_wrap": False})
    line = write.book.add_format(FONT | {"italic": True, "text_wrap": False})
    for place, column in enumerate(columns()):
        sheet.set_column(place, place, column.width)
    lines = [
        (heading.committee, title),
        (_("Register of works"), title),
        (_("Money in million đồng. Figures as of %(day)s.", day=day(heading.on)), line),
        (_("Works in this table: %(many)s", many=number(heading.rows)), line),
    ]
    for row, (words, look) in enumerate(lines):
        sheet.write_string(row, 0, words, look)
    head = len(lines) + 1
    for place, column in enumerate(columns()):
        sheet.write_string(head, place, column.head, write.look(True, align="center", valign="vcenter"))
    return head


def _set_up_page(sheet: Worksheet, head: int, last: int) -> None:
    """Print on A4 across: one page wide, the head on every page, its number below."""
    sheet.freeze_panes(head + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, last, len(columns()) - 1)
    sheet.set_footer("&C&P/&N")


def _lines(chosen: Select[Project], group: Group | None) -> Iterable[tuple[Sequence[Any], bool]]:
    """Give the cells of each line, and whether it is a sum."""
    rows = db.session.scalars(asked.with_row(chosen)).all()
    obstacles, place = asked.obstacles(rows), 0
    for part in asked.parts(group, rows, chosen) or [asked.PartOfRegister(None, rows, asked.Sums())]:
        if group is not None and part.rows:
            yield _sum(asked.part_name(group, part), part.sums), True
        for works in part.rows:
            place += 1
            yield _cells(works, place, obstacles.get(works.task_id)), False
    yield _sum(_("Together"), asked.sums(chosen)), True


def _cells(works: Project, place: int, obstacle: Obstacle | None) -> Sequence[Any]:
    said = _("%(words)s (%(day)s)", words=obstacle.text, day=day(obstacle.on)) if obstacle else ""
    return (
        place,
        works.task.title,
        works.investor,
        Money(works.total_investment),
        Money(works.allocated),
        Money(works.disbursed),
        Share(works.share_disbursed),
        Share(works.volume),
        works_stage(works.works_stage),
        works.completion,
        works.completion_on,
        said,
        works.task.lead_unit.name if works.task.lead_unit else "",
        works.contractor,
        works.capital_source,
        works.site,
    )


def _sum(name: str, sums: Sums) -> Sequence[Any]:
    money = (Money(sums.total_investment), Money(sums.allocated), Money(sums.disbursed), Share(sums.share_disbursed))
    return (None, _("%(name)s: %(many)s", name=name, many=sums.many), None, *money, *[None] * (len(columns()) - 7))
