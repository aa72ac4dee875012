"""The invented commune of Phú Lặng: its people, four conclusions, what was done of them, and the meetings."""

from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import select

from tracker import clock
from tracker.demo import letters, rules, sittings, succession, threads, units, updates, works
from tracker.demo.desk import ago, hour
from tracker.demo.periods import report_periods
from tracker.demo.words import Day, meeting_before, months_away, office_day, quarter_before
from tracker.documents import actions as documents
from tracker.documents import drafts
from tracker.documents.models import Decision, Item, Part
from tracker.documents.queries import terms_of, units_of
from tracker.extensions import db
from tracker.meetings.models import Meeting
from tracker.people.models import Committee, Layout, Membership, Role, Unit, UnitAlias, User
from tracker.people.names import folded_unit_name
from tracker.people.sign_in import hash_password
from tracker.reminders import publication

PASSWORD = "phulang"  # noqa: S105 - printed for everybody to read; only the demo data has it
ACCOUNTS = {"thuky": "secretary", "canbo": "official", "truongban": "chair", "quantri": "administrator"}
TEXTS = Path(__file__).parent

UNITS = {
    "Phòng Kinh tế": ("phongkinhte", ()),
    "Ban Quản lý dự án": ("bqlda", ()),
    "Phòng Văn hóa - Xã hội": ("phongvhxh", ("Phòng VH-XH",)),
    "Công an xã": ("congan", ()),
    "Ủy ban MTTQ Việt Nam xã": ("mttq", ()),
    "Văn phòng HĐND và UBND xã": ("vanphong", ("Văn phòng UBND xã",)),
    "Ủy ban nhân dân xã": ("ubnd", ("UBND xã",)),
    "Ban Xây dựng Đảng": ("banxdd", ()),
    "Văn phòng Đảng ủy": ("vpdu", ("Tổ giúp việc",)),
}

PEOPLE = (
    ("thuky", "Nông Thị Hoài", "Thư ký Ban Chỉ đạo", "Văn phòng Đảng ủy", (Role.SECRETARY,)),
    ("canbo", "Lò Văn Tấn", "Chuyên viên", "Phòng Kinh tế", (Role.OFFICIAL,)),
    ("truongban", "Hoàng Đức Thiện", "Trưởng Ban Chỉ đạo", None, (Role.CHAIR,)),
    ("quantri", "Bùi Thanh Hương", "Quản trị hệ thống", None, ()),
    ("canbo.duan", "Vi Quốc Khánh", "Cán bộ kỹ thuật", "Ban Quản lý dự án", (Role.OFFICIAL,)),
    ("canbo.vanhoa", "Cầm Thị Liễu", "Chuyên viên", "Phòng Văn hóa - Xã hội", (Role.OFFICIAL,)),
    ("thuongtruc", "Lường Văn Pản", "Phó Trưởng ban Thường trực", None, (Role.VIEWER,)),
    ("truongphong.kinhte", "Đinh Thị Sâm", "Trưởng phòng", "Phòng Kinh tế", (Role.VIEWER,)),
    ("giamdoc.duan", "Tòng Quốc Bảo", "Giám đốc", "Ban Quản lý dự án", (Role.VIEWER,)),
)


