"""Whether a moment is said as a term: led in as one, tied to a verb that ends or begins something, or alone."""

from tracker.reading.kinds import begins, trailing_verb
from tracker.reading.moments import Moment, pattern
from tracker.reading.results import Precision
from tracker.reading.surroundings import Lead, Surroundings

_ENDING_VERB = pattern(r"""
    (?<!\w)(?:hoàn\s(?:thành|tất)|khởi\scông|bàn\sgiao|khánh\sthành|thông\s(?:xe|tuyến)|đưa\svào|làm\sxong|xong
      |dứt\sđiểm)(?!\w)
""")
_ORDERED_VERB = pattern(r"""(?<!\w)(?:
    hoàn\s(?:thành|tất)|khởi\scông|bàn\sgiao|khánh\sthành|thông\s(?:xe|tuyến|qua)|đưa\svào|xong|dứt\sđiểm|trình
        |phê\sduyệt|ban\shành
  | nghiệm\sthu|động\sthổ|ra\squân|phát\sđộng|khai\strương|khai\smạc|mở\sthầu|đấu\s(?:thầu|giá)|kết\snối|lắp\sđặt
  | vận\shành|cấp\sphát|chi\strả|thẩm\sđịnh|tập\shuấn|di\sdời|cưỡng\schế|thu\shồi|tháo\sdỡ|trao|đối\sthoại|sơ\skết
  | hoàn\sthiện|báo\scáo|gửi|nộp|kiện\stoàn|tổ\schức|công\sbố|triển\skhai|tổng\skết|lựa\schọn|thi\scông|giải\sngân|ký
)(?!\w)""")
_ORDERED_BEHIND = pattern(
    r"[\s,]{0,3}(?:phải\s|cần\s|tập\strung\s|phấn\sđấu\s)?(?:hoàn\s(?:thành|tất)|khởi\scông|bàn\sgiao)(?!\w)"
)
# "kế hoạch vốn năm 2023", "Chủ đề năm 2023", "phương hướng nhiệm vụ Quý IV/2021": the time belongs to the noun.
_NOUN_BEFORE = pattern(r"""(?<!\w)(?:
    kế\shoạch|vốn|chủ\sđề|nhiệm\svụ|giải\spháp|chỉ\stiêu|mục\stiêu|dự\stoán|ngân\ssách|chương\strình|đề\sán
        |báo\scáo|kết\squả
  | tình\shình|đầu\stư\scông|kinh\sphí|phong\strào|công\stác|phương\shướng|thi\sđua|số\sliệu|hành\sđộng
      |danh\smục|niên\sđộ
  | quyết\stoán|trong\scác|phiên\shọp|hội\snghị|kỳ\shọp|tháng|quý|đợt|kỳ|vụ|giá|lương|thu|chi|xã\shội|an\sninh
      |quốc\sphòng|bộ\stiêu\schí|quy\sđịnh
)[\s,]{0,2}\Z""")
_PURPOSE = pattern(r"(?<!\w)(?:nhằm|để|góp\sphần|phục\svụ|đáp\sứng|theo)(?!\w)[^;]{0,140}\Z")
_AIM_CLAUSE = pattern(r"(?<!\w)(?:nhằm|góp\sphần|hướng\stới|trở\sthành)(?!\w)[^;.]{0,140}\Z")
# "Thời gian thực hiện dự án cải tạo chợ: từ năm 2024 đến năm 2026"
_TIME_OF = pattern(
    r"(?<!\w)(?:thời\s(?:gian|hạn)|tiến\sđộ)\s(?:thực\shiện|hoàn\sthành|thi\scông|triển\skhai)[^.;:|]{1,80}:\s?\Z"
)
_PART = pattern(r"đầu|giữa|cuối|nửa|tuần|thượng|trung|hạ|\d{1,2}\sngày|ngày")
_CLOSING = pattern(r"\s?(?:[,.;:)|]|\Z)|\s(?:tại|ngay|để|bằng|về|cho|theo|với|do|nhằm|trên|ở|khi)(?!\w)")
_TOLD_OF = pattern(r"(?<!\w)(?:đã|từng|vừa|kết\squả|tình\shình|so\svới|cùng\skỳ)(?!\w)[^;]{0,60}\Z")
_ORDERED_AHEAD = pattern(r"""
    \s(?:sẽ\s|cần\s)?(?:hoàn\s(?:thành|tất|thiện)|khởi\scông|bàn\sgiao|khánh\sthành|trình|ban\shành|báo\scáo|gửi|nộp|tổ\schức
      |công\sbố|triển\skhai|kết\snối|nghiệm\sthu|thông\sxe|đưa\svào|xong)(?!\w)
""")
_HORIZON = pattern(r"(?<!\w)(?:tầm\snhìn|định\shướng|mục\stiêu|chiến\slược)(?!\w)[^;.]{0,30}\Z")
_TITLE = pattern(r"""
    (?<!\w)(?:quy\shoạch|kế\shoạch|chương\strình|đề\sán|chiến\slược|nghị\squyết|dự\sán|đồ\sán
      |lĩnh\svực)(?!\w)[^;.]{0,150}\Z
""")
_TARGET = pattern(r"(?<!\w)(?:phấn\sđấu|phần\sđầu|hoàn\sthành|đạt|phải|dự\skiến)(?!\w)")
_LEAD_IN = pattern(r"(?<!\w)(?:gồm|như(?:\ssau)?|sau\sđây)\s?:")
_SAID = pattern(r"""
    (?<!\w)(?<!xin\s)(?<!lấy\s)(?<!cho\s)(?:kết\sluận|ý\skiến|chỉ\sđạo|phát\sbiểu|đã|được|nêu)(?!\w)[^.;]{0,50}\Z
""")
_SPAN_NOUN = pattern(r"(?<!\w)(?:nhiệm\skỳ|thời\skỳ|niên\skhóa|niên\skhoá|niên\sđộ|khóa|khoá)[\s,]{0,2}\Z")
# "… các xã trên giai đoạn 2023 - 2024": a name does not go on behind "trên", so the span is the time of the work.
_DEICTIC = pattern(r"(?<!\w)(?:trên|này|đó)\s\Z")
# "Hoàn thành giai đoạn 1 (2025-2026)" is a stage of one work; a programme's "giai đoạn 2021-2025" bears no number.
_STAGE = pattern(r"giai\sđoạn\s(?:[1-9]|I{1,3}|IV)(?!\w)")
_PLANNED = pattern(r"(?<!\w)kế\shoạch\s\Z")  # "công trình có kế hoạch hoàn thành năm 2025" says which, not by when
_WORK = pattern(r"(?<!\w)(?:thực\shiện|triển\skhai|thi\scông|hoàn\sthành|tổ\schức)[\s:,(]{0,2}\Z")
NEAR = 92  # days
_SELF_LED = (Precision.WORKING_DAYS, Precision.CALENDAR_DAYS, Precision.WEEK, Precision.HOLIDAY)


