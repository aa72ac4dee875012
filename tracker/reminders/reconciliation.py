"""Once a day the register is held against itself: letters against their readers, leases and schedule, and the plan.

Nothing of this should ever be found. What is found is said in words on the page of mail, by `tracker doctor` and in the
job's heartbeat; what can be put right without guessing is, and the history keeps it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from tracker import clock, history, mail
from tracker.extensions import db
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.reminders import facts, pauses, plan
from tracker.reminders.models import Heartbeat, Letter, LetterKind, LetterState, Reason, Recipient, Reminder

GRACE = timedelta(hours=1)
"""How far behind its schedule a letter may be: runs take turns, and each is bounded."""


@dataclass(frozen=True)
class Difference:
    """What does not agree, by its code, and how many times."""

    code: str
    many: int

    @property
    def sentence(self) -> str:
        """What it is, for the page of mail."""
        named: dict[str, str] = {
            "unreceived": ngettext("%(num)s letter counts as sent and nobody has it",
                                   "%(num)s letters count as sent and nobody has them", self.many),
            "held": ngettext("%(num)s letter is being sent for longer than that takes",
                             "%(num)s letters are being sent for longer than that takes", self.many),
            "behind": ngettext("%(num)s letter waits longer than its schedule",
                               "%(num)s letters wait longer than their schedule", self.many),
            "orphaned": ngettext("%(num)s reminder has no letter", "%(num)s reminders have no letter", self.many),
            "unwritten": ngettext("%(num)s letter of today was not written",
                                  "%(num)s letters of today were not written", self.many),
        }  # fmt: skip
        return str(named[self.code])


def differences(at: datetime) -> list[Difference]:
    """Return what does not agree at a moment; asks only."""
    received = select(Recipient.letter_id).where(Recipient.state == LetterState.SENT)
    letters = select(Letter.id)
    found = {
        "unreceived": _many(Letter.state == LetterState.SENT, Letter.id.not_in(received)),
        "held": _many(Letter.state == LetterState.SENDING, _is_held(at)),
        "behind": _behind(at),
        "orphaned": db.session.scalar(select(func.count(Reminder.id)).where(Reminder.letter_id.not_in(letters))) or 0,
        "unwritten": _unwritten(at),
    }
    return [Difference(code, many) for code, many in found.items() if many]


def _many(*which: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Letter.id)).where(*which)) or 0


def _is_held(at: datetime) -> ColumnElement[bool]:
    return or_(Letter.lease.is_(None), Letter.leased_until < at - GRACE)


def _behind(at: datetime) -> int:
    """Count what should have left by now; nothing is late while the server is away or refuses us."""
    settings, beat = mail.settings(), db.session.get(Heartbeat, "outbox")
    held_up = not settings.host or bool(pauses.trouble_with(settings, at)) or bool(beat and beat.trouble)
    open_long = facts.in_office(at) and facts.in_office(at - GRACE)
    automatic = [kind for kind in LetterKind if kind.is_automatic]
    which = [Letter.state == LetterState.WAITING, Letter.next_try_at < at - GRACE]
    return 0 if held_up else _many(*which, *([] if open_long else [Letter.kind.not_in(automatic)]))


def _unwritten(at: datetime) -> int:
    """Count the letters the plan of the day still asks for after the job that writes them has run in office hours."""
    beat = db.session.get(Heartbeat, "remind")
    if beat is None or beat.trouble or not facts.in_office(beat.at) or not facts.in_office(at):
        return 0
    on = clock.local(at).date()
    return len(plan.plan(on, at=at, failures=[])) if clock.local(beat.at).date() == on else 0


def mend(at: datetime) -> list[Difference]:
    """Put right what needs no guess, and return what does not agree. Commits.

    A letter that everybody sent back is not delivered; one in nobody's hands waits to be sent.
    """
    found = differences(at)
    db.session.rollback()
    history.take_turn()
    received = select(Recipient.letter_id).where(Recipient.state == LetterState.SENT)
    failed = select(Recipient.letter_id).where(Recipient.state == LetterState.DEAD)
    unreceived = [Letter.state == LetterState.SENT, Letter.id.not_in(received), Letter.id.in_(failed)]
    for letter in _letters(*unreceived):
        letter.state, letter.reason = LetterState.DEAD, Reason.BOUNCED
        history.record("mended", letter, by=None, at=at, changes={"state": (LetterState.SENT, LetterState.DEAD)})
    for letter in _letters(Letter.state == LetterState.SENDING, Letter.lease.is_(None)):
        letter.state, letter.next_try_at = LetterState.WAITING, at
        history.record("mended", letter, by=None, at=at, changes={"state": (LetterState.SENDING, LetterState.WAITING)})
    db.session.commit()
    return found


def _letters(*which: ColumnElement[bool]) -> Sequence[Letter]:
    return db.session.scalars(select(Letter).where(*which)).all()


def sentences(trouble: str) -> list[str]:
    """Return in words what the job's heartbeat says does not agree: `differs: code=many, …`."""
    if not trouble.startswith("differs: "):
        failed = _("The register could not be held against itself; the program's log says more.")
        return [str(failed)] if trouble else []
    pairs = [each.split("=") for each in trouble.removeprefix("differs: ").split(", ")]
    return [Difference(code, int(many)).sentence for code, many in pairs]


def trouble_of(found: Sequence[Difference]) -> str:
    """Return what a heartbeat keeps of it."""
    return "differs: " + ", ".join(f"{each.code}={each.many}" for each in found) if found else ""
