"""By which rules a committee's tasks are brought to mind; each committee sets its own, or leaves them as they are."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select

from tracker import history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import Committee, User
from tracker.people.queries import members_of
from tracker.reminders.rules_models import ReminderRules

MOST_BEFORE = 60
MOST_DAYS_BEFORE = 5
"""How many days before the deadline one may be written to about it."""
LEAST_SILENT, MOST_SILENT = 7, 365
MOST_LATE = 120
MOST_BEFORE_MEETING = 10
FRIDAY = 4


@dataclass(frozen=True)
class Rules:
    """When whom is written to about a committee's tasks. None stands for never."""

    days_before: tuple[int, ...] = (7, 3, 1)
    """Days before the deadline, the most first."""
    on_day: bool = True
    """On the day of the deadline."""
    weekly_late: bool = True
    """Every seven days while it is late."""
    silent_after: int | None = 30
    """Of a task far from its deadline: when nothing was written of it for more than so many days, and again after."""
    head_after: int | None = 5
    """Office days late after which the head of the unit hears of it; without one the standing member does."""
    standing_after: int | None = 10
    """Office days late after which the standing member hears of it; without one the chair does."""
    standing_member_id: int | None = None
    """The member who follows the committee's work day by day (ủy viên thường trực, phó ban thường trực)."""
    summary_weekday: int | None = 0
    """The day of the secretary's weekly summary, 0 for Monday; on a day off the next office day of the week."""
    brief_days: int | None = 2
    """Office days before a meeting on which the chair gets the brief."""
    includes_text: bool = False
    """Whether letters carry the words of the conclusion, or only what the task is called."""


DEFAULTS = Rules()


def rules_of(committee_id: int) -> Rules:
    """Return the rules in force in a committee."""
    row = _row(committee_id)
    return _value(row) if row else DEFAULTS


def every_committees() -> dict[int, Rules]:
    """Return the rules of the committees that set their own, by id; the others go by DEFAULTS."""
    return {row.committee_id: _value(row) for row in db.session.scalars(select(ReminderRules))}


def version_of(committee_id: int) -> int:
    """Return the version a form sends back; 0 while the committee set nothing."""
    row = _row(committee_id)
    return row.version if row else 0


def change(committee: Committee, rules: Rules, *, version: int, by: User, at: datetime) -> None:
    """Set a committee's rules; they hold from the next letter on.

    Raises RuleBroken as `checked` does, StaleVersion when somebody was faster.
    """
    history.take_turn()
    row = _row(committee.id)
    if (row.version if row else 0) != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    rules = checked(committee, rules)
    before, after = asdict(_value(row) if row else DEFAULTS), asdict(rules)
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if not changes:
        return
    if row is None:
        row = ReminderRules(committee_id=committee.id)
        db.session.add(row)
    for name, value in after.items():
        setattr(row, name, list(value) if name == "days_before" else value)
    history.record("changed", row, by=by, at=at, changes=_told(changes))
    db.session.commit()


def checked(committee: Committee, rules: Rules) -> Rules:
    """Return rules in order, changing nothing.

    Raises RuleBroken for days out of bounds and for a standing member who is none.
    """
    _require_bounds(rules)
    known = select(members_of(committee.id).where(User.id == rules.standing_member_id).exists())
    if rules.standing_member_id is not None and not db.session.scalar(known):
        raise RuleBroken(_("Name a member of the committee."), "standing_member_id")
    return replace(rules, days_before=tuple(sorted(set(rules.days_before), reverse=True)))


def _require_bounds(rules: Rules) -> None:
    """Raise RuleBroken for days nobody can mean."""
    if len(rules.days_before) > MOST_DAYS_BEFORE or any(not 1 <= each <= MOST_BEFORE for each in rules.days_before):
        words = _("Give up to %(many)s days between 1 and %(most)s.", many=MOST_DAYS_BEFORE, most=MOST_BEFORE)
        raise RuleBroken(words, "days_before")
    for name, least, most in (
        ("silent_after", LEAST_SILENT, MOST_SILENT), ("head_after", 1, MOST_LATE), ("standing_after", 1, MOST_LATE),
        ("summary_weekday", 0, FRIDAY), ("brief_days", 1, MOST_BEFORE_MEETING),
    ):  # fmt: skip
        value = getattr(rules, name)
        if value is not None and not least <= value <= most:
            raise RuleBroken(_("Enter a number from %(least)s to %(most)s.", least=least, most=most), name)
    if rules.head_after and rules.standing_after and rules.standing_after < rules.head_after:
        raise RuleBroken(_("The standing member hears of it after the head of the unit, not before."), "standing_after")


def _told(changes: dict[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Return changes as the history shows them: the days before the deadline in one line."""
    days = changes.get("days_before")
    if days is None:
        return changes
    lines = tuple(", ".join(map(str, each)) for each in days if isinstance(each, tuple))
    return changes | {"days_before": (lines[0], lines[1])}


def _row(committee_id: int) -> ReminderRules | None:
    return db.session.scalar(select(ReminderRules).filter_by(committee_id=committee_id))


def _value(row: ReminderRules) -> Rules:
    kept = {name: getattr(row, name) for name in asdict(DEFAULTS)}
    return Rules(**{**kept, "days_before": tuple(row.days_before)})
