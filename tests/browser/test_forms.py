"""Forms in a real browser: sent once, and nothing typed is lost."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.office import PASSWORD, user
from tracker.extensions import db

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(site: Site):
    site.set_clock(datetime(2026, 4, 14, 2, 0, tzinfo=UTC))
    user("quantri", "Bùi Thanh Hương", is_admin=True)
    db.session.commit()
    return site.sign_in(site.open(), "quantri", PASSWORD)


def test_a_form_goes_once_however_often_its_button_is_pressed(site: Site, administrator) -> None:
    page = administrator
    page.goto("/units/new")
    goes = page.evaluate("""() => {
        const form = document.querySelector("main form");
        const press = () => form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
        return [press(), press(), press()];
    }""")
    assert goes == [True, False, False]


def test_what_was_typed_is_there_again_after_signing_in_again(site: Site, administrator) -> None:
    page = administrator
    page.goto("/units/new")
    page.get_by_label("Tên đơn vị").fill("Trung tâm Phục vụ hành chính công")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" in address)
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto("/units/new")
    expect(page.get_by_label("Tên đơn vị")).to_have_value("Trung tâm Phục vụ hành chính công")
