"""What is not a deadline (rule 20): days of cited documents and meetings, past events, figures, cadences."""

import re
from collections.abc import Callable

from tracker.reading.kinds import begins, trailing_verb
from tracker.reading.moments import pattern
from tracker.reading.recurrences import recurs_around
from tracker.reading.results import Precision
from tracker.reading.surroundings import Lead, Surroundings

_DOCUMENT = r"""(?:
    nghị\squyết|quyết\sđịnh|chỉ\sthị|thông\s(?:báo|tư|tri)|kết\sluận|công\s(?:văn|điện|lệnh|thư)|(?:văn
        |biên)\sbản|tờ\strình
  | kế\shoạch|báo\scáo|luật|bộ\sluật|nghị\sđịnh|hướng\sdẫn|chương\strình|giấy\s(?:mời|phép|chứng\snhận)
      |hợp\sđồng|quy\s(?:định|chế)
  | đề\sán|phiếu|thư|đơn|pháp\slệnh|hiến\spháp|lệnh|ý\skiến|phụ\slục
)"""
_CITING = pattern(rf"""(?:
    (?<!\w){_DOCUMENT}(?!\w)[^.;|]{{0,70}}                   # "Nghị quyết 06-NQ/TU ngày 12/11/2021", "Kết luận ngày …"
  | (?<!\w)số\s?:?\s?\d[^\s;|]{{0,24}}[\s,]{{1,2}}(?:[^\s;|]{{1,12}}\s){{0,4}}     # "số 203/TB-BCĐ, ngày …"
  | \d{{1,5}}\s?[-/][\w\-/]{{2,20}}[\s,]{{1,2}}              # "674/KH-UBND ngày 26/02/2021"
)(?:được\sban\shành|ban\shành|ký|đề)?[\s,(]{{0,2}}\Z""")
_MEETING = pattern(r"""(?<!\w)(?:
    (?:cuộc|phiên|buổi|kỳ|giao\sban)\s(?:họp|làm\sviệc|tiếp|kiểm\stra)[^.;|]{0,60}     # "tại cuộc họp ngày 11/8/2023"
  | họp(?!\s(?:đồng|tác))[^.;|,]{0,40}                        # "dự kiến họp kiểm điểm vào ngày 19/11/2025"
  | hội\snghị[^.;|,]{0,40} | đại\shội[^.;|,]{0,40}
)\Z""")
_BIOGRAPHY = pattern(r"""(?<!\w)(?:
    (?<!học\s)(?<!vệ\s)(?<!hy\s)(?<!phát\s)(?<!thí\s)(?<!tái\s)(?<!phục\s)(?<!dân\s)sinh(?:\s(?:năm|ngày))?
  | mất | qua\sđời | từ\strần | thành\slập | cấp | nơi\scấp[^.;|]{0,30} 
        | ra\sđời | tuổi\stròn
  | nhập\sngũ | kết\snạp(?:\sđảng)? | bổ\snhiệm | tiếp\snhận | đăng\ský\skết\shôn | khởi\stố | xảy\sra 
      | bùng\sphát | đổ\sbộ
)[^\w.;|]{0,4}\Z""")  # "sinh ngày 12/5/1978"
_COMMEMORATION = pattern(r"(?<!\w)(?:kỷ\sniệm|chào\smừng)(?!\w)[^.;]{0,120}\Z")
_COUNTED_UNTIL = pattern(r"""(?<!\w)(?:
    (?:tính|lũy\skế|luỹ\skế|cộng\sdồn|ước|thống\skê|số\sliệu|chốt(?!\s(?:trực|chặn|gác|kiểm))|cập\snhật|rà\ssoát|kết\squả)(?:[^.;|,\d]{0,40})?
)\Z""")  # "tính đến 30/6/2023 giải ngân 41,2%"
_NOT_WAITED = pattern(r"(?<!\w)(?:không|chưa|đừng)\s(?:chờ|đợi|để)(?:\s\w{1,8})?\s\Z")
_IN_FORCE = pattern(r"""
    (?<!\w)(?:hiệu\slực|có\sgiá\strị|áp\sdụng|thời\shạn\s(?:sử\sdụng|hoạt\sđộng|hợp\sđồng|bảo\shành
      |thuê))(?!\w)[^.;|]{0,40}\Z
""")
_BACKGROUND = pattern(r"""(?<!\w)(?:
    (?:so\s(?:với|sánh)|cùng\skỳ)(?:\s\w{1,12}){0,3}     # "so với năm 2022"
  | kể\stừ|ngay\stừ
  | (?:kết\squả|thành\stích|thành\stựu|kinh\snghiệm)(?:\s\w{1,8}){0,2}\s(?:đạt|có|thu)\sđược
)[\s,]{0,2}\Z""")
_GONE_BY = pattern(r"\s?(?:vừa\s(?:qua|rồi)|trước\sđây|đã\squa|năm\sngoái|năm\strước|vừa\sxong|trở\svề\strước)(?!\w)")
_DONE = pattern(r"(?<!\w)(?:đã|từng|vừa(?!\sphải)|hồi|kết\squả|was|were|(?:has|have)\sbeen)(?!\w)[^;|]{0,60}\Z")
_STATISTIC = pattern(r"""
    [\s,]{0,2}(?:[^\s,;]{1,14}\s){0,5}?(?:đạt|tăng|giảm|ước|giải\sngân|là)\s(?:\w{2,8}\s)?\d[\d.,]{0,12}\s?(?:%
      |tỷ|triệu)
""")
_AIM = pattern(r"(?<!\w)(?:phấn\sđấu|phần\sđầu|hoàn\sthành|bảo\sđảm|đảm\sbảo|phải|giải\sngân|chỉ\stiêu|đạt)(?!\w)")
_MONTH = pattern(r"\d\s?[/.\-]\s?\d | tháng\s?\d")
_MUST = pattern(r"(?<!\w)phải(?!\w)")
_COUNTED = pattern(r"""
    \s(?:số|diện\stích|hộ|xã|dân|khối|tổng|đại\sbiểu|thành\sviên|thôn|trường|tiêu\schí|chỉ\stiêu|người|ha|m|km)(?!\w)
""")
_LASTING = pattern(r"""
    (?<!\w)(?:dự\sphòng|liên\stục|kéo\sdài|duy\strì|niêm\syết|lưu\strú|sử\sdụng|đủ)(?!\w)[^;|]{0,50}\Z
""")
_FROM_WHEN = pattern(r"(?<!\w)(?:từ|sau)(?!\w)")
_QUOTE_OPEN = re.compile(r"“[^”]{0,300}\Z")

