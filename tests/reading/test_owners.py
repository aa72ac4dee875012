"""Who is told to act: leads, partners and persons of one sentence, and what headings hand down."""

import pytest

from tracker.reading.named import heading_owners
from tracker.reading.owners import find_owners
from tracker.reading.results import Source
from tracker.reading.text import Passage


def whole(words: str) -> Passage:
    return Passage(words, tuple(range(len(words))))


def told(words: str) -> tuple[list[str], list[str], list[str]]:
    owners = find_owners(whole(words))
    return tuple([found.value for found in group] for group in (owners.leads, owners.coordinating, owners.persons))


@pytest.mark.parametrize(
    ("sentence", "leads", "partners"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát biên chế.", ["Sở Nội vụ"], ["Sở Tài chính"]),
        ("UBND tỉnh yêu cầu: Giám đốc các sở khẩn trương thực hiện.", ["Các sở"], []),
        ("Dự án đường vành đai: UBND huyện sớm bàn giao mặt bằng.", ["UBND huyện"], []),
        ("Đối với 03 xã: Tân An, Tân Bình, Tân Hòa xây dựng kế hoạch.",
         ["UBND xã Tân An", "UBND xã Tân Bình", "UBND xã Tân Hòa"], []),
        ("Trước ngày 15/9, các đơn vị báo cáo kết quả.", ["Các đơn vị"], []),
        ("Hoàn thành cắm mốc (Phòng Kinh tế chủ trì, phối hợp với Công an phường).", ["Phòng Kinh tế"],
         ["Công an phường"]),
        ("Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Tài chính.", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Tăng cường trách nhiệm của các cấp ủy trong công tác này.", ["Các cấp ủy"], []),
        ("Tổng hợp báo cáo, đề xuất UBND tỉnh tháo gỡ khó khăn.", [], []),
        ("Theo dõi các nhiệm vụ UBND huyện giao.", [], []),
        ("Lãnh đạo UBND xã làm việc với các sở ngành để giải quyết vướng mắc.", ["UBND xã"], []),
        ("UBND huyện đã ban hành kế hoạch.", [], []),
        ("Các sở, ban, ngành theo chức năng, nhiệm vụ được giao chủ động triển khai.", ["Các sở, ban, ngành"], []),
        ("Giao Sở Xây dựng chủ trì, Sở Tài chính phối hợp rà soát định mức.", ["Sở Xây dựng"], ["Sở Tài chính"]),
        ("Sở Xây dựng (chủ trì), Sở Nội vụ (phối hợp) rà soát định mức.", ["Sở Xây dựng"], ["Sở Nội vụ"]),
        ("Rà soát định mức (Sở Xây dựng chủ trì; các sở, ngành phối hợp).", ["Sở Xây dựng"], ["Các sở, ngành"]),
        ("Phòng Kinh tế cùng các thôn kiểm tra.", ["Phòng Kinh tế"], ["Các thôn"]),
        ("Sở Xây dựng, Sở Tài chính và các cơ quan có liên quan rà soát.", ["Sở Xây dựng", "Sở Tài chính"],
         ["Các cơ quan có liên quan"]),
        ("Nhất trí giao Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"], []),
        ("Lưu ý Công an phường tăng cường tuần tra.", ["Công an phường"], []),
        ("Chủ đầu tư (Ban QLDA khu vực Mai Lâm) lựa chọn nhà thầu.", ["Ban QLDA khu vực Mai Lâm"], []),
    ],
)  # fmt: skip
def test_owners(sentence, leads, partners):
    assert told(sentence)[:2] == (leads, partners)


def test_a_person_told_to_direct_a_body_answers_for_it():
    sentence = (
        "Giao đồng chí Phó Bí thư Thường trực Huyện ủy chịu trách nhiệm chỉ đạo Ban Dân vận và các đơn vị tuyên truyền."
    )
    assert told(sentence) == (["Ban Dân vận"], ["Các đơn vị"], ["Phó Bí thư Thường trực Huyện ủy"])


