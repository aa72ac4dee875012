"""The check by the keyboard alone: split, merged, taken back, filtered, many at once, what is typed kept, and help."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, accessible
from tests.office import PASSWORD, unit, user
from tracker import clock
from tracker.documents import actions
from tracker.extensions import db
from tracker.people.models import Committee, Layout, Membership, Role

pytestmark = pytest.mark.browser

TEXT = """BAN CHỈ ĐẠO
Số 15-KL/BCĐ
Đạ Lâm, ngày 10 tháng 4 năm 2026
KẾT LUẬN
kiểm tra thực địa các công trình trọng điểm
1. Thời gian qua các đơn vị đã có nhiều cố gắng.
2. Giao Phòng Kinh tế lập danh mục dự án; chuẩn bị tờ trình.
3. Giao Trạm bơm Đồi Sim nạo vét kênh trước ngày 15/5/2026.
4. Giao Phòng Kinh tế rà soát hồ sơ khu Đồi Sim trong tháng 6 năm 2026.
TRƯỞNG BAN
Trần Quốc Thạch
"""


@pytest.fixture
def document(site: Site) -> int:
    """Four drafts: a remark, two tasks of a known unit, and between them one of a unit nobody knows; its id."""
    site.set_clock(datetime(2026, 4, 14, 2, 0, tzinfo=UTC))
    committee = Committee(name="Ban Chỉ đạo xã", short_name="BCĐ xã", layout=Layout.PARTY)
    secretary = user("thuky", "Nông Thị Hoài")
    db.session.add(Membership(committee=committee, user=secretary, role=Role.SECRETARY))
    unit("Phòng Kinh tế")
    db.session.commit()
    found = actions.record(committee, TEXT, by=secretary, at=clock.now()).id
    db.session.remove()  # or this transaction would keep the server from writing
    return found


@pytest.fixture
def page(site: Site, document: int) -> Page:
    page = site.sign_in(site.open(), "thuky", PASSWORD)
    page.goto(f"/conclusions/{document}")
    return page


def drafts(page: Page, count: int) -> None:
    expect(page.locator("[data-draft]")).to_have_count(count)


def press(page: Page, *keys: str) -> None:
    """Press keys once the page that is open listens to them; a person is never quicker than its scripts."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def test_drafts_are_cut_joined_and_put_back_by_keys_alone(site: Site, page: Page) -> None:
    drafts(page, 4)
    press(page, "s")
    expect(page.locator(".halves p").nth(1)).to_have_text("chuẩn bị tờ trình.")
    press(page, "Enter")
    drafts(page, 5)
    expect(page.locator("#toasts")).to_contain_text("Đã tách thành dự thảo 2 và 3.")
    press(page, "j")
    press(page, "m")
    expect(page.locator("#toasts")).to_contain_text("Đã gộp vào dự thảo 2.")
    drafts(page, 4)
    press(page, "u")
    drafts(page, 5)
    press(page, "u")
    expect(page.locator("#toasts")).to_contain_text("Đã hoàn lại")
    drafts(page, 4)
    assert site.watch.violations == []


def test_several_drafts_are_chosen_set_aside_and_put_back_by_keys_alone(site: Site, page: Page) -> None:
    press(page, "v")
    press(page, "j")
    press(page, "Shift+V")
    expect(page.locator("#bulk")).to_contain_text("Dự thảo đã chọn: 2")
    page.locator("#bulk button[value=set_aside]").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("2 dự thảo không phát sinh nhiệm vụ.")
    expect(page.locator("[data-draft=no_task]")).to_have_count(3)
    press(page, "u")
    expect(page.locator("[data-draft=no_task]")).to_have_count(1)
    assert site.watch.violations == []


def test_keys_are_listed_doubts_are_found_and_filters_are_links(site: Site, page: Page) -> None:
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert accessible(page) == []
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "n")
    expect(page.locator("[data-doubt]:focus")).to_contain_text("Trạm bơm Đồi Sim")
    page.get_by_role("link", name="Cần xem trước").press("Enter")
    page.wait_for_url(lambda address: "show=doubtful" in address)
    drafts(page, 1)
    assert accessible(page) == []
    assert site.watch.violations == []


def test_what_is_typed_is_there_after_a_reload(page: Page) -> None:
    field = page.locator(".draft-form textarea")
    field.fill("Lập danh mục, tờ trình")
    expect(page.locator(".typed-sign")).to_contain_text("Đã lưu nháp")
    page.reload()
    expect(field).to_have_value("Lập danh mục, tờ trình")
    expect(page.locator(".restored")).to_be_visible()
