"""Who may call what, shown for every address, method and person, with objects of their own committee and of the other.

The addresses are asked of the application and the ids found by their names, so the tests grow with the program:
an address that is not declared, or whose argument nobody knows here, fails.
"""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from werkzeug.test import TestResponse

from tests import world as worlds
from tests.conftest import OneRequest, settings
from tests.housed import made
from tests.world import OTHER, OWN, SHARED
from tracker import permissions
from tracker.app import create_app
from tracker.extensions import db
from tracker.people.models import Membership, User

SCOPED = {
    "conclusion_id",
    "item_id",
    "task_id",
    "part_id",
    "letter_id",
    "meeting_id",
    "direction_id",
    "commitment_id",
    "point_id",
    "attendance_id",
    "draft_item_id",
    "extension_id",
    "view_id",
    "upload_id",
    "page_id",
    "order_id",
    "refusal_id",
    "update_id",
    "file_id",
}
"""Arguments that name something of one committee."""


@dataclass(frozen=True)
class Route:
    """One address with one method."""

    method: str
    address: str
    endpoint: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def routes_of(app: Flask) -> list[Route]:
    """Every route of an application; HEAD goes with GET, OPTIONS is refused."""
    return [
        Route(method, rule.rule, rule.endpoint, tuple(sorted(rule.arguments)))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _listed() -> list[Route]:
    with tempfile.TemporaryDirectory() as folder:
        return sorted(routes_of(create_app(settings(Path(folder)))), key=lambda route: (route.address, route.method))


ROUTES = _listed()
EVERY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=str)
PEOPLE = (
    "secretary", "official", "culture_official", "chair", "viewer", "admin", "other_secretary", "other_official",
    "disabled", "anonymous",
)  # fmt: skip


def undeclared(app: Flask) -> list[str]:
    return [str(route) for route in routes_of(app) if permissions.grant(route.endpoint, route.method) is None]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, object]]]:
    """The world's database, built once, with the ids and names the tests need."""
    folder = tmp_path_factory.mktemp("world")
    app = made(settings(folder))
    app.test_client_class = OneRequest
    with app.app_context():
        upgrade()
        world = worlds.build_world()
        known = {
            "own": world.own, "other": world.other,
            "users": {name: person.id for name, person in world.people.items()},
        }  # fmt: skip
        db.session.remove()
        db.engine.dispose()
    yield folder / "tracker.db", known


class Stage:
    """A world one can act in, and put back as it was."""

    def __init__(self, app: Flask, database: Path, untouched: Path, known: dict[str, object]) -> None:
        self.app, self.database, self.untouched = app, database, untouched
        self.own: dict[str, list[int | str]] = known["own"]  # type: ignore[assignment]
        self.other: dict[str, list[int | str]] = known["other"]  # type: ignore[assignment]
        self.user_ids: dict[str, int] = known["users"]  # type: ignore[assignment]
        self.before = worlds.fingerprint(database)
        self.same = _counted(database)

    def person(self, name: str) -> User | None:
        return db.session.get(User, self.user_ids[name]) if name in self.user_ids else None

    def call(self, name: str, route: Route, arguments: dict[str, int | str], *, htmx: bool = False) -> TestResponse:
        """Send one request as a person, in a browser of its own."""
        client: FlaskClient = self.app.test_client()
        person = self.person(name)
        if person:
            with client.session_transaction() as session:
                session["_user_id"] = f"token of {person.username}"
        address = route.address
        for argument, value in arguments.items():
            address = address.replace(
                next(p for p in _places(address) if p.endswith((f":{argument}>", f"<{argument}>"))), str(value)
            )
        headers = {"HX-Request": "true"} if htmx else {}
        answer = client.open(address, method=route.method, headers=headers, buffered=True)
        answer.close()
        return answer

    def has_changed(self) -> bool:
        """Read all there is, unless nothing was committed since it was last found the same."""
        counted = _counted(self.database)
        if counted is not None and counted == self.same:
            return False
        if worlds.fingerprint(self.database) != self.before:
            return True
        self.same = counted
        return False

    def put_back(self) -> None:
        worlds.put_back(self.database, self.untouched)
        self.same = _counted(self.database)

    def cases(self, route: Route) -> Iterator[tuple[dict[str, int | str], tuple[bool, ...]]]:
        """Arguments for a route, and which of them are of the own committee; mismatched pairs among them."""
        unknown = set(route.arguments) - SCOPED - SHARED
        assert not unknown, f"{route}: nobody knows an id for {sorted(unknown)}; name it in tests/world.py"
        choices = [
            [(name, value, True) for value in self.own[name]]
            + ([(name, value, False) for value in self.other[name]] if name in SCOPED else [])
            for name in route.arguments
        ]
        for chosen in itertools.product(*choices):
            yield {name: value for name, value, _mine in chosen}, tuple(mine for _name, _value, mine in chosen)

    def tries(self, name: str, route: Route) -> Iterator[tuple[dict[str, int | str], bool]]:
        """What a person tries at a route, and whether they may not: by all ids what is granted, by one what is refused.

        Which one differs from person to person, and there is one for each pattern of own and other ids.
        """
        patterns: dict[tuple[bool, ...], list[dict[str, int | str]]] = {}
        for arguments, mine in self.cases(route):
            patterns.setdefault(mine, []).append(arguments)
        own_id, other_id = self.own["committee_id"]
        scoped = len(set(route.arguments) & SCOPED)
        for mine, found in patterns.items():
            may = entitled(self.person(name), route, int(own_id if all(mine) else other_id) if scoped else None)
            if may and (all(mine) or scoped < 2):
                yield from ((arguments, False) for arguments in found)
            else:
                yield found[PEOPLE.index(name) % len(found)], True


