"""How an item of a conclusion is worded: who, what, until when, so that whoever reads it finds all three.

Whether words name the body and the day already is asked of the program's own reader, never guessed: what it finds, it
will find again in the signed paper. The caller sets the office's calendar in force.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.formats import day
from tracker.people.names import folded_unit_name
from tracker.reading.deadlines import find_deadlines
from tracker.reading.reader import read

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Labels of the points of an item, in the order of the Vietnamese alphabet as offices use it."""


@dataclass(frozen=True)
class Entry:
    """What one item is to say; `names` are those its lead unit goes by, the official one first."""

    key: str
    text: str
    names: Sequence[str] = ()
    due_words: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Line:
    """A line of the draft: an item with its label, or with no key the heading of those that follow."""

    label: str
    words: str
    key: str = ""
    path: tuple[str, ...] = ()


def lines(entries: Iterable[Entry], reference: date) -> list[Line]:
    """Return the items as numbered lines; those of one unit that follow one another stand as points below it."""
    written: list[Line] = []
    for number, group in enumerate(_grouped(list(entries)), 1):
        label, first = f"{number}.", group[0]
        if len(group) == 1:
            words = with_day(first, reference)
            lead = f"Giao {first.names[0]} chủ trì: " if first.names and not _names_lead(first) else ""
            written.append(Line(label, f"{lead}{words}.", first.key, (str(number),)))
            continue
        written.append(Line(label, f"Giao {first.names[0]} chủ trì:"))
        for letter, each in zip(LETTERS, group, strict=False):
            written.append(Line(f"{letter})", f"{with_day(each, reference)}.", each.key, (str(number), letter)))
    return written


def with_day(entry: Entry, reference: date) -> str:
    """Return the words of an item, the deadline told once, without the full stop."""
    words = " ".join(entry.text.split()).rstrip(" .;,")
    if entry.due_on is None or entry.due_on in _days(words, reference):
        return words
    phrase = entry.due_words.strip().rstrip(".;,")
    told = f"{words} (hoàn thành {phrase})"
    if phrase and not phrase[0].isdigit() and entry.due_on in _days(told, reference):
        return told
    return f"{words} (hoàn thành chậm nhất ngày {day(entry.due_on)})"


def _grouped(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the items that stand together below one unit: neighbours none of which names it in its own words."""
    groups: list[list[Entry]] = []
    for each in entries:
        last = groups[-1] if groups else None
        alike = last and each.names and last[0].names[:1] == each.names[:1] and len(last) < len(LETTERS)
        if last and alike and not _names_lead(each) and not _names_lead(last[0]):
            last.append(each)
        else:
            groups.append([each])
    return groups


def _names_lead(entry: Entry) -> bool:
    return bool(entry.names) and is_one_of(bodies_in(entry.text), entry.names)


def is_one_of(found: Collection[str], names: Iterable[str]) -> bool:
    """Whether one of the names stands among those found, however accented or abbreviated."""
    return not {folded_unit_name(each) for each in found}.isdisjoint(folded_unit_name(each) for each in names)


@lru_cache(maxsize=4096)
def bodies_in(words: str) -> tuple[str, ...]:
    """Return the bodies that words alone tell to do something."""
    return tuple(lead.value for item in read(f"1. {' '.join(words.split())}").items for lead in item.leads)


def _days(words: str, reference: date) -> set[date | None]:
    return {each.on for each in find_deadlines(words, reference=reference)}


@dataclass(frozen=True)
class Doubt:
    """What the reader makes of an item otherwise than it is meant: the bodies it finds, the last day."""

    bodies: tuple[str, ...]
    due_on: date | None


def doubts(text: str, written: Iterable[Line], entries: Iterable[Entry]) -> dict[str, Doubt]:
    """Return by its key each item whose unit or day the reader does not find in the text of the whole paper."""
    meant, found = {each.key: each for each in entries}, read(text).items
    doubted = {}
    for line in written:
        if (entry := meant.get(line.key)) is None:
            continue
        items = [item for item in found if item.path[: len(line.path)] == line.path]
        bodies = tuple(dict.fromkeys(lead.value for item in items for lead in item.leads))
        last = max((each.on for item in items for each in item.deadlines if each.on), default=None)
        is_led = not entry.names or is_one_of(bodies, entry.names)
        if not items or not is_led or (entry.due_on is not None and last != entry.due_on):
            doubted[line.key] = Doubt(bodies, last)
    return doubted
