"""What one may type about the mailbox of returned letters."""

from typing import Any

from wtforms import IntegerField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Length, NumberRange, Optional

from tracker.languages import lazy_gettext as _l
from tracker.people.forms import VersionedForm
from tracker.reminders.mail_forms import host_name


class BounceForm(VersionedForm):
    """How the mailbox is reached; the password's name holds the word, so that it is never kept."""

    host = StringField(_l("Mailbox server (IMAP)"), validators=[Optional(), Length(max=253), host_name])
    port = IntegerField(_l("Port"), validators=[Optional(), NumberRange(1, 65535)], default=993)
    security = SelectField(
        _l("Protection"),
        choices=[
            SelectChoice("tls", "TLS (993)"), SelectChoice("starttls", "STARTTLS (143)"),
            SelectChoice("none", _l("none (inside the office's own network)")),
        ],
    )  # fmt: skip
    user = StringField(_l("User name at the mail server"), validators=[Optional(), Length(max=254)])
    new_password = PasswordField(_l("Password at the mail server"), validators=[Optional(), Length(max=200)])

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by column; the password goes its own way."""
        typed = {name: value for name, value in super().values.items() if name != "new_password"}
        return typed | {"port": typed["port"] or 993, "security": typed["security"] or "tls"}
