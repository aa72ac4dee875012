"""A .doc is read by whichever program is installed; without one, or when it fails, a sentence says what to do."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.intake import letters
from tracker.errors import RuleBroken
from tracker.intake import files, old_word, sandbox

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DOC = OLE + b"\xec\xa5\xc1\0" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
LOCKED_DOC = OLE + b"\xec\xa5\xc1\0\0\0\0\0\0\0\x00\x01" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
IN_TCVN3 = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 .VnTime;}}\f0 Giao Ph\'dfng Kinh t\'d5 r\'b5 so\'b8t\par}"


def program(folder: Path, name: str, body: str) -> None:
    """Put a program of this name on the path, which does what these lines of Python say."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport pathlib, sys, time, os\n{body}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder on the path."""
    if os.name == "nt":
        pytest.skip("Windows does not start a script by its first line")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("data", [DOC, IN_TCVN3])
def test_without_a_program_the_sentence_names_one(data: bytes, programs: Path, app: Flask) -> None:
    with pytest.raises(RuleBroken, match=r"Word đời cũ.*LibreOffice"):
        files.text_of(data)


@pytest.mark.parametrize(
    ("data", "words"), [(LOCKED_DOC, "mật khẩu"), (OLE + "Workbook".encode("utf-16-le"), "không phải văn bản Word")]
)
def test_what_no_program_could_read_is_said_before_one_is_asked(data: bytes, words: str, app: Flask) -> None:
    with pytest.raises(RuleBroken, match=words):
        files.text_of(data)


def test_libreoffice_is_asked_for_a_docx_at_home_in_a_folder_that_does_not_last(programs: Path, app: Flask) -> None:
    made = letters.word(lambda document: letters_of(document, "Giao Phßng Kinh tÕ", ".VnTime"))
    (programs / "made.docx").write_bytes(made)
    program(
        programs,
        "soffice",
        f"""
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
profile = pathlib.Path(sys.argv[1].partition("file://")[2])
assert out == pathlib.Path.cwd() == pathlib.Path(os.environ["HOME"]) and profile.parent == out
assert "DisableMacrosExecution" in (profile / "user" / "registrymodifications.xcu").read_text()
pathlib.Path({str(programs / "folder")!r}).write_text(str(out))
out.joinpath("letter.docx").write_bytes(pathlib.Path({str(programs / "made.docx")!r}).read_bytes())""",
    )
    assert files.text_of(DOC) == "Giao Phòng Kinh tế"
    assert not Path((programs / "folder").read_text()).exists()


def letters_of(document: Any, words: str, font: str) -> None:
    document.add_paragraph().add_run(words).font.name = font


ANSWERS = {
    "fails": ("sys.exit(3)", "Không mở được"),
    "makes nothing": ("", "Không mở được"),
    "makes no document": ("pathlib.Path('letter.docx').write_bytes(b'PK')", "Không mở được"),
    "needs all memory": ("bytearray(5 * 1024 ** 3)", "Không mở được"),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_program_that_fails_leaves_a_sentence(answer: str, programs: Path, app: Flask) -> None:
    body, words = ANSWERS[answer]
    program(programs, "soffice", body)
    with pytest.raises(RuleBroken, match=words):
        files.text_of(DOC)


def test_a_program_that_does_not_end_is_stopped_with_all_it_started(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(
        programs,
        "soffice",
        f"""
child = os.fork()
if child:
    pathlib.Path({str(programs / "child")!r}).write_text(str(child))
time.sleep(60)""",
    )
    monkeypatch.setattr(old_word, "SECONDS", 1)
    with pytest.raises(sandbox.Refused, match="too heavy"):
        old_word.text_of(DOC)
    time.sleep(0.2)
    state = Path(f"/proc/{(programs / 'child').read_text()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_antiword_gives_the_rows_of_its_tables_whole(programs: Path, app: Flask) -> None:
    text = (
        "\n 1. Giao Công an xã\n\n|TT |Nhiệm vụ |Cơ quan |\n|1  |Rà soát  |Phòng    |\n"
        "|   |đất công |Kinh tế  |\n|2  |Báo cáo  |nt  |\n"
    )
    program(programs, "antiword", f"sys.stdout.buffer.write({text!r}.encode())")
    rows = ["| TT | Nhiệm vụ | Cơ quan |", "| 1 | Rà soát đất công | Phòng Kinh tế |", "| 2 | Báo cáo | nt |"]
    assert files.text_of(DOC) == "1. Giao Công an xã\n\n" + "\n".join(rows)


def test_antiword_is_not_asked_for_rich_text(programs: Path) -> None:
    program(programs, "antiword", "")
    assert old_word.program_for(IN_TCVN3) is None
    assert old_word.program_for(DOC) == str(programs / "antiword")


@pytest.mark.slow
def test_the_real_libreoffice_reads_an_old_file_with_an_old_font(tmp_path: Path, app: Flask) -> None:
    office = old_word.program_for(IN_TCVN3)
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    assert files.text_of(IN_TCVN3) == "Giao Phòng Kinh tế rà soát"
    (tmp_path / "a.rtf").write_bytes(IN_TCVN3)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc", "a.rtf"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert files.text_of((tmp_path / "a.doc").read_bytes()) == "Giao Phòng Kinh tế rà soát"