def is_term(at: Surroundings) -> bool:
    """Whether the words make the moment a term, were there nothing else against it."""
    moment = at.moment
    if at.stands_alone and not (moment.bare and moment.precision is Precision.EVENT):
        return True
    if _TIME_OF.search(at.left):
        return True
    if moment.precision is Precision.RANGE:
        return _is_span_term(at)
    if moment.precision is Precision.EVENT:
        return _is_event_term(at)
    if moment.precision in _SELF_LED:
        return not moment.bare or at.is_led or bool(trailing_verb(at.right))
    if moment.precision is Precision.YEAR:
        return _is_year_term(at)
    if moment.bare and "năm" in at.named.lower():
        ordered_behind = at.has(Lead.WITHIN) and at.opens_sentence and _ORDERED_BEHIND.match(at.right)
        return at.is_firm or bool(_ENDING_VERB.search(at.left + at.led) or ordered_behind)
    if at.is_led or (at.has(Lead.FROM) and begins(at)):
        return True
    if moment.precision is Precision.DAY and not moment.bare and _is_appointed_day(at):
        return True
    return not moment.bare and bool(trailing_verb(at.right) or _is_bare_period_term(at))


def _is_appointed_day(at: Surroundings) -> bool:
    """Whether a day nobody leads in is when something ordered shall be done: "Bàn giao mốc ngày 10/9/2023 cho UBND xã".

    Only a day after the reference is; "sáng mai" always lies ahead. A day without its year must be near.
    """
    on, reference = at.moment.on, at.frame.reference
    if on is None or reference is None or on < reference or not _ORDERED_VERB.search(at.left[-80:]):
        return False
    if not any(sign.isdigit() for sign in at.named):
        return True
    return on > reference and _lies_near(at)


def _is_event_term(at: Surroundings) -> bool:
    """Whether an event is when something is due: "trình tại kỳ họp tháng 12", not "Tại phiên họp ngày 14/11, …".

    Whatever was said at a meeting is told of, not due at it.
    """
    words = at.named.lower()
    if words.startswith("sau ") and not words.startswith("sau khi"):
        return bool(_ORDERED_VERB.search(at.left))  # not "Sau đại hội, Huyện ủy đã ban hành …"
    if at.moment.on is None or not words.startswith(("tại", "trong")):
        return True
    return bool(_ORDERED_VERB.search(at.left)) and not _SAID.search(at.left)


