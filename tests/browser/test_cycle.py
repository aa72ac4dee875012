"""A meeting from its brief to the next one's: the chair and the secretary at two screens, the projector by keys alone.

The pieces are functions in the order of the day, so that a failure says where the day went wrong. Before it begins, the
committee has lived for months: `settle` does that by the verbs.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, accessible
from tests.browser.test_story import settle_every_draft, the_secretary_publishes
from tests.office import PASSWORD, Office, build
from tests.review.conclusions import publish
from tracker import clock
from tracker.extensions import db
from tracker.meetings import actions as meetings
from tracker.tasks import actions
from tracker.tasks.models import Stage, Task

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = date(2026, 3, 5), date(2026, 6, 4), date(2026, 9, 3)
LATE, LATER, REPORTED, CARRIED = (
    "lập hồ sơ kè suối Đạ Rin", "trình dự án cầu treo Bản Đướng", "sửa chữa nhà văn hóa thôn Tả Phời",
    "khôi phục sân lễ hội thôn Mò O",
)  # fmt: skip
LINES = [
    f"Giao Phòng Kinh tế chủ trì {LATE}, chậm nhất ngày 30/4/2026.",
    f"Giao Phòng Kinh tế chủ trì {LATER}, chậm nhất ngày 20/5/2026.",
    f"Giao Phòng Văn hóa - Xã hội chủ trì {REPORTED}, chậm nhất ngày 31/5/2026.",
    f"Giao Phòng Văn hóa - Xã hội chủ trì {CARRIED}, chậm nhất Quý III/2026.",
]
WORD = "Huy động thêm hai đội khảo sát, không để chậm quá tháng sáu."
TIME = "Gia hạn lần cuối, báo cáo hằng tuần"
SAID, PROMISED = "30/7/2026", "15/6/2026"
FOLLOWS = 6_000
"""Milliseconds within which another screen shows what was decided: it asks every two seconds."""


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), clock.OFFICE_ZONE).astimezone(UTC)


@pytest.fixture
def committee(site: Site) -> None:
    """A committee on the morning of its second meeting: two tasks late, one reported, one in time."""
    site.set_clock(moment(FIRST + 4 * DAY))
    office = build()
    for place, day in enumerate((FIRST, SECOND, THIRD), 1):
        words = meetings.MeetingWords(f"Phiên họp thứ {place}", day, time(8), "Hội trường Đảng ủy xã")
        meetings.plan_meeting(office.committee, words, by=office.secretary)
    opened = publish(office.committee, office.secretary, FIRST + 4 * DAY, FIRST, "11", LINES, "các công trình")
    on = SECOND - 6 * DAY
    site.set_clock(moment(on))
    report(opened[0], office, on, Stage.IN_PROGRESS, 40)
    report(opened[2], office, on, Stage.REPORTED, 100)
    site.set_clock(moment(SECOND))
    db.session.rollback()  # lets go of the database


def report(task: Task, office: Office, on: date, stage: Stage, percent: int) -> None:
    by = office.official if task.lead_unit_id == office.economy.id else office.culture_official
    actions.update_task(
        task, by=by, at=moment(on), on=on, version=task.version, stage=stage, percent=percent,
        result="Đã khảo sát hiện trường.", difficulty="Thiếu kinh phí đo đạc." if percent < 100 else "",
        key=f"{task.id} {on}",
    )  # fmt: skip


def look(*pages: Page) -> None:
    """The pages that are open are for any reading aid."""
    for page in pages:
        assert accessible(page) == [], page.url


def test_a_meeting_from_its_brief_to_the_next(site: Site, committee: None, tmp_path: Path) -> None:
    chair = site.sign_in(site.open(), "thachtq", PASSWORD)
    desk = site.sign_in(site.open(), "chivtq", PASSWORD)
    the_chair_reads_the_brief(chair)
    the_secretary_begins(desk)
    the_room_follows(chair)
    the_presider_directs(desk, chair)
    more_time_is_given_and_a_promise_taken(desk, chair)
    a_completion_is_confirmed(desk, chair)
    all_that_was_decided_is_shown(desk, chair)
    the_meeting_is_closed(desk)
    paper = the_conclusion_is_half_written(desk, tmp_path)
    the_signed_one_is_recorded_and_matched(desk, paper)
    the_next_brief_tells_of_it(site, chair)
    assert site.watch.foreign == []
    assert site.watch.violations == []


def the_chair_reads_the_brief(page: Page) -> None:
    sentence = page.locator("#figure-sentence")
    expect(sentence).to_contain_text("tổng số 4 nhiệm vụ")
    expect(sentence).to_contain_text("quá hạn 2")
    expect(page.locator("#waiting")).to_contain_text(capital(REPORTED))
    late = page.locator("#overdue li")
    expect(late).to_have_count(2)
    expect(late.first).to_contain_text("Thiếu kinh phí đo đạc.")
    look(page)


def the_secretary_begins(page: Page) -> None:
    page.goto("/meetings")
    page.get_by_role("link", name="Phiên họp thứ 2").first.click()
    agenda = page.locator("#agenda")
    expect(agenda).to_contain_text("Phòng Kinh tế")
    look(page)
    press(page.get_by_role("button", name="Bắt đầu phiên họp"))
    expect(page.get_by_role("button", name="Kết thúc phiên họp")).to_be_visible()
    press(page.get_by_role("link", name="Trình chiếu", exact=True))
    expect(shown(page)).to_contain_text("tổng số 4 nhiệm vụ")
    look(page)


def the_room_follows(page: Page) -> None:
    page.goto("/meetings")
    page.get_by_role("link", name="Phiên họp thứ 2").first.click()
    page.get_by_role("link", name="Theo dõi trên màn hình này").click()
    expect(shown(page)).to_contain_text("tổng số 4 nhiệm vụ")
    page.evaluate("window.neverLeft = true")
    look(page)


def the_presider_directs(desk: Page, room: Page) -> None:
    key(desk, "ArrowRight")
    expect(shown(desk)).to_contain_text("Phòng Kinh tế")
    key(desk, "PageDown")
    both(desk, room, lambda page: expect(shown(page)).to_contain_text(LATE, timeout=FOLLOWS))
    key(desk, "g")
    expect(desk.get_by_label("Nội dung chỉ đạo")).to_be_focused()
    desk.keyboard.type(WORD)
    look(desk)
    desk.keyboard.press("Control+Enter")
    both(desk, room, lambda page: expect(shown(page)).to_contain_text(WORD, timeout=FOLLOWS))


def more_time_is_given_and_a_promise_taken(desk: Page, room: Page) -> None:
    key(desk, "PageDown")
    expect(shown(desk)).to_contain_text(LATER)
    key(desk, "h")
    expect(desk.get_by_label("Thời hạn mới")).to_be_focused()
    desk.keyboard.type("30/7")
    expect(desk.locator("form.direct-form .echo")).to_contain_text(SAID)
    desk.keyboard.press("Shift+Tab")
    expect(desk.get_by_label("Nội dung chỉ đạo")).to_be_focused()
    desk.keyboard.type(TIME)
    desk.keyboard.press("Control+Enter")
    both(desk, room, lambda page: expect(shown(page)).to_contain_text(TIME, timeout=FOLLOWS))
    both(desk, room, lambda page: expect(shown(page)).to_contain_text(SAID, timeout=FOLLOWS))
    key(desk, "c")
    expect(desk.get_by_label("Người cam kết")).to_be_focused()
    desk.keyboard.type("đồng chí Đỗ Ngọc Lưỡng")
    key(desk, "Tab")
    key(desk, "Tab")
    desk.keyboard.type("15/6")
    desk.keyboard.press("Control+Enter")
    both(desk, room, lambda page: expect(shown(page)).to_contain_text(PROMISED, timeout=FOLLOWS))
    look(desk, room)


def a_completion_is_confirmed(desk: Page, room: Page) -> None:
    key(desk, "ArrowDown")
    expect(shown(desk)).to_contain_text("Phòng Văn hóa - Xã hội")
    key(desk, "ArrowRight")
    expect(shown(desk)).to_contain_text(REPORTED)
    key(desk, "x")
    both(desk, room, lambda page: expect(shown(page)).to_contain_text("Hoàn thành", timeout=FOLLOWS))
    key(desk, "t")
    expect(desk.get_by_role("dialog", name="Chương trình họp")).to_be_visible()
    key(desk, "Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def all_that_was_decided_is_shown(desk: Page, room: Page) -> None:
    key(desk, "ArrowRight")
    expect(shown(desk)).to_contain_text(CARRIED)
    key(desk, "ArrowRight")
    for words in (WORD, TIME, "đồng chí Đỗ Ngọc Lưỡng"):
        both(desk, room, lambda page, words=words: expect(shown(page)).to_contain_text(words, timeout=FOLLOWS))
    assert room.evaluate("window.neverLeft"), "the other screen was loaded anew"
    look(desk, room)


def the_meeting_is_closed(page: Page) -> None:
    key(page, "Escape")
    press(page.get_by_role("button", name="Kết thúc phiên họp"))
    expect(page.locator("#outcome")).to_contain_text(WORD)
    expect(page.get_by_role("button", name="Kết thúc phiên họp")).to_have_count(0)
    look(page)


def the_conclusion_is_half_written(page: Page, folder: Path) -> Path:
    press(page.get_by_role("link", name="Dự thảo kết luận"))
    for words in (WORD, TIME, SAID):
        expect(page.locator(".sheet")).to_contain_text(words)
    look(page)
    with page.expect_download() as told:
        press(page.get_by_role("link", name="Tải tệp Word"))
    paper = folder / told.value.suggested_filename
    told.value.save_as(paper)
    return paper


def the_signed_one_is_recorded_and_matched(page: Page, paper: Path) -> None:
    """The paper that was carried to be signed is read again by the program: each item finds its direction."""
    press(page.get_by_role("link", name="Ghi văn bản đã ký"))
    page.locator("input[type=file]").set_input_files(paper)
    page.get_by_label("Số, ký hiệu").fill("12-KL/BCĐ")
    page.get_by_label("Ngày ban hành").fill("4/6/2026")
    look(page)
    press(page.get_by_role("button", name="Đọc và kiểm tra"))
    page.wait_for_url(re.compile(r"/conclusions/\d+$"))
    settle_every_draft(page)
    checked = page.url
    page.goto("/meetings/2/matching")
    expect(page.locator("li .verdict")).to_have_count(2)
    look(page)
    press(page.get_by_role("button", name="Xác nhận đối chiếu"))
    expect(page.get_by_text("đề xuất, chờ xác nhận")).to_have_count(0)
    page.goto(checked)
    the_secretary_publishes(page)


def the_next_brief_tells_of_it(site: Site, page: Page) -> None:
    site.set_clock(moment(SECOND + 20 * DAY))
    page.goto("/")  # the session has ended
    site.sign_in(page, "thachtq", PASSWORD)
    expect(page.locator("#figure-sentence")).to_contain_text("tổng số 6 nhiệm vụ")
    expect(page.locator("#figure-sentence")).to_contain_text("quá hạn 1")
    since = page.locator(".since")
    for name, many in (("Mới hoàn thành", "1"), ("Được gia hạn", "1"), ("Mới giao", "2")):
        expect(counted(since, name)).to_have_text(many)
    expect(page.locator("#overdue")).to_contain_text(WORD)
    look(page)


def shown(page: Page) -> Locator:
    """What the meeting's screens show."""
    return page.locator("#shown")


def both(desk: Page, room: Page, holds: Callable[[Page], None]) -> None:
    """On the presenting screen, and on the other one without anybody touching it."""
    for page in (desk, room):
        holds(page)


def counted(since: Locator, name: str) -> Locator:
    """The number above a name."""
    return since.locator("div", has=since.page.get_by_role("heading", name=name)).last.locator(".count")


def press(control: Locator) -> None:
    """Go to a control and press it by the keyboard."""
    control.focus()
    control.press("Enter")


def key(page: Page, name: str) -> None:
    """Press a key once the page that has come listens to keys."""
    page.wait_for_load_state()
    page.keyboard.press(name)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