def _counted(database: Path) -> bytes | None:
    """Return SQLite's count of commits to a file; None where a log beside it holds more."""
    log = Path(f"{database}-wal")
    if log.exists() and log.stat().st_size:
        return None
    with database.open("rb") as file:
        return file.read(28)[24:]


def _places(address: str) -> list[str]:
    return [part[: part.index(">") + 1] for part in ("<" + piece for piece in address.split("<")[1:])]


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory, untouched: tuple[Path, dict[str, object]]) -> Iterator[Stage]:
    database, known = untouched
    folder = tmp_path_factory.mktemp("stage")
    shutil.copy(database, folder / "tracker.db")
    app = made(settings(folder))
    app.test_client_class = OneRequest
    with app.app_context():
        yield Stage(app, folder / "tracker.db", database, known)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def stage(theatre: Stage) -> Iterator[Stage]:
    """The world, put back as it was after each test."""
    with theatre.app.app_context():
        yield theatre
        theatre.put_back()


def entitled(person: User | None, route: Route, committee_id: int | None) -> bool:
    """Whether the table grants a route to a person, for an object of this committee or, without one, anywhere."""
    grant = permissions.grant(route.endpoint, route.method)
    assert grant is not None, f"{route} is not declared"
    if grant.anyone:
        return True
    if person is None or not person.is_enabled:
        return False
    held = {each.role for each in person.memberships if committee_id in (None, each.committee_id)}
    return grant.signed_in or (grant.admin and person.is_admin) or bool(grant.roles & held)


def was_refused(response: TestResponse) -> bool:
    target = response.headers.get("Location", "") + response.headers.get("HX-Redirect", "")
    return response.status_code in (403, 404, 405) or target.startswith("/sign-in?next=")


# ------------------------------------------------------------------------------------------ the table is whole


def test_every_route_is_declared(app: Flask):
    assert undeclared(app) == []


def test_every_declaration_has_its_route(app: Flask):
    there = {(route.endpoint, route.method) for route in routes_of(app)}
    declared = {(endpoint, method) for endpoint, methods in permissions.DECLARED.items() for method in methods}
    assert declared - there == set()


def test_a_route_that_nobody_declared_is_found_and_refused(tmp_path: Path):
    app = create_app(settings(tmp_path))
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret", methods=["GET", "POST"])
    assert undeclared(app) == ["GET /forgotten", "POST /forgotten"]
    assert app.test_client().get("/forgotten").status_code == 403


# ------------------------------------------------------------------------------------------ the matrix


@EVERY_ROUTE
def test_everybody_gets_what_the_table_grants_and_nothing_else(stage: Stage, route: Route):
    tries = [(name, *each) for name in PEOPLE for each in stage.tries(name, route)]
    for name, arguments, is_refused in tries:
        answer = stage.call(name, route, arguments)
        where = f"{name}: {route.method} {answer.request.path} answered {answer.status_code}"
        assert answer.status_code < 500, where
        if is_refused:
            assert was_refused(answer), f"{where}, which is not granted"
        elif may_be_narrower(stage, route, name, arguments):
            pass
        else:
            assert not was_refused(answer), f"{where}, which is granted"
        if was_refused(answer) or route.method == "GET":
            assert not stage.has_changed(), f"{where} and changed the database"
        if name in ("secretary", "official", "culture_official", "chair", "viewer", "disabled", "anonymous", "admin"):
            assert not worlds.holds(answer.data, [OTHER]), f"{where} and told of the other committee"
        if name in ("other_secretary", "other_official", "disabled", "anonymous", "admin"):
            assert not worlds.holds(answer.data, [OWN]), f"{where} and told of the other committee"
        if stage.has_changed():
            stage.put_back()


OF_THEIR_WRITER = ("tasks.edit_update", "tasks.remove_file", "reminders.undo")
"""What nobody does but who wrote the update, sent the file, or acted."""


