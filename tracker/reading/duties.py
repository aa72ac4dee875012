"""What kind of item a paragraph is: a task, a standing duty, a project reported, a request, a result, a remark."""

import re

from tracker.reading.headings import Nature
from tracker.reading.results import ItemKind, Status
from tracker.reading.text import LOWER, UPPER

PURPOSE = re.compile(
    r"""
    (?<!\w)(?:để|nhằm|góp\ phần|phục\ vụ(?!\ hành)|làm\ cơ\ sở|hướng\ tới|tạo\ điều\ kiện)\s[^;.]*?
    (?=,\s(?:kịp\ thời|thường\ xuyên|tiếp\ tục|đồng\ thời|phối\ hợp|tăng\ cường|khẩn\ trương|xây\ dựng|rà\ soát
        |báo\ cáo|trình|lập|tham\ mưu|tổ\ chức|chậm\ nhất|hoàn\ thành\ trước)\b
      | [;.] | \Z)""",
    re.VERBOSE,
)  # 'để tháo gỡ khó khăn', 'nhằm nâng cao trách nhiệm'
OTHERS = re.compile(
    r"""(?<!\w)(?:
        (?:hướng\ dẫn|vận\ động|khuyến\ khích|kêu\ gọi)\ (?:(?:các|mọi|toàn|những)\ )?
          (?:ubnd|người|nhân\ dân|bà\ con|hộ|cơ\ sở|đơn\ vị|địa\ phương|doanh\ nghiệp|chủ\ đầu\ tư|xã|phường|đoàn\ viên
            |hội\ viên|học\ sinh|phụ\ huynh|cán\ bộ)(?!\w)
          (?![^;.]{0,80}\ (?:lập|xây\ dựng)\ (?:đề\ án|kế\ hoạch|phương\ án|hồ\ sơ|danh\ mục))[^;.]*
      | (?:(?:theo\ dõi|đôn\ đốc|giám\ sát|kiểm\ tra),?\ (?:và\ )?){1,4}việc\ [^;.,]*)""",
    re.VERBOSE,
)  # 'hướng dẫn các chủ đầu tư điều chỉnh dự toán', 'đôn đốc việc chuẩn bị các đề án': done by others
PRODUCT = re.compile(
    r"""
    (?<!\w)(?<!được\ )(?<!không\ )(?<!đã\ )(?:
        (?:xây\ dựng|lập|ban\ hành|hoàn\ (?:thiện|chỉnh)|điều\ chỉnh|rà\ soát|bổ\ sung|phê\ duyệt|trình
          |soạn(?:\ thảo)?|chuẩn\ bị|tham\ mưu|làm(?!\ việc))
        (?:[ ]+(?!(?:thực\ hiện|theo|trong|tại|đôn\ đốc|tình\ hình)(?!\w))[\w&/-]+){0,6}?[ ]+
        (?:kế\ hoạch|đề\ án|phương\ án|quy\ hoạch|danh\ mục|hồ\ sơ|dự\ thảo|quyết\ định|nghị\ quyết|quy\ chế|lộ\ trình
          |tờ\ trình|dự\ toán|thiết\ kế|đề\ cương|văn\ bản|công\ văn|chỉ\ thị|dự\ án\ đầu\ tư|chủ\ trương\ đầu\ tư
          |thông\ báo|hướng\ dẫn|danh\ sách
          |chương\ trình\ (?:hành\ động|công\ tác)|báo\ cáo\ (?:nghiên\ cứu|đề\ xuất|kinh\ tế))(?!\w)  # 'lập đề án'
      | hoàn\ (?:thành|tất)(?!\ (?:tốt|thắng\ lợi|toàn\ diện|xuất\ sắc))
          (?!\ (?:các\ )?(?:mục\ tiêu|chỉ\ tiêu|nhiệm\ vụ))                                # 'hoàn thành các hồ sơ'
      | thành\ lập | kiện\ toàn | khởi\ công | động\ thổ | (?<!thực\ )thi\ công | nghiệm\ thu | bàn\ giao
      | (?:quyết|thanh)\ toán\ (?:vốn|dự\ án|công\ trình)                                  # 'quyết toán vốn'
      | tổ\ chức\ (?:đấu\ (?:giá|thầu)|hội\ nghị|lễ|cuộc\ họp|bàn\ giao|sơ\ kết|tổng\ kết|lựa\ chọn)
      | xong | lựa\ chọn\ nhà\ (?:đầu\ tư|thầu) | ký\ kết | thủ\ tục\ đầu\ tư
      | dứt\ điểm(?![^;.]{0,60}\ thuộc\ thẩm\ quyền)                                       # 'giải quyết dứt điểm'
      | trang\ bị\ (?!kiến\ thức|kỹ\ năng) | nâng\ cấp | lắp\ đặt | tạo\ lập | mua\ sắm | xây\ mới
      | cải\ tạo | sửa\ chữa | trồng\ mới                                                  # 'cải tạo khuôn viên'
      | chi\ trả\ (?:[^\W\d]+\ ){0,4}\d[\d.]*                                                   # 'chi trả cho 18 hộ'
      | công\ bố\ (?:công\ khai\ )?quy\ hoạch | bổ\ sung\ quy\ hoạch | tổng\ hợp,?\ báo\ cáo
      | (?:tham\ mưu|báo\ cáo|trình)(?:[ ]+[\w&/-]+){1,12}?[ ]+
          (?:xem\ xét|quyết\ định|cho\ ý\ kiến|phê\ duyệt)(?!\w)                           # 'tham mưu … xem xét'
    )(?!\w)""",
    re.VERBOSE,
)
PAPER = re.compile(r"kế hoạch|đề án|danh mục|phương án|hồ sơ|kiện toàn|thành lập")
NAMED_WORKS = re.compile(
    rf"(?<!\w)(?:[Dd]ự án|[Cc]ông trình|[Hh]ạng mục|[Gg]ói thầu|[Đđ]ề án)\s+(?!Nhà nước)[{UPPER}][{LOWER}]"
)  # 'dự án Hồ chứa nước …'
STEADY_HEAD = re.compile(
    r"""(?:[^;.:]{0,90}?)(?<!\w)(?:thường\ xuyên|định\ kỳ|(?:hằng|hàng)\ (?:ngày|tuần|tháng|quý|năm)
        |đẩy\ mạnh\ công\ tác|tăng\ cường\ (?:công\ tác\ )?)(?!\w)""",
    re.VERBOSE,
)  # 'Thường xuyên đôn đốc các Chủ đầu tư'
STEADY = re.compile(
    r"""(?<!\w)(?:tăng\ cường|nâng\ cao|thường\ xuyên|đẩy\ mạnh|quan\ tâm|chú\ trọng|theo\ dõi|đôn\ đốc|giám\ sát
        |tuyên\ truyền|vận\ động|quản\ lý|duy\ trì|phát\ huy|bám\ sát|nghiêm\ túc|chấn\ chỉnh|kiểm\ tra
        |thực\ hiện\ (?:tốt|nghiêm|có\ hiệu\ quả|đầy\ đủ|đồng\ bộ)|chịu\ trách\ nhiệm|nắm\ (?:chắc|bắt|tình)
        |kịp\ thời|nêu\ cao|phối\ hợp\ chặt\ chẽ|sử\ dụng\ (?:có\ )?hiệu\ quả|huy\ động(?!\ \d)|chủ\ động\ phối\ hợp
        |tạo\ điều\ kiện|ngăn\ chặn|giữ\ vững|đúng\ (?:thời\ )?hạn)(?!\w)""",
    re.VERBOSE,
)  # 'Nâng cao hiệu quả hoạt động'
ONE_TIME = re.compile(
    r"""(?<!\w)(?<!thời\ gian\ )(?<!công\ tác\ )(?<!kết\ quả\ )(?<!quy\ trình\ )(?<!thủ\ tục\ )
        (?:rà\ soát|khảo\ sát|tổng\ hợp|thống\ kê|kiểm\ kê|làm\ rõ|giải\ trình|kiểm\ điểm|khẩn\ trương|lập|trình
        |nghiên\ cứu|đề\ xuất|cung\ cấp|gửi|mời|khắc\ phục|bố\ trí\ (?:vốn|kinh\ phí)|thẩm\ định|xem\ xét|ký|mua|sửa
        |dọn|phát\ quang|tháo\ dỡ|di\ dời|nạo\ vét|chuẩn\ bị|khôi\ phục)(?!\w)""",
    re.VERBOSE,
)  # 'Rà soát các hộ thuộc diện …'
ONE_TIME_HEAD = re.compile(
    r"""[\s,:]*(?:(?:khẩn\ trương|chủ\ động|trực\ tiếp|gấp\ rút|tổ\ chức|tiến\ hành|ngay|sớm)\ )*
        (?:cử|chọn|phát(?!\ (?:huy|triển|động|hiện|hành|thanh|sóng))|gỡ|in|dựng|lắp|đối\ thoại|hạ\ ngầm|đào|đắp
        |bốc\ xúc|giải\ tỏa|cưỡng\ chế|cắm|đo\ đạc|chi\ trả|thu\ hồi|sắp\ xếp|soạn|tập\ hợp|rà|kẻ|sơn|dời|xây)(?!\w)""",
    re.VERBOSE,
)  # 'Cử tổ công tác xuống từng xã'
COUNTED = re.compile(
    r"""(?<!số\ )(?<!khoản\ )(?<!điều\ )(?<!km\ )(?<!ngày\ )(?<!tháng\ )(?<!năm\ )(?<!quý\ )(?<!hồi\ )(?<![\w.,/+-])
        \d[\d.,]*\s(?!(?:%|lần|giờ|ngày|tháng|năm|phút|tuần|cấp|tại\ chỗ)(?!\w))[^\W\d]""",
    re.VERBOSE,
)  # 'phát 9.200 bộ thùng rác', 'dịch chuyển 37 cột viễn thông'
WHENEVER = re.compile(
    r"(?<!\w)(?:(?:trong )?trường hợp|khi (?:có|xảy ra|phát sinh|cần|nhận)|nếu(?! có\))|mỗi khi)(?!\w)"
)  # 'Trường hợp phát sinh vướng mắc, các đơn vị báo cáo …', 'ứng trực khi có báo động'
EACH_TIME = re.compile(r"(?<!\w)(?:ngay (?:sau )?khi có|mỗi khi)(?!\w)")  # 'nghiệm thu ngay khi có khối lượng'
SENTENCE = re.compile(r"(?<=[.;])\s")
CONTINGENCY_ROOM = 60  # characters in which 'trong quá trình thực hiện, nếu …' says that it is one
UNDERTAKEN = re.compile(
    r"(?<!\w)(?:sẽ|cam kết|hứa|nhận(?! thấy| định| xét| được| thức)|hẹn|chốt|thống nhất(?! với| cao))(?!\w)"
)  # 'Phòng sẽ rà lại', 'cuộc họp thống nhất Trạm Y tế chủ trì'
PROMISED = re.compile(r"(?:xin )?(?:nhận|hứa|cam kết)(?!\w)")  # 'Bà Lý nhận vận động các hộ'
JUDGED = re.compile(
    r"""(?:(?:trong\ )?(?:thời\ gian|những\ năm|năm|tháng)\ (?:vừa\ )?qua | nhìn\ chung | (?:về\ )?cơ\ bản | kết\ quả
        | tuy\ nhiên | bên\ cạnh\ (?:kết\ quả|những) | đến\ nay | hiện\ nay | từ\ đầu\ năm | trong\ \d+\ tháng
        | sau\ (?:một|\d+)\ năm | đây\ là | (?:cơ\ bản\ )?(?:đồng\ ý|thống\ nhất|nhất\ trí)(?!\w)
        | việc\ [\w ]{3,80}\ là\s | (?:tổng\ )?(?:kinh\ phí|nguồn\ (?:vốn|kinh\ phí)|dự\ toán|mức\ đầu\ tư)(?!\w)
        | (?:[\w ]{0,60}\s)?(?:(?:thống\ nhất|nhất\ trí)\ (?:với|cao)|ghi\ nhận
            |biểu\ dương|đánh\ giá\ cao|hoan\ nghênh)(?!\w))""",
    re.VERBOSE,
)  # 'Thời gian qua, …', 'Ban Chỉ đạo ghi nhận …'
SPOKE = re.compile(
    r"""(?:(?:về|đối\ với|riêng|còn)\ [^.,;:]{2,60},\ )?
        (?:đồng\ chí|đ/c|ông|bà|anh|chị|cô|đại\ diện|(?:trung|thượng|đại|thiếu)\ (?:tá|úy))\s[^.;:]{1,90}?\s
        (?:nêu|thông\ qua\ (?:dự\ thảo|báo\ cáo|chương\ trình|nội\ dung)|báo\ cáo|phát\ biểu|cho\ biết
            |trình\ bày|đề\ nghị|hỏi|đọc|khai\ mạc|có\ ý\ kiến|kiến\ nghị|thông\ báo
            |phản\ ánh|thông\ tin|góp\ ý|cho\ rằng|băn\ khoăn|thắc\ mắc|nhận\ xét)(?!\w)""",
    re.VERBOSE,
)  # 'Đ/c Nam nêu mục đích cuộc họp.' in minutes
REPROACH = re.compile(
    r"""\s*(?:(?!\s(?:các|những|từng|mọi|tiêu\ chí|chỉ\ tiêu|hồ\ sơ|dự\ án|công\ trình|hộ
            |đối\ với|việc)\s)[^,;.:]){0,40}?
        (?:(?:còn|vẫn|chưa|không)\s(?:còn\s)?
        (?:chậm|yếu|thấp|hạn\ chế|lúng\ túng|đạt|kịp|tốt|sâu|sát|quyết\ liệt|chủ\ động|nghiêm|thực\ sự|thật\ sự
          |đúng\ hạn|đầy\ đủ|hiệu\ quả|đáp\ ứng|chặt\ chẽ|triệt\ để)(?!\w)
        | (?<!phải\ )(?<!đấu\ )(?:đạt|ước\ đạt|được)\s\d[\d.,]*\s?%)""",
    re.VERBOSE,
)  # 'UBND xã triển khai còn chậm', '… giải ngân đạt 45% kế hoạch'
AHEAD = re.compile(r"(?<!\w)(?:trước ngày|chậm nhất|trong (?:tháng|tuần|ngày)|hằng|hàng|hứa|nhận)(?!\w)")
HAPPENED = re.compile(
    r"""(?<!\w)(?:đã(?!\ (?:được|đề\ ra|phê\ duyệt|ban\ hành|nêu|giao|có))
        | còn(?!\ lại) | vẫn | chưa | đang | (?<!nhất\ )(?<!đặc\ biệt\ )là(?!\ (?:cơ\ quan|đơn\ vị|đầu\ mối))
        | (?<!thiết\ )(?<!chuẩn\ )(?<!trang\ )bị | gặp | thiếu)(?!\w)""",
    re.VERBOSE,
)  # 'kết quả vẫn còn chậm'
FINISHED = re.compile(
    r"""(?<!\w)(?:đã\ (?:hoàn\ thành|bàn\ giao|nghiệm\ thu|đưa\ vào|khánh\ thành|thông\ xe|xong|được)
        | (?<!dự\ kiến\ )(?<!dự\ kiến,\ )hoàn\ thành\ (?:công\ tác|công\ trình|việc|dự\ án|100))(?!\w)""",
    re.VERBOSE,
)  # 'đã bàn giao đưa vào sử dụng'
UNFINISHED = re.compile(
    r"(?<!\w)(?:tiếp tục|đang|dự kiến|hiện nay|chuẩn bị|các bước|chưa|xin chủ trương|lập thủ tục)(?!\w)"
)  # 'hiện nay đang hoàn thiện'
SETTLED_LATER = re.compile(
    r"đang (?:lập|làm|hoàn thiện|thẩm tra|trình)[^;.,]{0,30}quyết toán"
)  # the works itself is done
STILL = re.compile(r"(?<!\w)(?:dự kiến|đang|tiếp tục)(?!\w)")
PLANNING = re.compile(
    r"(?:điều chỉnh|lập|xin chủ trương|mở rộng|đầu tư|xây dựng|cải tạo|nâng cấp|sửa chữa|triển khai|thực hiện các bước)"
)  # 'Xin chủ trương điều chỉnh quy hoạch'
DIRECTED = re.compile(r"(?:tiếp tục )?chỉ đạo\b")  # 'Chỉ đạo UBND các xã …' among results
MUST = re.compile(r"(?<!\w)(?:phải|có trách nhiệm|chịu trách nhiệm)(?!\w)")  # '… phải xây dựng kế hoạch'


