"""What mail programs do not understand, as rules with their reason and where it is known from.

`complaints(html)` reads a letter with the standard library's parser and returns what breaks a rule. Colours are judged
twice: as the inline styles say, and as the style sheet of the dark says, over the ground each word stands on.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "img", "hr", "link", "input", "base", "col"}
KNOWN = {
    "html", "head", "meta", "title", "style", "body", "table", "tr", "td", "a", "b", "br", "span", "div", "h1", "h2",
    "h3",
}  # fmt: skip
LEAST_CONTRAST = 4.5
LEAST_SIZE = 14
WIDEST = 680
LONGEST = 102_000


@dataclass
class Element:
    """A tag with its attributes, what it is in, and the words directly in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    words: str = ""

    @property
    def styles(self) -> dict[str, str]:
        pairs = (each.partition(":") for each in self.attributes.get("style", "").split(";"))
        return {name.strip().lower(): value.strip() for name, _colon, value in pairs if name.strip()}

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def upwards(self) -> Iterator["Element"]:
        found: Element | None = self
        while found:
            yield found
            found = found.parent

    @property
    def is_hidden(self) -> bool:
        return any(each.styles.get("display") == "none" for each in self.upwards())


@dataclass
class Letter(HTMLParser):
    """A letter taken apart."""

    html: str
    elements: list[Element] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()
        self.wrong += [f"<{each.tag}> is not closed" for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].words += data

    @property
    def shown(self) -> list[Element]:
        """The elements with words a reader sees."""
        return [
            each for each in self.elements
            if each.words.strip() and each.tag not in ("style", "title") and not each.is_hidden
        ]  # fmt: skip

    @property
    def dark(self) -> dict[str, dict[str, str]]:
        """What the style sheet says of each class in the dark."""
        sheet = "".join(each.words for each in self.elements if each.tag == "style")
        block = re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", sheet, re.DOTALL)
        rules = re.findall(r"\.([\w-]+) \{ ([\w-]+): (#\w{6}) !important; \}", block[1] if block else "")
        found: dict[str, dict[str, str]] = {}
        for name, what, colour in rules:
            found.setdefault(name, {})[what] = colour
        return found


# ------------------------------------------------------------------------------------------ colours


def colours(element: Element, dark: dict[str, dict[str, str]]) -> tuple[str, str]:
    """Return the colour of an element's words and of the ground they stand on; `dark` is empty by light."""

    def first(what: str) -> str:
        for each in element.upwards():
            told = [dark[name][what] for name in each.classes if what in dark.get(name, {})]
            if told or what in each.styles:
                return told[0] if told else each.styles[what]
        return ""

    return first("color"), first("background-color")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pale(letter: Letter) -> Iterator[str]:
    for name, sheet in (("light", {}), ("dark", letter.dark)):
        for each in letter.shown:
            ink, ground = colours(each, sheet)
            if not (ink and ground):
                yield f"{each.tag} “{each.words[:30]}” leaves a colour to the mail program ({name})"
            elif contrast(ink, ground) < LEAST_CONTRAST:
                yield f"{each.tag} “{each.words[:30]}” {ink} on {ground}: {contrast(ink, ground):.1f} ({name})"


# ------------------------------------------------------------------------------------------ the rules

FORBIDDEN_STYLE = re.compile(
    r"position|float|flex|grid|background-image|url\(|@import|expression|javascript|transform|var\(|calc\(|rem\b|vw\b"
)
OUTSIDE = re.compile(r"(?:src|background|srcset|poster)\s*=|url\(|@import|<link|<base", re.IGNORECASE)


def _styles(letter: Letter) -> Iterator[str]:
    for each in letter.elements:
        yield from (f"{each.tag}: {found[0]}" for found in FORBIDDEN_STYLE.finditer(each.attributes.get("style", "")))


def _tags(letter: Letter) -> Iterator[str]:
    yield from (each.tag for each in letter.elements if each.tag not in KNOWN)
    yield from (name for each in letter.elements for name in each.attributes if name.startswith("on"))


def _hidden(letter: Letter) -> Iterator[str]:
    hiding = [each for each in letter.elements if each.styles.get("display") == "none"]
    yield from (f"{each.tag} is hidden" for each in hiding[1:])


def _tables(letter: Letter) -> Iterator[str]:
    for each in letter.elements:
        if each.tag == "table" and each.attributes.get("role") != "presentation":
            yield "a table is announced as one"
        if each.tag == "table" and not {"cellpadding", "cellspacing", "border"} <= each.attributes.keys():
            yield "a table leaves its spacing to the mail program"


def _headings(letter: Letter) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in letter.elements if re.fullmatch("h[1-6]", each.tag)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings begin with {levels[:1]}"
    yield from (f"h{two} under h{one}" for one, two in pairwise(levels) if two > one + 1)


def _links(letter: Letter) -> Iterator[str]:
    for each in letter.elements:
        if each.tag == "a" and not re.match(r"https?://[^/]+/", each.attributes.get("href", "")):
            yield f"{each.attributes.get('href')!r} leads nowhere from a mail program"
        if each.tag == "a" and (not each.words.strip() or "://" in each.words):
            yield f"link without words: {each.words!r}"


