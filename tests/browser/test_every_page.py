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

FACES = (("light", 1440, ()), ("dark", 390, ("color-contrast",)))
"""A desk and a phone, in CSS pixels, with the rules asked of them: what else axe asks hangs on neither."""
ZOOMED = 360
"""A desk at 400 %, in CSS pixels: nothing may stick out sideways."""
ROLES = ("secretary", "official", "chair", "viewer", "admin")
BARE = ("static", "style", "people.sign_out")
MAIN = re.compile("<main.*</main>", re.DOTALL)
TAG = re.compile(r"<(\w+)([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
SAID = {"class", "type", "role", "scope"}
"""The attributes whose values make an element another kind of element."""
TOO_WIDE = """() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return ""
  const sticksOut = (each) => each.getBoundingClientRect().right > root.clientWidth
  const wide = [...document.querySelectorAll("main *")].filter(sticksOut)
  return `${root.scrollWidth} of ${root.clientWidth} px: ` + (wide[0] ? wide[0].outerHTML.slice(0, 120) : "?")
}"""


def addresses(own: dict[str, list[int | str]]) -> Iterator[tuple[str, str]]:
    """Yield each endpoint with the addresses at which it can be opened, one for each of the ids the world has."""
    for route in ROUTES:
        if route.method == "GET" and route.endpoint not in BARE:
            yield from ((route.endpoint, address) for address in _filled(route, own))


def elements(main: str) -> set[str]:
    """Return the kinds of elements of a page: what reading aids and widths can tell apart, without words and ids."""
    kinds = set()
    for tag, written in TAG.findall(main):
        told = sorted(f"{name}={value}" if name in SAID else name for name, value in ATTRIBUTE.findall(written))
        kinds.add(f"{tag} {' '.join(told)}")
    return kinds


def _filled(route: Route, own: dict[str, list[int | str]]) -> Iterator[str]:
    if not route.arguments:
        yield route.address
        return
    for value in own[route.arguments[-1]][:2]:
        address = route.address
        for name in route.arguments:
            chosen = value if name == route.arguments[-1] else own[name][0]
            for place in (f"<int:{name}>", f"<{name}>", f"<string:{name}>"):
                address = address.replace(place, str(chosen))
        yield address


class Seen:
    """The kinds of elements that were looked at, so that no page is walked for what others have shown."""

    def __init__(self) -> None:
        self.at: dict[str, set[str]] = {}
        self.in_face: dict[str, set[str]] = {}

    def is_new_at(self, endpoint: str, kinds: set[str]) -> bool:
        """Whether a page shows anything no other of its endpoint did; it counts as seen from now on."""
        seen = self.at.get(endpoint)
        self.at.setdefault(endpoint, set()).update(kinds)
        return seen is None or not kinds <= seen

    def is_new_in(self, face: str, kinds: set[str]) -> bool:
        """Whether a page shows anything no other page did in this face; it counts as seen from now on."""
        seen = self.in_face.setdefault(face, set())
        is_new = not kinds <= seen
        seen |= kinds
        return is_new


@pytest.mark.timeout(900)
def test_every_page_of_every_role_is_for_everybody(site: Site) -> None:
    world, seen, wrong = worlds.build_world(), Seen(), list[str]()
    own, people = dict(world.own), {role: world.people[role].username for role in ROLES}
    db.session.rollback()
    for role, username in people.items():
        page = site.sign_in(site.open(), username, PASSWORD)
        for endpoint, address in addresses(own):
            answer = page.request.get(f"{site.url}{address}", max_redirects=0)
            assert answer.status < 500, address
            if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
                continue
            main = MAIN.search(answer.text())
            kinds = elements(main[0]) if main else set()
            if seen.is_new_at(endpoint, kinds):
                page.set_viewport_size({"width": 1440, "height": 900})
                page.emulate_media(color_scheme="light")
                page.goto(address)
                wrong += [f"{role} {address} {each}" for each in complaints(page, kinds, seen)] if main else []
        page.context.close()
    assert not wrong, "\n".join(wrong)
    assert site.watch.violations == []
    assert site.watch.foreign == []


def complaints(page: Page, kinds: set[str], seen: Seen) -> Iterator[str]:
    """Yield what is wrong with the page that is open, at each width, and in a scheme for what is new in it."""
    for scheme, width, rules in FACES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        if seen.is_new_in(scheme, kinds):
            yield from (f"{width} {scheme}: {each}" for each in accessible(page, rules))
        yield from _too_wide(page, width)
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    yield from _too_wide(page, ZOOMED)


def _too_wide(page: Page, width: int) -> Iterator[str]:
    if wide := page.evaluate(TOO_WIDE):
        yield f"{width}: {wide}"
