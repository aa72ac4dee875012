"""Items: where a paragraph is cut, what kind it is, what is handed down and what is doubted."""

import pytest

from tracker.reading import read
from tracker.reading.actions import MAXIMUM_WORDS

HEAD = (
    "Số: 3/TB-UBND\n\nBình Sơn, ngày 05 tháng 5 năm 2025\n\n"
    "THÔNG BÁO\nKết luận cuộc họp\n\nChủ tịch kết luận như sau:\n\n"
)


def items(body: str):
    return list(read(HEAD + body).items)


def kinds(body: str) -> list[str]:
    return [item.kind.value for item in items(body)]


def test_each_owner_and_each_day_is_an_item():
    body = "1. Giao Sở Y tế rà soát trạm y tế. Giao Sở Nội vụ lập đề án trước 30/6/2025. Đề án trình UBND tỉnh."
    first, second = items(body)
    assert first.text == "Giao Sở Y tế rà soát trạm y tế."
    assert second.text.endswith("Đề án trình UBND tỉnh.")
    assert (first.path, second.path) == (("1", "a"), ("1", "b"))


@pytest.mark.parametrize(
    "point",
    [
        "1. UBND xã rà soát hồ sơ. Lập kế hoạch cụ thể (hoàn thành trong tháng 8 năm 2025).",
        "1. UBND xã rà soát hồ sơ, lập kế hoạch. Hoàn thành trong tháng 8/2025.",
        "1. UBND xã rà soát hồ sơ; đề nghị Bộ Tài chính bố trí vốn.",
    ],
)
def test_a_closing_term_and_a_request_upwards_do_not_cut(point):
    assert len(items(point)) == 1


@pytest.mark.parametrize(
    ("point", "second"),
    [
        ("1. UBND xã theo dõi các hộ; tổng hợp nhu cầu cây giống trước ngày 20/9/2025.", "tổng hợp"),
        ("1. UBND xã làm sạch dữ liệu; công bố danh mục thủ tục trước 30/9/2025.", "công bố"),
        ("1. UBND xã cấp phép 03 mỏ đá trước 15/9/2025; 02 mỏ cát xong trước 30/9/2025.", "02 mỏ cát"),
        ("1. UBND xã vận động 05 hộ nhận tiền; nếu không nhận thì cưỡng chế trong quý IV/2025.", "nếu không"),
        ("1. UBND xã công bố giá cát hằng tháng. Riêng giá thép phải công bố trước 10/9/2025.", "Riêng giá thép"),
        ("1. UBND xã công bố giá cát trước 10/9/2025; hằng tháng cập nhật chỉ số giá.", "hằng tháng"),
        ("1. UBND xã lo tổ chức thực hiện; báo cáo kết quả thực hiện Thông báo này trước 28/9/2025.", "báo cáo"),
        ("1. Kiến nghị Bộ Tài chính bố trí vốn; kiến nghị Bộ Công an hỗ trợ đường truyền.", "kiến nghị Bộ Công an"),
        (
            "1. Đồng chí Lê Văn Tám, Phó Chủ tịch UBND xã đôn đốc các thôn; "
            "đồng chí Lý Thị Mơ, Phó Chủ tịch UBND xã kiểm tra các trường.",
            "đồng chí Lý",
        ),
    ],
)
def test_a_clause_with_a_day_an_interval_or_an_owner_of_its_own_is_cut_off(point, second):
    assert [item.text.startswith(second) for item in items(point)] == [False, True]


@pytest.mark.parametrize(
    "point",
    [
        "1. UBND xã xây dựng kế hoạch thanh tra; trình Chủ tịch UBND huyện phê duyệt trong Quý III/2025.",
        "1. UBND xã hoàn trả 36 triệu đồng; gửi văn bản về Phòng Tài chính trước 17h00 ngày 17/9/2025.",
        "1. UBND xã bố trí vốn mua sắm máy tính; hoàn tất mua sắm, lắp đặt trong hạ tuần tháng 9.",
        "1. UBND xã ký cam kết tiến độ trước 20/9/2025. Kiểm điểm nếu đến ngày 31/10/2025 không hoàn thành.",
        "1. Rà soát các hộ mất đất. Giao Phòng Kinh tế chủ trì thực hiện.",
        "1. UBND xã tăng cường phòng, chống dịch; lo phương án ứng phó mưa bão (Giao Công an xã thực hiện).",
    ],
)
def test_what_hands_in_ends_or_covers_the_work_before_is_not_cut_off(point):
    assert len(items(point)) == 1