@pytest.mark.parametrize(
    ("sentence", "lead", "person"),
    [
        ("Phó Chủ tịch UBND phường, theo lĩnh vực phụ trách, chỉ đạo các phòng, đơn vị rà soát.",
         "Các phòng, đơn vị", ["Phó Chủ tịch UBND phường"]),
        ("Đảng ủy xã Mai Lâm lãnh đạo, chỉ đạo UBND xã xây dựng kế hoạch.", "UBND xã", []),
        ("Sở Giáo dục và Đào tạo chỉ đạo các trường học tổ chức ngoại khóa.", "Các trường học", []),
        ("UBND tỉnh chỉ đạo các sở, ngành liên quan rà soát quỹ đất.", "UBND tỉnh", []),
        ("Đề nghị UBND tỉnh chỉ đạo Sở Tài chính bố trí vốn.", "UBND tỉnh", []),
        ("UBND huyện tiếp tục chỉ đạo tăng cường quản lý đất đai.", "UBND huyện", []),
        ("Giao đồng chí Phó Chủ tịch UBND tỉnh Lê Hồng Quang kiểm tra.", "UBND tỉnh",
         ["Phó Chủ tịch UBND tỉnh Lê Hồng Quang"]),
    ],
)  # fmt: skip
def test_who_is_led_to_do_it_leads(sentence, lead, person):
    assert (told(sentence)[0], told(sentence)[2]) == ([lead], person)


def test_heading_gives_its_department_and_partners():
    given = heading_owners(whole("2. Phòng Nội vụ chủ trì, phối hợp với các cấp, ngành liên quan thực hiện:"[3:]))
    handed = given.handed_down()
    assert [found.value for found in handed.leads] == ["Phòng Nội vụ"]
    assert [found.value for found in handed.coordinating] == ["Các cấp, ngành liên quan"]
    assert handed.source is Source.SECTION


def test_words_and_span_are_those_of_the_name():
    words = "Giao Sở Nội vụ chủ trì rà soát."
    found = find_owners(whole(words)).leads[0]
    assert found.words == found.span.of(words) == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Ban QLDA tỉnh gấp rút bốc xúc đất đá sạt lở.", "Ban QLDA tỉnh"),
        ("Giao Tổ giúp việc tổng hợp, báo cáo kết quả.", "Tổ giúp việc"),
        ("Điện lực Hải Lăng hạ ngầm lưới điện.", "Điện lực Hải Lăng"),
        ("Công ty TNHH MTV Khai thác công trình thủy lợi Bắc Sơn hạ mực nước hồ.",
         "Công ty TNHH MTV Khai thác công trình thủy lợi Bắc Sơn"),
        ("Ban Quản lý dự án giải phóng mặt bằng khu A.", "Ban Quản lý dự án"),
        ("Ban Quản lý các khu công nghiệp tỉnh thu hồi 03 lô đất.", "Ban Quản lý các khu công nghiệp tỉnh"),
        ("Chi cục Thuế khu vực Mai Lâm - Đông Khê truy thu nợ.", "Chi cục Thuế khu vực Mai Lâm - Đông Khê"),
        ("Trung tâm Giống cây trồng tỉnh nhân 2 vạn cây.", "Trung tâm Giống cây trồng tỉnh"),
        ("Đoàn ĐBQH tỉnh phản ánh với Bộ Xây dựng.", "Đoàn ĐBQH tỉnh"),
        ("Bộ phận Một cửa xã trả kết quả tại nhà.", "Bộ phận Một cửa xã"),
        ("Tổ công tác số 3 gỡ vướng cho 12 hộ.", "Tổ công tác số 3"),
        ("Quân khu 5 rà phá bom mìn.", "Quân khu 5"),
        ("Các hộ nuôi ở Bãi Trào di dời lồng bè.", "Các hộ nuôi ở Bãi Trào"),
        ("Giao các đơn vị tại Hội nghị này khẩn trương thực hiện.", "Các đơn vị"),
        ("P. Kinh tế lập danh mục.", "P. Kinh tế"),
        ("Đội Quản lý trật tự đô thị liên phường tổ chức ra quân.", "Đội Quản lý trật tự đô thị liên phường"),
        ("Các khu phố tổ chức tổng vệ sinh.", "Các khu phố"),
        ("Thuế cơ sở 3 truy thu nợ.", "Thuế cơ sở 3"),
        ("Ban Chỉ đạo 389 phường kiểm tra.", "Ban Chỉ đạo 389 phường"),
        ("Ban Quản lý 03 dự án trọng điểm tỉnh báo cáo.", "Ban Quản lý 03 dự án trọng điểm tỉnh"),
        ("Hiệu trưởng các trường Tiểu học, THCS thống kê học sinh.", "Các trường Tiểu học, THCS"),
        ("Cán bộ địa chính xã đo đạc lại.", "Cán bộ địa chính xã"),
        ("Phòng Quản lý Du lịch rà soát.", "Phòng Quản lý Du lịch"),
        ("Trung tâm Kiểm định chất lượng xây dựng: Xây dựng phương án.", "Trung tâm Kiểm định chất lượng xây dựng"),
        ("Phòng Vận tải và An toàn giao thông xử lý điểm đen.", "Phòng Vận tải và An toàn giao thông"),
        ("HTX chè Nà Khoang đóng gói sản phẩm.", "HTX chè Nà Khoang"),
    ],
)  # fmt: skip
def test_a_name_ends_whatever_verb_follows(sentence, lead):
    assert told(sentence)[0] == [lead]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhà văn hóa Trung tâm xã: tổng mức đầu tư 3 tỷ đồng.",
        "TỔ CHỨC THỰC HIỆN kế hoạch.",
        "Phát triển 03 vùng: Trung tâm đô thị Kon Tum, phía Bắc và phía Đông.",
        "Các đơn vị thi công thiếu nhân lực.",
        "Chủ tịch UBND tỉnh biểu dương lực lượng xung kích.",
        "Phòng Kinh tế báo cáo: đến nay đã giải ngân 45%.",
    ],
)
def test_who_is_only_spoken_of_is_not_told_to_act(sentence):
    assert told(sentence)[0] == []


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("Hai xã Mai Lâm và Đông Khê rà soát ranh giới.", ["UBND xã Mai Lâm", "UBND xã Đông Khê"]),
        ("Giao 02 xã (Mai Lâm, Đông Khê) rà soát.", ["UBND xã Mai Lâm", "UBND xã Đông Khê"]),
        ("Giao Chủ tịch UBND xã Mai Lâm và Giám đốc Ban QLDA ký cam kết.", ["UBND xã Mai Lâm", "Ban QLDA"]),
    ],
)
def test_a_list_of_places_or_posts_is_a_name_each(sentence, leads):
    assert told(sentence)[0] == leads


