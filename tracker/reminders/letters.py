"""The words of letters: subject, text and HTML of an assignment, a daily digest and a single reminder."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker import formats, mail
from tracker.documents.models import Conclusion
from tracker.languages import DEFAULT, translations
from tracker.people.models import Committee, Role, User
from tracker.people.queries import members
from tracker.reading.results import DocumentType
from tracker.tasks.models import Task

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
ROMAN = re.compile("[IVX]+")
TYPES = {
    DocumentType.CONCLUSION: "Conclusion",
    DocumentType.NOTICE: "Notice",
    DocumentType.PLAN: "Plan",
    DocumentType.PROGRAMME: "Programme",
    DocumentType.REPORT: "Report",
    DocumentType.ANNEX: "Annex",
    DocumentType.MINUTES: "Minutes",
}


@dataclass(frozen=True)
class Words:
    """What a letter says."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Line:
    """A task as a letter names it; `source` is the document and the point in it."""

    task: Task
    url: str
    source: str
    days_left: int | None

    @property
    def supports(self) -> str:
        return ", ".join(support.unit.name for support in self.task.supports)


def assignment(
    conclusion: Conclusion, to_name: str, tasks: Sequence[Task], *, language: str, on: date, by: User
) -> Words:
    """Return the one letter that tells a unit what a published conclusion asks of it."""
    return _compose(
        "assignment", language, committee=conclusion.committee, conclusion=conclusion, to_name=to_name, on=on,
        document=dated(conclusion, language), lines=_lines(tasks, language, on), signer=by,
        url=mail.link("documents.conclusion", conclusion_id=conclusion.id),
    )  # fmt: skip


def digest(
    committee: Committee, to_name: str, tasks: Sequence[Task], *, to: User | None, language: str, on: date, at: datetime
) -> Words:
    """Return the one letter of a day that names all a recipient has overdue or due soon."""
    lines = _lines(sorted(tasks, key=lambda task: (task.due_on or date.max, task.number)), language, on)
    return _compose(
        "digest", language, committee=committee, to_name=_salutation(to, language) if to else to_name,
        to_unit=to is None, on=on, at=at,
        late=[line for line in lines if line.task.is_overdue(on)],
        soon=[line for line in lines if not line.task.is_overdue(on)],
        signer=_secretary(committee), url=mail.link("review.home"),
    )  # fmt: skip


def manual(task: Task, to_name: str, note: str, *, language: str, on: date, by: User) -> Words:
    """Return the letter by which a secretary or chair asks after one task."""
    line = _lines([task], language, on)[0]
    return _compose(
        "manual", language, committee=task.committee, to_name=to_name, on=on, line=line, note=note, signer=by,
        url=line.url,
    )  # fmt: skip


def cited(conclusion: Conclusion, language: str) -> str:
    """Return how a letter cites a document: Kết luận số 16-KL/BCĐ, or without a number by its day."""
    say = translations(language).gettext
    words = say(TYPES[conclusion.type])
    if conclusion.number:
        return say("%(type)s No. %(number)s") % {"type": words, "number": conclusion.number}
    if conclusion.issued_on:
        return say("%(type)s of %(day)s") % {"type": words, "day": formats.day(conclusion.issued_on)}
    return words


def point(path: Sequence[str], language: str) -> str:
    """Return the place of an item in its document: điểm 3, ý 2."""
    say, parts = translations(language).gettext, list[str]()
    for step in path:
        if ROMAN.fullmatch(step):
            parts.append(say("section %(step)s") % {"step": step})
        elif step.startswith("-"):
            parts.append(say("dash %(step)s") % {"step": step[1:]})
        elif step[:1].isdigit():
            parts.append(say("point %(step)s") % {"step": step})
        elif step.isalpha() and parts:
            parts[-1] += step
    return ", ".join(parts)


def _lines(tasks: Iterable[Task], language: str, on: date) -> list[Line]:
    return [
        Line(task, mail.link("tasks.task", task_id=task.id), _source(task, language), task.days_left(on))
        for task in tasks
    ]


def _source(task: Task, language: str) -> str:
    place = point(task.item.path, language)
    return ", ".join(filter(None, [cited(task.item.conclusion, language), place]))


def dated(conclusion: Conclusion, language: str) -> str:
    """Return the citation with the day: Kết luận số 16-KL/BCĐ ngày 11/8/2023."""
    say, words = translations(language).gettext, cited(conclusion, language)
    if not (conclusion.number and conclusion.issued_on):
        return words
    return say("%(document)s of %(day)s") % {"document": words, "day": formats.day(conclusion.issued_on)}


def _salutation(user: User, language: str) -> str:
    name = translations(language).gettext("Comrade %(name)s") % {"name": user.full_name}
    return f"{name}, {user.unit.name}" if user.unit else name


def _secretary(committee: Committee) -> User | None:
    return next(iter(members(committee.id, Role.SECRETARY)), None)


def _compose(name: str, language: str, **facts: Any) -> Words:
    """Return a letter from its templates; the subject is a block of the text."""
    environment = _environment(language)
    facts["language"] = language
    facts["is_chair"] = facts["signer"] in members(facts["committee"].id, Role.CHAIR)
    template = environment.get_template(f"letters/{name}.txt")
    subject = "".join(template.blocks["subject"](template.new_context(facts)))
    html = environment.get_template(f"letters/{name}.html").render(facts)
    return Words(mail.one_line(subject, mail.SUBJECT_LIMIT), template.render(facts).strip() + "\n", html)


@lru_cache
def _environment(language: str) -> Environment:
    """Return the templates in one language; letters are written outside any request, each in its reader's language."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], undefined=StrictUndefined,
        autoescape=select_autoescape(["html"], default=False), trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    moment = formats.moment if language == DEFAULT else formats.clock_time
    environment.filters.update(day=formats.day, moment=moment)
    return environment
