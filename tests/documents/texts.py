"""A short invented conclusion, and the reading of it written by hand: what the verbs are given to work on."""

from datetime import date

from tracker.reading.results import (
    Deadline,
    DeadlineKind,
    DocumentType,
    Found,
    Header,
    Item,
    ItemKind,
    Precision,
    Reading,
    Remark,
    Source,
    Span,
)  # fmt: skip

TEXT = """ĐẢNG ỦY XÃ ĐẠ LÂM
BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM
Số 14-KL/BCĐ
Đạ Lâm, ngày 10 tháng 4 năm 2026
KẾT LUẬN
kiểm tra thực địa các công trình trọng điểm
Qua kiểm tra thực địa, Ban Chỉ đạo kết luận:
1. Thời gian qua các đơn vị đã có nhiều cố gắng.
2. Phòng KT chủ trì, phối hợp với Phòng Văn hóa - Xã hội trình phê duyệt quy hoạch, chậm nhất Quý II/2026.
3. Lãnh đạo UBND xã quyết liệt triển khai để tháng 6 năm 2026 phải khởi công khu trung tâm hành chính.
TRƯỞNG BAN
Trần Quốc Thạch
"""


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def found(words: str, value: object = None, source: Source = Source.ITEM) -> Found:  # type: ignore[type-arg]
    return Found(value if value is not None else words, words, span(words), source)


def item(path: str, text: str, kind: ItemKind, **fields: object) -> Item:
    return Item(path=(path,), text=text, span=span(text), start_line=1, end_line=1, kind=kind, **fields)  # type: ignore[arg-type]


def read(text: str) -> Reading:
    """Stand in for the reader: this text read rightly, any other without items."""
    header = Header(
        type=found("KẾT LUẬN", DocumentType.CONCLUSION), number=found("14-KL/BCĐ"),
        issued_on=found("ngày 10 tháng 4 năm 2026", date(2026, 4, 10)), place=found("Đạ Lâm"),
        title=found("kiểm tra thực địa các công trình trọng điểm"), signer=found("Trần Quốc Thạch"),
        signer_role=found("TRƯỞNG BAN"), issuer=found("BAN CHỈ ĐẠO CÁC CÔNG TRÌNH TRỌNG ĐIỂM"),
    )  # fmt: skip
    if "Phòng KT" not in text:
        return Reading(text, Header(), ())
    return Reading(text, header, (
        item("1", "Thời gian qua các đơn vị đã có nhiều cố gắng.", ItemKind.ASSESSMENT),
        item(
            "2",
            "Phòng KT chủ trì, phối hợp với Phòng Văn hóa - Xã hội trình phê duyệt quy hoạch, chậm nhất Quý II/2026.",
            ItemKind.TASK, action="Trình phê duyệt quy hoạch", leads=(found("Phòng KT"),), lead_source=Source.ITEM,
            coordinating=(found("Phòng Văn hóa - Xã hội"),),
            deadlines=(Deadline("chậm nhất Quý II/2026", span("chậm nhất Quý II/2026"), DeadlineKind.APPROVE,
                                date(2026, 6, 30), precision=Precision.QUARTER),),
        ),
        item(
            "3",
            "Lãnh đạo UBND xã quyết liệt triển khai để tháng 6 năm 2026 phải khởi công khu trung tâm hành chính.",
            ItemKind.TASK, action="Khởi công khu trung tâm hành chính", leads=(found("Lãnh đạo UBND xã"),),
            lead_source=Source.ITEM, confidence=0.6,
            remarks=(Remark("inherited_lead", "Lãnh đạo UBND xã", span("Lãnh đạo UBND xã")),),
            deadlines=(Deadline("tháng 6 năm 2026 phải khởi công", span("tháng 6 năm 2026 phải khởi công"),
                                DeadlineKind.START, date(2026, 6, 30), precision=Precision.MONTH),),
        ),
    ))  # fmt: skip
