"""Where in a document a task was given, in the words an office cites it with: "mục II, điểm 3a, ý 4"."""

import re
from collections.abc import Iterable, Sequence

from tracker.documents.models import Conclusion
from tracker.documents.words import name_of
from tracker.formats import day
from tracker.languages import gettext as _
from tracker.tasks.models import Task

AGAIN = re.compile(r"~\d+$")
"""The reader's mark on the second of two places with one label; no office writes it."""
SECTION = re.compile(r"[IVXLC]+|[A-HĐK]")
POINT = re.compile(r"\d+(?:\.\d+)*")
LETTER = re.compile(r"[a-zđ]{1,4}")
INDENT = re.compile(r"[-+](\d+)")
PARAGRAPH = re.compile(r"p(\d+)")


def place(path: Sequence[str]) -> str:
    """Return the place an item's path names: ["3", "-4"] is "điểm 3, ý 4", ["II", "3", "a"] "mục II, điểm 3a"."""
    words = {
        "section": _("section %(label)s"),
        "point": _("point %(label)s"),
        "indent": _("indent %(label)s"),
        "paragraph": _("paragraph %(label)s"),
        "other": "%(label)s",
    }
    return ", ".join(words[kind] % {"label": label} for kind, label in _steps(path))


def short_citation(task: Task) -> list[str]:
    """Return number and place as a row's line shows them, what is unknown left out."""
    return [part for part in (task.item.conclusion.number, place(task.item.path)) if part]


def citation(task: Task) -> list[str]:
    """Return what the hero's left column says, line by line: which document, of which day, where in it, who signed."""
    conclusion = task.item.conclusion
    return [part for part in (name_of(conclusion), _day(conclusion), place(task.item.path)) if part]


def _day(conclusion: Conclusion) -> str:
    return _("of %(day)s", day=day(conclusion.issued_on)) if conclusion.issued_on else ""


def _steps(path: Iterable[str]) -> list[tuple[str, str]]:
    """Put labels together into steps: a letter belongs to the point or indent it stands under."""
    steps: list[tuple[str, str]] = []
    for part in path:
        label = AGAIN.sub("", part)
        kind, label = _kind(label)
        if kind == "owner":
            continue
        last = steps[-1] if steps else ("", "")
        if kind == "letter":
            _join_letter(steps, last, label)
        elif kind == last[0] == "point" or kind == last[0] == "indent":
            whole = label if label.startswith(f"{last[1]}.") else f"{last[1]}.{label}"
            steps[-1] = (kind, whole)
        else:
            steps.append((kind, label))
    return steps


def _join_letter(steps: list[tuple[str, str]], last: tuple[str, str], label: str) -> None:
    if last[0] in ("point", "indent", "paragraph"):
        steps[-1] = (last[0], f"{last[1]}{'.' if last[1][-1].isalpha() else ''}{label}")
    else:
        steps.append(("point", label))


def _kind(label: str) -> tuple[str, str]:
    if found := INDENT.fullmatch(label):
        return "indent", found[1]
    if found := PARAGRAPH.fullmatch(label):
        return "paragraph", found[1]
    for kind, pattern in (("section", SECTION), ("point", POINT), ("letter", LETTER)):
        if pattern.fullmatch(label):
            return kind, label
    return ("owner", "") if label == "*" else ("other", label[:1].lower() + label[1:])
