"""What one may say of the signed conclusion: which item each item of the draft became."""

from flask import request

from tracker.formats import read_id
from tracker.people.forms import RuledForm

ITEM, VERSION = "to-", "version-"
"""How the fields of a draft's item are named: these and its key."""


class MatchingForm(RuledForm):
    """For each item of the draft the one it became, none where the signed conclusion does not have it."""

    @property
    def chosen(self) -> dict[str, int | None]:
        """The signed item by the draft's, as chosen on the page."""
        return {key: read_id(value) for key, value in _named(ITEM)}

    @property
    def versions(self) -> dict[str, int]:
        """The versions the page showed."""
        return {key: read_id(value) or 0 for key, value in _named(VERSION)}


def _named(field: str) -> list[tuple[str, str]]:
    return [(name.removeprefix(field), value) for name, value in request.form.items() if name.startswith(field)]
