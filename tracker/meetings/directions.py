"""Chỉ đạo: the chair's word on a task or a new matter, history at once and a draft item of the next conclusion.

A direction binds from the moment it is said. One that names a later day for a task that is still awaited grants that
day in the same transaction; an earlier day is only what the next conclusion will say, for a deadline is brought
forward by a conclusion alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.meetings.belonging import meeting_to_come, sitting_now
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import Sitting
from tracker.people.models import Committee, Role, Unit, User
from tracker.people.queries import Reach, reach_of
from tracker.tasks import extensions
from tracker.tasks.models import Extension, Task

# ------------------------------------------------------------------------------------------ what one asks


def directions(reach: Reach) -> Select[Direction]:
    """Select the directions that stand in the committees within reach, in their order."""
    query = select(Direction).where(Direction.committee_id.in_(reach.committee_ids), Direction.withdrawn_at.is_(None))
    return query.order_by(Direction.place, Direction.id)


def with_row(found: Select[Direction]) -> Select[Direction]:
    """Load with the directions what a row of a list shows."""
    shown = (Direction.task, Direction.meeting, Direction.lead_unit, Direction.said_by, Direction.extension)
    return found.options(*(joinedload(each) for each in shown))


def waiting() -> ColumnElement[bool]:
    """Those that stand in no signed conclusion yet, and are not left out of it."""
    return and_(Direction.item_id.is_(None), Direction.is_left_out.is_(False))


def many(found: Select[Direction]) -> int:
    """Return how many directions a selection holds."""
    return db.session.scalar(found.with_only_columns(func.count()).order_by(None)) or 0


def of_tasks(task_ids: Sequence[int], *, since: date | None = None) -> dict[int, list[Direction]]:
    """Return what was directed of each task and stands, the newest first; from a day on, or ever."""
    query = select(Direction).where(Direction.task_id.in_(task_ids), Direction.withdrawn_at.is_(None))
    if since is not None:
        query = query.where(Direction.on >= since)
    told = query.options(joinedload(Direction.said_by), joinedload(Direction.meeting))
    found: dict[int, list[Direction]] = {}
    for each in db.session.scalars(told.order_by(Direction.id.desc())):
        found.setdefault(each.task_id or 0, []).append(each)
    return found


def may_direct(committee_id: int, reach: Reach) -> bool:
    """Whether a person gives directions here now: the chair, and who writes down what is said while a meeting sits."""
    if reach.has(Role.CHAIR, committee_id):
        return True
    sitting = sitting_now(committee_id)
    if sitting is None or sitting.presider_id is None:
        return False
    return reach.user_id == sitting.presider_id or reach.has(Role.SECRETARY, committee_id)


def may_change(direction: Direction, reach: Reach) -> bool:
    """Whether a person corrects or takes back a direction: the chair, who said it and who wrote it down."""
    own = reach.user_id in (direction.by_id, direction.said_by_id) and direction.committee_id in reach.committee_ids
    return reach.has(Role.CHAIR, direction.committee_id) or own


def is_granting(task: Task, until: date | None) -> bool:
    """Whether a day named in a direction grants a task more time."""
    return bool(until and task.is_awaited and task.due_on and until > task.due_on)


# ------------------------------------------------------------------------------------------ what one does


def give(
    committee: Committee, text: str, *, task: Task | None = None, meeting: Meeting | None = None,
    lead_unit: Unit | None = None, due_on: date | None = None, due_words: str = "",
    by: User, at: datetime, on: date, key: str, version: int | None = None,
) -> Direction:  # fmt: skip
    """Write down what the chair directs, of a task as it stood in the given version or of a new matter.

    Said outside a meeting it belongs to the next to come; in one it is the presider's word, whoever writes it down.
    `meeting` is the one it is to belong to, where the caller knows. The same key gives it once. Raises RuleBroken when
    this person gives no directions now or the day has passed, StaleVersion when the task changed meanwhile.
    """
    if task is not None:
        db.session.refresh(task, with_for_update={"of": Task})
    if given := db.session.scalar(select(Direction).filter_by(committee_id=committee.id, key=key)):
        return given
    if task is not None and version is not None and task.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    _require_sound(text, due_on, on)
    sitting = sitting_now(committee.id)
    said_by = _presider(committee, sitting, by)
    found = Direction(
        committee=committee, task=task, text=text.strip(), due_on=due_on, due_words=due_words.strip(),
        lead_unit=lead_unit or (task.lead_unit if task else None), said_by=said_by, by=by, at=at, on=on, key=key,
    )  # fmt: skip
    found.meeting = meeting or (sitting.meeting if sitting else meeting_to_come(committee.id, on))
    found.place = _next_place(found)
    db.session.add(found)
    db.session.flush()
    at_meeting = sitting.meeting.title if sitting else ""
    told = {"text": found.text, "said_by": said_by.full_name, "meeting": at_meeting, "day_named": due_on or due_words}
    _tell("directed", found, told, by=by, at=at)
    _grant(found, by=by, at=at, on=on)
    db.session.commit()
    return found


def reword(
    direction: Direction, text: str, *, lead_unit: Unit | None = None, due_on: date | None = None, due_words: str = "",
    by: User, at: datetime, on: date, version: int,
) -> Direction:  # fmt: skip
    """Correct a direction as it was written down; nothing is written when nothing differs.

    The day by which it granted more time stays as it is: to change that, it is taken back and given anew.
    """
    _require_open(direction, by, version)
    _require_sound(text, due_on if due_on != direction.due_on else None, on)
    if direction.extension and due_on != direction.due_on:
        raise RuleBroken(
            _("The task was given more time with this. Take the direction back and give it anew."), "until"
        )
    unit = lead_unit or (direction.task.lead_unit if direction.task else None)
    new = {"text": text.strip(), "due_on": due_on, "due_words": due_words.strip(), "lead_unit_id": unit and unit.id}
    changes = {
        name: (getattr(direction, name), value) for name, value in new.items() if getattr(direction, name) != value
    }
    if not changes:
        return direction
    for name, value in new.items():
        setattr(direction, name, value)
    db.session.flush()
    db.session.expire(direction, ["lead_unit"])
    _tell("reworded_direction", direction, changes, by=by, at=at)
    if not direction.extension:
        _grant(direction, by=by, at=at, on=on)
    db.session.commit()
    return direction


def withdraw(direction: Direction, *, by: User, at: datetime, version: int) -> None:
    """Take a direction back as if it had not been said, and with it the time it granted.

    Raises RuleBroken when something followed the later deadline, so that it is somebody's basis by now.
    """
    _require_open(direction, by, version)
    changes: dict[str, object] = {"text": direction.text}
    if direction.extension:
        changes["due_on"] = extensions.take_grant_back(direction.extension)
    direction.withdrawn_at = at
    _tell("withdrew_direction", direction, changes, by=by, at=at)
    db.session.commit()


# ------------------------------------------------------------------------------------------ what the rules are


def _presider(committee: Committee, sitting: Sitting | None, by: User) -> User:
    """Return whose word it is: the chair's own, or the presider's when a secretary writes while the meeting sits."""
    reach = reach_of(by)
    if not may_direct(committee.id, reach):
        raise RuleBroken(_("The chair directs; a secretary writes down what is said while the meeting sits."))
    presider = sitting.presider if sitting else None
    return by if presider is None or reach.has(Role.CHAIR, committee.id) else presider


def _require_sound(text: str, due_on: date | None, on: date) -> None:
    if not text.strip():
        raise RuleBroken(_("Write what is directed."), "text")
    if due_on and due_on < on:
        raise RuleBroken(_("The new day has passed already."), "until")


def _require_open(direction: Direction, by: User, version: int) -> None:
    if direction.task is not None:
        db.session.refresh(direction.task, with_for_update={"of": Task})
    db.session.refresh(direction)
    if direction.version != version or direction.is_withdrawn:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not may_change(direction, reach_of(by)):
        raise RuleBroken(_("A direction is corrected by the chair, by who said it or by who wrote it down."))
    if direction.item_id is not None:
        raise RuleBroken(_("It stands in the signed conclusion. What is to change, a new direction says."))


def _grant(direction: Direction, *, by: User, at: datetime, on: date) -> None:
    task, until = direction.task, direction.due_on
    if task is None or until is None or not is_granting(task, until):
        return
    direction.extension = _granted(direction, task, until, by=by, at=at, on=on)


def _granted(direction: Direction, task: Task, until: date, *, by: User, at: datetime, on: date) -> Extension:
    return extensions.grant_at_the_table(
        task, until, direction.text, said_by=direction.said_by, by=by, at=at, on=on, key=f"direction {direction.id}"
    )


def _next_place(direction: Direction) -> int:
    meeting_id = direction.meeting.id if direction.meeting else None
    query = select(func.max(Direction.place)).filter_by(committee_id=direction.committee.id, meeting_id=meeting_id)
    with db.session.no_autoflush:
        return (db.session.scalar(query) or 0) + 1


def _tell(verb: str, direction: Direction, changes: Mapping[str, object], *, by: User, at: datetime) -> None:
    """Leave the trace: on the task, whose course tells it, or on the direction itself."""
    told = {"direction": direction.id} | {name: value for name, value in changes.items() if value}
    history.record(verb, direction.task or direction, by=by, at=at, changes=told)
