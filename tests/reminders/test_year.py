"""A small office lives through a season; the year of a whole office is `make soak ONLY=year`."""

from flask import Flask

from tests.reminders.year import live, made_up
from tracker.reminders.typesetting import Words


def test_day_by_day_each_hears_what_the_rules_say_exactly_once_and_nothing_else(app: Flask) -> None:
    lived = live(made_up(people=20, tasks=120, days=45), wording=lambda _planned: Words("Nhắc việc", "Nhắc", "Nhắc"))
    assert lived.wrong == []
    assert lived.days == 45 and lived.letters > 60 and lived.reminders > 200
