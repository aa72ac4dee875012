"""Papers of the Party: a commune named alone is the commune with its party committee, not its people's committee."""

import re
from dataclasses import replace

from tracker.reading.results import Found, Item

MOTTO = re.compile(r"đảng cộng sản việt nam", re.IGNORECASE)
COMMITTEE = re.compile(r"ubnd|ủy ban|uỷ ban", re.IGNORECASE)
LIST = 120  # characters in which the head of a list of communes stands: 'UBND các xã A, B'
HEAD = 1_500  # characters in which a letterhead stands
COMMUNE = re.compile(r"UBND (?P<own>(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố)\s.+)")


def is_of_the_party(text: str) -> bool:
    """Tell whether a document bears the letterhead of the Party."""
    return MOTTO.search(text, 0, HEAD) is not None


def with_communes(items: list[Item], text: str) -> list[Item]:
    """Return the items of a text with each commune that was named alone under its own name: 'Xã Tân Lĩnh'."""
    return [
        replace(
            item,
            leads=tuple(_own(found, text) for found in item.leads),
            coordinating=tuple(_own(found, text) for found in item.coordinating),
        )
        for item in items
    ]


def _own(found: Found[str], text: str) -> Found[str]:
    named = COMMUNE.fullmatch(found.value)
    said = re.split(r"[.;]\s", text[max(0, found.span.start - LIST) : found.span.start])[-1] + found.words
    if not named or COMMITTEE.search(said):
        return found
    return replace(found, value=named["own"][:1].upper() + named["own"][1:])
