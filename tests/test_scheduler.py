"""The ticker: nothing starts by itself, a started one ticks and shows its pulse, trouble never kills it."""

import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from tests.conftest import settings
from tests.office import sign_in
from tests.post_office import open_post_office
from tests.reminders.test_outbox import write
from tests.reminders.world import AT, task
from tracker import clock, history, mail, scheduler
from tracker.app import create_app
from tracker.documents import page_reading, uploads
from tracker.documents.upload_models import Upload, UploadState
from tracker.extensions import db
from tracker.intake import files
from tracker.reminders import clocks, heartbeat, outbox
from tracker.reminders.models import Heartbeat, Letter, LetterState

MORNING = datetime(2026, 4, 14, 1, 0, tzinfo=UTC)
"""08 giờ 00, Tuesday 14/4/2026 in the office."""


@pytest.fixture
def now(monkeypatch):
    """The program's clock, which a test may set."""
    hands = {"at": MORNING}
    monkeypatch.setattr(clock, "now", lambda: hands["at"])
    return hands


@pytest.fixture
def timetable(app):
    running = scheduler.start(app)
    yield running
    running.shutdown(wait=True)


def pulse(name):
    """Return a job's heartbeat and let go of the database, which the ticker's thread wants to write to."""
    found = db.session.get(Heartbeat, name, populate_existing=True)
    if found:
        db.session.expunge(found)
    db.session.rollback()
    return found


def tick(app, name="outbox", job=scheduler.send):
    db.session.commit()
    scheduler.tick(app, name, job)


def wait_for(found, seconds=10):
    until = time.monotonic() + seconds
    while not found() and time.monotonic() < until:
        time.sleep(0.05)
    return found()


def test_nothing_starts_with_the_application(tmp_path, migrated):
    app = create_app({**settings(tmp_path), "TIMETABLE": True})
    assert "timetable" not in app.extensions


def test_once_started_the_jobs_tick_and_leave_their_pulse(app, timetable):
    assert wait_for(lambda: pulse("outbox") and pulse("remind"))
    assert not pulse("outbox").trouble
    assert {job.id: job.trigger.interval for job in timetable.get_jobs()} == {
        "outbox": timedelta(minutes=1), "remind": timedelta(minutes=10), "read": timedelta(seconds=2),
        "bulk": timedelta(seconds=2), "news": timedelta(minutes=2),
        "succession": timedelta(minutes=10), "sweep": timedelta(hours=6),
        "bounces": timedelta(minutes=5), "reconcile": timedelta(hours=24),
    }  # fmt: skip
    for job in timetable.get_jobs():
        assert (job.coalesce, job.misfire_grace_time) == (True, None)
    assert str(timetable.timezone) == "Asia/Ho_Chi_Minh"


def test_a_file_is_read_within_seconds_of_being_handed_in(app, office, timetable, monkeypatch):
    monkeypatch.setattr(files, "opened", lambda *_data, **_more: files.Opened(text="1. Giao Phòng Kinh tế rà soát."))
    assert wait_for(lambda: pulse("outbox") and pulse("remind"))
    monkeypatch.setattr(files, "takes_long", lambda _data: True)
    file = uploads.receive(office.committee, b"doc", file_name="a.doc", by=office.secretary, at=clock.now())
    db.session.rollback()

    def state():
        found = db.session.get(Upload, file.id, populate_existing=True).state
        db.session.rollback()
        return found

    assert wait_for(lambda: state() == UploadState.READY, seconds=20)
    assert wait_for(lambda: pulse("read"))


def test_one_process_reads_one_file_at_a_time(app, now, monkeypatch):
    ran = []
    monkeypatch.setattr(page_reading, "is_any_due", lambda _at: True)
    scheduler.look(app, "read", ran.append)
    with scheduler.one_reader:
        scheduler.look(app, "read", ran.append)
    assert len(ran) == 1


def test_a_look_at_a_database_that_does_not_answer_ends_quietly(app, monkeypatch):
    def silent(_at):
        raise OperationalError("SELECT 1", {}, OSError("no database"))

    monkeypatch.setattr(page_reading, "is_any_due", silent)
    scheduler.look(app, "read", lambda at: pytest.fail("nothing is due"))


def test_ten_years_ahead_are_one_tick_and_not_every_one_that_was_missed():
    every = scheduler.Every(2)
    assert every.get_next_fire_time(None, MORNING) == MORNING
    later = MORNING + timedelta(days=3650)
    assert every.get_next_fire_time(MORNING, later) == later + timedelta(seconds=2)


def test_a_ticker_that_sleeps_until_a_wrong_clocks_time_is_roused(app, timetable, monkeypatch):
    assert wait_for(lambda: pulse("outbox"))
    ran = threading.Event()
    for job in timetable.get_jobs():
        job.modify(next_run_time=job.next_run_time + timedelta(days=3650), func=lambda *_args: ran.set())
    scheduler._rouse(timetable)
    assert ran.wait(5)


def test_starting_twice_is_one_timetable(app, timetable):
    assert scheduler.start(app) is timetable


def test_a_tick_sends_what_waits(app, office, now):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    with open_post_office() as server:
        app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=server.port)
        tick(app, "remind", scheduler.remind)
        tick(app)
    assert len(server.taken) == 1
    assert db.session.query(Letter).one().state == LetterState.SENT
    assert pulse("outbox").at == pulse("remind").at == MORNING


