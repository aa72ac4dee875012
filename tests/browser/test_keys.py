"""Shortcuts: listed by “?” on every page, and never taken from an input method or from who is writing in a field."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, accessible
from tests.office import PASSWORD, build
from tests.tasks.desk import Desk, conclusion
from tracker.extensions import db

pytestmark = pytest.mark.browser

INPUT_METHOD = 229
"""The code of every key that an input method is still working on."""


@pytest.fixture
def page(site: Site) -> Page:
    """The register, open for an official."""
    office = build()
    Desk(office, conclusion(office))
    username = office.official.username
    db.session.rollback()
    page = site.sign_in(site.open(), username, PASSWORD)
    page.goto("/tasks")
    return page


def press_while_composing(page: Page, key: str) -> None:
    """Press a key as the browser hears of it while an input method is writing a word."""
    session = page.context.new_cdp_session(page)
    code = {"key": key, "windowsVirtualKeyCode": INPUT_METHOD, "nativeVirtualKeyCode": INPUT_METHOD}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **code})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **code})


def compose(page: Page, text: str) -> None:
    """Let an input method show a word it has not finished."""
    where = {"selectionStart": len(text), "selectionEnd": len(text)}
    page.context.new_cdp_session(page).send("Input.imeSetComposition", {"text": text, **where})


def test_a_question_mark_lists_the_keys_of_the_page(page: Page, site: Site) -> None:
    page.keyboard.press("?")
    keys = page.locator("#keys-everywhere")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("chọn nhiệm vụ đang đứng")
    expect(keys).to_contain_text("tìm văn bản")
    assert accessible(page) == []
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
    for path in ("/", "/conclusions", "/search"):
        page.goto(path)
        page.locator("body").click(position={"x": 5, "y": 5})
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        expect(keys).to_be_visible()
        page.keyboard.press("Escape")
    assert site.watch.violations == []


def test_what_is_typed_in_a_field_stays_there(page: Page) -> None:
    """Telex and VNI write with x, s, j, /, ? and numbers: none of them leaves the field."""
    field = page.locator("#find")
    field.click()
    page.keyboard.type("ddwowngf x?/1 jk")
    expect(field).to_have_value("ddwowngf x?/1 jk")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("input.pick-task:checked")).to_have_count(0)


def test_no_key_is_taken_while_an_input_method_writes(page: Page) -> None:
    page.locator("#find").click()
    compose(page, "đươ")
    for key in ("?", "/", "Enter", "k", "x"):
        press_while_composing(page, key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()
    expect(page.locator("#find")).to_have_value("đươ")
    page.context.new_cdp_session(page).send("Input.insertText", {"text": "đường"})
    expect(page.locator("#find")).to_have_value("đường")
    page.locator("p.title a").first.focus()
    press_while_composing(page, "x")
    press_while_composing(page, "?")
    expect(page.locator("input.pick-task:checked")).to_have_count(0)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_palette_waits_for_the_word_to_be_finished(page: Page) -> None:
    page.keyboard.press("Control+k")
    field = page.locator("#palette input[type=search]")
    expect(field).to_be_focused()
    compose(page, "đường tránh")
    chosen = page.locator("#palette a.is-chosen")
    expect(chosen).to_contain_text("đường tránh phía Tây")
    press_while_composing(page, "ArrowDown")
    expect(chosen).to_contain_text("đường tránh phía Tây")
    address = page.url
    press_while_composing(page, "Enter")
    expect(page.locator("#palette")).to_be_visible()
    assert page.url == address
    page.context.new_cdp_session(page).send("Input.insertText", {"text": "đường tránh"})
    expect(chosen).to_contain_text("đường tránh phía Tây")
    page.keyboard.press("Enter")
    expect(page.locator("h1.task-title")).to_contain_text("đường tránh phía Tây")
