"""Any number of hostile files from a seed: traps, and honest files with some of their bytes gone wrong."""

import contextlib
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.intake import letters, prints, scans, traps
from tracker.documents import uploads
from tracker.documents.actions import LONGEST_TEXT
from tracker.intake import files, sandbox
from tracker.intake.refusals import Unreadable
from tracker.reading.reader import read

WORDS = (
    "KẾT LUẬN", "1. Giao Phòng Kinh tế chủ trì rà soát quỹ đất công, báo cáo trước ngày 30/9/2026.",
    "2. Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện kết luận này trong quý IV/2026.",
)  # fmt: skip
ROWS = [("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Rà soát hộ nghèo", "30/6/2026"), ("2", "Lắp biển báo", "Quý III/2026")]
TRAPS_SHARE = 0.4


@lru_cache
def honest() -> tuple[bytes, ...]:
    """Return a good file of every kind that is read."""

    def write(document: Any) -> None:
        letters.lists(document)
        for words in WORDS:
            document.add_paragraph(words)
        letters.numbered(document, "rà soát", "901", 1)
        table = document.add_table(3, 3, style="Table Grid")
        for cell, words in zip(table._cells, sum(ROWS, ()), strict=True):
            cell.text = words

    def print_out(paper: prints.Print) -> None:
        paper.paragraphs(*WORDS)
        paper.ruled(ROWS, (10, 90, 40))

    printed = prints.printed(print_out)
    text = "\n".join(WORDS)
    small = {kind: scans.scanned(printed, dots=60, kind=kind) for kind in ("PDF", "PNG", "JPEG", "TIFF")}
    rich = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 .VnTime;}}\f0 Giao Ph\'dfng Kinh t\'d5 r\'b5 so\'b8t\par}"
    return (letters.word(write), printed, *small.values(), text.encode(), text.encode("utf-16"), rich)


def some(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many files with a name for each, the same ones for the same seed."""
    return (one(seed, number) for number in range(count))


def one(seed: int, number: int) -> tuple[str, bytes]:
    """Return one of these files, and its name."""
    rnd = random.Random(f"{seed} {number}")
    if rnd.random() < TRAPS_SHARE:
        trap = traps.TRAPS[number % len(traps.TRAPS)]
        data = trap(rnd)
        return f"{number} {trap.__name__}", _gone_wrong(rnd, data)[0] if rnd.random() < 0.2 else data
    data, how = _gone_wrong(rnd, rnd.choice(honest()))
    return f"{number} {how}", data


def _gone_wrong(rnd: random.Random, data: bytes) -> tuple[bytes, str]:
    """Return a copy of a file with something wrong, and what."""
    at, length = rnd.randrange(len(data) + 1), rnd.randint(1, max(1, len(data) // 4))
    how = rnd.choice(
        (
            "cut short",
            "bytes turned",
            "a piece lost",
            "a piece doubled",
            "zeros",
            "noise",
            "grown together",
            "mislabelled",
        )
    )
    if how == "cut short":
        return data[:at], how
    if how == "bytes turned":
        turned = bytearray(data)
        for _byte in range(rnd.randint(1, 40)):
            turned[rnd.randrange(len(turned))] = rnd.getrandbits(8) if turned else 0
        return bytes(turned), how
    middle = {
        "a piece lost": b"", "a piece doubled": data[at : at + length] * 2, "zeros": bytes(length),
        "noise": rnd.randbytes(length), "grown together": rnd.choice(honest())[at:], "mislabelled": b"",
    }[how]  # fmt: skip
    changed = data[:at] + middle + data[at + length :]
    if how == "mislabelled":
        other = rnd.choice(honest())
        changed = other[: rnd.choice((2, 4, 8, 20))] + data[rnd.choice((0, 4, 8)) :]
    return changed, how


# ------------------------------------------------------------------------------------------------- what comes of them


@dataclass(frozen=True)
class Outcome:
    """What a person would be told of one file, and after how long."""

    name: str
    seconds: float
    told: str


def worked() -> float:
    """Return for how many seconds the machine worked for this process and those it waited for, however busy it is."""
    return sum(os.times()[:4])


def outcome(name: str, data: bytes, clock: Callable[[], float] = time.monotonic) -> Outcome:
    """Open a file as a request does, and read its text; fail when it is answered by anything but one clear sentence,
    a text with letters, pages to be read, or the job."""
    begun = clock()
    told = _told(data)
    return Outcome(name, clock() - begun, told)


def _told(data: bytes) -> str:
    try:
        if files.takes_long(data):
            return "job"
        opened = files.opened(data, patience=uploads.PATIENCE)
    except sandbox.Unfinished:
        return "job"
    except Unreadable as refused:
        assert is_clear(refused.sentence), refused.sentence
        return refused.code
    if opened.pages:
        return "pages"
    assert any(map(str.isalpha, opened.text))
    if len(opened.text) <= LONGEST_TEXT:
        read(opened.text)
    return "text"


def is_clear(sentence: str) -> bool:
    """Whether this is a sentence for a person: said in their language, without a word of the program's insides."""
    insides = ("Error", "Traceback", "tracker", "/", "\n", "None")
    said = sentence.replace("tesseract-ocr-vie", "")
    return 20 < len(said) < 250 and said.endswith(".") and not any(word in said for word in insides)


def children() -> set[int]:
    """Return the processes this one has started and not ended."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid() and fields[0] != "Z":
                found.add(int(stat.parent.name))
    return found
