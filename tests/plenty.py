"""An office with as many tasks as asked for, in the language of conclusions, and forty phrases as somebody types them.

Written in bulk past the verbs, so that a hundred thousand take seconds; the places are invented.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from tests.office import Office
from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.findable import fold, words_of
from tracker.reading.results import DocumentType, ItemKind
from tracker.tasks.models import Stage, Task, Update

TODAY = date(2026, 4, 14)
AT_ONCE = 2000

VERBS = (
    "Chủ trì, phối hợp với các đơn vị liên quan", "Khẩn trương", "Tập trung chỉ đạo", "Rà soát, tham mưu",
    "Tiếp tục đôn đốc", "Kiểm tra, hướng dẫn", "Xây dựng kế hoạch", "Báo cáo kết quả", "Tổ chức thực hiện", "Thẩm định",
)  # fmt: skip
WORKS = (
    "giải phóng mặt bằng tuyến đường tránh phía Tây", "trình phê duyệt quy hoạch khu trung tâm Liên Hòa",
    "nạo vét kênh mương thoát nước thôn Đồng Dương", "cấp giấy chứng nhận quyền sử dụng đất lần đầu",
    "bồi thường, hỗ trợ, tái định cư cho các hộ dân", "khởi công trường trung học cơ sở Nà Lĩnh",
    "sửa chữa cầu treo Bản Đướng", "trồng cây dương liễu chắn cát", "giảm nghèo bền vững và an sinh xã hội",
    "phòng cháy, chữa cháy rừng mùa khô", "đấu giá quyền sử dụng đất khu dân cư số 3", "số hóa hồ sơ lưu trữ",
    "chuyển đổi số trong giải quyết thủ tục hành chính", "tháo gỡ khó khăn, vướng mắc về nguồn vốn đầu tư công",
    "giải ngân vốn chương trình mục tiêu quốc gia", "xây dựng nông thôn mới nâng cao", "kiên cố hóa đường trục thôn",
    "lắp đặt hệ thống chiếu sáng công cộng", "xử lý ô nhiễm môi trường bãi rác Khe Đá", "cắm mốc ranh giới đất rừng",
    "hoàn thiện hồ sơ quyết toán dự án hoàn thành", "bảo đảm an ninh trật tự dịp lễ hội", "ổn định dân cư vùng sạt lở",
    "tiêm phòng đàn gia súc, gia cầm", "phát triển vùng dược liệu dưới tán rừng", "điều chỉnh giá đất cụ thể",
    "quản lý trật tự xây dựng và đất đai", "nâng cấp trạm y tế xã Đạ Lâm", "cung cấp nước sạch tập trung xóm Mò O",
    "kiểm kê tài sản công sau sắp xếp đơn vị hành chính",
)  # fmt: skip
BODIES = (
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Ủy ban nhân dân xã",
    "Ban Quản lý dự án",
    "Công an xã",
    "Đoàn Thanh niên",
)
ENDS = (
    "chậm nhất Quý I/2026 phải hoàn thành", "báo cáo Ban Chỉ đạo trước ngày 20/4/2026", "theo đúng quy định hiện hành",
    "không để phát sinh khiếu nại kéo dài", "gắn với trách nhiệm của người đứng đầu", "xong trong tháng 9 năm 2026",
)  # fmt: skip
SAID = (
    "Đã gửi hồ sơ, còn vướng hai hộ dân chưa nhận tiền.", "Đang chờ ý kiến thẩm định của cấp trên.",
    "Đã phê duyệt dự toán, chuẩn bị lựa chọn nhà thầu.", "Thời tiết mưa kéo dài, đề nghị bổ sung kinh phí.",
)  # fmt: skip

PHRASES = (
    "duong tranh", "giai phong mat bang", "quy hoach khu trung tam", "nao vet kenh muong", "thoat nuoc thon dong duong",
    "giay chung nhan quyen su dung dat", "tai dinh cu", "truong trung hoc co so", "cau treo ban duong",
    "cay duong lieu", "giam ngheo ben vung", "an sinh xa hoi", "chua chay rung", "dau gia quyen su dung dat",
    "ho so luu tru", "chuyen doi so", "thu tuc hanh chinh", "vuong mac ve nguon von", "dau tu cong",
    "chuong trinh muc tieu quoc gia", "nong thon moi", "kien co hoa duong truc thon", "chieu sang cong cong",
    "o nhiem moi truong", "bai rac khe da", "cam moc ranh gioi", "quyet toan du an", "an ninh trat tu", "vung sat lo",
    "dan gia suc", "duoc lieu duoi tan rung", "dieu chinh gia dat", "trat tu xay dung", "tram y te xa da lam",
    "nuoc sach tap trung", "xom mo o", "sap xep don vi hanh chinh", "uy ban nhan dan xa", "nguoi dung dau",
    "khong de phat sinh khieu nai",
)  # fmt: skip
"""As they are typed without a Vietnamese keyboard; each stands in some of the texts above."""


def fill(office: Office, tasks: int, seed: int = 7) -> None:
    """Write so many tasks, 80 a document, with an update on every second; every phrase stands in some of them."""
    rnd, at = random.Random(seed), datetime(2026, 4, 14, tzinfo=UTC)
    _insert(Conclusion, (_document(office, number, at) for number in range(1, -(-tasks // 80) + 1)))
    _insert(Item, (_item(rnd, number) for number in range(1, tasks + 1)))
    texts = {row.id: row.text for row in db.session.query(Item.id, Item.text)}
    _insert(Task, (_task(office, rnd, number, texts[number]) for number in range(1, tasks + 1)))
    _insert(Update, (_update(office, rnd, number, at) for number in range(1, tasks + 1, 2)))
    db.session.commit()


def _insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            db.session.execute(insert(model), some)
            some = []
    if some:
        db.session.execute(insert(model), some)
    db.session.commit()


def _found_by(text: str) -> dict[str, str]:
    words = words_of(text)
    return {"find_text": words, "find_folded": fold(words)}


def _document(office: Office, number: int, at: datetime) -> dict[str, Any]:
    name = f"{number:02d}-KL/BCĐ"
    return {
        "id": number, "committee_id": office.committee.id, "type": DocumentType.CONCLUSION, "number": name,
        "text": name, "issued_on": TODAY - timedelta(number % 900), "text_hash": str(number), "created_at": at,
        "created_by_id": office.secretary.id, "published_at": at, "published_by_id": office.secretary.id,
        **_found_by(name),
    }  # fmt: skip


def _item(rnd: random.Random, number: int) -> dict[str, Any]:
    work = WORKS[number % len(WORKS)]
    text = f"{rnd.choice(VERBS)} {rnd.choice(BODIES)} {work}; {rnd.choice(WORKS)}, {ENDS[number % len(ENDS)]}."
    return {
        "id": number, "conclusion_id": (number - 1) // 80 + 1, "position": number, "path": [str(number % 80)],
        "start": 0, "end": 1, "text": text, "kind": ItemKind.TASK, "action": work,
    }  # fmt: skip


def _task(office: Office, rnd: random.Random, number: int, sentence: str) -> dict[str, Any]:
    stage, due = rnd.choice(list(Stage)), TODAY + timedelta(rnd.randrange(-365, 365))
    title, document = f"{WORKS[number % len(WORKS)]} số {number}", f"{(number - 1) // 80 + 1:02d}-KL/BCĐ"
    reported = due + timedelta(rnd.randrange(-4, 5)) if stage in (Stage.DONE, Stage.REPORTED) else None
    return {
        "id": number, "committee_id": office.committee.id, "item_id": number, "number": number,
        "title": title[:1].upper() + title[1:], "lead_unit_id": rnd.choice((office.economy.id, office.culture.id)),
        "due_on": due if number % 9 else None, "original_due_on": due if number % 9 else None, "stage": stage,
        "due_words": f"trước ngày {due:%d/%m/%Y}" if number % 9 else "", "opened_on": TODAY - timedelta(400),
        "updated_at": datetime(2026, 1 + number % 3, 1 + number % 28, tzinfo=UTC) if number % 2 else None,
        "reported_on": reported, "closed_on": reported if stage == Stage.DONE else None,
        **_found_by(f"{title} {sentence} {document}"),
    }  # fmt: skip


def _update(office: Office, rnd: random.Random, number: int, at: datetime) -> dict[str, Any]:
    said = rnd.choice(SAID)
    return {
        "task_id": number, "by_id": office.official.id, "at": at, "on": TODAY, "from_stage": Stage.NOT_STARTED,
        "stage": Stage.IN_PROGRESS, "percent": number % 100, "result": said, "key": f"plenty {number}",
        **_found_by(said),
    }  # fmt: skip
