"""What the pages call letters, what became of them and why, in the reader's language."""

from tracker import mail
from tracker.formats import clock_time, day
from tracker.languages import gettext as _
from tracker.languages import ngettext
from tracker.reminders.health import Pulse
from tracker.reminders.heartbeat import CLOCK_AHEAD, CLOCK_BACK
from tracker.reminders.mail_words import of_cause
from tracker.reminders.missed import Trouble
from tracker.reminders.missed import missed_by as missed_by
from tracker.reminders.missed import trouble_of as trouble_of
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason


def kind(of: LetterKind) -> str:
    """Return why a letter is written."""
    named: dict[LetterKind, str] = {
        LetterKind.ASSIGNMENT: _("Assignment"),
        LetterKind.DIGEST: _("Reminder of the day"),
        LetterKind.NEWS: _("News told at once"),
        LetterKind.MANUAL: _("Reminder by hand"),
    }
    return named[of]


def state(of: LetterState) -> str:
    """Return what became of a letter."""
    named: dict[LetterState, str] = {
        LetterState.WAITING: _("Waiting"),
        LetterState.SENDING: _("Being sent"),
        LetterState.SENT: _("Sent"),
        LetterState.DEAD: _("Not delivered"),
        LetterState.CANCELLED: _("Not needed any more"),
    }
    return named[of]


def title(of: Letter, *, is_whole: bool) -> str:
    """Return what a letter is called: its subject or, to who does not reach all it speaks of, its kind and day."""
    return of.subject if is_whole else f"{kind(of.kind)} {day(of.on)}"


def reason(of: Reason) -> str:
    """Return why a letter waits, died or was cancelled; nothing where there is nothing to say."""
    named: dict[Reason, str] = {
        Reason.ANSWERED: _("the mail server did not take it"),
        Reason.UNREACHABLE: _("the mail server could not be reached"),
        Reason.NO_ADDRESS: _("nobody there has an e-mail address"),
        Reason.UNSAFE: _("its words or a name cannot be written"),
        Reason.SETTLED: _("its tasks were reported, extended or ended before it went out"),
        Reason.SUPERSEDED: _("a newer letter says the same and more"),
        Reason.BOUNCED: _("the mail server took it and sent it back later"),
        Reason.GIVEN_UP: _("given up after it could not be delivered"),
        Reason.CLOSED: _("the committee is closed"),
        Reason.AWAY: _("its reader is away; somebody else reads it, or it is told again on their return"),
        Reason.RECIPIENT_LEFT: _("its reader no longer works for the committee"),
    }
    return named.get(of, "")


def occasion(code: str) -> str:
    """Return why a task was named in a letter."""
    if code.startswith("report-"):
        return _of_report(code.removeprefix("report-"))
    name, _dash, number = code.partition("-")
    named: dict[str, str] = {
        "assignment": _("given"),
        "support": _("given to support"),
        "manual": _("asked for by hand"),
        "with": _("named along with others"),
        "escalated": _("late for long, told to those above"),
        "summary": _("summary of the week"),
        "brief": _("brief before a meeting"),
        **dict.fromkeys(
            ("given", "update", "extension", "refusal", "part", "direction", "undirected"), _("told what others did")
        ),
    }
    if name in named or not number.isdigit():
        return named.get(name, "")
    days = int(number)
    if name == "late":
        return str(ngettext("%(num)s day after the deadline", "%(num)s days after the deadline", days))
    if name == "silent":
        return str(ngettext("nothing written for %(num)s day", "nothing written for %(num)s days", days))
    if days == 0:
        return str(_("on the day of the deadline"))
    return str(ngettext("%(num)s day before the deadline", "%(num)s days before the deadline", days))


def _of_report(code: str) -> str:
    name, _dash, number = code.partition("-")
    days = int(number) if number.isdigit() else 0
    if name == "late":
        return str(ngettext("report owed for %(num)s day", "report owed for %(num)s days", days))
    if days == 0:
        return str(_("on the day the report is due"))
    return str(ngettext("%(num)s day before the report is due", "%(num)s days before the report is due", days))


def trouble(code: str) -> str:
    """Return what keeps a job from its work, from a heartbeat's `code` or `code: details`."""
    name, _colon, details = code.partition(":")
    named: dict[str, str] = {
        CLOCK_BACK: _("The server's clock went back by more than 5 minutes since the last run."),
        CLOCK_AHEAD: _("The server's clock is more than 7 days ahead of the last run."),
    }
    if name.startswith("mail_"):
        named[name] = of_cause(next((each for each in mail.Cause if name == f"mail_{each}"), None))[0]
    sentence = named.get(name) or str(_("A regular job failed; the program's log says more."))
    return f"{sentence} {details.strip()}" if name.startswith("mail_") and details.strip() else sentence


def advice(trouble: Trouble) -> tuple[str, str]:
    """Return why a letter did not reach an address, and what to do about it."""
    named: dict[Trouble, tuple[str, str]] = {
        Trouble.NO_ADDRESS: (_("There is no address."), _("Enter one: the letter then goes out by itself.")),
        Trouble.ADDRESS: (
            _("The address is wrong or closed."),
            _("Correct it: the letter then goes out to the new one by itself."),
        ),
        Trouble.FULL: (
            _("The mailbox is full."),
            _("Call the reader to make room there, then send the letter again; a working day is mostly enough."),
        ),
        Trouble.LARGE: (
            _("The letter is too large for this mailbox."),
            _("Ask the administrator to have the mail server accept larger letters, then send it again."),
        ),
        Trouble.POLICY: (
            _("The mail server refuses letters from this program."),
            _("Tell the administrator: the server's answer says which rule. Send it again once that is settled."),
        ),
        Trouble.TRIES: (
            _("The server put it off for five days, then it was left."),
            _("Call the reader or whoever runs their mail, then send the letter again."),
        ),
        Trouble.UNSAFE: (
            _("Its words or a name cannot be written."),
            _("Tell the administrator; meanwhile ask by telephone."),
        ),
        Trouble.OTHER: (
            _("The mail server refused it."),
            _("Its answer says why. Try once more; if it fails again, ask the administrator."),
        ),
    }  # fmt: skip
    return named[trouble]


def standstill(pulse: Pulse) -> str:
    """Return why nothing happens by itself at the moment, and since when."""
    if pulse.clock:
        return trouble(pulse.clock)
    if pulse.last is None:
        return str(_("The timetable has not run yet: no letter is written or sent."))
    since = clock_time(pulse.last)
    said = _("The timetable has stood still since %(moment)s: no letter is written or sent. Start the program again.",
             moment=since)  # fmt: skip
    return str(said)
