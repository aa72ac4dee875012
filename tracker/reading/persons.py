"""The persons a document presents with their post, to know later whom 'ông Vĩnh' or 'đ/c Tú' stands for."""

import re
from dataclasses import dataclass, replace

from tracker.reading.names import Names
from tracker.reading.results import Found, Item
from tracker.reading.text import LOWER, UPPER, fold, one_tone, view

NAME = rf"[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{0,4}}"
CALLED = r"[Đđ]ồng\ chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Cc]hú"
PRESENTED = re.compile(
    rf"""(?:(?<!\w)(?:{CALLED}|[Tt]á|[Úú]y)\s+ | ^[\s*•+\d.)(–-]{{0,12}}(?:(?:{CALLED})\s+)?)
        (?P<name>{NAME})\s?[,(–-]\s?(?=[{UPPER}{LOWER}])""",
    re.VERBOSE | re.MULTILINE,
)  # 'Ông Hà Văn Sơn - Trưởng phòng Kinh tế', 'Bà Nhung, Chủ tịch Hội Phụ nữ xã'
BY_NAME = re.compile(rf"(?:(?:{CALLED})\ )?(?P<name>{NAME})", re.VERBOSE)
STAFF = re.compile(r"(?:cán bộ|công chức|viên chức|chuyên viên|kế toán|văn thư|thư ký|ủy viên|thành viên)(?!\w)")
ROOM = 120  # characters in which the post stands


@dataclass(frozen=True, slots=True)
class Person:
    """A person by name, with the post in the document's words and the body the person heads, if any."""

    name: str
    post: str
    body: str


def find_persons(text: str) -> dict[str, Person]:
    """Return the persons presented with a post, by their given name; none whose given name two persons bear."""
    persons: dict[str, Person] = {}
    shared: set[str] = set()
    text = one_tone(text)
    for found in PRESENTED.finditer(text):
        behind = text[found.end() : found.end() + ROOM].split("\n", 1)[0]
        post = Names(view(behind)).post_at(0)
        if not post or post.is_member:
            continue
        is_head = not STAFF.match(fold(post.post))
        person = Person(found["name"], post.post, post.body if is_head else "")
        known = persons.setdefault(_given(person.name), person)
        if known.name.split()[:1] != person.name.split()[:1] and " " in known.name and " " in person.name:
            shared.add(_given(person.name))
    return {given: person for given, person in persons.items() if given not in shared}


def with_persons(items: list[Item], text: str) -> list[Item]:
    """Return the items with those told by name alone known by their post: who heads a body stands for it (rule 26)."""
    if not any(_is_by_name(found) for item in items for found in (*item.leads, *item.coordinating)):
        return items
    persons = find_persons(text)
    return [_known(item, persons) for item in items] if persons else items


def _known(item: Item, persons: dict[str, Person]) -> Item:
    return replace(
        item,
        leads=tuple(_body_of(found, persons) for found in item.leads),
        coordinating=tuple(_body_of(found, persons) for found in item.coordinating),
        persons=tuple(_with_post(found, persons) for found in item.persons),
    )


def _body_of(found: Found[str], persons: dict[str, Person]) -> Found[str]:
    person = _person(found, persons)
    return replace(found, value=person.body) if person and person.body and ";" not in person.body else found


def _with_post(found: Found[str], persons: dict[str, Person]) -> Found[str]:
    person = _person(found, persons)
    return replace(found, value=f"{person.name}, {person.post}") if person else found


def _person(found: Found[str], persons: dict[str, Person]) -> Person | None:
    """The person meant: by the given name, and by the same full name where one is told."""
    named = BY_NAME.fullmatch(one_tone(found.value))
    person = persons.get(_given(named["name"])) if named else None
    if not named or not person or (" " in named["name"] and " " in person.name and named["name"] != person.name):
        return None
    return person


def _is_by_name(found: Found[str]) -> bool:
    return BY_NAME.fullmatch(one_tone(found.value)) is not None


def _given(name: str) -> str:
    return name.rsplit(None, 1)[-1].lower()
