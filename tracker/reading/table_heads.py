"""Heads of tables: what the cells of a column hold, told from its name, and the unit of its amounts."""

import re
from collections.abc import Sequence
from itertools import zip_longest

BY_FIRST_WORDS = {
    "number": re.compile(r"(?:tt|stt|số tt|số thứ tự|no|s/n|#)(?!\w)"),
    "time": re.compile(
        r"(?:yêu cầu (?:về )?)?(?:thời gian|thời hạn|tiến độ|hạn|thời điểm|ngày|mốc|lộ trình|khi nào|lịch)(?!\w)"
    ),
    "money": re.compile(r"(?:nhu cầu |tổng )?(?:kinh phí|vốn|mức đầu tư|dự toán|số tiền|giá trị)(?!\w)"),
    "product": re.compile(r"(?:yêu cầu |dự kiến )?(?:sản phẩm|kết quả|đầu ra)(?!\w)"),
    "note": re.compile(r"(?:ghi chú|căn cứ|văn bản|cơ sở|đơn vị tính|đvt)(?!\w)"),
    "content": re.compile(
        r"(?:nội dung|nhiệm vụ|(?:công )?việc|công tác|hoạt động|danh mục|hạng mục|giải pháp|chỉ tiêu)(?!\w)"
        r"|(?:dự án|công trình)(?!\w)"
    ),
    "partners": re.compile(r".*phối hợp|(?:cùng|cơ quan hỗ trợ|đơn vị hỗ trợ|(?:đơn vị|cơ quan|người) tham gia)(?!\w)"),
    "lead": re.compile(
        r"(?:tên )?(?:đơn vị|cơ quan|tổ chức|bộ phận|địa phương)(?!\w)"
        r"|(?:người|ai|cá nhân|cán bộ|tập thể|lãnh đạo|đồng chí)(?!\w)"
        r"|(?:chịu )?trách nhiệm|phụ trách|chủ trì|đầu mối|phân công|giao|chỉ đạo"
    ),
}
"""What a column holds is told first by the words its name begins with: 'Tiến độ thực hiện' is a time."""
BY_ANY_WORDS = {
    "partners": re.compile(r"support|partner|coordinat|in (?:coordination|cooperation|collaboration)|with\b"),
    "time": re.compile(
        r".*(?:thời gian|thời hạn|tiến độ|hoàn thành|thời điểm|hạn\b)|due|deadline|time|when|by when|(?:\w+ )?date"
    ),
    "product": re.compile(r".*(?:sản phẩm|kết quả|đầu ra)|output|deliverable|product|expected"),
    "money": re.compile(r".*(?:kinh phí|vốn|tổng mức|dự toán|số tiền|giá trị)|budget|cost|amount"),
    "content": re.compile(
        r".*(?:nội dung|nhiệm vụ|công việc|tên|dự án|công trình|hoạt động|danh mục|việc|chỉ tiêu)"
        r"|action(?! by)|activit|task|item|decision|work|description|issue|what\b"
    ),
    "lead": re.compile(
        r".*(?:chủ trì|đơn vị|cơ quan|bộ phận|phụ trách|đầu mối|thực hiện|phân công|trách nhiệm)"
        r"|lead|responsib|owner|who\b|by whom|assign|action by|person|pic\b|in charge|focal"
    ),
    "note": re.compile(r".*(?:ghi chú|căn cứ|văn bản)|remark|note|comment|status"),
}
LEADERS = ("lãnh đạo", "đồng chí", "chỉ đạo")
NAME_LENGTH = 90
UNIT = re.compile(
    r"(?P<billion>tỷ(?: đồng)?)|(?P<million>triệu(?: đồng)?|tr\.?đ)|(?P<thousand>nghìn đồng|ngàn đồng|1\.?000 ?đ)"
)
FACTORS = {"billion": 10**9, "million": 10**6, "thousand": 10**3}


def column_name(head: str) -> str:
    """Return what the cells under a head (folded) hold; empty when the head does not say."""
    if len(head) >= NAME_LENGTH:
        return ""
    told = (name for by in (BY_FIRST_WORDS, BY_ANY_WORDS) for name, pattern in by.items() if pattern.match(head))
    return next(told, "")


def columns_of(heads: Sequence[str]) -> dict[str, int]:
    """Return the place of each column the heads (folded) name; of two that hold the same, the first.

    Of two that name who acts, 'chủ trì' goes before others, and a body before the leader who looks after it.
    """
    columns: dict[str, int] = {}
    for n, head in enumerate(heads):
        name = column_name(head)
        if name and (name not in columns or (name == "lead" and _claim(head) > _claim(heads[columns[name]]))):
            columns[name] = n
    return columns


def _claim(head: str) -> int:
    """How surely the column holds those who are to act."""
    return 2 if "chủ trì" in head else 0 if head.startswith(LEADERS) else 1


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
