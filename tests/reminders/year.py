"""A year of an office, day by day, and what its people should have heard: recounted from the rules in plain words.

The office is written past the verbs, so that 200 people and 5,000 tasks take seconds. `Recount` keeps books of its own:
it asks neither the database nor anything of the planner, only whether a day is an office day. Each day it says whom
the program must have told of what; the program's reminders of that day must be exactly these.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from tracker import clock
from tracker.documents.models import Conclusion, Item
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.meetings.models import Meeting
from tracker.people.absences_models import Absence
from tracker.people.models import Committee, LetterRhythm, Membership, Role, Unit, User
from tracker.reading.calendar import DEFAULT
from tracker.reading.results import DocumentType, ItemKind
from tracker.reminders import schedule
from tracker.reminders.models import Letter, LetterKind, LetterState, Reminder
from tracker.reminders.rules import Rules
from tracker.reminders.rules_models import ReminderRules
from tracker.tasks.models import Extension, ExtensionState, Stage, Task, Update

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
PER_UNIT = 6
OWN_ENTRIES = 10_000_000
"""From this id on the program writes its history; the entries that are made up stand below."""
BY_COMMITTEE = (
    Rules(),
    Rules(days_before=(14, 5), on_day=False, silent_after=45),
    Rules(days_before=(7, 1), weekly_late=False, head_after=3, standing_after=6, summary_weekday=3),
    Rules(days_before=(30, 10, 2), silent_after=None, standing_after=None, brief_days=3),
    Rules(days_before=(3,), head_after=None, summary_weekday=None, brief_days=None),
)


@dataclass
class Person:
    """Somebody of the office, in the recount's own books."""

    id: int
    unit: int
    rhythm: LetterRhythm
    roles: dict[int, set[Role]] = field(default_factory=lambda: defaultdict(set))

    @property
    def address(self) -> str:
        return f"nguoi{self.id}@dalam.local"


@dataclass
class Job:
    """A task, in the recount's own books."""

    id: int
    committee: int
    unit: int
    assignee: int | None
    opened: date
    due: date
    heard: date
    stage: Stage = Stage.NOT_STARTED

    @property
    def is_worked_on(self) -> bool:
        return self.stage in (Stage.NOT_STARTED, Stage.IN_PROGRESS)


@dataclass(frozen=True)
class Deed:
    """What happens to a task on a day, at ten in the morning."""

    day: date
    task: int
    what: str
    until: date | None = None
    to: int | None = None


@dataclass
class Year:
    """The whole office as it was made up, and what will happen in it."""

    people: dict[int, Person]
    heads: dict[int, int]
    standing: dict[int, int]
    jobs: dict[int, Job]
    deeds: dict[date, list[Deed]]
    away: list[tuple[int, date, date, int | None]]
    meetings: dict[int, tuple[int, date]]
    missed: set[date]
    outages: set[date]
    rules: dict[int, Rules]
    days: list[date]


# ------------------------------------------------------------------------------------------ the office and its year


