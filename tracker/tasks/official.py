"""The official sentence: how a committee's figures are stated in a report, a brief and a spreadsheet alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.formats import day, number
from tracker.languages import gettext as _
from tracker.tasks.queries import Figures

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Piece:
    """A run of the sentence: plain words, or one number with the name of the figure it states."""

    text: str
    figure: str = ""


def official_sentence(figures: Figures, on: date) -> str:
    """Return the sentence with which Thông báo 624/TB-VPCP of 16/11/2025 reports such figures, as one line."""
    return " ".join("".join(piece.text for piece in clause) for clause in official_clauses(figures, on))


def official_clauses(figures: Figures, on: date) -> list[list[Piece]]:
    """Return the sentence as its three clauses, each cut into words and numbers so that numbers can be links."""
    clauses = (
        _("As of {day}, the committee has assigned {total} tasks in all;"),
        _("done {done} (on time {done_on_time}, late {done_late});"),
        _("not done {open} (within the deadline {open_in_time}, overdue {open_overdue})."),
    )
    return [list(_pieces(clause, figures, on)) for clause in clauses]


def _pieces(clause: str, figures: Figures, on: date) -> Iterator[Piece]:
    """Fill a clause's places: odd members of the split are names of figures."""
    for index, part in enumerate(_PLACE.split(clause)):
        if index % 2 == 0:
            if part:
                yield Piece(part)
        elif part == "day":
            yield Piece(day(on))
        else:
            yield Piece(number(getattr(figures, part)), part)
