"""A Word file from before 2007 (.doc) or a .rtf, by way of whichever program for it is installed.

Runs in a process of its own (`python -m tracker.intake.old_word`), whose bounds the program it starts inherits.
LibreOffice makes a .docx of it, which keeps fonts and numbering; antiword gives the plain text of a .doc alone.
"""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.intake import sandbox, word

RICH_TEXT = b"{\\rtf"
OFFICE = ("soffice", "libreoffice")
ANTIWORD = "antiword"
SECONDS = 30
MEMORY = 4 * 1024 * 1024 * 1024
"""What LibreOffice claims of addresses before it reads a line."""
FIRST_SECTOR, WORD_MARK, LOCKED = 512, b"\xec\xa5", 0x0100

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""No macro runs and nothing outside the file is fetched, whatever the file asks for."""


def has_office() -> bool:
    """Whether LibreOffice is here."""
    return any(map(shutil.which, OFFICE))


def has_antiword() -> bool:
    """Whether antiword is here."""
    return shutil.which(ANTIWORD) is not None


def program_for(data: bytes) -> str | None:
    """Return the path of the program that would read this, None when none is installed."""
    names = OFFICE if data.startswith(RICH_TEXT) else (*OFFICE, ANTIWORD)
    return next((path for name in names if (path := shutil.which(name))), None)


def is_slow(data: bytes) -> bool:
    """Whether the program that would read this takes seconds to start."""
    program = program_for(data)
    return program is not None and Path(program).name != ANTIWORD


def is_locked(data: bytes) -> bool:
    """Whether the head of a .doc says that a password locks it."""
    head = data[FIRST_SECTOR : FIRST_SECTOR + 12]
    return head.startswith(WORD_MARK) and bool(int.from_bytes(head[10:12], "little") & LOCKED)


def text_of(data: bytes) -> str:
    """Return the text of the file; raise `Refused` when no program could read it."""
    program = program_for(data)
    if program is None:
        raise sandbox.Refused("no program")
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / ("letter.rtf" if data.startswith(RICH_TEXT) else "letter.doc")
        source.write_bytes(data)
        if Path(program).name == ANTIWORD:
            text = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], folder).decode("utf-8", "replace")
            return _with_rows(text)
        return word.text_of(_modern(program, source, folder))


def _with_rows(text: str) -> str:
    """Return antiword's text with the rows of its tables whole: it prints each line of a cell as a row of its own."""
    blocks: list[str] = []
    cells: list[str] = []
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        parts = [" ".join(part.split()) for part in line.strip("|").split("|")] if line.startswith("|") else []
        if len(parts) > 2 and len(parts) == len(cells) and not parts[0]:
            cells = [" ".join(filter(None, pair)) for pair in zip(cells, parts, strict=True)]
            blocks[-1] = blocks[-1].rpartition("\n")[0] + "\n" * ("\n" in blocks[-1]) + _row(cells)
            continue
        if parts and len(parts) == len(cells):
            blocks[-1] += "\n" + _row(parts)
        else:
            blocks.append(_row(parts) if parts else line)
        cells = parts
    return "\n\n".join(blocks)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _modern(program: str, source: Path, folder: Path) -> bytes:
    """Return the file as a .docx, made by LibreOffice with a profile that lives as long as this call."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    _run(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
         "--nodefault", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)],
        folder,
    )  # fmt: skip
    made = source.with_suffix(".docx")
    if not made.exists():
        raise sandbox.Refused("broken")
    return made.read_bytes()


def _run(command: list[str], folder: Path) -> bytes:
    """Run a program at home in a folder of its own; stop it, and all it started, when it takes too long."""
    surroundings = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    with subprocess.Popen(  # noqa: S603 - a program found on the path; the file is named, never part of a shell's line
        command, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as running:  # fmt: skip
        try:
            told, _nothing = running.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise sandbox.Refused("too heavy") from None
        finally:
            sandbox.stop(running)
    if running.returncode != 0:
        raise sandbox.Refused("broken")
    return told


if __name__ == "__main__":
    sandbox.answer(text_of, memory=MEMORY)