@pytest.mark.parametrize(
    ("point", "kind"),
    [
        ("1. UBND xã xây dựng kế hoạch sử dụng đất.", "task"),
        ("1. UBND xã tăng cường tuyên truyền để hoàn thành dự án.", "standing"),
        ("1. UBND xã thường xuyên đôn đốc nhà thầu thi công.", "standing"),
        ("1. Kiến nghị Bộ Xây dựng ban hành hướng dẫn.", "recommendation"),
        ("1. Đề nghị Ủy ban MTTQ tỉnh giám sát việc thực hiện.", "standing"),
        ("1. Thời gian qua, các sở đã có nhiều cố gắng; tuy nhiên tiến độ còn chậm.", "assessment"),
        ("1. Sở Y tế báo cáo UBND tỉnh trước ngày 20/5/2025.", "task"),
        ("1. Sở Y tế báo cáo UBND tỉnh hằng tháng.", "standing"),
        ("1. Chủ đầu tư nghiệm thu, thanh toán ngay khi có khối lượng.", "standing"),
        ("1. Sở Xây dựng công bố giá kịp thời; hướng dẫn các chủ đầu tư điều chỉnh dự toán.", "standing"),
        ("1. Sở Xây dựng hướng dẫn các xã lập đề án thoát nước.", "task"),
        ("1. Đoàn Thanh niên xã vận động Nhân dân hiến đất, bàn giao mặt bằng.", "standing"),
        ("1. Văn phòng đôn đốc việc chuẩn bị các đề án, cập nhật tiến độ vào thứ Hai hằng tuần.", "standing"),
        ("1. Sở Xây dựng rút ngắn thời gian thẩm định thiết kế.", "standing"),
        ("1. Công an xã giải quyết dứt điểm đơn thư thuộc thẩm quyền.", "standing"),
        ("1. Công an xã giải quyết dứt điểm vụ lấn chiếm chợ Mới.", "task"),
        ("1. Công an xã kiểm tra các điểm ngập trước mùa mưa.", "task"),
        ("1. Đối soát cư trú, làm danh sách các hộ.", "task"),
        ("1. Dự án cầu Bến Sỏi: đôn đốc nhà thầu lắp 12 phiến dầm còn lại trước 20/6/2025.", "task"),
        ("1. Tổng mức đầu tư 425 tỷ đồng; khối lượng thực hiện đến nay đạt 71,5%.", "assessment"),
    ],
)
def test_kind(point, kind):
    assert kinds(point) == [kind]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("1. Về kết quả kiểm tra Chi bộ thôn Mơ\n\nYêu cầu Chi bộ thôn Mơ khắc phục trước 15/10/2025.", "task"),
        ("1. Về kết quả kiểm tra Chi bộ thôn Mơ\n\nChi bộ thôn Mơ đã khắc phục xong.", "assessment"),
        ("1. Cột mốc số 4 bị mất, cắm lại trước 22/11/2025.", "task"),
        ("1. Cầu Lũng Pô: đã ký hợp đồng tư vấn. Yêu cầu tư vấn nộp báo cáo trong tháng 10/2025.", "task"),
    ],
)
def test_what_is_asked_for_or_due_ahead_is_no_judgement(body, kind):
    assert kinds(body) == [kind]


def test_whose_conclusion_it_is_tells_what_a_higher_level_is():
    office = "VĂN PHÒNG HĐND VÀ UBND\nSố: 3/TB-VP\n\nTHÔNG BÁO\nKết luận của Chủ tịch UBND phường tại giao ban\n\n"
    (item,) = read(f"{office}Chủ tịch kết luận như sau:\n\n1. Kiến nghị UBND tỉnh cấp kinh phí thu gom rác.").items
    assert item.kind.value == "recommendation"


def test_a_duty_tied_to_a_named_project_ends_with_it():
    assert kinds("1. Dự án Mở rộng đường Đồi Sim\n\n- Công an xã vận động các hộ bàn giao mặt bằng.") == ["task"]
    assert kinds("1. Trật tự đô thị\n\n- Công an xã vận động các hộ giữ vỉa hè.") == ["standing"]


def test_an_answer_to_a_request_is_no_request():
    heading = "3. Về đề xuất, kiến nghị của các xã\n\n"
    assert kinds(f"{heading}- Sở Y tế xem xét, trả lời xã Tân An trước 30/6/2025.") == ["task"]
    assert kinds(f"{heading}- Đề nghị Bộ Y tế cấp thuốc.") == ["recommendation"]


def test_aims_are_no_tasks_unless_a_body_must_make_something():
    aims = "I. YÊU CẦU\n\n- Bảo đảm thiết thực, hiệu quả.\n\n- Các xã phải xây dựng kế hoạch cụ thể.\n\n"
    body = aims + "II. NHIỆM VỤ\n\n1. Rà soát quy hoạch."
    assert kinds(body) == ["assessment", "task", "task"]


