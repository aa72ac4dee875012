"""What one may type about reminders: the rules of a committee, and the day one wants to see."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Optional

from tracker.formats import WEEKDAYS
from tracker.forms import DayField, TypedField
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.absences_forms import named
from tracker.people.forms import RuledForm, VersionedForm, id_or_none
from tracker.people.models import User
from tracker.reminders.rules import FRIDAY, Rules

BETWEEN = re.compile(r"[\s,;.]+|và")
LONGEST_NUMBER = 4
"""Digits of a number of days: what is longer is a slip, and its rule need not reckon with it."""
AHEAD = timedelta(days=366)
"""How far ahead one may look at the letters of a day."""


class DaysField(TypedField):
    """Numbers of days, typed as “7, 3, 1” or “7 và 3”; empty: none. Which are sensible their rule says."""

    def read(self, words: str) -> tuple[int, ...]:
        typed = [each for each in BETWEEN.split(words) if each]
        if wrong := [each for each in typed if not _is_number(each)]:
            raise ValueError(_("“%(word)s” is no number of days. Write them like 7, 3, 1.", word=wrong[0][:20]))
        return tuple(sorted({int(each) for each in typed}, reverse=True))

    def written(self, value: Sequence[int]) -> str:
        return ", ".join(str(each) for each in value)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER


def weekday_or_none(value: Any) -> int | None:
    """Return the day of the week a list of choices sent; its empty choice is none."""
    return int(value) if value not in ("", None, "None") else None


class RulesForm(VersionedForm):
    """When whom a committee's letters remind of what; an empty number means never."""

    days_before = DaysField(_l("Before the deadline, by"))
    on_day = BooleanField(_l("On the day of the deadline"))
    weekly_late = BooleanField(_l("Every week while a task is late"))
    head_after = IntegerField(_l("Tell the head of the unit after"), validators=[Optional()])
    standing_after = IntegerField(_l("Tell the standing member after"), validators=[Optional()])
    standing_member_id = SelectField(_l("Standing member of the committee"), coerce=id_or_none)
    silent_after = IntegerField(_l("Remind after"), validators=[Optional()])
    summary_weekday = SelectField(
        _l("The secretary's weekly summary"),
        choices=[
            SelectChoice("", _l("no summary")),
            *(SelectChoice(str(number), name) for number, name in enumerate(WEEKDAYS[: FRIDAY + 1])),
        ],
        coerce=weekday_or_none,
    )
    brief_days = IntegerField(_l("The brief before a meeting"), validators=[Optional()])
    includes_text = BooleanField(_l("Letters carry the words of the conclusion"))

    def offer(self, users: Iterable[User]) -> "RulesForm":
        """Offer these members to choose the standing member from."""
        self.standing_member_id.choices = [
            SelectChoice("", _l("nobody yet: the chair is told")),
            *(SelectChoice(str(each.id), named(each)) for each in users),
        ]
        return self

    @property
    def rules(self) -> Rules:
        """What was typed."""
        typed = {each.name: self[each.name].data for each in fields(Rules)}
        return Rules(**{**typed, "days_before": tuple(typed["days_before"] or ())})


class DayForm(RuledForm):
    """The day one wants to see the letters of; it only looks."""

    class Meta:
        csrf = False

    on = DayField(_l("Day"))

    def day(self, today: date, otherwise: date) -> date:
        """Return the day that was typed; without one, or with one that cannot be looked at, another."""
        if not self.on.typed:
            self.on.data = otherwise
        elif self.validate():
            if today <= self.on.data <= today + AHEAD:
                found: date = self.on.data
                return found
            self.on.errors = [_("Choose a day from today on, within a year.")]
        return otherwise
