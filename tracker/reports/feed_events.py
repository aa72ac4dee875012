"""What a calendar is told: meetings, deadlines and the reports of periods, as events.

It takes a few questions, however many tasks there are. An event keeps its `uid` whatever becomes of its words and its
day. What has ended (a task done or dropped, a report sent, a meeting called off) stays sixty days as cancelled, so that
every copy learns of it, and is gone then. What a person may see no more is gone at once. `sequence` grows with every
change: it follows the version of the row and, for reports, whose days follow rules, the number of changes of the rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from tracker import clock, mail
from tracker.documents.models import Conclusion, Item
from tracker.documents.words import name_of
from tracker.extensions import db
from tracker.formats import day
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.meetings.models import Meeting
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee, Unit
from tracker.reports.events import Event
from tracker.tasks.citations import place
from tracker.tasks.models import Stage, Task
from tracker.tasks.period_reports import standings_of
from tracker.tasks.period_words import period_name
from tracker.tasks.periods import PeriodState, Standing
from tracker.tasks.queries import comes_round, is_open

DAY = timedelta(days=1)
ENDED_KEPT = 60
"""Days for which what has ended is told as cancelled."""
PAST_MEETINGS = 366
"""Days for which a meeting that was held stays in the calendar."""
USUAL_LENGTH = timedelta(hours=2)
"""How long a meeting is shown to last whose end nobody wrote."""

OFFICE_RULES = ("office_days", "committees")
"""Whose changes move the days on which reports are due: the calendar of the office, the rules of its committees."""


@dataclass
class Teller:
    """Turns rows into events as of one day, in the language that is spoken; what many events share is asked once."""

    on: date
    citations: dict[int, str] = field(default_factory=dict)
    places: dict[tuple[str, ...], str] = field(default_factory=dict)

    def meetings(self, found: Select[Meeting]) -> list[Event]:
        """Return meetings to come, those of the last year, and those called off within sixty days."""
        since = datetime.combine(self.on - timedelta(ENDED_KEPT), time.min, clock.OFFICE_ZONE)
        query = found.where(
            Meeting.held_on >= self.on - timedelta(PAST_MEETINGS),
            or_(Meeting.cancelled_at.is_(None), Meeting.cancelled_at >= since),
        )
        query = query.options(joinedload(Meeting.committee)).order_by(Meeting.held_on, Meeting.id)
        return [self._meeting(each) for each in db.session.scalars(query)]

    def deadlines(self, tasks: Select[Task]) -> list[Event]:
        """Return the deadlines of open tasks, and of those that ended within sixty days."""
        query = self._lately(tasks).where(Task.due_on.is_not(None))
        query = query.join(Item, Item.id == Task.item_id).outerjoin(Unit, Unit.id == Task.lead_unit_id)
        query = query.join(Committee, Committee.id == Task.committee_id)
        rows = db.session.execute(
            query.with_only_columns(
                Task.id, Task.title, Task.due_on, Task.original_due_on, Task.due_words, Task.stage, Task.version,
                Task.changed_at, Item.conclusion_id, Item.path, Unit.name.label("unit"),
                Committee.short_name.label("committee"),
            ).order_by(Task.due_on, Task.id)
        ).all()  # fmt: skip
        self._learn({row.conclusion_id for row in rows})
        return [self._deadline(row) for row in rows]

    def reports(self, tasks: Select[Task]) -> list[Event]:
        """Return what is asked of duties that come round: the reports owed and the next one, and those sent lately."""
        query = self._lately(tasks).where(comes_round()).order_by(Task.id).options(
            selectinload(Task.item).load_only(Item.text, Item.path, Item.conclusion_id), joinedload(Task.committee),
            joinedload(Task.lead_unit), selectinload(Task.period_updates), selectinload(Task.excuses),
        )  # fmt: skip
        duties = db.session.scalars(query).unique().all()
        self._learn({each.item.conclusion_id for each in duties})
        calendar = office_calendar()
        return [
            self._report(task, standing)
            for task in duties
            for standing in standings_of(task, self.on, calendar)
            if self._is_told(task, standing)
        ]

    # ------------------------------------------------------------------------------------------ one event

    def _meeting(self, meeting: Meeting) -> Event:
        starts, ends = _hours(meeting)
        told = [
            _("Cancelled: %(why)s", why=meeting.cancelled_why) if meeting.is_cancelled else "",
            "" if meeting.starts_at else _("The hour is not known yet."),
            _("moved from %(day)s", day=day(meeting.moved_from)) if meeting.moved_from else "",
            meeting.note, self.meetings_page,
        ]  # fmt: skip
        name = f"{meeting.title} – {meeting.committee.short_name}"
        return Event(
            uid=f"meeting-{meeting.id}@{self.domain}",
            summary=self.words["off"] + name if meeting.is_cancelled else name,
            starts=starts, ends=ends, sequence=meeting.version - 1, changed_at=meeting.changed_at,
            description=_lines(told), location=meeting.place, url=self.meetings_page,
            category=meeting.committee.short_name, is_cancelled=meeting.is_cancelled, is_busy=bool(meeting.starts_at),
        )  # fmt: skip

    def _deadline(self, row: Any) -> Event:
        moved = row.original_due_on and row.original_due_on != row.due_on
        url = f"{self.tasks_page}/{row.id}"
        told = [
            self.words["written"] % row.due_words if row.due_words else "",
            self.words["extended"] % day(row.original_due_on) if moved else "",
            self.words["unit"] % row.unit if row.unit else "", self._source(row.conclusion_id, row.path), url,
        ]  # fmt: skip
        return Event(
            uid=f"task-{row.id}@{self.domain}", summary=self.words[row.stage] + row.title,
            starts=row.due_on, ends=row.due_on + DAY, sequence=row.version - 1, changed_at=row.changed_at,
            description=_lines(told), url=url, category=row.committee, is_cancelled=not row.stage.is_open,
        )  # fmt: skip

    def _report(self, task: Task, standing: Standing) -> Event:
        period, url = standing.period, f"{self.tasks_page}/{task.id}"
        name, ended = period_name(period.recurrence, period.ends_on), not _is_asked(task, standing)
        say = self.words["sent" if standing.reported_on else "not_asked" if ended else "report"]
        changes, last = self.rules
        told = [
            self.words["covers"] % (day(period.since), day(period.until)),
            self.words["unit"] % task.lead_unit.name if task.lead_unit else "",
            self._source(task.item.conclusion_id, task.item.path), url,
        ]  # fmt: skip
        return Event(
            uid=f"task-{task.id}-report-{period.ends_on}@{self.domain}", summary=say % name + task.title,
            starts=period.due_on, ends=period.due_on + DAY, sequence=2 * (task.version - 1) + ended + changes,
            changed_at=max(task.changed_at, last), description=_lines(told), url=url,
            category=task.committee.short_name, is_cancelled=ended,
        )  # fmt: skip

    def _is_told(self, task: Task, standing: Standing) -> bool:
        """Whether a report is still told of: what is asked, and what was sent or given up lately."""
        if _is_asked(task, standing):
            return True
        excused = {each.period_ends_on: each.on for each in task.excuses}
        ended_on = standing.reported_on or excused.get(standing.period.ends_on) or standing.period.due_on
        return ended_on >= self.on - timedelta(ENDED_KEPT)

    # ------------------------------------------------------------------------------------------ what many share

    def _lately(self, tasks: Select[Task]) -> Select[Task]:
        return tasks.where(or_(is_open(), Task.closed_on >= self.on - timedelta(ENDED_KEPT))).order_by(None)

    def _source(self, conclusion_id: int, path: Iterable[str]) -> str:
        steps = tuple(path)
        if steps not in self.places:
            self.places[steps] = place(steps)
        return self.words["source"] % ", ".join(filter(None, (self.citations[conclusion_id], self.places[steps])))

    def _learn(self, conclusion_ids: set[int]) -> None:
        """Learn how documents are called."""
        wanted = select(Conclusion).where(Conclusion.id.in_(conclusion_ids - self.citations.keys()))
        columns = load_only(Conclusion.type, Conclusion.number, Conclusion.title)
        self.citations.update({each.id: name_of(each) for each in db.session.scalars(wanted.options(columns))})

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of events, spoken once for thousands of them."""
        due = str(_("Deadline: %(what)s", what=""))
        return {
            Stage.NOT_STARTED: due, Stage.IN_PROGRESS: due, Stage.PAUSED: due,
            Stage.REPORTED: _("Reported done: %(what)s", what=""), Stage.DONE: _("Done: %(what)s", what=""),
            Stage.DROPPED: _("Not carried out: %(what)s", what=""), "off": _("Cancelled: %(why)s", why=""),
            "written": _("Deadline as written: “%(words)s”", words="%s"),
            "extended": _("Extended from %(day)s", day="%s"), "unit": _("Lead unit: %(unit)s", unit="%s"),
            "source": _("Source: %(source)s", source="%s"),
            "covers": _("Covers %(first)s to %(last)s", first="%s", last="%s"),
            "report": _("Report due on %(period)s: %(what)s", period="%s", what=""),
            "sent": _("Report sent on %(period)s: %(what)s", period="%s", what=""),
            "not_asked": _("Report no longer asked for on %(period)s: %(what)s", period="%s", what=""),
        }  # fmt: skip

    @cached_property
    def rules(self) -> tuple[int, datetime]:
        """How often the rules of reports were changed, and when last."""
        query = select(func.count(), func.max(HistoryEntry.at)).where(HistoryEntry.subject.in_(OFFICE_RULES))
        changes, last = db.session.execute(query).one()
        return changes, last or datetime.min.replace(tzinfo=clock.OFFICE_ZONE)

    @cached_property
    def domain(self) -> str:
        """What tells this office's events from any other's: the first entry of its history, which never changes."""
        first = db.session.scalar(select(HistoryEntry.hash).order_by(HistoryEntry.id).limit(1))
        return f"{(first or '0')[:16]}.tracker"

    @cached_property
    def tasks_page(self) -> str:
        return mail.link("tasks.tasks")

    @cached_property
    def meetings_page(self) -> str:
        return mail.link("meetings.meetings")


def _hours(meeting: Meeting) -> tuple[date, date]:
    """Return from when to when a meeting lasts: moments, or its whole day while the hour is not known."""
    if meeting.starts_at is None:
        return meeting.held_on, meeting.held_on + DAY
    starts = datetime.combine(meeting.held_on, meeting.starts_at, clock.OFFICE_ZONE)
    ends = (
        datetime.combine(meeting.held_on, meeting.ends_at, clock.OFFICE_ZONE)
        if meeting.ends_at
        else starts + USUAL_LENGTH
    )
    return starts.astimezone(UTC), ends.astimezone(UTC)


def _is_asked(task: Task, standing: Standing) -> bool:
    """Whether a unit is to report on a period, now or when it falls due."""
    return task.is_awaited and (standing.state.is_asked or standing.state is PeriodState.WAITING)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(str(each) for each in parts if each)
