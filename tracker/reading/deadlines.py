"""Deadlines as they are written, and the day each of them means."""

from dataclasses import replace
from datetime import date, timedelta

from tracker.reading.cues import cues, cues_in
from tracker.reading.exclusions import is_no_term, is_past
from tracker.reading.kinds import kind_of, trailing_verb
from tracker.reading.moments import Frame, Moment, pattern
from tracker.reading.ranges import find_moments
from tracker.reading.results import Deadline, DeadlineKind, Precision, Remark, Span
from tracker.reading.surroundings import Lead, Surroundings, surroundings
from tracker.reading.terms import is_term

__all__ = ["find_deadline_remarks", "find_deadlines", "find_terms", "read_deadline"]

_WHOLE = (Precision.MONTH, Precision.QUARTER, Precision.HALF_YEAR, Precision.YEAR)
_VAGUE_CUES = cues("sớm|khẩn|chóng|kịp|ngay|đúng|tới|ngắn|đến|mắt")
_VAGUE = pattern(r"""
    (?<!\w)(?:
        sớm(?!\w) | khẩn\strương | nhanh\schóng | kịp\sthời | ngay\stừ\sđầu\snăm | (?:theo\s)?đúng\stiến\sđộ
      | (?:trong\s)?thời\sgian\s(?:tới|sớm\snhất|ngắn\snhất|đến) | trước\smắt
    )(?!\w)
""")


def find_deadlines(text: str, *, reference: date | None) -> list[Deadline]:
    """Every deadline of a sentence or paragraph, in order.

    `reference` is the day of the document, from which "tuần này" and days without a year are told; without it those
    have no day. Spans point into `text`, which should be NFC; `words` are the phrase with what leads it in
    ("chậm nhất Quý I/2024 phải hoàn thành"). What only looks like a deadline (rule 20) is left out; terms from an
    unknown event and impossible days are given with `on` None. Office days are counted by the calendar in force
    (`calendar.in_force`). Never raises.
    """
    return find_terms(text, reference=reference)[0]


def find_terms(text: str, *, reference: date | None) -> tuple[list[Deadline], list[Remark]]:
    """The deadlines of a text and the remarks on its terms at once: `find_deadlines`, `find_deadline_remarks`."""
    terms = [at for at in _all_surroundings(text, Frame(reference)) if is_term(at) and not is_no_term(at)]
    deadlines = _narrowed(text, [_deadline(at) for at in terms if not is_past(at)])
    remarks = [Remark(code, at.led, Span(at.start, at.moment.span.end)) for at in terms if (code := _doubt(at))]
    if _VAGUE_CUES.stand_in(cues_in(text)) and not any(at.moment.on for at in terms):
        remarks += [Remark("vague_term", m[0], Span(*m.span())) for m in _VAGUE.finditer(text)]
    return deadlines, remarks


def read_deadline(phrase: str, *, context: str = "", reference: date | None) -> Deadline | None:
    """The deadline a phrase means, or None when it is none; its span points into `phrase`.

    `context` is text that holds the phrase; without it the phrase is taken as something typed to be a deadline
    ("30/9", "Quý I/2024"), which may also lie in the past. Of several terms the one set as the utmost limit counts
    ("trong quý III, chậm nhất 15/9"), else the last day.
    """
    at = context.find(phrase) if phrase else -1
    if at < 0 or context == phrase:
        return _final(find_deadlines(phrase, reference=reference)) or _typed(phrase, Frame(reference))
    found = find_deadlines(context, reference=reference)
    inside = [d for d in found if d.span.start < at + len(phrase) and d.span.end > at]
    final = _final(inside)
    return replace(final, span=_within(final.span, at, len(phrase))) if final else None


def find_deadline_remarks(text: str, *, reference: date | None) -> list[Remark]:
    """What a person should settle about the terms of a text.

    Codes: `impossible_day` ("ngày 30/02/2024"), `unknown_event` ("sau khi nhận đủ hồ sơ"), `past_day` (a firm term
    before the reference), and, where no day was found, `vague_term` ("sớm", "khẩn trương").
    """
    return find_terms(text, reference=reference)[1]


_MADE_NARROW = pattern(r"\s?,\s(?=(?:chậm|muộn|trễ)\snhất) | \s?\(\s?(?:tức\s|cụ\sthể\s)?")


