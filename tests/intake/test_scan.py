"""Scans are read by eye: however the page was laid, with its tables, only the pages that need it, and nothing stays."""

import tempfile
from collections.abc import Callable
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.intake import prints, scans
from tests.intake.prints import Print, printed
from tracker.errors import RuleBroken
from tracker.intake import doubts, files, sandbox, scan, sheets, straight, tesseract
from tracker.intake.sheets import Picture, Sheet

pytestmark = pytest.mark.usefixtures("app", "with_tesseract")

TASKS = [
    "1. Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã rà soát quỹ đất công do Ủy ban nhân dân xã quản lý, "
    "báo cáo Ban Thường vụ trước ngày 30/9/2026.",
    "2. Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện kết luận này, hoàn thành trong quý IV/2026.",
    "3. Trạm Y tế xã tổ chức khám sức khỏe cho người cao tuổi tại 12 thôn.",
]
ROWS = [
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    ("1", "Lắp đặt biển chỉ dẫn tại các ngã ba trên tuyến đường liên thôn", "Phòng Kinh tế", "30/6/2026"),
    ("2", "Rà soát hộ nghèo, hộ cận nghèo", "Phòng Văn hóa - Xã hội", "Quý III/2026"),
]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return printed(lambda paper: paper.paragraphs(*TASKS))


def likeness(read: str, written: str) -> float:
    """Return how many of the words are the same in their order."""
    return SequenceMatcher(None, read.split(), written.split(), autojunk=False).ratio()


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "straight": lambda page: page,
    "crooked": scans.crooked,
    "on its side": scans.on_its_side,
    "upside down": scans.upside_down,
    "under a shadow": scans.shadowed,
    "stamped": scans.stamped,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_is_read_however_it_was_laid(paper: bytes, change: str) -> None:
    text = files.text_of(scans.scanned(paper, CHANGES[change]))
    assert likeness(text, " ".join(TASKS)) > 0.95
    assert "30/9/2026" in text
    assert len(text.split("\n\n")) == len(TASKS)


@pytest.mark.parametrize(("kind", "dots"), [("PNG", 300), ("JPEG", 150), ("TIFF", 400)])
def test_a_picture_of_a_page_is_read_at_any_resolution(paper: bytes, kind: str, dots: int) -> None:
    text = files.text_of(scans.scanned(paper, kind=kind, dots=dots))
    assert likeness(text, " ".join(TASKS)) > 0.95


def test_a_paragraph_goes_on_over_the_turn_of_a_page_and_page_numbers_are_dropped() -> None:
    body = [f"{n}. {TASKS[0][3:]}" for n in range(1, 16)]
    data = scans.scanned(printed(lambda paper: paper.paragraphs(*body)), kind="TIFF")
    heard: list[tuple[int, int]] = []
    text = files.text_of(data, told=lambda page, pages: heard.append((page, pages)))
    assert heard == [(1, 2), (2, 2)]
    assert [part.split(".")[0] for part in text.split("\n\n")] == [str(n) for n in range(1, 16)]
    assert "Trang" not in text


def test_a_table_is_read_cell_by_cell_also_when_the_page_is_crooked() -> None:
    data = scans.scanned(printed(lambda paper: paper.ruled(ROWS, (12, 68, 40, 30))), scans.crooked)
    lines = files.text_of(data).splitlines()
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    assert [len(row) for row in rows] == [4, 4, 4]
    for row, expected in zip(rows, ROWS, strict=True):
        assert likeness(" ".join(row), " ".join(expected)) > 0.85
        assert row[3] == expected[3]