def test_announced_owner_goes_to_points_without_one():
    body = "Các đơn vị đã có cố gắng. Đề nghị UBND xã Tân An thực hiện các nội dung sau:\n\n"
    body += "1. Lập hồ sơ.\n\n2. Công an xã tuần tra."
    announcing, first, second = items(body)
    assert announcing.kind.value == "assessment"
    assert ([one.value for one in first.leads], first.lead_source.value) == (["UBND xã Tân An"], "document")
    assert ([one.value for one in second.leads], second.lead_source.value) == (["Công an xã"], "item")


def test_what_only_names_the_works_or_the_subject_of_its_bullets_is_no_item():
    body = "1. Các công trình\n\na) Dự án đường tránh Đồi Sim:\n\n- Sở Xây dựng lập hồ sơ mời thầu.\n\n"
    body += "b) Hoàn thiện hạ tầng chợ:\n\n- Lát nền.\n\n"
    body += "**2. Buổi làm việc với Đoàn giám sát (ngày 02/10/2025)**\n\n- Sở Y tế gửi báo cáo.\n\n"
    body += "3. Đối với các trạm y tế (42 trạm)\n\n- Sơn tường."
    told = [item.text for item in items(body)]
    expected = [
        "Sở Xây dựng lập hồ sơ mời thầu.",
        "Hoàn thiện hạ tầng chợ:",
        "Lát nền.",
        "Sở Y tế gửi báo cáo.",
        "Sơn tường.",
    ]
    assert told == expected


def test_term_of_a_lead_in_covers_its_bullets():
    body = "1. Hạ tầng\n\na) Hoàn thành lắp đặt thiết bị trong năm 2026:\n\n"
    body += "- Máy tính bảng cho các phòng.\n\n- Màn hình hội trường."
    _, *bullets = items(body)
    assert {item.due.on.isoformat() for item in bullets} == {"2026-12-31"}
    assert {item.due.source.value for item in bullets} == {"section"}


def test_credits_are_said_of_their_point():
    body = "1. Xây dựng nhà văn hóa\n\n- Chủ trì: Sở Xây dựng.\n\n- Thời gian: Quý I/2026.\n\n- Sản phẩm: Công trình."
    (item,) = items(body)
    assert [one.value for one in item.leads] == ["Sở Xây dựng"]
    assert item.due.on.isoformat() == "2026-03-31"
    assert item.product.value == "Công trình"


def leads(item) -> list[str]:
    return [one.value for one in item.leads]


def test_credits_without_a_label_are_said_of_all_bullets_they_close():
    body = "1. Di sản\n\n- Lập hồ sơ lễ hội.\n\n- Tu bổ đình Làng Vạc trước ngày 30/6/2025.\n\n"
    body += "Cơ quan chủ trì: Phòng Văn hóa; phối hợp: Công an xã; thời gian hoàn thành: Quý IV/2025.\n\n"
    body += "2. Đường làng\n\n- Rải nhựa đường.\n\nCơ quan chủ trì: Phòng Kinh tế.\n\n- Trồng cây."
    first, second, third, fourth = items(body)
    assert leads(first) == leads(second) == ["Phòng Văn hóa"]
    assert [item.due.on.isoformat() for item in (first, second)] == ["2025-12-31", "2025-06-30"]
    assert (leads(third), leads(fourth)) == (["Phòng Kinh tế"], [])


@pytest.mark.parametrize(("time", "recurrence"), [("Thường xuyên", "standing"), ("Hằng năm, trước 31/10", "yearly")])
def test_a_cadence_in_credits_makes_their_items_standing(time, recurrence):
    body = f"1. Nhân lực\n\n- Mở lớp bồi dưỡng.\n\n- Lập danh sách.\n\nChủ trì: Phòng Nội vụ; thời gian: {time}."
    assert {(item.kind.value, item.recurrence.value.value) for item in items(body)} == {("standing", recurrence)}


def test_credits_at_the_end_of_a_paragraph_belong_to_it():
    (item,) = items("1. Dán mã QR tại 25 di tích. Chủ trì: Bảo tàng tỉnh; phối hợp: Sở Y tế. Thời gian: Quý II/2025.")
    assert (leads(item), [one.value for one in item.coordinating]) == (["Bảo tàng tỉnh"], ["Sở Y tế"])
    assert item.due.on.isoformat() == "2025-06-30"


