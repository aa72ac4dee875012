"""Ctrl-K on any page: typed without accents, chosen by arrows, opened with Enter; a plain page without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, accessible
from tests.office import PASSWORD, build
from tests.tasks.desk import Desk, conclusion
from tracker.extensions import db

pytestmark = pytest.mark.browser


@pytest.fixture
def official(site: Site) -> str:
    """Somebody who may read the tasks of a first conclusion; nothing of the test holds the database."""
    office = build()
    Desk(office, conclusion(office))
    username = office.official.username
    db.session.rollback()
    return username


def test_a_task_is_found_and_opened_by_the_keyboard_alone(site: Site, official: str) -> None:
    page = site.sign_in(site.open(), official, PASSWORD)
    page.keyboard.press("Control+k")
    page.keyboard.type("duong tranh")
    chosen = page.locator("#palette a.is-chosen")
    expect(chosen).to_contain_text("đường tránh phía Tây")
    assert accessible(page) == []
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("08-KL/BCĐ")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1.task-title")).to_contain_text("đường tránh phía Tây")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    assert site.watch.violations == []


def test_without_scripts_the_search_has_its_own_page(site: Site, official: str) -> None:
    page = site.sign_in(site.open(javascript=False), official, PASSWORD)
    page.get_by_role("link", name="Tìm văn bản, nhiệm vụ").click()
    page.locator("main input[type=search]").fill("duong tranh")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("đường tránh")
