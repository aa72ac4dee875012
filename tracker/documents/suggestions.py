"""Which unit written words may mean: ranked by likeness, for a person to choose from, never chosen by itself."""

from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import fuzz, process
from sqlalchemy import select

from tracker.extensions import db
from tracker.people.models import Unit, UnitAlias
from tracker.people.names import folded_unit_name
from tracker.people.queries import active_units

LEAST_LIKE = 60
MOST_NAMES = 3


class Ranking:
    """The names of all units, asked for once, against which any number of words are ranked."""

    def __init__(self) -> None:
        self._found: dict[str, Sequence[Unit]] = {}

    def of(self, words: str) -> Sequence[Unit]:
        """Return the units whose name or known alias is most like the words, the likeliest first.

        Likeness proves nothing here: "Ủy ban nhân dân huyện" is nearly "Ban Dân vận Huyện ủy" to it.
        """
        key = folded_unit_name(words)
        if key not in self._found:
            likely = process.extract(
                key, [folded for folded, _unit in self._names], scorer=fuzz.token_set_ratio, score_cutoff=LEAST_LIKE,
                limit=None,
            )  # fmt: skip
            units = {unit.id: unit for _folded, _score, place in likely for unit in [self._names[place][1]]}
            self._found[key] = list(units.values())[:MOST_NAMES]
        return self._found[key]

    @cached_property
    def _names(self) -> list[tuple[str, Unit]]:
        aliases = select(UnitAlias.folded, Unit).join(Unit, UnitAlias.unit_id == Unit.id).where(Unit.is_active)
        named = [(unit.folded, unit) for unit in db.session.scalars(active_units())]
        return named + [(folded, unit) for folded, unit in db.session.execute(aliases)]
