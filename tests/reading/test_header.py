"""Heads and tails: numbers as they are written, blank days, letterheads in columns, who signed."""

from datetime import date

import pytest

from tracker.reading import read
from tracker.reading.results import DocumentType


def header(text: str):
    return read(text).header


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số 16 -KL/BCĐ", "16-KL/BCĐ"),
        ("Số: 624/TB-VPCP", "624/TB-VPCP"),
        ("**Số: 12 /KH-UBND**", "12/KH-UBND"),
        ("Số 05-CTr/TU", "05-CTr/TU"),
        ("Số: l8/TB-UBND", "18/TB-UBND"),
        ("Số: /BC-BCĐ", None),
        ("Số: ….. /TB-UBND", None),
    ],
)
def test_number(line, number):
    found = header(f"{line}\n\nTHÔNG BÁO\nKết luận cuộc họp\n\n1. Giao Sở Y tế rà soát.").number
    assert (found.value if found else None) == number


def test_a_blank_day_is_no_day_but_a_place():
    told = header("An Bình, ngày     tháng 3 năm 2025\n\nKẾ HOẠCH\nTổ chức hội nghị\n\n1. Rà soát.")
    assert told.issued_on is None
    assert told.place.value == "An Bình"
    assert [remark.code for remark in told.remarks] == ["blank_day"]


def test_columns_of_letterhead_and_signature():
    told = header(
        "UBND TỈNH BÌNH SƠN           CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ                    Độc lập - Tự do - Hạnh phúc\n"
        "Số: 7/BC-SNV                 Bình Sơn, ngày 02 tháng 4 năm 2025\n\n"
        "BÁO CÁO\nKết quả công tác quý I\n\n1. Đã hoàn thành kế hoạch.\n\n"
        "Nơi nhận:                    KT. GIÁM ĐỐC\n- UBND tỉnh;                 PHÓ GIÁM ĐỐC\n\n"
        "                             Lý Thu Thủy\n"
    )
    assert told.type.value is DocumentType.REPORT
    assert told.issuer.value == "SỞ NỘI VỤ"
    assert told.issued_on.value == date(2025, 4, 2)
    assert (told.signer.value, told.signer_role.value) == ("Lý Thu Thủy", "Phó Giám đốc")


def test_who_heads_a_committee_signs_as_its_head_whatever_office_stands_below():
    told = header("KẾT LUẬN\nHọp ban\n\n1. Giao Sở Y tế rà soát.\n\nTRƯỞNG BAN\nBÍ THƯ TỈNH ỦY\nLý Thu Thủy\n")
    assert (told.signer.value, told.signer_role.value) == ("Lý Thu Thủy", "Trưởng Ban")
    told = header("KẾT LUẬN\nHọp ban\n\n1. Rà soát.\n\nPHÓ BÍ THƯ THƯỜNG TRỰC\nLý Thu Thủy\n")
    assert told.signer_role.value == "Phó Bí thư Thường trực"


def test_columns_a_scanner_flattened_into_single_blanks():
    told = header(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ SUỐI RÈ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 4O/TB-UBND Suối Rè, ngày 3l tháng 0l năm 2026\n\n"
        "THÔNG BÁO\nKết luận cuộc họp giao ban\n\nChủ tịch kết luận như sau:\n\n1. Giao Công an xã tuần tra.\n\n"
        "Nơi nhận: TL. CHỦ TỊCH\n- Đảng ủy (b/c); CHÁNH VĂN PHÒNG\n- Các thôn;\n- Lưu: VT. Nông Văn Khải\n"
    )
    assert told.number.value == "40/TB-UBND"
    assert (told.place.value, told.issued_on.value) == ("Suối Rè", date(2026, 1, 31))
    assert told.issuer.value == "ỦY BAN NHÂN DÂN XÃ SUỐI RÈ"
    assert (told.signer.value, told.signer_role.value) == ("Nông Văn Khải", "Chánh Văn phòng")


def test_the_day_of_a_meeting_is_not_the_day_of_issue():
    told = header("KẾT LUẬN\nHọp Ban chỉ đạo (Ngày 11/8/2025)\n\nBí thư kết luận:\n\n1. Giao Sở Y tế rà soát.")
    assert told.issued_on is None
    assert told.meeting_on.value == told.reference_date == date(2025, 8, 11)
    assert told.title.value == "Họp Ban chỉ đạo"


def test_the_code_tells_the_kind_when_no_heading_does():
    assert header("Số: 9/KH-UBND\n\n1. Rà soát.").type.value is DocumentType.PLAN


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH BÌNH SƠN\nVĂN PHÒNG\n", "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH BÌNH SƠN"),
        ("UBND XÃ ĐỒNG KHÊ\nVĂN PHÒNG HĐND VÀ UBND\n", "VĂN PHÒNG HĐND VÀ UBND XÃ ĐỒNG KHÊ"),
        ("UBND TỈNH BÌNH SƠN\nĐẶC KHU HÒN MÂY\n", "UBND ĐẶC KHU HÒN MÂY"),
        ("UBND TỈNH BÌNH SƠN\nSỞ NỘI VỤ\n", "SỞ NỘI VỤ"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT SÔNG TRẦU\n", "TRƯỜNG THPT SÔNG TRẦU"),
    ],
)
def test_issuer_is_named_in_full(head, issuer):
    assert (
        header(f"{head}Số: 7/TB-VP\n\nTHÔNG BÁO\nKết luận cuộc họp\n\n1. Giao Sở Y tế rà soát.").issuer.value == issuer
    )


def test_the_board_of_a_party_committee_issues_what_is_called_its_own():
    told = header(
        "ĐẢNG BỘ TỈNH BÌNH SƠN\nĐẢNG ỦY XÃ ĐỒNG KHÊ\n*\nSố 7-KL/ĐU\n\nKẾT LUẬN\n"
        "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY\nvề nông thôn mới\n"
        "-----\nTại phiên họp ngày 24/7/2025, Ban Thường vụ kết luận:\n1. Giao Ban Xây dựng Đảng rà soát.\n"
    )
    assert told.issuer.value == "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐỒNG KHÊ"
    assert told.title.value.endswith("về nông thôn mới")
    assert told.meeting_on.value == date(2025, 7, 24)


def test_who_signs_minutes_by_hand_is_the_one_in_the_chair():
    told = header(
        "BIÊN BẢN\nHọp giao ban\n\n1. Phòng Kinh tế rà soát.\n\nCuộc họp kết thúc lúc 10 giờ.\n\n"
        "      THƯ KÝ                    CHỦ TRÌ\n     (đã ký)                    (đã ký)\n\n"
        "   Lý Thu Thủy                Bế Văn Sơn\n"
    )
    assert (told.signer.value, told.signer_role.value) == ("Bế Văn Sơn", "Chủ trì")
