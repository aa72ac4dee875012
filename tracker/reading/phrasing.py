"""The turns of phrase by which work is given to somebody: patterns over folded text (`text.fold`)."""

import re

from tracker.reading.cues import cues
from tracker.reading.text import word_set

OPENING = re.compile(
    r"""(?:[\s,.:;-]*(?:
        đồng\ thời | bên\ cạnh\ đó | ngoài\ ra | trước\ mắt | trong\ đó | riêng | mặt\ khác | tuy\ nhiên | bên\ cạnh
      | (?:do|vì)\ (?:đó|vậy) | (?:trong\ )?thời\ gian\ (?:tới|đến) | đối\ với\ nội\ dung\ này | về\ việc\ này
      | từ\ nay
    )\b[,:]?)*[\s,:]*""",
    re.VERBOSE,
)  # 'Đồng thời, giao Sở Tài chính …', 'Trong thời gian tới, đề nghị …'
HANDING = re.compile(
    r"""
    (?<!\w) (?P<verb>
        (?:(?:(?:cuộc\ họp|hội\ nghị|ban\ chỉ\ đạo)\ )?(?:thống\ nhất|nhất\ trí|quyết\ định|chấp\ thuận)\ 
          |tiếp\ tục\ |tạm\ |đồng\ ý\ )?(?:chủ\ trương\ )?(?P<core>
          giao(?:\ (?:nhiệm\ vụ|trách\ nhiệm))?(?:\ (?:cho|lại\ cho))?                # 'giao Sở Tài chính chủ trì'
        | (?:đề\ nghị|kiến\ nghị)(?:\ với)?                                           # 'đề nghị UBND tỉnh xem xét'
        | yêu\ cầu | phân\ công(?:\ cho)? | chỉ\ đạo | ủy\ quyền(?:\ cho)?            # 'yêu cầu Thủ trưởng các đơn vị'
        | lưu\ ý | cho\ phép | đồng\ ý\ cho                                         # 'cho phép Trung tâm Y tế mua …'
        | chuyển(?:\ (?:việc|nội\ dung|lại)(?:\ (?:này|đó|trên))?)?\ cho
        | chuyển(?=\ (?:anh|chị|ông|bà|cô|thầy|đồng\ chí|đ/c)\ ) | phân\ cho | nhờ  # 'chuyển việc này cho …'
        ))
    \s*:?\s+ (?!tại\b|theo\b|của\b|về\b|trên\b|trong\b)""",
    re.VERBOSE,
)
MOVED = re.compile(
    r"""(?:(?:thống\ nhất|nhất\ trí|quyết\ định|đồng\ ý|nay)\s)?chuyển\s[^,;.:]{3,160}?\s
        (?:sang(?:\ cho)?|về|cho)\s+""",
    re.VERBOSE,
)  # 'Nhất trí chuyển việc thu quỹ từ Hội Nông dân sang Phòng Kinh tế'
HANDING_CUES = cues(
    "giao|đề nghị|kiến nghị|yêu cầu|phân công|phân cho|chỉ đạo|quyền|chuyển|nhờ|lưu ý|cho phép|đồng ý cho"
)
CORES = re.compile(
    r"giao|đề nghị|kiến nghị|yêu cầu|phân công|chỉ đạo|ủy quyền|chuyển|phân cho|nhờ|lưu ý|cho phép|đồng ý cho"
)
TOPIC = re.compile(r"(?:đối với|về|liên quan đến|riêng|nội dung|dự án|công tác|việc|giải pháp|nhiệm vụ)\b")
REASON = re.compile(
    r"(?:căn cứ|thực hiện|trên cơ sở|để|nhằm|sau khi|về|đối với|trước mắt)\b"
)  # 'Căn cứ các nội dung …, Ủy ban … yêu cầu: …'
WHEN = re.compile(
    r"""(?:hằng|hàng|định\ kỳ|trước|trong|chậm\ nhất|từ|đến|ngay|quý|tháng|vào|khi|sau|để|nhằm|căn\ cứ|trên\ cơ\ sở
        |trường\ hợp|nếu|cuối|đầu|ngày|sáng|chiều|mỗi|cứ|riêng)\b""",
    re.VERBOSE,
)  # 'Hằng tháng, các đơn vị báo cáo …', 'Trước ngày 15/9, Sở Nội vụ …'
AFTER_TOPIC = re.compile(r"[:,]\s+")
PARTNERS = re.compile(
    r"""
    (?<!\w) (?:
        phối\ (?:kết\ )?hợp(?:\ (?:chặt\ chẽ|tốt|đồng\ bộ|thường\ xuyên|kịp\ thời|công\ tác)){0,3}
          (?:\ (?:với|cùng(?:\ với)?|giữa))?                               # 'phối hợp chặt chẽ với các ngành'
      | sự\ (?:phối\ hợp|tham\ gia)\ (?:chặt\ chẽ\ |tích\ cực\ )?của       # 'có sự phối hợp của Công an xã'
      | cùng(?:\ với)?                                                     # 'cùng với đồng chí Bí thư'
    ) \s+""",
    re.VERBOSE,
)
INVITED = re.compile(r"(?<!\w)(?:mời|nhờ)\s+")  # 'mời Ủy ban MTTQ Việt Nam xã cùng tham gia'
JOINING = re.compile(r"\s*(?:(?:cùng )?(?:tham gia|phối hợp)|cùng (?:đi|làm|dự))(?!\w)")
PARTNER_CUES = cues("phối hợp|sự tham gia|cùng|mời|nhờ")
PARTNER_LINK = re.compile(
    r"""[\s,]*(?:chủ\ trì|là\ cơ\ quan\ chủ\ trì|chủ\ động)?[\s,]*(?:chủ\ động\ )?
        phối\ (?:kết\ )?hợp(?:\ chặt\ chẽ)?(?:\ với|\ cùng)?(?:\ với)?\s+""",
    re.VERBOSE,
)  # '… chủ trì, phối hợp với …'
TRAILING = re.compile(
    r"""(?: \(\s*(?:(?:do|giao)\s+)?                                       # '(Sở Tài chính chủ trì)'
        | (?<!\w)(?:do|cấp\ cho|giao)\s+ )""",  # 'do Sở Y tế thực hiện', 'cấp cho Ban … thực hiện'
    re.VERBOSE,
)
TRAILING_CUES = cues("(|do|giao|cấp & trì|mối|đầu tư|hiện|mưu|khai|nhiệm")  # with those of what is done
DOING = re.compile(r"\s*(?:(?:làm\s+)?(?:chủ trì|đầu mối|chủ đầu tư)|thực hiện|tham mưu|triển khai|chịu trách nhiệm)\b")
SHARED_DUTY = re.compile(
    r"""(?:tập\ trung\ cao|tăng\ cường|đề\ cao|nâng\ cao|phát\ huy)\s+
        (?:(?:vai\ trò,\ )?trách\ nhiệm\ của\ (?=các\ )|sự\ lãnh\ đạo,\ chỉ\ đạo\ của\s+)""",
    re.VERBOSE,
)  # 'Tăng cường trách nhiệm của các cấp ủy', 'Tập trung cao sự lãnh đạo, chỉ đạo của cấp ủy'
REMIT = re.compile(
    r"""[\s,]*(?:theo|căn\ cứ(?:\ vào)?|trong|trên\ cơ\ sở|với)\s
        (?:(?:đúng|các|sự|phạm\ vi|chức\ năng|nhiệm\ vụ|quyền\ hạn|thẩm\ quyền|trách\ nhiệm|địa\ bàn|lĩnh\ vực|vai\ trò
          |phân\ công)(?!\w)[\s,]*)+
        (?:(?:và|của|mình|ngành|đơn\ vị|cơ\ quan|địa\ phương|được|phân\ công|giao|phụ\ trách|quản\ lý|công\ tác
          |chuyên\ môn|thường\ trực|chức\ năng|nhiệm\ vụ|quyền\ hạn|thẩm\ quyền)(?!\w)[\s,]*)*""",
    re.VERBOSE,
)  # '…, theo lĩnh vực phụ trách, …', '… căn cứ chức năng, nhiệm vụ được giao …'
ROLE = re.compile(
    r"""\s*\(?\s*(?:làm\s|là\s)?(?:(?:cơ\ quan|đơn\ vị)\s)?(?:chủ\ trì|đầu\ mối)
        (?:\s(?:thực\ hiện|tham\ mưu|như\s(?:\w+\s?){1,4}))?\s*\)?
        \s*[,;]\s*(?:và\s|giao\s)?""",
    re.VERBOSE,
)  # 'Sở Xây dựng (chủ trì), …', '… chủ trì, | Sở Tài chính phối hợp'
HELPING = re.compile(
    r"\s*\(?\s*(?:(?:có trách nhiệm |cùng |tham gia )?phối hợp|cùng tham gia|cùng thực hiện)"
    r"(?:\s?\)|(?= thực hiện)|(?! với| cùng| chặt| giữa))"
)
COMPANY = re.compile(r"[\s,]*cùng(?:\s+với)?\s+")  # 'Phòng Kinh tế cùng các thôn kiểm tra'
AT_LARGE = re.compile(
    r"các (?:(?:cơ quan, )?đơn vị|[\w ,&-]{0,60}?(?:đơn vị|cơ quan|địa phương) (?:có )?liên quan)"
)  # '… và các đơn vị', '… và các cơ quan liên quan'
NOUNS_ALONE = (
    "công ty",
    "ban",
    "trung tâm",
    "phòng",
    "hợp tác xã",
    "chi cục",
    "ban quản lý",
    "nhà máy",
    "tổng công ty",
)
SPEAKING = re.compile(
    r":\s+(?P<noun>ban|trung tâm|công ty|phòng|chi cục|sở|hợp tác xã|nhà máy|bệnh viện|trường)"
    r"\s(?:sẽ|cam kết|nhận|xin|hứa)\s"
)  # 'Ông Trí, Phó Giám đốc Ban Quản lý dự án tỉnh: Ban sẽ chuyển …'
HIRED = re.compile(r"(?:các )?(?:nhà thầu|đơn vị thi công|đơn vị tư vấn|tư vấn)")
WHICH = re.compile(
    r"""\s(?P<which>
          đã\s[^.,;:()]{3,60}?(?=\s(?:phải|tiếp\ tục)(?!\w))
        | (?:còn|chưa|có(?!\ (?:trách|văn|báo|kế|giải|phương|ý))|đang|thuộc\ diện|được\ giao)
          \s(?:(?!tuy\ nhiên|nhưng|song\s)[^.;:()]){3,80}?(?<!,)(?=(?:\s\([^()]{0,60}\))?\s
            (?:phải|cần|khẩn\ trương|chủ\ động|tập\ trung|có\ trách\ nhiệm|chịu\ trách\ nhiệm|nghiêm\ túc|lãnh\ đạo
              |chủ\ trì|sớm|tiếp\ tục)(?!\w))
        )(?:\s\([^()]{0,60}\))?""",
    re.VERBOSE,
)  # 'Các cơ quan còn nợ kế hoạch | phải ban hành', 'Đảng ủy các xã có khu du lịch | lãnh đạo …'
YEAR_OF = re.compile(r"\s+(?:năm|tháng|quý)\s[\dIVX/]+\Z")
WORKERS = re.compile(r"(?:nhà thầu|đơn vị|cơ quan|lực lượng|bộ phận|ngành)(?!\w)")  # 'chỉ đạo X và các nhà thầu'
RECEIVED = re.compile(
    r"\s+(?:trước|trong|tại|theo|để|từ|khi|sau|về|vào|đến|bằng|qua)(?!\w)"
)  # 'báo cáo A, B trước ngày 25'
FORMERLY = re.compile(r"(?<!\w)(?:trước đây|trước kia|ban đầu|lúc đầu|lâu nay|dự kiến|vốn)(?!\w)|(?<!\w)trước\Z")
OWN_PEOPLE = re.compile(r"(?:liên quan|trực thuộc|chuyên môn|chức năng|thuộc quyền)\Z")
IN_CHARGE_HERE = re.compile(
    r"\s+(?:đang )?phụ trách (?:phòng|ban|đơn vị|cơ quan|trung tâm|chi cục|văn phòng)\s(?![^\W\d_]+ \d)"
)  # 'Đồng chí Ngân phụ trách phòng chuẩn bị …'
AGREED = re.compile(r"(?:cuộc họp|hội nghị|các bên|mọi người|,)\s(?:đã )?(?:thống nhất|nhất trí)(?P<to> để)?\s+")
CLOSING_BRACKET = re.compile(r"\(\s*(?:giao|phân công|yêu cầu)(?: cho)?\s+(?=[^()]{4,240}\)[\s.;/]*\Z)")
CREDIT = re.compile(
    r"""
      (?P<lead>(?:cơ\ quan|đơn\ vị|bộ\ phận|cấp|người)?\s*
        (?:chủ\ trì|thực\ hiện|đầu\ mối|phụ\ trách|chịu\ trách\ nhiệm|tham\ mưu|soạn\ thảo|chuẩn\ bị|chủ\ đầu\ tư)
        (?:\s+(?:thực\ hiện|tham\ mưu|chính|triển\ khai|soạn\ thảo))?)\s*:  # 'Cơ quan chủ trì: Sở Nội vụ'
    | (?P<partners>(?:cơ\ quan|đơn\ vị|cấp)?\s*phối\ hợp(?:\s+thực\ hiện)?)\s*:   # 'Đơn vị phối hợp: …'
    | (?P<time>(?:thời\ (?:gian|hạn|điểm)|tiến\ độ|hạn)
        (?:\s+(?:thực\ hiện|hoàn\ thành|báo\ cáo|triển\ khai|trình)){0,2})\s*:    # 'Thời gian hoàn thành: Quý I/2026'
    | (?P<product>(?:sản\ phẩm|kết\ quả|đầu\ ra)
        (?:\s+(?:đầu\ ra|đạt\ được|dự\ kiến|hoàn\ thành|thực\ hiện))?)\s*:        # 'Sản phẩm: Quyết định phê duyệt'
    """,
    re.VERBOSE,
)
OTHER_CREDIT = re.compile(
    r"""(?P<other>(?:(?:cơ\ quan|đơn\ vị)\s(?:thẩm\ định|thẩm\ tra|theo\ dõi|giám\ sát|ban\ hành|trình))
        |(?:tổng\s|nguồn\s)?kinh\ phí(?:\s(?:thực\ hiện|dự\ kiến))?|địa\ điểm|ghi\ chú)\s*:""",
    re.VERBOSE,
)  # 'cơ quan thẩm định: Sở Tư pháp' is neither lead nor partner, but ends what was said before
CREDIT_LENGTH = 60  # characters; none is longer
NOT_TOLD = re.compile(
    r"""\s*(?:,\s*)?(?:(?:đã|biểu\ dương|ghi\ nhận|hoan\ nghênh|đánh\ giá\ cao
        |cảm\ ơn|thiếu|chúc\ mừng|nhất\ trí|thống\ nhất\ (?:với|cao)
        |là(?!\ (?:cơ\ quan|đơn\ vị|đầu\ mối|chủ\ đầu\ tư))|chậm(?!\ nhất)|(?:báo\ cáo|cho\ biết|phản\ ánh|nêu
          |chỉ\ đạo|phát\ biểu)\s*: |(?:phản\ ánh|cho\ rằng|hỏi|băn\ khoăn)(?!\w)(?!\ (?:với|của|kịp))
        |(?:phát\ biểu\ |có\ ý\ kiến\ )?kết\ luận(?!\w)
        |còn|được|bị|vẫn|cơ\ bản|chưa|gồm|mới|thuộc)(?!\w)
        |có\s+(?!trách\ nhiệm|ý\ kiến|văn\ bản|báo\ cáo|kế\ hoạch|giải\ pháp|phương\ án))""",
    re.VERBOSE,
)  # 'UBND huyện đã ban hành …' tells nobody
NO_DUTY = word_set(
    "với của cùng cho do những như trên từ để khi bằng qua mà trong tại nhằm về theo"
)  # '… UBND huyện về việc …' tells nobody either
PERSON_LINK = re.compile(
    r"""[\s,]*(?:phụ\ trách\ (?:(?!trực\ tiếp)[^,;.]){2,40}?\s(?=trực\ tiếp|chỉ\ đạo))?
        (?:(?:chịu\ trách\ nhiệm|trực\ tiếp|có\ trách\ nhiệm|tiếp\ tục|tập\ trung|phụ\ trách|sớm|khẩn\ trương
          |chủ\ động|tăng\ cường|quyết\ liệt|kịp\ thời|thường\ xuyên)\s+){0,2}
        (?P<how>lãnh\ đạo|chỉ\ đạo|đôn\ đốc)(?:(?:,|\ và)?\s*(?:lãnh\ đạo|chỉ\ đạo|đôn\ đốc)){0,2}\s+""",
    re.VERBOSE,
)  # 'đồng chí P chịu trách nhiệm chỉ đạo Ban Dân vận …', 'Đảng ủy xã lãnh đạo, chỉ đạo UBND xã …'


def credits_in(fold: str) -> list[re.Match[str]]:
    """Return the labels of credits in a folded passage: 'Cơ quan chủ trì:', each just before a colon."""
    found: list[re.Match[str]] = []
    start = 0
    while (colon := fold.find(":", start)) >= 0:
        place = max(start, colon - CREDIT_LENGTH), colon + 1
        found += list(CREDIT.finditer(fold, *place)) or OTHER_CREDIT.finditer(fold, *place)
        start = colon + 1
    return found
