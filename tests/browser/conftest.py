"""A real browser on a real server, with the clock in the test's hand and every request watched."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from tests.conftest import settings
from tests.housed import Housed
from tracker import clock
from tracker.extensions import db

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AS_SERVED = {"WTF_CSRF_ENABLED": True, "SERVER_NAME": None, "TESTING": False}
"""An office's settings, unlike those of the other tests."""


def executable() -> str | None:
    """Return the browser to drive: the one named, else the system's, else None for playwright's own."""
    return os.environ.get("TRACKER_TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, or a skip that says what is missing."""
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        except Exception as error:
            pytest.skip(f"no browser could be started ({str(error).splitlines()[0]}); install the package chromium")
        yield found
        found.close()


@dataclass
class Watch:
    """What a page did that it must not: requests to elsewhere, and what the security policy stopped."""

    origin: str
    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.foreign.append(request.url)

    def on_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.violations.append(message.text)


@dataclass
class Site:
    """The program as it is served: its address, its application, and a hand on its clock."""

    app: Flask
    url: str
    monkeypatch: pytest.MonkeyPatch
    browser: Browser
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    def set_clock(self, moment: datetime) -> None:
        """Make it this moment for the whole program."""
        self.monkeypatch.setattr(clock, "now", lambda: moment)

    def open(self, *, dark: bool = False, phone: bool = False, javascript: bool = True) -> Page:
        """Return a page of a fresh browser profile, watched."""
        context = self.browser.new_context(
            base_url=self.url, locale="vi-VN", color_scheme="dark" if dark else "light", java_script_enabled=javascript,
            viewport={"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}, has_touch=phone,
        )  # fmt: skip
        context.on("request", self.watch.on_request)
        context.on("console", self.watch.on_console)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        return context.new_page()

    def sign_in(self, page: Page, username: str, password: str) -> Page:
        """Sign in as a person would, with the keyboard."""
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu", exact=True).fill(password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
        return page


def accessible(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return axe's complaints about the page once nothing on it moves any more; all of its rules, or some."""
    page.wait_for_function("document.getAnimations().every((each) => each.playState !== 'running')")
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    chosen = f", runOnly: {list(rules)}" if rules else ""
    asked = f"axe.run({{resultTypes: ['violations']{chosen}}}).then((told) => told.violations)"
    found = page.evaluate(asked)
    if found:  # a colour that was still on its way is no complaint; what stays is
        page.wait_for_timeout(500)
        found = page.evaluate(asked)
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:160]})" for each in found]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Housed:
    """The application that is served to the browser."""
    folder = tmp_path_factory.mktemp("served")
    return Housed(settings(folder) | AS_SERVED)


@pytest.fixture
def site(
    tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser, served: Housed
) -> Iterator[Site]:
    """The program on a migrated, empty database, answering on a free port."""
    shutil.copy(migrated, tmp_path / "tracker.db")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    app = served.move(settings(tmp_path) | AS_SERVED | {"BASE_URL": url})
    server = create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    site = Site(app, url, monkeypatch, browser, Watch(url))
    with app.app_context():
        yield site
        for context in site.contexts:
            context.close()
        server.task_dispatcher.shutdown()  # no answer is still being written when the application moves on
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))  # by the thread that waits on them
        thread.join(timeout=5)
        db.session.remove()
        db.engine.dispose()