HANDS = re.compile(r"(?:\A|[.;:]\s)(?:giao|yêu cầu|phân công)\s")  # '…: Giao Phó Thủ tướng chủ trì họp …'


def own_duty(fold: str) -> str:
    """Return the text without its clauses of purpose ('để …', 'nhằm …') and without what others are moved to do."""
    return OTHERS.sub(" ", PURPOSE.sub(" ", fold))


def _without_contingencies(fold: str) -> str:
    """Return the text without the sentences on what to do if something happens; the whole when it has no other."""
    kept = [part for part in SENTENCE.split(fold) if not WHENEVER.search(part[:CONTINGENCY_ROOM])]
    return " ".join(kept) or fold


def has_product(view: str, fold: str) -> bool:
    """Tell whether something definite is to come out of it: a plan, works, a body set up (reading rule 9)."""
    return bool(PRODUCT.search(own_duty(fold)) or NAMED_WORKS.search(view))


def _makes_paper(fold: str) -> bool:
    plan = PRODUCT.search(own_duty(fold))
    return plan is not None and PAPER.search(plan[0]) is not None


def kind_of_duty(view: str, fold: str, *, start: int = 0, dated: bool, handed: bool, tied: bool = False) -> ItemKind:
    """Tell a task from a standing duty; the duty begins at `start`, after who is told (reading rules 8 and 9).

    A duty `tied` to one named project ends with it.
    """
    if dated:
        return ItemKind.TASK
    whole, fold = _without_contingencies(fold), fold[start:].lstrip(" ,:")
    if WHENEVER.match(whole) or EACH_TIME.search(whole) or (STEADY_HEAD.match(fold) and not _makes_paper(fold)):
        return ItemKind.STANDING
    if tied or has_product(view, _without_contingencies(fold)) or PROMISED.match(fold):
        return ItemKind.TASK
    if WHENEVER.search(whole) or STEADY.search(fold[:120]):
        return ItemKind.STANDING
    own = own_duty(fold[:80])
    is_definite = handed or ONE_TIME_HEAD.match(fold) or ONE_TIME.search(own) or COUNTED.search(fold)
    return ItemKind.TASK if is_definite else ItemKind.STANDING


