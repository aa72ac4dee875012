"""What a server's last words mean for the secretary."""

import pytest

from tracker.reminders.missed import Trouble, trouble_of
from tracker.reminders.models import Reason


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ("550 5.1.1 no such user", Trouble.ADDRESS),
        ("550 User unknown", Trouble.ADDRESS),
        ("550 5.2.1 mailbox disabled", Trouble.ADDRESS),
        ("552 5.2.2 mailbox full", Trouble.FULL),
        ("452 4.2.2 over quota", Trouble.FULL),
        ("550 Hộp thư đã đầy", Trouble.FULL),
        ("552 5.3.4 message size exceeds limit", Trouble.LARGE),
        ("550 5.7.1 relaying denied", Trouble.POLICY),
        ("554 looks like spam", Trouble.POLICY),
        ("451 4.3.0 busy", Trouble.TRIES),
        ("421 closing", Trouble.TRIES),
        ("Connection unexpectedly closed", Trouble.TRIES),
        ("501 syntax", Trouble.OTHER),
        ("550 10.5.1.1 said no", Trouble.ADDRESS),
    ],
)
def test_an_answer_says_what_to_do(answer, trouble):
    assert trouble_of(answer) == trouble


def test_without_an_answer_the_programs_own_reason_says_it():
    assert trouble_of("", Reason.NO_ADDRESS) == Trouble.NO_ADDRESS
    assert trouble_of("", Reason.UNSAFE) == Trouble.UNSAFE
