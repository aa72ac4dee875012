"""Every page a role can open, at every width, in both schemes: for any reading aid, and without sideways scrolling.

The pages are those the program answers: a new route is walked without being named here.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests import world as worlds
from tests.browser.conftest import Site, accessible
from tests.office import PASSWORD
from tests.test_permissions import ROUTES, Route
from tracker.extensions import db

pytestmark = pytest.mark.browser

FACES = (("light", 1440), ("dark", 390))
"""A desk and a phone, in CSS pixels: read aloud in both schemes."""
ZOOMED = 360
"""A desk at 400 %, in CSS pixels: nothing may stick out sideways."""
BARE = ("static", "style", "people.sign_out")
MAIN = re.compile("<main.*</main>", re.DOTALL)
DIFFERING = re.compile(r'(value|id|for|href|action)="[^"]*"|\d+')
"""What differs between two pages of one kind: what was walked for one role is not walked again for another."""
SEEN: set[int] = set()
TOO_WIDE = """() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return ""
  const sticksOut = (each) => each.getBoundingClientRect().right > root.clientWidth
  const wide = [...document.querySelectorAll("main *")].filter(sticksOut)
  return `${root.scrollWidth} of ${root.clientWidth} px: ` + (wide[0] ? wide[0].outerHTML.slice(0, 120) : "?")
}"""


def addresses(own: dict[str, list[int | str]]) -> Iterator[str]:
    """Yield each address that can be opened, with each of the ids the world has for it."""
    for route in ROUTES:
        if route.method == "GET" and route.endpoint not in BARE:
            yield from _filled(route, own)


def _filled(route: Route, own: dict[str, list[int | str]]) -> Iterator[str]:
    if not route.arguments:
        yield route.address
        return
    for value in own[route.arguments[-1]][:3]:
        address = route.address
        for name in route.arguments:
            chosen = value if name == route.arguments[-1] else own[name][0]
            for place in (f"<int:{name}>", f"<{name}>", f"<string:{name}>"):
                address = address.replace(place, str(chosen))
        yield address


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", ["secretary", "official", "chair", "viewer", "admin"])
def test_every_page_of_a_role_is_for_everybody(site: Site, role: str) -> None:
    world = worlds.build_world()
    own, username = dict(world.own), world.people[role].username
    db.session.rollback()
    page, wrong, opened = site.sign_in(site.open(), username, PASSWORD), list[str](), list[str]()
    for address in addresses(own):
        answer = page.request.get(f"{site.url}{address}", max_redirects=0)
        assert answer.status < 500, address
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        main = MAIN.search(answer.text())
        face = hash(DIFFERING.sub("", main[0]) if main else address)
        if face in SEEN and opened:
            continue
        SEEN.add(face)
        opened.append(address)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        if main:
            wrong += [f"{address} {complaint}" for complaint in complaints(page)]
    assert not wrong, "\n".join(wrong)
    assert site.watch.violations == []
    assert site.watch.foreign == []


def complaints(page: Page) -> Iterator[str]:
    """Yield what is wrong with the page that is open, in each width and scheme."""
    for scheme, width in FACES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{width} {scheme}: {each}" for each in accessible(page))
        yield from _too_wide(page, width)
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    yield from _too_wide(page, ZOOMED)


def _too_wide(page: Page, width: int) -> Iterator[str]:
    if wide := page.evaluate(TOO_WIDE):
        yield f"{width}: {wide}"
