"""Documents annotated whole by hand, before they were ever read: every item, and what is known to be misread."""

import json
from pathlib import Path

import pytest

from tracker.reading import as_json, read

FOLDER = Path(__file__).parent / "documents"
WRITTEN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
ANNOTATED = [name for name, written in WRITTEN.items() if "file" in written["document"]]
FACTS = ("kind", "leads", "coordinating", "deadlines", "recurrence", "money", "status")
HEADER = ("type", "number", "issued_on", "signer", "signer_role", "place", "meeting_on")
# What two careful readers might still read otherwise, or the reader does not see: document, item, fact.
MISREAD = {
    ("bien_ban_hop_thon_xa", "II.p4.a", "deadlines"),  # "làm trong hai ngày 18 và 19/10/2025"
    ("ke_hoach_chien_dich_phuong", "II.2", "deadlines"),  # takes the span of the campaign, told in the point before
    ("ke_hoach_chien_dich_phuong", "header", "signer_role"),
    ("ket_luan_bcd_giai_phong", "header", "signer_role"),
    ("ket_luan_thuong_vu_xa", "3.1", "deadlines"),  # "trong kỳ họp tháng 12/2025" is told without a day
    ("thong_bao_tinh_nhieu_so", "II.2", "kind"),  # a duty given to one body without a product or an end
    ("thong_bao_tinh_nhieu_so", "II.2", "recurrence"),
}


@pytest.mark.parametrize("name", ANNOTATED)
def test_annotated_document(name):
    path, written = FOLDER / f"{name}.txt", WRITTEN[name]
    told = as_json(read(path.read_text(encoding="utf-8")), file=path.name)
    misses = {(name, "header", fact) for fact in HEADER if told["document"][fact] != written["document"][fact]}
    items = {words(item["text"]): item for item in told["items"]}
    for wanted in written["items"]:
        if wanted.get("optional"):
            continue
        found = items.get(words(wanted["text"]))
        misses |= {(name, wanted["id"], fact) for fact in FACTS if found is None or not agree(found, wanted, fact)}
    assert misses == {miss for miss in MISREAD if miss[0] == name}


def words(text: str) -> str:
    return " ".join(text.replace("*", "").split()).strip(" .;/").lower()


def agree(found, wanted, fact) -> bool:
    if fact not in wanted:
        return True
    accepted = [wanted[fact], *wanted.get("also_accept", {}).get(fact, [])]
    return any(plain(found[fact], fact) == plain(value, fact) for value in accepted)


def short(name: str) -> str:
    return name.removeprefix("các ").replace("mặt trận tổ quốc", "mttq").replace(" việt nam", "")


def plain(value, fact):
    """The part of a value that matters: names without case and 'các', days with their kind, sums."""
    if fact in ("leads", "coordinating"):
        return {short(name.lower()) for name in value}
    if fact == "deadlines":
        return {(deadline["on"], deadline["kind"]) for deadline in value}
    if fact == "money":
        return sorted(amount["vnd"] for amount in value)
    return value
