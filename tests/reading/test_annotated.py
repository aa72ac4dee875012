"""Documents annotated whole by hand, before they were ever read: every item, and what is known to be misread.

`misread.json` says of each document which facts of which items are misread. Nothing may join it unseen, and what is
read rightly from now on must leave it: `TRACKER_WRITE_MISREAD=1` writes it anew, to be looked at in the difference.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tracker.reading import as_json, read

FOLDER = Path(__file__).parent / "documents"
MISREAD = Path(__file__).parent / "misread.json"
WRITTEN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
ANNOTATED = [name for name, written in WRITTEN.items() if "file" in written["document"]]
FACTS = ("kind", "leads", "coordinating", "deadlines", "recurrence", "money", "status")
HEADER = ("type", "number", "issued_on", "signer", "signer_role", "place", "meeting_on")
SAME_ITEM = 0.5
"""Two items are the same from this share of common words on (F1)."""

Facts = dict[str, Any]


@pytest.mark.parametrize("name", ANNOTATED)
def test_annotated_document(name: str) -> None:
    found = misread(name)
    known = json.loads(MISREAD.read_text(encoding="utf-8")) if MISREAD.exists() else {}
    if os.environ.get("TRACKER_WRITE_MISREAD"):
        known = {key: value for key, value in {**known, name: found}.items() if value and key in ANNOTATED}
        lines = ",\n".join(f" {json.dumps(key)}: {_by_line(known[key])}" for key in sorted(known))
        MISREAD.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    assert found == known.get(name, {})


def _by_line(facts: dict[str, list[str]]) -> str:
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in facts.items()) + "\n }"


def misread(name: str) -> dict[str, list[str]]:
    """Return the misread facts by item; `missed` is an item not found, `invented` one that nobody wrote down."""
    path, written = FOLDER / f"{name}.txt", WRITTEN[name]
    told = as_json(read(path.read_text(encoding="utf-8")), file=path.name)
    misses = {"header": [fact for fact in HEADER if not agree(told["document"], written["document"], fact)]}
    pairs = paired(written["items"], told["items"])
    for at, wanted in enumerate(written["items"]):
        if not wanted.get("optional"):
            found = told["items"][pairs[at]] if at in pairs else None
            misses[wanted["id"]] = ["missed"] if found is None else [f for f in FACTS if not agree(found, wanted, f)]
    for at, item in enumerate(told["items"]):
        if at not in pairs.values() and item["kind"] in ("task", "project", "standing", "recommendation"):
            misses[f"read {item['id']}"] = ["invented"]
    return {key: facts for key, facts in misses.items() if facts}


def paired(wanted: list[Facts], found: list[Facts]) -> dict[int, int]:
    """Match items by their words, the likest first, each once."""
    left = [Counter(item["text"].lower().split()) for item in wanted]
    right = [Counter(item["text"].lower().split()) for item in found]
    likeness = sorted(
        ((_f1(a, b), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right) if a & b), reverse=True
    )
    pairs: dict[int, int] = {}
    for share, i, j in likeness:
        if share >= SAME_ITEM and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _f1(a: Counter[str], b: Counter[str]) -> float:
    return 2 * (a & b).total() / (a.total() + b.total())


def agree(found: Facts, wanted: Facts, fact: str) -> bool:
    if fact not in wanted:
        return True
    accepted = [wanted[fact], *wanted.get("also_accept", {}).get(fact, [])]
    return any(plain(found[fact], fact) == plain(value, fact) for value in accepted)


def plain(value: Any, fact: str) -> Any:
    """The part of a value that matters: names without case and 'các', days with their kind, sums."""
    if fact in ("leads", "coordinating"):
        return {short(name.lower()) for name in value}
    if fact == "deadlines":
        return {(deadline["on"], deadline["kind"]) for deadline in value}
    if fact == "money":
        return sorted(amount["vnd"] for amount in value)
    return value.lower() if isinstance(value, str) else value


def short(name: str) -> str:
    return name.removeprefix("các ").replace("mặt trận tổ quốc", "mttq").replace(" việt nam", "")
