"""Which language a text is in, and where the sentences of English end."""

import re
from itertools import pairwise

from tracker.reading.text import Passage, word_set

SAMPLE = 6_000
WORDS = re.compile(r"[^\W\d_]+")
COMMON = word_set("the of and to in for on by with from that is are was were will shall be at this as")
COMMON_SHARE, MARKED_SHARE = 0.12, 0.05
END = re.compile(r"(?:[.!?;]|[.!?][”\"')\]])\s+(?=[A-Z0-9“\"(a-z])")
NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Eng|No|Nos|Ref|St|vs|approx|Co|Ltd|Inc|Dept|cf|e\.g|i\.e|etc|Art|Sec|para)|\b[A-Z])\.\s+\Z"
)


def is_english(text: str) -> bool:
    """Tell whether a text is in English: many of its commonest words, hardly a letter with a mark of Vietnamese."""
    words = WORDS.findall(text[:SAMPLE])
    if len(words) < 20:
        return False
    common = sum(word.lower() in COMMON for word in words)
    marked = sum(not word.isascii() for word in words)
    return common >= COMMON_SHARE * len(words) and marked <= MARKED_SHARE * len(words)


def sentences(words: Passage) -> list[Passage]:
    """Part a paragraph at full stops and semicolons, not behind 'Mr.' or 'No.'."""
    ends = [0]
    for found in END.finditer(words.text):
        small = words.text[found.end()].islower()
        if NO_END.search(words.text, max(found.start() - 8, 0), found.end()) or (small and found[0][0] != ";"):
            continue
        ends.append(found.end())
    return [part for a, b in pairwise([*ends, len(words.text)]) if (part := words.cut(a, b)).text]