JUST_OVER = 300  # days

Rule = Callable[[Surroundings], bool]


def is_cited(at: Surroundings) -> bool:
    """The day of a cited document or decision: "Quyết định số 284/QĐ-UBND ngày 24/01/2022"."""
    is_written = at.moment.precision is Precision.DAY and re.search(
        r"\d", at.named
    )  # nothing bears the day "chiều nay"
    if not is_written or at.is_led or at.has(Lead.FROM) or trailing_verb(at.right):
        return False
    return bool(_CITING.search(at.text[max(0, at.start - 110) : at.start])) and not at.opens_sentence


def is_meeting(at: Surroundings) -> bool:
    """The day of a meeting, held or to come."""
    is_day = at.moment.precision in (Precision.DAY, Precision.WEEK)
    return is_day and not at.is_firm and bool(_MEETING.search(at.left))


def is_biography(at: Surroundings) -> bool:
    """The day something or somebody came to be: "sinh ngày 12/5/1978", "thành lập ngày 03/02/1930"."""
    return not at.is_led and bool(_BIOGRAPHY.search(at.left))


def is_commemorated(at: Surroundings) -> bool:
    """What is celebrated, where no "dịp" makes it the day of the work: "kỷ niệm 48 năm … (30/4/1975 - 30/4/2023)"."""
    if at.named.lower().startswith("kỷ niệm") and not at.is_led:
        return True
    return not at.is_led and bool(_COMMEMORATION.search(at.text[max(0, at.start - 140) : at.start]))


def is_counted_until(at: Surroundings) -> bool:
    """The day up to which figures were counted: "tính đến 30/6/2023", "số liệu đến ngày …"."""
    return at.has(Lead.UNTIL, Lead.END) and not at.has(Lead.LIMIT) and bool(_COUNTED_UNTIL.search(at.left))


