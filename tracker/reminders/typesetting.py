"""How a letter is set: one sheet of words becomes plain text and HTML for mail programs, equal in facts.

What a letter says is a `Sheet`, already in its reader's words; what it looks like is in `templates/letters`. A sheet
too long for a mail program is cut part by part, and says how many tasks it leaves to the page it leads to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tracker import mime
from tracker.languages import translations

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
MOST_BYTES = 90_000
"""The longest HTML; Gmail shows no more than 102 kB of a letter and hides the rest behind a link."""
FEWER = (40, 20, 10, 5, 2)
"""How many tasks a part names at most, tried one after the other until the letter is short enough."""


class Tone(StrEnum):
    """How pressing a line is; the words beside it say so too."""

    PLAIN = "plain"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Words:
    """What a letter says; each paragraph of the text is one line, which `mime` folds when the letter goes out."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Link:
    """Words that lead to a page."""

    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """One task, or one report, as a letter names it."""

    title: str
    source: str = ""
    """The document and the point in it."""
    due_words: str = ""
    """The deadline as the document writes it."""
    label: str = ""
    """What the day is: the deadline, the report on a period."""
    day: str = ""
    """The day in figures, or what stands where there is none."""
    standing: str = ""
    """How far off or how late it is."""
    tone: Tone = Tone.PLAIN
    told: str = ""
    """What happened to it, or what is asked beyond the part's own words."""
    notes: Sequence[str] = ()
    passage: str = ""
    """The words of the conclusion, where the committee's letters carry them."""
    link: Link | None = None


@dataclass(frozen=True)
class Group:
    """Lines of one committee; `name` is empty where the letter speaks of one committee only."""

    lines: Sequence[Line]
    name: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it: figures, tasks, or both."""

    name: str
    groups: Sequence[Group] = ()
    tone: Tone = Tone.PLAIN
    said: Sequence[str] = ()
    """What is told or asked of everything under the heading."""
    figures: Sequence[Link] = ()
    count: int | None = None
    """How many there are, shown beside the name; more than the lines where some are left to the page."""
    rest: Link | None = None
    """The page that names them all."""

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def left_out(self) -> int:
        """How many the letter leaves to the page."""
        return max((self.count or 0) - len(self.lines), 0)

    def cut_to(self, most: int) -> "Part":
        """Return the part with its first lines only."""
        kept, room = [], most
        for group in self.groups:
            if room > 0:
                kept.append(replace(group, lines=group.lines[:room]))
            room -= len(group.lines)
        return replace(self, groups=kept)


@dataclass(frozen=True)
class Sheet:
    """All that stands in a letter, from the letterhead to the foot, in its reader's words."""

    language: str
    subject: str
    title: str
    """The fact of the letter in large print; shorter than the subject, which has to stand alone."""
    to: str
    head: tuple[str, str]
    """The body above, and the committee or the office the letter comes from."""
    under_title: str = ""
    standing_in: str = ""
    """For whom its reader stands in, where it was meant for somebody who is away."""
    opening: Sequence[str] = ()
    note: str = ""
    """What a person wrote into it, word for word."""
    button: Link | None = None
    parts: Sequence[Part] = ()
    closing: Sequence[str] = ()
    signature: Sequence[str] = ()
    """Who signs; the first line is a name."""
    foot: Sequence[str] = ()
    foot_links: Sequence[Link] = field(default=())

    @property
    def preheader(self) -> str:
        """What an inbox shows beside the subject: the first task, for the subject has said the fact."""
        first = next((line for part in self.parts for line in part.lines), None)
        words = (
            f"{first.title} ({first.standing})" if first and first.standing else first.title if first else self.title
        )
        return mime.one_line(words, 120)


def set_letter(sheet: Sheet) -> Words:
    """Return a letter as text and HTML, cut to what mail programs show."""
    subject = mime.one_line(sheet.subject, mime.SUBJECT_LIMIT)
    for shorter in _shorter_and_shorter(replace(sheet, subject=subject)):
        html = _environment(sheet.language).get_template("letters/letter.html").render(sheet=shorter)
        if len(html.encode()) <= MOST_BYTES:
            break
    text = _environment(sheet.language).get_template("letters/letter.txt").render(sheet=shorter)
    return Words(subject, text.strip() + "\n", html)


def _shorter_and_shorter(sheet: Sheet) -> Sequence[Sheet]:
    """Return the sheet as it is, without the words of the conclusion, then with fewer and fewer tasks."""
    bare = replace(sheet, parts=[_without_passages(part) for part in sheet.parts])
    return [sheet, bare, *(replace(bare, parts=[part.cut_to(most) for part in bare.parts]) for most in FEWER)]


def _without_passages(part: Part) -> Part:
    groups = [replace(group, lines=[replace(line, passage="") for line in group.lines]) for group in part.groups]
    return replace(part, groups=groups)


def begin(text: str, mark: str = "") -> str:
    """Return each line of a text behind a mark: three spaces under a number, `> ` before another person's words."""
    return "\n".join(f"{mark}{line}".rstrip() for line in text.splitlines() or [""])


@lru_cache
def _environment(language: str) -> Environment:
    """Return the templates in one language; letters are written outside any request, each in its reader's language."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], undefined=StrictUndefined,
        autoescape=select_autoescape(["html"], default=False), trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(begin=begin)
    return environment
