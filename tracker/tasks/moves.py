"""Which stage may follow which, by whose hand: one table, asked by the verbs and by the pages alike."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.tasks.models import Stage, Task

NOT_STARTED, IN_PROGRESS, PAUSED = Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED
REPORTED, DONE, DROPPED = Stage.REPORTED, Stage.DONE, Stage.DROPPED
SECRETARY, OFFICIAL, CHAIR = Role.SECRETARY, Role.OFFICIAL, Role.CHAIR


class Verb(StrEnum):
    """What is done to a task by moving it; the word also names the entry in the history."""

    UPDATE = "updated"
    REPORT = "reported"
    WITHDRAW = "withdrew"
    CONFIRM = "confirmed"
    RETURN = "returned"
    REOPEN = "reopened"
    DROP = "dropped"


@dataclass(frozen=True)
class Move:
    """One line of the table: a verb leads from any of these stages to any of those, and some roles may do it."""

    verb: Verb
    of: frozenset[Stage]
    to: frozenset[Stage]
    roles: frozenset[Role]
    with_reason: bool = False


def _move(verb: Verb, of: Set[Stage], to: Set[Stage], by: Set[Role], with_reason: bool = False) -> Move:
    return Move(verb, frozenset(of), frozenset(to), frozenset(by), with_reason)


MOVES = (
    _move(Verb.UPDATE, {NOT_STARTED, IN_PROGRESS, PAUSED}, {NOT_STARTED, IN_PROGRESS, PAUSED}, {OFFICIAL, SECRETARY}),
    _move(Verb.REPORT, {NOT_STARTED, IN_PROGRESS, PAUSED}, {REPORTED}, {OFFICIAL, SECRETARY}),
    _move(Verb.WITHDRAW, {REPORTED}, {IN_PROGRESS}, {OFFICIAL}),
    _move(Verb.CONFIRM, {REPORTED}, {DONE}, {SECRETARY, CHAIR}),
    _move(Verb.RETURN, {REPORTED}, {IN_PROGRESS}, {SECRETARY, CHAIR}, with_reason=True),
    _move(Verb.REOPEN, {DONE}, {IN_PROGRESS}, {SECRETARY, CHAIR}, with_reason=True),
    _move(Verb.DROP, {NOT_STARTED, IN_PROGRESS, PAUSED, REPORTED}, {DROPPED}, {SECRETARY, CHAIR}, with_reason=True),
)
"""The official's hand ends at their own unit's tasks; a viewer moves nothing; what was dropped stays dropped."""


def roles_for(task: Task, reach: Reach) -> frozenset[Role]:
    """Return the roles a person may use on this task: as an official only on what their own unit leads.

    A part of a task is given by the unit that leads the whole: to it the officials of that unit stand as a secretary.
    """
    held = reach.roles.get(task.committee_id, frozenset())
    if Role.OFFICIAL in held and task.parent and _leads(reach, task.parent):
        return held | {Role.SECRETARY}
    return held if _leads(reach, task) else held - {Role.OFFICIAL}


def _leads(reach: Reach, task: Task) -> bool:
    return reach.unit_id is not None and task.lead_unit_id == reach.unit_id


def allowed(verb: Verb, stage: Stage, to: Stage, roles: Set[Role]) -> bool:
    """Whether the table lets these roles lead a task from one stage to another by this verb."""
    return any(move.verb is verb and stage in move.of and to in move.to and bool(move.roles & roles) for move in MOVES)


def offers(task: Task, reach: Reach) -> frozenset[Verb]:
    """Return what a person can do to a task as it stands: what its pages offer."""
    roles = roles_for(task, reach)
    return frozenset(move.verb for move in MOVES if task.stage in move.of and move.roles & roles)