def is_not_waited_for(at: Surroundings) -> bool:
    """The day nobody should wait for: "không chờ đến 31/12 mà phải gửi trước ngày 10/12"."""
    return at.has(Lead.UNTIL) and bool(_NOT_WAITED.search(at.left))


def is_in_force(at: Surroundings) -> bool:
    """The time something is in force: "có hiệu lực thi hành từ ngày … đến hết ngày …"."""
    return bool(_IN_FORCE.search(at.left)) and not at.has(Lead.BEFORE, Lead.LIMIT)


def is_background(at: Surroundings) -> bool:
    """What something is compared with or has gone on since: "so với năm 2022", "ngay từ đầu năm 2023"."""
    return bool(_BACKGROUND.search(at.left)) or bool(_GONE_BY.match(at.right))


def is_past(at: Surroundings) -> bool:
    """A day gone by on the reference day, or words which say that it is."""
    on, reference = at.moment.on, at.frame.reference
    if at.moment.names_year and on and reference and on < reference:
        return True
    done = _DONE.search(at.left)
    if done is None or at.is_firm or at.has(Lead.TIME) or _AIM.search(at.left, done.start()) or _MUST.search(at.led):
        return False
    return reference is None or at.has(Lead.VERB)


def is_just_over(at: Surroundings) -> bool:
    """Days without a year that come round again only after most of one: they are told of, and lie just behind."""
    on, reference = at.moment.on, at.frame.reference
    of_days = at.moment.precision is Precision.RANGE and re.search(r"\d", at.named) and at.moment.since != reference
    named = at.moment.precision is Precision.HOLIDAY and at.moment.bare
    if not (of_days or named) or at.is_firm or on is None or reference is None or re.search(r"\d{4}", at.named):
        return False
    return (on - reference).days > JUST_OVER


def is_statistic(at: Surroundings) -> bool:
    """The time a figure is of: "Quý III đạt 6,26%"."""
    return not at.is_firm and bool(_STATISTIC.match(at.right)) and not _AIM.search(at.left)


def is_start_of_validity(at: Surroundings) -> bool:
    """A lone "từ ngày …" which begins nothing that was ordered; "bắt đầu từ", "triển khai từ" are terms."""
    return at.has(Lead.FROM) and at.moment.precision is not Precision.RANGE and not begins(at)


def is_quoted(at: Surroundings) -> bool:
    """Words of a title or motto in quotation marks."""
    return bool(_QUOTE_OPEN.search(at.text[max(0, at.start - 300) : at.start])) and not at.is_firm


def is_number(at: Surroundings) -> bool:
    """Digits which are a share: "đến 9/10 thôn", "2/3 diện tích"."""
    is_day = at.moment.bare and at.moment.precision in (Precision.DAY, Precision.MONTH)
    return is_day and at.named[:1].isdigit() and bool(_COUNTED.match(at.right))


def is_recurring(at: Surroundings) -> bool:
    """The day of a cadence: "ngày 15 hằng tháng", "định kỳ hằng năm (trước ngày 30 tháng 11)"."""
    names_year = at.moment.names_year and bool(re.search(r"\d{4}", at.named))
    names_month = bool(_MONTH.search(at.named))
    return recurs_around(at.text, at.start, at.moment.span.end, names_month=names_month, names_year=names_year)


def is_length(at: Surroundings) -> bool:
    """How long something lasts: "lương thực dự phòng cho 5.000 người trong 07 ngày", "niêm yết trong 15 ngày"."""
    is_count = at.moment.precision in (Precision.WORKING_DAYS, Precision.CALENDAR_DAYS)
    return is_count and not _FROM_WHEN.search(at.named) and bool(_LASTING.search(at.left)) and not at.is_firm


RULES: tuple[Rule, ...] = (
    is_recurring,
    is_number,
    is_cited,
    is_meeting,
    is_biography,
    is_commemorated,
    is_counted_until,
    is_not_waited_for,
    is_in_force,
    is_background,
    is_just_over,
    is_statistic,
    is_start_of_validity,
    is_quoted,
    is_length,
)


def is_no_term(at: Surroundings) -> bool:
    """Whether any rule but that of the past says the moment is no deadline."""
    return any(rule(at) for rule in RULES)
