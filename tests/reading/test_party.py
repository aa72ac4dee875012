"""Papers of the Party: communes named alone keep their own name."""

import pytest

from tracker.reading import read

BODY = """THÔNG BÁO
Kết luận cuộc họp

1. Xã Tân Lĩnh hoàn thành 03 tiêu chí trước ngày 30/6/2026.
2. UBND các xã: Phú Hậu, Cẩm Vân rà soát hộ nghèo.
"""


@pytest.mark.parametrize(
    ("motto", "leads"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", ["Xã Tân Lĩnh"]),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["UBND xã Tân Lĩnh"]),
    ],
)
def test_a_commune_named_alone(motto, leads):
    alone, listed = read(f"{motto}\n\n{BODY}").items
    assert [found.value for found in alone.leads] == leads
    assert [found.value for found in listed.leads] == ["UBND xã Phú Hậu", "UBND xã Cẩm Vân"]
