"""What every form does with what is typed: cleans it, and complains in the reader's language."""

import re
import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, Form, PasswordField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker.languages import RoomCatalogs
from tracker.languages import gettext as _

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")
"""Signs no keyboard types: PostgreSQL refuses the first of them, letters to people break at others."""

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?")
"""An address as intranets have them too: hosts without a dot and under .local, which WTForms' own check rejects."""


class Translations:
    """WTForms' own messages, from the same catalogs as all others; WTForms fills their places itself."""

    def gettext(self, string: str) -> str:
        return RoomCatalogs().get_translations().gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return RoomCatalogs().get_translations().ngettext(singular, plural, n)


def set_up() -> None:
    """Teach Flask-WTF, which has a setting for neither, our languages and our way to clean text."""
    FlaskForm.Meta.get_translations = lambda _meta, _form: Translations()
    FlaskForm.Meta.bind_field = _bind_field


def email_address(_form: Form, field: Field) -> None:
    """Refuse what cannot be an e-mail address; an empty field is let through."""
    if field.data and (len(field.data) > 254 or ".." in field.data or not EMAIL.fullmatch(field.data)):
        raise ValidationError(_("Write an address such as name@office.local."))


def clean_text(typed: Any) -> Any:
    """Return text of several lines, composed (NFC), with one kind of line end and no control signs."""
    if not isinstance(typed, str):
        return typed
    return CONTROL.sub("", unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(typed: Any) -> Any:
    """Return text as one line without spaces around it."""
    return re.sub(r"[\n\t]+", " ", clean_text(typed)).strip() if isinstance(typed, str) else typed


def _bind_field(_meta: Any, form: Form, unbound: Any, options: dict[str, Any]) -> Field:
    kind = unbound.field_class
    if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
        clean = clean_text if issubclass(kind, TextAreaField) else clean_line
        options = {**options, "filters": [clean, *unbound.kwargs.get("filters", ())]}
    field: Field = unbound.bind(form=form, **options)
    return field
