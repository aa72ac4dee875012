"""The words of the grammar one by one: what leads a term in, what bears a day of its own, what begins a work."""

from datetime import date

import pytest

from tests.reading.plain import plain
from tracker.reading.deadlines import find_deadlines
from tracker.reading.recurrences import find_recurrence

TUESDAY = date(2025, 10, 14)


def days(text: str) -> list[str]:
    return [each.on.isoformat() if each.on else "?" for each in find_deadlines(text, reference=TUESDAY)]


def each(words: str) -> pytest.MarkDecorator:
    """Parametrize `word` by phrases parted by commas."""
    return pytest.mark.parametrize("word", [word.strip() for word in words.split(",")], ids=plain)


@each("""
    chậm nhất, muộn nhất, trễ nhất, lâu nhất, không quá, không để quá, không muộn hơn, không trễ hơn, không chậm hơn,
    hạn, thời hạn, kỳ hạn, hạn chót, hạn cuối, hạn cuối cùng, hạn định, thời hạn phải hoàn thành, thời hạn thực hiện,
    thời hạn gửi, thời hạn báo cáo, hạn nộp, hạn trình, hạn xong, hạn giải quyết, hạn trả lời, hạn góp ý, hạn nộp hồ sơ,
    hạn nộp danh sách, hạn gửi kết quả, hạn gửi số liệu, hạn gửi ý kiến, hạn gửi văn bản, hạn gửi về, deadline,
    trước, trước thời điểm, hết, khi hết, trong, trong khoảng, vào, vào khoảng, vào thời điểm, bằng được, đến, cho đến,
    tới, cho tới, dịp, nhân dịp, đúng dịp, vào dịp, trong dịp, dịp lễ, thời gian, thời gian thực hiện, tiến độ, mốc,
    lộ trình, thời gian triển khai, thời gian hoàn thành, tiến độ thi công, tiến độ dự kiến, tiến độ yêu cầu,
    thời gian tổ chức, hoàn thành, cơ bản hoàn thành, phấn đấu hoàn thành, đảm bảo hoàn thành, bảo đảm hoàn thành,
    dự kiến hoàn thành, phải hoàn thành, hoàn tất, khởi công, khánh thành, bàn giao, thông xe, bắt đầu, kết thúc,
    tổng kết, làm xong, xong, xong trọn
""")
def test_a_word_leads_in_a_day_that_may_be_anything(word: str) -> None:
    assert days(f"Tường rào nhà văn hóa {word} 30/11.") == ["2025-11-30"]


@each("""
    ngay, khoảng, dự kiến, ngày, các ngày, những ngày, cuối ngày, hết ngày, sáng, trưa, chiều, tối, đêm, 17h, 17g,
    17 giờ, 17:00, 17h30, 17 giờ 30 phút, 8 giờ sáng ngày, 11 giờ trưa ngày, 5 giờ chiều ngày, 8 giờ tối ngày, lúc 17h,
    giờ làm việc, giờ hành chính, đầu giờ sáng, cuối giờ chiều, hết giờ làm việc ngày, thứ Hai ngày, thứ ba, thứ tư,
    thứ năm, thứ sáu, thứ bảy, thứ 4, chủ nhật
""")
def test_a_word_may_stand_between_what_leads_in_and_the_day(word: str) -> None:
    assert days(f"Tường rào nhà văn hóa trước {word} 30/11.") == ["2025-11-30"]


@each("trung, dài, ngắn, quyền, giới")
def test_another_word_with_han_leads_in_nothing(word: str) -> None:
    assert days(f"Tường rào nhà văn hóa {word} hạn 30/11.") == []


@each("công, cá, bệnh, tư, hạt")
def test_another_word_with_nhan_leads_in_nothing(word: str) -> None:
    assert days(f"Tường rào của {word} nhân ngày 20/11.") == []


@each("""
    hoàn thành, hoàn tất, khởi công, bàn giao, khánh thành, thông xe, thông tuyến, thông qua, đưa vào, xong, dứt điểm,
    trình, phê duyệt, ban hành, nghiệm thu, động thổ, ra quân, phát động, khai trương, khai mạc, mở thầu, đấu thầu,
    đấu giá, kết nối, lắp đặt, vận hành, cấp phát, chi trả, thẩm định, tập huấn, di dời, cưỡng chế, thu hồi, tháo dỡ,
    trao, đối thoại, sơ kết, hoàn thiện, gửi, nộp, kiện toàn, tổ chức, công bố, triển khai, tổng kết, lựa chọn,
    thi công, giải ngân, ký
""")
def test_a_day_ahead_is_a_term_behind_an_order(word: str) -> None:
    assert days(f"Ban Quản lý {word} nhà văn hóa ngày 20/11/2025.") == ["2025-11-20"]


