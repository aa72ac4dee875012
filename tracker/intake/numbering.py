"""The numbers Word prints before the paragraphs of a list, which stand nowhere in their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
PRINTED_BULLETS = "-–—+*•"
DEEPEST_STYLE = 20


@dataclass
class Level:
    """One level of a list: how its number is written and where it begins."""

    form: str = "decimal"
    words: str = ""
    start: int = 1


@dataclass
class List:
    """A list definition with the count it has reached on each level."""

    levels: dict[int, Level] = field(default_factory=dict)
    reached: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Walks a document's paragraphs in order and says what label Word prints before each."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._lists: dict[str, List] = {}
        self._by_number: dict[str, tuple[List, dict[int, int]]] = {}
        self._styles = (
            {style.get(W + "styleId"): style for style in styles.findall(W + "style")} if styles is not None else {}
        )
        if numbering is not None:
            self._learn(numbering)

    def label(self, paragraph: Any) -> str:
        """Return the label of the next paragraph, "" when it bears none."""
        number, depth = self._place(paragraph)
        if number is None or number not in self._by_number:
            return ""
        found, restarts = self._by_number[number]
        level = found.levels.get(depth, Level(words=f"%{depth + 1}."))
        start = restarts.pop(depth, None)
        if start is not None:
            found.reached.pop(depth, None)
        found.reached[depth] = found.reached.get(depth, (level.start if start is None else start) - 1) + 1
        for deeper in [each for each in found.reached if each > depth]:
            del found.reached[deeper]
        return _printed(found, depth, level)

    def _learn(self, numbering: Any) -> None:
        for abstract in numbering.findall(W + "abstractNum"):
            self._lists[abstract.get(W + "abstractNumId")] = List(dict(_levels(abstract)))
        for number in numbering.findall(W + "num"):
            link = number.find(W + "abstractNumId")
            if link is None or link.get(W + "val") not in self._lists:
                continue
            restarts = {
                _whole(override.get(W + "ilvl")): _whole(start.get(W + "val"))
                for override in number.findall(W + "lvlOverride")
                if (start := override.find(W + "startOverride")) is not None
            }
            self._by_number[number.get(W + "numId")] = (self._lists[link.get(W + "val")], restarts)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, its own or those of its style."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return None, 0
        number, depth = _asked(properties)
        style = properties.find(W + "pStyle")
        name = style.get(W + "val") if style is not None else None
        for _step in range(DEEPEST_STYLE):
            if number is not None or name not in self._styles:
                break
            inherited = self._styles[name].find(W + "pPr")
            if inherited is not None:
                number, styled = _asked(inherited)
                depth = styled if depth is None else depth
            parent = self._styles[name].find(W + "basedOn")
            name = parent.get(W + "val") if parent is not None else None
        return (number if number != "0" else None), depth or 0


def _asked(properties: Any) -> tuple[str | None, int | None]:
    numbered = properties.find(W + "numPr")
    if numbered is None:
        return None, None
    number, depth = numbered.find(W + "numId"), numbered.find(W + "ilvl")
    return (
        number.get(W + "val") if number is not None else None,
        _whole(depth.get(W + "val")) if depth is not None else None,
    )


def _levels(abstract: Any) -> Iterator[tuple[int, Level]]:
    for level in abstract.findall(W + "lvl"):
        values = {
            name: each.get(W + "val")
            for name in ("numFmt", "lvlText", "start")
            if (each := level.find(W + name)) is not None
        }
        yield (
            _whole(level.get(W + "ilvl")),
            Level(values.get("numFmt") or "decimal", values.get("lvlText") or "", _whole(values.get("start"), 1)),
        )


def _printed(found: List, depth: int, level: Level) -> str:
    """Return the label as printed: "1.", "a)", "II.3"; a bullet of a picture font as a dash."""
    if level.form == "none":
        return ""
    if level.form == "bullet":
        return level.words if level.words and level.words in PRINTED_BULLETS else "-"

    def counted(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        other = found.levels.get(at, Level())
        return written(found.reached.get(at, other.start), other.form)

    return re.sub(r"%([1-9])", counted, level.words).strip()


def written(count: int, form: str) -> str:
    """Return a number as a list writes it: 3, 03, c, C, iii, III."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 1000 else str(count)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman, left = "", count if 0 < count < 4000 else 0
        for value, sign in ROMAN:
            roman += sign * (left // value)
            left %= value
        return (roman.upper() if form == "upperRoman" else roman) or str(count)
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _whole(value: str | None, default: int = 0) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value) else default
