"""An update in a real browser: a file sent by the keyboard, a draft that is there again, an act taken back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, accessible
from tests.office import PASSWORD, build
from tests.tasks.desk import Desk, conclusion
from tests.tasks.test_files import PAPER
from tracker.extensions import db

pytestmark = pytest.mark.browser


def test_a_file_a_draft_and_an_undo_by_the_keyboard(site: Site, tmp_path: Path) -> None:
    site.set_clock(datetime(2026, 4, 14, 2, 0, tzinfo=UTC))
    office = build()
    title = Desk(office, conclusion(office)).tasks[0].title
    username = office.official.username
    db.session.rollback()
    paper = tmp_path / "Biên bản nghiệm thu.pdf"
    paper.write_bytes(PAPER)
    page = site.sign_in(site.open(), username, PASSWORD)
    page.locator("li", has_text=title).get_by_role("link", name="Cập nhật").press("Enter")
    result = page.get_by_label("Kết quả thực hiện")
    result.fill("Đã nghiệm thu đoạn một.")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Đính kèm tệp").press("Enter")
    chooser.value.set_files(paper)
    expect(page.get_by_role("link", name=paper.name)).to_be_visible()
    expect(page.locator(".typed-sign")).to_contain_text("Đã lưu nháp")
    assert accessible(page) == []
    page.context.close()

    elsewhere = site.sign_in(site.open(phone=True), username, PASSWORD)
    elsewhere.locator("li", has_text=title).get_by_role("link", name="Cập nhật").press("Enter")
    expect(elsewhere.get_by_text("Bản nháp lưu lúc 09:00.")).to_be_visible()
    expect(elsewhere.get_by_role("link", name=paper.name)).to_be_visible()
    assert accessible(elsewhere) == []
    result = elsewhere.get_by_label("Kết quả thực hiện")
    expect(result).to_have_value("Đã nghiệm thu đoạn một.")
    result.press("Control+Enter")
    elsewhere.get_by_role("button", name="Hoàn lại").press("Enter")
    expect(elsewhere.get_by_text("Đã hoàn lại.")).to_be_visible()
    elsewhere.locator("li", has_text=title).get_by_role("link", name="Cập nhật").press("Enter")
    expect(elsewhere.get_by_label("Kết quả thực hiện")).to_have_value("Đã nghiệm thu đoạn một.")
    assert site.watch.violations == []
