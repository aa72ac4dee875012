"""What a reading program cannot have read rightly is put right; what may be so is left."""

import pytest

from tracker.intake.misread import put_right


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Đẳng ủy xã, cấp ủy đẳng, ĐẲNG BỘ", "Đảng ủy xã, cấp ủy đảng, ĐẢNG BỘ"),
        ("bình đẳng giới, cao đẳng y tế", "bình đẳng giới, cao đẳng y tế"),
        ("chỉ bộ thôn; chỉ tiết tại phụ lục", "chi bộ thôn; chi tiết tại phụ lục"),
        ("chỉ đạo, không chỉ các xã", "chỉ đạo, không chỉ các xã"),
        ("để án, vấn để, để nghị UBND tinh", "đề án, vấn đề, đề nghị UBND tỉnh"),
        ("để hoàn thành, tinh gọn bộ máy", "để hoàn thành, tinh gọn bộ máy"),
        ("tiến đỘ, nhà Ở, 8 giỜ.", "tiến độ, nhà Ở, 8 giờ."),
        ("SỞ TÀI CHÍNH, TP.HCM, kWh, QĐ-UBND, pH", "SỞ TÀI CHÍNH, TP.HCM, kWh, QĐ-UBND, pH"),
    ],
)
def test_only_what_cannot_stand_is_put_right(read: str, meant: str) -> None:
    assert " ".join(put_right(read.split())) == meant
