"""What the administrator does about the mail server: enters it, and tries it with a letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker import history, mail, mime, sealing
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.formats import clock_time
from tracker.languages import gettext as _
from tracker.mail_settings import PURPOSE, THE_ROW, MailSettings, fixed
from tracker.people.models import User
from tracker.reminders import pauses

CONNECTION = ("host", "port", "security", "user")


def entered() -> MailSettings:
    """Return what was entered, or a row of nothing that is not kept yet; its version is then 0."""
    return db.session.get(MailSettings, THE_ROW) or MailSettings(
        id=THE_ROW, host="", port=25, security="none", user="", sealed_password="", sender="", base_url="", version=0
    )  # fmt: skip


def change(values: Mapping[str, Any], password: str, *, version: int, by: User, at: datetime) -> None:
    """Keep new settings; the next tick uses them. An empty password leaves the kept one.

    Raises RuleBroken when a kept password would go to a server or a name it was not entered for: whoever may change
    the server must not learn the password that way.
    """
    row = entered()
    if row.version != version:
        raise StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
    if not password.isascii():
        raise RuleBroken(_("Mail servers take passwords in letters without accents only."), "new_password")
    free = {name: value for name, value in values.items() if name not in fixed()}
    changes: dict[str, Any] = {
        name: (getattr(row, name), value) for name, value in free.items() if getattr(row, name) != value
    }
    if row.sealed_password and not password and changes.keys() & set(CONNECTION) and free.get("user"):
        raise RuleBroken(_("The server or the user name changed: type the password again."), "new_password")
    for name, (_before, value) in changes.items():
        setattr(row, name, value)
    if "password" not in fixed() and (password or (row.sealed_password and not row.user)):
        row.sealed_password = sealing.seal(password, PURPOSE) if row.user else ""
        changes["mail_password"] = str(_("entered anew")) if row.user else ""
    if changes:
        db.session.add(row)
        pauses.end()
        history.record("changed", row, by=by, at=at, changes=changes)
    db.session.commit()


def send_test(to: str, *, by: User, at: datetime) -> mail.Outcome:
    """Hand a short letter to the server as the timetable would, and return exactly what became of it."""
    if not mime.is_address(to):
        raise RuleBroken(_("Write an address such as name@office.local."), "to")
    settings = mail.settings()
    by_id, name = by.id, by.full_name
    db.session.rollback()  # no transaction is open while a server is waited for
    outcome = _handed_over(settings, to, name, at)
    by = db.session.get_one(User, by_id)
    if outcome.fate == mail.Fate.SENT:
        pauses.end()
    history.record("tried_mail", by, by=by, at=at, changes={"to": to, "mail_fate": outcome.fate})
    db.session.commit()
    if outcome.fate == mail.Fate.MISCONFIGURED and outcome.cause != mail.Cause.NO_HOST:
        pauses.begin(settings, outcome, at)
    return outcome


def _handed_over(settings: mail.Settings, to: str, name: str, at: datetime) -> mail.Outcome:
    moment = clock_time(at)
    text = _("This letter shows that the conclusions register can send letters. It was asked for at %(moment)s.",
             moment=moment)  # fmt: skip
    try:
        message = mime.build(
            sender=settings.sender, sender_name=_("Conclusions register"), to=[(name, to)],
            subject=_("Test letter of the conclusions register"), text=f"{text}\n", html=f"<p>{text}</p>\n",
            message_id=mime.message_id(f"test {to} {at.isoformat()}", settings.sender), at=at,
        )  # fmt: skip
    except mime.UnsafeHeader as unsafe:
        return mail.Outcome(mail.Fate.MISCONFIGURED, mail.Cause.SENDER, str(unsafe))
    return mail.send(message, settings)
