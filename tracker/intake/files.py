"""From the bytes of a file to the plain text `tracker.reading` reads; what it is, its content decides."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.intake import doubts, encodings, old_word, sandbox, sheets, tesseract
from tracker.intake.refusals import Unreadable

MEGABYTE = 1024 * 1024
LARGEST_FILE, LARGEST_SCAN = 10 * MEGABYTE, 30 * MEGABYTE

PDF, RICH_TEXT, ZIP = b"%PDF-", old_word.RICH_TEXT, b"PK"
HEAD = 1024
"""A PDF may begin with a few bytes of its sender's; every reader looks for its mark in the first of them."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of Word before 2007; an encrypted .docx lies in one too."""
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
OTHER_PICTURES = (b"GIF8", b"BM", b"RIFF", b"\x89PNG")
HEIC = b"ftyphei"
"""What telephones write; it stands behind four bytes of length."""

Wanted = Callable[[], bool]


@dataclass(frozen=True)
class Opened:
    """A file as far as reading letters goes: its whole text, or its pages, of which some have to be read by eye."""

    text: str = ""
    pages: Sequence[sheets.Page] = ()


@dataclass(frozen=True)
class SeenPage:
    """A page read by eye, and the picture of it (a JPEG) as a person may compare it."""

    sheet: sheets.Sheet
    picture: bytes


def opened(data: bytes, *, patience: float | None = None, wanted: Wanted | None = None) -> Opened:
    """Return what a Word, PDF, picture or .txt file holds; `Unreadable` says what is wrong and what to do.

    Raises `sandbox.Unfinished` when it is not done within `patience` seconds, or not `wanted` any more.
    """
    kind = looked_at(data)
    if kind == "plain":
        return Opened(checked(_plain(data)))
    found = _found(kind, sandbox.run(f"tracker.intake.{kind}", data, patience=patience, wanted=wanted))
    if "text" in found:
        return Opened(checked(str(found["text"])))
    return _with_pictures(kind, [sheets.taken(page) for page in found["pages"]])


def looked_at(data: bytes) -> str:
    """Return the name of the module that reads this, "plain" for what has no container; refuse what none would read."""
    if not data.strip():
        raise Unreadable("empty")
    kind = _kind(data)
    if len(data) > (LARGEST_SCAN if kind in ("pdf", "pictures") else LARGEST_FILE):
        raise Unreadable("large scan" if kind in ("pdf", "pictures") else "large")
    if kind == "old_word":
        _look_before(data)
    return kind


def takes_long(data: bytes) -> bool:
    """Whether reading a file takes several seconds whatever is in it, as LibreOffice's start does."""
    return looked_at(data) == "old_word" and old_word.is_slow(data)


def see(data: bytes, number: int, *, wanted: Wanted | None = None) -> SeenPage:
    """Return a page of a PDF or of pictures, counted from 1, read by eye; raises as `opened` does."""
    kind = _kind(data)
    found = _found(kind, sandbox.run("tracker.intake.scan", data, str(number), wanted=wanted))
    return SeenPage(sheets.Sheet.taken(found["sheet"]), base64.b64decode(found["picture"]))


def put_together(pages: Sequence[sheets.Sheet]) -> doubts.Text:
    """Return the text of pages, however each was read, and where in it words stand that were not read for certain."""
    found = sheets.text_of(pages)
    checked(found.text)
    return found


def text_of(data: bytes, *, told: Callable[[int, int], None] | None = None) -> str:
    """Return the text of a file, read by eye where it must be; `told` hears of each page and how many there are."""
    found = opened(data)
    if not found.pages:
        return found.text
    read: list[sheets.Sheet] = []
    for number, page in enumerate(found.pages, 1):
        if told is not None:
            told(number, len(found.pages))
        read.append(page if isinstance(page, sheets.Sheet) else see(data, number).sheet)
    return put_together(read).text


def checked(text: str) -> str:
    """Return a text that has letters, in Unicode."""
    if encodings.looks_old(text):
        raise Unreadable("old letters")
    if not any(char.isalpha() for char in text):
        raise Unreadable("no letters")
    return text


def _kind(data: bytes) -> str:
    if data.startswith(ZIP) and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return "word"
    if PDF in data[:HEAD]:
        return "pdf"
    if data.startswith((OLE, RICH_TEXT)):
        return "old_word"
    return "pictures" if data.startswith(PICTURES) else "plain"


def _found(kind: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Return what another process found, or say in the format's own sentence why there is nothing."""
    if "refused" not in answer:
        return answer
    why, where = str(answer["refused"]), str(answer.get("where", ""))
    raise Unreadable(why if why in ("encrypted", "too heavy", "no letters") else f"{kind} {why}", where)


def _with_pictures(kind: str, pages: list[sheets.Page]) -> Opened:
    """Return pages of which some are pictures, when there is a program that reads them or letters to go by instead."""
    if tesseract.is_installed():
        return Opened(pages=pages)
    instead = [page if isinstance(page, sheets.Sheet) else page.otherwise for page in pages]
    whole = [page for page in instead if page is not None]
    if len(whole) == len(pages):
        return Opened(put_together(whole).text)
    why, where = sheets.what_is_unread(pages)
    raise Unreadable(f"{kind} {why}", where)


def _look_before(data: bytes) -> None:
    """Refuse a .doc or .rtf no program could read, before one is asked."""
    if ENCRYPTED_PACKAGE in data or old_word.is_locked(data):
        raise Unreadable("encrypted")
    if data.startswith(OLE) and WORD_STREAM not in data:
        raise Unreadable("old_word no word")
    if old_word.program_for(data) is None:
        raise Unreadable("old_word no program")


def _plain(data: bytes) -> str:
    """Return the text of a file without a container, or say what it is instead."""
    if data.startswith(OTHER_PICTURES) or data[4:11] == HEIC:
        raise Unreadable("pictures other")
    text = encodings.decoded(data)
    if text is None:
        raise Unreadable("no document")
    if text.lstrip()[:9].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise Unreadable("web page")
    return text
