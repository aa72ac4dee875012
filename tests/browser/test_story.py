"""The story of the program on a real conclusion: four people, from the signed text to what the chair sees as late."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, accessible
from tests.conftest import seed
from tests.office import PASSWORD, user
from tests.post_office import open_post_office
from tracker import clock
from tracker.extensions import db
from tracker.people.models import Committee, Layout, Membership, Role
from tracker.reminders import outbox

pytestmark = pytest.mark.browser

AFTER_THE_MEETING = datetime(2023, 8, 14, 2, 0, tzinfo=UTC)
AFTER_THE_QUARTER = datetime(2024, 4, 5, 2, 0, tzinfo=UTC)
COUNCIL = "UBND huyện"
NEW_UNIT = "Ban Dân vận"


@pytest.fixture
def people(site: Site) -> None:
    """A committee and four people who have never signed in; the units are still to be entered."""
    site.set_clock(AFTER_THE_MEETING)
    committee = Committee(name="Ban Chỉ đạo huyện", short_name="BCĐ huyện", layout=Layout.PARTY, contact="Máy lẻ 104")
    db.session.add(committee)
    for username, name, role in (
        ("thuky", "Nông Thị Hoài", Role.SECRETARY), ("canbo", "Lò Văn Tấn", Role.OFFICIAL),
        ("truongban", "Hoàng Đức Thiện", Role.CHAIR),
    ):  # fmt: skip
        db.session.add(Membership(committee=committee, user=user(username, name), role=role))
    user("quantri", "Bùi Thanh Hương", is_admin=True)
    db.session.commit()


def look(page: Page) -> None:
    """The page that is open is one a person with any reading aid can use."""
    assert accessible(page) == [], page.url


def test_from_the_signed_text_to_the_chairs_table(site: Site, people: None) -> None:
    the_administrator_enters_the_unit(site)
    secretary = the_secretary_records_and_checks(site)
    with open_post_office() as post:
        site.app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=post.port, MAIL_FROM="so@huyen.local")
        the_secretary_publishes(secretary)
        outbox.send_waiting(at=clock.now())
        the_unit_has_its_one_letter(post.taken)
    the_official_updates_in_place(site)
    the_chair_sees_what_is_late(site)
    assert site.watch.foreign == []
    assert site.watch.violations == []


def the_administrator_enters_the_unit(site: Site) -> None:
    page = site.sign_in(site.open(), "quantri", PASSWORD)
    page.get_by_role("navigation", name="Quản trị").get_by_role("link", name="Đơn vị", exact=True).click()
    page.get_by_role("link", name="Thêm đơn vị").click()
    page.get_by_label("Tên đơn vị").fill(COUNCIL)
    page.get_by_label("Thư điện tử của đơn vị").fill("ubnd@huyen.local")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=COUNCIL)).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tài khoản").click()
    page.get_by_role("link", name="Lò Văn Tấn").click()
    page.get_by_label("Đơn vị").select_option(label=COUNCIL)
    page.get_by_role("button", name="Lưu tài khoản").click()
    expect(page.get_by_text("Đã lưu tài khoản")).to_be_visible()
    look(page)


def the_secretary_records_and_checks(site: Site) -> Page:
    page = site.sign_in(site.open(), "thuky", PASSWORD)
    look(page)
    page.get_by_role("link", name="Ghi kết luận mới").click()
    page.locator("input[type=file]").set_input_files(seed("003"))
    look(page)
    page.get_by_role("button", name="Đọc và kiểm tra").click()
    page.wait_for_url(re.compile(r"/conclusions/\d+"))
    expect(page.get_by_text("16-KL/BCĐ").first).to_be_visible()
    expect(page.get_by_text("31/3/2024").first).to_be_visible()
    look(page)
    settle_every_draft(page)
    look(page)
    return page


def settle_every_draft(page: Page) -> None:
    """Accept what has its unit, add the one unit the office lacks, and set the rest aside, one after the other."""
    while (open_drafts := page.locator("[data-draft=open]")).count():
        draft = page.locator(f"#{open_drafts.first.get_attribute('id')}")
        expect(draft.locator("form.draft-form")).to_be_visible()  # the check hands over by opening the next form
        unclear = draft.locator(".doubt-line", has_text="Chưa rõ đơn vị chủ trì")
        if unclear.filter(has_text=f"“{NEW_UNIT}”").count():
            draft.locator("summary", has_text="Đơn vị khác").first.click()
            draft.get_by_role("button", name="Thêm đơn vị này").click()
            expect(unclear).to_have_count(0)
        button = "Không phát sinh nhiệm vụ" if unclear.count() else re.compile("^Nhận")
        draft.get_by_role("button", name=button).first.click()
        expect(draft).not_to_have_attribute("data-draft", "open")


def the_secretary_publishes(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Ban hành")).first.click()
    page.wait_for_url(re.compile("/publication"))
    look(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name=re.compile("Ban hành")).click()
    page.wait_for_url(lambda address: "/publication" not in address)
    look(page)


def the_unit_has_its_one_letter(letters: list[EmailMessage]) -> None:
    assert len(letters) == 1
    letter = letters[0]
    assert "ubnd@huyen.local" in str(letter["To"])
    text = letter.get_body(("plain",)).get_content()
    assert f"Kính gửi: {COUNCIL}" in text
    assert "31/3/2024" in text
    assert "16-KL/BCĐ" in text


def the_official_updates_in_place(site: Site) -> None:
    page = site.sign_in(site.open(), "canbo", PASSWORD)
    look(page)
    row = page.locator("li", has_text="31/3/2024").first
    seat = row.get_attribute("id")
    row.get_by_role("link", name="Cập nhật").click()
    opened = page.locator(f"#{seat}")
    opened.get_by_label("Kết quả thực hiện").fill("Đã làm việc với Sở Xây dựng, đang bổ sung hồ sơ.")
    opened.get_by_role("radio", name="Đang thực hiện").check()
    look(page)
    page.keyboard.press("Control+Enter")
    expect(opened.get_by_label("Kết quả thực hiện")).to_have_count(0)
    expect(opened).to_contain_text("Đang thực hiện")
    look(page)
    opened.get_by_role("link").first.click()
    expect(page.get_by_text("Đã làm việc với Sở Xây dựng").first).to_be_visible()
    look(page)


def the_chair_sees_what_is_late(site: Site) -> None:
    site.set_clock(AFTER_THE_QUARTER)
    page = site.sign_in(site.open(), "truongban", PASSWORD)
    late = page.locator("li", has_text="Quý I/2024").first
    expect(late).to_contain_text("31/3/2024")
    expect(late).to_contain_text("trễ 5 ngày")
    expect(late).to_contain_text(COUNCIL if COUNCIL in late.inner_text() else "")
    look(page)
    page.emulate_media(media="print")
    expect(late).to_be_visible()


@pytest.mark.parametrize("way", [{"phone": True}, {"dark": True}, {"phone": True, "dark": True}])
def test_every_face_of_the_main_pages_is_accessible(site: Site, people: None, way: dict[str, bool]) -> None:
    page = site.sign_in(site.open(**way), "thuky", PASSWORD)
    for address in ("/", "/conclusions", "/conclusions/new", "/tasks", "/meetings", "/brief", "/letters"):
        page.goto(address)
        look(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    assert site.watch.foreign == []
    assert site.watch.violations == []
