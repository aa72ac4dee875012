"""Who goes along with those who are told: partners named after them, helpers beside them, bodies among them."""

import re
from dataclasses import replace
from functools import cached_property

from tracker.reading.names import Name, Names
from tracker.reading.phrase import may_open
from tracker.reading.phrasing import (
    AT_LARGE,
    COMPANY,
    HELPING,
    INVITED,
    JOINING,
    NOUNS_ALONE,
    PARTNER_CUES,
    PARTNER_LINK,
    PARTNERS,
    ROLE,
    credits_in,
)  # fmt: skip
from tracker.reading.results import Found
from tracker.reading.text import Passage, fold


class Company:
    """One passage, the names in it, and which of them stand beside those who are told."""

    def __init__(self, words: Passage) -> None:
        self.words = words
        self.fold = words.fold
        self.cues = words.cues

    @cached_property
    def names(self) -> Names:
        return Names(self.words.view)

    @cached_property
    def credits(self) -> list[re.Match[str]]:
        return credits_in(self.fold)

    def listed(self, place: int) -> tuple[list[Name], int]:
        """The names listed from a place on, and the place after them."""
        if not may_open(self.fold, place):
            return [], place
        names, at = self.names.list_at(self.names.index(place))
        return names, self.names.tokens[at - 1].end if names else place

    def found(self, name: Name, value: str) -> Found[str]:
        return Found(value, self.words.text[name.start : name.end], self.words.span_of(name.start, name.end))

    def full_name(self, name: Name) -> Name:
        """'Về đề nghị của Công ty TNHH A: … yêu cầu Công ty tháo dỡ': the whole name of one told by its noun."""
        if len(name.value.split()) > 2 or fold(name.value) not in NOUNS_ALONE:
            return name
        place = self.words.view.find(name.value, 0, name.start)
        before = self.listed(place)[0] if place >= 0 else []
        whole = next((one.lead for one in before if one.lead.startswith(f"{name.value} ")), "")
        return replace(name, value=whole) if whole else name

    def helpers(self, end: int) -> tuple[list[Name], int]:
        """'… chủ trì, | Sở Tài chính phối hợp | rà soát': those who help the one in the chair."""
        role = ROLE.match(self.fold, end) if "hợp" in self.fold else None
        names, after = self.listed(role.end()) if role else ([], end)
        helping = HELPING.match(self.fold, after) if names else None
        return (names, helping.end()) if helping else ([], end)

    def delegated(self, leads: list[Name]) -> tuple[list[Name], list[Name]]:
        """'chỉ đạo Ban Dân vận và các đơn vị': the bodies at large coordinate (reading rule 16)."""
        at_large = len(leads) > 1 and leads[-1].is_general and AT_LARGE.fullmatch(fold(leads[-1].value))
        return (leads[:-1], leads[-1:]) if at_large else (leads, [])

    def partners(self, start: int, leads: list[Name]) -> list[Name]:
        """Bodies after 'phối hợp với', 'cùng'; each once, never the lead itself."""
        partners: list[Name] = []
        together = PARTNER_CUES.stand_in(self.cues)
        for found in PARTNERS.finditer(self.fold, start) if together else ():
            names, _ = self.listed(found.end())
            partners += names
        for found in self.credits:
            if found.lastgroup == "partners":
                partners += self.listed(found.end())[0]
        for found in ROLE.finditer(self.fold, start) if together and "trì" in self.cues else ():
            names, end = self.listed(found.end())
            partners += names if HELPING.match(self.fold, end) else []
        for found in INVITED.finditer(self.fold, start) if {"mời", "nhờ"} & set(self.fold.split()) else ():
            names, end = self.listed(found.end())
            partners += names if JOINING.match(self.fold, end) else []
        taken = {fold(name.value) for name in leads}
        return [
            name
            for n, name in enumerate(partners)
            if fold(name.value) not in taken and name.value not in [p.value for p in partners[:n]]
        ]

    def past_partners(self, end: int) -> int:
        """The place after '… chủ trì, phối hợp với X và Y', where the action begins."""
        link = PARTNER_LINK.match(self.fold, end) or COMPANY.match(self.fold, end)
        names, after = self.listed(link.end()) if link else ([], end)
        return after if names else end