def test_an_owner_in_brackets_below_a_point_is_told_all_of_it():
    body = "3. Giao thông\n\n3.1. Bố trí vốn làm cầu.\n\n3.2. Lập đề án xe buýt.\n\n"
    body += "(Sở Xây dựng lãnh đạo thực hiện các nội dung tại mục 3)\n\n4. Lập đề án bến thủy."
    first, second, third = (item for item in items(body) if item.kind.is_actionable)
    assert leads(first) == leads(second) == ["Sở Xây dựng"]
    assert leads(third) == []


def test_a_clause_takes_the_owner_of_one_before_it_and_never_of_one_after():
    body = "1. Phường Tân Lập\n\n- Tiếp nhận hồ sơ trước 31/10/2025. Sở Y tế cử cán bộ hỗ trợ.\n\n"
    body += "2. Sở Nội vụ theo dõi các xã; tổng hợp nhu cầu biên chế trước ngày 20/9/2025."
    first, second, third, fourth = items(body)
    assert "Sở Y tế" not in leads(first)
    assert leads(second) == ["Sở Y tế"]
    assert leads(third) == leads(fourth) == ["Sở Nội vụ"]


def test_what_is_missing_is_a_remark_and_costs_confidence():
    sure, unsure = items("1. Sở Y tế lập đề án trước 30/6/2025.\n\n2. Lập danh mục hồ sơ.")
    assert sure.remarks == ()
    assert {remark.code for remark in unsure.remarks} == {"no_lead", "no_deadline"}
    assert unsure.confidence < sure.confidence


def test_action_is_short_and_without_the_owner():
    (item,) = items(
        "1. Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ khẩn trương lập đề án sắp xếp trạm y tế trước 30/6/2025."
    )
    assert item.action.startswith("Lập đề án sắp xếp trạm y tế")
    assert len(item.action.split()) <= MAXIMUM_WORDS


def test_a_sentence_that_only_names_who_is_in_charge_belongs_to_the_work_before():
    (item,) = items("1. Văn phòng\n- In tài liệu, gửi giấy mời. Giao đ/c Mạc Thị Lê, Phó Chánh Văn phòng phụ trách.\n")
    assert [lead.value for lead in item.leads] == ["Văn phòng"]
    assert [person.value for person in item.persons] == ["Mạc Thị Lê, Phó Chánh Văn phòng"]


def test_a_span_in_a_sentence_of_its_own_is_the_term_of_the_work_before():
    (item,) = items("1. Sở Y tế tổ chức hội thao. Từ ngày 12/6/2025 đến ngày 14/6/2025.\n")
    assert str(item.due.on) == "2025-06-14"


@pytest.mark.parametrize("funds", ["Kinh phí: 85 triệu đồng từ ngân sách xã.", "Tổng kinh phí dự kiến 1,2 tỷ đồng."])
def test_what_it_costs_is_no_duty(funds):
    assert kinds(f"I. KINH PHÍ\n{funds}\n") == ["assessment"]


def test_a_year_that_closes_a_lead_in_of_completion_is_the_term_of_its_bullets():
    items = read(
        "KẾ HOẠCH\nNăm 2026\n\nI. NHIỆM VỤ\n\n"
        "a. Phấn đấu hoàn thành đầu tư thiết bị thực hiện nhiệm vụ chuyển đổi số năm 2026:\n"
        "- Nâng cấp mạng nội bộ.\n- Lắp camera.\n"
    ).items
    assert [item.due.on.isoformat() for item in items if item.path[-1].startswith("-")] == ["2026-12-31"] * 2


def test_the_term_of_a_starred_owner_line_covers_the_bullets_above_it():
    first, second = items(
        "1. Về giao rừng:\n\n- Đo đạc 860 ha rừng tự nhiên.\n\n- Cắm 46 mốc trước ngày 20/6/2025.\n\n"
        "* UBND xã chủ trì thực hiện; hoàn thành trong quý III năm 2025.\n"
    )
    assert [str(due.on) for due in first.deadlines] == ["2025-09-30"]
    assert [str(due.on) for due in second.deadlines] == ["2025-06-20"]
    assert (first.deadlines[0].source.value, first.leads[0].value) == ("section", "UBND xã")


def test_a_starred_line_under_letters_speaks_for_them_all():
    items = read(
        "KẾ HOẠCH\nNăm 2026\n\nII. NỘI DUNG\n\n3. Thu thập dữ liệu\n\na) Thu thập giấy chứng nhận.\n\n"
        "b) Phân loại các thửa đất.\n\n* Phòng Kinh tế chủ trì; Công an xã, các thôn phối hợp.\n"
    ).items
    assert [[found.value for found in item.leads] for item in items] == [["Phòng Kinh tế"]] * 2
    assert [[found.value for found in item.coordinating] for item in items] == [["Công an xã", "Các thôn"]] * 2
