"""The list of people as a sheet: its columns, the words of its cells, and the workbook itself.

What is written here is read again by `roster_reading`: exported and imported unchanged, a list changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.languages import LANGUAGES
from tracker.people.models import Committee, Role, Unit, User

ROLE_HEAD = "Vai trò: "
"""Before the committee's name at the head of the column with its roles."""
SHEET, CHOICES = "Cán bộ", "Danh mục"
YES, NO = "Có", "Không"
ROLE_WORDS = {
    Role.SECRETARY: "Thư ký", Role.CHAIR: "Trưởng ban", Role.OFFICIAL: "Cán bộ phụ trách", Role.VIEWER: "Người xem",
}  # fmt: skip
BETWEEN = "; "
ROWS_OFFERED = 500
"""Rows below the list in which choices are still offered for new people."""


@dataclass(frozen=True)
class Column:
    """One column: the attribute of an account, its head, its width and the longest text it takes."""

    key: str
    head: str
    width: float
    longest: int = 200
    is_required: bool = False
    is_yes_or_no: bool = False


COLUMNS = (
    Column("username", "Tên đăng nhập", 18, 60, is_required=True),
    Column("full_name", "Họ và tên", 28, 200, is_required=True),
    Column("post", "Chức vụ", 28),
    Column("unit", "Đơn vị", 34, 300),
    Column("email", "Thư điện tử", 30, 254),
    Column("phone", "Điện thoại", 16, 40),
    Column("language", "Ngôn ngữ", 13),
    Column("is_admin", "Quản trị", 10, is_yes_or_no=True),
    Column("is_enabled", "Được đăng nhập", 16, is_yes_or_no=True),
)
BY_KEY = {column.key: column for column in COLUMNS}
HEADS = {column.key: column.head for column in COLUMNS} | {"unit_id": BY_KEY["unit"].head}
"""What each column of an account is called."""


def cells_of(user: User, committees: Sequence[Committee]) -> Iterator[str]:
    """Return the cells of one account, in the order of the columns and then of the committees."""
    yield user.username
    yield user.full_name
    yield user.post
    yield user.unit.name if user.unit else ""
    yield user.email
    yield user.phone
    yield LANGUAGES.get(user.language, user.language)
    yield YES if user.is_admin else NO
    yield YES if user.is_enabled else NO
    for committee in committees:
        yield roles_in_words({held.role for held in user.memberships if held.committee_id == committee.id})


def roles_in_words(roles: set[Role] | frozenset[Role]) -> str:
    """Return roles as a cell holds them, in the order of the table above."""
    return BETWEEN.join(word for role, word in ROLE_WORDS.items() if role in roles)


def workbook(users: Sequence[User], units: Sequence[Unit], committees: Sequence[Committee]) -> BytesIO:
    """Return the list of people as a workbook; every cell is text, so that none is ever a formula."""
    file = BytesIO()
    with Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        sheet, choices = book.add_worksheet(SHEET), book.add_worksheet(CHOICES)
        text = book.add_format({"num_format": "@", "valign": "top"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        heads = [*(column.head for column in COLUMNS), *(ROLE_HEAD + each.name for each in committees)]
        widths = [*(column.width for column in COLUMNS), *(26 for _each in committees)]
        for place, (words, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, width, text)
            sheet.write_string(0, place, words, head)
        for row, user in enumerate(users, 1):
            for place, cell in enumerate(cells_of(user, committees)):
                if cell:
                    sheet.write_string(row, place, cell, text)
        sheet.freeze_panes(1, 2)
        _offer_choices(sheet, choices, units, len(users) + ROWS_OFFERED, head)
    file.seek(0)
    return file


def _offer_choices(sheet: Worksheet, choices: Worksheet, units: Sequence[Unit], last: int, head: Any) -> None:
    """Write what the cells take on a sheet of its own, and offer units and words where they are typed."""
    lists = {
        "unit": [unit.name for unit in units if unit.is_active], "language": list(LANGUAGES.values()),
        "is_admin": [YES, NO], "is_enabled": [YES, NO], "": list(ROLE_WORDS.values()),
    }  # fmt: skip
    for place, (key, values) in enumerate(lists.items()):
        choices.set_column(place, place, 40 if key == "unit" else 20)
        choices.write_string(0, place, BY_KEY[key].head if key else ROLE_HEAD.rstrip(": "), head)
        for row, value in enumerate(values, 1):
            choices.write_string(row, place, value)
        if key and values:
            column = chr(ord("A") + place)
            source = f"='{CHOICES}'!${column}$2:${column}${len(values) + 1}"
            at = next(number for number, each in enumerate(COLUMNS) if each.key == key)
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": source, "error_type": "warning"})
