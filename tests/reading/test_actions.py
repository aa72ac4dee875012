"""The title of an item: its main verb and object, without owner, term, zeal or a broken phrase."""

import pytest

from tracker.reading import read
from tracker.reading.actions import MAXIMUM_WORDS

HEAD = "Số: 3/TB-UBND\n\nBình Sơn, ngày 05 tháng 5 năm 2026\n\nTHÔNG BÁO\nKết luận cuộc họp\n\nKết luận như sau:\n\n"


def action(sentence: str) -> str:
    (item,) = read(f"{HEAD}1. {sentence}\n").items
    assert len(item.action.split()) <= MAXIMUM_WORDS
    return item.action


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Ban QLDA khẩn trương di dời 12 cột điện trung thế, hoàn thành trong tháng 7/2026.",
         "Di dời 12 cột điện trung thế"),
        ("Phòng Kinh tế hoàn thành hồ sơ đấu giá khu Đồi Sim, chậm nhất ngày 05/11/2026.",
         "Hoàn thành hồ sơ đấu giá khu Đồi Sim"),
        ("Giao Tổ giúp việc tổng hợp, báo cáo kết quả thực hiện trong 10 ngày làm việc kể từ ngày ký.",
         "Tổng hợp, báo cáo kết quả thực hiện"),
        ("Ban Quản lý dự án quyết liệt triển khai các nội dung để tháng 9 năm 2026 phải khởi công hạ tầng khu Đồi Sim.",
         "Khởi công hạ tầng khu Đồi Sim"),
        ("Lãnh đạo UBND xã trực tiếp làm việc với Sở Xây dựng để giải quyết vướng mắc đối với Quy hoạch chung Tân Mỹ, "
         "trước ngày 30/9/2026 phải hoàn thành trình phê duyệt.",
         "Hoàn thành trình phê duyệt Quy hoạch chung Tân Mỹ"),
        ("Phòng Kinh tế công khai phương án bồi thường, hỗ trợ khu tái định cư số 2 chậm nhất ngày 05/11/2026.",
         "Công khai phương án bồi thường, hỗ trợ khu tái định cư số 2"),
        ("Trước ngày 15/9/2026, Sở Y tế báo cáo UBND tỉnh.", "Báo cáo UBND tỉnh"),
        ("Công an xã phối hợp với Phòng Kinh tế rà soát dữ liệu cư trú.", "Rà soát dữ liệu cư trú"),
        ("UBND xã tiếp tục chỉ đạo nâng cao chất lượng dạy và học.", "Nâng cao chất lượng dạy và học"),
        ("Văn phòng UBND xã đôn đốc các phòng, báo cáo Chủ tịch vào thứ Sáu hằng tuần.",
         "Đôn đốc các phòng, báo cáo Chủ tịch"),
        ("Sở Tài chính thanh toán trong 03 ngày làm việc kể từ khi nhận đủ hồ sơ.",
         "Thanh toán trong 03 ngày làm việc kể từ khi nhận đủ hồ sơ"),
    ],
)  # fmt: skip
def test_title(sentence, title):
    assert action(sentence) == title


@pytest.mark.parametrize(
    "sentence",
    [
        "Phòng Kinh tế tuyên truyền, vận động nhân dân vùng dự án hồ Nậm Riêng đồng thuận bàn giao mặt bằng cho "
        "nhà thầu thi công đúng tiến độ đã cam kết.",
        "Phòng Kinh tế nâng cấp hệ thống chiếu sáng (gồm cột, đèn, tủ điều khiển và dây dẫn) trên các tuyến đường "
        "trung tâm hành chính của xã và các thôn lân cận.",
        "Phòng Kinh tế rà soát 12 dự án; " + "lập danh mục các công trình xuống cấp cần sửa chữa " * 4,
    ],
)
def test_a_long_sentence_is_cut_where_a_phrase_ends(sentence):
    told = action(sentence)
    assert len(told.split()) >= 5
    assert told.split()[-1] not in {"và", "của", "các", "cho", "với", "để", "trong", "bằng,", "hành", "đồng"}
    assert told.count("(") == told.count(")")