def _sizes(letter: Letter) -> Iterator[str]:
    for each in letter.shown:
        size = next((up.styles["font-size"] for up in each.upwards() if "font-size" in up.styles), "")
        if not size.endswith("px") or int(size[:-2]) < LEAST_SIZE:
            yield f"{each.tag} “{each.words[:30]}” is {size or 'of no size'}"
        cell = next((up for up in each.upwards() if up.tag == "td"), each)
        named = [up for up in each.upwards() if "font-family" in up.styles]
        if cell.tag == "td" and not any(cell in up.upwards() or up is cell for up in named):
            yield f"“{each.words[:30]}” stands in a cell that names no font"


def _widths(letter: Letter) -> Iterator[str]:
    for each in letter.elements:
        for told in (each.attributes.get("width", ""), each.styles.get("width", ""), each.styles.get("max-width", "")):
            if re.fullmatch(r"\d+(px)?", told) and int(told.removesuffix("px")) > WIDEST:
                yield f"{each.tag} is {told} wide"
        narrow = any(up.styles.get("word-break") == "break-word" for up in each.upwards())
        if each in letter.shown and not narrow and max(map(len, each.words.split())) > 25:
            yield f"a long word of {each.tag} does not break"


def _head(letter: Letter) -> Iterator[str]:
    names = {each.attributes.get("name"): each.attributes.get("content") for each in letter.elements}
    if names.get("color-scheme") != "light dark" or names.get("supported-color-schemes") != "light dark":
        yield "the dark is not said to be known"
    if not re.match(r'<!doctype html>\s*<html lang="(vi|en)">', letter.html):
        yield "its language or kind is not said first"
    if not any(each.tag == "title" and each.words.strip() for each in letter.elements):
        yield "no title"


def _outside(letter: Letter) -> Iterator[str]:
    if found := OUTSIDE.search(re.sub(r">[^<]*<", "><", letter.html)):
        yield found[0]


def _length(letter: Letter) -> Iterator[str]:
    if (many := len(letter.html.encode())) > LONGEST:
        yield f"{many} bytes"


@dataclass(frozen=True)
class Rule:
    """What a letter must not do, why, and where that is known from."""

    reason: str
    source: str
    broken: Callable[[Letter], Iterator[str]]


RULES = {
    "tags nest": Rule(
        "Outlook's engine (Word) drops or reorders what is not closed.", "caniemail.com; HTML 13.1.2",
        lambda letter: iter(letter.wrong),
    ),
    "plain tags": Rule(
        "Scripts, forms, media and unknown tags are taken out or make a letter look like phishing.",
        "caniemail.com/features/html-form, html-script", _tags,
    ),
    "plain styles": Rule(
        "No flex, grid, float, position, background image or computed length: Outlook for Windows has none of them.",
        "caniemail.com/features/css-display-flex, css-display-grid, css-position, css-float, css-background-image",
        _styles,
    ),
    "nothing from outside": Rule(
        "Pictures, fonts and sheets are fetched from a server: blocked, and a sign that somebody reads along.",
        "caniemail.com/features/css-at-import, css-at-font-face", _outside,
    ),
    "one hidden text": Rule(
        "Only the line an inbox shows may be hidden; more hidden words look like spam.",
        "SpamAssassin HTML_FONT_LOW_CONTRAST, T_HIDDEN_WORD", _hidden,
    ),
    "tables are layout": Rule(
        "A screen reader announces every other table with its rows and columns.",
        "w3.org/WAI/tutorials/tables/tips, caniemail.com/features/html-role", _tables,
    ),
    "headings in order": Rule("One walks a letter by its headings.", "WCAG 2.2: 1.3.1, 2.4.6", _headings),
    "links with words": Rule(
        "A relative link leads nowhere; an address as words is read out letter by letter.", "WCAG 2.2: 2.4.4", _links,
    ),
    "sizes": Rule(
        "iOS enlarges text under 13 px and breaks lines; Outlook lets a cell inherit no font.",
        "caniemail.com/features/css-font-size; litmus.com on Outlook and inherited fonts", _sizes,
    ),
    "widths": Rule(
        "What is wider than the pane scrolls sideways; a long word makes a table wide.",
        "WCAG 2.2: 1.4.10, caniemail.com/features/css-word-break", _widths,
    ),
    "contrast": Rule(
        "Words are read in the sun and in the dark; a colour without its ground is inverted alone.",
        "WCAG 2.2: 1.4.3, caniemail.com/features/css-at-media-prefers-color-scheme", pale,
    ),
    "head": Rule(
        "Language for screen readers; without the word that the dark is known programs invert what they like.",
        "WCAG 2.2: 3.1.1, caniemail.com/features/html-meta-color-scheme", _head,
    ),
    "length": Rule("Gmail hides all after 102 kB.", "developers.google.com/gmail/design", _length),
}  # fmt: skip


def complaints(html: str) -> list[str]:
    """Return every rule a letter breaks, with what breaks it."""
    letter = Letter(html)
    return [f"{name}: {found}" for name, rule in RULES.items() for found in rule.broken(letter)]
