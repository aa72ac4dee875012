"""From the bytes of a file to the plain text `tracker.reading` reads; what it is, its content decides."""

from tracker.errors import RuleBroken
from tracker.intake import encodings, sandbox
from tracker.languages import gettext as _

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE

PDF, RICH_TEXT, ZIP = b"%PDF-", b"{\\rtf", b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of Word before 2007; an encrypted .docx lies in one too."""
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")


def text_of(data: bytes) -> str:
    """Return the text of a .docx or .txt file; `RuleBroken` says in one sentence what is accepted and what to do."""
    if not data.strip():
        raise _refused(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise _refused(_("The file is larger than 10 MB. Save it without its pictures, or paste its text."))
    if data.startswith(ZIP) and data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        text = _word(data)
    else:
        text = _plain(data)
    if encodings.looks_old(text):
        raise _refused(
            _("The letters are in an old code (TCVN3 or VNI). Convert the document to Unicode, then send it again.")
        )
    if not any(char.isalpha() for char in text):
        raise _refused(_("No text was found in the file; it may hold only pictures. Paste the text of the document."))
    return text


def _word(data: bytes) -> str:
    answer = sandbox.run("tracker.intake.word", data)
    if "text" in answer:
        return str(answer["text"])
    sentences = {
        "no word": _("This is a compressed file but not a Word document (.docx). Send the .docx itself, or .txt."),
        "broken": _("The Word file is damaged or not complete. Open it in Word, save it again as .docx and send that."),
        "encrypted": _("The file is locked with a password. Save it without the password, then send it again."),
        "too heavy": _("The file unfolds into far more than a document holds. Paste the text of the document instead."),
    }
    raise _refused(sentences.get(str(answer.get("refused")), sentences["broken"]))


def _plain(data: bytes) -> str:
    """Return the text of a file without a container, or say what it is instead."""
    if data.lstrip()[:5] == PDF:
        raise _refused(_("This is a PDF. Send the Word file (.docx), or copy the text out of the PDF and paste it."))
    if data.startswith(OLE) and ENCRYPTED_PACKAGE in data:
        raise _refused(_("The file is locked with a password. Save it without the password, then send it again."))
    if data.startswith((OLE, RICH_TEXT)):
        raise _refused(_("This is an older Word file. Open it in Word, save it as .docx and send that."))
    if data.startswith(PICTURES):
        raise _refused(_("This is a picture. Send the Word file (.docx) or a text file (.txt), or paste the text."))
    text = encodings.decoded(data)
    if text is None:
        raise _refused(
            _("This is neither a Word file (.docx) nor a text file (.txt). Send one of these, or paste the text.")
        )
    if text.lstrip()[:9].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise _refused(_("This is a web page. Copy its text and paste it, or send the Word file (.docx)."))
    return text


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, "file")
