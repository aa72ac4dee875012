"""What one may say of the signed conclusion: which item each direction became."""

from flask import request

from tracker.formats import read_id
from tracker.people.forms import RuledForm

ITEM, VERSION = "item-", "version-"
"""How the fields of a direction are named: these and its id."""


class MatchingForm(RuledForm):
    """For each direction the item it became, none where the signed conclusion does not have it."""

    @property
    def chosen(self) -> dict[int, int | None]:
        """The item by direction, as chosen on the page."""
        return {direction_id: read_id(request.form.get(f"{ITEM}{direction_id}")) for direction_id in self._named(ITEM)}

    @property
    def versions(self) -> dict[int, int]:
        """The versions the page showed."""
        return {each: read_id(request.form.get(f"{VERSION}{each}")) or 0 for each in self._named(VERSION)}

    def _named(self, field: str) -> list[int]:
        ids = (read_id(name.removeprefix(field)) for name in request.form if name.startswith(field))
        return [each for each in ids if each is not None]
