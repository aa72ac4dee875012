"""Choosing many tasks by the keyboard alone and without scripts; a merger recorded, carried out and handed over."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, accessible
from tests.office import PASSWORD, build
from tests.tasks.desk import Desk, conclusion
from tracker.extensions import db

pytestmark = pytest.mark.browser


@pytest.fixture
def names(site: Site) -> dict[str, str]:
    """The names of those who sign in to an office with three tasks; nothing of the test holds the database."""
    office = build()
    Desk(office, conclusion(office))
    found = {role: person.username for role, person in office.users.items()}
    db.session.rollback()
    return found


def test_tasks_are_chosen_and_passed_on_by_the_keyboard_alone(site: Site, names: dict[str, str]) -> None:
    page = site.sign_in(site.open(), names["secretary"], PASSWORD)
    page.goto("/tasks")
    bar, boxes = page.locator("#bulk"), page.locator(".pick-task")
    expect(bar).not_to_be_visible()
    page.locator(".register-row .title a").first.focus()
    page.keyboard.press("x")
    expect(bar).to_contain_text("Đã chọn 1 nhiệm vụ")
    page.locator(".register-row .title a").last.focus()
    page.keyboard.press("Shift+X")
    expect(bar).to_contain_text("Đã chọn 3 nhiệm vụ")
    assert accessible(page) == []
    page.keyboard.press("Escape")
    expect(bar).not_to_be_visible()
    boxes.first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Chuyển đơn vị").press("Enter")
    page.get_by_label("Đơn vị chủ trì").select_option(label="Phòng Văn hóa - Xã hội")
    page.get_by_label("Lý do").fill("Đúng lĩnh vực.")
    assert accessible(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Đã chuyển 1 nhiệm vụ.")
    page.get_by_role("button", name="Hoàn lại").press("Enter")
    expect(page.locator("main")).to_contain_text("1 nhiệm vụ đã hoàn lại")
    assert accessible(page) == []
    assert site.watch.violations == []


def test_without_scripts_the_boxes_and_the_bar_are_a_plain_form(site: Site, names: dict[str, str]) -> None:
    page = site.sign_in(site.open(javascript=False), names["secretary"], PASSWORD)
    page.goto("/tasks")
    page.locator(".pick-task").first.check()
    page.get_by_role("button", name="Đôn đốc", exact=True).click()
    page.locator("textarea").fill("Báo cáo trước thứ Sáu.")
    page.get_by_role("button", name="Gửi đôn đốc").click()
    expect(page.locator("#toasts")).to_contain_text("Đã đôn đốc 1 nhiệm vụ.")


@pytest.mark.parametrize("phone", [False, True])
def test_a_merger_is_recorded_carried_out_and_handed_over(site: Site, names: dict[str, str], phone: bool) -> None:
    page = site.sign_in(site.open(phone=phone, dark=phone), names["admin"], PASSWORD)
    page.goto("/units/successions/new")
    assert accessible(page) == []
    page.get_by_label("Từ ngày").fill("01/7/2025")
    for name in ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội"):
        page.get_by_label(name).first.check()
    page.get_by_label("Đơn vị kế thừa mới").fill("Phòng Kinh tế và Văn hóa")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("main")).to_contain_text("Nhiệm vụ chưa xong sẽ chuyển")
    assert accessible(page) == []
    page.get_by_role("button", name="Thực hiện ngay").click()
    expect(page.locator("#toasts")).to_contain_text("Đã thực hiện")
    there = page.url
    secretary = site.sign_in(site.open(phone=phone, dark=phone), names["secretary"], PASSWORD)
    secretary.goto(f"{there}/handover")
    expect(secretary.locator("main")).to_contain_text("Trình phê duyệt Quy hoạch")
    assert accessible(secretary) == []
    assert secretary.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert site.watch.violations == []
