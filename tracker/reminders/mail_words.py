"""What a mail server's answer means for the office, and what to do about it."""

from dataclasses import dataclass

from tracker import mail
from tracker.languages import gettext as _
from tracker.mail import Cause, Fate

RELAY = ("relay", "not permitted", "not allowed to send", "access denied")


@dataclass(frozen=True)
class Verdict:
    """What happened, what to do, and the server's own words."""

    happened: str
    advice: str
    answer: str
    is_good: bool = False


def verdict(outcome: mail.Outcome) -> Verdict:
    """Return in words what became of a test letter."""
    if outcome.fate == Fate.SENT:
        told = _("The mail server took the letter.")
        return Verdict(told, _("Look whether it arrived; if not, look among unwanted mail."), outcome.answer, True)
    happened, advice = of_cause(outcome.cause, outcome.answer)
    return Verdict(happened, advice, outcome.answer)


def of_cause(cause: Cause | None, answer: str = "") -> tuple[str, str]:
    """Return what a cause means and what to do."""
    if cause == Cause.ANSWERED and any(word in answer.casefold() for word in RELAY):
        return (
            _("The mail server passes on no letters for this machine (relaying denied)."),
            _("Ask whoever runs the mail server to accept letters from this machine's address, or sign in with a "
              "user name and password."),
        )  # fmt: skip
    known = _about_the_way(cause) or _about_us(cause)
    return known or (
        _("The mail server did not take the letter."),
        _("Its answer below says why: mostly the recipient's address does not exist, or the server is busy."),
    )


def _about_the_way(cause: Cause | None) -> tuple[str, str] | None:
    named: dict[Cause | None, tuple[str, str]] = {
        Cause.NO_HOST: (
            _("No mail server is entered: letters wait in the outbox and can be read there."),
            _("Enter the name of the mail server and save."),
        ),
        Cause.UNKNOWN_NAME: (
            _("No machine has this name."),
            _("Check the spelling of the server's name, or enter its address in numbers."),
        ),
        Cause.CLOSED: (
            _("The machine is there but refuses the connection on this port."),
            _("Check the port: 25 without sign-in, 587 for STARTTLS, 465 for TLS. Is the mail server running?"),
        ),
        Cause.SILENT: (
            _("The machine does not answer."),
            _("Check name and port, whether a firewall stands between, and whether the port wants TLS from the start."),
        ),
        Cause.UNREACHABLE: (
            _("The conversation with the mail server broke off."),
            _("Check port and protection; if both are right, try again in a few minutes."),
        ),
        Cause.BROKEN_OFF: (
            _("The conversation with the mail server broke off."),
            _("It was reached and then said nothing more in time. Ask whoever runs it what its log says."),
        ),
        Cause.SECURITY: (
            _("No safe connection to the mail server could be made."),
            _("The server does not offer the protection chosen here. Choose STARTTLS with port 587, TLS with port 465, "
              "or none inside the office's own network."),
        ),
        Cause.CERTIFICATE: (
            _("The mail server's certificate is not trusted."),
            _("Enter the server by the name that stands in its certificate, or install the office's own authority "
              "on this machine."),
        ),
    }  # fmt: skip
    return named.get(cause)


def _about_us(cause: Cause | None) -> tuple[str, str] | None:
    named: dict[Cause | None, tuple[str, str]] = {
        Cause.SIGN_IN: (
            _("The mail server refuses the user name or the password."),
            _("Type both again. Nothing more is sent until they are changed, or for an hour, so that the account is "
              "not locked."),
        ),
        Cause.NO_SIGN_IN: (
            _("The mail server offers no sign-in on this connection."),
            _("Choose STARTTLS or TLS, or leave the user name empty."),
        ),
        Cause.SENDER: (
            _("The mail server refuses the sender's address."),
            _("Enter the address that belongs to the user name, or ask whoever runs the mail server to allow it."),
        ),
        Cause.KEY: (
            _("The kept password cannot be opened: the server's secret key is another one than when it was entered."),
            _("Type the password again and save."),
        ),
    }  # fmt: skip
    return named.get(cause)


def of_mailbox(code: str) -> str:
    """Return why the mailbox of returned letters could not be read, and what to do."""
    named: dict[str, str] = {
        "no_host": _("No mailbox is entered yet."),
        "key": of_cause(Cause.KEY)[0],
        "sign_in": _("The mail server refuses the user name or the password. It is left alone for an hour, so that the "
                     "account is not locked; a new password is tried at once."),
        "security": _("No safe connection to the mail server could be made."),
    }  # fmt: skip
    return named.get(code) or str(_("The mailbox cannot be read. Check name, port and protection."))
