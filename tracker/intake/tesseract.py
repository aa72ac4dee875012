"""Pictures of pages read by the program tesseract: words with their places, and how sure it is of each."""

import html
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from PIL import Image

from tracker.intake.sandbox import Refused

PROGRAM, LANGUAGE, PACKAGE = "tesseract", "vie", "tesseract-ocr-vie"
ORIENTATION = "osd"
DOTS = 300
"""Dots an inch; what tesseract was taught with."""
SECONDS = 60
LINE = re.compile(
    r"<span class='ocr_(?:line|header|caption|textfloat)' [^>]*?"
    r"title=\"bbox (\d+) (\d+) (\d+) (\d+); (?:textangle (\d+); )?(?:baseline ([-\d.]+) ([-\d.]+); )?x_size ([\d.]+)"
)
WORD = re.compile(
    r"<span class='ocrx_word' [^>]*?title='bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)'[^>]*>(.*?)</span>"
)
HORNED = re.compile(r"(?<=[^\W\d_])[ƠỜỚỞỠỢƯỪỨỬỮỰ]")
"""Capitals that the program takes for the small letters of the same shape: 'thỜi', 'dỰ'."""
MARKUP = re.compile(r"<[^>]+>")
TURN = re.compile(r"^Rotate: (\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """A word on a picture: its box, the line on which its letters stand, their size (all in dots), and in per cent how
    sure the program is."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    sureness: int


@dataclass(frozen=True)
class Page:
    """What was read on a picture, and by how many degrees its lines are turned from the level."""

    words: tuple[Word, ...] = ()
    turn: int = 0


def is_installed() -> bool:
    """Whether the program is there and knows Vietnamese."""
    return LANGUAGE in _languages(shutil.which(PROGRAM) or "")


def tells_turns() -> bool:
    """Whether it also tells which side of a page is up."""
    return ORIENTATION in _languages(shutil.which(PROGRAM) or "")


def read(picture: Image.Image, *, columns: int | None = None) -> Page:
    """Return what stands on a grey picture of about 300 dots an inch; it may lie in columns unless it is told."""
    layout = "3" if columns is None else "6"
    told = _run(picture, "--psm", layout, "-l", LANGUAGE, "hocr")
    words: list[Word] = []
    turns: list[int] = []
    for start, end in _spans(told):
        line = LINE.match(told, start)
        if line is None:
            continue
        found = [*_words(told, line, end)]
        words += found
        turns += [int(line[5] or 0)] * len(found)
    return Page(tuple(words), max(set(turns), key=turns.count) if turns else 0)


def turn_of(picture: Image.Image) -> int:
    """Return by how many degrees, clockwise, a picture must be turned to stand upright; 0 when nothing tells."""
    if not tells_turns():
        return 0
    try:
        found = TURN.search(_run(picture, "--psm", "0"))
    except Refused:  # too few letters to tell
        return 0
    return int(found[1]) if found else 0


def _spans(told: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends in what the program told."""
    starts = [found.start() for found in LINE.finditer(told)]
    return list(pairwise([*starts, len(told)]))


def _words(told: str, line: re.Match[str], end: int) -> list[Word]:
    left, bottom = int(line[1]), int(line[4])
    slope, offset = float(line[6] or 0), float(line[7] or 0)
    words = []
    for found in WORD.finditer(told, line.end(), end):
        text = mended(html.unescape(MARKUP.sub("", found[6])).strip())
        middle = (int(found[1]) + int(found[3])) / 2
        if text:
            baseline = bottom + offset + slope * (middle - left)
            words.append(Word(text, int(found[1]), int(found[3]), baseline, float(line[8]), int(found[5])))
    return words


def mended(word: str) -> str:
    """Return a word with the capitals made small that stand behind a small letter: no Vietnamese word has such."""
    return HORNED.sub(lambda found: found[0].lower() if word[found.start() - 1].islower() else found[0], word)


@lru_cache
def _languages(path: str) -> frozenset[str]:
    """Return the languages a tesseract has been taught."""
    if not path:
        return frozenset()
    told = subprocess.run([path, "--list-langs"], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    return frozenset(told.stdout.decode("ascii", "replace").split())


def _run(picture: Image.Image, *arguments: str) -> str:
    """Give a picture to the program and return what it says; nothing is written to the disk."""
    path = shutil.which(PROGRAM)
    if path is None:
        raise Refused("no program")
    file = BytesIO()
    picture.save(file, "PPM")
    command = [path, "stdin", "stdout", "--dpi", str(DOTS), *arguments]
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for each other more than they work
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path; the picture goes to its standard input
            command, input=file.getvalue(), capture_output=True, timeout=SECONDS, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too heavy") from error
    if done.returncode != 0:
        raise Refused("unreadable")
    return done.stdout.decode("utf-8", "replace")
