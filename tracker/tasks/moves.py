"""What may be done to a task at which stage, by whose hand: one table, asked by the verbs and by the pages alike."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from tracker.people.models import Role
from tracker.people.queries import Reach
from tracker.tasks.models import Stage, Task
from tracker.tasks.queries import AWAITED

NOT_STARTED, IN_PROGRESS, PAUSED = Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.PAUSED
REPORTED, DONE, DROPPED = Stage.REPORTED, Stage.DONE, Stage.DROPPED
SECRETARY, OFFICIAL, CHAIR = Role.SECRETARY, Role.OFFICIAL, Role.CHAIR

OPEN = AWAITED | {REPORTED}
STAYS: frozenset[Stage] = frozenset()
"""Where the task stays at the stage it is in."""


class Verb(StrEnum):
    """What is done to a task; the word also names the entry in the history."""

    UPDATE = "updated"
    PAUSE = "paused"
    REPORT = "reported"
    WITHDRAW = "withdrew"
    CONFIRM = "confirmed"
    RETURN = "returned"
    DROP = "dropped"
    REOPEN = "reopened"
    REFUSE = "refused"
    INSIST = "insisted"
    TAKE_BACK = "took_back_refusal"
    ASSIGN = "assigned"
    TRANSFER = "transferred"
    ASK = "asked_extension"


@dataclass(frozen=True)
class Move:
    """One line of the table: from any of these stages to any of those, by any of these roles.

    `says` is the field that must be written. `refused` asks for a refusal of the unit that waits (True) or for none.
    """

    verb: Verb
    of: frozenset[Stage]
    to: frozenset[Stage]
    roles: frozenset[Role]
    says: str = ""
    refused: bool | None = None

    def fits(self, task: Task) -> bool:
        """Whether the task stands where this line begins."""
        return task.stage in self.of and self.refused in (None, task.waiting_refusal is not None)

    def ends(self, task: Task, to: Stage) -> bool:
        """Whether this line leads the task to a stage."""
        return to in (self.to or {task.stage})


def _move(
    verb: Verb, of: Set[Stage], to: Set[Stage], by: Set[Role], says: str = "", refused: bool | None = None
) -> Move:
    return Move(verb, frozenset(of), frozenset(to), frozenset(by), says, refused)


MOVES = (
    # the unit, or the secretary for it, says how far the work is
    _move(Verb.UPDATE, {NOT_STARTED, IN_PROGRESS}, {NOT_STARTED, IN_PROGRESS}, {OFFICIAL, SECRETARY}),
    _move(Verb.UPDATE, {PAUSED}, AWAITED, {OFFICIAL, SECRETARY}),
    _move(Verb.PAUSE, {NOT_STARTED, IN_PROGRESS}, {PAUSED}, {OFFICIAL, SECRETARY}, says="difficulty"),
    _move(Verb.REPORT, AWAITED, {REPORTED}, {OFFICIAL, SECRETARY}, says="result"),
    _move(Verb.WITHDRAW, {REPORTED}, {IN_PROGRESS}, {OFFICIAL}),
    # the office decides on it
    _move(Verb.CONFIRM, {REPORTED}, {DONE}, {SECRETARY, CHAIR}),
    _move(Verb.RETURN, {REPORTED}, {IN_PROGRESS}, {SECRETARY, CHAIR}, says="reason"),
    _move(Verb.DROP, OPEN, {DROPPED}, {SECRETARY, CHAIR}, says="reason"),
    _move(Verb.REOPEN, {DONE}, {IN_PROGRESS}, {SECRETARY, CHAIR}, says="reason"),
    _move(Verb.REOPEN, {DROPPED}, {NOT_STARTED, IN_PROGRESS}, {SECRETARY, CHAIR}, says="reason"),
    # the unit says that the task is not its own; the office gives it to another, drops it or insists
    _move(Verb.REFUSE, AWAITED, STAYS, {OFFICIAL}, says="reason", refused=False),
    _move(Verb.TAKE_BACK, AWAITED, STAYS, {OFFICIAL}, refused=True),
    _move(Verb.INSIST, AWAITED, STAYS, {SECRETARY, CHAIR}, says="words", refused=True),
    # who does it, and until when
    _move(Verb.TRANSFER, OPEN, STAYS, {SECRETARY}, says="reason"),
    _move(Verb.ASSIGN, OPEN, STAYS, {OFFICIAL, SECRETARY}),
    _move(Verb.ASK, AWAITED, STAYS, {OFFICIAL, SECRETARY}, says="reason"),
)
"""The official's hand ends at their own unit's tasks, and a viewer moves nothing.

A task that was dropped is taken up where the work stood: as not started when nothing had begun.
"""


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


def allowed(verb: Verb, task: Task, to: Stage, reach: Reach) -> Move | None:
    """Return the line of the table that lets a person lead a task to a stage by this verb, None when none does."""
    roles = roles_for(task, reach)
    lines = (move for move in MOVES if move.verb is verb and move.fits(task) and move.ends(task, to))
    return next((move for move in lines if move.roles & roles), None)


def offers(task: Task, reach: Reach) -> frozenset[Verb]:
    """Return what a person can do to a task as it stands: what its pages offer."""
    roles = roles_for(task, reach)
    return frozenset(move.verb for move in MOVES if move.fits(task) and move.roles & roles)
