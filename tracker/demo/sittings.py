"""What was said at the table of the invented commune: the chair's directions, and what the units promised there."""

from collections.abc import Mapping
from datetime import date, timedelta

from tracker.demo import desk
from tracker.demo.desk import ago, hour
from tracker.demo.words import Day, months_away, office_day
from tracker.meetings import commitments, directions
from tracker.meetings.commitments import Pledge
from tracker.people.models import Committee, User

BOARD = "đồng chí Tòng Quốc Bảo, Giám đốc Ban Quản lý dự án"
ECONOMY = "đồng chí Đinh Thị Sâm, Trưởng phòng Kinh tế"
POLICE = "đồng chí Quàng Văn Chựa, Trưởng Công an xã"


def hold_fourth(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Let the fourth meeting take place: what was said there its conclusion then put on paper."""
    on = ago(today, 41)
    chair, secretary, next_month = people["truongban"], people["thuky"], Day(months_away(today, 1))
    said = (
        ("Ban Quản lý dự án quyết liệt triển khai để {:tháng} khởi công hạ tầng khu trung tâm xã.", "canbo.duan"),
        ("Phòng Kinh tế công khai phương án bồi thường, hỗ trợ khu tái định cư số 2.", "canbo"),
    )  # fmt: skip
    for place, (text, official) in enumerate(said):
        directions.give(
            committee, text.format(next_month), lead_unit=people[official].unit, by=chair, at=hour(on, 15), on=on,
            key=f"demo-said-{place}",
        )  # fmt: skip
    funds = desk.task(committee, "phân bổ vốn")
    directions.give(
        committee, "Phòng Kinh tế báo cáo Thường trực Ban Chỉ đạo hằng tuần cho đến khi phương án được phê duyệt.",
        task=funds, by=chair, at=hour(on, 16), on=on, key="demo-said-funds",
    )  # fmt: skip
    asked = Pledge(ECONOMY, ago(today, 30), "Gửi dự thảo phương án lấy ý kiến các chủ đầu tư", is_of_completion=False)
    lists = Pledge(POLICE, ago(today, 26), "Cung cấp danh sách hộ dân của hai khu dân cư", is_of_completion=False)
    park = Pledge(BOARD, ago(today, 16), document="Văn bản cam kết số 12/CK-BQLDA")
    for words, pledge in (("phân bổ vốn", asked), ("dữ liệu cư trú", lists), ("quyết toán công viên", park)):
        task = desk.task(committee, words)
        made = commitments.promise(task, pledge, by=secretary, at=hour(on, 16), on=on, key=f"demo-promise-{task.id}")
        if not pledge.is_of_completion:
            late = pledge is lists
            done = ago(today, 22) if late else ago(today, 32)
            commitments.fulfil(
                made, "Đã gửi kèm Công văn.", by=secretary, at=hour(done, 10), on=done, version=made.version
            )


def direct_since(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Let the chair direct between the meetings, and one unit commit itself in writing."""
    chair, secretary = people["truongban"], people["thuky"]
    auction, plan = desk.task(committee, "đấu giá"), desk.task(committee, "Sở Xây dựng")
    for days, task, text in (
        (10, auction, "Trưởng ban làm việc với Sở Tài chính trong tuần; Phòng Kinh tế chuẩn bị hồ sơ giá khởi điểm."),
        (5, plan, "Ủy ban nhân dân xã báo cáo bằng văn bản nguyên nhân chậm và ngày trình tại phiên họp thứ năm."),
    ):  # fmt: skip
        on = ago(today, days)
        directions.give(
            committee, text, task=task, by=chair, at=hour(on, 17), on=on, key=f"demo-said-{task.id}",
        )  # fmt: skip
    on = ago(today, 3)
    plans, promised = desk.task(committee, "phương án bồi thường"), office_day(today + timedelta(days=4))
    pledge = Pledge(ECONOMY, promised, document="Văn bản cam kết số 05/CK-PKT")
    commitments.promise(plans, pledge, by=secretary, at=hour(on, 10), on=on, key="demo-promise-plans")
