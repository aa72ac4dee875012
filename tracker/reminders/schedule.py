"""When a task is brought to mind: 7, 3 and 1 days before its deadline, on the day, then every week while it is late.

The report of a period is brought to mind 3 days before it is due, on the day, then every week while it is owed.

Each recipient gets at most one letter a day and committee. What fell on a day the program did not run is caught up by
the next digest: only the latest occasion of a task counts, and it counts until a letter has carried it.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from tracker import database, history
from tracker.extensions import db
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee
from tracker.reading.calendar import DEFAULT, OfficeCalendar
from tracker.reminders import letters, outbox
from tracker.reminders.models import Letter, LetterKind, LetterState, Reason, Reminder
from tracker.reminders.queries import Mailbox, due_day, mailboxes_of_task
from tracker.tasks.models import Task, TimeClass
from tracker.tasks.period_reports import asked_of
from tracker.tasks.periods import Standing
from tracker.tasks.queries import AWAITED, by_deadline, comes_round, of_committee, with_row

log = logging.getLogger(__name__)

DAYS_BEFORE = (7, 3, 1)
DAYS_BEFORE_REPORT = (3,)
WEEK = 7
PRESSING = (TimeClass.OVERDUE, TimeClass.SOON)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A task that is to be brought to mind, why, since which office day, and for what was due when."""

    task: Task
    occasion: str
    day: date
    due_on: date


# ------------------------------------------------------------------------------------------ what is due


def due_reminders(tasks: Iterable[Task], on: date, calendar: OfficeCalendar = DEFAULT) -> list[Due]:
    """Return for each awaited task with a deadline the latest occasion up to a day. Asks nothing but its arguments.

    An occasion on a day off moves: up to the deadline to the last office day before, after it to the next one.
    """
    found = []
    for task in tasks:
        if task.is_awaited and task.due_on:
            occasion = latest_occasion(task.due_on, on, calendar)
            if occasion and occasion[1] > task.opened_on:
                found.append(Due(task, *occasion, task.due_on))
    return found


def due_reports(asked: Mapping[Task, Sequence[Standing]], on: date, calendar: OfficeCalendar = DEFAULT) -> list[Due]:
    """Return for each duty the latest occasion of the newest report asked of it. Asks nothing but its arguments.

    One letter a week is enough, however many earlier reports are owed: the page it leads to names them all.
    """
    found = []
    for task, standings in asked.items():
        due_on = standings[-1].period.due_on
        occasion = latest_occasion(due_on, on, calendar, DAYS_BEFORE_REPORT)
        if occasion and occasion[1] > task.opened_on:
            found.append(Due(task, f"report-{occasion[0]}", occasion[1], due_on))
    return found


