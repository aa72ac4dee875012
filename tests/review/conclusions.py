"""The conclusions of the year: twenty tasks after each meeting, with deadlines in the words conclusions use."""

from datetime import date, datetime

from tests.review.committee import DAY, UNITS, Year, moment
from tests.review.courses import NAMES, Deed, deeds
from tracker.documents import actions as documents
from tracker.documents import drafts
from tracker.documents.models import Conclusion, Decision, Part
from tracker.documents.queries import terms_of, units_of
from tracker.people.models import Committee, User
from tracker.reminders import publication
from tracker.tasks import threads
from tracker.tasks.models import Task

PHASES = ("Lập hồ sơ", "Trình phê duyệt dự án", "Tổ chức thi công", "Nghiệm thu, bàn giao")
WORKS = (
    "kè suối Đạ Rin", "đường tránh thôn Bờ Sọ", "trường mầm non Hoa Sim", "cầu treo Bản Đướng", "chợ trung tâm xã",
    "trạm bơm Đồng Dương", "khu tái định cư Lũng Vài", "nhà văn hóa thôn Tả Phời", "hồ chứa Khe Đá", "bãi rác Mò O",
    "đường điện Nà Lĩnh", "trạm y tế xã", "sân vận động xã", "cống hộp Nậm Riêng", "kênh mương Pác Cạp",
    "khu dân cư Đồi Sim", "nghĩa trang Suối Ma", "trường tiểu học Phiêng Lót", "nhà máy nước Thẩm Giàng",
    "đường lâm sinh Co Mạ",
)  # fmt: skip
SENTENCE = "Giao {unit} chủ trì {work}, {term}."


def conclude(year: Year, deed: Deed) -> None:
    """Record, check and publish the conclusion of a meeting; continue what is the same work of the one before."""
    place, met = deed.more["place"], deed.more["met"]
    office, phase = year.office, PHASES[place]
    lines = [
        SENTENCE.format(unit=UNITS[(n + place) % len(UNITS)], work=f"{phase[:1].lower()}{phase[1:]} {work}",
                          term=_term(year, deed.day, n))
        for n, work in enumerate(WORKS)
    ]  # fmt: skip
    opened = publish(office.committee, office.secretary, deed.day, met, f"{place + 11:02d}", lines, phase)
    assert len(opened) == len(WORKS), "the text of the year is no longer read as twenty tasks"
    for n, task in enumerate(opened):
        year.tasks[task.number] = task.id
        course = "duty" if task.comes_round else NAMES[(n + 7 * place) % len(NAMES)]
        year.courses[task.number] = course
        year.schedule(*deeds(course, task.number, deed.day, task.due_on, year.rnd.randrange(20)))
        if course == "slow":
            year.schedule(Deed(deed.day + 50 * DAY, 16, task.number, "direct"))
        if place and n % 3:
            earlier = year.task(task.number - len(WORKS))
            if earlier.stage.is_open:
                threads.link(task, earlier, by=office.secretary, at=moment(deed.day, 16))


def conclude_next_door(year: Year, deed: Deed) -> None:
    """Give the other committee tasks that must stand in no figure of this one."""
    office, day = year.office, deed.day
    lines = [
        SENTENCE.format(unit=UNITS[n % 2], work=f"số hóa hồ sơ {work}", term="chậm nhất ngày 10/5/2026")
        for n, work in enumerate(WORKS[:6])
    ]
    publish(office.other_committee, office.other_secretary, day, day - DAY, "02", lines, "chuyển đổi số")


def publish(
    committee: Committee, secretary: User, issued: date, met: date, number: str, lines: list[str], about: str
) -> list[Task]:
    """Record a conclusion's text, accept its items as they were read, and publish it."""
    items = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    text = (
        f"BAN CHỈ ĐẠO\nSố {number}-KL/BCĐ\nĐạ Lâm, ngày {issued:%d} tháng {issued:%m} năm {issued.year}\nKẾT LUẬN\n"
        f"phiên họp ngày {met.day}/{met.month}/{met.year} về việc {about.lower()}\n{items}\n"
        "TRƯỞNG BAN\nTrần Quốc Thạch\n"
    )
    conclusion = documents.record(committee, text, by=secretary, at=moment(issued, 7))
    _accept_all(conclusion, by=secretary, at=moment(issued, 8))
    return publication.publish(conclusion, by=secretary, at=moment(issued, 9), on=issued)


def _accept_all(conclusion: Conclusion, *, by: User, at: datetime) -> None:
    for item in conclusion.items:
        if item.decision != Decision.OPEN:
            continue
        main = terms_of(item).main
        wording = drafts.Wording(
            item.action, leads=tuple(drafts.name_of(each) for each in units_of(item, Part.LEAD)),
            due_words=main.words if main else "", recurrence=item.recurrence, kind=item.kind,
        )  # fmt: skip
        drafts.accept(item, wording, version=item.version, by=by, at=at)


def _term(year: Year, given: date, n: int) -> str:
    """Return a deadline in one of the ways conclusions write one, 20 to 110 days away; now and then none."""
    until = given + DAY * year.rnd.randrange(20, 110)
    return (
        f"chậm nhất ngày {until.day}/{until.month}/{until.year}",
        f"hoàn thành trước ngày {until.day}/{until.month}/{until.year}",
        f"hoàn thành trong tháng {until.month} năm {until.year}",
        f"chậm nhất Quý {('I', 'II', 'III', 'IV')[(until.month - 1) // 3]}/{until.year}",
        f"xong trước ngày {until.day} tháng {until.month} năm {until.year}",
        f"chậm nhất ngày {until.day}/{until.month}/{until.year}",
        "bảo đảm chất lượng công trình" if n < 8 else "định kỳ hằng quý báo cáo Ban Chỉ đạo",
    )[n % 7]
