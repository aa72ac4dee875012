"""What a scanner makes of figures, seen as meant where nothing else is possible; the words stay as printed."""

import re

# "30/9/2O23", "15/1O/2024": a letter between two figures; "năm 202O", "2O2O": behind three of a year.
LETTER_IN_NUMBER = re.compile(r"(?<=\d)[OoIl](?=\d)|(?<=\b[12][09O]\d)[Oo](?!\w)")
MEANT = {"O": "0", "o": "0", "I": "1", "l": "1"}


def figures(text: str) -> str:
    """Return the text with such letters as the figures they were, every character in its place."""
    return LETTER_IN_NUMBER.sub(lambda found: MEANT[found[0]], text)
