"""A meeting led by the keyboard alone while another screen follows; without scripts, and when the line is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, accessible
from tests.meetings.full_table import TODAY, Table, set_table
from tests.office import PASSWORD, build
from tests.tasks.desk import moment
from tracker.extensions import db
from tracker.meetings import sittings
from tracker.people.queries import reach_of

pytestmark = pytest.mark.browser

TWO_TURNS = """() => {
  const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("PageDown");
  press("PageDown");
}"""


@pytest.fixture
def table(site: Site) -> dict[str, str]:
    """Who signs in, and the addresses of a meeting that sits today; nothing of the test holds the database."""
    site.set_clock(moment(TODAY))
    table: Table = set_table(build())
    secretary = table.office.secretary
    sittings.begin(
        table.meeting, table.office.chair, reach=reach_of(secretary), by=secretary, at=moment(TODAY), on=TODAY
    )  # fmt: skip
    found = {role: person.username for role, person in table.office.users.items()}
    found |= {"meeting": f"/meetings/{table.meeting.id}", "late": f"task-{table.late.id}"}
    found |= {"next": f"task-{table.asking.id}", "done": f"task-{table.reported.id}"}
    db.session.rollback()
    return found


def press(page: Page, key: str, spot: str) -> None:
    page.keyboard.press(key)
    page.wait_for_url(f"**/projector/{spot}")
    page.wait_for_load_state()


def test_a_meeting_is_led_by_the_keyboard_and_another_screen_follows(site: Site, table: dict[str, str]) -> None:
    page = site.sign_in(site.open(), table["secretary"], PASSWORD)
    room = site.sign_in(site.open(phone=True), table["viewer"], PASSWORD)
    room.goto(f"{table['meeting']}/room")
    page.goto(f"{table['meeting']}/projector")
    press(page, "ArrowDown", "unit-*")
    press(page, "PageDown", table["late"])
    expect(room.locator(".projector-days")).to_contain_text("30")
    page.keyboard.press("g")
    expect(page.locator(".direct-form textarea")).to_be_focused()
    page.keyboard.type("Khẩn trương; g h x t là chữ, không phải phím.")
    page.keyboard.press("Escape")
    expect(page.locator(".direct-form")).to_have_count(0)
    page.keyboard.press("h")
    expect(page.locator("[name=until]")).to_be_focused()
    page.keyboard.type("30/6/2026")
    assert accessible(page) == []
    page.keyboard.press("Control+Enter")
    for screen in (page, room):
        expect(screen.locator(".projector-said")).to_contain_text("g h x t là chữ, không phải phím.")
        expect(screen.locator(".projector-days")).to_contain_text("ngày còn lại")
    assert accessible(room) == []
    page.keyboard.press("t")
    expect(page.locator("#stops [aria-current]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    press(page, "Enter", table["next"])
    press(page, "PageUp", table["late"])
    press(page, "ArrowDown", "unit-*")
    press(page, "ArrowRight", table["done"])
    page.keyboard.press("x")
    expect(page.locator("#toasts")).to_contain_text("Đã xác nhận hoàn thành")
    expect(room.locator(".projector-days")).to_contain_text("Hoàn thành")
    page.goto(f"{table['meeting']}/projector/start")
    page.evaluate(TWO_TURNS)  # the second while the page of the first is on its way
    page.wait_for_url(f"**/projector/{table['late']}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{table['meeting']}")
    room.context.set_offline(True)
    expect(room.locator("[data-lost]")).to_be_visible()
    room.context.set_offline(False)
    expect(room.locator("[data-lost]")).not_to_be_visible()
    assert site.watch.violations == []


def test_without_scripts_every_key_is_a_link(site: Site, table: dict[str, str]) -> None:
    page = site.sign_in(site.open(javascript=False), table["chair"], PASSWORD)
    page.goto(f"{table['meeting']}/projector/{table['late']}")
    page.get_by_role("button", name="Đưa lên các màn hình khác").click()
    page.get_by_role("link", name="chỉ đạo", exact=True).click()
    page.locator("[name=text]").fill("Báo cáo trong tuần.")
    page.get_by_role("button", name="Lưu chỉ đạo").click()
    expect(page.locator(".projector-said")).to_contain_text("Báo cáo trong tuần.")
    page.get_by_role("link", name="Tiếp theo").click()
    page.goto(f"{table['meeting']}/room")
    expect(page.locator(".projector-said")).to_contain_text("Báo cáo trong tuần.")
