"""What a file is that is kept and not read, such as evidence: its content decides, never its name.

Taken are papers and pictures. Programs, web pages, drawings with scripts (SVG), packed files, and documents that carry
macros or are locked are refused: whoever opens evidence opens it on their own machine.
"""

import re
from enum import StrEnum

from tracker.intake import encodings, sandbox
from tracker.intake.files import ENCRYPTED_PACKAGE, HEAD, OLE, PDF, WORD_STREAM, ZIP
from tracker.intake.refusals import Unreadable

SHEET_STREAMS = ("Workbook".encode("utf-16-le"), b"B\0o\0o\0k\0\0\0")
SLIDES_STREAM = "PowerPoint Document".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
MARKUP = re.compile(r"\s*<[!?a-zA-Z/]")
"""How a web page, an SVG and any XML begin."""


class FileKind(StrEnum):
    """A kind of file that is kept; the word is also how its name ends."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    JPEG = "jpg"
    PNG = "png"
    TIFF = "tif"
    TEXT = "txt"

    @property
    def media_type(self) -> str:
        """As which a browser is told to take it."""
        return MEDIA_TYPES[self]

    @property
    def is_picture(self) -> bool:
        """Whether any browser shows it by itself, with nothing in it that could run."""
        return self in (FileKind.JPEG, FileKind.PNG)

    @property
    def endings(self) -> frozenset[str]:
        """How its name may end."""
        return frozenset({self.value, *ENDINGS.get(self, ())})


OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{OFFICE}wordprocessingml.document",
    FileKind.XLSX: f"{OFFICE}spreadsheetml.sheet",
    FileKind.PPTX: f"{OFFICE}presentationml.presentation",
    FileKind.DOC: "application/msword",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.PPT: "application/vnd.ms-powerpoint",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.TIFF: "image/tiff",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
ENDINGS = {FileKind.JPEG: ("jpeg", "jpe", "jfif"), FileKind.TIFF: ("tiff",), FileKind.TEXT: ("csv", "md")}
SIGNS = ((b"\xff\xd8\xff", FileKind.JPEG), (b"\x89PNG\r\n\x1a\n", FileKind.PNG), (b"II*\x00", FileKind.TIFF),
         (b"MM\x00*", FileKind.TIFF))  # fmt: skip


def kind_of(data: bytes) -> FileKind:
    """Return what a file is; `Unreadable` says why it is not kept."""
    if not data.strip():
        raise Unreadable("empty")
    for sign, kind in SIGNS:
        if data.startswith(sign):
            return kind
    if data.startswith(ZIP) and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        return _packed(data)
    if data.startswith(OLE):
        return _old_office(data)
    before, mark, _after = data[:HEAD].partition(PDF)
    if mark and not before.strip(b"\xef\xbb\xbf\r\n\t \0"):
        return FileKind.PDF
    text = encodings.decoded(data)
    if text is None or MARKUP.match(text.lstrip("\ufeff")):
        raise Unreadable("kept other")
    return FileKind.TEXT


def safe_name(name: str, kind: FileKind) -> str:
    """Return the sender's name of a file without folders, ending as its content asks, fit for any disk.

    A text may hold a program that only its ending starts (.bat, .ps1): such a name is refused, not mended.
    """
    bare = re.split(r"[\\/]", name)[-1]
    bare = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:\"|?*]+", " ", bare)
    bare = " ".join(bare.split()).strip(" .") or kind.value
    stem, dot, ending = bare.rpartition(".")
    if dot and stem and ending.lower() in kind.endings:
        return f"{stem[:180].rstrip()}.{ending}"
    if kind is FileKind.TEXT and dot and ending.isalnum() and len(ending) <= 5:
        raise Unreadable("kept other")
    return f"{bare[:180]}.{kind.value}"


def _packed(data: bytes) -> FileKind:
    """Return which Office file a packed one is; its list of parts is read in a process of its own."""
    answer = sandbox.run("tracker.intake.packages", data)
    if "refused" in answer:
        why = str(answer["refused"])
        raise Unreadable("kept macros" if why == "macros" else "encrypted" if why == "encrypted" else "kept other")
    return FileKind(str(answer["kind"]))


def _old_office(data: bytes) -> FileKind:
    """Return which Office file before 2007 it is, from the names of its streams."""
    if ENCRYPTED_PACKAGE in data:
        raise Unreadable("encrypted")
    if MACROS in data:
        raise Unreadable("kept macros")
    if WORD_STREAM in data:
        return FileKind.DOC
    if SLIDES_STREAM in data:
        return FileKind.PPT
    if any(stream in data for stream in SHEET_STREAMS):
        return FileKind.XLS
    raise Unreadable("kept other")
