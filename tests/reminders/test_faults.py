"""The outbox under fire: several workers, some killed in the middle, a server that is busy now and then."""

import multiprocessing
import random
import time
from pathlib import Path

import pytest

from tests.conftest import settings
from tests.post_office import open_post_office
from tests.reminders.test_outbox import write
from tests.reminders.world import AT
from tracker.app import create_app
from tracker.extensions import db
from tracker.reminders import outbox
from tracker.reminders.models import Letter, LetterState

LETTERS, WORKERS, KILLS = 40, 3, 4
SPEED = 120
"""How much faster than the wall the workers' clock runs: a lease of 10 minutes ends after 5 seconds."""


def work(folder: str, port: int, begun: float) -> None:
    """Send what is due, over and over, as a serving process does."""
    app = create_app({**settings(Path(folder)), "SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_TIMEOUT": 5})
    with app.app_context():
        while True:
            outbox.send_waiting(at=AT + (time.time() - begun) * SPEED * outbox.FIRST_DELAYS[0] / 60)
            time.sleep(0.05)


@pytest.mark.slow
def test_no_letter_is_lost_and_every_resend_is_the_same_message(app, office, tmp_path):
    dice, start = random.Random(16), multiprocessing.get_context("spawn")
    busy = sum(dice.random() < 0.1 for _each in range(LETTERS))
    for number in range(LETTERS):
        write(office, f"thư {number}")
    with open_post_office() as server:
        server.data = ["451 đang bận"] * busy
        begun = time.time()

        def worker():
            process = start.Process(target=work, args=(str(tmp_path), server.port, begun), daemon=True)
            process.start()
            return process

        crew = [worker() for _each in range(WORKERS)]
        time.sleep(3)
        for _kill in range(KILLS):
            time.sleep(dice.uniform(0.1, 0.5))
            victim = crew.pop(0)
            victim.kill()
            victim.join()
            crew.append(worker())
        until = time.monotonic() + 60
        while _open_letters() and time.monotonic() < until:
            time.sleep(0.5)
        for process in crew:
            process.kill()
            process.join()
    db.session.expire_all()
    letters = db.session.query(Letter).all()
    assert {letter.state for letter in letters} == {LetterState.SENT}
    arrived = [message["Message-ID"] for message in server.taken]
    assert set(arrived) == {letter.message_id for letter in letters}
    assert len(arrived) - len(set(arrived)) <= KILLS


def _open_letters() -> int:
    found = db.session.query(Letter).filter(Letter.state != LetterState.SENT).count()
    db.session.rollback()
    return found