CHECKED = {
    "phân bổ vốn": ("Tổng hợp phương án phân bổ vốn cho các dự án trọng điểm", "Phòng Kinh tế"),
    "quyết toán công viên": ("Quyết toán công viên Bến Sỏi", "Ban Quản lý dự án"),
    "cống hộp": ("Nghiệm thu cống hộp suối Nậm Riêng", "Ban Quản lý dự án"),
    "mốc chỉ giới": ("Bàn giao mốc chỉ giới đường tránh phía Đông cho bảy thôn", "Ban Quản lý dự án"),
    "đấu giá": ("Hoàn thành hồ sơ, thủ tục đấu giá quyền sử dụng đất khu Đồi Sim", "Phòng Kinh tế"),
    "dụng cụ thể dục": ("Lắp bổ sung dụng cụ thể dục tại hai công viên", "Phòng Văn hóa - Xã hội"),
    "dữ liệu cư trú": ("Rà soát, làm sạch dữ liệu cư trú của hai khu dân cư", "Công an xã"),
    "hồ Nậm Riêng đồng thuận": (
        "Tuyên truyền, vận động nhân dân bàn giao mặt bằng hồ Nậm Riêng",
        "Ủy ban MTTQ Việt Nam xã",
    ),
    "khởi công": ("Khởi công hạ tầng khu trung tâm hành chính xã", "Ban Quản lý dự án"),
    "phương án bồi thường": ("Công khai phương án bồi thường khu tái định cư số 2", "Phòng Kinh tế"),
    "cầu Nậm Riêng": ("Trình chủ trương đầu tư cầu Nậm Riêng mới", "Phòng Kinh tế"),
    "Sở Xây dựng": ("Trình phê duyệt Quy hoạch khu trung tâm Phú Lặng mở rộng", "Ủy ban nhân dân xã"),
    "phiên họp thứ năm": ("Chuẩn bị tài liệu, báo cáo tiến độ phục vụ phiên họp thứ năm", "Văn phòng HĐND và UBND xã"),
    "niêm yết": ("Niêm yết bản đồ quy hoạch tại mười bốn nhà sinh hoạt cộng đồng", "Phòng Văn hóa - Xã hội"),
    "Phó Bí thư": ("Tuyên truyền, vận động nhân dân vùng dự án hồ Nậm Riêng", "Ban Xây dựng Đảng"),
}
"""What the secretary makes of a sentence, known by a few of its words: the task's name and the unit that leads it."""


def is_empty() -> bool:
    """Whether nobody could sign in yet."""
    return db.session.scalar(select(User.id).limit(1)) is None


def accounts_line() -> str:
    """Return the demo accounts for the console, empty in an office that has none of them."""
    first = db.session.scalar(select(User).where(User.username == "thuky", User.full_name == PEOPLE[0][1]))
    if first is None:
        return ""
    names = ", ".join(f"{name} ({role})" for name, role in ACCOUNTS.items())
    return f"Demo accounts: {names}; password: {PASSWORD}"


def load(today: date) -> None:
    """Write the whole demo into an empty database, as it would stand on this day."""
    people, committee = _people()
    _meetings(committee, today)
    first_on, second_on = office_day(today - timedelta(days=96)), office_day(today - timedelta(days=40))
    secretary = people["thuky"]
    duties_on = office_day(today - timedelta(days=250))
    _publish("duties", committee, secretary, duties_on, _days(today, duties_on))
    report_periods(committee, people, today)
    _publish("first", committee, secretary, first_on, _days(today, first_on))
    units.before_the_fourth_meeting(committee, people, today)
    sittings.hold_fourth(committee, people, today)
    units.on_the_first(committee, people, today)
    _publish("second", committee, secretary, second_on, _days(today, second_on))
    sittings.match_fourth(committee, people, today)
    units.on_the_second(committee, people, today)
    sittings.direct_since(committee, people, today)
    updates.show(committee, people, today)
    works.load(people, today)
    threads.show(committee, people, today)
    rules.show(committee, people, today)
    succession.load(people, today)
    sittings.prepare_fifth(committee, people, today)
    letters.show(today)
    documents.record(
        committee, _text("draft", _days(today, office_day(today - timedelta(days=3)))), file_name="", by=secretary,
        at=clock.now(),
    )  # fmt: skip