def _is_bare_period_term(at: Surroundings) -> bool:
    """Whether a month or quarter nobody leads in is when an order is due.

    It ends the clause of the order ("công bố quy hoạch tháng 10/2023 tại huyện"), also of a verb not listed when it
    is a part of a period ("cấp sách đầu tháng sau"), or begins it ("Q4/2025 kết nối về Bộ Nội vụ").
    """
    moment = at.moment
    if moment.precision is Precision.DAY or _NOUN_BEFORE.search(at.left) or _TOLD_OF.search(at.left):
        return False
    if _ORDERED_AHEAD.match(at.right) and _lies_near(at):
        return True
    if not _CLOSING.match(at.right):
        return False
    return bool(_ORDERED_VERB.search(at.left) or (_PART.match(at.named) and at.left.strip() and _lies_near(at)))


def _lies_near(at: Surroundings) -> bool:
    """Whether a period lies ahead, and so near that it was not meant to lie behind when its year is not told."""
    on, reference = at.moment.on, at.frame.reference
    if on is None or reference is None or on < reference:
        return False
    return at.moment.names_year or (on - reference).days <= NEAR


def _is_span_term(at: Surroundings) -> bool:
    if at.has(Lead.TIME, Lead.LIMIT):
        return True
    if _SPAN_NOUN.search(at.left):
        return False
    if at.has(Lead.SPAN):
        if _STAGE.search(at.led):
            return bool(at.has(Lead.VERB, Lead.WITHIN) or _WORK.search(at.left))
        return bool(_DEICTIC.search(at.left) or (at.has(Lead.WITHIN) and _WORK.search(at.left)))
    if at.moment.bare:
        return bool(
            at.has(Lead.WITHIN, Lead.VERB, Lead.BEFORE, Lead.AT)
            or (at.has(Lead.FROM) and _WORK.search(at.left))
            or (not _is_of_years(at.moment) and _is_bare_period_term(at))
        )
    return True


def _is_of_years(moment: Moment) -> bool:
    """Whether a span is of whole years, as those in titles are: "Đề án phát triển du lịch 2026-2030"."""
    ends = moment.since, moment.on
    return all(ends) and [day and (day.month, day.day) for day in ends] == [(1, 1), (12, 31)]


def _is_year_term(at: Surroundings) -> bool:
    part = at.named.lower().split()[0]
    if not at.is_firm and _AIM_CLAUSE.search(at.left):
        return False
    if at.opens_sentence and at.has(Lead.WITHIN) and _LEAD_IN.search(at.right):
        return False
    if at.has(Lead.UNTIL) and part not in ("hết", "cuối") and not at.is_firm:
        return _is_near_target(at)
    if at.is_firm or part == "hết":
        return True
    if at.has(Lead.VERB, Lead.AT, Lead.UNTIL, Lead.TIME):
        return not _PLANNED.search(at.left)
    if at.has(Lead.WITHIN):
        return _is_within_year_term(at)
    if at.moment.bare:
        return False
    if part in ("đầu", "giữa"):
        return at.moment.names_year and _is_bare_period_term(at)
    return _is_bare_year_term(at)


def _is_near_target(at: Surroundings) -> bool:
    """Whether "đến năm 2024" is a term: this year or the next, aimed at; later years are horizons and goals."""
    reference, year = at.frame.reference, at.moment.parts[0]
    if trailing_verb(at.right) and not _HORIZON.search(at.left):
        return True  # "đến năm 2030 phải hoàn thành"
    if reference is None or year is None or year - reference.year > 1:
        return False
    is_aimed = bool(_TARGET.search(at.left + at.led))
    if _HORIZON.search(at.left) or (_TITLE.search(at.left) and not is_aimed):
        return False
    return is_aimed or bool(_TARGET.search(at.right))


def _is_within_year_term(at: Surroundings) -> bool:
    """Whether "trong năm 2023" is a term and not the time of a report's figures or of a title."""
    if at.led.lower().startswith("in "):
        return False  # "Disbursement in 2025 reached 23%": a year behind "in" is told of more often than set
    if at.opens_sentence:
        return bool(_ENDING_VERB.search(at.right) or _TARGET.search(at.right))
    return not _HORIZON.search(at.left)


def _is_bare_year_term(at: Surroundings) -> bool:
    """Whether a year nobody leads in ends the completion it stands behind: "hoàn thành … kiểu mẫu năm 2023."."""
    if at.right[:1] == ":" and at.right.strip(" :"):
        return False  # what follows at once is what that year is about; a lead-in gives its year to its bullets
    if not _CLOSING.match(at.right):
        return False
    if _NOUN_BEFORE.search(at.left) or _PURPOSE.search(at.left):
        return False
    return bool(_ENDING_VERB.search(at.left))
