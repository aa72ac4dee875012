"""What every form does with what is typed: cleans it, and complains in the reader's language."""

import re
from datetime import date, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, Form, PasswordField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from tracker.cleaning import clean_line as clean_line
from tracker.cleaning import clean_text as clean_text
from tracker.cleaning import is_email
from tracker.formats import day
from tracker.languages import RoomCatalogs
from tracker.languages import gettext as _

DAY = re.compile(
    r"""
    \s* (?:ngày\s+)?          # "ngày 17/4/2026"
    (\d{1,2}) \s*[/.\-]\s*    # 17/
    (\d{1,2}) \s*[/.\-]\s*    # 4/
    (\d{4}) \s*               # 2026
    """,
    re.VERBOSE,
)

HOUR = re.compile(
    r"""
    \s* (\d{1,2}) \s*         # 14
    (?: (?: giờ | h | : ) \s* # "14 giờ", "14h", "14:"
        (\d{1,2})? \s* (?: phút )? )? \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)


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
    if field.data and not is_email(field.data):
        raise ValidationError(_("Write an address such as name@office.local."))


def _bind_field(_meta: Any, form: Form, unbound: Any, options: dict[str, Any]) -> Field:
    kind = unbound.field_class
    if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
        clean = clean_text if issubclass(kind, TextAreaField) else clean_line
        options = {**options, "filters": [clean, *unbound.kwargs.get("filters", ())]}
    field: Field = unbound.bind(form=form, **options)
    return field


class TypedField(Field):
    """A text field whose words are read into a value; what was typed stays in the field when it can't be read."""

    widget = TextInput()
    typed = ""

    def _value(self) -> str:
        return self.typed or (self.written(self.data) if self.data is not None else "")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = self.read(self.typed) if self.typed else None

    def read(self, words: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        raise NotImplementedError


class DayField(TypedField):
    """A day typed dd/mm/yyyy."""

    def read(self, words: str) -> date:
        found = DAY.fullmatch(words)
        try:
            if found:
                return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            pass
        raise ValueError(_("Write the day as dd/mm/yyyy, for example 17/4/2026."))

    def written(self, value: date) -> str:
        return day(value)


class HourField(TypedField):
    """An hour typed "14 giờ 00", "14:00" or "14h"."""

    def read(self, words: str) -> time:
        found = HOUR.fullmatch(words)
        try:
            if found:
                return time(int(found[1]), int(found[2] or 0))
        except ValueError:
            pass
        raise ValueError(_("Write the hour as 14:00 or 14 giờ 00."))

    def written(self, value: time) -> str:
        return f"{value:%H:%M}"
