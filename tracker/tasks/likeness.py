"""How like two tasks' names are: by the words they share, rare ones weighing more, without accents.

Two syllables side by side count besides each alone, for most Vietnamese words have two: "mặt bằng" is more than "mặt"
and "bằng". Words that say how something is asked, not what, count for nothing.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LIKE_ENOUGH = 0.36
"""From this likeness on (0 to 1) two names are worth showing to a person."""
OF_THE_BEST = 0.6
"""What is less like than this share of the likest is not worth showing beside it."""
SAME_UNIT = 0.08
"""What the same lead unit adds."""
CLOSELY_COMPARED = 40
NOT_LETTERS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}

MANNER = frozenset(
    re.findall(
        r"\w+",
        """
        hoan thanh trinh phe duyet bao cao thuc hien to chuc tiep tuc tang cuong chi dao phoi hop day nhanh tien do cong
        tac ra soat tham muu xay dung trien khai don doc kiem tra giai quyet dam bao nang cao ve va cac cua cho voi theo
        viec khi tai den tu trong tren nhung duoc phai de nam quy thang ngay xa lap som truoc ket qua noi dung ke hoach
        """,
    )
)
"""Syllables of how a duty is worded: reporting, submitting, going on, speeding up."""


@dataclass(frozen=True)
class Named:
    """A task by its id, its name and the unit that leads it."""

    id: int
    title: str
    unit_id: int | None


@dataclass(frozen=True)
class Likeness:
    """An earlier task, how like it is (0 to 1), the words it shares as the asking task writes them, the same unit."""

    id: int
    score: float
    shared: tuple[str, ...]
    same_unit: bool


def most_like(task: Named, others: Sequence[Named], most: int = 3) -> list[Likeness]:
    """Return the tasks most like one by their names, the likest first; those not like enough are left out."""
    return Names(others).most_like(task, most)


class Names:
    """The names of many tasks, folded once: any number of others is then compared with them."""

    def __init__(self, others: Sequence[Named]) -> None:
        self.others = others
        self.postings: dict[str, list[int]] = defaultdict(list)
        together = "\n".join(other.title.replace("\n", " ") for other in others)
        self.lines = _folded(together).split("\n") if others else []
        for place, line in enumerate(self.lines):
            for word in set(line.split()):
                self.postings[word].append(place)

    def most_like(self, task: Named, most: int = 3) -> list[Likeness]:
        """Return those most like a task, the likest first; those not like enough are left out."""
        others, lines, postings = self.others, self.lines, self.postings
        words = _folded(task.title.replace("\n", " ")).split()
        found: dict[int, float] = defaultdict(float)
        for word in set(words) - MANNER:
            weight = _weight(postings, word, len(others))
            for place in postings.get(word, ()):
                found[place] += weight
        closest = sorted(found, key=lambda place: (-found[place], -others[place].id))[:CLOSELY_COMPARED]
        compared = (
            _compared(task, words, others[each], lines[each].split(), postings, len(others)) for each in closest
        )
        likest = sorted((each for each in compared if each.score >= LIKE_ENOUGH), key=lambda each: -each.score)[:most]
        return [each for each in likest if each.score >= likest[0].score * OF_THE_BEST]


def _compared(
    task: Named, words: list[str], other: Named, others_words: list[str], postings: dict[str, list[int]], many: int
) -> Likeness:
    """Return the cosine of what both names hold, each word and pair of words by its weight."""
    mine, theirs = _held(words), _held(others_words)
    weights = {held: _weight_of(held, postings, many) for held in mine | theirs}
    both = sum(weights[held] ** 2 for held in mine & theirs)
    length = math.sqrt(sum(weights[held] ** 2 for held in mine) * sum(weights[held] ** 2 for held in theirs))
    same = task.unit_id is not None and task.unit_id == other.unit_id
    score = (both / length if length else 0.0) + (SAME_UNIT if same and both else 0.0)
    return Likeness(other.id, min(score, 1.0), _shared(task.title, set(others_words)), same)


def _held(words: list[str]) -> set[str]:
    """Return the words of a name and the pairs of neighbours, those of manner alone left out."""
    pairs = {f"{one} {two}" for one, two in pairwise(words) if not (one in MANNER and two in MANNER)}
    return (set(words) - MANNER) | pairs


def _weight_of(held: str, postings: dict[str, list[int]], many: int) -> float:
    parts = held.split()
    return sum(_weight(postings, part, many) for part in parts) / len(parts)


def _weight(postings: dict[str, list[int]], word: str, many: int) -> float:
    """Return how telling a word is: the rarer among the names, the more; of manner a little within a pair."""
    return 0.3 if word in MANNER else 1.0 + math.log((many + 1) / (len(postings.get(word, ())) + 1))


def _shared(title: str, theirs: set[str]) -> tuple[str, ...]:
    """Return the runs of words of a name that another holds too, as written; those of manner alone left out."""
    runs: list[list[str]] = [[]]
    telling = [False]
    for word in title.split():
        bare = _folded(word).strip()
        if bare in theirs:
            runs[-1].append(word.strip('.,;:()“”"'))
            telling[-1] = telling[-1] or bare not in MANNER
        elif runs[-1]:
            runs.append([])
            telling.append(False)
    return tuple(" ".join(run) for run, tells in zip(runs, telling, strict=True) if run and tells)


def _folded(text: str) -> str:
    """Return small letters without accents, everything else a space; one call for many lines is many times faster."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore").decode("ascii")
    return bare.translate(NOT_LETTERS)