def kind_in_results(fold: str, *, status: Status | None, percent: int | None, dated: bool) -> ItemKind:
    """Tell a finished result from a project under way in the results of a report (reading rule 11)."""
    if percent is not None and percent < 100:
        return ItemKind.PROJECT
    if fold.startswith("tiếp tục"):
        return ItemKind.PROJECT
    if DIRECTED.match(fold):
        return ItemKind.RESULT
    finished = FINISHED.search(fold) or status in (Status.DONE, Status.HANDED_OVER)
    if finished and not STILL.search(SETTLED_LATER.sub(" ", fold)):
        return ItemKind.RESULT
    if dated or status or (UNFINISHED.search(fold) and PLANNING.match(fold)):
        return ItemKind.PROJECT
    if PLANNING.match(fold) and re.search(r"quy hoạch|dự án|công trình", fold) and not FINISHED.search(fold):
        return ItemKind.PROJECT
    return ItemKind.RESULT


def is_judgement(fold: str) -> bool:
    """Tell whether a paragraph looks back or judges instead of asking: 'Thời gian qua, … đã có nhiều cố gắng'."""
    first = fold.split(". ", 1)[0]
    return bool(JUDGED.match(fold) or (HAPPENED.search(first[:160]) and not MUST.search(first)))


def is_reproach(fold: str, start: int) -> bool:
    """Tell whether a sentence says of a body how badly it did; what it says of it begins at `start`."""
    return REPROACH.match(fold, start) is not None and not MUST.search(fold)


def is_speech(fold: str) -> bool:
    """Tell whether a sentence of minutes only reports what somebody said at the meeting."""
    return bool(SPOKE.match(fold)) and not AHEAD.search(fold)


def is_undertaken(fold: str) -> bool:
    """Tell whether something said in a discussion was promised or agreed (reading rule 26)."""
    return UNDERTAKEN.search(fold) is not None


def is_remark(nature: Nature) -> bool:
    """Tell whether a heading makes aims or judgements of what stands under it."""
    return nature is Nature.REMARKS
