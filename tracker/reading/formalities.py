"""How heads and tails of documents are written: patterns for numbers, days, letterheads and signatures."""

import re

from tracker.reading.results import DocumentType
from tracker.reading.text import LOWER, UPPER

TYPES = (
    (re.compile(r"kết luận\b"), DocumentType.CONCLUSION),
    (re.compile(r"thông báo\b"), DocumentType.NOTICE),
    (re.compile(r"kế hoạch\b"), DocumentType.PLAN),
    (re.compile(r"(?:chương trình|đề án)\b"), DocumentType.PROGRAMME),
    (re.compile(r"báo cáo\b"), DocumentType.REPORT),
    (re.compile(r"(?:phụ lục|phụ biểu)\b"), DocumentType.ANNEX),
    (re.compile(r"biên bản\b"), DocumentType.MINUTES),
)
CODES = {
    "KL": DocumentType.CONCLUSION,
    "TB": DocumentType.NOTICE,
    "TBKL": DocumentType.NOTICE,
    "KH": DocumentType.PLAN,
    "CTR": DocumentType.PROGRAMME,
    "CTRHĐ": DocumentType.PROGRAMME,
    "BC": DocumentType.REPORT,
    "BB": DocumentType.MINUTES,
}
NUMBER = re.compile(
    rf"""
    (?:^|[\s|*])Số\s{{0,3}}[.:]?\s{{0,8}}
    (?P<digits>[\dlO.…_]{{0,12}}[a-z]?)\s{{0,12}}[-–/]\s?
    (?P<code>[{UPPER}][{UPPER}{LOWER}]{{0,7}}(?:\s?[-–/.&]\s?[{UPPER}][{UPPER}{LOWER}&\d]{{0,15}}){{0,4}})""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)  # 'Số 16 -KL/BCĐ', 'Số: 624/TB-VPCP', 'Số:      /BC-BCĐ'
PLACE_DAY = re.compile(
    rf"""
    (?P<place>[{UPPER}][\w’'.\ -]{{1,40}}?)\s*,\s*ngày\s*(?P<day>[\dlIO]{{1,2}})?[\s.…_]{{0,12}}
    tháng\s*(?P<month>[\dlIO]{{1,2}})?[\s.…_]{{0,12}}năm\s*(?P<year>[\dlIO]{{4}})?""",
    re.VERBOSE,
)  # 'An Lão, ngày 5 tháng 3 năm 2025', 'An Lão, ngày tháng năm 2023', 'Krông Ana, ngày l4 tháng 12 năm 2023'
MISREAD_DIGIT = str.maketrans("lIO", "110")  # what a scanner makes of 1 and 0
BLANK_DAY = re.compile(
    r"ngày[\s.…_]{0,12}tháng\s{0,3}(?P<month>\d{1,2})\s{0,3}năm\s{0,3}(?P<year>\d{4})", re.IGNORECASE
)  # 'ngày     tháng 6 năm 2024'
ANNEXED = re.compile(
    rf"\(\s*(?:ban hành )?kèm theo\b[^()]{{0,160}}?\scủa\s(?P<who>[{UPPER}][^(),;]{{3,120}})\)", re.IGNORECASE
)  # '(Kèm theo Báo cáo số 12/BC-UBND ngày … của UBND huyện Mường Cang)'
NO_PLACE = re.compile(r"(?:hôm nay|hồi|vào|lúc|thời gian|sáng|chiều|căn cứ|theo|số)\b", re.IGNORECASE)
DAY = r"ngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})"
LONE_DAY = re.compile(rf"\W*{DAY}\W*\Z", re.IGNORECASE)  # 'Ngày 16/06/2024' on a line of its own
TITLE_DAY = re.compile(rf"\(\s*{DAY}\s*\)", re.IGNORECASE)  # '… (Ngày 11/8/2023)'
MEETING = re.compile(
    rf"""
      (?:họp|hội\ nghị|phiên\ họp|làm\ việc|kỳ\ họp|giao\ ban)\b[^.;]{{0,160}}?{DAY.replace("P<", "P<a")}
    | {DAY}[^.;]{{0,400}}?\b(?:họp|hội\ nghị|làm\ việc|chủ\ trì|giao\ ban|nghe\ báo\ cáo|kiểm\ tra|tiếp\ công\ dân
        |đối\ thoại)""",
    re.VERBOSE | re.IGNORECASE,
)  # 'tại cuộc họp ngày 12/3/2025', 'Ngày 11 tháng 8 năm 2023, … tổ chức họp'
MINUTES_DAY = re.compile(
    rf"(?:hôm\s+nay|thời\s+gian|bắt\s+đầu|khai\s+mạc|vào\s+(?:lúc|hồi)|\A\s*\d{{1,2}}\s?(?:h|giờ))[^.;\n]{{0,60}}?{DAY}",
    re.IGNORECASE,
)  # 'Hôm nay, ngày 05 tháng 3 năm 2026'
MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐỘC LẬP\s*[-–]|ĐẢNG CỘNG SẢN|TỰ DO\s*[-–]\s*HẠNH PHÚC", re.IGNORECASE)
OF_ISSUER = re.compile(r"(?:của|cua)\s+", re.IGNORECASE)  # 'CỦA BAN THƯỜNG VỤ TỈNH ỦY' under the kind
LEVEL_LINE = re.compile(r"(?:TỈNH|HUYỆN|XÃ|PHƯỜNG|THÀNH PHỐ|QUẬN|THỊ XÃ|THỊ TRẤN|ĐẶC KHU|TP)\b(?! ỦY)")
UNIT_LINE = re.compile(
    r"""(?:BAN|SỞ|PHÒNG|VĂN\ PHÒNG|TRUNG\ TÂM|ỦY\ BAN|UBND|HĐND|HỘI\ ĐỒNG|ĐẢNG|BỘ|CHI\ CỤC|TỔ|ĐOÀN|HUYỆN\ ỦY|TỈNH\ ỦY
        |THÀNH\ ỦY|TRƯỜNG|BỆNH\ VIỆN|CÔNG\ TY)\b""",
    re.VERBOSE,
)
ISSUES = re.compile(
    r"""(?:^|[,;)”"]\s+)
    (?P<who>(?:Ủy\ ban|UBND|Ban\ |BCĐ|Thường\ trực|Hội\ đồng|HĐND|Sở\ |Đảng\ ủy|Huyện\ ủy|Tỉnh\ ủy|Thành\ ủy
        |Văn\ phòng|Phòng\ |Chi\ cục|Trung\ tâm)[^,;:.]{0,220}?)
    \s+(?:xây\ dựng\ (?:chương\ trình|kế\ hoạch)|ban\ hành|báo\ cáo|thông\ báo|kết\ luận|lập\ kế\ hoạch|xin\ báo\ cáo
        |(?:đã\ )?tổ\ chức\ (?:cuộc\ )?(?:họp|hội\ nghị)|đã\ họp)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # 'Ủy ban nhân dân huyện … xây dựng Chương trình …', 'Ban Chỉ đạo … báo cáo như sau:'
PERSON = re.compile(
    rf"[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,4}}|[{UPPER}]{{2,}}(?:\s[{UPPER}]{{1,}}){{1,4}}"
)  # 'Bùi Sơn Điền', 'NGUYỄN VĂN A'
DEGREE = re.compile(r"(?:(?:GS|PGS|TS|ThS|BS|KS|CN)\.?\s*)+")
ROLE = re.compile(
    r"""(?:KT\.|TL\.|TUQ\.|Q\.|\()?\s*(?:PHÓ\s+)?(?:BÍ\ THƯ|CHỦ\ TỊCH|TRƯỞNG\ BAN|TRƯỞNG\ PHÒNG|GIÁM\ ĐỐC|CHÁNH
        |CHỦ\ TRÌ|CHỦ\ TỌA|TRƯỞNG\ ĐOÀN|BỘ\ TRƯỞNG|CỤC\ TRƯỞNG|THỦ\ TƯỚNG|TỔ\ TRƯỞNG|CHỦ\ NHIỆM
        |KIÊM|NGƯỜI\ GHI|THƯ\ KÝ|ỦY\ VIÊN
        |THỨ\ TRƯỞNG|VỤ\ TRƯỞNG|VIỆN\ TRƯỞNG|HIỆU\ TRƯỞNG|CHỈ\ HUY\ TRƯỞNG)\b""",
    re.VERBOSE | re.IGNORECASE,
)  # 'PHÓ CHỦ TỊCH', '(kiêm)'
FOR_WHOM = re.compile(r"(?:(?:TM|KT|K/T|TL|T/L|TUQ)\s*[.:]|T/M\b)")  # 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'
