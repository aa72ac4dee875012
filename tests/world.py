"""Two committees full of work, each marked by a word of its own that must never reach the other's people."""

import hashlib
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from tests.office import Office, build, sign_in, user
from tracker import clock
from tracker.documents import actions as documents
from tracker.documents import drafts
from tracker.documents.models import Conclusion, Decision
from tracker.documents.upload_models import Upload, UploadPage, UploadState
from tracker.extensions import db
from tracker.intake.sheets import Sheet
from tracker.meetings import commitments, conclusion_draft_actions
from tracker.meetings.conclusion_draft_actions import ItemWords
from tracker.meetings.direction_models import Direction
from tracker.meetings.models import Meeting
from tracker.meetings.sitting_models import AgendaPoint, Attendance, Sitting
from tracker.people import actions as people
from tracker.people import calendar
from tracker.people.calendar_models import DayKind
from tracker.people.models import Committee, Membership, Role, SignIn, User
from tracker.people.roster_models import Roster
from tracker.people.sign_in import keep_form
from tracker.reminders import links, publication
from tracker.reminders.models import Letter
from tracker.reports import feeds
from tracker.review.listings import Listed
from tracker.review.since import Change
from tracker.tasks import actions as tasks
from tracker.tasks import bulk, extensions, files, refusals, saved_views, subtasks, successions
from tracker.tasks.bulk_models import Deed, RowState
from tracker.tasks.files_models import EvidenceFile
from tracker.tasks.filters import Filters
from tracker.tasks.models import Stage, Task, Update
from tracker.tasks.succession_models import SuccessionKind

OWN, OTHER = "chimyếnhuyền", "bồcâutrắng"
"""The canaries: words that stand in every text of the one committee and of the other, and nowhere else."""

TEXT = """BAN CHỈ ĐẠO
Số {number}-KL/BCĐ
Đạ Lâm, ngày 10 tháng 4 năm 2026
KẾT LUẬN
về công trình {canary}
1. Giao Phòng Kinh tế chủ trì hoàn thành hồ sơ {canary} thứ nhất, chậm nhất ngày 15/4/2026.
2. Giao Phòng Kinh tế chủ trì hoàn thành hồ sơ {canary} thứ hai trước ngày 30/6/2027.
3. Giao Phòng Kinh tế chủ trì hoàn thành hồ sơ {canary} thứ ba trong năm 2026.
TRƯỞNG BAN
Trần Quốc Thạch
"""


@dataclass
class World:
    """Everything there is, by the names the addresses give it: ids of the own committee, then of the other's."""

    office: Office
    own: dict[str, list[int | str]] = field(default_factory=dict)
    other: dict[str, list[int | str]] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)


