"""The official words: how figures and progress are stated in a report, a brief and a spreadsheet alike."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.formats import day, number
from tracker.languages import gettext as _
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import Figures
from tracker.tasks.standing import Stood

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Piece:
    """A run of the sentence: plain words, or one number with the name of the figure it states."""

    text: str
    figure: str = ""


def official_sentence(figures: Figures, on: date) -> str:
    """Return the sentence with which Thông báo 624/TB-VPCP of 16/11/2025 reports such figures, as one line."""
    return " ".join("".join(piece.text for piece in clause) for clause in official_clauses(figures, on))


def official_clauses(figures: Figures, on: date, giver: str = "") -> list[list[Piece]]:
    """Return the sentence as its three clauses, each cut into words and numbers so that numbers can be links.

    `giver` is the document whose tasks are told, in place of the committee's in all.
    """
    whole = _("As of {day}, the committee has assigned {total} tasks in all;")
    clauses = (
        _("As of {day}, {giver} has assigned {total} tasks in all;") if giver else whole,
        _("done {done} (on time {done_on_time}, late {done_late});"),
        _("not done {open} (within the deadline {open_in_time}, overdue {open_overdue})."),
    )
    said = {"day": day(on), "giver": giver}
    return [list(_pieces(clause, figures, said)) for clause in clauses]


def progress_words(task: Task | Stood, on: date) -> str:
    """Return the official word for how a task stands; counted up, the words agree with the official sentence."""
    if task.stage == Stage.DONE:
        return str(_("Completed late") if task.is_done_late else _("Completed"))
    if task.stage == Stage.DROPPED:
        return str(_("Not carried out"))
    return str(_("Not completed") if task.is_overdue(on) else _("Being carried out"))


def _pieces(clause: str, figures: Figures, said: Mapping[str, str]) -> Iterator[Piece]:
    """Fill a clause's places: odd members of the split are names of figures."""
    for index, part in enumerate(_PLACE.split(clause)):
        if index % 2 == 0:
            if part:
                yield Piece(part)
        elif part in said:
            yield Piece(said[part])
        else:
            yield Piece(number(getattr(figures, part)), part)
