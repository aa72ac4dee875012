"""Writing the letters the plan asks for into the outbox: one a mailbox and day, and between them what is told at once.

The words are found while nobody is kept waiting; then all letters of a day are written in one transaction, in turn with
every other writer. Done again, or in two processes at once, it adds nothing: a letter's key and its reminders' are
unique in the database, and who comes second sees what the first one wrote.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from tracker import database, history, mail, mime
from tracker.extensions import db
from tracker.reminders import letters, plan
from tracker.reminders.facts import chunks
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason, Recipient, Reminder
from tracker.reminders.planned import Planned, digest_key
from tracker.reminders.typesetting import Words

log = logging.getLogger(__name__)
Wording = Callable[[Planned], Words]


@dataclass(frozen=True)
class _Written:
    """A letter as plain values: what the outbox gets, and the reminders it carries by their keys."""

    recipient: str
    letter: Mapping[str, Any]
    address: Mapping[str, Any]
    reminders: Mapping[str, Mapping[str, Any]]


def remind(*, on: date, at: datetime, wording: Wording | None = None) -> int:
    """Write the letters of a day into the outbox and return how many; on a day off none.

    `wording` finds the words of a letter, `letters.daily` unless something else is wanted.
    """
    return _write(lambda failures: plan.plan(on, at=at, failures=failures), wording, at=at)


def tell_at_once(*, on: date, at: datetime, wording: Wording | None = None) -> int:
    """Write what people who want to hear at once are to be told now, and return how many letters that is."""
    return _write(lambda _failures: plan.plan_news(on, at=at), wording, at=at)


def _write(planning: Callable[[list[Exception]], Sequence[Planned]], wording: Wording | None, *, at: datetime) -> int:
    failures = list[Exception]()
    with database.reading():
        db.session.rollback()
        sender = mail.settings().sender
        written = [each for planned in planning(failures) if (each := _worded(planned, wording, sender, at, failures))]
        db.session.rollback()
    done = _keep(written, at=at) if written else 0
    if failures:
        raise failures[0]
    return done


def _worded(
    planned: Planned, wording: Wording | None, sender: str, at: datetime, failures: list[Exception]
) -> _Written | None:
    """Return a letter with its words; what goes wrong with one keeps no other waiting."""
    try:
        words = wording(planned) if wording else letters.daily(planned, at=at)
    except Exception as failure:
        log.exception("The letter to %s was not written", planned.mailbox.address)
        failures.append(failure)
        return None
    mailbox, recipient = planned.mailbox, planned.mailbox.address.casefold()
    is_news = planned.kind is LetterKind.NEWS
    key = f"{planned.kind}:{recipient}:{at.isoformat()}" if is_news else digest_key(recipient, planned.on)
    only = planned.committees[0].id if len(planned.committees) == 1 else None
    letter = {
        "key": key, "kind": planned.kind, "committee_id": only, "user_id": mailbox.user.id if mailbox.user else None,
        "unit_id": mailbox.unit.id if mailbox.unit else None, "on": planned.on, "to_name": mailbox.name,
        "language": mailbox.language, "subject": words.subject, "text": words.text, "html": words.html,
        "message_id": mime.message_id(f"{key} {at.isoformat()}", sender),
        "next_try_at": at, "created_at": at,
    }  # fmt: skip
    address = {"user_id": letter["user_id"], "name": mailbox.name, "address": mailbox.address}
    return _Written(recipient, letter, address, dict(_reminders(planned, recipient)))


def _reminders(planned: Planned, recipient: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the reminders a letter carries, by key; what is told at once and what waits for the day share theirs."""
    said: list[tuple[int, int | None, date | None, str, int | None]] = [
        (line.task.committee_id, line.task.id, line.due_on, line.occasion, line.for_user.id if line.for_user else None)
        for line in planned.lines
    ]
    said += [(each.committee.id, None, None, each.occasion, None) for each in planned.summaries]
    said += [(each.committee.id, None, each.held_on, each.occasion, None) for each in planned.briefs]
    return [
        (
            key := Reminder.key_of(LetterKind.DIGEST, committee_id, task_id, recipient, due_on, occasion),
            {
                "key": key, "kind": planned.kind, "committee_id": committee_id, "task_id": task_id,
                "recipient": recipient, "due_on": due_on, "occasion": occasion, "on": planned.on,
                "for_user_id": for_user_id,
            },
        )
        for committee_id, task_id, due_on, occasion, for_user_id in said
    ]  # fmt: skip


