"""Workbooks as people send them: a list written by hand, with whatever is wrong with it."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADS = (
    "Tên đăng nhập", "Họ và tên", "Chức vụ", "Đơn vị", "Thư điện tử", "Điện thoại", "Ngôn ngữ", "Quản trị",
    "Được đăng nhập", "Vai trò: Ban Chỉ đạo chuyển đổi số xã Đạ Lâm",
    "Vai trò: Ban Chỉ đạo các công trình trọng điểm xã Đạ Lâm",
)  # fmt: skip
COLUMN = dict(zip(("username", "full_name", "post", "unit", "email", "phone", "language", "is_admin", "is_enabled",
                   "own", "other"), "ABCDEFGHIKJ", strict=True))  # fmt: skip

Mend = Callable[[Worksheet], None]


def row(username: str, full_name: str, **cells: Any) -> list[Any]:
    """Return the cells of one person; what is not named is empty, and a new person may sign in."""
    values = {"username": username, "full_name": full_name, "is_admin": "Không", "is_enabled": "Có", **cells}
    return [values.get(key) for key in sorted(COLUMN, key=COLUMN.__getitem__)]


def sheet(rows: Sequence[Sequence[Any]], *, heads: Sequence[Any] = HEADS, mend: Mend | None = None) -> bytes:
    """Return a workbook with these rows; `mend` then does to its sheet what the case is about."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "Cán bộ"
    page.append(list(heads))
    for cells in rows:
        page.append(list(cells))
    if mend:
        mend(page)
    return packed(book)


def packed(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def edited(data: bytes, cells: Mapping[str, Any]) -> bytes:
    """Return a workbook with some cells changed, as somebody does in Excel."""
    book = load_workbook(io.BytesIO(data))
    for at, value in cells.items():
        book["Cán bộ"][at] = value
    return packed(book)
