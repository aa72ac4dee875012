"""The action of an item in a few words, taken from its own sentence: its main verb and what it is done to."""

import re
from bisect import bisect_left

from tracker.reading.owners import Owners
from tracker.reading.results import Deadline, Source
from tracker.reading.shortening import MAXIMUM_WORDS, shortened
from tracker.reading.text import Passage, fold

__all__ = ["MAXIMUM_WORDS", "action_phrase"]

FILLER = re.compile(
    r"""(?:[\s,:;.–-]*(?:
        (?:có|chịu)\ trách\ nhiệm(?!\ (?:trước|chung|về)) | tiếp\ tục\ (?:lãnh\ đạo,?\ )?chỉ\ đạo(?=\ \w) | tiếp\ tục
      | khẩn\ trương | chủ\ động | tích\ cực | tập\ trung(?!\ cao) | phải | cần | sớm | nghiêm\ túc | quyết\ liệt
      | trực\ tiếp | gấp\ rút | kịp\ thời | nhanh\ chóng | đồng\ thời | thường\ xuyên | hằng\ ngày | ngay | quan\ tâm
      | chủ\ trì(?=,|\ )(?!\ (?:hội|cuộc|họp|phiên|buổi))
      | (?:triển\ khai\ )?(?:làm\ tốt|thực\ hiện|triển\ khai)(?:\ (?:tốt|thường\ xuyên|nghiêm|có\ hiệu\ quả))?
          \ (?:các\ )?công\ tác
      | làm\ đầu\ mối,? | là\ cơ\ quan\ (?:thường\ trực|đầu\ mối|chủ\ trì),? | xin\ nhận | hứa
      | nhận(?=\ (?:vận\ động|làm|lập|sửa|dọn|gửi|tổ\ chức|đỡ\ đầu|hỗ\ trợ|phụ\ trách|lo)\ )
      | đề\ nghị | yêu\ cầu | giao | phấn\ đấu | phần\ đầu | cơ\ bản | tiến\ hành | sẽ | ban\ đầu | việc
      | (?:hai|ba|các)\ đơn\ vị | quán\ triệt,\ | tổ\ chức(?=\ (?:thực\ hiện|triển\ khai)\ )
      | (?:tối\ thiểu\ )?\d+\ lần/(?:tuần|tháng|ngày)
      | (?:định\ kỳ\ )?(?:h[ằà]ng\ (?:tuần|tháng|quý|năm)|(?:0?\d|hai|ba|sáu)\ (?:tuần|tháng)(?:\ một\ lần)?)
          (?:,\ cuối\ năm)?(?:\ và\ đột\ xuất)?
      | (?:định\ kỳ|trước|trong|chậm\ nhất|sau\ khi|trường\ hợp|nếu|khi)\ [^,;.]{0,120},
      | định\ kỳ
    )(?!\w)
    | (?:căn\ cứ|trên\ cơ\ sở)\ (?:(?!xây\ dựng\ (?:kế|chương)|tham\ mưu|lập\ kế)[^,;.]){0,120}
        (?:,|(?=xây\ dựng|tham\ mưu|lập\ kế))
    ){0,8}[\s,:;.–-]*""",
    re.VERBOSE,
)  # '… có trách nhiệm khẩn trương rà soát', 'Trước ngày 15/9, báo cáo …'
VAGUE = re.compile(
    r"""(?:(?:tổ\ chức\ )?(?:triển\ khai|thực\ hiện)\ (?:tốt\ |đồng\ bộ\ |đầy\ đủ\ |nghiêm\ túc\ |có\ hiệu\ quả\ ){0,2}
          (?:các|những|một\ số)\ (?:nội\ dung|nhiệm\ vụ|giải\ pháp|công\ việc)(?:\ (?:trên|này|được\ giao|liên\ quan))?
      | làm\ việc\ với\ [^;.]{3,80}?
      ),?\ (?:để|nhằm)\ """,
    re.VERBOSE,
)  # 'triển khai các nội dung để …', 'làm việc với các sở ngành để …'
CLOSING_DUTY = re.compile(
    r"""(?:phải|sẽ|cần)\s+(?P<verb>(?:cơ\ bản\ )?(?:hoàn\ (?:thành|tất)|khởi\ công|trình|phê\ duyệt|ban\ hành|bàn\ giao
        |báo\ cáo|gửi|thông\ (?:xe|tuyến)|đưa\ vào\ sử\ dụng)(?:\s[\w ]+)?)\Z""",
    re.VERBOSE,
)  # 'tháng 9 năm 2023 phải khởi công'
OBJECT = re.compile(r"(?:đối với|liên quan đến|về)\s+(?P<object>[^,;.]{8,})")
TERM_LEAD = re.compile(
    r"""(?:\s*[,;(–-]\s*(?:(?:và|kết\ quả|yêu\ cầu|phấn\ đấu|dự\ kiến|phải|cơ\ bản|việc\ này|là|được
            |thực\ hiện)\s+){0,3})?
        \s*(?:(?:để\s|và\s|phải\s|cơ\ bản\s)?(?:hoàn\ (?:thành|tất)|xong)(?:\ (?:việc\ này|toàn\ bộ))?
          |thời\ (?:gian|hạn)(?:\ (?:hoàn\ thành|thực\ hiện))?|tiến\ độ)?
        [\s:,;(–-]*\Z""",
    re.VERBOSE,
)  # ', hoàn thành ' before 'trong tháng 9/2025'
TERM_TAIL = re.compile(
    r"""(?:\s+(?:Thông\ báo|Kết\ luận|Kế\ hoạch|Quyết\ định|Chương\ trình|Công\ văn|văn\ bản)\ (?:này|nêu\ trên))?
        \s*(?:(?:là\ )?(?:xong|hoàn\ thành|dứt\ điểm)(?!\ \w))?\s*\)?""",
    re.VERBOSE,
)  # '… kể từ ngày ban hành Thông báo này'

