"""Where the administrator enters the mail server and tries it."""

from dataclasses import asdict
from types import SimpleNamespace

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, mail, web
from tracker.languages import gettext as _
from tracker.mail_settings import NAMES, base_url, fixed
from tracker.people import office_settings
from tracker.reminders import mail_server, pauses, queries, reconciliation, words
from tracker.reminders.mail_forms import MailForm, OfficeForm, TryForm
from tracker.reminders.mail_words import Verdict, verdict
from tracker.reminders.routes import bp


@bp.route("/mail", methods=["GET", "POST"], endpoint="mail")
def settings() -> ResponseReturnValue:
    """Show and change how letters leave the office."""
    form = _form()
    if form.validate_on_submit() and form.attempt(lambda: _change(form)):
        return web.done(url_for("reminders.mail"), _("The mail settings are kept and count from now on."))
    return _page(form, _try_form(), _office_form(sent=False))


@bp.route("/mail/hours", methods=["POST"])
def set_hours() -> ResponseReturnValue:
    """Set when letters go out by themselves, and whether their links ask to sign in."""
    form = _office_form()
    if form.validate_on_submit() and form.attempt(lambda: _set_hours(form)):
        return web.done(url_for("reminders.mail"), _("The hours are kept and count from now on."))
    return _page(_form(sent=False), _try_form(), form)


@bp.route("/mail/tests", methods=["POST"])
def send_test() -> ResponseReturnValue:
    """Send a test letter with the settings that are kept, and say exactly what became of it."""
    form, found = TryForm(), list[Verdict]()
    if form.validate_on_submit():
        form.attempt(lambda: found.append(_try(form.to.data or "")))
    return _page(_form(sent=False), form, _office_form(sent=False), found[0] if found else None)


@bp.route("/mail/reply-links/ends", methods=["POST"])
def revoke_reply_links() -> ResponseReturnValue:
    """Take back every link that letters hold."""
    office_settings.revoke_reply_links(by=web.me(), at=clock.now())
    return web.done(url_for("reminders.mail"), _("No link in a letter written so far is good any more."))


def _form(*, sent: bool = True) -> MailForm:
    """Return the form with what was sent, or only with what is kept; what is fixed outside stands as it is."""
    row, now, outside = mail_server.entered(), mail.settings(), fixed()
    form = MailForm(obj=row) if sent else MailForm(formdata=None, obj=row)
    in_force = {"base_url": base_url(), "password": ""} | {
        name: getattr(now, name) for name in NAMES if name not in ("base_url", "password")
    }
    return form.fix({name: in_force[name] for name in outside})


def _office_form(*, sent: bool = True) -> OfficeForm:
    """Return the form of the hours with what was sent, or only with what is in force."""
    return OfficeForm(obj=_in_force()) if sent else OfficeForm(formdata=None, obj=_in_force())


def _in_force() -> SimpleNamespace:
    return SimpleNamespace(**asdict(office_settings.current()), version=office_settings.version())


def _set_hours(form: OfficeForm) -> None:
    office_settings.change(form.office, version=form.known_version, by=web.me(), at=clock.now())


def _try_form() -> TryForm:
    return TryForm(formdata=None, to=web.me().email)


def _change(form: MailForm) -> None:
    mail_server.change(
        form.values, form.new_password.data or "", version=form.known_version, by=web.me(), at=clock.now()
    )


def _try(to: str) -> Verdict:
    return verdict(mail_server.send_test(to, by=web.me(), at=clock.now()))


def _trouble(job: str) -> str:
    return next((each.trouble for each in queries.heartbeats() if each.name == job), "")


def _page(
    form: MailForm, test_form: TryForm, office_form: OfficeForm, found: Verdict | None = None
) -> ResponseReturnValue:
    row, now = mail_server.entered(), mail.settings()
    page = render_template(
        "reminders/mail.html", form=form, test_form=test_form, office_form=office_form,
        office_theirs=office_form.theirs(_in_force()),
        differences=reconciliation.sentences(_trouble("reconcile")),
        verdict=found, outside=fixed(), names=NAMES, has_password=bool(row.sealed_password), server=now,
        theirs=form.theirs(row), trouble=words.trouble(code) if (code := pauses.trouble_with(now, clock.now())) else "",
    )  # fmt: skip
    return page, max(form.status, test_form.status, office_form.status)
