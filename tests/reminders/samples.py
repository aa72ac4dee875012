"""One letter of every kind, as its reader meets it: what a reviewer reads and what the mail lint looks at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tests.office import Office
from tests.reminders.world import AT, ON, conclusion, item, task
from tracker.documents.models import Conclusion, ItemUnit, Part
from tracker.extensions import db
from tracker.mime import folded
from tracker.people.models import User
from tracker.reading.results import Recurrence
from tracker.reminders import letters
from tracker.reminders.actions import ask_after
from tracker.reminders.bearings import bearings_of
from tracker.reminders.models import Letter, LetterKind
from tracker.reminders.planned import Brief, Line, News, NewsKind, Planned, Summary
from tracker.reminders.planned import Part as Kind
from tracker.reminders.publication import publish
from tracker.reminders.queries import Mailbox
from tracker.reminders.rules_models import ReminderRules
from tracker.reminders.typesetting import Words
from tracker.tasks.models import Task
from tracker.tasks.periods import Period
from tracker.tasks.queries import Figures

DAY = timedelta(days=1)
AUCTION = "Hoàn thành hồ sơ, thủ tục đấu giá quyền sử dụng đất khu Đồi Thông"
PLANNING = "Trình phê duyệt Quy hoạch khu trung tâm Liên Hòa mở rộng"
FUNDS = "Tổng hợp phương án phân bổ nguồn lực các dự án trọng điểm giai đoạn 2026-2030"
RESETTLING = "Công khai phương án bồi thường, hỗ trợ khu tái định cư số 2"
LAND = "Báo cáo danh mục đất công chưa sử dụng và kế hoạch đưa vào sử dụng"
BYPASS = "Khởi công đường tránh phía Tây"
ROAD = "Hoàn trả mặt đường tuyến Liên Hòa 3"
SCHOOL = "Bàn giao mặt bằng Trường Tiểu học Liên Hòa"
PORTAL = "Đưa 12 thủ tục hành chính lên dịch vụ công trực tuyến toàn trình"
DUES = {
    AUCTION: (date(2026, 3, 15), "trước ngày 15/3/2026", ("3", "-2")),
    PLANNING: (date(2026, 3, 31), "chậm nhất Quý I/2026", ("3", "-4")),
    FUNDS: (date(2026, 3, 31), "hoàn thành trong tháng 3 năm 2026", ("1",)),
    RESETTLING: (date(2026, 4, 15), "chậm nhất ngày 15/4/2026", ("2",)),
    LAND: (date(2026, 4, 17), "trước ngày 17/4/2026", ("II", "3", "b")),
    BYPASS: (date(2026, 9, 30), "tháng 9 năm 2026 phải khởi công", ("1",)),
    ROAD: (date(2026, 5, 31), "trước ngày 30/4/2026", ("6",)),
    SCHOOL: (date(2026, 6, 30), "chậm nhất Quý II/2026", ("4",)),
    PORTAL: (date(2026, 4, 10), "trước ngày 10/4/2026", ("2", "a")),
}  # fmt: skip
QUARTER = Period(Recurrence.QUARTERLY, date(2026, 3, 31), date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 17))
FIGURES = Figures(total=47, done=20, done_late=3, open=27, open_overdue=6, soon=4, no_deadline=5, reported=2)


UNDER = ("", "the conclusion", "the conclusion and its assignment")
"""What a letter of one conversation answers, by how many stand before it."""


@dataclass(frozen=True)
class Sample:
    """A letter with the headers its reader's program sees."""

    headers: Mapping[str, str]
    words: Words

    @property
    def as_file(self) -> str:
        return (
            "".join(f"{name}: {value}\n" for name, value in self.headers.items() if value)
            + "\n"
            + folded(self.words.text)
        )


def sample(letter: Letter) -> Sample:
    """Return a letter of the outbox with its headers."""
    to = ", ".join(f"{each.name} <{each.address}>" for each in letter.recipients)
    return Sample(_headers(letter, to), Words(letter.subject, letter.text, letter.html))


def planned_sample(planned: Planned) -> Sample:
    """Return what the letter of the day would be, without writing it."""
    words, box = letters.daily(planned, at=AT), planned.mailbox
    only = planned.committees[0] if len(planned.committees) == 1 else None
    letter = Letter(kind=planned.kind, committee=only, user=box.user, subject=words.subject)
    return Sample(_headers(letter, f"{box.name} <{box.address}>"), words)


def _headers(letter: Letter, to: str) -> dict[str, str]:
    found = bearings_of(letter)
    return {
        "To": to, "Subject": letter.subject, "Reply-To": found.reply_to, "List-Unsubscribe": found.settings_url,
        "List-Id": found.stream, "Hangs under": UNDER[len(found.thread)],
    }  # fmt: skip


