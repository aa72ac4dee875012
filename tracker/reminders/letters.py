"""The words of letters: subject, text and HTML of an assignment, a daily digest and a single reminder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker import formats, mail, mime
from tracker.documents.models import Conclusion
from tracker.documents.words import name_of, recurrence
from tracker.languages import DEFAULT, speaking, translations
from tracker.languages import gettext as _
from tracker.people.models import Committee, Role, User
from tracker.people.queries import members
from tracker.reminders.queries import report_asked
from tracker.tasks.citations import place
from tracker.tasks.models import Task
from tracker.tasks.period_words import name_of as period_name

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


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
    due_on: date | None
    days_left: int | None
    report: str = ""
    """The period whose report is asked for, where it is that and not the task itself."""

    @property
    def supports(self) -> str:
        return ", ".join(support.unit.name for support in self.task.supports)

    @property
    def undated(self) -> str:
        """What stands where a task without a day has none: how often it comes round, else that it has no deadline."""
        task = self.task
        return recurrence(task.recurrence) if task.recurrence and not task.due_words else str(_("no deadline"))


def assignment(
    conclusion: Conclusion, to_name: str, tasks: Sequence[Task], *, language: str, on: date, by: User
) -> Words:
    """Return the one letter that tells a unit what a published conclusion asks of it."""
    with speaking(language):
        return _compose(
            "assignment", language, committee=conclusion.committee, conclusion=conclusion, to_name=to_name, on=on,
            document=_dated(conclusion), lines=_lines(tasks, on), signer=by,
            url=mail.link("documents.conclusion", conclusion_id=conclusion.id),
        )  # fmt: skip


def digest(
    committee: Committee, to_name: str, tasks: Sequence[Task], *, to: User | None, language: str, on: date, at: datetime
) -> Words:
    """Return the one letter of a day that names all a recipient has overdue or due soon."""
    with speaking(language):
        lines = _lines(sorted(tasks, key=lambda task: (task.due_on or date.max, task.number)), on)
        return _compose(
            "digest", language, committee=committee, to_name=_salutation(to) if to else to_name,
            to_unit=to is None, on=on, at=at,
            late=[line for line in lines if line.task.is_overdue(on)],
            soon=[line for line in lines if not line.task.is_overdue(on) and not line.report],
            reports=[line for line in lines if line.report],
            signer=_secretary(committee), url=mail.link("review.home"),
        )  # fmt: skip


def manual(tasks: Sequence[Task], to_name: str, note: str, *, language: str, on: date, by: User) -> Words:
    """Return the letter by which a secretary or chair asks after tasks of one unit."""
    with speaking(language):
        lines = _lines(sorted(tasks, key=lambda task: (task.due_on or date.max, task.number)), on)
        return _compose(
            "manual", language, committee=tasks[0].committee, to_name=to_name, on=on, lines=lines, note=note,
            signer=by, url=lines[0].url if len(lines) == 1 else mail.link("review.home"),
        )  # fmt: skip


def _lines(tasks: Iterable[Task], on: date) -> list[Line]:
    return [_line(task, on) for task in tasks]


def _line(task: Task, on: date) -> Line:
    asked = report_asked(task, on)
    due_on = asked.period.due_on if asked else task.due_on
    days_left = (due_on - on).days if due_on else None
    url = mail.link("tasks.task", task_id=task.id)
    return Line(task, url, _source(task), due_on, days_left, period_name(asked.period) if asked else "")


def _source(task: Task) -> str:
    return ", ".join(filter(None, [name_of(task.item.conclusion), place(task.item.path)]))


def _dated(conclusion: Conclusion) -> str:
    """Return the citation with the day: Kết luận số 16-KL/BCĐ ngày 11/8/2023."""
    if conclusion.issued_on is None:
        return name_of(conclusion)
    return str(_("%(document)s of %(day)s", document=name_of(conclusion), day=formats.day(conclusion.issued_on)))


def _salutation(user: User) -> str:
    name = _("Comrade %(name)s", name=user.full_name)
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
    return Words(mime.one_line(subject, mime.SUBJECT_LIMIT), template.render(facts).strip() + "\n", html)


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
