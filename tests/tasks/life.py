"""Drives the real verbs of a task and the plain model side by side, with every role, old forms and double clicks.

Each example is the life of a new task in one office: history can only grow, so nothing is ever swept away.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import bindparam, exists, select

from tests.office import Office, user
from tests.tasks.desk import moment
from tests.tasks.life_model import AWAITED, DONE, REFUSED, ROLES, STALE, Life
from tracker.documents.models import Conclusion, Decision, Item, ItemDeadline, ItemUnit, Part
from tracker.errors import RuleBroken, StaleVersion
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.people.models import Membership, Role, User
from tracker.reading.results import DeadlineKind, ItemKind, Precision
from tracker.tasks import actions, assignments, extensions, refusals
from tracker.tasks.models import Extension, Stage, Task
from tracker.tasks.queries import figures
from tracker.tasks.refusal_models import Refusal

GIVEN = date(2026, 1, 12)
SENTENCE = "1. Giao Phòng Kinh tế hoàn thành hồ sơ."
OFTEN = 0.85
"""How often a person is one who may, a form is the newest one, and what must be said is said: tasks shall get far."""
UNSUITED = 5
"""In one step of so many anything is tried, in the others what suits the stage."""
_numbers = count(1)

OF_TASK = bindparam("task_id")
FACTS = select(
    Task.stage, Task.own_percent.label("percent"), Task.version, Task.due_on.label("due"),
    Task.original_due_on.label("original"), Task.reported_on, Task.closed_on, Task.lead_unit_id.label("unit"),
    Task.assignee_id.label("person"),
    exists().where(Extension.task_id == OF_TASK, Extension.state == "waiting").label("asked"),
    exists().where(Refusal.task_id == OF_TASK, Refusal.state == "waiting").label("refused"),
).where(Task.id == OF_TASK)  # fmt: skip
HISTORY = (
    select(HistoryEntry.verb).where(HistoryEntry.subject == "tasks", HistoryEntry.subject_id == OF_TASK)
    .order_by(HistoryEntry.id)
)  # fmt: skip

OPEN = (*AWAITED, "reported")
SUITS: dict[str, tuple[str, ...]] = {
    "update": AWAITED, "report": AWAITED, "withdraw": ("reported",), "confirm": ("reported",), "return_": ("reported",),
    "reopen": ("done", "dropped"), "drop": OPEN, "ask": AWAITED, "refuse": AWAITED, "assign": OPEN,
}  # fmt: skip
"""At which stages a verb is worth trying; where it is not, it is refused, and that is tried less often."""
RARELY = {"drop": 1, "assign": 2, "click_again": 1}
"""How many lots a deed has among those that are tried, beside the usual four."""


def live(office: Office, examples: int, steps: int) -> None:
    """Let so many tasks live through so many steps; raise when the program and the model tell it differently."""
    LifeMachine.people = _people(office)
    LifeMachine.units = {"economy": office.economy.id, "culture": office.culture.id}
    LifeMachine.committee_id = office.committee.id
    LifeMachine.TestCase.settings = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    # no shrinking: it takes minutes, and the last deed that is noted is where the two part
    LifeMachine.TestCase().runTest()


def _people(office: Office) -> dict[str, int]:
    """Return the ids of who acts; add the one who is chair and an official at once."""
    both = user("kiemnhiem", "Cầm Bá Nhiệm", office.culture)
    db.session.flush()
    for role in (Role.CHAIR, Role.OFFICIAL):
        db.session.add(Membership(committee_id=office.committee.id, user_id=both.id, role=role))
    db.session.commit()
    return {name: both.id if name == "both" else getattr(office, name).id for name in ROLES}


class LifeMachine(RuleBasedStateMachine):
    """One task: each rule asks the model what must happen, lets the program do it, and compares."""

    people: ClassVar[dict[str, int]]
    units: ClassVar[dict[str, int]]
    committee_id: ClassVar[int]

    @initialize(days=st.one_of(st.none(), st.integers(0, 30)))
    def give(self, days: int | None) -> None:
        """Open the task from an accepted item of a conclusion."""
        self.life = Life(due=GIVEN + timedelta(days=days) if days is not None else None, today=GIVEN)
        self.clicked: Callable[[], Any] | None = None
        self.reckoned: tuple[date, int] | None = None
        at, number = moment(GIVEN), next(_numbers)
        secretary = self._user("secretary")
        conclusion = Conclusion(
            committee_id=self.committee_id, number=f"{number}-KL/BCĐ", issued_on=GIVEN, text=SENTENCE,
            text_hash=f"life {number}", created_by_id=secretary.id, created_at=at, published_at=at,
            published_by_id=secretary.id,
        )  # fmt: skip
        item = Item(
            conclusion=conclusion, position=1, path=["1"], start=0, end=len(SENTENCE), text=SENTENCE,
            kind=ItemKind.TASK, action="Hoàn thành hồ sơ", decision=Decision.ACCEPTED,
        )  # fmt: skip
        item.units.append(ItemUnit(part=Part.LEAD, words="Phòng Kinh tế", unit_id=self.units["economy"]))
        if self.life.due:
            item.deadlines.append(
                ItemDeadline(words="thời hạn", kind=DeadlineKind.FINISH, on=self.life.due, precision=Precision.DAY)
            )
        db.session.add(conclusion)
        db.session.flush()
        [task] = actions.open_tasks(conclusion, by=secretary, on=GIVEN)
        db.session.commit()
        self.task_id = task.id

    # -------------------------------------------------------------------------------------- what is tried

    @rule(seed=st.integers(0, 2**32))
    def somebody_does_something(self, seed: int) -> None:
        """Try what suits how the task stands, and now and then anything."""
        self.chance = Random(f"{seed} {self.life}")
        deeds = self._deeds()
        deed = self.chance.choices(deeds, [RARELY.get(each, 4) for each in deeds])[0]
        note(f"{self.life.today}: {deed}")
        getattr(self, deed)()

    def _deeds(self) -> list[str]:
        life = self.life
        suiting = {
            "grant": life.asked_until, "stand": life.asked_until, "take_asking_back": life.asked_until,
            "insist": life.is_refused, "keep_after_all": life.is_refused, "click_again": self.clicked,
            "days_pass": True, **{deed: life.stage in stages for deed, stages in SUITS.items()},
        }  # fmt: skip
        anything = [deed for deed in SUITS if len(life.history) % UNSUITED == 0]
        return [deed for deed, suits in suiting.items() if suits] + anything

    # -------------------------------------------------------------------------------------- how far the work is

    def update(self) -> None:
        percent = self.chance.choice([None, -1, 101, *range(0, 101, 10)])
        self._update(self.chance.choice(list(Stage)), percent, self._often())

    def report(self) -> None:
        self._update(Stage.REPORTED, None, difficulty=False)

    def _update(self, stage: Stage, percent: int | None, difficulty: bool) -> None:
        who, version, result = self._who(self.life.works), self._version(), self._often()
        told = self.life.update(who, stage.value, percent, result=result, difficulty=difficulty, version=version)
        words = {"result": "Đã làm." if result else " ", "difficulty": "Vướng." if difficulty else ""}
        verb = self._keyed(actions.update_task, who, version=version, stage=stage, percent=percent, **words)
        self._compare(told, verb)

    def withdraw(self) -> None:
        who, version = self._who(self.life.reports), self._version()
        told = self.life.withdraw(who, version=version)
        self._compare(told, self._keyed(actions.withdraw_report, who, version=version))

    def confirm(self) -> None:
        who, version = self._who(self.life.decides), self._version()
        told = self.life.confirm(who, version=version)
        self._compare(told, self._keyed(actions.confirm, who, version=version))

    def return_(self) -> None:
        self._decide(self.life.return_, actions.return_task)

    def reopen(self) -> None:
        self._decide(self.life.reopen, actions.reopen)

    def drop(self) -> None:
        self._decide(self.life.drop, actions.drop)

    def _decide(self, told: Callable[..., str], verb: Callable[..., Any]) -> None:
        who, version, reason = self._who(self.life.decides), self._version(), self._often()
        expected = told(who, reason=reason, version=version)
        self._compare(expected, self._keyed(verb, who, reason=_words(reason), version=version))

    # -------------------------------------------------------------------------------------- a later deadline

    def ask(self) -> None:
        who, version, until, reason = self._who(self.life.works), self._version(), self._later(), self._often()
        told = self.life.ask(who, until, reason=reason, version=version)
        self._compare(told, self._keyed(extensions.ask, who, until=until, reason=_words(reason), version=version))

    def grant(self) -> None:
        who, until, is_old = self._who(self.life.leads), self._later(), not self._often()
        told = STALE if is_old else self.life.grant(who, until)
        self._compare(told, self._on_case(self._asked(), extensions.grant, who, is_old, until=until, on=True))

    def stand(self) -> None:
        who, words = self._who(self.life.leads), self._often()
        told = self.life.stand(who, words=words)
        self._compare(told, self._on_case(self._asked(), extensions.refuse, who, words=_words(words), on=True))

    def take_asking_back(self) -> None:
        who = self._who(self.life.works)
        told = self.life.take_asking_back(who)
        self._compare(told, self._on_case(self._asked(), extensions.withdraw, who, on=True))

    # -------------------------------------------------------------------------------------- not our task

    def refuse(self) -> None:
        who, version, reason = self._who(self.life.reports), self._version(), self._often()
        told = self.life.refuse(who, reason=reason, version=version)
        self._compare(told, self._keyed(refusals.refuse, who, reason=_words(reason), version=version, on=None))

    def insist(self) -> None:
        who, words, is_old = self._who(self.life.decides), self._often(), not self._often()
        told = STALE if is_old else self.life.insist(who, words=words)
        self._compare(told, self._on_case(self._refused(), refusals.insist, who, is_old, words=_words(words)))

    def keep_after_all(self) -> None:
        who = self._who(self.life.reports)
        told = self.life.keep_after_all(who)
        self._compare(told, self._on_case(self._refused(), refusals.take_back, who))

    # -------------------------------------------------------------------------------------- who does it, and when

    def assign(self) -> None:
        who, version, reason = self._who(self.life.works), self._version(), self._often()
        unit = self.chance.choice(["economy", "culture", "economy", "culture", None])
        person = self.chance.choice([None, self.life.person, *ROLES])
        told = self.life.assign(who, unit, person, reason=reason, version=version)
        wanted = self.units[unit] if unit else None, self.people[person] if person else None
        said = {"by": self._user(who), "at": moment(self.life.today), "version": version}
        self._compare(told, lambda: assignments.assign(self._task(), *wanted, _words(reason), **said))

    def days_pass(self) -> None:
        self.life.today += timedelta(days=self.chance.randint(1, 12))

    def click_again(self) -> None:
        """Send the form again that was taken last: it is taken once."""
        assert self.clicked
        self.clicked()

    # -------------------------------------------------------------------------------------- what must be true

    @invariant()
    def they_tell_the_same(self) -> None:
        """Compare every fact after every step, what is reckoned from them whenever they or the day moved."""
        if not hasattr(self, "task_id"):
            return
        facts = db.session.execute(FACTS, {"task_id": self.task_id}).one()._mapping
        history = list(db.session.scalars(HISTORY, {"task_id": self.task_id}))
        life = self.life
        assert {**facts, "history": history} == {
            "stage": life.stage, "percent": life.percent, "version": life.version, "due": life.due,
            "original": life.original, "reported_on": life.reported_on, "closed_on": life.closed_on,
            "unit": self.units[life.unit], "person": self.people[life.person] if life.person else None,
            "asked": life.asked_until is not None, "refused": life.is_refused, "history": life.history,
        }  # fmt: skip
        if self.reckoned != (life.today, len(history)):
            self.reckoned = (life.today, len(history))
            self._reckon()

    def _reckon(self) -> None:
        """Compare the time class, on time and the figures of the task on this day."""
        life, task = self.life, self._task()
        told = {"on_time": task.was_on_time, "time_class": task.time_class(life.today).value, "percent": task.percent}
        told |= asdict(figures(select(Task).where(Task.id == self.task_id), life.today))
        model = {"on_time": life.on_time, "time_class": life.time_class, "percent": life.percent, **life.figures()}
        assert told == model

    def _compare(self, told: str, verb: Callable[[], Any]) -> None:
        try:
            verb()
        except StaleVersion:
            answered = STALE
        except RuleBroken:
            answered = REFUSED
        else:
            answered = DONE
        if answered != DONE:
            db.session.rollback()
        assert answered == told

    def _keyed(self, verb: Callable[..., Any], who: str, **words: Any) -> Callable[[], Any]:
        """Return a verb with a key; once it was taken, it can be clicked again."""
        said = {"key": f"life {next(_numbers)}", "at": moment(self.life.today), "on": self.life.today, **words}
        if said["on"] is None:
            del said["on"]

        def do() -> Any:
            return verb(self._task(), by=self._user(who), **said)

        def first() -> Any:
            done = do()
            self.clicked = do
            return done

        return first

    def _on_case(
        self, case: Extension | Refusal | None, verb: Callable[..., Any], who: str, is_old: bool = False, **words: Any
    ) -> Callable[[], Any]:  # fmt: skip
        """Return a verb on a case that waits, filled from its present version or from an older one."""
        assert case
        said = {"at": moment(self.life.today), "version": case.version - is_old, **words}
        if "on" in said:
            said["on"] = self.life.today
        return lambda: verb(case, by=self._user(who), **said)

    def _often(self) -> bool:
        return self.chance.random() < OFTEN

    def _who(self, may: Callable[[str], bool]) -> str:
        """Return mostly one of those who may, else anybody."""
        fit = [each for each in ROLES if may(each)] if self._often() else []
        return self.chance.choice(fit or list(ROLES))

    def _version(self) -> int:
        """Return the version a form was filled from: mostly the newest one."""
        return self.life.version + (0 if self._often() else self.chance.choice([-1, 1]))

    def _later(self) -> date:
        day = max(self.life.due or self.life.today, self.life.today)
        return day + timedelta(days=self.chance.randint(-2, 20))

    def _task(self) -> Task:
        return db.session.get_one(Task, self.task_id)

    def _user(self, who: str) -> User:
        return db.session.get_one(User, self.people[who])

    def _asked(self) -> Extension | None:
        return db.session.scalar(select(Extension).filter_by(task_id=self.task_id, state="waiting"))

    def _refused(self) -> Refusal | None:
        return db.session.scalar(select(Refusal).filter_by(task_id=self.task_id, state="waiting"))


def _words(are_said: bool) -> str:
    return "Có lý do." if are_said else "  "
