"""Reports: what is done and what is under way, whose works they are, their stage, the year they mean."""

from datetime import date

import pytest

from tracker.reading import read

HEAD = (
    "ỦY BAN NHÂN DÂN\nHUYỆN TÂN GIANG\nSố: 51/BC-UBND\n\nTân Giang, ngày 05 tháng 7 năm 2024\n\n"
    "BÁO CÁO\nTình hình đầu tư xây dựng 6 tháng đầu năm 2024\n\n"
)
RESULTS = HEAD + "I. KẾT QUẢ THỰC HIỆN\n1. Các công trình\n"
TASKS = HEAD + "II. NHIỆM VỤ 6 THÁNG CUỐI NĂM\n"


def items(text: str):
    return list(read(text).items)


def leads(item) -> list[str]:
    return [found.value for found in item.leads]


def test_figures_that_follow_belong_to_the_works_before():
    (item,) = items(
        RESULTS + "- Cầu Bản Lẹng: Tổng mức 12 tỷ đồng. Khối lượng thực hiện đạt 40%. Giải ngân 5 tỷ đồng.\n"
    )
    assert (item.kind.value, item.progress.value, len(item.money)) == ("project", 40, 2)


def test_finished_works_are_cut_from_what_goes_on():
    done, going_on = items(
        RESULTS
        + "- Hoàn thành, công bố Quy hoạch xã Nà Pát. Tiếp tục lập Quy hoạch xã Bó Mạ, đang lấy ý kiến Nhân dân.\n"
    )
    assert (done.kind.value, done.status.value.value) == ("result", "hoan_thanh")
    assert (going_on.kind.value, going_on.status.value.value) == ("project", "dang_lam_thu_tuc")


@pytest.mark.parametrize(
    "works",
    [
        "Trường THCS Bó Mạ (08 phòng học): tổng mức 9 tỷ đồng, đã đạt 60% khối lượng.",
        "Đường Nà Pát - Bó Mạ: nhà thầu đang đào móng, khối lượng đạt 10%.",
    ],
)
def test_neither_the_works_nor_its_contractor_own_it(works):
    (item,) = items(RESULTS + f"- {works}\n")
    assert (item.kind.value, leads(item), item.lead_source.value) == ("project", ["UBND huyện"], "document")


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("đang tập kết vật liệu", "dang_thi_cong"),
        ("vừa thi công vừa giải phóng mặt bằng", "dang_thi_cong"),
        ("đang hoàn thiện, tổng kinh phí 3 tỷ đồng", "dang_thi_cong"),
        ("đang hoàn thiện hồ sơ", "dang_lam_thu_tuc"),
        ("đã trình Sở Xây dựng thẩm định", "dang_lam_thu_tuc"),
        ("đã hoàn thành 100% khối lượng", "hoan_thanh"),
    ],
)
def test_the_stage_of_works(words, stage):
    (item,) = items(RESULTS + f"- Kè suối Nà Lo: {words}.\n")
    assert item.status.value.value == stage


def test_works_of_which_only_the_accounts_are_left_are_done():
    (item,) = items(RESULTS + "- Trạm Y tế Bó Mạ đã hoàn thành, đang lập hồ sơ quyết toán.\n")
    assert item.kind.value == "result"


def test_what_was_directed_is_a_result():
    text = (
        HEAD + "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH\n- UBND huyện đã ban hành 05 văn bản.\n- Hằng tháng tổ chức giao ban.\n"
    )
    assert [item.kind.value for item in items(text)] == ["result", "result"]


def test_what_people_are_talked_into_is_no_product_but_paying_them_is():
    steady, task = items(
        TASKS + "1. UBND các xã tiếp tục tuyên truyền, vận động Nhân dân hiến đất, bàn giao mặt bằng.\n"
        "2. Trung tâm Phát triển quỹ đất vận động, chi trả cho 18 hộ còn lại.\n"
    )
    assert (steady.kind.value, task.kind.value) == ("standing", "task")


def test_an_annex_belongs_to_whom_its_brackets_name_and_counts_from_their_month():
    header = read(
        "Phụ lục 3\nKết quả trồng rừng quý II và nhiệm vụ quý III\n"
        "(Kèm theo Báo cáo số     /BC-UBND ngày     tháng 6 năm 2024 của UBND huyện Tân Giang)\n\n"
        "1. Nhiệm vụ:\n- Hoàn thành nghiệm thu rừng trồng trước 15/9.\n"
    )
    (item,) = header.items
    assert (header.header.issuer.value, header.header.issued_on) == ("UBND huyện Tân Giang", None)
    assert (leads(item), item.due.on) == (["UBND huyện"], date(2024, 9, 15))
