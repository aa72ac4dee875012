"""The text as the patterns see it: composed, on the same lines, and folded without moving a character."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from tracker.reading.cues import cues_in
from tracker.reading.results import Deadline, Found, Span

Placed = TypeVar("Placed", Found[Any], Deadline)

UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00]")
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85]")
SMALL, LARGE = re.compile(f"[{LOWER}]"), re.compile(f"[{UPPER}]")
WORD = re.compile(r"\S+")
UNEVEN = re.compile(r"[^\S ]|  ")  # white space that is folded
LINE_END = re.compile("\r\n?|[\u2028\u2029]")

TONES = (
    ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),  # hoà = hòa
    ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),  # khoẻ = khỏe
    ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),  # uỷ = ủy
)
OLD_TONES = {old: new for olds, news in TONES for old, new in zip(olds.split(), news.split(), strict=True)}
_TONED = "".join(sorted({pair[1] + pair[1].upper() for pair in OLD_TONES}))
# The set of letters stands first, so that the text is passed over quickly; 'quý' keeps its tone.
NEW_TONE = re.compile(rf"[oOuU](?<![qQ].)[{_TONED}](?!\w)")


def word_set(table: str) -> frozenset[str]:
    """Return the words of a table parted by blanks."""
    return frozenset(re.findall(r"\S+", table))


def normalise(text: str) -> str:
    """Return the text composed (NFC) with plain spaces and line feeds; line numbers stay what they were.

    Spans of a reading point into this text. Normalising twice changes nothing, and a text that was composed and
    had no invisible characters keeps its length.
    """
    text = unicodedata.normalize("NFC", LINE_END.sub("\n", text))
    if text.replace("\n", "").isprintable():  # neither odd spaces nor invisible characters
        return text
    return ODD_SPACE.sub(" ", UNSEEN.sub("", text))


def one_tone(text: str) -> str:
    """Return the text with 'hoá' and 'uỷ' written 'hóa' and 'ủy', every character in its place."""
    return NEW_TONE.sub(_moved_tone, text)


def _moved_tone(found: re.Match[str]) -> str:
    new = OLD_TONES.get(found[0].lower(), found[0].lower())
    return "".join(n.upper() if old.isupper() else n for old, n in zip(found[0], new, strict=True))


def fold(text: str) -> str:
    """Return the text in lower case and one tone placement, of the same length."""
    return one_tone(lower(text))


def lower(text: str) -> str:
    """Return the text in lower case, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered


def view(text: str) -> str:
    """Return the text for matching names: case kept, one tone placement, emphasis and quotation marks blanked."""
    text = one_tone(text)
    return text.translate(BLANKED) if MARKUP.search(text) else text


MARKUP = re.compile('[*_"“”„‟«»]')
BLANKED = str.maketrans(dict.fromkeys('*_"“”„‟«»', " "))


def is_shouted(text: str, share: float = 0.85) -> bool:
    """Tell whether a text is written in capitals, as the headings of sections are."""
    small = len(SMALL.findall(text, 0, len(text) // 3))
    if small * share > len(text) * (1 - share):  # already more than there may be
        return False
    large = len(LARGE.findall(text))
    return bool(large) and large >= share * (large + len(SMALL.findall(text)))


@dataclass(frozen=True, eq=False)
class Passage:
    """A run of words lifted from the text, white space folded, that remembers where each character stood."""

    text: str
    at: Sequence[int]

    @cached_property
    def view(self) -> str:
        return view(self.text)

    @cached_property
    def fold(self) -> str:
        return lower(self.view)

    @property
    def cues(self) -> frozenset[str]:
        return cues_in(self.text)

    @property
    def span(self) -> Span:
        return self.span_of(0, len(self.text))

    def span_of(self, start: int, end: int) -> Span:
        """Return the place in the source of the characters from `start` up to `end`."""
        if start >= end or not self.at:
            place = self.at[min(start, len(self.at) - 1)] if self.at else 0
            return Span(place, place)
        return Span(self.at[start], self.at[end - 1] + 1)

    def placed(self, found: Placed) -> Placed:
        """Return a value found in this passage's text with its span moved to the source."""
        return replace(found, span=self.span_of(found.span.start, found.span.end))

    def cut(self, start: int, end: int) -> "Passage":
        """Return the part from `start` up to `end`, without white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        part = Passage(self.text[start:end], self.at[start:end])
        part.__dict__.update(view=self.view[start:end], fold=self.fold[start:end])  # what is known of it already
        return part


def passage(source: str, spans: Iterable[Span]) -> Passage:
    """Join pieces of the source into one passage, each run of white space and each seam becoming one space."""
    spans = tuple(spans)
    if len(spans) == 1 and not UNEVEN.search(source, *(place := (spans[0].start, spans[0].end))):
        return _even(source, *place)
    words: list[str] = []
    at: list[int] = []
    for span in spans:
        for found in WORD.finditer(source, span.start, span.end):
            if words:
                at.append(max(found.start() - 1, 0))
            words.append(found[0])
            at.extend(range(found.start(), found.end()))
    return Passage(" ".join(words), tuple(at))


def _even(source: str, start: int, end: int) -> Passage:
    """A passage whose words are parted by single spaces, so that its characters stand in one run."""
    while start < end and source[start] == " ":
        start += 1
    while end > start and source[end - 1] == " ":
        end -= 1
    return Passage(source[start:end], range(start, end))


class Lines:
    """The lines of a text: their spans, and the number of the line a place stands on (from 1)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        start = 0
        for line in text.split("\n"):
            self.spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        self._starts = [span.start for span in self.spans]

    def number(self, place: int) -> int:
        """Return the 1-based number of the line on which a character stands."""
        return bisect_right(self._starts, place)
