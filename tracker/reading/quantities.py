"""Money, the share of works done and their stage, as reports write them."""

import re
from decimal import Decimal

from tracker.reading.cues import Catalogue, Cues, cues, cues_in
from tracker.reading.moments import pattern
from tracker.reading.results import Found, Span, Status

_NUMBER = r"\d{1,3}(?:[.,]\s?\d{3}(?!\d)){1,4}(?:,\d{1,3}(?!\d))?|\d{1,12}(?:[.,]\d{1,6})?"
_SCALES = {"nghìn tỷ": 10**12, "ngàn tỷ": 10**12, "tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "": 1}

MONEY = pattern(rf"""
    (?<![\w.,])
    (?P<number>{_NUMBER})                                    # "35,6", "1.200", a slip: "21. 280"
    (?:\s?/\s?\d[\d.,]{{0,14}})?                             # "12,5/20 tỷ đồng": the first is meant (rule 29)
    \.?\s{{0,2}}                                             # a slip: "7.368.triệu đồng"
    (?P<scale>(?:nghìn|ngàn)\s(?:tỷ|tỉ)|tỷ|tỉ|triệu|nghìn|ngàn)?
    (?:\s(?P<rest>\d{{1,3}})\s(?P<rest_scale>triệu|nghìn|ngàn)(?!\w))?      # "2 tỷ 500 triệu đồng"
    \s{{0,2}}(?P<currency>(?:đồng|đ|vnđ|vnd)(?!\w))?
    (?!\w)
""")
MONEY_CUES = cues("đồng|đ|vnđ|vnd|tỷ|tỉ|triệu|nghìn|ngàn|tỷđồng|tỉđồng|triệuđồng|nghìnđồng|ngànđồng")
# "110 triệu đồng/người", "500.000 đồng một khẩu": a price or norm, no sum.
_PER_UNIT = pattern(r"\s?/\s?[^\W\d]|\s(?:một|mỗi|trên\s(?:một|mỗi|đầu))\s")
_NORM_BEFORE = pattern(r"""
    (?<!\w)(?:mỗi|bình\squân|thu\snhập|đơn\sgiá|định\smức|mức\s(?:hỗ\strợ|phạt|chi)|giá\s(?:đất|bán|thuê)
      |grdp)(?!\w)[^.;]{0,40}\Z
""")
_COUNTED = pattern(r"""
    \s{0,2}(?:lệ|trọng|suất|người|lượt|hộ|con|cây|tấn|m2|m3|m²|m³|kg|lít|kwh|usd|đô|ha|sản\sphẩm|liều|dân
      |thuê\sbao|tài\skhoản|hồ\ssơ|hecta|đô\sla|euro|yên|won|bản\sghi)(?!\w)
""")

_NO_CURRENCY = pattern(r"""
    # "do 01 đồng chí Thường trực … làm trưởng ban"
    \s(?:chí|bằng|bào|bộ|ruộng|hồ|phục|đội|tác)(?!\w)
""")


def find_money(text: str) -> list[Found[int]]:
    """The costs and funds of a text in đồng, in order; unit prices, norms and other counts are none (rule 29)."""
    if not MONEY_CUES.stand_in(cues_in(text)):
        return []
    return [found for match in MONEY.finditer(text) if (found := _convert_money(match, text))]


def _convert_money(found: re.Match[str], text: str) -> Found[int] | None:
    scale = " ".join((found["scale"] or "").lower().split()).replace("tỉ", "tỷ")
    if not found["currency"] and scale not in ("tỷ", "triệu", "nghìn tỷ", "ngàn tỷ"):
        return None
    behind = text[found.end() : found.end() + 24]
    if not scale and _NO_CURRENCY.match(behind):
        return None
    if _PER_UNIT.match(behind) or (not found["currency"] and _COUNTED.match(behind)):
        return None
    if _NORM_BEFORE.search(text[max(0, found.start() - 56) : found.start()]):
        return None
    value = round(_amount(found["number"], scale) * _SCALES[scale])
    value += int(found["rest"]) * _SCALES[found["rest_scale"].lower()] if found["rest"] else 0
    words = found[0].rstrip()
    return Found(value, words, Span(found.start(), found.start() + len(words)))


def _amount(written: str, scale: str) -> Decimal:
    """A number in Vietnamese writing, exact: points part thousands and a comma the decimals, unless the digits say so.

    Before a bare "đồng" there are no decimals, so "500,000 đồng" is five hundred thousand.
    """
    number = written.replace(" ", "")
    if not scale or number.count(",") > 1:
        return Decimal(number.replace(".", "").replace(",", ""))
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+", number):
        return Decimal(number)
    return Decimal(number.replace(".", "").replace(",", "."))


_PERCENT = r"(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
PROGRESS = pattern(rf"""
    (?<!\w)(?:(?:hiện\s)?(?:đã|mới|ước|cơ\sbản)\s){{0,2}}
    (?: (?:hoàn\sthành|thi\scông|thực\shiện|đạt)(?:\s(?:được|đạt|khoảng|trên|gần|hơn|ước|tối\sthiểu)){{0,3}}\s
        {_PERCENT}\s(?:tổng\s)?(?:khối\slượng|tiến\sđộ|giá\strị\s(?:khối\slượng|xây\slắp|hợp\sđồng)|hợp\sđồng
            |công\strình|hạng\smục|công\sviệc)(?!\w)
      | hoàn\sthành(?:\s(?:được|đạt|khoảng|trên|gần|hơn
          |ước)){{0,3}}\s{_PERCENT.replace("percent", "bare")}(?=\s?(?:[.,;)|]|$))
      | (?:khối\slượng|tiến\sđộ)(?:\s(?:thi\scông|thực\shiện|hoàn\sthành|công\strình|xây\slắp)){{0,2}}
        (?:\s(?:đã|ước|đạt|khoảng|được|trên|gần|hơn|đến\snay)){{1,4}}\s{_PERCENT.replace("percent", "of")} )
""")  # "đã hoàn thành 35% khối lượng", "khối lượng thi công đạt khoảng 75%"
PROGRESS_CUES = cues("% & # & hoàn thành|thi công|thực hiện|đạt|lượng|tiến độ")
_AIMED = pattern(r"(?<!\w)(?:phấn\sđấu|phần\sđầu|mục\stiêu|phải|yêu\scầu|chỉ\stiêu|giải\sngân)(?!\w)[^.;]{0,60}\Z")


def find_progress(text: str) -> Found[int] | None:
    """The share of the works done, in whole percent (0 to 100); shares aimed at or of money paid out are none."""
    for found in PROGRESS.finditer(text) if PROGRESS_CUES.stand_in(cues_in(text)) else ():
        written = found["percent"] or found["bare"] or found["of"]
        percent = round(float(written.replace(",", ".")))
        if percent <= 100 and not _AIMED.search(text[max(0, found.start() - 80) : found.start()]):
            return Found(percent, found[0], Span(*found.span()))
    return None


# The stages in their order, each with the words reports have for it; of two side by side the later counts.
STAGES: tuple[tuple[Status, re.Pattern[str], Cues], ...] = (
    (
        Status.NOT_STARTED,
        pattern(r"""
        (?<!\w)chưa\s(?:được\s)?(?:khởi\scông|triển\skhai|thực\shiện|bắt\sđầu|thi\scông)(?!\w)
    """),
        cues("chưa"),
    ),
    (
        Status.PROCEDURES,
        pattern(r"""(?<!\w)đang\s(?:[^\s.;,]{1,12}\s){0,4}?   # "đang hoàn thiện các thủ tục đầu tư"
            (?:thủ\stục|hồ\ssơ|thẩm\sđịnh|chủ\strương|thiết\skế|dự\stoán|đấu\sthầu|lựa\schọn\snhà\sthầu|(?<!công\s)(?<!chương\s)(?<!quá\s)trình
                |lập\s(?:dự\sán|báo\scáo|quy\shoạch)|lấy\sý\skiến)(?!\w)
            | (?<!\w)đã\strình\s[^.;]{2,40}?\s(?:thẩm\sđịnh|phê\sduyệt)(?!\w)   # sent up, not yet approved
        """),
        cues("đang|đã trình"),
    ),
    (
        Status.CLEARANCE,
        pattern(r"""(?<!\w)đang\s(?:[^\s.;,]{1,12}\s){0,4}?   # "đang thực hiện công tác GPMB"
            (?:giải\sphóng\smặt\sbằng|gpmb|bồi\sthường|đền\sbù|kiểm\sđếm|thu\shồi\sđất)(?!\w)"""),
        cues("đang & giải phóng|gpmb|bồi thường|đền bù|kiểm đếm|thu hồi"),
    ),
    (
        Status.CONSTRUCTION,
        pattern(r"""(?<!\w)(?:
            đang\s(?:[^\s.;,]{1,12}\s){0,3}?(?:thi\scông|xây\sdựng|xây\slắp)     # "Hiện nay đang thi công"
          | đang\s(?:[^\s.;,]{1,12}\s){0,2}?(?:tập\skết\svật\sliệu|đào\smóng|khoan\scọc|đổ\sbê\stông
              |hoàn\sthiện(?=[.,;]|\Z))
          | vừa\sthi\scông
          | song\ssong\svới\sđó\slà\stổ\schức\sthi\scông
          | đã\s(?:khởi\scông|(?:triển\skhai\s|tổ\schức\s)?thi\scông)
          | (?:đã\s)?(?:hoàn\sthành|thi\scông)\s(?:được\s|đạt\s
              |khoảng\s){0,2}\d{1,2}(?:,\d{1,2})?\s?%\s(?:tổng\s)?khối\slượng
          # "Tiếp tục thi công và hoàn thành …"
          | (?:\A|(?<=[.;:]\s)|(?<=[-–]\s))tiếp\stục\s(?:triển\skhai\s)?thi\scông
        )(?!\w)"""),
        cues(
            "đang|song|vừa|đã|%|tiếp & thi công|xây dựng|xây lắp|khởi công|khối lượng|vật liệu|đào móng|khoan cọc"
            "|bê tông|hoàn thiện"
        ),
    ),
    (
        Status.DONE,
        pattern(r"""(?<!\w)(?:
            \Ahoàn\sthành(?=,?\s(?:tổ\schức\s)?công\sbố)
          | đã\shoàn\sthành\s100\s?%
          | (?:đã|cơ\sbản)\s(?:[^\s.;,]{1,10}\s){0,2}?(?:hoàn\s(?:thành|thiện|tất)|nghiệm\sthu|khánh\sthành|thông\sxe)
        )(?!\w)(?!\s(?:\w{1,8}\s){0,2}\d{1,3}(?:,\d{1,2})?\s?%|\s(?:các\s)?(?:thủ\stục|hồ\ssơ|chủ\strương
            |thẩm\sđịnh|giải\sphóng|bồi\sthường|gpmb))"""),
        cues("đã|cơ bản|công bố & hoàn|nghiệm thu|khánh thành|thông xe"),
    ),
    (
        Status.HANDED_OVER,
        pattern(r"""(?<!\w)(?:
            đã\s(?:[^\s.;]{1,12}\s){0,4}?bàn\sgiao(?!\smặt\sbằng)    # "đã bàn giao đưa vào sử dụng"
          | đã\s(?:được\s)?đưa\svào\s(?:sử\sdụng|khai\sthác|vận\shành)
        )(?!\w)"""),
        cues("đã & bàn giao|đưa vào"),
    ),
)


_STAGES = Catalogue(((status, shape), needed) for status, shape, needed in reversed(STAGES))


def find_status(text: str) -> Found[Status] | None:
    """The stage of works a text reports; of several the latest. Orders ("Hoàn thành thi công …") report none."""
    for status, shape in _STAGES.worth_trying(cues_in(text)):
        for found in shape.finditer(text):
            if not _AIMED.search(text[max(0, found.start() - 80) : found.start()]):
                return Found(status, found[0], Span(*found.span()))
    return None
