"""Looking back: the history by person, subject, deed, door, day and committee, page by page or as a workbook."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO

from sqlalchemy import Select, func, select
from xlsxwriter import Workbook

from tracker import clock
from tracker.asked import Asked
from tracker.extensions import db
from tracker.findable import fold
from tracker.formats import clock_time, read_day
from tracker.history import HistoryEntry
from tracker.keyset import Cursor, Order, Window, window
from tracker.languages import gettext as _
from tracker.people import chronicle
from tracker.people.models import Committee, User
from tracker.people.queries import Reach

PAGE = 50
MOST_TAKEN_OUT = 50_000
"""Entries of one workbook, the newest; more would keep everybody waiting."""
NEWEST_FIRST = Order("history", (HistoryEntry.__table__.c.id,), falls=True)
THE_PROGRAM = "0"
"""In place of a person's id: what the program did by itself."""


@dataclass(frozen=True)
class Filters(Asked):
    """What is looked for in the history."""

    IDS = ("by", "subject_id", "committee")
    DAYS = ("since", "until")

    by: str = ""
    subject: str = ""
    subject_id: str = ""
    verb: str = ""
    door: str = ""
    committee: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        return {"subject": chronicle.SUBJECTS, "verb": chronicle.VERBS, "door": chronicle.EVERY_DOOR}

    def chosen(self) -> Select[HistoryEntry]:
        """Select the entries that fit."""
        query = select(HistoryEntry)
        if self.by:
            by_id = None if self.by == THE_PROGRAM else int(self.by)
            query = query.where(HistoryEntry.by_id.is_(None) if by_id is None else HistoryEntry.by_id == by_id)
        if self.subject_id:
            query = query.where(HistoryEntry.subject_id == int(self.subject_id))
        if self.committee:
            query = query.where(HistoryEntry.committee_id == int(self.committee))
        for name in ("subject", "verb", "door"):
            if value := getattr(self, name):
                query = query.where(getattr(HistoryEntry, name) == value)
        if since := read_day(self.since):
            query = query.where(HistoryEntry.at >= _midnight(since))
        if until := read_day(self.until):
            query = query.where(HistoryEntry.at < _midnight(until + timedelta(days=1)))
        return query


def options(users: Iterable[User], committees: Iterable[Committee]) -> dict[str, list[tuple[str, str]]]:
    """Return what can be looked for under each filter: the word of the address and what it is called."""
    return {
        "by": [(THE_PROGRAM, str(_("The program"))), *((str(each.id), each.full_name) for each in users)],
        "subject": _by_name(chronicle.SUBJECTS),
        "verb": _by_name(chronicle.VERBS),
        "door": [(code, str(word)) for code, word in chronicle.EVERY_DOOR.items()],
        "committee": [(str(each.id), each.short_name) for each in committees],
    }


def _by_name(words: Mapping[str, object]) -> list[tuple[str, str]]:
    return sorted(((code, str(word)) for code, word in words.items()), key=lambda pair: fold(pair[1]))


def page(filters: Filters, place: str | None) -> Window[HistoryEntry]:
    """Return the page of the history at a place of the address, the newest entries without one."""
    query = filters.chosen()
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return window(query, NEWEST_FIRST, Cursor.read(place, NEWEST_FIRST), PAGE, total)


def holds(entries: Window[HistoryEntry]) -> bool:
    """Whether the shown entries are as they were written, each sealed with the one before it."""
    return all(_is_sound(entry) for entry in entries.rows)


def _is_sound(entry: HistoryEntry) -> bool:
    before = select(HistoryEntry.hash).where(HistoryEntry.id < entry.id).order_by(HistoryEntry.id.desc()).limit(1)
    return entry.hash == entry.reckoned_hash() and entry.previous_hash == (db.session.scalar(before) or "")


def workbook(filters: Filters, reach: Reach) -> BytesIO:
    """Return the entries that fit as a workbook, the newest first; every cell is text, none a formula."""
    file = BytesIO()
    with Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("History")[:31])
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
        for place, (words, width) in enumerate(zip(_heads(), (18, 28, 12, 34, 70), strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, words, head)
        for row, cells in enumerate(_rows(filters, reach), 1):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell[:32_000], text)
        sheet.freeze_panes(1, 0)
    file.seek(0)
    return file


def _heads() -> tuple[str, ...]:
    return (_("When"), _("Who"), _("Door"), _("What"), _("From what to what"))


def _rows(filters: Filters, reach: Reach) -> Iterator[tuple[str, ...]]:
    query = NEWEST_FIRST.on(filters.chosen()).limit(MOST_TAKEN_OUT).execution_options(yield_per=500)
    for entry in db.session.scalars(query):
        changes = (
            f"{name}: {after}" if before is None else f"{name}: {before or '–'} → {after or '–'}"
            for name, before, after in chronicle.changes(entry, reach)
        )
        door = str(chronicle.EVERY_DOOR.get(entry.door, entry.door))
        who = entry.by_name or str(_("The program"))
        yield clock_time(entry.at), who, door, chronicle.sentence(entry), "\n".join(changes)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.OFFICE_ZONE)
