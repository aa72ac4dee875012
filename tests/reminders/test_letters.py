"""The words of every letter, kept as files in `letters/` that a reviewer can read and open.

After a wanted change of words: `make letters`, and read the difference. tests/reminders/samples.py makes the letters.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.reminders import samples
from tests.reminders.mail_lint import complaints
from tests.reminders.samples import SAMPLES
from tests.reminders.world import AT, ON, conclusion, item, task
from tracker.extensions import db
from tracker.mime import COLUMNS, SUBJECT_LIMIT, build, folded
from tracker.reading.results import Recurrence
from tracker.reminders.models import Letter, LetterKind
from tracker.reminders.planned import Part, Planned
from tracker.reminders.publication import publish
from tracker.reminders.typesetting import MOST_BYTES

SNAPSHOTS = Path(__file__).parent / "letters"
ENGLISH = ("assignment_person", "manual", "daily", "daily_to_a_chair")
KEPT = [*((name, "vi") for name in SAMPLES), *((name, "en") for name in ENGLISH)]


@pytest.fixture(autouse=True)
def address(app, monkeypatch):
    monkeypatch.setitem(app.config, "BASE_URL", "http://so.dalam.local")


def sample_in(language, name, office):
    if language == "en":
        samples.in_english(office)
    return SAMPLES[name](office)


@pytest.mark.parametrize(("name", "language"), KEPT, ids=lambda each: each)
def test_a_letter_says_what_its_file_says_and_breaks_no_rule_of_mail(office, name, language):
    letter = sample_in(language, name, office)
    for ending, words in (("txt", letter.as_file), ("html", letter.words.html)):
        path = SNAPSHOTS / f"{name}{'_in_english' if language == 'en' else ''}.{ending}"
        if os.environ.get("TRACKER_WRITE_LETTERS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8")
        assert words == path.read_text(encoding="utf-8"), f"{path.name} says something else"
    assert complaints(letter.words.html) == []
    assert len(letter.words.subject) <= SUBJECT_LIMIT
    wide = [row for row in folded(letter.words.text).splitlines() if len(row) > COLUMNS and "http" not in row]
    assert wide == []


def test_no_file_is_kept_of_a_letter_that_is_not_made():
    made = {f"{name}{'_in_english' if language == 'en' else ''}" for name, language in KEPT}
    assert {path.stem for path in SNAPSHOTS.iterdir()} == made


def test_words_of_a_document_stay_words_and_break_nothing(office):
    letter = samples.hostile(office)
    assert complaints(letter.words.html) == []
    assert "&lt;script&gt;" in letter.words.html
    assert not any(each in letter.words.html for each in ("<script", "<img", "<i>", "49 "))
    assert "{{ 7*7 }}" in letter.words.text
    assert "evil Bcc: a@b.c" in letter.words.text
    assert "\u202e" not in letter.words.text + letter.words.html


def test_a_long_letter_is_cut_and_leads_to_the_rest(office):
    letter = samples.daily_long(office)
    assert "và 40 nhiệm vụ khác: http://so.dalam.local/tasks?tab=overdue" in letter.words.text
    assert "và 40 nhiệm vụ khác" in letter.words.html
    assert letter.words.subject.startswith("60 nhiệm vụ quá hạn")


def test_even_endless_titles_leave_a_letter_short_enough_for_gmail(office):
    lines = [samples.line(task(office, "Rà soát quy hoạch " * 400, ON), Part.SOON) for _each in range(20)]
    letter = samples.planned_sample(Planned(LetterKind.DIGEST, samples.box(office.official), ON, lines))
    assert len(letter.words.html.encode()) <= MOST_BYTES
    assert "nhiệm vụ khác" in letter.words.text


def test_text_and_html_name_the_same_tasks_days_and_links(office):
    words = samples.daily(office).words
    for fact in (
        "trễ 30 ngày",
        "15/3/2026",
        "Báo cáo Quý I/2026",
        "43 ngày chưa có cập nhật",
        "Thiếu biên bản bàn giao",
    ):
        assert fact in words.text and fact in words.html, fact
    assert {each for each in words.text.split() if each.startswith("http")} == {
        each.partition('"')[0].replace("&amp;", "&") for each in words.html.split('href="')[1:]
    }


def test_lines_of_a_sent_letter_stay_within_what_mail_may_carry(office):
    words = samples.daily(office).words
    message = build(
        sender="so@dalam.local", sender_name="BCĐ", to=[("A", "a@mail")], subject=words.subject, text=words.text,
        html=words.html, message_id="<1@mail>", at=AT,
    )  # fmt: skip
    assert max(map(len, message.as_bytes().splitlines())) <= 76


def test_a_duty_without_a_day_is_named_by_how_often_it_comes_round(office):
    draft = conclusion(office, number="87/TB-UBND")
    item(draft, "Báo cáo công tác giải phóng mặt bằng", office.economy).recurrence = Recurrence.QUARTERLY
    db.session.commit()
    publish(draft, by=office.secretary, at=AT, on=ON)
    letter = db.session.query(Letter).one()
    for words in (letter.text, letter.html):
        assert "hằng quý" in words
        assert "không có thời hạn" not in words


def test_what_a_secretary_asks_for_hangs_under_the_letter_that_gave_the_task(office):
    publish(samples.draft(office), by=office.secretary, at=AT, on=date(2026, 4, 10))
    given = db.session.query(Letter).filter_by(to_name=office.economy.name).one()
    asked = samples.ask_after([given.reminders[0].task], "Báo cáo.", key="1", by=office.chair, at=AT, on=ON)
    db.session.commit()
    head, before = samples.bearings_of(asked).thread
    assert before == given.message_id
    assert samples.bearings_of(given).thread == (head,)
