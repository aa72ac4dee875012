"""A pattern is searched only where its cues stand: so they must stand wherever the pattern would find something."""

import json
from pathlib import Path

import pytest

from tracker.reading import phrasing, quantities, recurrences
from tracker.reading.cues import cues, cues_in
from tracker.reading.deadlines import _VAGUE, _VAGUE_CUES
from tracker.reading.ranges import GRAMMAR
from tracker.reading.text import OLD_TONES, fold, normalise

HERE = Path(__file__).parent
SHAPES = [
    *((shape, cues(needed)) for shape, _, needed in GRAMMAR),
    *recurrences.INTERVALS,
    *((shape, needed) for _, shape, needed in quantities.STAGES),
    *recurrences.STANDING_SHAPES,
    (phrasing.HANDING, phrasing.HANDING_CUES),
    (phrasing.PARTNERS, phrasing.PARTNER_CUES),
    (quantities.PROGRESS, quantities.PROGRESS_CUES),
    (_VAGUE, _VAGUE_CUES),
]


def _texts():
    for path in sorted((HERE / "documents").glob("*.txt")):
        yield from normalise(path.read_text(encoding="utf-8")).split("\n")
    for name in ("phrases.jsonl", "phrases_written.jsonl"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            yield given["phrase"]
            yield given.get("context") or ""
    yield from (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()


TEXTS = [text for text in _texts() if text.strip()]


@pytest.mark.parametrize(("shape", "needed"), SHAPES, ids=range(len(SHAPES)))
def test_one_of_its_cues_stands_in_all_a_pattern_matches(shape, needed):
    for text in TEXTS:
        for seen in (text, fold(text), text.upper()):
            for found in shape.finditer(seen):
                assert needed.stand_in(cues_in(found[0])), found


def test_no_cue_is_a_word_whose_tone_has_two_places():
    groups = [group for _, needed in SHAPES for group in needed.groups]
    every = {word for group in groups for words in (group.words, *group.phrases) for word in words}
    two = [tone for tones in OLD_TONES.items() for tone in tones]
    assert not [word for word in every if word.removeprefix("qu").endswith(tuple(two))]


def test_of_each_group_of_cues_one_must_stand():
    needed = cues("ngày|trung thu & #")
    assert needed.stand_in(cues_in("trong 3 ngày")) and needed.stand_in(cues_in("Trung thu 2026"))
    assert not needed.stand_in(cues_in("trong ngày"))
    assert not needed.stand_in(cues_in("trong 3 tuần"))


def test_cues_are_words_in_small_letters_digits_and_marks():
    assert cues_in("Trước 30/9/2023, HẰNG tháng: 5%") == {
        "trước", "hằng", "tháng", "#", "#/#", "20", "/", ":", "%",
    }  # fmt: skip
    assert "#/#" in cues_in("ngày 3O . l")
    assert "#/#" not in cues_in("15 tỷ đồng")
