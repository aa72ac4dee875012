"""The table of the invented commune: a meeting that was held, what was said there, and the one that is prepared."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from tracker.demo import desk
from tracker.demo.desk import ago, hour
from tracker.demo.words import Day, meeting_before, months_away, office_day
from tracker.extensions import db
from tracker.meetings import agenda as agendas
from tracker.meetings import agenda_points, attendance, commitments, directions, signed, sittings
from tracker.meetings.agenda_points import PointWords
from tracker.meetings.commitments import Pledge
from tracker.meetings.models import Meeting
from tracker.meetings.queries import papers_of
from tracker.meetings.sitting_models import Presence
from tracker.people.models import Committee, User
from tracker.people.queries import reach_of

BOARD = "đồng chí Tòng Quốc Bảo, Giám đốc Ban Quản lý dự án"
ECONOMY = "đồng chí Đinh Thị Sâm, Trưởng phòng Kinh tế"
POLICE = "đồng chí Quàng Văn Chựa, Trưởng Công an xã"
NOT_THERE = {
    "Đinh Thị Sâm": (Presence.REPRESENTED, "Phó Trưởng phòng dự thay"),
    "Cầm Thị Liễu": (Presence.EXCUSED, "Đi công tác tỉnh"),
}


def hold_fourth(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Let the fourth meeting take place: what was said there its conclusion then put on paper."""
    on = meeting_before(ago(today, 40))
    chair, secretary, next_month = people["truongban"], people["thuky"], Day(months_away(today, 1))
    meeting = _meeting(committee, on)
    _invite(meeting, secretary, on)
    for row in attendance.at(meeting):
        presence, note = NOT_THERE.get(row.name, (Presence.PRESENT, ""))
        attendance.note(row, presence, note, by=secretary)
    sitting = sittings.begin(meeting, chair, reach=reach_of(secretary), by=secretary, at=hour(on, 14), on=on)
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
            done = ago(today, 22 if late else 32)
            commitments.fulfil(
                made, "Đã gửi kèm Công văn.", by=secretary, at=hour(done, 10), on=done, version=made.version
            )

    sittings.close(sitting, by=secretary, at=hour(on, 17))


def match_fourth(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Settle which item of the signed conclusion each direction of the fourth meeting became, as it is proposed."""
    on = ago(today, 40)
    meeting = _meeting(committee, meeting_before(on))
    paper = papers_of(meeting)[0]
    lines = signed.matching(meeting, paper).lines
    chosen = {line.point.key: line.item.id if line.item else None for line in lines}
    versions = {line.point.key: line.point.row.version for line in lines}
    signed.settle(meeting, paper, chosen, versions, by=people["thuky"], at=hour(on, 16))


def prepare_fifth(committee: Committee, people: Mapping[str, User], today: date) -> None:
    """Write two points of its own into the agenda of the coming meeting, and put its people on the list."""
    secretary, meeting = people["thuky"], _meeting(committee, office_day(today + timedelta(days=6)))
    agenda_points.add_point(
        meeting, PointWords("Quán triệt Kết luận số 07-KL/BCĐ", "Đồng chí Phó Trưởng ban Thường trực", is_first=True),
        by=secretary,
    )  # fmt: skip
    agenda_points.add_point(
        meeting, PointWords("Phương án vốn các công trình trọng điểm năm sau", "Phòng Kinh tế trình bày"), by=secretary
    )
    _invite(meeting, secretary, today)


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


def _meeting(committee: Committee, held_on: date) -> Meeting:
    held = select(Meeting).filter_by(committee_id=committee.id, held_on=held_on, cancelled_at=None)
    return db.session.scalars(held).one()


def _invite(meeting: Meeting, secretary: User, on: date) -> None:
    agenda = agendas.agenda(meeting, reach_of(secretary), on)
    attendance.invite(meeting, attendance.proposed(meeting, agenda), by=secretary)
