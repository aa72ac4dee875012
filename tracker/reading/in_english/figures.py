"""Money in đồng, percent and stage of works as English writes them."""

import re

from tracker.reading.results import Found, Span, Status

MONEY = re.compile(
    r"""(?:VND|VNĐ)\s?(?P<before>\d[\d.,]*)(?:\s?(?P<scale>billion|million|thousand|bn|mn|m)\b)?
      | (?P<after>\d[\d.,]*)\s?(?P<times>billion|million|thousand|bn|mn)?\s?(?:VND|VNĐ|dong)\b""",
    re.VERBOSE | re.IGNORECASE,
)
SCALES = {"billion": 10**9, "bn": 10**9, "million": 10**6, "mn": 10**6, "m": 10**6, "thousand": 10**3}
PROGRESS = re.compile(
    r"(?:about |around |nearly |approximately )?(?P<percent>\d{1,3}(?:\.\d+)?)\s?(?:%|per cent"
    r"|percent)\s+(?:of the works? |of works? |physically )?(?:complete\w*|finished|done|progress)",
    re.IGNORECASE,
)
STAGES = (
    (re.compile(r"\b(?:handed over|handover completed|put into (?:use|operation))\b", re.I), Status.HANDED_OVER),
    (
        re.compile(r"\b(?:land clearance|site clearance|compensation|resettlement|land acquisition)\b", re.I),
        Status.CLEARANCE,
    ),
    (
        re.compile(r"\b(?:under construction|construction is|works are under ?way|being built)\b", re.I),
        Status.CONSTRUCTION,
    ),
    (re.compile(r"\b(?:not (?:yet )?started|has not begun)\b", re.I), Status.NOT_STARTED),
)


def find_money(text: str) -> list[Found[int]]:
    """Return the amounts in đồng; of other currencies none."""
    amounts = []
    for found in MONEY.finditer(text):
        number = (found["before"] or found["after"]).rstrip(".,")
        scale = (found["scale"] or found["times"] or "").lower()
        plain = number.replace(",", "") if scale else re.sub(r"[.,]", "", number)
        if plain.count(".") <= 1:
            value = round(float(plain) * SCALES.get(scale, 1))
            amounts.append(Found(value, found[0], Span(found.start(), found.end())))
    return amounts


def find_progress(text: str) -> Found[int] | None:
    """Return how much of the works is done: 'about 70% complete'."""
    found = PROGRESS.search(text)
    return Found(round(float(found["percent"])), found[0], Span(found.start(), found.end())) if found else None


def find_status(text: str) -> Found[Status] | None:
    """Return the stage of works a text that gives their progress tells."""
    if not PROGRESS.search(text):
        return None
    for form, status in STAGES:
        if found := form.search(text):
            return Found(status, found[0], Span(found.start(), found.end()))
    return None