# ------------------------------------------------------------------------------------------ what stands in them


def given(office: Office, title: str, **more) -> Task:
    due_on, words, path = DUES[title]
    return task(office, title, due_on, words=words, path=path, **more)


def line(of: Task, part: Kind, **more) -> Line:
    """A task in a part of a letter, as the planner would put it there."""
    due_on = more.pop("due_on", of.due_on)
    return Line(part, of, more.pop("occasion", "late-7"), due_on, (due_on - ON).days if due_on else None, **more)


def box(person: User) -> Mailbox:
    return Mailbox(person.full_name, person.email, user=person, unit=person.unit)


def pressing(office: Office) -> list[Line]:
    return [
        *(line(given(office, title), Kind.OVERDUE) for title in (AUCTION, PLANNING, FUNDS)),
        *(line(given(office, title), Kind.SOON) for title in (RESETTLING, LAND)),
    ]


def reports_and_silence(office: Office) -> list[Line]:
    duty = task(office, "Báo cáo công tác giải phóng mặt bằng", None, path=("5",))
    duty.recurrence = Recurrence.QUARTERLY
    return [
        line(duty, Kind.REPORTS, due_on=QUARTER.due_on, period=QUARTER),
        line(given(office, BYPASS), Kind.SILENT, due_on=date(2026, 3, 2)),
    ]


def news(office: Office) -> list[Line]:
    def told(kind: NewsKind, of: Task, words: str = "", **more) -> Line:
        at = datetime(2026, 4, 13, 8, 0, tzinfo=UTC)
        happened = News(f"update-{of.id}", kind, at, office.secretary.full_name, words, **more)
        return line(of, Kind.NEWS, due_on=None, news=happened)

    return [
        told(NewsKind.RETURNED, given(office, SCHOOL), "Thiếu biên bản bàn giao có chữ ký của hai bên."),
        told(NewsKind.EXTENSION_GRANTED, given(office, ROAD), until=date(2026, 5, 31)),
    ]


def summary(office: Office) -> Summary:
    return Summary(office.committee, "week-2026-16", FIGURES, [given(office, PORTAL)], 2, 1, 1, 1)


def brief(office: Office) -> Brief:
    return Brief(
        office.committee, "brief-5", 5, "Phiên họp thứ năm", date(2026, 4, 16), time(8, 0), "Phòng họp số 1", FIGURES,
        to_confirm=2, extensions=1, refusals=0,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------ the letters


def draft(office: Office) -> Conclusion:
    """A conclusion that gives both units something and one person something by name."""
    row = conclusion(office, number="16-KL/BCĐ", issued_on=date(2026, 4, 10))
    item(row, PLANNING, office.economy, date(2026, 6, 30), words="chậm nhất Quý II/2026", path=("3", "-4"))
    shared = item(row, RESETTLING, office.economy, date(2026, 4, 20), path=("2",))
    shared.units.append(ItemUnit(part=Part.SUPPORT, words=office.culture.name, unit_id=office.culture.id))
    shared.product = "Biên bản công khai"
    item(row, "Thường xuyên kiểm tra trật tự xây dựng tại khu vực dự án", office.economy, path=("3",))
    item(row, "Lắp đặt dụng cụ thể dục tại 03 công viên", office.culture, date(2026, 6, 30), path=("4",))
    item(row, "Theo dõi, báo cáo tiến độ chung", office.economy, date(2026, 5, 29), path=("5",), assignee=office.chair)
    db.session.commit()
    return row


def _published(office: Office, name: str) -> Sample:
    publish(draft(office), by=office.secretary, at=AT, on=ON)
    return sample(db.session.query(Letter).filter_by(to_name=name).one())


def assignment(office: Office) -> Sample:
    return _published(office, office.economy.name)


def assignment_support(office: Office) -> Sample:
    return _published(office, office.culture.name)


def assignment_person(office: Office) -> Sample:
    return _published(office, office.chair.full_name)


def assignment_with_text(office: Office) -> Sample:
    db.session.add(ReminderRules(
        committee_id=office.committee.id, days_before=[7, 3, 1], on_day=True, weekly_late=True, includes_text=True
    ))  # fmt: skip
    row = draft(office)
    row.items[3].text = (
        "4. Giao Phòng Văn hóa - Xã hội lắp đặt dụng cụ thể dục tại 03 công viên; hoàn thành chậm nhất ngày 30/6/2026, "
        "ưu tiên công viên gần trường học."
    )
    db.session.commit()
    publish(row, by=office.secretary, at=AT, on=ON)
    return sample(db.session.query(Letter).filter_by(to_name=office.culture.name).one())


def manual(office: Office) -> Sample:
    note = "Báo cáo rõ vướng mắc về ranh giới quy hoạch trước 17 giờ 00 ngày 15/4/2026.\nĐề nghị gửi kèm hồ sơ."
    return sample(ask_after([given(office, PLANNING)], note, key="1", by=office.chair, at=AT, on=ON))


def manual_several(office: Office) -> Sample:
    tasks = [given(office, title) for title in (PLANNING, AUCTION, BYPASS)]
    office.official.is_enabled = False
    return sample(ask_after(tasks, "Báo cáo tiến độ trước thứ Sáu.", key="1", by=office.secretary, at=AT, on=ON))


def daily(office: Office) -> Sample:
    lines = [*pressing(office), *reports_and_silence(office), *news(office)]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.official), ON, lines))