def may_be_narrower(stage: Stage, route: Route, name: str, arguments: dict[str, int | str]) -> bool:
    """Whether the room itself may refuse what the table grants; each of these has a test in its room or below.

    A published text is locked, drafts are for checkers, an official reports on their own unit's tasks and decides on
    the parts their unit gave, and a kept text must be named to be given up. One's own words and acts are nobody else's
    to mend. What a letter's link opens asks by itself who one is (tests/reminders/test_links.py).
    Later deadlines are decided by the chair or whom the chair has named; a deed for many tasks is its giver's,
    a saved view its maker's or, shared, the secretary's. A calendar's address is the right to it, and one that nobody
    was given is not there; to renew or revoke it is its owner's; a task without a deadline has none to give. Whether a
    plain task is works is its secretary's to say.
    """
    draft, published = (stage.other if name.startswith("other") else stage.own)["conclusion_id"]
    return (
        (arguments.get("conclusion_id") == published and route.endpoint != "documents.conclusion")
        or (arguments.get("conclusion_id") == draft and name not in ("secretary", "other_secretary", "chair"))
        or (
            name == "culture_official"
            and (
                {"task_id", "part_id", "commitment_id"} & set(arguments)
                or route.endpoint in ("tasks.withdraw_extension", "tasks.withdraw_refusal")
            )
        )
        or ("official" in name and permissions.grant(route.endpoint, route.method) == permissions.WORKERS)
        or (name != "chair" and route.endpoint == "tasks.decide_extension")
        or (name in ("official", "other_official") and route.endpoint == "tasks.project")
        or ("view_id" in arguments and name not in ("secretary", "other_secretary"))
        or ("order_id" in arguments and name not in ("secretary", "other_secretary"))
        or ("feed_id" in arguments and name != "secretary")
        or route.endpoint in ("reports.calendar", "reports.task_calendar")
        or (route.endpoint, route.method) == ("people.kept", "POST")
        or route.endpoint in ("reminders.replied", "reminders.reply_by_link", "reminders.send_by_link")
        or (name not in ("official", "other_official") and route.endpoint in OF_THEIR_WRITER)
    )


@EVERY_ROUTE
def test_a_piece_of_a_page_tells_no_more_than_the_page(stage: Stage, route: Route):
    for name in ("secretary", "official", "other_secretary"):
        hidden = OWN if name == "other_secretary" else OTHER
        for arguments, _mine in stage.cases(route):
            answer = stage.call(name, route, arguments, htmx=True)
            assert answer.status_code < 500
            assert not worlds.holds(answer.data, [hidden]), f"{name}: {answer.request.path}"
            if stage.has_changed():
                stage.put_back()


@pytest.mark.parametrize(
    "route",
    [
        route
        for route in ROUTES
        if route.arguments
        and permissions.grant(route.endpoint, route.method) in (permissions.UPDATERS, permissions.OFFICIAL)
    ],
    ids=str,
)
def test_an_official_writes_only_on_the_tasks_their_own_unit_leads(stage: Stage, route: Route):
    [argument] = route.arguments
    for value in stage.own[argument]:
        assert stage.call("culture_official", route, {argument: value}).status_code in (403, 404)
        assert not stage.has_changed()


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_methods_nobody_offers_change_nothing(stage: Stage, method: str):
    for route in ROUTES:
        if route.method == "GET":
            arguments, _mine = next(stage.cases(route))
            answer = stage.call("secretary", Route(method, route.address, route.endpoint, route.arguments), arguments)
            assert answer.status_code < 500, f"{method} {route.address}"
            assert method == "HEAD" or answer.status_code in (403, 404, 405), f"{method} {route.address}"
            assert not answer.data or method != "HEAD"
    assert not stage.has_changed()


def test_ids_that_do_not_exist_are_not_found(stage: Stage):
    for route in ROUTES:
        if route.arguments and set(route.arguments) <= SCOPED | {
            "unit_id",
            "user_id",
            "committee_id",
            "membership_id",
            "alias_id",
        }:
            name = "admin" if set(route.arguments) & SHARED else "secretary"
            answer = stage.call(name, route, dict.fromkeys(route.arguments, 999_999))
            assert answer.status_code in (403, 404, 405), str(route)
            answer = stage.call(name, route, dict.fromkeys(route.arguments, 2**70))
            assert answer.status_code in (403, 404, 405), f"{route} with an id no column can hold"


def test_a_closed_committee_is_out_of_reach(stage: Stage):
    committee = db.session.get_one(Membership, 1).committee
    committee.is_active = False
    db.session.commit()
    for route in ROUTES:
        if route.method == "GET" and set(route.arguments) & SCOPED:
            arguments, _mine = next(stage.cases(route))
            assert stage.call("secretary", route, arguments).status_code in (403, 404), str(route)


def test_the_world_of_these_tests_says_its_canaries(stage: Stage):
    """Were the words missing from the pages, their absence elsewhere would show nothing."""
    for name, canary in (("secretary", OWN), ("other_secretary", OTHER)):
        told = (
            str(route)
            for route in ROUTES
            if route.method == "GET"
            for arguments, mine in stage.cases(route)
            if (all(mine) is (name == "secretary") or not set(route.arguments) & SCOPED)
            and worlds.holds(stage.call(name, route, arguments).data, [canary])
        )
        found = set[str]()
        while len(found) < 5:
            found.add(next(told))


def test_the_world_has_people_for_every_role(untouched: tuple[Path, dict[str, object]]):
    assert set(untouched[1]["users"]) == set(PEOPLE) - {"anonymous"}  # type: ignore[arg-type]
