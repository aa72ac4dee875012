"""How the volume of works grew: a small chart to scale, and a line beside a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FULL = 100_00
"""Hundredths of a percent."""
TOP, BOTTOM = 26, 126
"""Where the whole volume and none of it stand in the chart, in pixels from above."""
LABEL_WIDTH = 24
"""Percent of the chart's width that the label of a day needs on a phone."""
NUMBER_WIDTH = 11
LINE_WIDTH, LINE_HEIGHT = 84, 18
"""The box of a line beside a row, in pixels; 2 of them stay free on each side."""

Grown = Sequence[tuple[date, int]]
"""The volume in hundredths of a percent by day, the oldest first."""


@dataclass(frozen=True)
class Mark:
    """A day on the chart: `x` in percent of the width, `y` in pixels; what is written at it, if there is room."""

    day: date
    volume: int
    x: float
    y: float
    has_day: bool
    has_number: bool
    kind: str = "told"

    @property
    def anchor(self) -> str:
        """Which end of its words stands at the mark, so that none leaves the chart."""
        return "start" if self.x < LABEL_WIDTH / 2 else "end" if self.x > 100 - LABEL_WIDTH / 2 else "middle"


@dataclass(frozen=True)
class Chart:
    """What was told of the volume, and the completion that is expected after it (kind `due`, `late` once it passed)."""

    marks: tuple[Mark, ...]
    end: Mark | None
    today: float | None
    says_today: bool = False
    """Whether there is room to write beneath its line that it is today."""


def chart(grown: Grown, completion_on: date | None, on: date) -> Chart | None:
    """Return the chart of a volume as it stands on a day; None when nothing was told of it."""
    if not grown:
        return None
    start, last = grown[0][0], max(on, grown[-1][0])
    done = grown[-1][1] >= FULL
    due = completion_on if completion_on and completion_on > start and not done else None
    days = max((max(last, due or last) - start).days, 1)

    def place(day: date) -> float:
        return round(min(max((day - start).days * 100 / days, 0), 100), 2)

    xs = [place(day) for day, _volume in grown]
    ends = [xs[-1], xs[0]]
    now = place(on) if on > grown[-1][0] else None
    named = [*ends, *([place(due)] if due else []), *([now] if now is not None else [])]
    numbered, dated = _apart([*ends, *xs], NUMBER_WIDTH), _apart(named, LABEL_WIDTH)
    marks = tuple(
        Mark(day, volume, x, _height(volume), x in ends and x in dated, x in numbered)
        for (day, volume), x in zip(grown, xs, strict=True)
    )
    end = due and Mark(due, FULL, place(due), TOP, place(due) in dated, False, "late" if due < on else "due")
    return Chart(marks, end or None, now, now in dated)


def line(grown: Grown) -> str:
    """Return the points of a line beside a row, "2,14.4 44,9.1 82,4.8"; empty when the volume was told once only."""
    if len(grown) < 2:
        return ""
    start, days = grown[0][0], max((grown[-1][0] - grown[0][0]).days, 1)
    wide, tall = LINE_WIDTH - 4, LINE_HEIGHT - 4
    places = ((2 + (day - start).days * wide / days, 2 + tall - volume * tall / FULL) for day, volume in grown)
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _height(volume: int) -> float:
    return round(BOTTOM - volume * (BOTTOM - TOP) / FULL, 1)


def _apart(places: Iterable[float], width: float) -> set[float]:
    """Return the places that can be labelled without two labels meeting; who comes first goes before."""
    chosen: list[float] = []
    for at in places:
        if all(abs(at - other) >= width for other in chosen):
            chosen.append(at)
    return set(chosen)
