"""Who may lead a task from which stage to which, walked through for every role."""

from collections.abc import Callable
from itertools import product

import pytest

from tests.tasks.desk import TODAY, Desk, fresh_key, moment
from tracker.errors import RuleBroken
from tracker.extensions import db
from tracker.people.models import User
from tracker.people.queries import reach_of
from tracker.tasks import actions, refusals
from tracker.tasks.models import Stage, Task
from tracker.tasks.moves import Verb, offers
from tracker.tasks.refusal_models import Refusal, RefusalState

OPEN = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED)
WAITING = (*OPEN, Stage.REPORTED)
UPDATES = {("update", of, to) for of in OPEN for to in WAITING}
DECISIONS = {
    ("confirm", Stage.REPORTED, Stage.DONE),
    ("return", Stage.REPORTED, Stage.IN_PROGRESS),
    ("reopen", Stage.DONE, Stage.IN_PROGRESS),
    ("reopen", Stage.DROPPED, Stage.IN_PROGRESS),
    *(("drop", of, Stage.DROPPED) for of in WAITING),
}
REFUSALS = {("refuse", of, of) for of in OPEN}
ANSWERS = {("insist", of, of) for of in OPEN}
ALLOWED: dict[str, set[tuple[str, Stage, Stage]]] = {
    "official": UPDATES
    | REFUSALS
    | {("take back", of, of) for of in OPEN}
    | {("withdraw", Stage.REPORTED, Stage.IN_PROGRESS)},
    "culture_official": set(),
    "secretary": UPDATES | DECISIONS | ANSWERS,
    "chair": DECISIONS | ANSWERS,
    "viewer": set(),
    "admin": set(),
    "other_secretary": set(),
}


def steps(task: Task, by: User, to: Stage) -> dict[str, Callable[[], object]]:
    """Return every verb with the arguments that would let it through."""
    asks = {"by": by, "at": moment(TODAY), "version": task.version}
    who = {**asks, "on": TODAY, "key": fresh_key()}
    return {
        "update": lambda: actions.update_task(
            task, stage=to, percent=50, result="Kết quả.", difficulty="Vướng mắc.", **who
        ),
        "refuse": lambda: refusals.refuse(task, "Lý do.", key=fresh_key(), **asks),
        "take back": lambda: refusals.take_back(_refused(task), **{**asks, "version": 1}),
        "insist": lambda: refusals.insist(_refused(task), "Lý do.", **{**asks, "version": 1}),
        "withdraw": lambda: actions.withdraw_report(task, **who),
        "confirm": lambda: actions.confirm(task, **who),
        "return": lambda: actions.return_task(task, "Lý do.", **who),
        "reopen": lambda: actions.reopen(task, "Lý do.", **who),
        "drop": lambda: actions.drop(task, "Lý do.", **who),
    }


def _refused(task: Task) -> Refusal:
    """Return a refusal that waits on the task, whatever its stage."""
    found = Refusal(
        task=task, unit_id=task.lead_unit_id, reason="Lý do.", refused_by_id=task.assignee_id, refused_at=moment(TODAY),
        key=fresh_key(),
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    return found


@pytest.mark.parametrize("role", list(ALLOWED))
def test_a_role_makes_its_own_moves_and_no_others(desk: Desk, task: Task, role: str) -> None:
    by, done = getattr(desk.office, role), set()
    for verb, of, to in product(steps(task, by, Stage.DONE), Stage, Stage):
        if verb != "update" and to != of:
            continue  # these verbs choose the stage themselves
        for each in task.refusals:
            each.state = RefusalState.WITHDRAWN
        task.stage = of
        db.session.commit()
        try:
            steps(task, by, to)[verb]()
        except RuleBroken:
            db.session.rollback()
            assert task.stage == of
        else:
            done.add((verb, of, task.stage))
    assert done == ALLOWED[role]


@pytest.mark.parametrize(
    ("role", "stage", "offered"),
    [
        ("official", Stage.IN_PROGRESS, {Verb.UPDATE, Verb.PAUSE, Verb.REPORT, Verb.REFUSE, Verb.ASSIGN, Verb.ASK}),
        ("official", Stage.PAUSED, {Verb.UPDATE, Verb.REPORT, Verb.REFUSE, Verb.ASSIGN, Verb.ASK}),
        ("official", Stage.REPORTED, {Verb.WITHDRAW, Verb.ASSIGN}),
        ("official", Stage.DONE, set()),
        ("culture_official", Stage.IN_PROGRESS, set()),
        ("secretary", Stage.REPORTED, {Verb.CONFIRM, Verb.RETURN, Verb.DROP, Verb.ASSIGN, Verb.TRANSFER}),
        ("chair", Stage.DONE, {Verb.REOPEN}),
        ("chair", Stage.DROPPED, {Verb.REOPEN}),
        ("viewer", Stage.IN_PROGRESS, set()),
    ],
)
def test_a_page_offers_what_the_table_allows(
    desk: Desk, task: Task, role: str, stage: Stage, offered: set[Verb]
) -> None:
    task.stage = stage
    assert offers(task, reach_of(getattr(desk.office, role))) == offered


def test_an_official_without_a_unit_updates_nothing(desk: Desk, task: Task) -> None:
    desk.office.official.unit, task.lead_unit_id = None, None
    db.session.commit()
    with pytest.raises(RuleBroken):
        desk.update(task)
