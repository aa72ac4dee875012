"""Conclusions, items and tasks of the invented office, as the rooms to the left would have written them."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from hashlib import sha256

from tests.office import Office
from tracker import formats
from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.extensions import db
from tracker.people.models import Unit, User
from tracker.reading.results import DeadlineKind, ItemKind, Precision
from tracker.reminders.rules import Rules
from tracker.reminders.rules_models import ReminderRules
from tracker.tasks.models import Stage, Task

AT = datetime(2026, 4, 14, 0, 30, tzinfo=UTC)
"""07 giờ 30 phút, Tuesday 14/4/2026 in the office."""
ON = date(2026, 4, 14)


def conclusion(
    office: Office, *, number: str | None = "08-KL/BCĐ", issued_on: date | None = date(2026, 3, 3)
) -> Conclusion:
    text = f"Kết luận {number}"
    row = Conclusion(
        committee=office.committee, number=number, issued_on=issued_on, text=text, created_at=AT,
        text_hash=sha256(text.encode()).hexdigest(), created_by=office.secretary,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def item(
    of: Conclusion, action: str, lead: Unit | None, due: date | None = None, *, words: str = "",
    path: tuple[str, ...] = ("3", "-2"), decision: Decision = Decision.ACCEPTED, assignee: User | None = None,
) -> Item:  # fmt: skip
    units = [ItemUnit(part=Part.LEAD, words=lead.name, unit_id=lead.id)] if lead else []
    words = words or f"trước ngày {formats.day(due)}"
    terms = [ItemDeadline(words=words, on=due, kind=DeadlineKind.FINISH, precision=Precision.DAY)] if due else []
    row = Item(
        conclusion_id=of.id, position=len(of.items) + 1, path=list(path), start=0, end=8, text=action,
        kind=ItemKind.TASK, action=action, decision=decision,
        assignee_id=assignee.id if assignee else None, units=units, deadlines=terms,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.expire(of, ["items"])
    return row


def task(
    office: Office, title: str, due_on: date | None, *, of: Conclusion | None = None, lead: Unit | None = None,
    stage: Stage = Stage.IN_PROGRESS, words: str = "", path: tuple[str, ...] = ("3", "-2"),
    assignee: User | None = None, opened_on: date = date(2026, 1, 5),
) -> Task:  # fmt: skip
    """A task that is under way, due on a day, led by Phòng Kinh tế unless said otherwise.

    Its committee is one that has set rules of its own: see `only_deadlines`.
    """
    only_deadlines(office)
    of = of or db.session.query(Conclusion).first() or conclusion(office)
    lead = lead or office.economy
    row = Task(
        committee_id=of.committee_id, item=item(of, title, lead, due_on, words=words, path=path),
        number=db.session.query(Task).count() + 1, title=title, lead_unit=lead,
        assignee=assignee, due_on=due_on, original_due_on=due_on, due_words=words, stage=stage, opened_on=opened_on,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def only_deadlines(office: Office, **own: object) -> None:
    """Let letters tell of deadlines, reports and news alone, so that a test sees those of its task and no other.

    `own` are rules a test sets otherwise; what stood before is kept where rules were set already.
    """
    for each in (office.committee, office.other_committee):
        row = db.session.query(ReminderRules).filter_by(committee_id=each.id).one_or_none()
        if row is None:
            quiet = asdict(Rules(silent_after=None, head_after=None, standing_after=None))
            quiet |= {"summary_weekday": None, "brief_days": None, "days_before": [7, 3, 1]}
            row = ReminderRules(committee_id=each.id, **quiet)
            db.session.add(row)
        for name, value in own.items():
            setattr(row, name, value)
    db.session.commit()
