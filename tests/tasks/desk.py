"""What the tests of tasks work on: an accepted conclusion, its tasks, and days in the office."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from tests.office import Office
from tracker import clock
from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.extensions import db
from tracker.people.models import Committee, Unit, User
from tracker.reading.results import DeadlineKind, ItemKind, Precision
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task, Update

ISSUED = date(2026, 1, 12)
TODAY = date(2026, 4, 14)
DUE = date(2026, 3, 31)

SENTENCE = (
    "Lãnh đạo UBND xã phải trực tiếp làm việc với các sở, ngành đối với Quy hoạch khu trung tâm Liên Hòa, "
    "chậm nhất Quý I/2026 phải hoàn thành trình phê duyệt."
)
TEXT = "\n".join(
    [
        "3. Về các dự án:",
        "- Sớm chỉ đạo giải phóng mặt bằng tuyến đường tránh phía Tây, xong trước ngày 20/4/2026.",
        f"- {SENTENCE}",
        "- Thường xuyên quản lý đất đai, trật tự xây dựng.",
        "4. Tiếp tục nâng cao hiệu quả hoạt động của bộ phận giám sát.",
    ]
)
_keys = count(1)


def moment(day: date, hour: int = 9) -> datetime:
    """Return an instant of a day in the office."""
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE).astimezone(UTC)


def item(parent: Conclusion, path: list[str], words: str, action: str, decision: Decision = Decision.ACCEPTED) -> Item:
    """Add an item whose text stands in the conclusion."""
    start = parent.text.index(words)
    row = Item(
        conclusion=parent, position=len(parent.items) + 1, path=path, start=start, end=start + len(words), text=words,
        kind=ItemKind.TASK, action=action, decision=decision,
    )  # fmt: skip
    db.session.add(row)
    return row


def deadline(row: Item, words: str, on: date | None, kind: DeadlineKind = DeadlineKind.FINISH) -> None:
    at = row.conclusion.text.find(words)
    place = {"start": at, "end": at + len(words)} if at >= 0 else {"start": None, "end": None}
    row.deadlines.append(ItemDeadline(words=words, kind=kind, on=on, precision=Precision.QUARTER, **place))


def unit(row: Item, part: Part, owner: Unit | None, words: str = "đơn vị") -> None:
    row.units.append(ItemUnit(part=part, words=words, unit_id=owner.id if owner else None))


def conclusion(office: Office, committee: Committee | None = None, text: str = TEXT) -> Conclusion:
    """Add the conclusion with its accepted items: economy's plan, culture's road, economy's standing duty."""
    committee = committee or office.committee
    row = Conclusion(
        committee_id=committee.id, number="08-KL/BCĐ", issued_on=ISSUED, text=text, text_hash=f"{committee.id}",
        created_by_id=office.secretary.id, created_at=moment(ISSUED), published_at=moment(ISSUED),
        published_by_id=office.secretary.id, signer="Trần Quốc Thạch", signer_role="Trưởng ban",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    plan = item(row, ["3", "-2"], SENTENCE, "Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa")
    plan.assignee_id, plan.product = office.official.id, "Tờ trình kèm hồ sơ"
    deadline(plan, "chậm nhất Quý I/2026", DUE)
    unit(plan, Part.LEAD, office.economy)
    unit(plan, Part.SUPPORT, office.culture)
    road = item(row, ["3", "-1"], TEXT.splitlines()[1][2:], "Giải phóng mặt bằng tuyến đường tránh phía Tây")
    deadline(road, "trước ngày 20/4/2026", date(2026, 4, 20))
    unit(road, Part.LEAD, office.culture)
    standing = item(row, ["3", "-3"], TEXT.splitlines()[3][2:], "Quản lý đất đai, trật tự xây dựng")
    unit(standing, Part.LEAD, office.economy)
    item(row, ["4"], TEXT.splitlines()[4][3:], "Nâng cao hiệu quả giám sát", Decision.NO_TASK)
    db.session.flush()
    return row


class Desk:
    """An office at work: its tasks, and the verbs with what does not matter filled in."""

    def __init__(self, office: Office, parent: Conclusion) -> None:
        self.office = office
        self.conclusion = parent
        self.tasks = actions.open_tasks(parent, by=office.secretary, on=ISSUED)
        db.session.commit()

    def update(self, task: Task, on: date = TODAY, *, by: User | None = None, key: str = "", **words: object) -> Update:
        """Report on a task as its official would."""
        facts: dict[str, object] = {
            "version": task.version, "stage": Stage.IN_PROGRESS, "percent": 60, "result": "Đã gửi hồ sơ.", **words
        }  # fmt: skip
        return actions.update_task(
            task, by=by or self.office.official, at=moment(on), on=on, key=key or fresh_key(), **facts
        )

    def report(self, task: Task, on: date = TODAY, *, by: User | None = None) -> Update:
        """Report completion."""
        return self.update(task, on, by=by, stage=Stage.REPORTED, result="Đã hoàn thành.")

    def confirm(self, task: Task, on: date = TODAY, *, by: User | None = None) -> Update:
        """Confirm completion as the secretary."""
        return actions.confirm(
            task, by=by or self.office.secretary, at=moment(on), on=on, version=task.version, key=fresh_key()
        )


def fresh_key() -> str:
    return f"key {next(_keys)}"


def days_before(on: date, days: int) -> date:
    return on - timedelta(days=days)