OWN_VERB = re.compile(r"(?:hoàn (?:thành|tất)|khởi công|bàn giao|khánh thành|thông xe|bắt đầu|tổng kết)\s")
CADENCE = re.compile(
    r"""(?:[,;(]|\s)\s*(?:(?:vào|trước|chậm\ nhất|ngày|thứ|chiều|sáng|cuối|đầu|tháng|tuần|quý|giờ|hai|ba|tư|năm|sáu|bảy
        |\d[\dgh:]*)\s){0,8}(?:h[ằà]ng|mỗi)\s(?:tuần|tháng|quý|năm)\)?\Z""",
    re.VERBOSE | re.IGNORECASE,
)  # '… vào thứ Sáu hằng tuần'
INTERVALS = ("tuần", "tháng", "quý", "năm")  # one ends what CADENCE finds
HEADLESS = re.compile(r"(?:và|của|trong|với|cùng|có hiệu quả|về)(?!\w)")  # what cannot open a duty
# The words that are dropped stand first, so that the text is passed over quickly.
TO_WHOM = re.compile(
    r" trước (?<=hịu trách nhiệm trước )[^,;.]{3,80}?(?= về )"
)  # 'Chịu trách nhiệm trước UBND tỉnh về …'
ABSTRACT = re.compile(
    r" công tác (?:(?<=[Tt]ăng cường công tác )|(?<=[Đđ]ẩy mạnh công tác )|(?<=[Đđ]ẩy nhanh công tác ))"
)  # 'Tăng cường công tác quản lý'
TOGETHER = re.compile(r"(?:phối (?:kết )?hợp(?: (?:chặt chẽ|tốt|đồng bộ))?(?: với| cùng(?: với)?)?|cùng(?: với)?) ")


