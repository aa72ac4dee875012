"""The values of facts of works: read from what a person typed or a document tells, and written as the office does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.errors import RuleBroken
from tracker.formats import day, money, share
from tracker.languages import gettext as _
from tracker.reading.deadlines import read_deadline
from tracker.reading.works import Fact, WorksStage, read_percent, read_sum, term_of
from tracker.tasks.project_models import MONEY, Project

LARGEST_SUM = 10**16
"""Đồng; ten million tỷ. What is more was mistyped, and no database column should break on it."""
LONGEST_TOLD = 300

Typed = Mapping[Fact, str]
"""What a person typed, by fact, in the office's own writing: "2,5 tỷ", "35%", "Quý IV/2026"."""


@dataclass(frozen=True)
class Value:
    """A fact as its row keeps it."""

    number: int | None = None
    day: date | None = None
    text: str = ""


def told_value(fact: Fact, value: Any, words: str) -> Value:
    """Return a fact that was read as its row keeps it."""
    if fact in MONEY or fact is Fact.VOLUME:
        return Value(number=int(value))
    if fact is Fact.COMPLETION:
        return Value(day=date.fromisoformat(value) if value else None, text=term_of(words)[:LONGEST_TOLD])
    return Value(text=str(value)[:LONGEST_TOLD])


def read(fact: Fact, typed: str, on: date) -> Value:
    """Return what typed words mean for a fact, empty when nothing was typed; RuleBroken when nothing follows."""
    words = " ".join(typed.split())
    if not words:
        return Value()
    if fact in MONEY:
        return Value(number=_sum(fact, words))
    if fact is Fact.VOLUME:
        if (volume := read_percent(words)) is None:
            raise RuleBroken(_("Write a share from 0 to 100, such as 35 or 35,5%."), fact.value)
        return Value(number=volume)
    if fact is Fact.STAGE:
        if words not in list(WorksStage):
            raise RuleBroken(_("Choose a stage from the list."), fact.value)
        return Value(text=words)
    if len(words) > LONGEST_TOLD:
        raise RuleBroken(_("Write it in 300 characters or fewer."), fact.value)
    found = read_deadline(words, reference=on) if fact is Fact.COMPLETION else None
    return Value(day=found.on if found else None, text=words)


def _sum(fact: Fact, words: str) -> int:
    value = read_sum(words)
    if value is None:
        raise RuleBroken(_("Write the sum with its unit, such as 1.200 triệu đồng or 2,5 tỷ."), fact.value)
    if value > LARGEST_SUM:
        raise RuleBroken(_("No works cost as much. Look at the unit again."), fact.value)
    return value


def meaning(fact: Fact, typed: str, on: date) -> str:
    """Return what typed words mean, for the line beneath their field; what is wrong with them, when nothing follows."""
    try:
        value = read(fact, typed, on)
    except RuleBroken as broken:
        return str(broken.sentence)
    if fact is Fact.COMPLETION:
        return day(value.day) if value.day else str(_("no day follows from these words")) if value.text else ""
    return shown(fact, value)


def shown(fact: Fact, value: Value) -> str:
    """Return a fact as the office writes it, a stage by its code."""
    if value.number is None:
        return value.text
    return money(value.number) if fact in MONEY else share(value.number)


def known_value(project: Project, fact: Fact) -> Value:
    if fact in MONEY or fact is Fact.VOLUME:
        return Value(number=getattr(project, fact.value))
    if fact is Fact.COMPLETION:
        return Value(day=project.completion_on, text=project.completion)
    return Value(text=getattr(project, fact.value) or "")