def _people() -> tuple[dict[str, User], Committee]:
    """Write units, people and the committee."""
    committee = Committee(
        name="Ban Chỉ đạo các công trình trọng điểm xã Phú Lặng", short_name="BCĐ công trình trọng điểm xã Phú Lặng",
        parent_body="Đảng ủy xã Phú Lặng", place="Phú Lặng", contact="Văn phòng Đảng ủy xã Phú Lặng, máy lẻ 12",
        layout=Layout.PARTY,
    )  # fmt: skip
    db.session.add(committee)
    units = {name: _unit(name, mailbox, aliases) for name, (mailbox, aliases) in UNITS.items()}
    password = hash_password(PASSWORD)
    people: dict[str, User] = {}
    for username, full_name, post, unit, roles in PEOPLE:
        person = User(
            username=username, full_name=full_name, post=post, email=f"{username}@phulang.local",
            unit=units[unit] if unit else None, password_hash=password, is_admin=username == "quantri",
            created_at=clock.now(),
        )  # fmt: skip
        people[username] = person
        person.memberships = [Membership(committee=committee, role=role) for role in roles]
        db.session.add(person)
    db.session.commit()
    return people, committee


def _unit(name: str, mailbox: str, aliases: tuple[str, ...]) -> Unit:
    unit = Unit(name=name, folded=folded_unit_name(name), email=f"{mailbox}@phulang.local")
    unit.aliases = [
        UnitAlias(name=alias, folded=folded_unit_name(alias), created_at=clock.now())
        for alias in aliases
        if folded_unit_name(alias) != unit.folded
    ]
    db.session.add(unit)
    return unit


def _meetings(committee: Committee, today: date) -> None:
    third, fourth = (meeting_before(ago(today, days)) for days in (96, 40))
    fifth = office_day(today + timedelta(days=6))
    for title, held in (("Phiên họp thứ ba", third), ("Phiên họp thứ tư", fourth), ("Phiên họp thứ năm", fifth)):
        db.session.add(
            Meeting(committee=committee, title=title, held_on=held, starts_at=time(14), place="Hội trường Đảng ủy xã")
        )
    put_off = office_day(today + timedelta(days=-20))
    db.session.add(
        Meeting(
            committee=committee, title="Họp bất thường về mặt bằng", held_on=put_off, starts_at=time(8),
            place="Phòng họp số 1", cancelled_at=clock.now() - timedelta(days=21),
            cancelled_why="Đoàn kiểm tra của tỉnh làm việc tại xã cùng ngày",
        )
    )  # fmt: skip
    db.session.commit()


def _days(today: date, issued: date) -> dict[str, Day]:
    """Return the days the texts speak of."""
    away = {
        "late_day": -16, "done_late": -60, "done_early": -50, "soon_day": 4, "reported_day": -6, "before_meeting": 3,
    }  # fmt: skip
    days = {name: Day(office_day(today + timedelta(days=count))) for name, count in away.items()}
    return days | {
        "issued": Day(issued),
        "met": Day(meeting_before(issued)),
        "last_month": Day(months_away(today, -1)),
        "next_month": Day(months_away(today, 1)),
        "last_quarter": Day(quarter_before(today)),
        "next_quarter": Day(months_away(today, 3)),
    }


def _text(name: str, days: dict[str, Day]) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").format(**days)


def _publish(name: str, committee: Committee, secretary: User, issued: date, days: dict[str, Day]) -> None:
    """Record a text, accept what it asks for with the units as read, and publish it on the day of issue."""
    at = hour(issued, 15)
    conclusion = documents.record(committee, _text(name, days), file_name="", by=secretary, at=at)
    for item in conclusion.items:
        if item.decision == Decision.OPEN:
            drafts.accept(item, _checked(item), version=item.version, by=secretary, at=at)
    publication.publish(conclusion, by=secretary, at=at, on=issued)


def _checked(item: Item) -> drafts.Wording:
    """Return the draft as a secretary leaves it after checking: her own words, the units as the office names them."""
    title, lead = next((worded for words, worded in CHECKED.items() if words in item.text), (item.action, ""))
    leads = (lead,) if lead else tuple(drafts.name_of(each) for each in units_of(item, Part.LEAD))
    supports = tuple(drafts.name_of(each) for each in units_of(item, Part.SUPPORT) if each.unit)
    terms = terms_of(item)
    return drafts.Wording(
        action=title, leads=leads, supports=supports,
        due_words=terms.main.words if terms.main else "", start_words=terms.start.words if terms.start else "",
        recurrence=item.recurrence, kind=item.kind,
    )  # fmt: skip
