"""The bounds of a zipped document, held against what it really unfolds to, not against what it says of itself."""

import zipfile
from io import BytesIO

from tracker.intake.sandbox import Refused

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 2_000
MOST_BYTES = 120 * MEGABYTE
MOST_MARKUP = 24 * MEGABYTE
SMALL = 8 * MEGABYTE
STEEPEST = 120
"""Words in a .docx fold to a tenth or a thirtieth; what folds further than this and is not small is a trap."""
FORBIDDEN = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def check(data: bytes, heart: str = "word/document.xml", otherwise: str = "no word") -> None:
    """Unfold every member once, a piece at a time, and refuse what is broken, locked, too large or a trap.

    `heart` is the member no document of the kind lacks; `otherwise` is said of a file without it.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if heart not in archive.namelist():
                raise Refused(otherwise)
            if len(members) > MOST_MEMBERS:
                raise Refused("too heavy")
            if any(member.flag_bits & 1 for member in members):
                raise Refused("encrypted")
            _unfold(archive, members, len(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Refused("broken") from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "_lzma"):
            raise Refused("broken") from error
        raise


def _unfold(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], folded: int) -> None:
    whole = markup = 0
    for member in members:
        is_markup = member.filename.lower().endswith((".xml", ".rels"))
        tail = b""
        with archive.open(member) as stream:
            while piece := stream.read(MEGABYTE):
                whole += len(piece)
                markup += len(piece) if is_markup else 0
                if whole > MOST_BYTES or markup > MOST_MARKUP or (whole > SMALL and whole > folded * STEEPEST):
                    raise Refused("too heavy")
                if is_markup and any(word in tail + piece for word in FORBIDDEN):
                    raise Refused("broken")
                tail = piece[-40:]
