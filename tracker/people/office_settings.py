"""What holds for the whole office: its hours, and whether a link in a letter asks its reader to sign in."""

from dataclasses import asdict, dataclass
from datetime import datetime, time

from tracker import clock, history
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.people.models import User
from tracker.people.office_models import ONLY, OfficeSettings


@dataclass(frozen=True)
class Office:
    """The settings in force. Letters the program writes by itself are written and sent within the hours only."""

    opens_at: time = time(7, 30)
    closes_at: time = time(17, 0)
    reply_needs_sign_in: bool = True
    offers_calendars: bool = True

    def is_open(self, at: datetime) -> bool:
        """Whether a moment lies within the office's hours; whether its day is an office day the calendar says."""
        return self.opens_at <= clock.local(at).time() < self.closes_at


def current() -> Office:
    """Return the settings in force, the program's own where nobody set any."""
    row = _row()
    return Office(row.opens_at, row.closes_at, row.reply_needs_sign_in, row.offers_calendars) if row else Office()


def version() -> int:
    """Return the version a form sends back; 0 while nobody set anything."""
    row = _row()
    return row.version if row else 0


def news_since() -> datetime | None:
    """Return since when letters tell of what others did, None for as long as there is anything to tell."""
    row = _row()
    return row.news_since if row else None


def reply_generation() -> int:
    """Return which generation of the links in letters is good."""
    row = _row()
    return row.reply_generation if row else 1


def revoke_reply_links(*, by: User, at: datetime) -> None:
    """Take back every link there is in letters: from now on only those of letters to come are good."""
    history.take_turn()
    row = _row()
    if row is None:
        row = OfficeSettings(id=ONLY, reply_generation=1, **asdict(Office()))
        db.session.add(row)
    row.reply_generation += 1
    history.record("revoked_reply_links", row, by=by, at=at)
    db.session.commit()


def change(office: Office, *, version: int, by: User, at: datetime) -> None:
    """Set what holds for the office. Raises RuleBroken when it would close before it opens, StaleVersion when late."""
    history.take_turn()
    row = _row()
    if (row.version if row else 0) != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if office.closes_at <= office.opens_at:
        raise RuleBroken(_("The office closes after it opens."), "closes_at")
    before, after = asdict(current()), asdict(office)
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if not changes:
        return
    if row is None:
        row = OfficeSettings(id=ONLY, **after)
        db.session.add(row)
    for name, value in after.items():
        setattr(row, name, value)
    history.record("changed", row, by=by, at=at, changes=changes)
    db.session.commit()


def _row() -> OfficeSettings | None:
    return db.session.get(OfficeSettings, ONLY)
