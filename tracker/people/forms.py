"""What one may type about people."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, InputRequired, Length

from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.forms import email_address
from tracker.languages import LANGUAGES
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.models import Layout, Role, Unit, User


def id_or_none(value: Any) -> int | None:
    """Return the id a list of choices sent; its empty choice is none."""
    return int(value) if value not in ("", None, "None") else None


def whole_number(typed: Any) -> int:
    """Return the number a hidden field holds, 0 when it was tampered with."""
    words = str(typed or "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0


class RuledForm(FlaskForm):
    """A form that shows the sentence of a broken rule at the field it concerns."""

    is_stale = False

    def attempt(self, verb: Callable[[], Any]) -> bool:
        """Do what the form asks; return whether it was done, else the form says why not and keeps what was typed."""
        try:
            verb()
        except RuleBroken as broken:
            return self._refuse(broken)
        except (IntegrityError, StaleDataError):  # between the look and the write another transaction was faster
            return self._refuse(
                StaleVersion(_("Somebody changed this while you were writing. Nothing was overwritten."))
            )
        return True

    def _refuse(self, broken: RuleBroken) -> bool:
        db.session.rollback()
        self.is_stale = isinstance(broken, StaleVersion)
        if broken.field in self._fields:
            self[broken.field].errors = [*self[broken.field].errors, broken.sentence]
        else:
            self.form_errors.append(broken.sentence)
        return False

    @property
    def status(self) -> HTTPStatus:
        """How the page with this form is answered."""
        if self.is_stale:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.is_submitted() and self.errors else HTTPStatus.OK


class VersionedForm(RuledForm):
    """A form about a row, which remembers the version it was filled from."""

    version = HiddenField()

    @property
    def known_version(self) -> int:
        """The version of the row this form was filled from; 0, which no row has, when it was tampered with."""
        return whole_number(self.version.data)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: value for name, value in self.data.items() if name not in ("version", "csrf_token")}

    def theirs(self, row: Any) -> "VersionedForm | None":
        """After somebody else was faster: the row as it is now, which the next try knows; None otherwise."""
        if not self.is_stale:
            return None
        now: VersionedForm = type(self)(formdata=None, obj=row)
        self.version.data = row.version
        return now


class SignInForm(RuledForm):
    """Name and password."""

    username = StringField(_l("User name"), validators=[InputRequired(_l("Type your user name.")), Length(max=60)])
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Type your password.")), Length(max=200)])
    stay = BooleanField(_l("Stay signed in on this computer"))


class PasswordForm(RuledForm):
    """One's own password; the names hold the word, so that they are never kept when a session ends."""

    old_password = PasswordField(_l("Present password"), validators=[InputRequired(), Length(max=200)])
    new_password = PasswordField(_l("New password"), validators=[InputRequired(), Length(max=200)])
    new_password_again = PasswordField(_l("New password, again"), validators=[InputRequired()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Both ways of typing the new password must agree."""
        good: bool = super().validate(extra_validators)
        if good and self.new_password.data != self.new_password_again.data:
            self.new_password_again.errors = [_l("This is not what you typed above.")]
            return False
        return good


class UnitForm(VersionedForm):
    """A unit."""

    name = StringField(_l("Name of the unit"), validators=[DataRequired(), Length(max=200)])
    email = StringField(_l("E-mail of the unit"), validators=[email_address])
    head_id = SelectField(_l("Head of the unit"), coerce=id_or_none)
    is_active = BooleanField(_l("Receives new tasks"), default=True)

    def offer(self, users: Iterable[User], unit: Unit | None = None) -> "UnitForm":
        """Offer these people to choose the head from, those of the unit first."""
        own, others = str(_("Of this unit")), str(_("Other people"))
        grouped = [(own if unit and each.unit_id == unit.id else others, each) for each in users]
        grouped.sort(key=lambda each: each[0] != own)
        self.head_id.choices = [
            SelectChoice("", _l("nobody named yet")),
            *(SelectChoice(str(each.id), each.full_name, optgroup=group) for group, each in grouped),
        ]
        return self


class AliasForm(RuledForm):
    """Another way of writing a unit's name."""

    name = StringField(
        _l("Another way of writing the name"), validators=[DataRequired(), Length(max=200)], id="alias-name"
    )  # its page has the unit's own name too


class UserForm(VersionedForm):
    """An account, without its password, which is made up and never typed here."""

    full_name = StringField(_l("Full name"), validators=[DataRequired(), Length(max=200)])
    post = StringField(_l("Post"), validators=[Length(max=200)])
    unit_id = SelectField(_l("Unit"), coerce=id_or_none)
    email = StringField(_l("E-mail"), validators=[email_address])
    phone = StringField(_l("Telephone"), validators=[Length(max=40)])
    language = RadioField(_l("Language"), choices=[SelectChoice(*each) for each in LANGUAGES.items()], default="vi")
    is_admin = BooleanField(_l("Administrator of the office"))
    is_enabled = BooleanField(_l("May sign in"), default=True)

    def offer(self, units: Iterable[Unit]) -> "UserForm":
        """Offer these units to choose from."""
        self.unit_id.choices = [
            SelectChoice("", _l("no unit")),
            *(SelectChoice(str(each.id), each.name) for each in units),
        ]
        return self


class NewUserForm(UserForm):
    """An account that is made."""

    username = StringField(_l("User name"), validators=[DataRequired(), Length(max=60)])


class CommitteeForm(VersionedForm):
    """A committee and the head of its documents."""

    name = StringField(_l("Name of the committee"), validators=[DataRequired(), Length(max=300)])
    short_name = StringField(_l("Short name"), validators=[DataRequired(), Length(max=100)])
    parent_body = StringField(_l("Body above it"), validators=[Length(max=300)])
    place = StringField(_l("Place in the date line"), validators=[Length(max=100)])
    contact = StringField(_l("Whom to call"), validators=[Length(max=300)])
    layout = RadioField(
        _l("Form of documents"),
        choices=[
            SelectChoice(Layout.PARTY, _l("Party (Guide 36-HD/VPTW)")),
            SelectChoice(Layout.STATE, _l("State (Decree 30/2020/NĐ-CP)")),
        ],
        coerce=Layout,
        default=Layout.PARTY,
    )
    is_active = BooleanField(_l("At work"), default=True)


class DeciderForm(VersionedForm):
    """Whom the chair lets decide on later deadlines."""

    extension_decider_id = SelectField(_l("Decides beside the chair"), coerce=id_or_none)

    def offer(self, users: Iterable[User]) -> "DeciderForm":
        """Offer these members to choose from."""
        self.extension_decider_id.choices = [
            SelectChoice("", _l("nobody else")),
            *(SelectChoice(str(each.id), each.full_name) for each in users),
        ]
        return self


ROLES = {
    Role.SECRETARY: _l("Secretary"),
    Role.CHAIR: _l("Chair"),
    Role.OFFICIAL: _l("Official"),
    Role.VIEWER: _l("Viewer"),
}
"""What each role is called."""


class MemberForm(RuledForm):
    """A person and the role they get."""

    user = SelectField(_l("Person"), coerce=int)
    role = SelectField(_l("Role"), choices=[SelectChoice(*each) for each in ROLES.items()], coerce=Role)

    def offer(self, users: Iterable[User]) -> "MemberForm":
        """Offer these people to choose from."""
        self.user.choices = [SelectChoice(str(each.id), f"{each.full_name} ({each.username})") for each in users]
        return self
