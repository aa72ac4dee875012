"""Heads of tables: what the cells of a column hold, told from its name, and the unit of its amounts."""

import re
from collections.abc import Sequence
from itertools import zip_longest

COLUMNS = {
    "number": re.compile(r"(?:tt|stt|số tt|số thứ tự|no|s/n|#)(?!\w)"),
    "partners": re.compile(
        r".*phối hợp|support|partner|coordinat|in (?:coordination|cooperation|collaboration)|with\b"
    ),
    "lead": re.compile(
        r".*(?:chủ trì|đơn vị|cơ quan|bộ phận|phụ trách|đầu mối|thực hiện|phân công|trách nhiệm)"
        r"|lead|responsib|owner|who\b|by whom|assign|action by|person|pic\b|in charge|focal"
    ),
    "time": re.compile(
        r".*(?:thời gian|thời hạn|tiến độ|hoàn thành|thời điểm|hạn\b)|due|deadline|time|when|by when|(?:\w+ )?date"
    ),
    "product": re.compile(r".*(?:sản phẩm|kết quả|đầu ra)|output|deliverable|product|expected"),
    "money": re.compile(r".*(?:kinh phí|vốn|tổng mức|dự toán|số tiền|giá trị)|budget|cost|amount"),
    "note": re.compile(r".*(?:ghi chú|căn cứ|văn bản)|remark|note|comment|status"),
    "content": re.compile(
        r".*(?:nội dung|nhiệm vụ|công việc|tên|dự án|công trình|hoạt động|danh mục|việc|chỉ tiêu)"
        r"|action(?! by)|activit|task|item|decision|work|description|issue|what\b"
    ),
}
ORDER = ("number", "partners", "time", "product", "money", "content", "lead", "note")
NAME_LENGTH = 90
UNIT = re.compile(
    r"(?P<billion>tỷ(?: đồng)?)|(?P<million>triệu(?: đồng)?|tr\.?đ)|(?P<thousand>nghìn đồng|ngàn đồng|1\.?000 ?đ)"
)
FACTORS = {"billion": 10**9, "million": 10**6, "thousand": 10**3}


def column_name(head: str) -> str:
    """Return what the cells under a head (folded) hold; empty when the head does not say."""
    if len(head) >= NAME_LENGTH:
        return ""
    return next((name for name in ORDER if COLUMNS[name].match(head)), "")


def columns_of(heads: Sequence[str]) -> dict[str, int]:
    """Return the place of each column the heads (folded) name; of two that hold the same, the first."""
    columns: dict[str, int] = {}
    for n, head in enumerate(heads):
        name = column_name(head)
        if name:
            columns.setdefault(name, n)
    return columns


def find_heads(rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """Return the heads of the columns and the row below them, given the cells (folded) of the first rows of a table.

    They stand in one of the first three rows, or in two of which the lower names what the upper shares: 'Chủ trì' and
    'Phối hợp' under 'Cơ quan thực hiện'.
    """
    for at, heads in enumerate(rows[:3]):
        columns = columns_of(heads)
        if "content" not in columns or len(columns) < 2:
            continue
        under = rows[at + 1] if at + 1 < len(rows) else []
        return (_lower_first(heads, under), at + 2) if _is_under(under, columns) else (list(heads), at + 1)
    return [], 0


def _is_under(row: Sequence[str], columns: dict[str, int]) -> bool:
    """Whether a row is the second of the head: names of columns, none under the number or the content."""
    content, number = columns["content"], columns.get("number", columns["content"])
    if len(row) <= max(content, number) or row[content].strip() or row[number].strip():
        return False
    return any(column_name(cell) for cell in row)


def _lower_first(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    return [low if column_name(low) else high for high, low in zip_longest(upper, lower, fillvalue="")]


def unit_in(words: str) -> int:
    """Return how many đồng one of the unit named in these words (folded) is; 0 when they name none."""
    found = UNIT.search(words)
    return FACTORS[found.lastgroup] if found and found.lastgroup else 0
