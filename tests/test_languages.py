"""Two whole languages: no English is left on a Vietnamese page, no message is translated that nobody says."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import flask_wtf
import pytest
import wtforms
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length

from tests.office import Office, sign_in
from tracker import demo
from tracker.documents.models import Decision
from tracker.extensions import db
from tracker.history import HistoryEntry
from tracker.languages import CATALOGS, catalog, gettext
from tracker.people import chronicle
from tracker.people.models import Layout, Role
from tracker.reading.results import DocumentType, ItemKind, Recurrence
from tracker.tasks.models import Stage
from tracker.tasks.moves import Verb

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "_l": None, "ngettext": (1, 2), "say": None}
FORBIDDEN = re.compile(r"tác vụ|đáo hạn|\btask\b|\bdeadline\b|\btiến trình\b", re.IGNORECASE)
"""Words no office uses."""
NAMES = {"Android", "CSV", "Excel", "Thunderbird", "Word", "iPad", "iPhone", "Ctrl", "Enter", "Esc"}
"""Names of programs and keys, the same in every language."""
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

Id = str | tuple[str, str]


def said() -> dict[Id, str]:
    """Every message the program says, with the place where it does."""
    found: dict[Id, str] = {}
    spoken = [("tracker", "**.py", "python"), ("templates", "**.html", "jinja2"), ("templates", "**.txt", "jinja2")]
    options = {pattern: {"silent": "false"} for pattern in ("**.html", "**.txt")}
    for top, pattern, method in spoken:
        folder = ROOT / top
        for name, line, message, _comments, _context in extract_from_dir(
            folder, [(pattern, method)], options, keywords=KEYWORDS
        ):
            found.setdefault(message, f"{folder.name}/{name}:{line}")
    return found


def of_wtforms() -> set[Id]:
    """The messages WTForms and Flask-WTF say by themselves."""
    found: set[Id] = set()
    files = [*Path(wtforms.__file__).parent.rglob("*.py"), *Path(flask_wtf.__file__).parent.rglob("*.py")]
    for path in files:
        for _line, message, _comments, _context in extract_from_file(
            "python", path, {"gettext": None, "ngettext": (1, 2)}
        ):
            found.add(message)
    return found


def translated() -> dict[Id, Message]:
    """Every message of the Vietnamese catalogs."""
    return {tuple(each.id) if isinstance(each.id, list | tuple) else each.id: each for each in catalog("vi") if each.id}


def words(message: Message) -> list[str]:
    """The translation, or the translations of a message with a plural."""
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def test_everything_the_program_says_has_a_vietnamese_translation():
    have = {key for key, message in translated().items() if all(words(message))}
    lacking = [
        f"{place}: {message!r}"
        for message, place in sorted(said().items(), key=lambda pair: pair[1])
        if message not in have
    ]
    assert not lacking, f"{len(lacking)} messages lack Vietnamese:\n" + "\n".join(lacking)


def test_the_library_of_forms_complains_in_vietnamese_too():
    lacking = sorted(str(each) for each in of_wtforms() - translated().keys())
    assert not lacking, "\n".join(lacking)


def test_nothing_is_translated_that_nobody_says():
    orphans = sorted(str(each) for each in translated().keys() - said().keys() - of_wtforms())
    assert not orphans, "\n".join(orphans)


def test_translations_leave_the_same_places_to_fill():
    for key, message in translated().items():
        wanted = set(PLACE.findall(key if isinstance(key, str) else key[1]))
        for text in words(message):
            assert set(PLACE.findall(text)) == wanted, f"{key!r} → {text!r}"


def test_no_two_rooms_translate_one_message_differently():
    seen: dict[str, tuple[str, list[str]]] = {}
    for path in sorted((CATALOGS / "vi").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi", abort_invalid=True):
                place, text = seen.setdefault(str(message.id), (path.name, words(message)))
                assert not message.id or text == words(message), f"{message.id!r}: {place}, {path.name}"


@pytest.mark.parametrize("path", sorted((CATALOGS / "vi").glob("*.po")), ids=lambda path: path.stem)
def test_catalogs_are_utf_8_and_have_no_fuzzy_or_dead_entries(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "charset=utf-8" in text.casefold()
    assert not re.search(r"^#~|^#, .*fuzzy", text, re.MULTILINE)


def vietnamese_texts() -> Iterator[tuple[str, str]]:
    """What a person may read in Vietnamese: translations, and what templates say outside their expressions."""
    for key, message in translated().items():
        for text in words(message):
            yield f"{key!r}", text
    for path in (ROOT / "templates").rglob("*.html"):
        shown = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield str(path.relative_to(ROOT)), shown


def test_no_word_is_used_that_no_office_uses():
    for place, text in vietnamese_texts():
        assert not FORBIDDEN.search(text), f"{place}: {FORBIDDEN.search(text)}"


@pytest.mark.parametrize(
    "path", sorted(p for p in (ROOT / "templates").rglob("*.html") if "style" not in p.parts and p.stem != "style"),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)  # fmt: skip
def test_templates_say_nothing_outside_the_catalogs(path: Path):
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text)
    shown = re.sub(r"<[^>]*>", " ", text)
    left = re.findall(r"[^\W\d_]{3,}", " ".join([re.sub(r"&\w+;", " ", shown), *spoken]))
    left = [word for word in left if word not in NAMES]
    assert not left, f"words outside _(): {left[:8]}"


def verbs_recorded() -> Iterator[tuple[str, str]]:
    """Every verb given to `history.record`, with its place."""
    for path in (ROOT / "tracker").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("history.record", "record") and node.args:
                for each in ast.walk(node.args[0]):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value, f"{path.relative_to(ROOT)}:{each.lineno}"


def test_every_verb_of_the_history_has_a_word():
    moves = [(verb.value, "tracker/tasks/moves.py") for verb in Verb]
    lacking = [f"{verb} ({place})" for verb, place in [*verbs_recorded(), *moves] if verb not in chronicle.VERBS]
    assert not lacking, "tracker/people/chronicle.py lacks: " + ", ".join(lacking)


def test_every_field_the_history_keeps_has_a_word(app: Flask):
    demo.load(date(2026, 11, 20))
    kept = {key for entry in db.session.scalars(select(HistoryEntry)) for key in entry.changes}
    assert kept - chronicle.FIELDS.keys() == set()


@pytest.mark.parametrize("codes", [Stage, Decision, ItemKind, Recurrence, DocumentType, Role, Layout])
def test_every_code_the_history_keeps_has_a_word(codes):
    assert {each.value for each in codes} - chronicle.VALUES.keys() == set()


class Typed(flask_wtf.FlaskForm):
    name = StringField(validators=[InputRequired(), Length(max=3)])
    number = IntegerField()


def test_a_form_of_the_library_speaks_the_readers_language(app: Flask):
    with app.test_request_context(method="POST", data={"name": "abcd", "number": "x"}):
        form = Typed()
        form.validate()
        assert form.errors == {
            "name": ["Không dài quá 3 ký tự."],
            "number": ["Không phải là số nguyên."],
        }
    english = app.test_request_context(method="POST", data={"number": "x"}, headers={"Cookie": "language=en"})
    with app.app_context(), english:
        form = Typed()
        form.validate()
        assert form.errors["name"] == ["This field is required."]


def test_the_chosen_language_stays_and_is_said_to_the_browser(client: FlaskClient, office: Office):
    page = client.get("/sign-in")
    assert '<html lang="vi"' in page.text
    assert "Đăng nhập" in page.text
    client.post("/language", data={"language": "en", "back": "/sign-in"})
    page = client.get("/sign-in")
    assert '<html lang="en"' in page.text
    assert "Sign in" in page.text
    client.post("/language", data={"language": "xx"})
    assert '<html lang="en"' in client.get("/sign-in").text


def test_ones_own_language_goes_before_the_browsers(client: FlaskClient, office: Office):
    office.admin.language = "en"
    client.post("/language", data={"language": "vi"})
    assert '<html lang="en"' in sign_in(client, office.admin).get("/units").text


def test_a_sentence_said_outside_a_request_is_vietnamese(app: Flask):
    assert gettext("Too many attempts. Wait ten minutes, or call the office.").startswith("Quá nhiều lần thử")
