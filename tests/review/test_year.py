"""A year of an invented committee: whatever a page says of it is what a recount in plain SQL comes to."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.conftest import OneRequest, settings
from tests.housed import made
from tests.review import recount_pictures as pictures
from tests.review.committee import MEETINGS, Year, settle
from tests.review.recount import Recount
from tests.review.year import LAST, live
from tracker import clock
from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.meetings import carry
from tracker.meetings.agenda import Why, agenda
from tracker.meetings.commitment_models import Commitment, Promise
from tracker.meetings.commitment_queries import commitments, promises_by_unit
from tracker.meetings.results import results_of
from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.review import brief as briefs
from tracker.review import listings, since
from tracker.review.charts.counted import Counted
from tracker.review.charts.months import STACKED, months
from tracker.review.charts.rates import rates
from tracker.review.since import Change
from tracker.review.spans import span_named, span_of
from tracker.review.units import UnitFilters, side_by_side
from tracker.tasks import queries as tasks
from tracker.tasks import standing
from tracker.tasks.standing import Moment

MORNINGS = (*MEETINGS[1:4], date(2026, 3, 31), date(2026, 5, 15), date(2026, 6, 15), date(2026, 9, 1), LAST)


@dataclass(repr=False)
class Seen:
    """What the program and the recount said on the mornings of the year, as they came."""

    year: Year
    recount: Recount
    program: dict[date, dict[str, Any]] = field(default_factory=dict)
    plain: dict[date, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Seen]:
    """The year, lived once for all tests of this module, and what was seen on its mornings."""
    folder = tmp_path_factory.mktemp("year")
    shutil.copy(migrated, folder / "tracker.db")
    app: Flask = made(settings(folder))
    app.test_client_class = OneRequest
    patch = pytest.MonkeyPatch()
    with app.app_context():
        year = settle()
        seen = Seen(year, Recount(folder / "tracker.db", year.committee.id))

        def look(year: Year, on: date) -> None:
            db.session.commit()
            seen.program[on], seen.plain[on] = told(year, on), recounted(seen.recount, on)

        live(year, lambda at: patch.setattr(clock, "now", lambda: at), dict.fromkeys(MORNINGS, look))
        yield seen
        db.session.remove()
        db.engine.dispose()
    patch.undo()


def reach_into(year: Year) -> Reach:
    return Reach(roles={year.committee.id: frozenset({Role.CHAIR})})


def told(year: Year, on: date) -> dict[str, Any]:
    """What the program says of a morning."""
    committee, reach = year.committee.id, reach_into(year)
    span = span_of(committee, on)
    found = briefs.brief(committee, span, reach)

    def listed(part: Change) -> list[int]:
        return sorted(each.number for each in db.session.scalars(listings.listed(part, span, committee, reach)))

    units = {line.unit and line.unit.id: figures_of(line.figures) | {"longest": line.longest} for line in found.units}
    return {
        "figures": figures_of(found.figures),
        "units": units,
        "since": {part.value: listed(part) for part in Change},
        "in a row": in_a_row(year, on),
        "late": sorted((row.task.number, row.days) for unit in found.late for row in unit.rows),
    }


def in_a_row(year: Year, on: date) -> dict[int, int]:
    """At how many meetings in a row each matter was on the table, by number."""
    told = carry.in_a_row(list(year.tasks.values()), year.committee.id, on)
    return {number: told[task_id] for number, task_id in year.tasks.items()}


def figures_of(found: tasks.Figures) -> dict[str, int]:
    names = (
        "total", "done", "done_on_time", "done_late", "open", "open_in_time", "open_overdue", "soon", "no_deadline",
        "reported", "dropped",
    )  # fmt: skip
    return {name: getattr(found, name) for name in names}


LATE = "SELECT number, julianday(:on) - julianday(due) AS days FROM judged WHERE overdue ORDER BY number"


def recounted(recount: Recount, on: date) -> dict[str, Any]:
    """What the recount comes to on a morning."""
    met = max(day for day in MEETINGS if day < on)
    changes = recount.since(met, on)
    return {
        "figures": recount.figures(on),
        "units": recount.by_unit(on),
        "since": {part.value: changes[part.value] for part in Change},
        "in a row": recount.in_a_row(on),
        "late": [(row["number"], row["days"]) for row in recount.asked(LATE, on)],
    }


@pytest.mark.parametrize("part", ["figures", "units", "since", "late", "in a row"])
def test_each_morning_of_the_year_was_what_a_recount_comes_to(seen: Seen, part: str) -> None:
    for on in MORNINGS:
        assert seen.program[on][part] == seen.plain[on][part], on


def test_past_days_are_told_as_the_recount_tells_them(seen: Seen) -> None:
    committee, recount = seen.year.committee.id, seen.recount
    chosen = tasks.of_committee(committee).where(tasks.is_whole())
    for on in MORNINGS:
        for then, evening in ((Moment.morning(on), False), (Moment.evening(on), True)):
            assert figures_of(standing.figures(chosen, then)) == recount.figures(on, evening=evening), (on, evening)


SPANS = (
    {"from": "1", "to": "2"}, {"from": "2", "to": "4"}, {"period": "2026-05"}, {"period": "2026-q3"},
    {"period": "official-2026-09"},
)  # fmt: skip


@pytest.mark.parametrize("words", SPANS, ids=str)
def test_a_past_span_is_told_as_the_recount_tells_it(seen: Seen, words: dict[str, str]) -> None:
    committee, reach = seen.year.committee.id, reach_into(seen.year)
    span = span_named(committee, LAST, words)
    assert span is not None
    evening = "period" in words
    plain = seen.recount.since(span.first, span.on, evening=evening)
    told = since.changes(span, committee, reach)
    for part in Change:
        listed = db.session.scalars(listings.listed(part, span, committee, reach))
        assert sorted(each.number for each in listed) == plain[part.value], part
        assert getattr(told, part.figure) == len(plain[part.value]), part
    assert figures_of(briefs.brief(committee, span, reach).figures) == seen.recount.figures(span.on, evening=evening)


def test_the_results_of_each_conclusion_are_its_tasks_recounted(seen: Seen) -> None:
    for conclusion_id, plain in seen.recount.by_conclusion(LAST).items():
        told = results_of(db.session.get_one(Conclusion, conclusion_id), LAST)
        assert figures_of(told.figures) == plain
        assert sum(len(given.rows) for given in told.units) == plain["total"]


def test_the_months_are_those_of_the_recount(seen: Seen) -> None:
    found = months(Counted(), LAST.year, seen.year.committee.id, reach_into(seen.year), LAST)
    told = {place: tuple(column.many[kind] for kind in STACKED) for place, column in enumerate(found.columns, 1)}
    assert {month: many for month, many in told.items() if any(many)} == pictures.months(seen.recount, 2026, LAST)
    assert found.undated == len(seen.recount.numbers("due IS NULL AND stage <> 'dropped'", LAST, evening=True))


def test_the_rates_of_each_unit_and_quarter_are_those_of_the_recount(seen: Seen) -> None:
    found = rates(Counted(), LAST.year, seen.year.committee.id, reach_into(seen.year), LAST)
    told = {
        (row.unit and row.unit.id, f"{LAST.year}-{place}"): (cell.rate.on_time, cell.rate.judged)
        for row in found.rows
        for place, cell in enumerate(row.cells, 1)
        if cell.rate.judged
    }
    plain = pictures.rates(seen.recount, LAST)
    assert told == plain
    for place, cell in enumerate(found.total, 1):
        of = [many for (_unit, quarter), many in plain.items() if quarter == f"{LAST.year}-{place}"]
        assert (cell.rate.on_time, cell.rate.judged) == tuple(map(sum, zip(*of, strict=True))), place


def test_the_units_side_by_side_are_those_of_the_recount(seen: Seen) -> None:
    found = side_by_side(UnitFilters(), seen.year.committee.id, reach_into(seen.year), LAST)
    silent = seen.recount.since(LAST, LAST, evening=True)["silent"]
    told = {
        row.unit and row.unit.id: {
            "total": row.figures.total, "done": row.figures.done, "open": row.figures.open,
            "overdue": row.figures.open_overdue, "on_time": row.rate.on_time, "judged": row.rate.judged,
            "median": row.median, "extended": row.extended, "times_extended": row.times_extended,
        }
        for row in found.rows
    }  # fmt: skip
    assert told == pictures.units(seen.recount, LAST)
    assert sum(row.silent for row in found.rows) == found.together.silent == len(silent)


def test_the_commitments_stand_as_the_recount_has_them(seen: Seen) -> None:
    found = commitments(reach_into(seen.year)).where(Commitment.committee_id == seen.year.committee.id)
    plain = pictures.promises(seen.recount, LAST)
    assert {unit: asdict(many) for unit, many in promises_by_unit(found, LAST).items()} == plain
    assert all(any(row[kind] for row in plain.values()) for kind in Promise), plain


def test_the_agenda_of_the_coming_meeting_follows_from_the_recount(seen: Seen) -> None:
    found = agenda(seen.year.meeting(MEETINGS[4]), reach_into(seen.year), LAST)
    told = {why.value: sorted(each.task.number for each in found.entries if why in each.whys) for why in Why}
    assert told == seen.recount.agenda(LAST, MEETINGS[4], MEETINGS[3]) | {"brought": []}
    assert all(many for why, many in told.items() if why != "brought"), told


def test_nothing_that_is_recounted_was_empty_all_year(seen: Seen) -> None:
    for name in ("total", "done_on_time", "done_late", "open_in_time", "soon", "no_deadline", "reported", "dropped"):
        assert any(told["figures"][name] for told in seen.plain.values()), name
    for name in Change:
        assert any(told["since"][name.value] for told in seen.plain.values()), name
    assert max(seen.plain[LAST]["in a row"].values()) >= carry.STANDS_OUT
    assert {"ask", "grant", "refuse", "return", "reopen", "drop", "pause", "divide", "pass on"} <= seen.year.done.keys()
