"""A published report whose works are followed, for the tests of works."""

from datetime import date

from tests.office import Office
from tests.tasks.desk import moment
from tracker.documents import actions as documents
from tracker.documents import drafts
from tracker.documents.models import Conclusion, Decision
from tracker.extensions import db
from tracker.people.models import Committee
from tracker.tasks import actions, projects
from tracker.tasks.models import Task
from tracker.tasks.project_models import Project

ISSUED = date(2026, 1, 12)
TEXT = """BAN CHỈ ĐẠO
Số 05/BC-BCĐ
Đạ Lâm, ngày 12 tháng 01 năm 2026
BÁO CÁO
Kết quả thực hiện chỉnh trang đô thị năm 2025
I. KẾT QUẢ THỰC HIỆN
1. Các công trình:
- Tiếp tục đầu tư nhà lớp học Trường Nà Lơi với tổng kinh phí 8.000 triệu đồng, hiện nay công trình đã hoàn thành 35% khối lượng.
- Cải tạo đường thôn 2, tổng mức đầu tư 3,8 tỷ đồng; vốn đã bố trí 2 tỷ đồng, giải ngân 0,5 tỷ đồng. Hiện nay đang hoàn thiện các thủ tục đầu tư. Dự kiến hoàn thành năm 2026.
- Khu tái định cư Lũng Vài: tổng mức đầu tư 38,5 tỷ đồng. Dự kiến hoàn thành trong Quý I/2026.
II. PHƯƠNG HƯỚNG
- Giao Phòng Văn hóa - Xã hội chủ trì sửa chữa nhà văn hóa thôn 3, kinh phí 900 triệu đồng, hoàn thành trước ngày 30/6/2026.
"""  # noqa: E501


def report(office: Office, committee: Committee | None = None, text: str = TEXT) -> list[Task]:
    """Record the report, accept what it asks for, and open the tasks: three works, then the task of the culture unit.

    The economy unit leads the first and the third, the culture unit the second.
    """
    at = moment(ISSUED)
    conclusion = documents.record(committee or office.committee, text, by=office.secretary, at=at)
    leads = iter([office.economy.name, office.culture.name, office.economy.name, office.culture.name])
    for item in conclusion.items:
        if item.decision == Decision.OPEN:
            wording = drafts.Wording(
                action=item.action, leads=(next(leads),), due_words=item.due.words if item.due else "", kind=item.kind
            )
            drafts.accept(item, wording, version=item.version, by=office.secretary, at=at)
    return opened(conclusion, office)


def opened(conclusion: Conclusion, office: Office) -> list[Task]:
    conclusion.published_at, conclusion.published_by = moment(ISSUED), office.secretary
    found = actions.open_tasks(conclusion, by=office.secretary, on=ISSUED)
    db.session.commit()
    return found


def works(task: Task) -> Project:
    """Return the works a task is followed as; there must be some."""
    found = projects.of(task)
    assert found is not None
    return found