def daily_one_task(office: Office) -> Sample:
    lines = [line(given(office, RESETTLING), Kind.SOON)]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.official), ON, lines))


def daily_to_a_unit(office: Office) -> Sample:
    common = Mailbox(office.economy.name, office.economy.email, unit=office.economy)
    return planned_sample(Planned(LetterKind.DIGEST, common, ON, pressing(office)))


def daily_for_somebody_away(office: Office) -> Sample:
    away = office.culture_official
    lines = [
        line(given(office, AUCTION), Kind.OVERDUE),
        line(given(office, FUNDS, lead=office.culture), Kind.OVERDUE, for_user=away),
        line(given(office, LAND, lead=office.culture), Kind.SOON, for_user=away),
    ]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.official), ON, lines))


def daily_of_two_committees(office: Office) -> Sample:
    office.committee.contact = "vanphong@dalam.local"
    conclusion(office)
    other = conclusion(office, number="05-KL/BCĐ")
    other.committee = office.other_committee
    db.session.commit()
    lines = [line(given(office, AUCTION), Kind.OVERDUE), line(given(office, PORTAL, of=other), Kind.OVERDUE)]
    lines += [line(given(office, LAND), Kind.SOON)]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.official), ON, lines))


def daily_to_a_head(office: Office) -> Sample:
    lines = [line(given(office, title, assignee=office.official), Kind.ESCALATED) for title in (AUCTION, PLANNING)]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.chair), ON, lines))


def daily_to_a_secretary(office: Office) -> Sample:
    return planned_sample(Planned(LetterKind.DIGEST, box(office.secretary), ON, summaries=[summary(office)]))


def daily_to_a_chair(office: Office) -> Sample:
    office.committee.contact = "Văn phòng Đảng ủy, vanphong@dalam.local"
    lines = [line(given(office, AUCTION), Kind.ESCALATED)]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.chair), ON, lines, briefs=[brief(office)]))


def daily_long(office: Office) -> Sample:
    lines = [
        line(task(office, f"Nhiệm vụ thứ {n}: {FUNDS}", ON - DAY * n, words="trong quý"), Kind.OVERDUE)
        for n in range(1, 61)
    ]  # fmt: skip
    return planned_sample(Planned(LetterKind.DIGEST, box(office.official), ON, lines))


def news_at_once(office: Office) -> Sample:
    return planned_sample(Planned(LetterKind.NEWS, box(office.official), ON, news(office)[:1]))


def hostile(office: Office) -> Sample:
    """What a document may hold and a letter must survive: markup, headers, and words without an end."""
    evil = [
        "<script>alert(1)</script> & <b>", "</td></table><img src=http://xa.local/x.png>", "A" * 300,
        "\u202eevil\r\nBcc: a@b.c",
        "{{ 7*7 }} {% include 'x' %} %(num)s", "x" * 1500,
    ]  # fmt: skip
    lines = [line(task(office, words, ON - DAY, words="<i>"), Kind.OVERDUE) for words in evil]
    return planned_sample(Planned(LetterKind.DIGEST, box(office.official), ON, lines))


SAMPLES: Mapping[str, Callable[[Office], Sample]] = {
    each.__name__: each
    for each in (
        assignment, assignment_support, assignment_person, assignment_with_text, manual, manual_several, daily,
        daily_one_task, daily_to_a_unit, daily_for_somebody_away, daily_of_two_committees, daily_to_a_head,
        daily_to_a_secretary, daily_to_a_chair, news_at_once, daily_long,
    )
}  # fmt: skip
"""The letters kept as files."""


def in_english(office: Office) -> None:
    """Let everybody read English."""
    for person in office.users.values():
        person.language = "en"
    office.culture_official.language = "en"
