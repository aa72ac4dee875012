"""What falls due (rules 19 and 24), told by the verb nearest to the term."""

from tracker.reading.moments import pattern
from tracker.reading.results import DeadlineKind, Precision
from tracker.reading.surroundings import Lead, Surroundings

_VERB = pattern(r"""
    (?<!\w)(?<!công\s)(?<!chương\s)(?<!quy\s)(?<!quá\s)(?<!toàn\s)(?<!tờ\s)(?<!lộ\s)
    (?<!cao\s)(?<!hành\s)(?<!tiến\s)(?<!lịch\s)(?<!giáo\s)(?:   # not in công trình, tờ trình
        (?P<start>start|begin|commence|launch|khởi\scông|động\sthổ|bắt\sđầu|khởi\sđộng|ra\squân)
      | (?P<approve>for\s(?:approval|no-objection)|approve|sign
          |(?:hoàn\sthành\s(?:việc\s)?)?(?:trình(?!\s(?:độ|tự|bày|diễn))
          |(?<!được\s)(?<!đã\s)(?:phê\sduyệt|ban\shành)|thông\squa(?!\s(?:các|việc|hệ)))|(?<!đăng\s)ký(?!\s(?:kết|hợp|quỹ
          |hiệu|sự|cam|túc)))
      | (?P<finish>hoàn\s(?:thành|tất)(?:\s(?:việc\s)?báo\scáo)?|xong|bàn\sgiao|khánh\sthành|thông\s(?:xe
          |tuyến)|đưa\svào|dứt\sđiểm|kết\sthúc|giải\sngân|tổng\skết|kiểm\stra|rà\ssoát|tổ\schức)
      | (?P<report>report|(?:re)?submit|send|confirm|(?:tổng\shợp,?\s)?báo\scáo|gửi|nộp|báo\s(?:lại|về|cho)|trả\slời
          |góp\sý|có\sý\skiến
          |(?<!điều\s)(?<!vận\s)(?<!di\s)(?<!luân\s)chuyển(?!\s(?:đổi|dịch|mục|biến|động|giao|tiếp|nhượng|hẳn)))
    )(?!\w)
""")
_BEGINNING = pattern(r"""
    (?<!\w)(?:
        (?:bắt\sđầu|khởi\scông|triển\skhai|vận\shành|ra\squân|thí\sđiểm|(?:hoạt\sđộng|chạy|áp\sdụng|làm)\sthử)(?!\w)
        [^.;,|]{0,80}
      | (?:thi\scông|thực\shiện)\s?
    )(?:kể\s)?\Z
""")
_TASKS_OF = pattern(r"(?<!\w)nhiệm\svụ(?!\w)[^.;,]{0,40}\Z")  # "thực hiện các nhiệm vụ đặt hàng trong năm 2021"
_COMPLETES = pattern(r"(?<!\w)(?:hoàn\s(?:thành|tất)|xong)(?!\w)")
_STARTING_CELL = pattern(r"\|\s{0,3}(?:lễ\s)?(?:khởi\scông|động\sthổ|bắt\sđầu)\s{0,3}\|\s{0,3}\Z")
_TRAILING = pattern(r"""
    \s{1,2}(?:thì\s)?(?:phải|sẽ|cần)\s
    (?:cơ\sbản\s)?
    (?:hoàn\sthành|hoàn\stất|khởi\scông|bàn\sgiao|trình|báo\scáo|gửi|nộp|chuyển|trả\slời|giải\squyết|xử\slý|xong|thông\stuyến|thông\sxe|phê\sduyệt
        |ban\shành|đưa\svào\ssử\sdụng|có)
    # "… phải hoàn thành trình phê duyệt"
    (?:\s(?:việc\s)?(?:trình|phê\sduyệt|gửi|bàn\sgiao|báo\scáo|thi\scông)){0,2}
    (?!\w)
""")


def kind_of(at: Surroundings) -> DeadlineKind:
    """Start, approval, report or end, by the verb behind the term ("phải khởi công"), else the nearest before it.

    A span is the period of the work, unless something is to be done within it ("xong trong học kỳ I năm học
    2025-2026"); so is the year tasks are set for. With no such verb it is an end.
    """
    if at.moment.precision is Precision.RANGE and not (at.moment.bare and at.has(Lead.WITHIN, Lead.VERB)):
        return DeadlineKind.PERIOD
    if behind := trailing_verb(at.right):
        return _first_kind(behind)
    if at.has(Lead.FROM):
        return DeadlineKind.START
    if at.stands_alone and _STARTING_CELL.search(at.text[max(0, at.start - 40) : at.start]):
        return DeadlineKind.START
    before = at.left + at.text[at.start : at.moment.span.start]
    if at.moment.precision is Precision.YEAR and _TASKS_OF.search(at.left) and not _COMPLETES.search(before):
        return DeadlineKind.PERIOD
    if last := _last_kind(before):
        return last
    if ahead := _VERB.match(at.right.lstrip(" ,")):
        return _first_kind(ahead[0])
    return DeadlineKind.FINISH


def begins(at: Surroundings) -> bool:
    """Whether something ordered begins at a moment led in by "từ": "bắt đầu tiếp nhận hồ sơ từ ngày 01/4"."""
    return at.has(Lead.VERB) or bool(_BEGINNING.search(at.left))


def trailing_verb(right: str) -> str:
    """The duty which closes a term from behind (" phải khởi công"), empty when there is none."""
    found = _TRAILING.match(right)
    return found[0] if found else ""


def _last_kind(words: str) -> DeadlineKind | None:
    kinds = [DeadlineKind(str(found.lastgroup)) for found in _VERB.finditer(words)]
    return kinds[-1] if kinds else None


def _first_kind(words: str) -> DeadlineKind:
    """The kind of a duty: approval and start outweigh the "hoàn thành" before them."""
    kinds = {found.lastgroup for found in _VERB.finditer(words)}
    order = ("approve", "start", "report")
    return next((DeadlineKind(kind) for kind in order if kind in kinds), DeadlineKind.FINISH)
