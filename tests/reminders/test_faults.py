"""No letter is lost and none is two: 600 letters, three workers, and everything that can go wrong on the way."""

from datetime import date, timedelta

import pytest

from tests.conftest import settings
from tests.post_office import free_port, open_post_office
from tests.reminders.fire import Fire, Plan
from tests.reminders.world import AT, ON, task
from tracker.extensions import db
from tracker.reminders import outbox
from tracker.reminders.models import Letter, LetterKind, LetterState
from tracker.reminders.schedule import remind
from tracker.tasks.models import Stage


@pytest.mark.slow
@pytest.mark.timeout(600)  # half a minute, and ten times that beside a dozen busy processes
def test_under_fire_no_letter_is_lost_and_only_a_cut_hand_over_is_seen_twice(app, office, tmp_path):
    told = Fire(app, office, Plan(), settings(tmp_path)).burn()
    print(told)
    assert told.holds, told
    assert told.sent + told.refused == 600


def test_after_a_day_without_a_mail_server_each_reader_gets_one_letter_and_none_about_what_is_done(app, office):
    port, minute = free_port(), timedelta(minutes=1)
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=port, SMTP_TIMEOUT=5, MAIL_FROM="so@dalam.local")
    finished = task(office, "Việc xong trong lúc máy chủ thư hỏng", date(2026, 4, 15))
    task(office, "Việc còn nợ", date(2026, 4, 15), lead=office.culture)
    remind(on=ON, at=AT)
    for hour in range(24):
        outbox.run(at=AT + timedelta(hours=hour))
    finished.stage = Stage.DONE
    db.session.commit()
    up = AT + timedelta(days=1)
    remind(on=ON + timedelta(days=1), at=up)
    with open_post_office(port) as server:
        for tick in range(15):
            outbox.run(at=up + tick * minute)
    digests = db.session.query(Letter).filter_by(kind=LetterKind.DIGEST)
    assert digests.filter(Letter.state.in_(outbox.OPEN)).count() == 0
    assert [each["To"].addresses[0].addr_spec for each in server.taken] == [office.culture_official.email]
    assert digests.filter_by(state=LetterState.SENT).one().on == ON + timedelta(days=1)