def mixed(*parts: bytes) -> bytes:
    """Return one PDF of all the pages of several."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    file = BytesIO()
    whole.save(file)
    return file.getvalue()


def test_of_a_mixed_pdf_only_the_pictures_are_read_by_eye(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    first, last = (
        printed(lambda sheet, task=task: sheet.paragraphs(task, *TASKS[1:])) for task in ("Một là.", "Ba là.")
    )
    data = mixed(first, scans.scanned(paper), last)
    assert [type(page) for page in files.opened(data).pages] == [Sheet, Picture, Sheet]
    seen: list[int] = []
    see = files.see
    monkeypatch.setattr(files, "see", lambda data, number: (seen.append(number), see(data, number))[1])
    text = files.text_of(data)
    assert seen == [2]
    assert text.count(TASKS[1]) >= 2
    assert likeness(text, " ".join(["Một là.", *TASKS[1:], *TASKS, "Ba là.", *TASKS[1:]])) > 0.97


def signed(paper: Print) -> None:
    prints.picture(paper)
    paper.set_xy(110, 20)
    paper.multi_cell(80, 6, "Ký bởi: Ủy ban nhân dân xã Đạ Lâm\nNgày ký: 10/4/2026 08:30\nCơ quan: tỉnh Lâm Giang")


def meaningless(paper: Print) -> None:
    prints.picture(paper)
    paper.set_xy(20, 20)
    paper.multi_cell(150, 6, "Giao Phong Kinh te chu tri phoi hop voi Cong an xa ra soat quy dat cong " * 12)


@pytest.mark.parametrize("write", [signed, meaningless])
def test_a_scan_with_a_signature_or_poor_letters_over_it_is_still_a_scan(write: Callable[[Print], None]) -> None:
    assert [type(page) for page in files.opened(printed(write)).pages] == [Picture]


def test_poor_letters_are_taken_when_nobody_can_look(without_tesseract: None) -> None:
    assert "Kinh te chu tri" in files.text_of(printed(meaningless))


def test_an_empty_page_is_empty_whatever_the_grain_of_its_paper() -> None:
    grain = Image.effect_noise((1650, 2330), 12).point(lambda light: light + 110)
    file = BytesIO()
    grain.save(file, "PNG")
    seen = files.see(file.getvalue(), 1)
    assert (seen.sheet.lines, seen.sheet.grids) == ([], [])
    with pytest.raises(RuleBroken, match="Không thấy chữ"):
        files.text_of(file.getvalue())


def test_a_page_comes_with_its_picture_upright_and_small(paper: bytes) -> None:
    seen = files.see(scans.scanned(paper, scans.on_its_side), 1)
    picture = Image.open(BytesIO(seen.picture))
    assert picture.width == scan.SHOWN_WIDTH
    assert picture.height > picture.width
    assert len(seen.picture) < 300_000


def test_nothing_of_a_scan_stays_on_the_disk(paper: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    files.see(scans.scanned(paper), 1)
    assert list(folder.iterdir()) == []


def test_a_page_nobody_wants_any_more_is_stopped(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "ASKING_SECONDS", 0.2)
    with pytest.raises(sandbox.Unfinished):
        files.see(scans.scanned(paper), 1, wanted=lambda: False)


BROKEN = {
    "a picture cut short": lambda: scans.scanned(printed(lambda paper: None), kind="PNG")[:-4000],
    "only a head": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "nothing but a mark": lambda: b"II*\x00" + b"\0" * 40,
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_picture_is_refused_with_a_sentence(broken: str) -> None:
    with pytest.raises(RuleBroken, match=r"ảnh bị hỏng|ảnh hỏng"):
        files.text_of(BROKEN[broken]())


def test_a_picture_of_more_dots_than_anybody_scans_is_refused_before_it_is_unfolded() -> None:
    head = BytesIO()
    Image.new("1", (8, 8)).save(head, "PNG")
    data = bytearray(head.getvalue())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(RuleBroken):
        files.text_of(bytes(data))


@pytest.mark.parametrize("angle", [-3.0, -0.4, 0.0, 1.55])
def test_the_tilt_of_a_page_is_found_to_a_tenth_of_a_degree(paper: bytes, angle: float) -> None:
    page = scans.drawn(paper)[0].rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert straight.tilt(page) == pytest.approx(angle, abs=0.1)


def test_words_read_without_certainty_are_told_by_their_place() -> None:
    marked = [doubts.marked(word) for word in ("3.", "Giao", "quý", "l/2026,", "định.")]
    assert marked == ["3.\u2060", "Giao\u2060", "quý\u2060", "l/2026\u2060,", "định\u2060."]
    told = doubts.told(" ".join([*marked, "Hết."]) + "\n| một\u2060 | hai |")
    assert told.text == "3. Giao quý l/2026, định. Hết.\n| một | hai |"
    assert [told.text[start:end] for start, end in told.doubts] == ["3.", "Giao", "quý", "l/2026,", "định.", "một"]


def test_pages_are_the_same_after_they_were_kept(paper: bytes) -> None:
    data = printed(lambda paper: paper.ruled(ROWS, (12, 68, 40, 30)))
    page = files.opened(mixed(data, scans.scanned(paper))).pages[0]
    assert sheets.taken(page.kept()) == page


def test_the_program_is_there_only_with_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tesseract.is_installed()
    monkeypatch.setattr(tesseract, "LANGUAGE", "xxx")
    assert not tesseract.is_installed()
    monkeypatch.setenv("PATH", "")
    assert not tesseract.is_installed()


@pytest.mark.parametrize(
    ("read", "meant"),
    [("thỜi", "thời"), ("ThƯờng", "Thường"), ("tỪng", "từng"), ("dỰ", "dự"), ("Ủy", "Ủy"), ("ƯU", "ƯU"),
     ("TRƯỜNG", "TRƯỜNG"), ("QLDA.Ứng", "QLDA.Ứng"), ("16-KL/BCĐ", "16-KL/BCĐ"), ("", "")],
)  # fmt: skip
def test_capitals_behind_small_letters_are_small_ones_of_the_same_shape(read: str, meant: str) -> None:
    assert tesseract.mended(read) == meant
