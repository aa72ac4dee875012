"""The outbox under fire: real workers that are killed and ended, a real server that fails in every way, a clock that
jumps; and an account of every message afterwards.

A letter may arrive twice only where a worker was killed, or a connection was cut, between the server's taking it and
the worker's knowing so. The server's log says where that was: which worker handed over which Message-ID, and whether
it said goodbye afterwards, as it does only once it was answered.
"""

import asyncio
import multiprocessing
import os
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from functools import partial
from multiprocessing.context import ForkServerProcess
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.office import Office
from tests.post_office import free_port
from tests.reminders.world import AT, ON, task
from tracker import clock, mail, scheduler, worker
from tracker.app import create_app
from tracker.extensions import db
from tracker.reminders import clocks, leases, outbox
from tracker.reminders.heartbeat import CLOCKS
from tracker.reminders.letters import Words
from tracker.reminders.models import Heartbeat, Letter, LetterKind, LetterState, Reminder
from tracker.reminders.queries import Mailbox

SPEED = 120
"""How much faster than the wall the office's clock runs: a minute between two tries is half a second."""
ANSWER_SECONDS = 1.0
"""How long a worker waits for one answer; a tar-pit waits longer."""
LEASE_SECONDS = 2 * mail.WHOLE * ANSWER_SECONDS
"""Of the wall, as leases are; twice the longest conversation, as in the program, and longer on a machine that is slow:
the program leaves minutes for the two transactions, here there are six seconds.
"""
HOUR, DAY = 3600.0, 86400.0
TEN_YEARS = 3652 * DAY

T = TypeVar("T")
start = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Plan:
    """How hard it burns; seconds are of the wall."""

    letters: int = 600
    workers: int = 3
    seconds: float = 10
    """How long the trouble lasts before everything is left to settle."""
    settle: float = 60
    """How long nothing may move then while letters are left; a slow machine takes its time, a stuck letter does not."""
    kills: int = 4
    ends: int = 3
    """Workers asked to end by SIGTERM."""
    outages: int = 1
    faulty: float = 0.2
    """The share of letters that meet one or two faults each; one in twenty is refused for good."""
    seed: int = 16


@dataclass
class Told:
    """What came of it."""

    lost: list[str] = field(default_factory=list)
    """Letters neither sent nor refused by the server, or told to be sent and never taken."""
    strangers: list[str] = field(default_factory=list)
    """Message-IDs that belong to no letter."""
    doubles: int = 0
    unexplained: list[str] = field(default_factory=list)
    """Letters taken more often than kills and cuts in the hand-over explain."""
    codes: list[int | None] = field(default_factory=list)
    """How the workers ended that were asked to: 0, or by the signal itself where it came before they were ready."""
    sent: int = 0
    refused: int = 0
    seconds: float = 0
    lease: float = 0
    """For how many seconds of the wall a lease was seen before it was taken for one left behind."""

    @property
    def holds(self) -> bool:
        return not (self.lost or self.strangers or self.unexplained) and set(self.codes) <= {0, -signal.SIGTERM}


# ------------------------------------------------------------------------------------------ the server


@dataclass
class Taken:
    """One message the server took: from whom, which, and whether the worker said goodbye after its answer."""

    worker: str
    message_id: str
    is_answered: bool = False


@dataclass
class Inferno:
    """A mail server with a list of faults for each address; what it took it wrote down."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    log: list[Taken] = field(default_factory=list)
    _open: dict[int, Taken] = field(default_factory=dict)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        fault = (self.faults.get(address) or [""])[0]
        if fault == "550":
            return "550 5.1.1 no such user"
        if fault == "451":
            self.faults[address].pop(0)
            return "451 4.3.0 busy"
        if fault == "tar-pit":
            self.faults[address].pop(0)
            await asyncio.sleep(ANSWER_SECONDS * 3)
            return "451 4.3.0 you are still here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        head = message_from_bytes(envelope.content)
        taken = Taken(session.host_name, str(head["Message-ID"]))
        self.log.append(taken)
        if (self.faults.get(address) or [""])[0] == "cut":
            self.faults[address].pop(0)
            server.transport.abort()
        else:
            self._open[id(session)] = taken
        return "250 OK"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if taken := self._open.pop(id(session), None):
            taken.is_answered = True
        return "221 Bye"


# ------------------------------------------------------------------------------------------ the workers


def work(settings: Mapping[str, Any], begun: float, jump: Any, pace: float, lease: timedelta) -> None:
    """Be `tracker worker`, on the office's fast clock."""
    name = f"worker-{os.getpid()}"
    socket.gethostname = lambda: name
    clock.now = lambda: office_time(begun, jump)
    scheduler.JOBS = {"outbox": (pace, scheduler.send), "remind": (pace * 5, scheduler.remind)}
    outbox.RUN = timedelta(seconds=2)  # within a run seconds are the wall's, so in a long one nothing becomes due
    leases.LEASE = lease
    worker.LOOK_SECONDS = 1
    os._exit(worker.run(create_app(settings), lambda _words: None))


