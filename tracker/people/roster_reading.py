"""A list of people read from a sheet: which column is which, what each cell says, and every cell that says nothing.

Nothing here asks the office who its people are; that is `roster_plan`. Problems are collected, never raised: a person
mends a whole sheet at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from tracker.cleaning import CONTROL, clean_line
from tracker.findable import fold
from tracker.intake.workbooks import Cell, Row, Sheet
from tracker.languages import gettext as _
from tracker.people.models import Committee
from tracker.people.roster import BY_KEY, COLUMNS, ROLE_HEAD, Column

MOST_ROWS = 1_000
HEAD_ROWS = 10
"""Rows from the top in which the heads of the columns are looked for."""
LIKE_ENOUGH = 60
IGNORED = {"stt", "tt"}
REQUIRED = tuple(column for column in COLUMNS if column.is_required)
_RANGE_ROWS = re.compile(r"[A-Z]+(\d+)")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row or a cell, and what to do; row 0 is the sheet itself."""

    row: int
    cell: str
    code: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One person's row: the text of each known column that the sheet has, and of the column of each committee."""

    number: int
    values: Mapping[str, str]
    roles: Mapping[int, str]
    cells: Mapping[str | int, str]
    """The address of each value's cell."""


@dataclass
class Listing:
    """What a sheet says: its people, and everything that cannot be understood."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, row: int, cell: str, code: str, sentence: str) -> None:
        self.problems.append(Problem(row, cell, code, sentence))


def read(sheets: Sequence[Sheet], committees: Sequence[Committee]) -> Listing:
    """Return the people of the one sheet that lists them."""
    found = Listing()
    chosen = _list_of_people(sheets, found)
    if chosen is None:
        return found
    sheet, head = chosen
    columns = _columns(head, committees, found)
    if any(column.key not in columns.values() for column in REQUIRED):
        return found
    _layout(sheet, head, columns, found)
    body = [row for row in sheet.rows if row.number > head.number]
    if not body:
        found.complain(0, "", "no_rows", _("Below the heads of the columns no person is listed."))
    if len(body) > MOST_ROWS:
        found.complain(0, "", "too_many_rows", _(
            "The sheet lists %(rows)s people; at most %(most)s are taken at once. Send it in parts.",
            rows=len(body), most=MOST_ROWS,
        ))  # fmt: skip
        return found
    expected = head.number
    for row in body:
        expected += 1
        if row.number != expected:
            found.complain(expected, "", "empty_row", _("This row is empty but rows follow. Delete it."))
            expected = row.number
        _line(row, columns, found)
    return found


# ------------------------------------------------------------------------------------------ the sheet and its heads


def _list_of_people(sheets: Sequence[Sheet], found: Listing) -> tuple[Sheet, Row] | None:
    """Return the sheet with the heads of the list, and the row of the heads."""
    with_heads = [(sheet, head) for sheet in sheets if (head := _head(sheet))]
    shown = [pair for pair in with_heads if not pair[0].is_hidden]
    if len(shown) == 1:
        return shown[0]
    if shown:
        names = ", ".join(f"“{sheet.title}”" for sheet, _head_row in shown)
        found.complain(0, "", "two_sheets", _("Several sheets list people: %(names)s. Keep one.", names=names))
    elif with_heads:
        found.complain(0, "", "hidden_sheet", _("The sheet with the list is hidden. Show it and look at it first."))
    else:
        heads = ", ".join(f"“{column.head}”" for column in REQUIRED)
        found.complain(0, "", "wrong_sheet", _(
            "No sheet has the heads of the list in its first rows: at least %(heads)s. Export the list and fill that "
            "in.", heads=heads,
        ))  # fmt: skip
    return None


def _head(sheet: Sheet) -> Row | None:
    """Return the row of the heads: the first with one that nobody may leave out, and another known one."""
    known = {fold(column.head) for column in COLUMNS}
    needed = {fold(column.head) for column in REQUIRED}
    for row in sheet.rows:
        words = [_key(cell.text) for cell in row.cells]
        if row.number <= HEAD_ROWS and needed & set(words) and sum(word in known for word in words) > 1:
            return row
    return None


def _columns(head: Row, committees: Sequence[Committee], found: Listing) -> dict[str, str | int | None]:
    """Return what stands in each column: a key of the list, the id of a committee, None where it is to be ignored."""
    columns: dict[str, str | int | None] = {}
    for cell in head.cells:
        at, key = f"{cell.at}{head.number}", _key(cell.text)
        meant = None if key in IGNORED else _meant(cell, at, head.number, committees, found)
        if meant is not None and meant in columns.values():
            found.complain(head.number, at, "head_twice", _(
                "The column “%(head)s” is there twice. Delete one of them.", head=clean_line(cell.text)
            ))  # fmt: skip
        columns[cell.at] = meant
    for column in REQUIRED:
        if column.key not in columns.values():
            found.complain(head.number, "", "missing_head", _(
                "The column “%(head)s” is missing. Export the list to see all columns.", head=column.head
            ))  # fmt: skip
    return columns


def _meant(
    cell: Cell, at: str, row: int, committees: Sequence[Committee], found: Listing
) -> str | int | None:  # fmt: skip
    key = _key(cell.text)
    for column in COLUMNS:
        if key == fold(column.head):
            return column.key
    prefix = fold(ROLE_HEAD).strip()
    if key.startswith(prefix.rstrip(":")):
        return _committee(key.removeprefix(prefix.rstrip(":")).lstrip(": "), at, row, committees, found)
    heads = [column.head for column in COLUMNS]
    found.complain(row, at, "unknown_head", _(
        "The list has no column “%(head)s”. %(hint)s", head=clean_line(cell.text)[:80],
        hint=_nearest(cell.text, heads) or _("Delete the column."),
    ))  # fmt: skip
    return None


def _committee(name: str, at: str, row: int, committees: Sequence[Committee], found: Listing) -> int | None:
    named = [each for each in committees if name in (_key(each.name), _key(each.short_name))]
    if len(named) == 1 and named[0].is_active:
        return named[0].id
    if len(named) == 1:
        found.complain(row, at, "closed_committee", _(
            "“%(name)s” is closed; its roles cannot be changed here. Delete the column.", name=named[0].name
        ))  # fmt: skip
    else:
        found.complain(row, at, "unknown_committee", _(
            "No committee has this name. %(hint)s",
            hint=_nearest(name, [each.name for each in committees]) or _("Delete the column."),
        ))  # fmt: skip
    return None


def _layout(sheet: Sheet, head: Row, columns: Mapping[str, str | int | None], found: Listing) -> None:
    """Complain of what hides or joins cells of the list."""
    for span in sheet.merged:
        if max(int(number) for number in _RANGE_ROWS.findall(span)) >= head.number:
            found.complain(int(_RANGE_ROWS.findall(span)[0]), span, "merged", _(
                "These cells are merged. Unmerge them and write the value into each row."
            ))  # fmt: skip
    for name in sheet.hidden_columns:
        if columns.get(name) is not None:
            found.complain(0, name, "hidden_column", _("This column is hidden. Show it and look at it first."))


# ------------------------------------------------------------------------------------------ a row and its cells


def _line(row: Row, columns: Mapping[str, str | int | None], found: Listing) -> None:
    if row.is_hidden:
        found.complain(row.number, "", "hidden_row", _("This row is hidden. Show it, or delete it."))
    texts: dict[str | int, str] = {key: "" for key in columns.values() if key is not None}
    cells: dict[str | int, str] = {}
    for name, key in columns.items():
        if key is not None:
            cells[key] = f"{name}{row.number}"
    for cell in row.cells:
        if cell.at not in columns:
            found.complain(row.number, f"{cell.at}{row.number}", "no_head", _(
                "Nothing stands at the head of this column. Delete what is in it."
            ))  # fmt: skip
        elif (meant := columns[cell.at]) is not None:
            texts[meant] = _text(cell, row.number, meant, found)
    values = {key: text for key, text in texts.items() if isinstance(key, str)}
    roles = {key: text for key, text in texts.items() if isinstance(key, int)}
    found.lines.append(Line(row.number, values, roles, cells))


def _text(cell: Cell, row: int, meant: str | int, found: Listing) -> str:
    """Return what a cell says, cleaned; complain of what no list holds."""
    column = BY_KEY.get(meant) if isinstance(meant, str) else None
    for code, sentence in _doubts(cell, column):
        found.complain(row, f"{cell.at}{row}", code, sentence)
    if cell.kind in ("yes", "no"):
        return "có" if cell.kind == "yes" else "không"
    return str(clean_line(cell.text.replace("\xa0", " ")))


def _doubts(cell: Cell, column: Column | None) -> Iterator[tuple[str, str]]:
    text = cell.text.strip()
    if cell.kind == "formula":
        yield "formula", _("This cell holds a formula. Write the value itself.")
    elif cell.kind == "error":
        yield "error_cell", _("This cell holds the error %(error)s. Write the value itself.", error=text)
    elif cell.kind == "date":
        yield "date", _("This cell holds a day (%(text)s). Format it as text and write the value.", text=text)
    elif cell.kind == "number" and column and column.key == "phone":
        yield (
            "phone_number",
            _(
                "Excel took the telephone for a number and dropped its zero. "
                "Format the cell as text and write 0%(text)s.",
                text=text,
            ),
        )
    elif cell.kind == "number":
        yield "number", _("This cell holds the number %(text)s. Format it as text.", text=text)
    elif cell.kind in ("yes", "no") and not (column and column.is_yes_or_no):
        yield "yes_no_cell", _("This cell holds TRUE or FALSE. Write the value as text.")
    elif CONTROL.search(cell.text):
        yield "control", _("This cell holds invisible signs. Delete it and type it anew.")
    elif "\n" in text or "\r" in text:
        yield "line_break", _("This cell has several lines. Write it in one.")
    elif text.startswith(("=", "@")):
        yield "formula_like", _("Text that begins with “%(sign)s” is taken for a formula. Take the sign away.",
                                sign=text[0])  # fmt: skip
    longest = column.longest if column else 200
    if len(text) > longest:
        yield "too_long", _("This has %(have)s characters; at most %(most)s fit.", have=len(text), most=longest)


def _key(text: str) -> str:
    return " ".join(fold(str(clean_line(text.replace("\xa0", " ").replace("\n", " ")))).split())


def _nearest(text: str, names: Sequence[str]) -> str:
    """Return a hint at the name most like a text, empty when none is."""
    best = process.extractOne(fold(text), {name: fold(name) for name in names}, scorer=fuzz.WRatio)
    return str(_("Did you mean “%(name)s”?", name=best[2])) if best and best[1] >= LIKE_ENOUGH else ""
