"""Two versions of one text: which passage of the later is which of the earlier, and where a place of it went."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from tracker.reading.text import fold

LIKE_ENOUGH = 0.75
"""The share of words, in order, that a passage and a corrected one have in common."""
NEAR = 50
"""How many unmatched passages further a corrected one is looked for."""
MOST_JOINED = 6
"""Parts a person may have cut one passage into, or joined in one."""
MOST_WORDS = 6_000
"""Words of a rewritten stretch whose places are followed one by one; a longer one was replaced, not corrected."""
TOKEN = re.compile(r"\s+|\S+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Pair:
    """Passages of the earlier text and those of the later which they are, by number: one each, unless a person cut."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    is_same: bool


def pairs(old: Sequence[str], new: Sequence[str], cut: Container[int] = ()) -> list[Pair]:
    """Return which passages are the same or nearly so, each in one pair at most, in the order of the later text.

    `cut` are the numbers of earlier passages that a person cut or joined: several of them may be one of the later
    text, and one of them several.
    """
    found = [Pair((one,), (two,), True) for one, two in _same(old, new)]
    left_old, left_new = set(range(len(old))), set(range(len(new)))
    for pair in found:
        left_old -= set(pair.old)
        left_new -= set(pair.new)
    likely = sorted(_likely(old, new, sorted(left_old), sorted(left_new), cut), key=lambda each: -each[0])
    for _ratio, pair in likely:
        if left_old.issuperset(pair.old) and left_new.issuperset(pair.new):
            found.append(pair)
            left_old -= set(pair.old)
            left_new -= set(pair.new)
    return sorted(found, key=lambda pair: pair.new)


def _same(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Match passages word for word: first those in their order, then those that moved."""
    used_old, used_new = set(), set()
    for one, two, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(size):
            used_old.add(one + step)
            used_new.add(two + step)
            yield one + step, two + step
    waiting: dict[str, list[int]] = {}
    for number, text in enumerate(old):
        if number not in used_old:
            waiting.setdefault(text, []).append(number)
    for number, text in enumerate(new):
        if number not in used_new and waiting.get(text):
            yield waiting[text].pop(0), number


def _likely(
    old: Sequence[str], new: Sequence[str], left_old: list[int], left_new: list[int], cut: Container[int]
) -> Iterator[tuple[float, Pair]]:
    """Yield the pairs of unmatched passages that are alike enough, with how much."""
    for rank, one in enumerate(left_old):
        for at in range(max(0, rank - NEAR), min(len(left_new), rank + NEAR)):
            two = left_new[at]
            choices: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((one,), (two,))]
            if one in cut:
                choices += [((one,), run) for run in _runs(left_new, at)]
                choices += [(run, (two,)) for run in _runs(left_old, rank) if all(each in cut for each in run)]
            for olds, news in choices:
                before, after = " ".join(old[each] for each in olds), " ".join(new[each] for each in news)
                ratio = _likeness(before, after)
                if ratio >= LIKE_ENOUGH:
                    yield ratio, Pair(olds, news, before == after)


def _runs(numbers: list[int], at: int) -> Iterator[tuple[int, ...]]:
    """Yield the runs of two and more neighbours that begin at a place of the list."""
    for size in range(2, MOST_JOINED + 1):
        run = tuple(numbers[at : at + size])
        if len(run) < size or run[-1] - run[0] != size - 1:
            return
        yield run


def _likeness(before: str, after: str) -> float:
    """Return the share of common words in order, 0 as soon as it is seen to be too little."""
    one, two = _words(before), _words(after)
    if not one or not two or 2 * min(len(one), len(two)) < LIKE_ENOUGH * (len(one) + len(two)):
        return 0.0
    if 2 * sum((_bag(before) & _bag(after)).values()) < LIKE_ENOUGH * (len(one) + len(two)):
        return 0.0
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


@lru_cache(maxsize=4096)
def _once(text: str) -> tuple[list[str], Counter[str]]:
    words = WORD.findall(fold(text))
    return words, Counter(words)


def _words(text: str) -> list[str]:
    return _once(text)[0]


def _bag(text: str) -> Counter[str]:
    return _once(text)[1]


class Places:
    """Where the characters of an earlier text stand in the later one."""

    def __init__(self, old: str, new: str) -> None:
        self._runs: list[tuple[int, int, int]] = []
        lines_old, lines_new = old.splitlines(keepends=True), new.splitlines(keepends=True)
        self._follow(lines_old, lines_new, 0, 0, by_line=True)
        self._starts = [start for start, _end, _there in self._runs]

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where words that nobody changed stand now, None for words that were changed or are gone."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or end > self._runs[at][1]:
            return None
        first, _last, there = self._runs[at]
        return start - first + there, end - first + there

    def _follow(self, old: list[str], new: list[str], here: int, there: int, *, by_line: bool) -> None:
        """Note the stretches two lists of pieces share; within lines that changed, their words."""
        at_old, at_new = _ends(old, here), _ends(new, there)
        for tag, one, one_end, two, two_end in SequenceMatcher(None, old, new).get_opcodes():
            if tag == "equal":
                self._note(at_old[one], at_old[one_end], at_new[two])
            elif tag == "replace" and by_line:
                words = TOKEN.findall("".join(old[one:one_end])), TOKEN.findall("".join(new[two:two_end]))
                if max(map(len, words)) <= MOST_WORDS:
                    self._follow(*words, at_old[one], at_new[two], by_line=False)

    def _note(self, start: int, end: int, there: int) -> None:
        if self._runs:
            first, last, place = self._runs[-1]
            if last == start and place + last - first == there:
                self._runs[-1] = first, end, place
                return
        self._runs.append((start, end, there))


def _ends(pieces: list[str], start: int) -> list[int]:
    places = [start]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Return two passages as one: its words in order, each run of them "same", "out" or "in"."""
    one, two = before.split(), after.split()
    told: list[tuple[str, str]] = []
    for tag, start, end, there, there_end in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            told.append(("same", " ".join(one[start:end])))
        else:
            told += [("out", " ".join(one[start:end])), ("in", " ".join(two[there:there_end]))]
    return [(sign, words) for sign, words in told if words]


def parts(cut: Sequence[str], whole: str) -> list[tuple[int, int] | None]:
    """Return which characters of a passage each of the parts it was cut into is, None for one nothing is left of."""
    words = list(re.finditer(r"\S+", whole))
    before = [part.split() for part in cut]
    matched = SequenceMatcher(None, [*chain(*before)], [word[0] for word in words], autojunk=False)
    there = {one + step: two + step for one, two, size in matched.get_matching_blocks() for step in range(size)}
    found: list[tuple[int, int] | None] = []
    start = 0
    for part in before:
        hits = [there[number] for number in range(start, start + len(part)) if number in there]
        found.append((words[hits[0]].start(), words[hits[-1]].end()) if hits else None)
        start += len(part)
    return found