@pytest.mark.parametrize(
    ("at", "letters"),
    [
        (datetime(2026, 4, 14, 0, 29, tzinfo=UTC), 0),
        (datetime(2026, 4, 14, 0, 31, tzinfo=UTC), 1),
        (datetime(2026, 4, 12, 3, 0, tzinfo=UTC), 0),
    ],
    ids=["before 07:30", "after 07:30", "on a Sunday"],
)
def test_digests_are_written_in_office_hours_of_office_days(app, office, now, at, letters):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 1))
    now["at"] = at
    tick(app, "remind", scheduler.remind)
    assert db.session.query(Letter).count() == letters
    assert pulse("remind").at == at


def test_what_a_job_does_came_through_the_door_of_jobs(app, office, now):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    tick(app, "remind", scheduler.remind)
    assert db.session.query(history.HistoryEntry).filter_by(verb="wrote").one().door == "job"


def test_a_job_that_fails_says_so_and_the_next_tick_runs(app, now, caplog):
    def fail(at):
        raise ValueError("hỏng")

    tick(app)
    tick(app, "outbox", fail)
    assert pulse("outbox").trouble == "error: ValueError: hỏng"
    assert "The job outbox failed" in caplog.text
    tick(app)
    assert not pulse("outbox").trouble


def test_a_database_that_does_not_answer_does_not_kill_the_ticker(app, monkeypatch, caplog):
    def silent(*_args, **_values):
        raise OSError("no database")

    monkeypatch.setattr(heartbeat, "_write", silent)
    tick(app)
    assert "could not be written down" in caplog.text


@pytest.mark.parametrize(
    ("jump", "trouble"),
    [
        (timedelta(minutes=-6), heartbeat.CLOCK_BACK),
        (timedelta(minutes=-4), ""),
        (timedelta(days=6), ""),
        (timedelta(days=8), heartbeat.CLOCK_AHEAD),
    ],
)
def test_a_clock_that_jumps_stops_the_jobs_and_is_said(app, now, jump, trouble):
    ran = []
    tick(app)
    now["at"] += jump
    tick(app, "outbox", ran.append)
    assert pulse("outbox").trouble == trouble
    assert bool(ran) == (not trouble)


def test_after_a_person_confirmed_the_clock_the_jobs_go_on(app, office, now):
    tick(app)
    now["at"] += timedelta(days=30)
    tick(app)
    assert pulse("outbox").trouble
    clocks.confirm(by=office.secretary, at=now["at"])
    tick(app)
    assert not pulse("outbox").trouble


def test_days_that_were_jumped_over_are_one_letter_and_what_the_wrong_clock_put_off_comes_back(app, office, now):
    task(office, "Trình phê duyệt quy hoạch", date(2026, 4, 15))
    tick(app, "remind", scheduler.remind)
    waiting = db.session.query(Letter).one()
    waiting.next_try_at = now["at"] + timedelta(days=3650)
    db.session.commit()
    now["at"] += timedelta(days=14)
    tick(app, "remind", scheduler.remind)
    assert db.session.query(Letter).count() == 1, "nothing is written while the clock is in doubt"
    clocks.confirm(by=office.secretary, at=now["at"])
    db.session.refresh(waiting)
    assert waiting.next_try_at == now["at"]
    tick(app, "remind", scheduler.remind)
    with open_post_office() as server:
        app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=server.port)
        tick(app)
    assert len(server.taken) == 1, "two weeks of occasions are one letter"


def test_a_ticker_that_died_turns_health_red_and_raises_a_banner_within_15_minutes(app, client, office, now):
    tick(app, "remind", scheduler.remind)
    tick(app)
    for minutes, status in ((14, 200), (16, 503)):
        now["at"] = MORNING + timedelta(minutes=minutes)
        assert client.get("/health").status_code == status
        for person in (office.secretary, office.admin):
            page = sign_in(client, person).get("/", follow_redirects=True).text
            assert ("Lịch của chương trình đứng yên từ" in page) == (status == 503)
    assert 'id="timetable-pulse"' not in sign_in(client, office.official).get("/").text


@pytest.mark.parametrize("person", ["secretary", "admin"])
def test_whoever_keeps_the_office_confirms_the_clock_with_one_click(app, client, office, now, person):
    tick(app, "remind", scheduler.remind)
    tick(app)
    now["at"] += timedelta(days=3650)
    tick(app)
    assert client.get("/health").json["timetable"] == "clock"
    page = sign_in(client, office.users[person]).get("/", follow_redirects=True)
    assert page.text.count('action="/letters/clock"') == 1
    assert client.post("/letters/clock", follow_redirects=True).status_code == 200
    assert client.get("/health").status_code == 200
    tick(app)
    assert pulse("outbox").at == now["at"]


def test_an_orderly_end_waits_for_the_letter_in_hand_and_takes_no_other(app, office, monkeypatch):
    for key in "ab":
        write(office, key)
    handed = []

    def deliver(claim, _settings):
        handed.append(claim.letter_id)
        scheduler.stopping.set()
        return mail.Outcome(mail.Fate.SENT)

    app.config["SMTP_HOST"] = "127.0.0.1"
    monkeypatch.setattr(outbox, "deliver", deliver)
    tick(app)
    scheduler.stopping.clear()
    assert [each.state for each in db.session.query(Letter).order_by(Letter.id)] == [
        LetterState.SENT,
        LetterState.WAITING,
    ]


def test_a_job_that_never_ran_cannot_hide_a_clock_that_jumped(app):
    heartbeat.beat("outbox", at=AT)
    heartbeat.complain("remind", heartbeat.CLOCK_AHEAD, at=AT + timedelta(days=3650))
    assert heartbeat.clock_trouble(AT + timedelta(days=3650)) == heartbeat.CLOCK_AHEAD