def _keep(written: Sequence[_Written], *, at: datetime) -> int:
    """Write letters that are not there yet, each taking over what an earlier one that still waits was to tell."""
    db.session.rollback()
    history.take_turn()
    there = _there({each.letter["key"] for each in written})
    taken = _carried_by({key for each in written for key in each.reminders})
    new = [each for each in written if each.letter["key"] not in there and not _is_told(each, taken)]
    if not new:
        db.session.rollback()
        return 0
    add = insert(Letter).returning(Letter.id, sort_by_parameter_order=True)
    ids = list(db.session.scalars(add, [dict(each.letter) for each in new]))
    db.session.execute(
        insert(Recipient), [{**each.address, "letter_id": key} for key, each in zip(ids, new, strict=True)]
    )
    rows = [
        {**row, "letter_id": letter_id}
        for letter_id, each in zip(ids, new, strict=True) for key, row in each.reminders.items() if key not in taken
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Reminder), rows)
    for letter_id, each in zip(ids, new, strict=True):
        _take_over([key for key in each.reminders if key in taken], letter_id)
    _supersede({each.recipient for each in new if each.letter["kind"] is LetterKind.DIGEST}, ids)
    told = {"letters": len(new), "tasks": sum(row["task_id"] is not None for row in rows)}
    history.record("wrote", db.session.get_one(Letter, ids[0]), by=None, at=at, changes=told)
    db.session.commit()
    return len(new)


def _there(keys: set[str]) -> set[str]:
    return {key for some in chunks(keys) for key in db.session.scalars(select(Letter.key).where(Letter.key.in_(some)))}


def _carried_by(keys: set[str]) -> dict[str, bool]:
    """Return which of these reminders are in the register, and of each whether its letter is a digest that waits."""
    query = select(Reminder.key, Letter.kind, Letter.state).join(Letter, Letter.id == Reminder.letter_id)
    return {
        str(key): kind is LetterKind.DIGEST and state is LetterState.WAITING
        for some in chunks(keys) for key, kind, state in db.session.execute(query.where(Reminder.key.in_(some)))
    }  # fmt: skip


def _is_told(each: _Written, taken: Mapping[str, bool]) -> bool:
    """Whether another process has told some of it since the plan was made; the next run plans the rest anew."""
    return any(not taken[key] for key in each.reminders if key in taken)


def _take_over(keys: Sequence[str], letter_id: int) -> None:
    if keys:
        move = update(Reminder).where(Reminder.key.in_(keys)).values(letter_id=letter_id)
        db.session.execute(move.execution_options(synchronize_session=False))


def _supersede(recipients: set[str], new: Sequence[int]) -> None:
    """Cancel the earlier digests of these mailboxes that still wait: after an outage comes one letter, not five."""
    waiting = select(Letter.id).where(Letter.kind == LetterKind.DIGEST, Letter.state == LetterState.WAITING)
    mine = select(Recipient.letter_id, Recipient.address).where(Recipient.letter_id.in_(waiting))
    old = {row[0] for row in db.session.execute(mine) if row[1].casefold() in recipients} - set(new)
    for some in chunks(old):
        cancel = update(Letter).where(Letter.id.in_(some))
        cancel = cancel.values(state=LetterState.CANCELLED, reason=Reason.SUPERSEDED)
        db.session.execute(cancel.execution_options(synchronize_session=False))