def _narrowed(text: str, deadlines: list[Deadline]) -> list[Deadline]:
    """The deadlines; "trong quý III, chậm nhất 15/9" and "trong 03 ngày (từ ngày 08 đến ngày 10)" are one each."""
    kept: list[Deadline] = []
    for deadline in deadlines:
        if kept and _narrows(text, kept[-1], deadline):
            wide = kept.pop()
            span = Span(wide.span.start, deadline.span.end)
            kind = deadline.kind if deadline.kind is not DeadlineKind.FINISH else wide.kind
            deadline = replace(deadline, words=span.of(text), span=span, kind=kind)
        kept.append(deadline)
    return kept


def _narrows(text: str, wide: Deadline, close: Deadline) -> bool:
    """Whether the second of two neighbours only says the first more exactly."""
    between = text[wide.span.end : close.span.start] + close.words[:9]
    if close.on is None or not _MADE_NARROW.match(between) or len(between) > 20:
        return False
    if wide.on is None:
        return wide.precision is Precision.EVENT
    return close.on <= wide.on or wide.precision in (Precision.WORKING_DAYS, Precision.CALENDAR_DAYS)


def _doubt(at: Surroundings) -> str | None:
    if at.moment.impossible:
        return "impossible_day"
    if at.moment.precision is Precision.EVENT and at.moment.on is None:
        return "unknown_event"
    return "past_day" if at.is_firm and is_past(at) else None


def _all_surroundings(text: str, frame: Frame) -> list[Surroundings]:
    """Each moment with what stands around it, its left side ending at the moment before."""
    found: list[Surroundings] = []
    after = 0
    for moment in find_moments(text, frame):
        here = surroundings(text, moment, frame, after)
        found.append(_led_alike(found[-1], here) if found else here)
        after = moment.span.end
    return found


_ALIKE = pattern(r"(?:\s?,|\s(?:và|hoặc))\s(?:ngày\s)?")


def _led_alike(before: Surroundings, here: Surroundings) -> Surroundings:
    """A moment with the lead of the one beside it: "trước các ngày 15/11 và 15/12", "dịp 30/4 và 01/5"."""
    between = here.text[before.moment.span.end : here.moment.span.start]
    alike = before.moment.precision is here.moment.precision and _ALIKE.fullmatch(between)
    if not alike or here.leads:
        return here
    return replace(here, leads=before.leads, left=before.left)


def _deadline(at: Surroundings) -> Deadline:
    moment = at.moment
    words = (at.led + trailing_verb(at.right)).rstrip()
    return Deadline(
        words=words,
        span=Span(at.start, at.start + len(words)),
        kind=kind_of(at),
        on=_last_day(at),
        since=moment.since,
        precision=moment.precision,
    )


def _last_day(at: Surroundings) -> date | None:
    """The last day of the moment, or with "trước" and a whole month, quarter or year the day before its first one."""
    moment = at.moment
    if moment.on is None or not (at.leads and at.leads[0] is Lead.BEFORE) or _has_part(at.named):
        return moment.on
    first = moment.since if moment.precision is Precision.RANGE else _first_day(moment)
    return first - timedelta(days=1) if first and first > date.min else moment.on


def _first_day(moment: Moment) -> date | None:
    if moment.on is None or moment.precision not in _WHOLE or moment.parts[1] is None:
        return None
    return date(moment.on.year, moment.parts[1], 1)


def _has_part(words: str) -> bool:
    return "end of" in words.lower() or words.lower().startswith(("đầu", "giữa", "cuối", "hết"))


def _final(deadlines: list[Deadline]) -> Deadline | None:
    """The one that counts: the last which says "chậm nhất", else the latest dated, else the first."""
    utmost = [d for d in deadlines if d.on and "nhất" in d.words.lower()]
    dated = [d for d in deadlines if d.on]
    if utmost:
        return utmost[-1]
    return max(dated, key=lambda d: d.on or date.min) if dated else next(iter(deadlines), None)


def _typed(phrase: str, frame: Frame) -> Deadline | None:
    """A phrase that is nothing but a moment, whatever day it names."""
    alone = [at for at in _all_surroundings(phrase, frame) if at.stands_alone and not is_no_term(at)]
    return _deadline(alone[0]) if len(alone) == 1 else None


def _within(span: Span, at: int, length: int) -> Span:
    moved = span.moved(-at)
    return Span(max(0, moved.start), min(length, moved.end))