def _work(committee: Committee, secretary: User, official: User, canary: str, seed: int) -> dict[str, list[int | str]]:
    """Let a committee record, publish, report and meet; return the ids of what that made."""
    at, on = clock.now(), clock.today()
    made: list[Conclusion] = []
    for number in (seed, seed + 1):
        conclusion = documents.record(committee, TEXT.format(number=number, canary=canary), by=secretary, at=at)
        made.append(conclusion)
        for item in conclusion.items:
            if item.decision == Decision.OPEN:
                wording = drafts.Wording(action=f"Hoàn thành hồ sơ {canary} {item.position}", leads=("Phòng Kinh tế",))
                drafts.accept(item, wording, version=item.version, by=secretary, at=at)
    publication.publish(made[0], by=secretary, at=at, on=on)
    opened = list(db.session.scalars(select(Task).filter_by(committee_id=committee.id).order_by(Task.id)))
    assert len(opened) == 3, "the text of the test is no longer read as three tasks"
    picture = files.Sent(f"{canary}.png", b"\x89PNG\r\n\x1a\n" + canary.encode())
    for task, stage in zip(opened[1:], (Stage.REPORTED, Stage.REPORTED), strict=True):
        files.attach(task, [picture], by=official, at=at)
        tasks.update_task(
            task, by=official, at=at, on=on, version=task.version, stage=stage, percent=100, key=f"{canary} {task.id}",
            result=f"Đã xong {canary}", difficulty=f"Vướng {canary}", proposal=f"Kiến nghị {canary}",
            evidence=f"08/BC-{canary}",
        )  # fmt: skip
    tasks.confirm(opened[2], by=secretary, at=at, on=on, version=opened[2].version)
    opened[0].due_on = opened[0].original_due_on = date(2026, 4, 15)
    asked = extensions.ask(
        opened[0], on + timedelta(days=30), f"Vướng {canary}", by=official, at=at, on=on, version=opened[0].version,
        key=f"{canary} later",
    )  # fmt: skip
    wording = subtasks.Wording(f"Phần {canary}", unit_id=opened[0].lead_unit_id)
    part = subtasks.give(opened[0], wording, place=1, by=official, at=at, on=on)
    refused = refusals.refuse(
        opened[0], f"Không thuộc {canary}", by=official, at=at, version=opened[0].version, key=f"{canary} not ours"
    )
    view = saved_views.save(committee, Filters(text=canary), f"Bộ lọc {canary}", shared=True, by=secretary, at=at)
    file = _file(committee, secretary, canary)
    ordered = bulk.order(
        committee, Deed.PERSON, select(Task).where(Task.id == opened[1].id), bulk.Choice(), key=f"{canary} many",
        by=secretary, at=at, words=f"Vì {canary}", assignee_id=official.id,
    )  # fmt: skip
    ordered.rows[0].state, ordered.rows[0].why = RowState.REFUSED, f"Vì {canary}"
    meeting = Meeting(committee=committee, title=f"Phiên họp {canary}", held_on=on + timedelta(days=5), place=canary)
    point = AgendaPoint(meeting=meeting, title=f"Nội dung {canary}", place=-1)
    taken_up = AgendaPoint(meeting=meeting, task=opened[0], whys="overdue", place=1)
    guest = Attendance(meeting=meeting, name=f"Khách {canary}", office=canary)
    sitting = Sitting(meeting=meeting, presider=secretary, begun_at=at, shown="start")
    db.session.add_all([meeting, point, taken_up, guest, sitting])
    db.session.commit()
    said = Direction(
        committee=committee, meeting=meeting, text=f"Chỉ đạo {canary}", said_by=secretary, by=secretary, at=at, on=on,
        key=f"{canary} said",
    )  # fmt: skip
    pledge = commitments.Pledge(f"Người hứa {canary}", on, f"Bước {canary}", is_of_completion=False)
    promised = commitments.promise(opened[0], pledge, by=secretary, at=at, on=on, key=f"{canary} promised")
    db.session.add(said)
    db.session.commit()
    added = conclusion_draft_actions.add_item(meeting, ItemWords(f"Mục {canary}"), by=secretary, at=at, on=on)
    return {
        "conclusion_id": [made[1].id, made[0].id],
        "item_id": [item.id for item in made[1].items],
        "task_id": [task.id for task in opened],
        "part_id": [part.id],
        "letter_id": _ids(select(Letter.id).filter_by(committee_id=committee.id)),
        "meeting_id": [meeting.id],
        "direction_id": [said.id],
        "commitment_id": [promised.id],
        "point_id": [point.id],
        "attendance_id": [guest.id],
        "draft_item_id": [added.id],
        "extension_id": [asked.id],
        "order_id": [ordered.id],
        "refusal_id": [refused.id],
        "update_id": _ids(select(Update.id).filter_by(by_id=official.id)),
        "file_id": _ids(select(EvidenceFile.id).filter_by(by_id=official.id)),
        "upload_id": [file.id],
        "view_id": [view.id],
        "page_id": _ids(select(UploadPage.id).filter_by(upload_id=file.id)),
    }


def _file(committee: Committee, secretary: User, canary: str) -> Upload:
    """Return a file that was read by eye and waits to be compared."""
    text = f"1. Giao Phòng Kinh tế rà soát {canary}."
    file = Upload(
        committee=committee, file_name=f"{canary}.pdf", state=UploadState.READY, pages=1, pages_read=1, text=text,
        doubts=[], created_by=secretary, created_at=clock.now(), moved_at=clock.now(),
    )  # fmt: skip
    db.session.add(file)
    db.session.flush()
    sheet = Sheet([], [], 842.0).kept()
    db.session.add(UploadPage(upload_id=file.id, number=1, sheet=sheet, picture=canary.encode()))
    db.session.commit()
    return file


def _roster(admin: User) -> int:
    """Return a list of people that was sent and asks for nothing."""
    roster = Roster(file_name="danh-sach.xlsx", sheets=[], created_by_id=admin.id, created_at=clock.now())
    db.session.add(roster)
    db.session.commit()
    return roster.id


