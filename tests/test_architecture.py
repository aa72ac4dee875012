"""The shape of the program: rooms in the order of the data, the web at the edge, one clock, one timetable, one post."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TRACKER = Path(__file__).parent.parent / "tracker"
ROOMS = ["reading", "intake", "people", "documents", "tasks", "meetings", "reminders", "review", "reports"]
WEB = {"flask", "flask_login", "flask_wtf", "flask_htmx", "flask_babel", "wtforms", "werkzeug"}
EDGE = ("routes.py", "forms.py")
"""How the only files of a room that know the web end: `routes.py`, or `office_routes.py` where one is too long."""
AT_THE_EDGE_ONLY = {"tracker.web", "tracker.forms", "tracker.permissions"}
FOR_EVERY_ROOM = {f"tracker.{name}" for name in (
    "clock", "errors", "extensions", "findable", "database", "history", "formats", "languages", "mail", "mime",
    "config", "mail_settings", "sealing", "signing", "asked", "keyset", "throttle", "cleaning", "filestore", "typed",
)}  # fmt: skip
"""The root modules a room may import; app, cli, scheduler, doctor and demo may import the rooms instead."""
TIME = {"today", "now", "utcnow", "time", "fromtimestamp", "utcfromtimestamp", "localtime", "gmtime", "time_ns"}

FILES = sorted(TRACKER.rglob("*.py"))
IN_ROOMS = [path for path in FILES if path.relative_to(TRACKER).parts[0] in ROOMS]


def name_of(path: Path) -> str:
    return str(path.relative_to(TRACKER))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, `from tracker import web` counting as tracker.web, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} is a relative import"
            module = str(node.module)
            yield from (
                (f"{module}.{alias.name}" if module == "tracker" or module in PACKAGES else module, node.lineno)
                for alias in node.names
            )


PACKAGES = {"tracker", *(f"tracker.{room}" for room in ROOMS)}


def importing(path: Path, top: str) -> list[str]:
    return [f"{name_of(path)}:{line} imports {module}" for module, line in imports(path) if module.split(".")[0] == top]


@pytest.mark.parametrize("path", IN_ROOMS, ids=name_of)
def test_a_room_imports_only_rooms_to_its_left_and_the_common_roots(path: Path):
    here = ROOMS.index(path.relative_to(TRACKER).parts[0])
    allowed = FOR_EVERY_ROOM | (AT_THE_EDGE_ONLY if path.name.endswith(EDGE) else set())
    for module, line in imports(path):
        if module.startswith("tracker."):
            room = module.split(".")[1]
            good = ROOMS.index(room) <= here if room in ROOMS else ".".join(module.split(".")[:2]) in allowed
            assert good, f"{name_of(path)}:{line} imports {module}"


@pytest.mark.parametrize("path", [path for path in IN_ROOMS if not path.name.endswith(EDGE)], ids=name_of)
def test_only_routes_and_forms_know_the_web(path: Path):
    known = [f"{name_of(path)}:{line} {module}" for module, line in imports(path) if module.split(".")[0] in WEB]
    assert not known


@pytest.mark.parametrize("path", sorted((TRACKER / "reading").rglob("*.py")), ids=name_of)
def test_reading_needs_nothing_but_the_standard_library(path: Path):
    for module, line in imports(path):
        top = module.split(".")[0]
        assert top in sys.stdlib_module_names or module.startswith("tracker.reading"), f"{path.name}:{line} {module}"


def asks_the_time(path: Path) -> Iterator[str]:
    """Every call of today(), now() and their like on what comes from datetime or time, under whatever name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module in ("datetime", "time"))
        for alias in node.names
        if isinstance(node, ast.ImportFrom) or alias.name in ("datetime", "time")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield f"{name_of(path)}:{node.lineno} from time import …"
        if isinstance(node, ast.Call):
            whose, _dot, verb = ast.unparse(node.func).rpartition(".")
            if whose.split(".")[0] in names and verb in TIME:
                yield f"{name_of(path)}:{node.lineno} {ast.unparse(node.func)}()"


def test_only_the_clock_asks_the_time():
    asked = [each for path in FILES for each in asks_the_time(path)]
    assert [each for each in asked if not each.startswith("clock.py:")] == []
    assert asked, "the clock itself is no longer found: this test is blind"


@pytest.mark.parametrize(("top", "home"), [("apscheduler", "scheduler.py"), ("smtplib", "mail.py")])
def test_the_timetable_and_the_post_each_have_one_home(top: str, home: str):
    elsewhere = [line for path in FILES if name_of(path) != home for line in importing(path, top)]
    assert elsewhere == []
    assert importing(TRACKER / home, top), f"{home} no longer imports {top}: this test is blind"


def test_importing_the_package_loads_nothing():
    assert not list(imports(TRACKER / "__init__.py"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_opens_with_one_sentence(path: Path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{name_of(path)} says nothing of itself"
