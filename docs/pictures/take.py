"""Take the README's pictures of brief, projector and print anew: `make pictures` (needs Chromium and pdftoppm).

The demo office is loaded into a database of its own as it stands today, served, and looked at as the chair.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from flask_migrate import upgrade
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from tracker import clock, demo
from tracker.app import create_app
from tracker.demo.office import PASSWORD

HERE = Path(__file__).parent
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
COMING, LATE = 3, 5
"""The demo's coming meeting, and an overdue task on its agenda with a commitment that was not kept."""


def main() -> None:
    """Serve the demo and take the pictures beside this file."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = serve(Path(folder))
        named = os.environ.get("TRACKER_TEST_BROWSER") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=named, args=QUIET)
        desk = sign_in(browser, address, viewport=DESK)
        desk.goto("/brief")
        desk.screenshot(path=HERE / "brief.png", clip={"x": 0, "y": 0, "width": 1440, "height": 1255}, full_page=True)
        print_brief(desk, Path(folder))
        desk.goto(f"/meetings/{COMING}/projector/task-{LATE}")
        desk.screenshot(path=HERE / "projector.png")
        phone = sign_in(browser, address, viewport=PHONE, device_scale_factor=2, color_scheme="dark")
        phone.goto("/brief")
        phone.screenshot(path=HERE / "brief-phone.png")
        browser.close()
    for name in ("brief", "print", "projector", "brief-phone"):  # as small as a picture of letters can be
        picture = HERE / f"{name}.png"
        Image.open(picture).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)


def serve(folder: Path) -> str:
    """Load the demo into a database in a folder, and answer on a free port; return the address."""
    app = create_app({
        "INSTANCE_PATH": folder, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'tracker.db'}", "TIMETABLE": False,
        "SECRET_KEY": "for pictures only",
    })  # fmt: skip
    with app.app_context():
        upgrade()
        demo.load(clock.today())
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"


def sign_in(browser: Browser, address: str, **context: object) -> Page:
    """Return a page on which the chair has signed in."""
    page = browser.new_context(base_url=address, locale="vi-VN", **context).new_page()  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.fill("[name=username]", "truongban")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda there: "/sign-in" not in there)
    return page


def print_brief(page: Page, folder: Path) -> None:
    """Print the brief as the browser does, and lay its two pages side by side."""
    page.pdf(path=folder / "brief.pdf", prefer_css_page_size=True, print_background=True)
    drawn = ["pdftoppm", "-r", "96", "-png", folder / "brief.pdf", folder / "sheet"]
    subprocess.run(drawn, check=True)  # noqa: S603
    sheets = [Image.open(each) for each in sorted(folder.glob("sheet*.png"))][:2]
    gap = 24
    width, height = sum(each.width for each in sheets) + gap * (len(sheets) + 1), sheets[0].height + 2 * gap
    laid = Image.new("RGB", (width, height), "#d8d4ca")
    for place, each in enumerate(sheets):
        laid.paste(each, (gap + place * (each.width + gap), gap))
    laid.save(HERE / "print.png")


if __name__ == "__main__":
    sys.exit(main())
