"""Among thousands of tasks forty phrases typed without accents find every text they stand in."""

import re
import unicodedata

import pytest
from sqlalchemy import select

from tests.office import Office
from tests.plenty import PHRASES, fill
from tracker.documents.models import Item
from tracker.extensions import db
from tracker.people.queries import reach_of
from tracker.tasks.finding import Kind, find
from tracker.tasks.models import Task

MANY = 3000


def plain(text: str) -> str:
    """Return text as somebody without a Vietnamese keyboard would type it; written apart from the program's own."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if unicodedata.category(mark) != "Mn")
    return " " + " ".join(re.split(r"[\W_]+", bare.replace("đ", "d").replace("Đ", "d").lower()))


def every_text() -> dict[int, str]:
    """The name and the sentence of every task, as somebody without a Vietnamese keyboard would type them."""
    rows = db.session.query(Task.id, Task.title, Item.text).join(Item, Item.id == Task.item_id)
    return {task_id: plain(f"{title} {text}") for task_id, title, text in rows}


def holding(phrase: str, texts: dict[int, str]) -> set[int]:
    """The tasks in whose texts a phrase stands, found by looking at every one."""
    return {task_id for task_id, text in texts.items() if f" {phrase}" in text}


def found(phrase: str) -> set[int]:
    return set(db.session.scalars(select(Task.id).where(Task.fitting(phrase))))


@pytest.fixture
def plenty(office: Office) -> Office:
    fill(office, MANY)
    return office


def test_forty_phrases_find_every_text_they_stand_in(plenty: Office) -> None:
    assert len(set(PHRASES)) == 40
    reach, texts = reach_of(plenty.viewer), every_text()
    for phrase in PHRASES:
        wanted = holding(phrase, texts)
        assert wanted, f"{phrase} stands nowhere: the test is blind"
        missing = wanted - found(phrase)
        assert not missing, f"{phrase}: {len(missing)} of {len(wanted)} are missing"
        groups = {group.kind: group for group in find(phrase, reach, 20)}
        assert groups[Kind.TASK].total == len(found(phrase))
        assert all(hit.row.id in wanted for hit in groups[Kind.TASK].hits[:5]), f"{phrase}: words apart came first"


def test_what_is_written_with_accents_does_not_drown(plenty: Office) -> None:
    """“đường” stands first where it is written so, before “dương” and “Đướng”, though all of them fit."""
    reach = reach_of(plenty.viewer)
    for typed, other in (("đường", "dương"), ("dương", "đường")):
        hits = find(typed, reach, 20)[0].hits
        assert len(hits) == 20
        for hit in hits:
            assert f" {typed}" in f" {hit.row.title} {hit.row.item.text}".lower(), (typed, other)
