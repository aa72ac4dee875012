"""A count shown anywhere equals the list it opens, and the file the list is taken away as: every page is walked.

A link shows a count when it has `data-count`, is a tab with a number in bold, or says nothing but a number. A group
shows one in its head. New pages are walked as soon as a page leads to them.
"""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import OneRequest, settings
from tests.housed import made
from tests.office import sign_in
from tracker import clock, demo
from tracker.extensions import db
from tracker.people.models import User

TODAY = date(2026, 11, 20)
ROLES = ("thuky", "canbo", "truongban", "quantri")
PAGES_OF_A_KIND = 2
"""Pages of one shape that are walked, such as those of single tasks; lists under other filters are other shapes."""
FILTERS_OF_A_LIST = 8
"""Filters under which one list is walked; each count of another page still opens it under its own."""
BOOKS = ("/tasks.xlsx", "/brief", "/commitments", "/pictures")
"""Where workbooks lie that number the rows of a list; those of letters, people and history tell of other things."""
BOOKS_OF_A_KIND = 2
COUNTS_OF_A_KIND = 1
BARE = re.compile(r"\d{1,3}(\.\d{3})*|\d+")


@pytest.fixture(scope="module")
def demo_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo office: four months of work, every list with something in it."""
    from flask_migrate import upgrade

    folder: Path = tmp_path_factory.mktemp("counts")
    app = made(settings(folder))
    app.test_client_class = OneRequest
    patch = pytest.MonkeyPatch()
    patch.setattr(clock, "today", lambda: TODAY)
    with app.app_context():
        upgrade()
        demo.load(TODAY)
        yield app
        db.session.remove()
        db.engine.dispose()
    patch.undo()


class Walk:
    """One person's way through every page they are led to."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.pages: dict[str, HtmlElement | None] = {}
        self.books: dict[str, int] = {}
        self.kinds: dict[str, int] = {}

    def page(self, address: str) -> HtmlElement | None:
        """Return a page, None for what is no page: a file, a refusal."""
        place = urlsplit(address)
        address = place.path + ("?" + place.query if place.query else "")
        if address not in self.pages:
            answer = self.client.get(address, follow_redirects=True)
            assert answer.status_code < 500, address
            is_page = answer.mimetype == "text/html" and answer.status_code == 200
            self.pages[address] = html.fromstring(answer.text) if is_page else None
        return self.pages[address]

    def walk(self) -> Iterator[tuple[str, HtmlElement]]:
        """Every page that can be reached by links from the first one, a few of each shape."""
        waiting, seen, shapes, lists = ["/"], {"/"}, dict[str, int](), dict[str, int]()
        while waiting:
            address = waiting.pop(0)
            page = self.page(address)
            if page is None:
                continue
            yield address, page
            for link in page.xpath("//a[@href]"):
                there = urlsplit(urljoin(address, link.get("href")))
                target = there.path + ("?" + there.query if there.query else "")
                shape = shape_of(there)
                deeper = "?" in address and there.path == urlsplit(address).path  # filters on filters: no end
                if not deeper and there.netloc in ("", "localhost") and target not in seen and "/static/" not in target:
                    seen.add(target)
                    shapes[shape] = shapes.get(shape, 0) + 1
                    path = shape.partition(" ")[0]
                    if shapes[shape] <= PAGES_OF_A_KIND and lists.setdefault(path, 0) < FILTERS_OF_A_LIST:
                        lists[path] += 1
                        waiting.append(target)

    def is_worth_opening(self, address: str, there: str) -> bool:
        """Whether this is the first count of its kind: from a page of one path to one kind of list."""
        target = urlsplit(urljoin(address, there))
        tab = "".join(re.findall(r"tab=\w+", target.query))
        kind = f"{re.sub(r'[0-9]+', '#', urlsplit(address).path)} {shape_of(target)} {tab}"
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        return self.kinds[kind] <= COUNTS_OF_A_KIND

    def listed(self, address: str) -> int:
        """How many rows the list at an address has on all its pages."""
        page, place = self.page(address), urlsplit(address).fragment
        assert page is not None, f"{address} is no page"
        scope = page.get_element_by_id(place) if place else page.get_element_by_id("main")
        following = scope.xpath(".//a[@rel='next']/@href")
        return len(rows(scope)) + (self.listed(urljoin(address, following[0])) if following else 0)

    def taken_away(self, address: str) -> tuple[str, int] | None:
        """Return the workbook a list offers and the rows numbered in it; None when it offers none of its rows."""
        page = self.page(address)
        offered = page.xpath("//main//a[contains(@href, '.xlsx')]/@href") if page is not None else []
        book = next((urljoin(address, each) for each in offered if each.startswith(BOOKS)), "")
        shape = shape_of(urlsplit(book))
        if book and book not in self.books:
            if sum(shape_of(urlsplit(each)) == shape for each in self.books) >= BOOKS_OF_A_KIND:
                return None
            answer = self.client.get(book)
            assert answer.status_code == 200, book
            sheet = load_workbook(BytesIO(answer.data), read_only=True).worksheets[0]
            self.books[book] = sum(isinstance(row[0], int) for row in sheet.iter_rows(values_only=True) if row)
        return (book, self.books[book]) if book else None


