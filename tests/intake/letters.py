"""Small Word files, made by hand: honest ones and traps."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(write: Callable[[Any], object]) -> bytes:
    """Return the bytes of a document which `write` fills."""
    document = Document()
    write(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def rewritten(data: bytes, members: dict[str, bytes]) -> bytes:
    """Return a copy of a document with some of its members replaced or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return file.getvalue()


def numbered(document: Any, words: str, number: str, depth: int) -> None:
    """Add a paragraph of a list, its number left to Word."""
    paragraph = document.add_paragraph(words)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {NAMESPACE}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'))


def lists(document: Any) -> None:
    """Lay two lists: 901 counts 1. a) and -, 902 is the same begun anew at 5."""
    levels = [("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "\uf0b7"), ("upperRoman", "%4/")]
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for depth, (form, words) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {NAMESPACE} w:abstractNumId="901">{written}</w:abstractNum>'))
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for number, more in (("901", ""), ("902", override)):
        numbering.append(
            parse_xml(f'<w:num {NAMESPACE} w:numId="{number}"><w:abstractNumId w:val="901"/>{more}</w:num>')
        )