def _links(official: User, known: dict[str, list[int | str]]) -> list[int | str]:
    """Return the word of the link by which an official answers a letter about their first task."""
    task = db.session.get_one(Task, known["task_id"][0])
    return [links.word_for(task, official, on=clock.today())]


def _ids(query: object) -> list[int | str]:
    return list(db.session.scalars(query))  # type: ignore[call-overload]


def build_world() -> World:
    """Write the invented office and the work of its two committees into the empty database."""
    office = build()
    disabled = user("nghiviec", "Người đã nghỉ việc")
    other_official = user("quocvt", "Võ Trung Quốc", office.economy)
    db.session.flush()
    disabled.is_enabled = False
    db.session.add_all(
        [
            Membership(committee=office.committee, user=disabled, role=Role.SECRETARY),
            Membership(committee=office.other_committee, user=other_official, role=Role.OFFICIAL),
        ]
    )
    db.session.commit()
    alias = people.add_alias(office.culture, "Phòng VH-TT cũ", by=office.secretary, at=clock.now())
    world = World(office)
    world.own = _work(office.committee, office.secretary, office.official, OWN, 14)
    world.other = _work(office.other_committee, office.other_secretary, other_official, OTHER, 24)
    world.people = {
        **office.users, "culture_official": office.culture_official, "other_official": other_official,
        "disabled": disabled,
    }  # fmt: skip
    split = successions.prepare(
        SuccessionKind.SPLIT, date(2030, 1, 1), [office.economy], [], ["Phòng Tài chính", "Phòng Công thương"],
        basis="", by=office.admin, at=clock.now(),
    )  # fmt: skip
    shared: dict[str, list[int | str]] = {
        "succession_id": [split.id],
        "unit_id": [office.economy.id, office.culture.id],
        "alias_id": [alias.id],
        "user_id": [office.official.id],
        "committee_id": [office.committee.id, office.other_committee.id],
        "membership_id": _ids(select(Membership.id).order_by(Membership.id).limit(2)),
        "day_id": [calendar.add_day(date(2026, 1, 2), DayKind.OFF, "", by=office.admin, at=clock.now()).id],
        "roster_id": [_roster(office.admin)],
        "feed_id": [feeds.make(office.secretary, office.committee, OWN, at=clock.now()).id],
        "token": ["khong-co"],
        "passage": ["opening"],
        "part": [str(each) for each in (*Change, *Listed)],
        "month": ["2026-04"],
        "filename": ["tracker.css"],
        "spot": ["start", f"task-{world.own['task_id'][0]}", f"unit-{office.economy.id}", "end"],
        "way": ["up", "down"],
        "link": _links(office.official, world.own) + _links(other_official, world.other),
    }
    world.own.update(shared)
    for person in world.people.values():
        sign_in(current_app.test_client(), person)
        if person.is_enabled:
            keep_form(f"token of {person.username}", "/units/new", [("name", f"của {person.username}")], at=clock.now())
    mine = select(SignIn.id).where(SignIn.user_id.in_([office.official.id, office.secretary.id]))
    world.own["session_id"] = _ids(mine)
    return world


SHARED = {
    "succession_id",
    "unit_id",
    "alias_id",
    "user_id",
    "committee_id",
    "membership_id",
    "day_id",
    "part",
    "month",
    "passage",
    "filename",
    "roster_id",
    "session_id",
    "feed_id",
    "token",
    "link",
    "spot",
    "way",
}
"""Arguments of addresses that belong to the office, not to one committee."""


def fingerprint(database: Path) -> str:
    """Return a hash of every row of every table, save when a session was last seen."""
    total = hashlib.sha256()
    with sqlite3.connect(database) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY 1")]
        for name in names:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(f'"{each}"' for each in columns if (name, each) != ("sign_ins", "seen_at"))
            for row in connection.execute(f"SELECT {kept} FROM {name} ORDER BY rowid"):  # noqa: S608
                total.update(repr((name, row)).encode())
    return total.hexdigest()


def put_back(database: Path, untouched: Path) -> None:
    """Make the database what it was."""
    db.session.remove()
    db.engine.dispose()
    for name in ("-wal", "-shm", "-journal"):
        Path(f"{database}{name}").unlink(missing_ok=True)
    shutil.copy(untouched, database)


def holds(body: bytes, words: Iterable[str]) -> list[str]:
    """Return which of the words an answer holds, looking into packed files too."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return [word for word in words if word.encode() in body]