def office_time(begun: float, jump: Any) -> datetime:
    return AT + timedelta(seconds=(time.time() - begun) * SPEED + jump.value)


def patiently(ask: Callable[[], T]) -> T:
    """Ask the database again and again: workers that never pause may keep another from it for as long as it waits."""
    while True:
        try:
            return ask()
        except OperationalError:
            db.session.rollback()


def write_letters(office: Office, many: int) -> list[str]:
    """Put letters into the outbox, each with one reminder and one reader; return their addresses."""
    about = task(office, "Trình phê duyệt quy hoạch", ON + timedelta(days=400))
    addresses = [f"can-bo-{number}@dalam.local" for number in range(many)]
    for number, address in enumerate(addresses):
        letter = outbox.write(
            Words(f"Thư {number}", "Nội dung\n", "<p>Nội dung</p>"), [Mailbox(f"Cán bộ {number}", address)],
            key=f"fire {number}", kind=LetterKind.MANUAL, committee=office.committee, to_name=f"Cán bộ {number}",
            on=ON, at=AT, by=office.secretary,
        )  # fmt: skip
        letter.reminders = [
            Reminder.of(about, kind=LetterKind.MANUAL, recipient=address, due_on=None, occasion="manual", on=ON)
        ]
    db.session.commit()
    return addresses


# ------------------------------------------------------------------------------------------ the fire


