"""A meeting with a full table, each task there for a reason of its own: for the tests of agenda and screens."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.office import Office
from tests.tasks.desk import moment
from tracker.documents.models import Conclusion, Decision, Item
from tracker.extensions import db
from tracker.meetings.commitment_models import Commitment
from tracker.meetings.models import Meeting
from tracker.people.models import Unit
from tracker.reading.results import ItemKind
from tracker.tasks.models import Extension, Stage, Task

TODAY = date(2026, 4, 17)
"""The day of the meeting, in the morning."""
ISSUED = date(2026, 1, 12)


@dataclass
class Table:
    """The meeting and its tasks, by the reason they stand there for; `quiet` has none, `part` is part of a task."""

    office: Office
    meeting: Meeting
    before: Meeting
    late: Task
    asking: Task
    reported: Task
    promised: Task
    carried: Task
    quiet: Task
    part: Task


def set_table(office: Office) -> Table:
    """Write the meeting of TODAY, the one before it and the tasks of two conclusions."""
    old = _conclusion(office, "03-KL/BCĐ", ISSUED, None)
    new = _conclusion(office, "08-KL/BCĐ", date(2026, 3, 9), date(2026, 3, 6))
    before = Meeting(committee=office.committee, title="Phiên họp thứ tư", held_on=date(2026, 3, 6))
    meeting = Meeting(committee=office.committee, title="Phiên họp thứ năm", held_on=TODAY, place="Hội trường")
    db.session.add_all([before, meeting])
    soon = TODAY + timedelta(20)
    late = _task(office, 1, "Việc trễ", old, office.economy, TODAY - timedelta(30))
    asking = _task(office, 2, "Việc xin gia hạn", old, office.economy, soon)
    reported = _task(office, 3, "Việc đã báo cáo", old, office.culture, soon, Stage.REPORTED)
    promised = _task(office, 4, "Việc cam kết", old, office.culture, soon)
    carried = _task(office, 5, "Việc kết luận trước", new, office.culture, soon)
    quiet = _task(office, 6, "Việc đang làm", old, office.economy, soon)
    part = _task(office, 1, "Phần việc trễ", old, office.economy, TODAY - timedelta(9))
    part.parent, part.subnumber = late, 1
    db.session.flush()
    db.session.add_all([
        Extension(
            task=asking, due_on=soon, until=soon + timedelta(30), reason="Chờ thẩm định", asked_by=office.official,
            asked_at=moment(ISSUED), asked_on=ISSUED, key="asks",
        ),
        Commitment(
            committee=office.committee, task=promised, unit=office.culture, person="đồng chí K’Brơm Hà",
            promise="Xong hồ sơ", is_of_completion=False, made_on=ISSUED, due_on=TODAY - timedelta(2),
            by=office.secretary, at=moment(ISSUED), key="promises",
        ),
    ])  # fmt: skip
    db.session.commit()
    return Table(office, meeting, before, late, asking, reported, promised, carried, quiet, part)


def _conclusion(office: Office, number: str, issued_on: date, meeting_on: date | None) -> Conclusion:
    row = Conclusion(
        committee=office.committee, number=number, issued_on=issued_on, meeting_on=meeting_on, text="",
        text_hash=number, created_by=office.secretary, created_at=moment(issued_on), published_at=moment(issued_on),
        published_by=office.secretary,
    )  # fmt: skip
    db.session.add(row)
    return row


def _task(
    office: Office, number: int, title: str, of: Conclusion, unit: Unit, due_on: date, stage: Stage = Stage.IN_PROGRESS
) -> Task:
    sentence = f"Giao {unit.name} {title.casefold()}."
    start = len(of.text)
    of.text += sentence + "\n"
    item = Item(
        conclusion=of, position=number, path=[str(number)], start=start, end=start + len(sentence), text=sentence,
        kind=ItemKind.TASK, action=title, decision=Decision.ACCEPTED,
    )  # fmt: skip
    row = Task(
        committee=office.committee, item=item, number=number, title=title, lead_unit=unit, due_on=due_on,
        original_due_on=due_on, stage=stage, opened_on=of.issued_on,
        reported_on=TODAY if stage is Stage.REPORTED else None,
    )  # fmt: skip
    db.session.add(row)
    return row
