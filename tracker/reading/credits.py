"""Credits: 'Cơ quan chủ trì: …; phối hợp: …; Thời gian: …', on a line of their own or at the end of a paragraph."""

from collections.abc import Iterator
from itertools import zip_longest

from tracker.reading.named import names_in
from tracker.reading.owners import Owners, find_owners
from tracker.reading.phrasing import credits_in
from tracker.reading.results import Found, Source
from tracker.reading.text import Passage


def credited(words: Passage) -> Owners:
    """Return whom credits name: after each label the names that follow it, or who is told there in a sentence."""
    leads: list[Found[str]] = []
    partners: list[Found[str]] = []
    for label, part in _parts(words):
        if label == "lead":
            part = part.cut(0, semicolon) if (semicolon := part.text.find("; tổng ")) > 0 else part
            told = find_owners(part)
            leads += told.leads or names_in(part)
            partners += told.coordinating
        elif label == "partners":
            partners += names_in(part)
    return Owners(tuple(leads), tuple(partners), (), Source.ITEM if leads else Source.NONE)


def times_in(words: Passage) -> list[Passage]:
    """Return what credits say of the time: 'Thường xuyên', 'xong trước ngày 31/10'."""
    return [part for label, part in _parts(words) if label == "time"]


def product_in(words: Passage) -> Found[str] | None:
    """Return what credits or an item say is to come out of it: 'Sản phẩm: Quyết định phê duyệt.'"""
    for label, part in _parts(words):
        if label == "product":
            value = part.text.rstrip(" .;,")
            return Found(value, value, part.span_of(0, len(value))) if value else None
    return None


def _parts(words: Passage) -> Iterator[tuple[str, Passage]]:
    marks = credits_in(words.fold)
    for mark, following in zip_longest(marks, marks[1:]):
        label = next(name for name, value in mark.groupdict().items() if value)
        yield label, words.cut(mark.end(), following.start() if following else len(words.text))