class Fire:
    """One burning: the plan, the crew, the server, and the hands on the clock."""

    def __init__(self, app: Flask, office: Office, plan: Plan, settings: Mapping[str, Any]) -> None:
        self.app, self.plan, self.dice = app, plan, random.Random(plan.seed)
        self.keeper = office.secretary.id
        self.inferno, self.port = Inferno(), free_port()
        self.settings = {**settings, "SMTP_HOST": "127.0.0.1", "SMTP_PORT": self.port, "SMTP_TIMEOUT": ANSWER_SECONDS,
                         "MAIL_FROM": "so@dalam.local"}  # fmt: skip
        app.config.update(self.settings)
        wall, own = time.monotonic(), time.process_time()
        self.addresses = write_letters(office, plan.letters)
        slowness = (time.monotonic() - wall) / (time.process_time() - own)
        self.lease = timedelta(seconds=LEASE_SECONDS * max(1.0, slowness))
        for address in self.addresses:
            if self.dice.random() < plan.faulty:
                kinds = self.dice.choices(["451", "tar-pit", "cut"], weights=[6, 1, 3], k=self.dice.randint(1, 2))
                self.inferno.faults[address] = ["550"] if self.dice.random() < 0.2 else kinds
        start.set_forkserver_preload([__name__])
        self.jump = start.Value("d", 0.0)
        self.begun = time.time()
        self.crew: list[ForkServerProcess] = []
        self.killed: list[str] = []
        self.told = Told()

    def burn(self) -> Told:
        """Let it burn, let it settle, and account for every letter."""
        begun = time.monotonic()
        self._open_server()
        try:
            for _each in range(self.plan.workers):
                self._hire()
            while not self.inferno.log:
                time.sleep(0.1)
            troubles, alight = self._troubles(), time.monotonic()
            for number, trouble in enumerate(troubles):
                due = alight + (number + 1) * self.plan.seconds / (len(troubles) + 1)
                time.sleep(max(0.0, due - time.monotonic()))
                trouble()
            self._settle()
        finally:
            for process in self.crew:
                self._end(process)
            self.controller.stop()
        self._account()
        self.told.lease = self.lease.total_seconds()
        self.told.seconds = time.monotonic() - begun
        return self.told

    def _settle(self) -> None:
        """Wait until no letter is left to send, or none has moved for too long."""
        before, until = 0, 0.0
        while left := patiently(self._open):
            if left != before:
                before, until = left, time.monotonic() + self.plan.settle
            if time.monotonic() > until:
                return
            time.sleep(0.3)
            patiently(self._confirm_clock)

    def _troubles(self) -> list[Callable[[], None]]:
        """Return what goes wrong beside the faults of the server, in the order it will."""
        plan = self.plan
        found: list[Callable[[], None]] = [
            *[self._kill] * plan.kills, *[self._replace] * plan.ends, *[self._outage] * plan.outages,
            *[partial(self._leap, seconds) for seconds in (-HOUR, DAY, DAY, TEN_YEARS)],
        ]  # fmt: skip
        self.dice.shuffle(found)
        return found

    def _hire(self) -> None:
        process = start.Process(target=work, args=(self.settings, self.begun, self.jump, 0.5, self.lease), daemon=True)
        process.start()
        self.crew.append(process)

    def _kill(self) -> None:
        victim = self.crew.pop(0)
        self.killed.append(f"worker-{victim.pid}")
        victim.kill()
        victim.join()
        self._hire()

    def _replace(self) -> None:
        leaving = self.crew.pop(0)
        self._end(leaving)
        self._hire()

    def _end(self, process: ForkServerProcess) -> None:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join(120)
        self.told.codes.append(process.exitcode)

    def _outage(self) -> None:
        self.controller.stop()
        time.sleep(1)
        self._open_server()

    def _open_server(self) -> None:
        self.controller = Controller(self.inferno, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def _leap(self, seconds: float) -> None:
        """Let the clock jump and, after a while, be put right; a person confirms it whenever the program asks."""
        for each in (seconds, -seconds):
            with self.jump.get_lock():
                self.jump.value += each
            time.sleep(0.7)
            patiently(self._confirm_clock)

    def _confirm_clock(self) -> None:
        at = office_time(self.begun, self.jump)
        if db.session.scalar(select(Heartbeat.name).where(Heartbeat.trouble.in_(CLOCKS)).limit(1)):
            clocks.confirm(by=db.session.get_one(outbox.User, self.keeper), at=at)
        db.session.rollback()

    def _open(self) -> int:
        query = select(func.count()).select_from(Letter).where(Letter.state.in_(outbox.OPEN))
        found = db.session.scalar(query) or 0
        db.session.rollback()
        return found

    # -------------------------------------------------------------------------------------- the account

    def _account(self) -> None:
        db.session.expire_all()
        letters = {each.message_id: each for each in db.session.scalars(select(Letter))}
        log, told = self.inferno.log, self.told
        arrived = Counter(each.message_id for each in log)
        refused = {address for address, faults in self.inferno.faults.items() if faults == ["550"]}
        for message_id, letter in letters.items():
            is_refused = letter.to_address in refused
            good = letter.state == (LetterState.DEAD if is_refused else LetterState.SENT)
            if not good or bool(arrived[message_id]) == is_refused:
                told.lost.append(f"{letter.key}: {letter.state}, taken {arrived[message_id]} times")
        told.strangers = [message_id for message_id in arrived if message_id not in letters]
        told.sent = sum(letter.state == LetterState.SENT for letter in letters.values())
        told.refused = sum(letter.state == LetterState.DEAD for letter in letters.values())
        allowed = Counter(each.message_id for each in log if not each.is_answered)
        allowed.update(self._last_in_the_hands_of_the_killed())
        told.doubles = sum(arrived.values()) - len(arrived)
        told.unexplained = [each for each, times in arrived.items() if times - 1 > allowed[each]]

    def _last_in_the_hands_of_the_killed(self) -> list[str]:
        last = {each.worker: each for each in self.inferno.log}
        return [last[name].message_id for name in self.killed if name in last and last[name].is_answered]
