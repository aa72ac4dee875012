"""Which Office file a packed one is, from the names of its parts alone; run in a process of its own."""

import zipfile
from io import BytesIO
from typing import Any

from tracker.intake import sandbox
from tracker.intake.archives import MOST_MEMBERS
from tracker.intake.sandbox import Refused

MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDERS = ("xl/macrosheets/", "xl/dialogsheets/")
TYPES = "[Content_Types].xml"
MOST_TYPES = 1024 * 1024


def kind_in(data: bytes) -> dict[str, Any]:
    """Return {"kind": "docx", "xlsx" or "pptx"}; refuse what is another package, locked, broken, or has macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or TYPES not in archive.namelist():
                raise Refused("other")
            if any(member.flag_bits & 1 for member in members):
                raise Refused("encrypted")
            names = [member.filename.lower() for member in members]
            with archive.open(TYPES) as stream:
                types = stream.read(MOST_TYPES)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Refused("broken") from error
    if any(name.endswith(MACRO_PARTS) or name.startswith(MACRO_FOLDERS) for name in names) or b"macroEnabled" in types:
        raise Refused("macros")
    found = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if len(found) != 1:
        raise Refused("other")
    return {"kind": found[0]}


if __name__ == "__main__":
    sandbox.answer(kind_in)