@each("""
    Nghị quyết, Quyết định, Chỉ thị, Thông báo, Thông tư, Thông tri, Kết luận, Công văn, Công điện, Công lệnh, Công thư,
    Văn bản, Biên bản, Tờ trình, Kế hoạch, Báo cáo, Luật, Nghị định, Hướng dẫn, Chương trình, Giấy mời, Giấy phép,
    Giấy chứng nhận, Hợp đồng, Quy định, Quy chế, Đề án, Phiếu, Thư, Đơn, Pháp lệnh, Hiến pháp, Lệnh, Ý kiến, Phụ lục,
    số 12/QĐ-UBND, 12/KH-UBND, Nghị quyết được ban hành, Công văn ký, Tờ trình đề
""")
def test_the_day_of_a_paper_is_no_term(word: str) -> None:
    assert days(f"Ban Quản lý triển khai {word} ngày 20/11/2025 của cấp trên.") == []


@each("cuộc họp, phiên họp, buổi làm việc, kỳ họp, buổi tiếp, cuộc kiểm tra, giao ban họp, họp, hội nghị, đại hội")
def test_the_day_of_a_meeting_is_no_term(word: str) -> None:
    assert days(f"Ban Quản lý chuẩn bị {word} vào ngày 20/11/2025.") == []


@each("""
    sinh, mất, qua đời, từ trần, thành lập, được cấp, nơi cấp xã, ra đời, nhập ngũ, kết nạp, kết nạp đảng, bổ nhiệm,
    tiếp nhận, đăng ký kết hôn, khởi tố, xảy ra, bùng phát, đổ bộ
""")
def test_the_day_something_came_to_be_is_no_term(word: str) -> None:
    assert days(f"Ban Quản lý gửi hồ sơ người {word} ngày 20/11/2025.") == []


@each("học, vệ, hy, phát, thí, tái, phục, dân")
def test_another_word_with_sinh_is_no_birth(word: str) -> None:
    assert days(f"Ban Quản lý gửi hồ sơ {word} sinh ngày 20/11/2025.") == ["2025-11-20"]


@each("tính, lũy kế, luỹ kế, cộng dồn, ước, thống kê, số liệu, chốt số hộ, cập nhật, rà soát, kết quả giải ngân")
def test_the_day_up_to_which_figures_count_is_no_term(word: str) -> None:
    assert days(f"Toàn huyện {word} đến ngày 30/11.") == []


@each("""
    hiệu lực, có giá trị, áp dụng, thời hạn sử dụng, thời hạn hoạt động, thời hạn hợp đồng, thời hạn bảo hành,
    thời hạn thuê
""")
def test_how_long_something_is_in_force_is_no_term(word: str) -> None:
    assert days(f"Giấy phép {word} đến ngày 30/11/2026.") == []


@each("vừa qua, vừa rồi, trước đây, đã qua, vừa xong, trở về trước")
def test_a_time_gone_by_is_no_term(word: str) -> None:
    assert days(f"Các đợt mưa trong tháng 10 {word} gây ngập.") == []


@each("so với, so sánh với, cùng kỳ, kể từ, ngay từ")
def test_what_something_is_compared_with_is_no_term(word: str) -> None:
    assert days(f"Phấn đấu số hộ tăng {word} hết năm 2026.") == []


@each("đã, từng, vừa, hồi, was, were, has been, have been")
def test_what_is_done_has_no_term(word: str) -> None:
    assert days(f"Hạng mục cống {word} hoàn thành tháng 9.") == []


@each("đạt 45%, tăng 6%, giảm 3%, ước 12 tỷ, giải ngân 30%, là 5 triệu, đạt trên 12%")
def test_the_time_of_a_figure_is_no_term(word: str) -> None:
    assert days(f"Trong tháng 11 số thu {word}.") == []


@each(
    "số, diện tích, hộ, xã, dân, khối, tổng, đại biểu, thành viên, thôn, trường, tiêu chí, chỉ tiêu, người, ha, m, km"
)
def test_a_share_is_no_day(word: str) -> None:
    assert days(f"Vận động đến 9/10 {word} đồng thuận.") == []