def latest_occasion(
    due_on: date, on: date, calendar: OfficeCalendar, days_before: Sequence[int] = DAYS_BEFORE
) -> tuple[str, date] | None:
    """Return the last occasion for a deadline whose office day has come by a day, None before the first."""
    weeks = max((on - due_on).days // WEEK, 0)
    for late in range(weeks * WEEK, 0, -WEEK):
        day = calendar.working_day_on_or_after(due_on + DAY * late)
        if day <= on:
            return f"late-{late}", day
    for before in sorted((0, *days_before)):
        day = calendar.working_day_on_or_before(due_on - DAY * before)
        if day <= on:
            return f"before-{before}", day
    return None


# ------------------------------------------------------------------------------------------ writing the digests


def remind(*, on: date, at: datetime) -> int:
    """Write the digests of a day into the outbox and return how many; on a day off none.

    Done again on the same day, or in two processes at once, it adds nothing: the letter's key and the reminders are
    unique in the database.
    """
    with database.reading():
        db.session.rollback()
        calendar = office_calendar()
    if not calendar.is_working_day(on):
        return 0
    active = select(Committee.id).where(Committee.is_active).order_by(Committee.id)
    with database.reading():
        db.session.rollback()
        committees = db.session.scalars(active).all()
        db.session.rollback()
    written, failures = 0, list[Exception]()
    for committee_id in committees:
        try:
            written += _remind_committee(committee_id, on=on, at=at, calendar=calendar)
        except Exception as failure:
            db.session.rollback()
            log.exception("The digests of committee %s were not written", committee_id)
            failures.append(failure)
    if failures:
        raise failures[0]
    return written


def _remind_committee(committee_id: int, *, on: date, at: datetime, calendar: OfficeCalendar) -> int:
    """Write one committee's digests in a transaction of its own: what goes wrong in one keeps no other waiting."""
    history.take_turn()
    committee = db.session.get_one(Committee, committee_id)
    digests = _digests(committee, on, calendar)
    written = sum(_write_digest(committee, to, due, others, on=on, at=at) for to, due, others in digests)
    db.session.commit()
    return written


def _digests(committee: Committee, on: date, calendar: OfficeCalendar) -> list[tuple[Mailbox, list[Due], list[Task]]]:
    """Return who is to be written to, with what is due for them and what else of theirs is overdue or due soon."""
    dated = or_(Task.due_on.is_not(None), comes_round())
    query = with_row(by_deadline(of_committee(committee.id).where(Task.stage.in_(AWAITED), dated)))
    tasks = db.session.scalars(query).all()
    due = {each.task: each for each in due_reminders(tasks, on, calendar)}
    asked = {each: periods for each in tasks if each not in due and (periods := asked_of(each, on, calendar))}
    due |= {each.task: each for each in due_reports(asked, on, calendar)}
    mine: dict[str, tuple[Mailbox, list[Task]]] = {}
    for task in [each for each in tasks if each in due or each.time_class(on) in PRESSING]:
        for mailbox in mailboxes_of_task(task):
            mine.setdefault(mailbox.address.casefold(), (mailbox, []))[1].append(task)
    found = []
    for _address, (mailbox, theirs) in sorted(mine.items()):
        told = _told(mailbox, theirs)
        pending = [due[task] for task in theirs if task in due]
        fresh = [each for each in pending if (each.task.id, each.due_on, each.occasion) not in told]
        named = {each.task for each in fresh}
        if fresh:
            found.append((mailbox, fresh, [task for task in theirs if task not in named]))
    return found


def _told(mailbox: Mailbox, tasks: Sequence[Task]) -> set[tuple[int | None, date | None, str]]:
    """Return the occasions of these tasks a recipient has had a digest for."""
    query = select(Reminder.task_id, Reminder.due_on, Reminder.occasion).where(
        Reminder.kind == LetterKind.DIGEST, Reminder.recipient == mailbox.address.casefold(),
        Reminder.task_id.in_([task.id for task in tasks]),
    )  # fmt: skip
    return {(row[0], row[1], row[2]) for row in db.session.execute(query)}


def _write_digest(
    committee: Committee, mailbox: Mailbox, due: list[Due], others: list[Task], *, on: date, at: datetime
) -> bool:
    """Write one recipient's digest of a day; False when it is there already or another process was faster."""
    recipient = mailbox.address.casefold()
    key = f"digest:{committee.id}:{recipient}:{on}"
    if db.session.scalar(select(Letter.id).filter_by(key=key)):
        return False
    words = letters.digest(
        committee, mailbox.name, [*(each.task for each in due), *others], to=mailbox.user, language=mailbox.language,
        on=on, at=at,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            letter = outbox.write(
                words, [mailbox], key=key, kind=LetterKind.DIGEST, committee=committee, to_name=mailbox.name, on=on,
                at=at, by=None,
            )  # fmt: skip
            letter.user, letter.unit, letter.language = mailbox.user, mailbox.unit, mailbox.language
            for task, due_on, occasion in [
                *((each.task, each.due_on, each.occasion) for each in due),
                *((task, due_day(task, on), f"with-{on}") for task in others),
            ]:
                letter.reminders.append(
                    Reminder.of(
                        task,
                        kind=LetterKind.DIGEST,
                        recipient=recipient,
                        due_on=due_on,
                        occasion=occasion,
                        on=on,
                    )
                )
            _supersede(committee, recipient, letter)
            history.record("wrote", letter, by=None, at=at, changes={"tasks": len(letter.reminders)})
    except IntegrityError:
        if db.session.scalar(select(Letter.id).filter_by(key=key)) is None:
            raise
        return False
    return True


def _supersede(committee: Committee, recipient: str, letter: Letter) -> None:
    """Cancel this recipient's earlier digests that still wait: after an outage comes one letter, not five."""
    db.session.flush()
    earlier = select(Reminder.letter_id).where(Reminder.recipient == recipient, Reminder.kind == LetterKind.DIGEST)
    db.session.execute(
        update(Letter)
        .where(
            Letter.id.in_(earlier), Letter.id != letter.id, Letter.kind == LetterKind.DIGEST,
            Letter.committee_id == committee.id, Letter.state == LetterState.WAITING,
        )
        .values(state=LetterState.CANCELLED, reason=Reason.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
