"""Words a reading program was not sure of, marked within the text while it is put together, told apart at its end."""

import re
from dataclasses import dataclass

MARK = "\u2060"
"""A sign that nobody sees and no rule of this room looks for: the word joiner."""
TOKEN = re.compile(r"[^\s|]+")
ENDS = ".,:;!?…)/\"'”’»"
SHORT = 3
"""Letters; a shorter word may be a label, whose end says so: the mark stands behind all of it."""


@dataclass(frozen=True)
class Text:
    """A text, and where in it the words stand that were not read for certain."""

    text: str
    doubts: tuple[tuple[int, int], ...] = ()


def marked(word: str) -> str:
    """Return a doubtful word with its mark, put where the rules for ends and beginnings of lines do not meet it."""
    end = len(word.rstrip(ENDS)) if len(word) > SHORT else len(word)
    return word[:end] + MARK + word[end:]


def unmarked(words: str) -> str:
    """Return words without marks."""
    return words.replace(MARK, "")


def told(marked_text: str) -> Text:
    """Return a text without its marks, and the places of the words that bore one."""
    if MARK not in marked_text:
        return Text(marked_text)
    places: list[tuple[int, int]] = []
    seen = 0
    for token in TOKEN.finditer(marked_text):
        if marks := token[0].count(MARK):
            places.append((token.start() - seen, token.end() - seen - marks))
            seen += marks
    return Text(unmarked(marked_text), tuple(place for place in places if place[0] < place[1]))
