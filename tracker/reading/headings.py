"""What headings and set phrases tell: the nature of a section, where the body opens and closes, footnotes."""

import re
from enum import Enum

from tracker.reading.text import word_set


class Nature(Enum):
    """What the heading above a paragraph makes of it."""

    PLAIN = "nothing said"
    TASKS = "work to be done"
    RESULTS = "what was done"
    REMARKS = "aims, requirements, judgement, background"
    REQUESTS = "requests to a higher level"
    DISCUSSION = "what was said at a meeting"
    FORMALITIES = "who was present, when and where"


HEADINGS = re.compile(
    r"""
    (?:(?:công\ tác|về|còn|một\ số|những|các|phần|đánh\ giá\ về)\s+){0,3}
    (?: (?P<RESULTS>(?:tóm\ tắt\ )?kết\ quả | tình\ hình\ (?:thực\ hiện|triển\ khai|kết\ quả)
          | (?:lãnh\ đạo,?\ (?:và\ )?chỉ\ đạo|chỉ\ đạo(?=,\ điều\ hành))
            (?:,?\ (?:điều\ hành|triển\ khai|thực\ hiện)[^.]{0,80})?\s*:?\Z
          | (?:công\ tác|việc)\ đã\ làm)                                   # 'III. KẾT QUẢ THỰC HIỆN'
      | (?P<REQUESTS>(?:đề\ xuất|kiến\ nghị)(?:,?\ (?:và\ )?(?:đề\ xuất|kiến\ nghị))?
          \s*(?:[:.,]|\Z|với\b|của\b|đối\b))                               # 'VI. ĐỀ XUẤT, KIẾN NGHỊ'
      | (?P<REMARKS>mục\ (?:đích|tiêu) | yêu\ cầu\s*(?:[:.,]|\Z|chung|cụ\ thể|và\b) | quan\ điểm | nguyên\ tắc
          | phương\ châm | đánh\ giá | ưu\ điểm | hạn\ chế | tồn\ tại | khó\ khăn | thuận\ lợi | nguyên\ nhân
          | bài\ học | khái\ quát | đặc\ điểm
          | (?:các\ )?ý\ kiến\ (?:thảo\ luận|phát\ biểu|tham\ gia|đóng\ góp|trao\ đổi|của\ các)
          | thảo\ luận | phát\ biểu
          | (?:(?<!về\ )|(?=tình\ hình(?:\ (?:chung|hiện)|\s*(?:[:.,]|\Z))))tình\ hình
          | bối\ cảnh | phạm\ vi | đối\ tượng | sự\ cần\ thiết
          | căn\ cứ | nhận\ xét | chỉ\ tiêu | cơ\ sở\ (?:pháp\ lý|chính\ trị))  # 'I. MỤC ĐÍCH, YÊU CẦU'
      | (?P<FORMALITIES>thành\ phần | thời\ gian\s*(?:,|và|:) | địa\ điểm | đại\ biểu
          | chủ\ trì\s*(?:[:,]|cuộc|hội) | thư\ ký\s*: | chủ\ tọa | có\ mặt | vắng\ mặt)  # 'I. THÀNH PHẦN THAM DỰ'
      | (?P<DISCUSSION>diễn\ biến | phát\ biểu | (?:nội\ dung\ )?(?:thảo\ luận | trao\ đổi)
          | ý\ kiến\ (?:các|của|thảo\ luận|phát\ biểu|trao\ đổi|tham\ gia|đại\ biểu|tham\ luận))  # 'II. Ý KIẾN CÁC BÊN'
      | (?P<TASKS>nhiệm\ vụ | giải\ pháp | phương\ hướng | tổ\ chức\ thực\ hiện | phân\ công | nội\ dung
          | trách\ nhiệm | kết\ luận | lộ\ trình | thời\ gian\ tới | trọng\ tâm | chủ\ trương))""",  # 'II. NHIỆM VỤ'
    re.VERBOSE,
)
OPENING = re.compile(
    r"""(?:kết\ luận | như\ sau | sau\ đây | thông\ báo | thống\ nhất
        | (?:nội\ dung|nhiệm\ vụ|việc|vấn\ đề|ý\ kiến)(?:\ [^.:]{0,40})?\ sau)\s*:\s*\Z""",
    re.VERBOSE,
)  # '… Trưởng ban chỉ đạo kết luận:', '… báo cáo như sau:'
RECEIVERS = re.compile(r"(?:\s|\||\*)*(?:nơi nhận|kính gửi(?=:))\s*:?", re.IGNORECASE)  # 'Nơi nhận:'
CLOSING = re.compile(
    r"""(?:kế\ hoạch|chương\ trình|chương\ trình\ hành\ động|kết\ luận|nghị\ quyết)\ này\ (?:được\ )?phổ\ biến
      | trên\ đây\ là 
      | ghi\ chú\s?:                                                      # below a table
      | (?:thừa|theo)\ (?:lệnh|ủy\ quyền)\ (?:của\ )?(?:chủ\ tịch|ban\ thường\ vụ|thường\ trực)  # 'Thừa lệnh …'
      | (?:cuộc\ họp|buổi\ (?:họp|làm\ việc)|phiên\ họp)\ (?:đã\ )?kết\ thúc | hội\ nghị\ kết\ thúc
      | biên\ bản\ (?:kết\ thúc|(?:này\ )?(?:được|lập))                    # 'Biên bản được lập thành 02 bản …'
      | (?:văn\ phòng|vp)\ [^.;:]{2,80}\ (?:xin\ )?(?:trân\ trọng\ )?thông\ báo   # 'Văn phòng UBND tỉnh thông báo để …'
      | \(?(?:có|kèm\ theo|ban\ hành\ kèm)\ (?:\w+\ )?(?:phụ\ lục|danh\ sách|kế\ hoạch|thông\ báo|quyết\ định|theo)
      | (?:(?:nội\ dung\ )?cụ\ thể|chi\ tiết)?\ ?(?:tại|theo|như)\ (?:các\ )?(?:phụ\ lục|biểu)  # 'Chi tiết tại Phụ lục'
    """,
    re.VERBOSE,
)
SIGNED = re.compile(
    r"""(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s*[.:]                                # 'TM. ỦY BAN NHÂN DÂN'
      | T/M\s | (?:Q\.\s*)?(?:PHÓ\s+)?(?:CHỦ\ TỊCH|BÍ\ THƯ|TRƯỞNG\ BAN|CHÁNH\ VĂN\ PHÒNG|GIÁM\ ĐỐC|CHỦ\ TRÌ|CHỦ\ TỌA
          |THƯ\ KÝ|TRƯỞNG\ PHÒNG|NGƯỜI\ GHI)\b[^.:;]{0,60}\Z               # 'TRƯỞNG BAN'
    """,
    re.VERBOSE,
)
SIGNERS = re.compile(
    r"(?:(?:thư ký|chủ trì|chủ tọa|người (?:ghi|lập)(?: biên bản)?|đại diện)(?: cuộc họp| hội nghị)?\s*){1,3}"
    r"(?:\(\s*đã ký\s*\)\s*){0,3}"
)  # 'Thư ký          Chủ trì'
ANNEX = re.compile(r"(?:phụ lục|phụ biểu|biểu mẫu|danh mục)\b", re.IGNORECASE)  # 'PHỤ LỤC I'
FOOTNOTE = re.compile(
    r"""[\ufffd¹²³⁰-⁹] | \[\^?\d+\]
      | \d{1,2}\s?(?:Quyết\ định|Nghị\ quyết|Kế\ hoạch|Chỉ\ thị|Công\ văn|Thông\ báo|Theo|Gồm|Báo\ cáo|Chương\ trình
          |Văn\ bản)\b""",
    re.VERBOSE,
)  # '1 Quyết định số 97/QĐ-UBND ngày …'
PREAMBLE = re.compile(
    r"""căn\ cứ | thực\ hiện\ (?:kết\ luận|nghị\ quyết|chỉ\ thị|quyết\ định|kế\ hoạch|chương\ trình)
      | (?:hôm\ nay,\ )?(?:vào\ )?(?:lúc\ )?(?:[\dgh:\ ]|giờ|phút){0,12}ngày | tham\ dự | cùng\ dự | sau\ khi | qua\ 
      | (?-i:Tại)\ (?:phiên\ họp|cuộc\ họp|hội\ nghị|buổi\ làm\ việc)[^.]{0,60}?ngày""",
    re.VERBOSE | re.IGNORECASE,
)  # 'Căn cứ Nghị quyết số …', 'Ngày 11 tháng 8 năm 2023, …'
OWNER_LINE = re.compile(r"(?<!\w)(?:chủ trì|lãnh đạo|chịu trách nhiệm|thực hiện)(?!\w)")  # '* … lãnh đạo thực hiện'
GENERIC = word_set("""
    chủ trì phối hợp với cùng thực hiện các một số những nội dung nhiệm vụ công việc sau đây tập trung có trách nhiệm và
    tốt tổ chức triển khai như phải cần tiếp tục cụ thể đề nghị yêu cầu giao chịu quan tâm trong thời gian tới vấn giải
    pháp chỉ đạo lãnh
""")


def nature_of(head: str) -> Nature | None:
    """Return what a heading (folded) makes of its section, or None when it does not say."""
    found = HEADINGS.match(head)
    return Nature[found.lastgroup] if found and found.lastgroup else None
