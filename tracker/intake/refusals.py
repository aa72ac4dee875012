"""Why a file could not be read: a word that can be kept, and the sentence a person is told."""

from tracker.errors import RuleBroken
from tracker.intake.tesseract import PACKAGE
from tracker.languages import gettext as _


class Unreadable(RuleBroken):
    """The file gives no text; `code` says why and `where` on which pages, for a sentence said later."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(sentence(code, where), "file")
        self.code = code
        self.where = where


def sentence(code: str, where: str = "") -> str:
    """Return what is wrong with a file and what to do, in the reader's language."""
    code = code.replace("no program", "scanned") if not code.startswith("old_word") else code
    return str(
        _general(code)
        or _of_workbook(code)
        or _of_word(code)
        or _of_pages(code, where)
        or _("The file could not be read.")
    )


def _general(code: str) -> str:
    named: dict[str, str] = {
        "empty": _("The file is empty."),
        "large": _("The file is larger than 10 MB. Save it without its pictures, or paste its text."),
        "large scan": _("The file is larger than 30 MB. Scan it in grey at 300 dots an inch, or send it in parts."),
        "encrypted": _("The file is locked with a password. Save it without the password, then send it again."),
        "too heavy": _("The file unfolds into far more than a document holds. Paste the text of the document instead."),
        "old letters": _(
            "The letters are in an old code (TCVN3 or VNI). Convert the document to Unicode, then send it again."
        ),
        "no letters": _("No text was found in the file; it may hold only pictures. Paste the text of the document."),
        "web page": _("This is a web page. Copy its text and paste it, or send the Word file (.docx)."),
        "kept macros": _("The document carries macros, which could run on another machine. Save it without them."),
        "kept other": _("Only documents and pictures are kept: PDF, Word, Excel, PowerPoint, JPG, PNG, TIFF or .txt."),
        "no document": _(
            "This is not a Word file (.docx), a PDF or a text file (.txt). Send one of these, or paste the text."
        ),
    }
    return named.get(code, "")


def _of_word(code: str) -> str:
    named: dict[str, str] = {
        "word no word": _("This is a compressed file but not a Word document (.docx). Send the .docx itself, or .txt."),
        "word broken": _(
            "The Word file is damaged or not complete. Open it in Word, save it again as .docx and send that."
        ),
        "old_word no word": _(
            "This is an Office file but not a Word document. Send the Word file (.docx), or paste the text."
        ),
        "old_word no program": _(
            "This is an older Word file. Open it in Word, save it as .docx and send that; "
            "with LibreOffice installed on the server it could be read as it is."
        ),
        "old_word broken": _(
            "The older Word file could not be opened. Open it in Word, save it as .docx and send that."
        ),
    }
    return named.get(code, "")


def _of_workbook(code: str) -> str:
    named: dict[str, str] = {
        "workbook large": _("The file is larger than 5 MB. A list of people is far smaller: send the list alone."),
        "workbook no workbook": _(
            "This is not an Excel workbook (.xlsx). Open the list in Excel and save it as .xlsx."
        ),
        "workbook old": _("This is an older Excel file (.xls). Open it in Excel and save it as .xlsx."),
        "workbook macros": _("This workbook holds macros (.xlsm). Save it as .xlsx without macros."),
        "workbook broken": _(
            "The workbook is damaged or not complete. Open it in Excel, save it again as .xlsx and send that."
        ),
        "workbook too heavy": _("The workbook unfolds into far more than a list holds. Copy the list into a new one."),
    }
    return named.get(code, "")


def _of_pages(code: str, where: str) -> str:
    named: dict[str, str] = {
        "pdf broken": _("The PDF is damaged or not complete. Send it again, or send the Word file (.docx)."),
        "pdf too long": _("The PDF has more than 300 pages. Send only the pages that assign tasks, or paste the text."),
        "pdf scanned": _these_pages(where) if where else _(
            "The PDF is a scan, which the server cannot read without the package %(package)s. "
            "Send the Word file (.docx), or paste the text.", package=PACKAGE,
        ),
        "pdf unnamed letters": _(
            "The fonts in this PDF do not say which letters they show. Send the Word file (.docx), or paste the text."
        ),
        "pdf turned": _(
            "The text of the PDF stands on its side on these pages: %(pages)s. Turn them and save, or paste the text.",
            pages=where,
        ),
        "pictures scanned": _(
            "This is a picture, which the server cannot read without the package %(package)s. "
            "Send the Word file (.docx), or paste the text.", package=PACKAGE,
        ),
        "pictures other": _("Pictures of this kind are not read. Save it as PNG, JPEG or PDF, or paste the text."),
        "pictures broken": _("The picture is damaged or not complete. Scan it again, or paste the text."),
        "pictures too long": _("The file has more than 300 pages. Send only the pages that assign tasks."),
    }  # fmt: skip
    return named.get(code, "")


def _these_pages(where: str) -> str:
    return str(
        _(
            "These pages of the PDF are scans, which the server cannot read without the package %(package)s: "
            "%(pages)s. Send the Word file (.docx), or paste the text.",
            package=PACKAGE,
            pages=where,
        )
    )