def made_up(people: int, tasks: int, days: int, seed: int = 11) -> Year:
    """Return an office of so many people and tasks, and so many days of it."""
    rnd = random.Random(seed)
    last = FIRST + DAY * (days - 1)
    units = range(1, max(people // PER_UNIT, 2) + 1)
    rhythms = [LetterRhythm.DAILY] * 7 + [LetterRhythm.WEEKLY] * 2 + [LetterRhythm.AT_ONCE]
    staff = {n: Person(n, n % len(units) + 1, rnd.choice(rhythms)) for n in range(1, people + 1)}
    rules = dict(enumerate(BY_COMMITTEE[: max(2, min(5, people // 30))], start=1))
    for committee in rules:
        for person in rnd.sample(list(staff.values()), max(people * 2 // 3, 4)):
            person.roles[committee].add(Role.OFFICIAL)
        for role, many in ((Role.SECRETARY, 2), (Role.CHAIR, 1)):
            for person in rnd.sample(list(staff.values()), many):
                person.roles[committee].add(role)
    heads = {unit: min(n for n in staff if staff[n].unit == unit) for unit in units}
    standing = {committee: rnd.choice([n for n in staff if committee in staff[n].roles]) for committee in rules}
    jobs, deeds = {}, defaultdict(list)
    for n in range(1, tasks + 1):
        opened = FIRST + DAY * rnd.randrange(-20, days - 5)
        committee, unit = rnd.choice(list(rules)), rnd.choice(units)
        mine = [each.id for each in staff.values() if each.unit == unit and committee in each.roles]
        assignee = rnd.choice(mine) if mine and rnd.random() < 0.6 else None
        term = rnd.randrange(1, 16) if n % 4 == 0 else rnd.randrange(8, 120)
        jobs[n] = Job(n, committee, unit, assignee, opened, opened + DAY * term, opened)
        for deed in _course(rnd, jobs[n], mine):
            if FIRST <= deed.day <= last:
                deeds[deed.day].append(deed)
    everyday = [FIRST + DAY * n for n in range(days)]
    office_days = [day for day in everyday if DEFAULT.is_working_day(day)]
    return Year(
        people=staff, heads=heads, standing=standing, jobs=jobs, deeds=deeds, away=_away(rnd, staff, days),
        meetings=_meetings(rnd, rules, days), missed=_missed(rnd, office_days), rules=rules, days=everyday,
        outages=set(rnd.sample(office_days, max(len(office_days) // 40, 1))),
    )  # fmt: skip


def _course(rnd: random.Random, job: Job, mine: list[int]) -> list[Deed]:
    """Return what becomes of one task: most are told of and reported in time, some late, some extended or paused."""
    span = (job.due - job.opened).days
    ends = job.opened + DAY * int(span * rnd.choice((0.5, 0.7, 0.8, 0.9, 0.95, 1.05, 1.3, 3)) + rnd.randrange(1, 4))
    found = [
        Deed(job.opened + DAY * n, job.id, "word") for n in range(rnd.randrange(5, 40), span, rnd.randrange(12, 50))
    ]
    chance = rnd.random()
    if chance < 0.1:
        later = job.due - DAY * rnd.randrange(0, 5)
        found.append(Deed(later, job.id, "extended", until=job.due + DAY * rnd.randrange(10, 40)))
    elif chance < 0.14:
        found.append(Deed(job.opened + DAY * (span // 3), job.id, "shortened", until=job.due - DAY * (span // 4)))
    elif chance < 0.18:
        found.append(Deed(job.opened + DAY * (span // 3), job.id, "paused"))
        found.append(Deed(job.opened + DAY * (span // 2 + 1), job.id, "resumed"))
    elif chance < 0.26 and mine:
        found.append(Deed(job.opened + DAY * (span // 2), job.id, "assigned", to=rnd.choice(mine)))
    found = [each for each in found if each.day < ends]
    found.append(Deed(ends, job.id, "reported"))
    back = rnd.random() < 0.15
    found.append(Deed(ends + DAY * 2, job.id, "returned" if back else "confirmed"))
    found += [Deed(ends + DAY * 9, job.id, "reported"), Deed(ends + DAY * 11, job.id, "confirmed")] if back else []
    return found


def _away(rnd: random.Random, staff: dict[int, Person], days: int) -> list[tuple[int, date, date, int | None]]:
    found = []
    for person in staff.values():
        for quarter in range(0, days, 120):
            first = FIRST + DAY * (quarter + rnd.randrange(5, 90))
            others = [
                each.id for each in staff.values() if each.id != person.id and set(each.roles) & set(person.roles)
            ]
            stand_in = rnd.choice(others) if others and rnd.random() < 0.6 else None
            found.append((person.id, first, first + DAY * rnd.randrange(2, 14), stand_in))
    return found


def _meetings(rnd: random.Random, rules: dict[int, Rules], days: int) -> dict[int, tuple[int, date]]:
    held = [(each, FIRST + DAY * (n + rnd.randrange(0, 20))) for each in rules for n in range(10, days, 30)]
    return dict(enumerate(held, start=1))


def _missed(rnd: random.Random, office_days: list[date]) -> set[date]:
    """Return the days on which the program does not run: some alone, and a week's worth in a row."""
    at = len(office_days) // 3
    return {*rnd.sample(office_days, len(office_days) // 40), *office_days[at : at + 5]}


# ------------------------------------------------------------------------------------------ the office in the database


def settle(year: Year) -> int:
    """Write the office into the empty database, without its tasks, and return the id of who decides in it."""
    committees = [{"id": n, "name": f"Ban Chỉ đạo số {n}", "short_name": f"BCĐ số {n}"} for n in year.rules]
    units = sorted({each.unit for each in year.people.values()})
    db.session.execute(insert(Committee), committees)
    db.session.execute(insert(Unit), [
        {"id": n, "name": f"Phòng số {n}", "folded": f"phong so {n}", "email": f"donvi{n}@dalam.local"} for n in units
    ])  # fmt: skip
    decider = len(year.people) + 1
    account = {"password_hash": "-", "created_at": _moment(FIRST, 0)}
    db.session.execute(insert(User), [
        *({"id": each.id, "username": f"nguoi{each.id}", "full_name": f"Người {each.id:03d}", "email": each.address,
           "unit_id": each.unit, "rhythm": each.rhythm, **account} for each in year.people.values()),
        {"id": decider, "username": "lanhdao", "full_name": "Lãnh đạo", "email": "", "unit_id": None,
         "rhythm": LetterRhythm.DAILY, **account},
    ])  # fmt: skip
    for unit, head in year.heads.items():
        db.session.execute(update(Unit).where(Unit.id == unit).values(head_id=head))
    db.session.execute(insert(Membership), [
        {"committee_id": committee, "user_id": each.id, "role": role}
        for each in year.people.values() for committee, roles in each.roles.items() for role in sorted(roles)
    ])  # fmt: skip
    for committee, rules in year.rules.items():
        year.rules[committee] = rules = Rules(**{**rules.__dict__, "standing_member_id": year.standing[committee]})
        kept = {**rules.__dict__, "days_before": list(rules.days_before)}
        db.session.add(ReminderRules(committee_id=committee, **kept))
    db.session.execute(insert(Absence), [
        {"user_id": user, "first_on": first, "last_on": last, "stand_in_id": stand_in, "created_by_id": decider,
         "created_at": _moment(FIRST, 0)} for user, first, last, stand_in in year.away
    ])  # fmt: skip
    moment = _moment(FIRST, 0)
    db.session.execute(insert(Meeting), [
        {"id": n, "committee_id": committee, "title": f"Phiên họp {n}", "held_on": day, "changed_at": moment}
        for n, (committee, day) in year.meetings.items()
    ])  # fmt: skip
    db.session.execute(insert(Conclusion), [
        {"id": n, "committee_id": n, "type": DocumentType.CONCLUSION, "number": f"{n:02d}-KL/BCĐ", "text": "",
         "issued_on": FIRST, "text_hash": str(n), "created_at": moment, "created_by_id": decider,
         "published_at": moment, **_FOUND} for n in year.rules
    ])  # fmt: skip
    db.session.execute(insert(HistoryEntry), [_entry(OWN_ENTRIES, moment)])
    db.session.commit()
    return decider


_FOUND = {"find_text": "", "find_folded": ""}


def _entry(number: int, at: datetime, committee: int | None = None, task: int | None = None) -> dict[str, Any]:
    """Return an entry of the history that gives a task to somebody."""
    return {
        "id": number, "at": at, "by_id": None, "by_name": "Lãnh đạo", "door": "web", "committee_id": committee,
        "subject": "tasks", "subject_id": task, "verb": "assigned" if task else "began", "changes": {},
        "previous_hash": "", "hash": f"made up {number}",
    }  # fmt: skip


def open_tasks(jobs: list[Job]) -> None:
    """Write the tasks that are given on a day."""
    if not jobs:
        return
    db.session.execute(insert(Item), [
        {"id": each.id, "conclusion_id": each.committee, "position": each.id, "path": ["1"], "start": 0, "end": 1,
         "text": "", "kind": ItemKind.TASK, "action": f"Việc {each.id}"} for each in jobs
    ])  # fmt: skip
    db.session.execute(insert(Task), [
        {"id": each.id, "committee_id": each.committee, "item_id": each.id, "number": each.id,
         "title": f"Việc {each.id}", "lead_unit_id": each.unit, "assignee_id": each.assignee, "due_on": each.due,
         "original_due_on": each.due, "opened_on": each.opened, **_FOUND} for each in jobs
    ])  # fmt: skip


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), clock.OFFICE_ZONE)


# ------------------------------------------------------------------------------------------ the books


@dataclass(frozen=True)
class Call:
    """What one mailbox must be told: of which task or committee, for which day, on what occasion."""

    address: str
    committee: int
    task: int | None
    due: date | None
    code: str


class Recount:
    """Keeps the books of the year and says, morning by morning, who must hear what."""

    def __init__(self, year: Year, decider: int) -> None:
        self.year, self.decider = year, decider
        self.open: dict[int, Job] = {}
        self.told: set[Call] = set()
        self.news: list[tuple[int, str, date]] = []
        self.ids = {"update": 0, "extension": 0, "given": 0}
        self.moved: dict[int, dict[str, Any]] = {}
        self.rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)

    # ---------------------------------------------------------------- what happens

    def happen(self, deed: Deed) -> None:
        """Write what happens to a task into the books and the database, where it makes sense as the task stands."""
        job, at = self.open.get(deed.task), _moment(deed.day, 10)
        if job is None:
            return
        values: dict[str, Any] = {}
        if deed.what in ("word", "paused", "reported") and job.is_worked_on:
            stages = {"word": Stage.IN_PROGRESS, "paused": Stage.PAUSED, "reported": Stage.REPORTED}
            values = {"stage": stages[deed.what], "updated_at": at}
        elif deed.what == "resumed" and job.stage is Stage.PAUSED:
            values = {"stage": Stage.IN_PROGRESS, "updated_at": at}
        elif deed.what in ("confirmed", "returned") and job.stage is Stage.REPORTED:
            values = {"stage": Stage.DONE if deed.what == "confirmed" else Stage.IN_PROGRESS, "updated_at": at}
            self._decided(job, values["stage"], at)
        elif deed.what == "extended" and job.is_worked_on and deed.until and deed.until > job.due:
            values = {"due_on": deed.until}
            self._granted(job, deed.until, at)
        elif deed.what == "shortened" and job.is_worked_on and deed.until and deed.until > deed.day:
            values = {"due_on": deed.until}
        elif deed.what == "assigned" and job.is_worked_on and deed.to != job.assignee:
            values = {"assignee_id": deed.to}
            self._handed(job, at)
        if not values:
            return
        job.stage, job.due = values.get("stage", job.stage), values.get("due_on", job.due)
        job.assignee = values.get("assignee_id", job.assignee)
        job.heard = deed.day if "updated_at" in values else job.heard
        said_at = _moment(job.heard, 10) if job.heard != job.opened else None
        self.moved[job.id] = {
            "key": job.id, "stage": job.stage, "due_on": job.due, "assignee_id": job.assignee, "updated_at": said_at,
        }  # fmt: skip

    def _decided(self, job: Job, stage: Stage, at: datetime) -> None:
        number = self._next("update", job, at.date())
        self.rows[Update].append({
            "id": number, "task_id": job.id, "by_id": self.decider, "at": at, "on": at.date(),
            "from_stage": Stage.REPORTED, "stage": stage, "percent": 0, "reason": "Chưa đủ", "key": f"u{number}",
            **_FOUND,
        })  # fmt: skip

    def _granted(self, job: Job, until: date, at: datetime) -> None:
        number = self._next("extension", job, at.date())
        self.rows[Extension].append({
            "id": number, "task_id": job.id, "state": ExtensionState.GRANTED, "due_on": job.due, "until": until,
            "reason": "Mưa lũ", "asked_by_id": self.decider, "asked_at": at, "asked_on": at.date(),
            "granted_until": until, "decided_by_id": self.decider, "decided_at": at, "decided_on": at.date(),
            "key": f"e{number}",
        })  # fmt: skip

    def _handed(self, job: Job, at: datetime) -> None:
        self.news = [each for each in self.news if each[0] != job.id]
        number = self._next("given", job, at.date())
        self.rows[HistoryEntry].append(_entry(number, at, job.committee, job.id))

    def write_down(self) -> None:
        """Write what happened since the last time into the database."""
        tasks = Task.__table__
        if self.moved:
            row = update(tasks).where(tasks.c.id == bindparam("key"))
            names = ("stage", "due_on", "assignee_id", "updated_at")
            change = row.values({name: bindparam(name) for name in names})
            db.session.connection().execute(change, list(self.moved.values()))
        for table, rows in self.rows.items():
            db.session.execute(insert(table), rows)
        self.moved, self.rows = {}, defaultdict(list)
        db.session.commit()

    def _next(self, kind: str, job: Job, day: date) -> int:
        self.ids[kind] += 1
        self.news.append((job.id, f"{kind}-{self.ids[kind]}", day))
        return self.ids[kind]

    # ---------------------------------------------------------------- who must hear what

    def morning(self, day: date) -> set[Call]:
        """Return what must be told on an office day, and take it as told."""
        calls = [call for job in self.open.values() if job.is_worked_on for call in self._of_job(job, day)]
        calls += self._of_news(day, lambda _reader: True)
        calls += [call for committee in self.year.rules for call in self._of_committee(committee, day)]
        first = next(each for each in _week(day) if DEFAULT.is_working_day(each))
        due = {
            call for call, away in calls
            if (day == first or call.code.startswith("brief") or not self._is_weekly(call.address))
            and not self._heard(call, away)
        }  # fmt: skip
        self.told |= due
        return due

    def midday(self, day: date) -> set[Call]:
        """Return what those who want to hear at once must be told of what was done on the day."""
        calls = self._of_news(day, lambda each: self._rhythm(each) is LetterRhythm.AT_ONCE, since=day)
        due = {call for call, away in calls if not self._heard(call, away)}
        self.told |= due
        return due

    def _heard(self, call: Call, away: int | None) -> bool:
        by_who_is_away = away and Call(self.year.people[away].address, call.committee, call.task, call.due, call.code)
        return call in self.told or by_who_is_away in self.told

    def _of_job(self, job: Job, day: date) -> list[tuple[Call, int | None]]:
        rules = self.year.rules[job.committee]
        said = self._deadline(job, day, rules)
        near = (job.due - day).days <= 7
        if said is None and not near and rules.silent_after:
            silence = [
                n for n in range(rules.silent_after, (day - job.heard).days + 1, rules.silent_after)
                if _forward(job.heard + DAY * (n + 1)) <= day
            ]  # fmt: skip
            said = (job.heard, f"silent-{silence[-1]}") if silence else None
        readers = self._owners(job, day)
        found = [
            (Call(address, job.committee, job.id, said[0], said[1]), away) for address, away in readers if said
        ]  # fmt: skip
        if job.due < day:
            known = {address for address, _away in readers}
            found += [
                (Call(address, job.committee, job.id, job.due, "escalated"), away)
                for address, away in self._above(job, day, rules) if address not in known
            ]  # fmt: skip
        return found

    def _deadline(self, job: Job, day: date, rules: Rules) -> tuple[date, str] | None:
        """Return the last thing to be said of a deadline by a day, in the order of the calendar."""
        plan = [(_back(job.due - DAY * n), f"before-{n}") for n in sorted(rules.days_before, reverse=True)]
        plan += [(_back(job.due), "before-0")] if rules.on_day else []
        late = range(7, max((day - job.due).days, 0) + 1, 7) if rules.weekly_late else ()
        plan += [(_forward(job.due + DAY * n), f"late-{n}") for n in late]
        come = [(when, code) for when, code in plan if when <= day]
        return (job.due, come[-1][1]) if come and come[-1][0] > job.opened else None

    def _above(self, job: Job, day: date, rules: Rules) -> list[tuple[str, int | None]]:
        late = sum(DEFAULT.is_working_day(job.due + DAY * n) for n in range(1, (day - job.due).days + 1))
        head = self._alone(self.year.heads[job.unit], job.committee, day)
        standing = self._alone(self.year.standing[job.committee], job.committee, day)
        chairs = self._holders(Role.CHAIR, job.committee, day)
        found = []
        if rules.head_after and late >= rules.head_after:
            found += head or standing
        if rules.standing_after and late >= rules.standing_after:
            found += standing or chairs
        return found

    def _of_news(self, day: date, wanted: Any, since: date | None = None) -> list[tuple[Call, int | None]]:
        first = since or day - DAY * 30
        return [
            (Call(address, self.year.jobs[task].committee, task, None, code), away)
            for task, code, on in self.news if first <= on <= day
            for address, away in self._owners(self.year.jobs[task], day) if wanted(address)
        ]  # fmt: skip

    def _of_committee(self, committee: int, day: date) -> list[tuple[Call, int | None]]:
        rules, found = self.year.rules[committee], list[tuple[Call, int | None]]()
        busy = any(each.committee == committee and each.stage is not Stage.DONE for each in self.open.values())
        if rules.summary_weekday is not None and busy:
            code = f"summary-{_week(day)[0]}"
            for address, away in self._holders(Role.SECRETARY, committee, day):
                weekday = 0 if self._is_weekly(address) else rules.summary_weekday
                if any(DEFAULT.is_working_day(each) for each in _week(day)[weekday:] if each <= day):
                    found.append((Call(address, committee, None, None, code), away))
        for number, (whose, held) in self.year.meetings.items():
            if whose == committee and rules.brief_days and day < held:
                left = sum(DEFAULT.is_working_day(day + DAY * n) for n in range((held - day).days))
                if left <= rules.brief_days:
                    found += [
                        (Call(address, committee, None, held, f"brief-{number}"), away)
                        for address, away in self._holders(Role.CHAIR, committee, day)
                    ]  # fmt: skip
        return found

    # ---------------------------------------------------------------- who reads

    def _owners(self, job: Job, day: date) -> list[tuple[str, int | None]]:
        if job.assignee and job.committee in self.year.people[job.assignee].roles:
            return self._read([job.assignee], job, day)
        officials = self._officials(job)
        return self._read(officials, job, day) if officials else [(f"donvi{job.unit}@dalam.local", None)]

    def _officials(self, job: Job) -> list[int]:
        people = self.year.people.values()
        return [
            each.id for each in people if each.unit == job.unit and Role.OFFICIAL in each.roles.get(job.committee, ())
        ]

    def _read(self, people: list[int], job: Job, day: date) -> list[tuple[str, int | None]]:
        found: dict[str, int | None] = {}
        for each in people:
            if not self._absence(each, day):
                found[self.year.people[each].address] = None
        for each in people:
            if self._absence(each, day):
                instead = self._stand_in(each, job.committee, day)
                there = [instead] if instead else [
                    n for n in self._officials(job) if n != each and not self._absence(n, day)
                ]  # fmt: skip
                addresses = [self.year.people[n].address for n in there] or [f"donvi{job.unit}@dalam.local"]
                for address in addresses:
                    found.setdefault(address, each)
        return list(found.items())

    def _alone(self, person: int, committee: int, day: date) -> list[tuple[str, int | None]]:
        if committee not in self.year.people[person].roles:
            return []
        if not self._absence(person, day):
            return [(self.year.people[person].address, None)]
        instead = self._stand_in(person, committee, day)
        return [(self.year.people[instead].address, person)] if instead else []

    def _holders(self, role: Role, committee: int, day: date) -> list[tuple[str, int | None]]:
        holders = [each.id for each in self.year.people.values() if role in each.roles.get(committee, ())]
        found: dict[str, int | None] = {}
        for each in sorted(holders, key=lambda n: bool(self._absence(n, day))):
            for address, away in self._alone(each, committee, day):
                found.setdefault(address, away)
        return list(found.items())

    def _absence(self, person: int, day: date) -> tuple[int, date, date, int | None] | None:
        return self._today(day).get(person)

    def _today(self, day: date) -> dict[int, tuple[int, date, date, int | None]]:
        if getattr(self, "_on", None) != day:
            self._on, self._gone = day, {each[0]: each for each in self.year.away if each[1] <= day <= each[2]}
        return self._gone

    def _stand_in(self, person: int, committee: int, day: date) -> int | None:
        seen = [person]
        while absence := self._absence(seen[-1], day):
            if absence[3] is None or absence[3] in seen:
                return None
            seen.append(absence[3])
        return seen[-1] if committee in self.year.people[seen[-1]].roles else None

    def _rhythm(self, address: str) -> LetterRhythm:
        is_person = address.startswith("nguoi")
        number = int(address.removeprefix("nguoi").partition("@")[0]) if is_person else 0
        return self.year.people[number].rhythm if is_person else LetterRhythm.DAILY

    def _is_weekly(self, address: str) -> bool:
        return self._rhythm(address) is LetterRhythm.WEEKLY


def _week(day: date) -> list[date]:
    return [day - DAY * day.weekday() + DAY * n for n in range(7)]


def _back(day: date) -> date:
    return day if DEFAULT.is_working_day(day) else _back(day - DAY)


def _forward(day: date) -> date:
    return day if DEFAULT.is_working_day(day) else _forward(day + DAY)


# ------------------------------------------------------------------------------------------ living through it


@dataclass
class Lived:
    """What a year came to; `wrong` holds the first differences, none in a year that went right."""

    letters: int = 0
    news_letters: int = 0
    reminders: int = 0
    days: int = 0
    wrong: list[str] = field(default_factory=list)


def live(year: Year, wording: schedule.Wording | None = None) -> Lived:
    """Live through a year in the empty database, and compare each day with the books."""
    books, lived = Recount(year, settle(year)), Lived()
    _begin_with(books, year)
    for day in year.days:
        given = [each for each in year.jobs.values() if each.opened == day]
        open_tasks(given)
        books.open |= {each.id: each for each in given}
        db.session.commit()
        runs = day not in year.missed
        if runs:
            lived.letters += schedule.remind(on=day, at=_moment(day, 7, 45), wording=wording)
            expected = books.morning(day) if DEFAULT.is_working_day(day) else set()
            _compare(day, LetterKind.DIGEST, expected, lived)
        for deed in year.deeds.get(day, ()):
            books.happen(deed)
        books.write_down()
        if runs and DEFAULT.is_working_day(day):
            lived.news_letters += schedule.tell_at_once(on=day, at=_moment(day, 10, 10), wording=wording)
            _compare(day, LetterKind.NEWS, books.midday(day), lived)
        if day not in year.outages:
            send = update(Letter).where(Letter.state == LetterState.WAITING)
            db.session.execute(send.values(state=LetterState.SENT).execution_options(synchronize_session=False))
        db.session.commit()
        db.session.expunge_all()
        if len(lived.wrong) > 5:
            break
        lived.days += 1
    _look_back(lived)
    return lived


def _begin_with(books: Recount, year: Year) -> None:
    """Open the tasks that were given before the first day."""
    before = [each for each in year.jobs.values() if each.opened < year.days[0]]
    open_tasks(before)
    books.open |= {each.id: each for each in before}
    db.session.commit()


def _compare(day: date, kind: LetterKind, expected: set[Call], lived: Lived) -> None:
    """Compare the reminders the program wrote with those it had to write; and no task that rests is in a letter."""
    query = select(
        Reminder.recipient, Reminder.committee_id, Reminder.task_id, Reminder.due_on, Reminder.occasion, Task.stage
    ).outerjoin(Task, Task.id == Reminder.task_id)
    rows = db.session.execute(query.where(Reminder.on == day, Reminder.kind == kind)).all()
    found = [Call(*row[:5]) for row in rows if not row.occasion.startswith("with-")]
    lived.reminders += len(found)
    if len(found) != len(set(found)):
        lived.wrong.append(f"{day}: something was told twice")
    lived.wrong += [f"{day} {kind}: not told {each}" for each in sorted(expected - set(found), key=str)[:3]]
    lived.wrong += [f"{day} {kind}: told without a rule {each}" for each in sorted(set(found) - expected, key=str)[:3]]
    told_of_news = ("update-", "extension-", "given-")
    resting = (Stage.PAUSED, Stage.REPORTED, Stage.DONE, Stage.DROPPED)
    lived.wrong += [
        f"{day}: reminded of {row.task_id}, which is {row.stage}" for row in rows
        if row.stage in resting and not row.occasion.startswith(told_of_news)
    ][:3]  # fmt: skip


def _look_back(lived: Lived) -> None:
    """One letter a mailbox and day, none on a day off, no reminder twice in the whole year."""
    digests = select(Reminder.recipient, Letter.on, func.count(Letter.id.distinct())).join(Letter)
    digests = digests.where(Letter.kind == LetterKind.DIGEST, Letter.state == LetterState.SENT)
    for recipient, on, many in db.session.execute(digests.group_by(Reminder.recipient, Letter.on)):
        if many > 1 or not DEFAULT.is_working_day(on):
            lived.wrong.append(f"{recipient} got {many} letters on {on}")
    columns = (Reminder.recipient, Reminder.committee_id, Reminder.task_id, Reminder.due_on, Reminder.occasion)
    twice = select(func.count(Reminder.id)).group_by(*columns).having(func.count() > 1)
    lived.wrong += ["a reminder stands twice in the register"] if db.session.execute(twice).first() else []
