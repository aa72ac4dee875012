"""What one may type about the mail server."""

import re
from typing import Any

from wtforms import BooleanField, Field, Form, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from tracker.forms import HourField, email_address
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.mime import LABEL
from tracker.people.forms import RuledForm, VersionedForm
from tracker.people.office_settings import Office

ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:/[\w.~/-]*)?")


def host_name(_form: Form, field: Field) -> None:
    """Refuse what is neither a name nor a number of a machine; an empty field is let through."""
    if field.data and not all(LABEL.fullmatch(each) for each in field.data.split(".")):
        raise ValidationError(_("Write the server's name alone, such as mail.office.local or 10.0.0.5."))


def web_address(_form: Form, field: Field) -> None:
    """Refuse what is no address of a web server."""
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError(_("Write it like http://so.office.local or http://10.0.0.5:8000."))


class MailForm(VersionedForm):
    """How the mail server is reached; the password's name holds the word, so that it is never kept."""

    host = StringField(_l("Mail server"), validators=[Optional(), Length(max=253), host_name])
    port = IntegerField(_l("Port"), validators=[Optional(), NumberRange(1, 65535)], default=25)
    security = SelectField(
        _l("Protection"),
        choices=[
            SelectChoice("none", _l("none (inside the office's own network)")),
            SelectChoice("starttls", "STARTTLS (587)"), SelectChoice("tls", "TLS (465)"),
        ],
    )  # fmt: skip
    user = StringField(_l("User name at the mail server"), validators=[Optional(), Length(max=254)])
    new_password = PasswordField(_l("Password at the mail server"), validators=[Optional(), Length(max=200)])
    sender = StringField(_l("Letters come from"), validators=[Optional(), email_address])
    base_url = StringField(_l("Address written in letters"), validators=[Optional(), Length(max=300), web_address])

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by column; the password goes its own way."""
        typed = {name: value for name, value in super().values.items() if name != "new_password"}
        return typed | {"port": typed["port"] or 25, "security": typed["security"] or "none"}

    def fix(self, shown: dict[str, Any]) -> "MailForm":
        """Show what the machine's settings decide, where nothing can be typed."""
        for name, value in shown.items():
            field = self[name if name != "password" else "new_password"]
            field.data = value
            field.validators = ()
            field.render_kw = {"disabled": True}
        return self


class TryForm(RuledForm):
    """To whom the test letter goes."""

    to = StringField(_l("Send a test letter to"), validators=[DataRequired(_l("Write an address.")), email_address])


class OfficeForm(VersionedForm):
    """When letters go out by themselves, and whether a link in one asks its reader to sign in."""

    opens_at = HourField(_l("Opening hour"), validators=[InputRequired(_l("Write the hour."))])
    closes_at = HourField(_l("Closing hour"), validators=[InputRequired(_l("Write the hour."))])
    reply_needs_sign_in = BooleanField(_l("A link in a letter asks its reader to sign in"))
    offers_calendars = BooleanField(_l("People may have deadlines and meetings in their calendar programs"))

    @property
    def office(self) -> Office:
        """What was typed."""
        return Office(
            self.opens_at.data, self.closes_at.data, self.reply_needs_sign_in.data, self.offers_calendars.data
        )
