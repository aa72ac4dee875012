"""What stands around the body of a document in English: kind, reference, days, issuer, title, signer."""

import re
from datetime import date

from tracker.reading.blocks import Block
from tracker.reading.columns import pieces
from tracker.reading.in_english.days import day_in
from tracker.reading.outline import Outline
from tracker.reading.results import DocumentType, Found, Header
from tracker.reading.text import Passage

TYPES = (
    (
        re.compile(r"\b(?:minutes|(?:notes?|record) of (?:the )?(?:\w+ ){0,3}(?:meeting|discussion))\b", re.I),
        DocumentType.MINUTES,
    ),
    (re.compile(r"\bconclusions?\b", re.I), DocumentType.CONCLUSION),
    (re.compile(r"\b(?:notice|notification)\b", re.I), DocumentType.NOTICE),
    (re.compile(r"\breport\b", re.I), DocumentType.REPORT),
    (re.compile(r"\b(?:action )?plan\b", re.I), DocumentType.PLAN),
    (re.compile(r"\bprogramme?\b", re.I), DocumentType.PROGRAMME),
    (re.compile(r"\bannex\b", re.I), DocumentType.ANNEX),
)
NUMBER = re.compile(
    r"\A(?:Ref(?:erence)?\.?(?:\s+No)?|(?:Document\s+)?No)\b[.:\s]{1,4}(?P<number>(?=\S{0,30}\d)\S(?:[^\s,;]|\s?/\s?){2,40})",
    re.I,
)
MET = re.compile(r"\A(?:date(?: and time)? of (?:the )?meeting|meeting date|date|held on|time|when)\b", re.I)
MEETING = re.compile(r"\b(?:meeting|held|met)\b[^.;]{0,60}?\bon\s+", re.I)
ISSUED = re.compile(
    r"\A(?:minutes )?(?:circulated|issued|distributed|date of issue|issue date|date of minutes|dated)\b", re.I
)
SIGNED = re.compile(r"\A(?:approved|signed|confirmed|endorsed|chaired)\s+by\s*:\s*(?P<words>.+)", re.I)
LABELLED = re.compile(r"\A[A-Z][\w ]{1,30}:\s")


def english_header(text: str, blocks: list[Block], outline: Outline) -> Header:
    """Return what the head and the tail of a document in English say of it; None where they are silent."""
    head = list(pieces(text, outline.before or blocks[:12]))
    title_at, kind = _kind(head)
    signer, role = _signer([block.words for block in blocks[-12:]])
    return Header(
        type=kind,
        number=_number(head),
        issued_on=_day(head, ISSUED) or (None if kind and kind.value is DocumentType.MINUTES else _day(head, MET)),
        issuer=_issuer(head, title_at),
        title=_whole(head[title_at]) if title_at >= 0 else None,
        signer=signer,
        signer_role=role,
        place=None,
        meeting_on=_day(head, MET) or _held(head) if kind and kind.value is DocumentType.MINUTES else None,
    )


def _kind(head: list[Passage]) -> tuple[int, Found[DocumentType] | None]:
    """The line that names the kind, best one in capitals or of several words, and the kind."""
    for form, kind in TYPES:
        lines = [
            n
            for n, line in enumerate(head)
            if form.search(line.text) and not LABELLED.match(line.text) and len(line.text) < 160
        ]
        if lines:
            best = max(lines, key=lambda n: (head[n].text.isupper(), -n))
            found = form.search(head[best].text)
            return best, Found(kind, found[0], head[best].span_of(*found.span())) if found else None
    return -1, None


def _number(head: list[Passage]) -> Found[str] | None:
    for line in head:
        if found := NUMBER.match(line.text):
            return Found(found["number"], found["number"], line.span_of(*found.span("number")))
    return None


def _day(head: list[Passage], label: re.Pattern[str]) -> Found[date] | None:
    for line in head:
        if label.match(line.text) and (found := day_in(line.text)):
            return Found(found[0], line.text[found[1].start : found[1].end], line.span_of(*found[1]))
    return None


def _held(head: list[Passage]) -> Found[date] | None:
    for line in head:
        opening = MEETING.search(line.text)
        if opening and (found := day_in(line.text[opening.end() :])):
            start, end = opening.end() + found[1].start, opening.end() + found[1].end
            return Found(found[0], line.text[start:end], line.span_of(start, end))
    return None


def _issuer(head: list[Passage], title_at: int) -> Found[str] | None:
    for n, line in enumerate(head[:6]):
        if (
            (n < title_at or line.text.isupper())
            and n != title_at
            and not LABELLED.match(line.text)
            and not NUMBER.match(line.text)
        ):
            return _whole(line)
    return None


def _signer(tail: list[Passage]) -> tuple[Found[str] | None, Found[str] | None]:
    for line in reversed(tail):
        if found := SIGNED.match(line.text):
            name, _, role = found["words"].partition(",")
            start = found.start("words")
            end = start + len(name)
            signer = Found(name.strip(), name, line.span_of(start, end))
            return signer, Found(role.strip(" ."), role, line.span_of(end + 1, len(line.text))) if role else None
    return None, None


def _whole(line: Passage) -> Found[str]:
    return Found(line.text.strip("* "), line.text, line.span)