@each("dự phòng, liên tục, kéo dài, duy trì, niêm yết, lưu trú, sử dụng, đủ")
def test_how_long_something_lasts_is_no_term(word: str) -> None:
    assert days(f"Lương thực {word} trong 07 ngày.") == []


@each("""
    kế hoạch, vốn, chủ đề, nhiệm vụ, giải pháp, chỉ tiêu, mục tiêu, dự toán, ngân sách, chương trình, đề án, báo cáo,
    kết quả, tình hình, đầu tư công, kinh phí, phong trào, công tác, phương hướng, thi đua, số liệu, hành động,
    danh mục, quyết toán, phiên họp, hội nghị, kỳ họp, đợt, vụ, giá, lương, thu, chi, xã hội, an ninh, quốc phòng,
    bộ tiêu chí, quy định
""")
def test_the_year_of_a_thing_is_no_term(word: str) -> None:
    assert days(f"Hoàn thành các {word} năm 2026.") == []


@each(
    "hoàn thành, hoàn tất, khởi công, bàn giao, khánh thành, thông xe, thông tuyến, đưa vào, làm xong, xong, dứt điểm"
)
def test_a_year_is_a_term_behind_what_ends_or_begins_a_work(word: str) -> None:
    assert days(f"Ban Quản lý {word} nhà văn hóa năm 2026.") == ["2026-12-31"]


@each("tầm nhìn, định hướng, mục tiêu, chiến lược")
def test_a_horizon_is_no_term(word: str) -> None:
    assert days(f"Quy hoạch với {word} đến năm 2026 phấn đấu đạt chuẩn.") == []


@each("quy hoạch, kế hoạch, chương trình, đề án, chiến lược, nghị quyết, dự án, đồ án, lĩnh vực")
def test_the_year_in_a_title_is_no_term(word: str) -> None:
    assert days(f"Các {word} đến năm 2026 đạt chuẩn.") == []


@each("phấn đấu, phần đầu, hoàn thành, đạt, phải, dự kiến")
def test_a_near_year_aimed_at_is_a_term(word: str) -> None:
    assert days(f"Xã {word} về đích đến năm 2026.") == ["2026-12-31"]


@each("nhằm, góp phần, hướng tới, để trở thành")
def test_the_year_of_a_purpose_is_no_term(word: str) -> None:
    assert days(f"Mở rộng chợ {word} điểm đến vào năm 2028.") == []


@each("nhiệm kỳ, thời kỳ, niên khóa, niên khoá, niên độ, khóa, khoá")
def test_the_years_of_an_office_are_no_term(word: str) -> None:
    assert days(f"Hoàn thành hồ sơ {word} 2026-2030.") == []


@each("bao gồm, gồm, như sau, sau đây, như")
def test_the_year_of_a_list_is_no_term(word: str) -> None:
    assert days(f"Trong năm 2026, hoàn thành các công trình {word}: chợ, trường.") == []


@each("trình, phê duyệt, ban hành, thông qua, ký, for approval, sign")
def test_what_is_to_be_approved(word: str) -> None:
    (found,) = find_deadlines(f"Ban Quản lý {word} thiết kế trước ngày 30/11.", reference=TUESDAY)
    assert found.kind == "approve"


@each(
    "báo cáo, tổng hợp báo cáo, gửi, nộp, báo lại, báo về, báo cho, trả lời, góp ý, có ý kiến, chuyển, submit, report"
)
def test_what_is_to_be_reported(word: str) -> None:
    (found,) = find_deadlines(f"Ban Quản lý {word} hồ sơ trước ngày 30/11.", reference=TUESDAY)
    assert found.kind == "report"


@each("khởi công, động thổ, bắt đầu, khởi động, ra quân, start, begin, commence, launch")
def test_what_is_to_begin(word: str) -> None:
    (found,) = find_deadlines(f"Ban Quản lý {word} công trường trước ngày 30/11.", reference=TUESDAY)
    assert found.kind == "start"


@each("""
    hoàn thành, hoàn tất, xong, bàn giao, khánh thành, thông xe, thông tuyến, đưa vào, dứt điểm, kết thúc, giải ngân,
    tổng kết, kiểm tra, rà soát, tổ chức
""")
def test_an_end_outweighs_the_report_before_it(word: str) -> None:
    (found,) = find_deadlines(f"Ban Quản lý báo cáo và {word} nhà kho trước ngày 30/11.", reference=TUESDAY)
    assert found.kind == "finish"


