"""Sentences and clauses: where a paragraph may be cut (at a full stop or a semicolon, reading rule 5)."""

import re
from collections.abc import Iterator

from tracker.reading.text import UPPER, Passage

# The marks stand first, so that the text is passed over quickly.
STOP = re.compile(
    rf"""
    (?P<full>\.(?<!\bTP\.)(?<!\b[A-HK-UYĐ]\.)(?<!đ/c\.)\.*[\"”*)]{{0,3}}|…)
      (?=\s+[\"“*(]?[{UPPER}])                             # '… đã đề ra. Xây dựng …'
    | ;(?=\s)                                                                          # '…; tổng hợp báo cáo …'
    """,
    re.VERBOSE,
)
MARKS = re.compile("[()“”]")


def cut_places(words: Passage) -> Iterator[int]:
    """Yield the places after the stops of a passage, leaving alone those inside brackets and quotation marks."""
    depth = quoted = at = 0
    for found in STOP.finditer(words.text):
        passed = words.text[at : found.start()]
        for char in passed if MARKS.search(passed) else "":
            depth = max(0, depth + (char == "(") - (char == ")"))
            quoted = max(0, quoted + (char == "“") - (char == "”"))
        at = found.start()
        if (depth or quoted) and found[0] == ";":
            continue
        if depth and not words.text.startswith(")", at + 1):
            continue
        yield found.end()


def sentences(words: Passage) -> list[Passage]:
    """Return the sentences of a passage and the clauses parted by semicolons, each with its mark."""
    parts = []
    start = 0
    places = list(cut_places(words))
    if not places:
        return [words] if words.text else []
    for place in [*places, len(words.text)]:
        part = words.cut(start, place)
        if part.text:
            parts.append(part)
        start = place
    return parts