@pytest.mark.parametrize(
    ("sentence", "leads", "persons"),
    [
        ("Đồng chí Phạm Khôi, Phó Bí thư Đảng ủy trực tiếp đối thoại với các hộ.", ["Đảng ủy"],
         ["Phạm Khôi, Phó Bí thư Đảng ủy"]),
        ("Đồng chí Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh trực tiếp chỉ đạo việc này.", ["UBND tỉnh"],
         ["Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"]),
        ("Trung tá Lò Thịnh, Trưởng Công an xã bố trí trực.", ["Công an xã"], ["Lò Thịnh, Trưởng Công an xã"]),
        ("Cô Hạnh (Phó Hiệu trưởng) chốt kế hoạch.", ["Cô Hạnh"], ["Cô Hạnh, Phó Hiệu trưởng"]),
        ("Đ/c Nam theo dõi việc trả hồ sơ.", ["Đ/c Nam"], ["Đ/c Nam"]),
        ("Trưởng các phòng, Thủ trưởng các đơn vị chịu trách nhiệm.", ["Các phòng", "Các đơn vị"],
         ["Trưởng các phòng", "Thủ trưởng các đơn vị"]),
        ("Trưởng các khu phố nắm tình hình.", ["Các khu phố"], ["Trưởng các khu phố"]),
        ("Bộ trưởng, Thủ trưởng cơ quan ngang bộ trực tiếp chỉ đạo.", ["Các bộ", "Cơ quan ngang bộ"],
         ["Bộ trưởng", "Thủ trưởng cơ quan ngang bộ"]),
        ("Bí thư, Chủ tịch UBND các xã trực tiếp đối thoại.", ["Đảng ủy các xã", "UBND các xã"],
         ["Bí thư, Chủ tịch UBND các xã"]),
        ("Giao đồng chí Hà Vinh, Ủy viên Ban Thường vụ, Phó Chủ tịch UBND huyện làm việc với dân.", ["UBND huyện"],
         ["Hà Vinh, Ủy viên Ban Thường vụ, Phó Chủ tịch UBND huyện"]),
        ("Đồng chí Lê Thị Ngân phụ trách phòng chuẩn bị nội dung.", [], ["Lê Thị Ngân"]),
    ],
)  # fmt: skip
def test_a_head_or_deputy_stands_for_the_body(sentence, leads, persons):
    assert (told(sentence)[0], told(sentence)[2]) == (leads, persons)