@each("""
    công trình, chương trình, quy trình, quá trình, tờ trình, lộ trình, cao trình, hành trình, tiến trình, lịch trình,
    giáo trình, trình độ, trình tự, trình bày, đăng ký, ký kết, ký hợp đồng, ký quỹ, ký hiệu, ký cam kết, ký túc xá,
    điều chuyển, vận chuyển, di chuyển, luân chuyển, chuyển đổi, chuyển dịch, chuyển mục đích, chuyển biến
""")
def test_a_word_that_only_sounds_like_a_duty_tells_no_kind(word: str) -> None:
    (found,) = find_deadlines(f"Làm sạch {word} của thôn trước ngày 30/11.", reference=TUESDAY)
    assert found.kind == "finish"


@each("""
    hoàn thành, hoàn tất, khởi công, bàn giao, trình, báo cáo, gửi, nộp, chuyển, trả lời, giải quyết, xử lý, xong,
    thông tuyến, thông xe, phê duyệt, ban hành, đưa vào sử dụng, có, cơ bản hoàn thành, hoàn thành việc trình
""")
def test_a_duty_behind_closes_a_term(word: str) -> None:
    (found,) = find_deadlines(f"Nhà văn hóa thì tháng 11 phải {word}.", reference=TUESDAY)
    assert found.words == f"tháng 11 phải {word}"


@each("""
    kinh phí, nguồn, vốn, ngân sách, dự toán, chương trình, kế hoạch, trung hạn, đầu tư công, chỉ tiêu, doanh thu,
    thu nhập, sản lượng, diện tích, bình quân, tăng trưởng
""")
def test_what_a_thing_is_each_year_is_no_cadence(word: str) -> None:
    assert find_recurrence(f"Cân đối {word} hằng năm.") is None


@each("""
    hằng ngày: standing, mỗi tuần: weekly, từng tháng: monthly, hàng quý: quarterly, hằng năm: yearly,
    hàng quí: quarterly, mỗi tuần hai lần: weekly, mỗi tháng một lần: monthly, mỗi quý ba lần: monthly,
    mỗi năm bốn đợt: quarterly, định kỳ 06 tháng: half_yearly, định kỳ theo quý: quarterly,
    định kỳ (06 tháng: half_yearly, định kỳ 03 (ba) tháng: quarterly, 6 tháng/lần: half_yearly, tháng một lần: monthly,
    01 tháng 01 lần: monthly, hai tháng họp một lần: quarterly, 02 lần/tháng: monthly, hai lần trong năm: half_yearly,
    2 lần trong một năm: half_yearly, 02 buổi/tháng: monthly, 02 phiên/quý: monthly, 02 lượt/năm: half_yearly,
    04 đợt/năm: quarterly, 04 cuộc/năm: quarterly, tuần 2 lần: weekly, quý hai lần: monthly, tháng cuối quý: quarterly,
    tháng đầu của quý: quarterly, tháng thứ hai của quý: quarterly, báo cáo tuần về huyện: weekly,
    báo cáo tháng cho xã: monthly, báo cáo quý lên tỉnh: quarterly, báo cáo 6 tháng trước ngày 15: half_yearly,
    báo cáo năm vào ngày 15: yearly, báo cáo theo tuần: weekly, báo cáo theo tháng: monthly,
    báo cáo theo quý: quarterly, báo cáo theo năm: yearly, thường xuyên: standing, liên tục: standing,
    định kỳ: standing, thường trực 24/24: standing, trực 24/7: standing, hoạt động 24/7: standing,
    vận hành 24/7: standing, tiếp nhận 24/7: standing, giám sát 24/7: standing
""")
def test_a_cadence_is_told(word: str) -> None:
    words, _, cadence = word.partition(": ")
    found = find_recurrence(f"Tổ công tác kiểm tra {words}.")
    assert found is not None
    assert found.value == cadence


@each("không thường xuyên, chưa thường xuyên, chi thường xuyên, phí thường xuyên, vốn thường xuyên, vụ thường xuyên")
def test_another_word_with_thuong_xuyen_is_no_cadence(word: str) -> None:
    assert find_recurrence(f"Tổ công tác nêu {word}.") is None


@each("không chờ, không đợi, chưa đợi, đừng chờ, không để kéo")
def test_a_day_nobody_should_wait_for_is_no_term(word: str) -> None:
    assert days(f"Xã {word} đến 31/12 mới làm.") == []