def action_phrase(words: Passage, owners: Owners | None = None, deadlines: tuple[Deadline, ...] = ()) -> str:
    """Return at most fifteen words of what is to be done, without who does it, with whom, by when and how eagerly."""
    start = owners.action_at if owners else 0
    text, closing = _without_terms(words, start, deadlines)
    text = _without_partners(_bared(text), words, owners)
    if closing:
        text = _closed_by(text, closing)
    text = TO_WHOM.sub("", text)
    text = text.rstrip(" .;")
    if text.lower().removesuffix(")").endswith(INTERVALS):
        text = CADENCE.sub("", text)
    action = shortened(ABSTRACT.sub(" ", text, count=1))
    if len(action.split()) < 3 or HEADLESS.match(fold(action)):
        again = start if len(action.split()) < 3 else 0
        action = shortened(_bared(words.text[again:])) or action or shortened(words.text)
    return action[:1].upper() + action[1:]


def _bared(text: str) -> str:
    """Drop adverbs and turns of phrase before the verb; of 'triển khai các nội dung để X' only X is left."""
    folded, start = fold(text), 0
    for shape in (FILLER, VAGUE) * 2:
        found = shape.match(folded, start)
        start = found.end() if found else start
    return text[start:]


def _without_terms(words: Passage, start: int, deadlines: tuple[Deadline, ...]) -> tuple[str, str]:
    """Return the text from `start` without its deadlines, and the duty that closed one ('… phải khởi công')."""
    text, closing = words.text, ""
    for deadline in reversed(deadlines):
        if deadline.source is not Source.ITEM or not words.at:
            continue
        begin, end = bisect_left(words.at, deadline.span.start), bisect_left(words.at, deadline.span.end)
        if begin < start or end > len(words.at) or end <= begin:
            continue
        duty = CLOSING_DUTY.search(fold(text[begin:end]))
        if duty:
            closing = text[begin + duty.start("verb") : end] + text[end:]
            text = text[:begin]
        else:
            text = _blanked(text, begin, end)
    return text[start:], closing


def _blanked(text: str, begin: int, end: int) -> str:
    """Take a term out of a text with the words that only lead it in; a verb that has an object behind it stays."""
    tail = TERM_TAIL.match(text, end)
    end = tail.end() if tail else end
    goes_on = re.match(r"\s*[^\W\d]", text[end:]) is not None
    if goes_on and (verb := OWN_VERB.match(fold(text[begin:end]))):
        return f"{text[: begin + verb.end()].rstrip()} {text[end:].lstrip()}"
    before = text[:begin]
    if not goes_on and (lead := TERM_LEAD.search(fold(before), max(0, begin - 60))):
        before = before[: lead.start()]
    return f"{before.rstrip()} {text[end:].lstrip()}" if goes_on else before.rstrip() + text[end:]


def _without_partners(text: str, words: Passage, owners: Owners | None) -> str:
    """'Phối hợp với Sở A và Sở B kiểm soát tàu cá' is told as 'Phối hợp kiểm soát tàu cá'."""
    found = TOGETHER.match(fold(text))
    if not found or not owners or not owners.coordinating:
        return text
    end = found.end()
    for partner in owners.coordinating:
        at = text.find(partner.words, end, end + len(partner.words) + 40)
        end = at + len(partner.words) if at >= 0 else end
    rest = _bared(text[end:])
    if end == found.end() or len(rest.split()) < 3:
        return text
    return rest if found[0].startswith("cùng") else f"Phối hợp {rest[:1].lower()}{rest[1:]}"


def _closed_by(text: str, closing: str) -> str:
    """Name the duty that closed a term: with its own object, else with the one named before."""
    duty = closing.strip(" .;")
    if len(duty.split()) > 5:
        return duty
    named = OBJECT.search(text)
    if named and not text.lower().startswith(("hoàn thành", "lập", "xây dựng", "trình")):
        return f"{duty} {named['object']}".strip()
    return text.strip() or duty