def shape_of(address: SplitResult) -> str:
    """What kind of page stands at an address: its path without numbers, and by what it is filtered."""
    return re.sub(r"\d+", "#", address.path) + " " + " ".join(sorted(re.findall(r"(\w+)=", address.query)))


def rows(scope: HtmlElement) -> list[HtmlElement]:
    """The rows of a list: drafts of a check, rows of a page, rows of a table."""
    for path in (".//*[@data-draft]", ".//ul[contains(@class, 'rows')]/li", ".//tbody/tr"):
        if found := [each for each in scope.xpath(path) if {"is-sum", "part"}.isdisjoint(each.classes)]:
            return found
    return []


def number(text: str) -> int:
    return int(text.replace(".", ""))


def counts(page: HtmlElement) -> Iterator[tuple[int, str, str]]:
    """The counts on a page that are links: the number, where it leads, its words."""
    for link in page.xpath("//main//a[@href]"):
        words = " ".join(link.text_content().split())
        tab = link.xpath("./b[last()]/text()") if link.xpath("ancestor::nav[contains(@class, 'tabs')]") else []
        names = ("#", f"year={words}")  # a place on a page is one thing, a year is a name: no lists that are counted
        is_bare = BARE.fullmatch(words) and not any(each in link.get("href") for each in names)
        told = link.get("data-count") or next(iter(tab), "") or (words if is_bare else "")
        if told and BARE.fullmatch(told.strip()):
            yield number(told.strip()), link.get("href"), words


def groups(page: HtmlElement) -> Iterator[tuple[int, int, str]]:
    """The groups of a page with a count in their head: the count, the rows below with those left out, the name."""
    for group in page.xpath("//section[contains(@class, 'group')][.//ul[contains(@class, 'rows')]]"):
        told = group.xpath("./div[contains(@class, 'group-head')]/span[contains(@class, 'count')]/text()")
        if told and BARE.fullmatch(told[0].strip()) and not group.xpath(".//a[@rel='next' or @rel='prev']"):
            hidden = [
                re.search(r"\d[\d.]*", more.text_content()) for more in group.xpath(".//p[contains(@class, 'more')]")
            ]
            left_out = sum(number(each[0]) for each in hidden[-1:] if each)
            yield number(told[0].strip()), len(rows(group)) + left_out, group.xpath("string(.//h2)")


@pytest.mark.parametrize("username", ROLES)
def test_every_count_equals_the_list_it_opens(demo_office: Flask, username: str) -> None:
    person = db.session.scalars(select(User).filter_by(username=username)).one()
    walk, wrong, opened = Walk(sign_in(demo_office.test_client(), person)), [], 0
    for address, page in walk.walk():
        for told, there, words in counts(page):
            if not walk.is_worth_opening(address, there):
                continue
            opened += 1
            found = walk.listed(urljoin(address, there))
            if found != told:
                wrong.append(f"{address}: “{words}” says {told}, {there} lists {found}")
            file = walk.taken_away(urljoin(address, there))
            if file and file[1] != told:
                wrong.append(f"{address}: “{words}” says {told}, {file[0]} has {file[1]} rows")
        for told, found, name in groups(page):
            opened += 1
            if found != told:
                wrong.append(f"{address}: the group “{name}” says {told} and has {found}")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert opened > 100 or username == "quantri", f"only {opened} counts: the walk is blind"
    assert len(walk.books) > 10 or username == "quantri", f"only {len(walk.books)} workbooks"
    print(username, len(walk.pages), opened, len(walk.books))


def test_one_count_that_is_off_is_noticed() -> None:
    page = html.fromstring(
        '<main><a href="/x" data-count="3">3 more</a><nav class="tabs"><a href="/y">Late <b>1.204</b></a></nav>'
        '<section class="group"><div class="group-head"><span class="count">2</span><h2>A</h2></div>'
        '<ul class="rows"><li></li></ul></section></main>'
    )
    assert [told for told, _there, _words in counts(page)] == [3, 1204]
    assert list(groups(page)) == [(2, 1, "A")]