@pytest.mark.parametrize(
    ("sentence", "leads", "partners"),
    [
        ("Tập đoàn Điện lực Bắc Sơn (ĐLBS) di dời đường dây.", ["Tập đoàn Điện lực Bắc Sơn (ĐLBS)"], []),
        ("Các chủ đầu tư (Ban QLDA huyện, UBND các xã) lập kế hoạch.", ["Ban QLDA huyện", "UBND các xã"], []),
        ("Bộ Xây dựng chỉ đạo Ban Quản lý dự án 9 và các nhà thầu bổ sung máy.", ["Ban Quản lý dự án 9"],
         ["Các nhà thầu"]),
        ("Ban Quản lý dự án giao thông tỉnh yêu cầu nhà thầu tăng mũi thi công.",
         ["Ban Quản lý dự án giao thông tỉnh"], []),
        ("Lịch trực trước đây giao Văn phòng lập, nay giao Công an xã lập.", ["Công an xã"], []),
        ("Đêm văn nghệ giao Hội Phụ nữ xã chủ trì như đã bàn, Đoàn Thanh niên phối hợp.", ["Hội Phụ nữ xã"],
         ["Đoàn Thanh niên"]),
        ("Sau khi bàn, cuộc họp thống nhất Trạm Y tế chủ trì, Công an xã cùng tham gia, kiểm tra chợ.",
         ["Trạm Y tế"], ["Công an xã"]),
        ("Kiến nghị Tỉnh ủy bổ sung biên chế (Giao Ban Xây dựng Đảng tham mưu văn bản).", ["Ban Xây dựng Đảng"], []),
        ("Tổ chức đối thoại với các hộ, mời Ủy ban MTTQ xã cùng tham gia.", [], ["Ủy ban MTTQ xã"]),
        ("Các Bộ: Quốc phòng, Công an, Nội vụ rà soát.", ["Bộ Quốc phòng", "Bộ Công an", "Bộ Nội vụ"], []),
        ("Riêng các thôn: Đông Yên, Tây Yên bố trí thêm người.", ["Thôn Đông Yên", "Thôn Tây Yên"], []),
        ("Về đề nghị của Công ty TNHH Phước An: yêu cầu Công ty tháo dỡ.", ["Công ty TNHH Phước An"], []),
        ("Ông Minh Trí, Phó Giám đốc Ban QLDA tỉnh: Ban sẽ chuyển tiền.", ["Ban QLDA tỉnh"], []),
        ("Quyết định bảng giá đất; cơ quan soạn thảo: Sở Tài chính; cơ quan thẩm định: Sở Tư pháp.",
         ["Sở Tài chính"], []),
        ("Các cơ quan còn nợ kế hoạch năm 2025 (có danh sách) phải ban hành xong.", 
         ["Các cơ quan còn nợ kế hoạch"], []),
        ("Các xã đã đạt chuẩn tiếp tục giữ vững các tiêu chí.", ["Các xã đã đạt chuẩn"], []),
        ("Các đơn vị còn chậm, cần rút kinh nghiệm.", [], []),
        ("MTTQ phường chủ trì, VH-XH phối hợp xây dựng kịch bản.", ["MTTQ phường"], ["VH-XH"]),
        ("Rà soát các hộ, phối hợp CA phường lập biên bản.", [], ["Công an phường"]),
        ("Bàn giao Bệnh viện Sản - Nhi tỉnh cho Sở Y tế.", [], []),
        ("Rà soát hộ nghèo: trước giao anh Quân, nay chuyển chị Thắm làm, nhờ các trưởng thôn cùng đi.", ["Chị Thắm"],
         ["Các trưởng thôn"]),
        ("Việc này chưa rõ ai làm, thống nhất để chị Mai liên hệ.", ["Chị Mai"], []),
        ("Hằng tháng báo cáo Thủ tướng Chính phủ, Trưởng Ban Chỉ đạo trước ngày 25.", [], []),
        ("Ngày 15 hằng tháng, các sở, UBND các xã báo cáo kết quả.", ["Các sở", "UBND các xã"], []),
        ("Từ nay đến cuối năm, Ban Chỉ đạo yêu cầu các sở tập trung làm tốt:", ["Các sở"], []),
    ],
)  # fmt: skip
def test_turns_of_notices_and_minutes(sentence, leads, partners):
    assert told(sentence)[:2] == (leads, partners)
