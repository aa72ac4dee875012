"""From the bytes of a file to the plain text `tracker.reading` reads; what it is, its content decides."""

from typing import Any

from tracker.errors import RuleBroken
from tracker.intake import encodings, old_word, sandbox
from tracker.languages import gettext as _

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE

PDF, RICH_TEXT, ZIP = b"%PDF-", old_word.RICH_TEXT, b"PK"
HEAD = 1024
"""A PDF may begin with a few bytes of its sender's; every reader looks for its mark in the first of them."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of Word before 2007; an encrypted .docx lies in one too."""
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


def text_of(data: bytes) -> str:
    """Return the text of a Word, PDF or .txt file; `RuleBroken` says in a sentence what is accepted and what to do."""
    if not data.strip():
        raise _refused(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise _refused(_("The file is larger than 10 MB. Save it without its pictures, or paste its text."))
    if data.startswith(ZIP) and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        text = _word(data)
    elif PDF in data[:HEAD]:
        text = _pdf(data)
    elif data.startswith((OLE, RICH_TEXT)):
        text = _old_word(data)
    else:
        text = _plain(data)
    if encodings.looks_old(text):
        raise _refused(
            _("The letters are in an old code (TCVN3 or VNI). Convert the document to Unicode, then send it again.")
        )
    if not any(char.isalpha() for char in text):
        raise _refused(_no_letters())
    return text


def _word(data: bytes) -> str:
    answer = sandbox.run("tracker.intake.word", data)
    sentences = {
        "no word": _("This is a compressed file but not a Word document (.docx). Send the .docx itself, or .txt."),
        "broken": _("The Word file is damaged or not complete. Open it in Word, save it again as .docx and send that."),
    }
    return _text_in(answer, sentences)


def _pdf(data: bytes) -> str:
    answer = sandbox.run("tracker.intake.pdf", data)
    pages = answer.get("where")
    sentences = {
        "broken": _("The PDF is damaged or not complete. Send it again, or send the Word file (.docx)."),
        "too long": _("The PDF has more than 300 pages. Send only the pages that assign tasks, or paste the text."),
        "scanned": (
            _("These pages of the PDF are scanned pictures: %(pages)s. Send the Word file (.docx), or paste the text.",
              pages=pages)
            if pages
            else _("The PDF is a scan: its pages are pictures. Send the Word file (.docx), or paste the text.")
        ),
        "no letters": _no_letters(),
        "unnamed letters": _(
            "The fonts in this PDF do not say which letters they show. Send the Word file (.docx), or paste the text."
        ),
        "turned": _(
            "The text of the PDF stands on its side on these pages: %(pages)s. Turn them and save, or paste the text.",
            pages=pages,
        ),
    }  # fmt: skip
    return _text_in(answer, sentences)


def _old_word(data: bytes) -> str:
    """Return the text of a .doc or .rtf, when a program for it is installed."""
    if ENCRYPTED_PACKAGE in data or old_word.is_locked(data):
        return _text_in({"refused": "encrypted"}, {})
    if data.startswith(OLE) and WORD_STREAM not in data:
        raise _refused(
            _("This is an Office file but not a Word document. Send the Word file (.docx), or paste the text.")
        )
    if old_word.program_for(data) is None:
        raise _refused(
            _(
                "This is an older Word file. Open it in Word, save it as .docx and send that; "
                "with LibreOffice installed on the server it could be read as it is."
            )
        )
    broken = _("The older Word file could not be opened. Open it in Word, save it as .docx and send that.")
    return _text_in(sandbox.run("tracker.intake.old_word", data), {"broken": broken})


def _text_in(answer: dict[str, Any], sentences: dict[str, str]) -> str:
    """Return the text another process found, or say in the format's own sentence why there is none."""
    if "text" in answer:
        return str(answer["text"])
    usual = {
        "encrypted": _("The file is locked with a password. Save it without the password, then send it again."),
        "too heavy": _("The file unfolds into far more than a document holds. Paste the text of the document instead."),
    }
    raise _refused((usual | sentences).get(str(answer.get("refused")), sentences.get("broken", "")))


def _plain(data: bytes) -> str:
    """Return the text of a file without a container, or say what it is instead."""
    if data.startswith(PICTURES):
        raise _refused(_("This is a picture. Send the Word file (.docx) or a text file (.txt), or paste the text."))
    text = encodings.decoded(data)
    if text is None:
        raise _refused(
            _("This is not a Word file (.docx), a PDF or a text file (.txt). Send one of these, or paste the text.")
        )
    if text.lstrip()[:9].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise _refused(_("This is a web page. Copy its text and paste it, or send the Word file (.docx)."))
    return text


def _no_letters() -> str:
    return str(_("No text was found in the file; it may hold only pictures. Paste the text of the document."))


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, "file")
