"""The words around a moment: what leads it in ("hoàn thành chậm nhất trước …"), what stands before and behind."""

import re
from dataclasses import dataclass
from enum import Enum

from tracker.reading.cues import cues_in
from tracker.reading.english import ENGLISH_CUES, LEADING
from tracker.reading.moments import Frame, Moment, pattern
from tracker.reading.ranges import follows_from

LEFT, RIGHT, STEP = 160, 120, 48  # how many characters are looked at before, behind, and for one leading word


class Lead(Enum):
    """The ways a term is led in."""

    LIMIT = "limit"
    BEFORE = "before"
    END = "end"
    WITHIN = "within"
    AT = "at"
    UNTIL = "until"
    OCCASION = "occasion"
    TIME = "time"
    SPAN = "span"
    FROM = "from"
    VERB = "verb"
    FILLER = "filler"


FIRM = frozenset({Lead.LIMIT, Lead.BEFORE, Lead.END})
LOOSE = frozenset({Lead.WITHIN, Lead.AT, Lead.UNTIL, Lead.OCCASION, Lead.TIME})

_LEADING = pattern(r"""
    (?<!\w)
    (?: (?P<limit>(?:chậm|muộn|trễ|lâu)\snhất | không\s(?:để\s)?(?:quá|(?:muộn|trễ|chậm)\shơn) 
        | (?:thời\s|kỳ\s|(?<!trung\s)(?<!dài\s)(?<!ngắn\s)(?<!quyền\s)(?<!giới\s))hạn(?:\s(?:chót
        |cuối(?:\scùng)?|định))?
          # "Thời hạn hoàn thành: …", "Hạn nộp hồ sơ là …"
          (?:\s(?:phải\s)?(?:hoàn\sthành|thực\shiện|gửi|báo\scáo|nộp|trình|xong|giải\squyết|trả\slời|góp\sý))?
          (?:\s(?:báo\scáo|hồ\ssơ|kết\squả|số\sliệu|danh\ssách|ý\skiến|văn\sbản|về))? | deadline)
      # "trước ngày 30/11/2025"
      | (?P<before>trước(?:\s(?:thời\sđiểm|thềm|khi(?:\s(?:bước\svào|bắt\sđầu|sang))?))?)
      | (?P<end>(?:khi\s)?hết)                               # "khi hết quý III"
      | (?P<within>trong(?:\skhoảng)?)
      | (?P<at>vào(?:\s(?:khoảng|thời\sđiểm))?|bằng\sđược)
      | (?P<until>(?:cho\s)?(?:đến|tới))                     # "Dự kiến đến tháng 10/2024"
      # "khởi công … dịp 2/9"
      | (?P<occasion>(?:nhân\s|đúng\s|vào\s|trong\s)?dịp(?:\slễ|\skỷ\sniệm(?:\s\d{1,3}\snăm)?)?
          |(?<!công\s)(?<!cá\s)(?<!bệnh\s)(?<!tư\s)(?<!hạt\s)nhân(?=\s\Z))
      | (?P<time>(?:thời\sgian|tiến\sđộ|mốc|lộ\strình)(?:\s(?:thực\shiện|triển\skhai|hoàn\sthành|thi\scông
          |dự\skiến|yêu\scầu|tổ\schức))?)
      | (?P<span>giai\sđoạn(?:\s(?:[1-9]|I{1,3}|IV)(?=\s?[:(]))?)
      | (?P<verb>(?:(?:cơ\sbản\s|phấn\sđấu\s|đảm\sbảo\s|bảo\sđảm\s|dự\skiến,?\s|phải\s)?(?:hoàn\sthành
          |hoàn\stất|khởi\scông|khánh\sthành|bàn\sgiao|thông\sxe|bắt\sđầu|kết\sthúc|tổng\skết|làm\sxong
          |xong(?:\strọn)?)))
      | (?P<filler>ngay|là|khoảng|phải|dự\skiến|(?:các|những)(?:\sngày)?|(?:cuối|hết)(?:\sngày)?|ngày
          |sáng|trưa|chiều|tối|đêm
          |(?:đầu\s|cuối\s|hết\s)?giờ(?:\s(?:sáng|chiều|làm\sviệc|hành\schính))?
          |thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật|mùng|lúc
          |\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d\d)?(?:\s?phút)?(?:\s(?:sáng|trưa|chiều|tối))?)      # "trước 17h00 ngày …"
    )
    [\s:,(“"]{0,4}\Z
""")
_SENTENCE_END = re.compile(r"[;|\n!?]|\.(?=\s|\Z|[A-Za-zĐđ])")
_CLAUSE_END = re.compile(r"[;|\n!?]|\.(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A moment in its sentence: `left` ends where the leading words begin, `right` begins where the moment ends."""

    text: str
    frame: Frame
    moment: Moment
    leads: tuple[Lead, ...]  # the nearest first
    start: int
    left: str
    right: str
    opens_sentence: bool

    @property
    def named(self) -> str:
        return self.moment.span.of(self.text)

    @property
    def led(self) -> str:
        """The leading words and the moment."""
        return self.text[self.start : self.moment.span.end]

    def has(self, *leads: Lead) -> bool:
        return not set(leads).isdisjoint(self.leads)

    @property
    def is_firm(self) -> bool:
        return not FIRM.isdisjoint(self.leads)

    @property
    def is_led(self) -> bool:
        return not (FIRM | LOOSE | {Lead.VERB}).isdisjoint(self.leads)

    @property
    def stands_alone(self) -> bool:
        """Whether nothing but the term stands in its cell or line."""
        return not self.left.strip(" -–*\t(:,") and not self.right.strip(" \t.,;:)") and self.opens_sentence


def surroundings(text: str, moment: Moment, frame: Frame, after: int = 0) -> Surroundings:
    """What stands around a moment, in its sentence and no farther left than `after`."""
    leads, start = _leading(text, moment, after)
    window = text[max(after, start - LEFT) : start]
    left = re.split(_SENTENCE_END, window)[-1]
    right = _CLAUSE_END.split(text[moment.span.end : moment.span.end + RIGHT], maxsplit=1)[0]
    opens = not left.strip(" -–*+\t(") and (len(left) < len(window) or after == 0)
    return Surroundings(text, frame, moment, leads, start, left, right, opens)


def _leading(text: str, moment: Moment, after: int) -> tuple[tuple[Lead, ...], int]:
    leads: list[Lead] = []
    start = moment.span.start
    if (begin := follows_from(text, moment)) is not None:
        leads, start = [Lead.FROM], begin
    shapes = (_LEADING, LEADING) if ENGLISH_CUES.stand_in(cues_in(text)) else (_LEADING,)
    for _ in range(7):
        window = max(after, start - STEP)
        found = next((f for shape in shapes if (f := shape.search(text[window:start]))), None)
        if not found or (Lead.VERB in leads):
            break
        leads.append(Lead(found.lastgroup))
        start = window + found.start()
    return tuple(leads), start
