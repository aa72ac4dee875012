"""The day of each role, done three times: with the mouse, by the keyboard alone, and without scripts."""

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.office import PASSWORD, build
from tests.tasks.desk import TODAY, Desk, conclusion, fresh_key, moment
from tracker.extensions import db
from tracker.tasks import extensions

pytestmark = pytest.mark.browser

WAYS = pytest.mark.parametrize("way", ["mouse", "keyboard", "without scripts"])
PLAN, ROAD, LAND = "Quy hoạch khu trung tâm", "đường tránh phía Tây", "trật tự xây dựng"
MOST_TABS = 200


@dataclass
class Hand:
    """A person at a page, who acts in one of the ways."""

    page: Page
    way: str

    def press(self, what: Locator) -> None:
        """Use a link, a button or a choice."""
        if self.way != "keyboard":
            what.click()
            return
        self._tab_to(what)
        is_choice = what.evaluate("(each) => each.matches('input')")
        self.page.keyboard.press("Space" if is_choice else "Enter")

    def write(self, field: Locator, words: str) -> None:
        if self.way != "keyboard":
            field.fill(words)
            return
        self._tab_to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def _tab_to(self, what: Locator) -> None:
        """Go on with the Tab key until it is reached; the arrows choose within a group of radio buttons."""
        expect(what).to_be_visible()
        for _ in range(MOST_TABS):
            if what.evaluate("(each) => each === document.activeElement"):
                return
            if what.evaluate("(e) => e.type === 'radio' && document.activeElement.name === e.name"):
                self.page.keyboard.press("ArrowDown")
            else:
                self.page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not get there")

    def link(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("main")).get_by_role("link", name=name).first

    def button(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("main")).get_by_role("button", name=name).first

    def open_task(self, words: str) -> None:
        self.page.goto("/tasks?tab=all")
        self.press(self.page.locator("main .title a", has_text=words).first)
        expect(self.page.locator("h1.task-title")).to_contain_text(words)


@pytest.fixture
def names(site: Site) -> dict[str, str]:
    """Who signs in; two reports and a request for a later deadline wait, nothing of the test holds the database."""
    site.set_clock(moment(TODAY))
    office = build()
    desk = Desk(office, conclusion(office))
    plan, road, _land = desk.tasks
    desk.report(plan)
    extensions.ask(
        road, date(2026, 5, 20), "Vướng mặt bằng.", by=office.culture_official, at=moment(TODAY), on=TODAY,
        version=road.version, key=fresh_key(),
    )  # fmt: skip
    found = {role: person.username for role, person in office.users.items()}
    found["culture_official"] = office.culture_official.username
    db.session.rollback()
    return found


def sit_down(site: Site, username: str, way: str) -> Hand:
    return Hand(site.sign_in(site.open(javascript=way != "without scripts"), username, PASSWORD), way)


@WAYS
def test_the_day_of_an_official(site: Site, names: dict[str, str], way: str) -> None:
    hand = sit_down(site, names["culture_official"], way)
    page = hand.page
    hand.press(hand.link("Cập nhật", page.locator("li", has_text=ROAD)))
    hand.press(page.get_by_role("radio", name="Đang thực hiện"))
    hand.write(page.get_by_label("Kết quả thực hiện"), "Đã kiểm đếm xong.")
    hand.press(hand.button("Lưu cập nhật", page.locator(".acts")))
    expect(page.get_by_label("Kết quả thực hiện")).to_have_count(0)
    hand.open_task(ROAD)
    expect(page.locator("main")).to_contain_text("Đã kiểm đếm xong.")
    hand.press(hand.button("Rút đề nghị gia hạn"))
    hand.press(hand.link("Xin gia hạn"))
    hand.write(page.get_by_label("Thời hạn mới"), "30/6/2026")
    hand.write(page.get_by_label("Lý do"), "Chờ bàn giao mặt bằng.")
    hand.press(hand.button("Gửi xin gia hạn"))
    expect(page.locator("main")).to_contain_text("30/6/2026")
    hand.press(hand.link("Cập nhật tiến độ"))
    hand.press(page.get_by_role("radio", name="Báo cáo hoàn thành"))
    hand.write(page.get_by_label("Kết quả thực hiện"), "Đã giải phóng xong mặt bằng.")
    hand.press(hand.button("Lưu cập nhật", page.locator(".acts")))
    expect(page.locator("main")).to_contain_text("Chờ xác nhận")
    hand.open_task(ROAD)
    hand.press(hand.button("Rút lại báo cáo"))
    expect(page.locator(".status-line")).to_contain_text("Đang thực hiện")
    assert site.watch.violations == []


@WAYS
def test_the_day_of_a_secretary(site: Site, names: dict[str, str], way: str) -> None:
    hand = sit_down(site, names["secretary"], way)
    page = hand.page
    hand.press(hand.link("Trả lại", page.locator("#waiting li", has_text=PLAN)))
    hand.write(page.get_by_label("Lý do"), "Thiếu biên bản.")
    hand.press(hand.button("Trả lại nhiệm vụ"))
    expect(page.locator("#waiting li", has_text=PLAN)).to_have_count(0)
    hand.open_task(PLAN)
    expect(page.locator("main")).to_contain_text("Thiếu biên bản.")
    hand.press(hand.link("Cập nhật tiến độ"))
    hand.press(page.get_by_role("radio", name="Báo cáo hoàn thành"))
    hand.write(page.get_by_label("Kết quả thực hiện"), "Đơn vị gửi bổ sung biên bản.")
    hand.press(hand.button("Lưu cập nhật", page.locator(".acts")))
    expect(page.get_by_label("Kết quả thực hiện")).to_have_count(0)
    page.goto("/")
    hand.press(hand.button("Xác nhận", page.locator("#waiting li", has_text=PLAN)))
    expect(page.locator("#waiting li", has_text=PLAN)).to_have_count(0)
    hand.open_task(LAND)
    hand.press(hand.link("Phân công"))
    page.get_by_label("Người phụ trách").select_option(label="Đỗ Ngọc Lưỡng, Phòng Kinh tế")
    hand.press(hand.button("Lưu"))
    expect(page.locator("main")).to_contain_text("Đỗ Ngọc Lưỡng")
    assert site.watch.violations == []


@WAYS
def test_the_day_of_a_chair(site: Site, names: dict[str, str], way: str) -> None:
    hand = sit_down(site, names["chair"], way)
    page = hand.page
    hand.press(hand.button("Xác nhận", page.locator("#waiting li", has_text=PLAN)))
    expect(page.locator("#toasts")).to_contain_text("Đã xác nhận hoàn thành")
    page.goto("/")
    expect(page.locator("#waiting li", has_text=PLAN)).to_have_count(0)
    hand.press(hand.link("Quyết định", page.locator("#extensions li", has_text=ROAD)))
    hand.write(page.get_by_label("Thời hạn mới"), "15/5/2026")
    hand.press(hand.button("Đồng ý gia hạn"))
    expect(page.locator("#extensions li", has_text=ROAD)).to_have_count(0)
    hand.open_task(ROAD)
    expect(page.locator(".deadline-line")).to_contain_text("15/5/2026")
    expect(page.locator(".deadline-line s")).to_have_text("20/4/2026")
    assert site.watch.violations == []
