"""Whole documents of different forms, each a text and what it says by the rules; the seeds; odd text; linear time."""

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reading import as_json, read
from tracker.reading.results import Found, Reading, Span

WRITTEN = {
    path: json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "documents").glob("*.txt"))
}
# Documents annotated by hand in full name their file; of the others the JSON states only what matters.
DOCUMENTS = [path for path, expected in WRITTEN.items() if "file" not in expected["document"]]
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PIECES = [
    *("UBND huyện", "các xã: An Thái, An Thọ", "Giao Sở Xây dựng chủ trì,", "phối hợp với", "Kết luận như sau:"),
    *("KẾ HOẠCH", "1. ", "a) ", "- ", "* ", "II. NHIỆM VỤ", "trước ngày 30/02/2025", "12,5 tỷ đồng;"),
    *("hoàn thành trong Quý I/2024.", "| TT | Nội dung | Cơ quan chủ trì |", "| 1 | Rà soát quy hoạch | nt |"),
    *("Số: /TB-UBND", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "Các đơn vị: các đơn vị:", "đồng chí", "(((", "“*", "**"),
    *("\n", "\n\n", "\t", "\r\n", "\u00a0", "\u200b", "e\u0302\u0301", "İ", "ﬁ"),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_document(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    reading = read(path.read_text(encoding="utf-8"))
    told = as_json(reading, file=path.name)
    assert {name: told["document"][name] for name in expected["document"]} == expected["document"]
    assert [item["id"] for item in told["items"]] == [item["id"] for item in expected["items"]]
    products = [item.product and item.product.value for item in reading.items]
    for item, product, wanted in zip(told["items"], products, expected["items"], strict=True):
        assert item["text"].startswith(wanted["text"])
        assert {name: facts(item, product)[name] for name in wanted if name != "text"} == {
            name: value for name, value in wanted.items() if name != "text"
        }, wanted["id"]


def facts(item, product):
    return {
        **item,
        "product": product,
        "lines": [item["start_line"], item["end_line"]],
        "deadlines": [[deadline["on"], deadline["kind"]] for deadline in item["deadlines"]],
        "money": [amount["vnd"] for amount in item["money"]],
        "progress": item["progress"] and item["progress"]["percent"],
    }


def test_every_form_is_among_the_documents():
    kinds = {read(path.read_text(encoding="utf-8")).header.type.value.value for path in DOCUMENTS}
    assert {"ket_luan", "thong_bao", "ke_hoach", "chuong_trinh", "bao_cao", "bien_ban"} <= kinds


# ------------------------------------------------------------------------------------------------ the seed documents


def seed(number: str) -> Reading:
    found = sorted(SEEDS.glob(f"{number}_*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("the seed documents are not beside this repository")
    return read(found[0].read_text(encoding="utf-8"))


def test_conclusion_cuts_by_day_and_gives_the_announced_owner():
    reading = seed("003")
    items = {item.id: item for item in reading.items}
    assert reading.header.number.value == "16-KL/BCĐ"
    assert reading.header.issued_on is None
    assert reading.header.meeting_on.value == date(2023, 8, 11)
    assert [found.value for found in items["1"].leads] == ["UBND huyện", "Các thành viên Ban chỉ đạo"]
    assert items["1"].lead_source.value == "document"
    assert items["3.2.b"].due.on == date(2023, 9, 30)
    assert items["3.2.a"].due is None
    assert (items["7"].start_line, items["7"].end_line) == (38, 40)
    assert "nêu cao tinh thần trách nhiệm" in items["7"].text


def test_programme_gives_each_department_its_bullets():
    reading = seed("004")
    items = {item.id: item for item in reading.items}
    assert [found.value for found in items["III.1.2"].leads] == ["Văn phòng huyện"]
    assert items["III.1.2"].recurrence.value.value == "quarterly"
    assert items["II.3.a.1"].due.on == date(2024, 12, 31)  # said in the last bullet of the letter
    assert items["II.5.c.4"].text.startswith("Nâng cấp Hệ thống mạng nội bộ huyện: Phát triển")
    assert "UBND xã Mỹ Đức" in [found.value for found in items["III.3.1"].coordinating]


def test_plan_has_standing_duties_and_no_invented_day():
    reading = seed("002")
    assert not [deadline for item in reading.items for deadline in item.deadlines]
    under_owner_lines = [item for item in reading.actionable if item.id.startswith(("III.2", "III.3", "III.4"))]
    assert {item.kind.value for item in under_owner_lines} == {"standing"}
    assert all(item.leads for item in under_owner_lines)


def test_report_tells_projects_with_cost_and_expected_completion():
    projects = [item for item in seed("001").items if item.kind.value == "project"]
    assert sum(found.value for item in projects for found in item.money) == 99_495_000_000
    assert {item.due.on for item in projects if item.due} == {
        date(2022, 12, 31),
        date(2023, 12, 31),
        date(2024, 12, 31),
    }


def test_annex_tells_three_works_of_one_bullet_apart():
    works = [item for item in seed("000").items if item.progress]
    assert [item.progress.value for item in works] == [35, 40, 80]
    assert [item.money[0].value for item in works] == [8_000_000_000, 6_000_000_000, 7_368_000_000]


# --------------------------------------------------------------------------------------------------- odd text, time


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40).map(" ".join))
def test_reading_never_raises_and_points_into_its_text(text):
    reading = read(text)
    json.dumps(as_json(reading))
    assert len({item.id for item in reading.items}) == len(reading.items)
    for words, span in evidence(reading):
        assert 0 <= span.start <= span.end <= len(reading.text)
        assert squeezed(words) in squeezed(span.of(reading.text))


def evidence(reading: Reading) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = [(item.text, item.span) for item in reading.items]
    for item in reading.items:
        for value in (*item.leads, *item.coordinating, *item.persons, *item.deadlines, *item.money):
            found.append((value.words, value.span))
        for single in (item.recurrence, item.progress, item.status, item.product):
            found += [(single.words, single.span)] if single else []
        found += [("", remark.span) for remark in item.remarks if remark.span]
    header = reading.header
    for name in ("number", "issued_on", "issuer", "signer", "place", "meeting_on"):
        value: Found[object] | None = getattr(header, name)
        found += [(value.words, value.span)] if value else []
    return found


def squeezed(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "*_|")


@pytest.mark.parametrize(
    "text",
    [
        "1. Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính rà soát quy hoạch, báo cáo trước ngày 30/9/2025.\n"
        * 20,
        "- UBND các xã: " + "An Thái, " * 200 + "\n",
        "kết luận: " + "các đơn vị: " * 150 + "\n",
        "| 1 | Rà soát hồ sơ | Sở Nội vụ | Quý I/2025 |\n" * 30,
        "(" * 200 + "“" * 200 + "\n",
    ],
    ids=["points", "places", "groups", "rows", "brackets"],
)
def test_time_grows_with_the_text(text):
    once = min(timed(text) for _ in range(5))
    tenfold = min(timed(text * 10) for _ in range(3))
    assert tenfold <= 13 * once + 0.05


@pytest.mark.parametrize(
    "words",
    ["năm ", "tháng ", "để làm ", "; giao Sở Y tế ", "Ban Quản lý ", "hằng ", "chưa ", "trước ngày 30/9/2026 ", "(“"],
)
def test_time_grows_with_a_single_paragraph(words):
    """Four times the paragraph may take some four times as long; a quadratic pattern takes sixteen times."""
    once = min(timed(f"1. UBND xã rà soát {words * (4_000 // len(words))}") for _ in range(4))
    longer, most = f"1. UBND xã rà soát {words * (16_000 // len(words))}", 9 * once + 0.02
    assert any(timed(longer) <= most for _ in range(6)), most


def timed(text: str) -> float:
    """The time of the processor that reading took; what other programs do meanwhile hardly counts."""
    start = process_time()
    read(text)
    return process_time() - start
