"""The register of reminders: what it lists under which filters, of whom it tells, what it hands out, what is next."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.office import sign_in
from tests.reminders.world import AT, ON, conclusion, task
from tracker import clock
from tracker.extensions import db
from tracker.people.models import Membership, Role
from tracker.people.queries import reach_of
from tracker.reading.calendar import DEFAULT
from tracker.reminders import next_reminders, register, register_export, words
from tracker.reminders.models import Letter, LetterKind, LetterState, Recipient, Reminder
from tracker.reminders.register import Filters
from tracker.reminders.rules import DEFAULTS
from tracker.tasks.models import Stage


def letter(about, user, *, on=ON, kind=LetterKind.DIGEST, state=LetterState.SENT, committee=None, words=""):
    """A letter of a day to a person about some tasks, in the register."""
    number = db.session.query(Letter).count() + 1
    row = Letter(
        key=f"k{number}", kind=kind, on=on, to_name=user.full_name, user=user, unit=user.unit, state=state,
        subject=f"Nhắc việc {number}", text=f"Chữ của thư {number} {words}", html="", message_id=f"<{number}@x>",
        next_try_at=AT, created_at=AT, committee=committee,
    )  # fmt: skip
    row.recipients = [Recipient(name=user.full_name, address=user.email, user=user, state=state)]
    row.reminders = [
        Reminder.of(each, kind=kind, recipient=user.email, due_on=each.due_on, occasion=f"late-{7 * number}", on=on)
        for each in about
    ]
    db.session.add(row)
    db.session.commit()
    return row


@pytest.fixture
def told(office, monkeypatch):
    """Three letters of the committee: two to the economist, one to the man of culture; and the day is ON."""
    monkeypatch.setattr(clock, "today", lambda: ON)
    land = task(office, "Hoàn thành hồ sơ đấu giá đất", date(2026, 4, 10))
    road = task(office, "Trình phê duyệt quy hoạch đường", date(2026, 4, 20))
    own = {"committee": office.committee}
    return [
        letter([land], office.official, on=ON - timedelta(days=5), **own),
        letter([land, road], office.official, state=LetterState.DEAD, **own),
        letter([road], office.culture_official, kind=LetterKind.MANUAL, state=LetterState.WAITING, **own),
    ]


def listed(filters, office):
    chosen = filters.chosen(reach_of(office.secretary), [office.committee.id])
    return [each.id for each in db.session.scalars(register.NEWEST_FIRST.on(chosen))]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [3, 2, 1]),
        ({"state": "dead"}, [2]),
        ({"kind": "manual"}, [3]),
        ({"unit": "1"}, [2, 1]),
        ({"person": "3"}, [3]),
        ({"task": "2"}, [3, 2]),
        ({"since": "10/4/2026"}, [3, 2]),
        ({"until": "2026-04-13"}, [1]),
        ({"q": "dau gia"}, [2, 1]),
        ({"q": "quy hoạch đường"}, [3, 2]),
        ({"q": "do ngoc luong"}, [2, 1]),
        ({"q": "van hoa"}, [3]),
        ({"q": "không có gì"}, []),
        ({"q": "%"}, []),
        ({"state": "nonsense", "unit": "1 or 1", "since": "hôm qua", "kind": "'"}, [3, 2, 1]),
    ],
)
def test_the_register_is_narrowed_by(office, told, asked, numbers):
    assert listed(Filters.of(asked), office) == numbers


def test_the_counts_beside_the_states_are_of_what_the_other_filters_leave(office, told):
    counts = register.counts(Filters.of({"unit": "1", "state": "dead"}), reach_of(office.secretary), [1])
    assert {state.value: many for state, many in counts.items() if many} == {"sent": 1, "dead": 1}


def test_the_filters_stand_in_the_address_of_every_link(client, office, told):
    page = sign_in(client, office.secretary).get("/letters?q=dau+gia&unit=1").text
    assert 'href="/letters?q=dau+gia&amp;state=dead&amp;unit=1"' in page
    assert 'href="/letters.xlsx?q=dau+gia&amp;unit=1"' in page
    assert "Nhắc việc 3" not in page
    assert "Không có thư nào khớp bộ lọc" in client.get("/letters?q=zzz").text


def test_pages_are_cut_by_keys_and_turned(client, office, told, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 2)
    page = sign_in(client, office.secretary).get("/letters").text
    assert "1–2 trong 3" in page
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    letter([db.session.get_one(Letter, 1).reminders[0].task], office.official, committee=office.committee)
    second = client.get(following).text
    assert "Nhắc việc 1" in second
    assert "Nhắc việc 2<" not in second, "what came meanwhile moves no row over the edge"


# ------------------------------------------------------------------------------------------ several committees


@pytest.fixture
def shared(office, told):
    """A letter of the day about a task of each committee."""
    of = conclusion(office, number="9-KL/X")
    of.committee_id = office.other_committee.id
    db.session.flush()
    foreign = task(office, "Việc mật của ban kia", date(2026, 4, 9), of=of)
    mine = told[0].reminders[0].task
    return letter([mine, foreign], office.official, words="Việc mật của ban kia")


def test_of_a_letter_to_several_committees_each_sees_its_own_part(client, office, shared):
    sign_in(client, office.secretary)
    pages = [client.get(each).text for each in ("/letters", f"/letters/{shared.id}", "/letters?q=viec+mat", "/")]
    pages.append(client.get("/letters.csv").text)
    assert "Hoàn thành hồ sơ đấu giá đất" in pages[1]
    assert not [each for each in pages if "Việc mật" in each or shared.subject in each]
    assert f'<a href="/letters/{shared.id}">Nhắc việc trong' in pages[0]
    assert shared.id not in listed(Filters.of({"q": "viec mat"}), office)


def test_who_reaches_all_of_them_reads_the_letter(client, office, shared):
    db.session.add(Membership(committee_id=office.other_committee.id, user_id=office.secretary.id, role=Role.SECRETARY))
    db.session.commit()
    sign_in(client, office.secretary)
    assert "Chữ của thư 4" in client.get(f"/letters/{shared.id}").text
    assert shared.subject in client.get("/letters?committee=all").text
    assert "Việc mật" not in client.get(f"/letters?committee={office.committee.id}").text


def test_a_letter_that_speaks_of_none_of_ones_committees_is_not_there(client, office, told):
    assert sign_in(client, office.other_secretary).get(f"/letters/{told[0].id}").status_code == 404
    assert told[0].subject not in client.get("/letters").text


# ------------------------------------------------------------------------------------------ files


def test_the_files_hold_a_line_for_each_task_under_the_same_filters(client, office, told):
    told[1].to_name = "=cmd()"
    db.session.commit()
    sign_in(client, office.secretary)
    text = client.get("/letters.csv?unit=1").data.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert [row[5] for row in rows[1:]] == [
        "Hoàn thành hồ sơ đấu giá đất", "Trình phê duyệt quy hoạch đường", "Hoàn thành hồ sơ đấu giá đất",
    ]  # fmt: skip
    assert rows[1][2] == "'=cmd()"
    sheet = load_workbook(BytesIO(client.get("/letters.xlsx?unit=1").data)).active
    assert sheet["C2"].value == "=cmd()"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert len(register_export.heads()) == len(register_export.WIDTHS) == len(rows[0])


# ------------------------------------------------------------------------------------------ what is next


@pytest.mark.parametrize(
    ("due_on", "first", "day"),
    [
        (date(2026, 6, 1), date(2026, 4, 14), date(2026, 5, 25)),
        (date(2026, 4, 17), date(2026, 4, 14), date(2026, 4, 14)),
        (date(2026, 4, 17), date(2026, 4, 15), date(2026, 4, 16)),
        (date(2026, 4, 17), date(2026, 4, 18), date(2026, 4, 24)),
        (date(2026, 4, 18), date(2026, 4, 21), date(2026, 4, 28)),  # a Saturday, its week ends on a holiday's eve
        (None, date(2026, 4, 14), None),
    ],
)
def test_the_next_reminder_is_the_next_day_the_timetable_has_for_it(office, due_on, first, day):
    row = task(office, "Việc", due_on)
    found = next_reminders.next_day(row, first, DEFAULT, DEFAULTS)
    assert found == day
    row.stage = Stage.REPORTED
    assert next_reminders.next_day(row, first, DEFAULT, DEFAULTS) is None


def test_a_tasks_page_says_when_it_was_last_brought_to_mind_and_when_it_is_next(client, office, told):
    land = told[0].reminders[0].task
    page = sign_in(client, office.secretary).get(f"/tasks/{land.id}").text
    assert "nhắc lần cuối 09/4/2026" in page, "a letter that was not delivered reminded nobody"
    assert "lần tới 17/4/2026" in page
    assert f"/letters?task={land.id}" in page
    as_viewer = sign_in(client, office.viewer).get(f"/tasks/{land.id}").text
    assert "nhắc lần cuối" in as_viewer
    assert "/letters?" not in as_viewer


def test_the_register_tells_nobody_anothers_link(client, office, told):
    told[0].text = "Cập nhật: http://so.dalam.vn/r/WzIsMSw3.abc-_def"
    db.session.commit()
    page = sign_in(client, office.secretary).get(f"/letters/{told[0].id}").text
    assert "http://so.dalam.vn/r/…" in page
    assert "WzIsMSw3" not in page


@pytest.mark.parametrize("code", ["late-7", "before-0", "silent-30", "escalated", "extension-12", "given-1", "part-3",
                                  "update-4", "refusal-2", "summary-2026-04-13", "brief-1", "with-2026-04-14",
                                  "report-late-7", "manual-k1", "assignment"])  # fmt: skip
def test_every_occasion_has_its_words(app, code):
    with app.test_request_context():
        assert words.occasion(code)
    assert words.occasion("silent-30") != words.occasion("before-30")
