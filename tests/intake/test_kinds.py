"""What a file is that is kept: its content decides, and what could run on another machine is refused."""

import pytest

from tracker.intake.files import OLE
from tracker.intake.kinds import FileKind, kind_of, safe_name
from tracker.intake.refusals import Unreadable


def stream(name: str) -> bytes:
    """Return the head of an Office file before 2007 with a stream of this name."""
    return OLE + bytes(64) + name.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n", FileKind.PDF), (b"\xef\xbb\xbf\r\n%PDF-1.4\n", FileKind.PDF),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG), (b"\x89PNG\r\n\x1a\n", FileKind.PNG), (b"II*\x00x", FileKind.TIFF),
        (stream("WordDocument"), FileKind.DOC), (stream("Workbook"), FileKind.XLS),
        (stream("PowerPoint Document"), FileKind.PPT), ("Đã cắm mốc.".encode(), FileKind.TEXT),
    ],
)  # fmt: skip
def test_the_content_decides(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"", b"MZ\x90\x00" + bytes(50), b"\x7fELF" + bytes(50), b"<!doctype html>", b"  <svg xmlns='x'>", b"<?xml ?>",
        b"\xef\xbb\xbf<html>", b"<script>%PDF-1.4", b"Rar!\x1a\x07\x00" + bytes(9), b"PK\x03\x04" + bytes(40),
        stream("_VBA_PROJECT") + stream("WordDocument"), stream("EncryptedPackage"), stream("Installer"),
    ],
)  # fmt: skip
def test_what_is_no_paper_or_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        kind_of(data)


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("Báo cáo.PDF", FileKind.PDF, "Báo cáo.PDF"), ("anh.jpeg", FileKind.JPEG, "anh.jpeg"),
        ("../../etc/passwd", FileKind.PNG, "passwd.png"), ("C:\\tam\\x.exe", FileKind.PDF, "x.exe.pdf"),
        ("a\r\nb\x00.pdf", FileKind.PDF, "a b.pdf"), ("gnp.\u202eexe", FileKind.PNG, "gnp. exe.png"),
        ("  . ", FileKind.PDF, "pdf.pdf"), ("số liệu.csv", FileKind.TEXT, "số liệu.csv"),
        ("Biên bản", FileKind.TEXT, "Biên bản.txt"), ("x" * 400 + ".pdf", FileKind.PDF, "x" * 180 + ".pdf"),
    ],
)  # fmt: skip
def test_a_name_is_made_safe_and_ends_as_its_content_asks(name: str, kind: FileKind, kept: str) -> None:
    assert safe_name(name, kind) == kept


@pytest.mark.parametrize("name", ["chay.bat", "x.ps1", "x.vbs", "x.html", "x.js", "x.svg"])
def test_a_text_that_only_its_ending_would_start_is_refused(name: str) -> None:
    with pytest.raises(Unreadable):
        safe_name(name, FileKind.TEXT)
