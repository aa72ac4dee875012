"""Drafts of items: a paragraph cut where another owner or another deadline begins, with what each part says itself."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.reading import duties
from tracker.reading.credits import credited
from tracker.reading.cuts import IF, IF_CUES, cut_duties, cut_works
from tracker.reading.deadlines import find_terms
from tracker.reading.headings import Nature
from tracker.reading.levels import asks_above
from tracker.reading.owners import Owners, find_owners
from tracker.reading.phrasing import CREDIT
from tracker.reading.quantities import find_money, find_progress, find_status
from tracker.reading.recurrences import find_recurrence
from tracker.reading.results import Deadline, Found, Recurrence, Remark, Source, Status
from tracker.reading.sentences import sentences
from tracker.reading.text import Passage, word_set
from tracker.reading.text import fold as fold_text
from tracker.reading.tree import Node

BARE_TERM = re.compile(
    r"""\(?(?:yêu\ cầu\ |phải\ |phấn\ đấu\ |dự\ kiến,?\ |cơ\ bản\ ){0,3}
        (?:thời\ (?:gian|hạn|điểm)|tiến\ độ|hạn|hoàn\ (?:thành|tất)|xong|chậm\ nhất|trước|trong|từ
          |(?:kết\ quả\ )?báo\ cáo)
        (?!\w)""",
    re.VERBOSE,
)  # 'Hoàn thành trong tháng 01/2023.'
FILLERS = word_set(
    "hoàn thành tất xong phải yêu cầu phấn đấu dự kiến cơ bản trong trước chậm nhất kết quả và để là báo cáo việc này"
)

OF_WORKS = re.compile(r"\s*(?:\([^()]*\)\s*)?:")  # 'Trường THCS Nà Pá (12 phòng học): tổng mức đầu tư …'
CONTRACTOR = re.compile(r"(?:các )?(?:nhà thầu|đơn vị (?:thi công|tư vấn))(?: thi công| tư vấn| xây lắp)?\Z")


@dataclass
class Draft:
    """One part of a paragraph and what it says of itself, before anything is handed down to it."""

    node: Node
    words: Passage
    owners: Owners
    deadlines: tuple[Deadline, ...] = ()
    recurrence: Found[Recurrence] | None = None
    money: tuple[Found[int], ...] = ()
    progress: Found[int] | None = None
    status: Found[Status] | None = None
    remarks: tuple[Remark, ...] = ()
    path: tuple[str, ...] = field(default=())
    bare_term: bool = False


def draft(node: Node, reference: date | None, *, is_report: bool, level: int) -> list[Draft]:
    """Return the drafts of a paragraph: one, or one for each action with its own owner or deadline (reading rule 5)."""
    parts = [_draft(node, part, reference) for part in sentences(node.words)]
    end = next((n for n, part in enumerate(parts) if n and CREDIT.match(part.words.fold)), len(parts))
    parts, closing = parts[:end], parts[end:]
    for part in closing:
        part.owners = Owners()
    if len(parts) < 2 or duties.is_remark(node.nature):
        groups = [parts]
    elif is_report and node.nature is Nature.RESULTS:
        groups = cut_works(parts)
    else:
        groups = cut_duties(parts, level)
    groups[-1] += closing
    whole = [_completed(_joined(node, group, level)) for group in groups if group]
    if is_report and node.nature is Nature.RESULTS:
        for one in whole:
            _forget_works(one)
    if closing:
        _take_credits(whole, node.words.cut(node.words.at.index(closing[0].words.at[0]), len(node.words.text)))
    if len(whole) > 1:
        for letter, one in zip("abcdefghijklmnopqrstuvwxyz", whole, strict=False):
            one.path = (*node.path, letter)
    return whole


def _forget_works(part: Draft) -> None:
    """In the results of a report the name before a colon is that of the works, and a contractor is no owner of it."""
    if not part.owners.leads or part.owners.verb:
        return
    last = part.owners.leads[-1]
    behind = part.words.text[part.words.at.index(last.span.end - 1) + 1 :]
    if OF_WORKS.match(behind) or all(CONTRACTOR.match(lead.value.lower()) for lead in part.owners.leads):
        part.owners = Owners(coordinating=part.owners.coordinating, persons=part.owners.persons)


def _take_credits(whole: list[Draft], words: Passage) -> None:
    """'… Chủ trì: Bảo tàng tỉnh; phối hợp: Sở Y tế.' at the end of a paragraph is said of all its parts."""
    found = credited(words)
    for one in whole:
        if found.leads and (one is whole[-1] or not one.owners.leads):
            one.owners = replace(one.owners, leads=found.leads, source=found.source, action_at=0, verb="")
        one.owners = replace(one.owners, coordinating=one.owners.coordinating + found.coordinating)


def _draft(node: Node, words: Passage, reference: date | None) -> Draft:
    owners = find_owners(words)
    one = Draft(node, words, owners, path=node.path)
    deadlines, remarks = find_terms(words.text, reference=reference)
    ifs = [found.span() for found in IF.finditer(words.fold)] if deadlines and IF_CUES.stand_in(words.cues) else []
    one.deadlines = tuple(
        words.placed(deadline)
        for deadline in deadlines
        if not any(start <= deadline.span.start < end for start, end in ifs)
    )  # in 'kiểm điểm nếu đến ngày 31/01 không hoàn thành' nothing is due by that day
    one.remarks = tuple(_placed(words, remark) for remark in remarks)
    one.bare_term = bool(one.deadlines) and not owners.leads and _is_bare(words, one.deadlines)
    return one


def _is_bare(words: Passage, deadlines: tuple[Deadline, ...]) -> bool:
    """Whether a sentence says nothing but by when: 'Hoàn thành trong tháng 01/2023.'"""
    fold = words.fold.lstrip(" -–")
    rest = fold
    for deadline in deadlines:
        rest = rest.replace(fold_text(deadline.words), " ")
    others = [word for word in re.findall(r"\w+", rest) if word not in FILLERS]
    return bool(BARE_TERM.match(fold)) and (len(others) <= 1 or fold.startswith(("thời", "tiến độ", "(")))


def _joined(node: Node, parts: list[Draft], level: int) -> Draft:
    """Read the parts that stay together as one passage."""
    if len(parts) == 1:
        one = parts[0]
    else:
        first, last = parts[0].words, parts[-1].words
        start, end = node.words.at.index(first.at[0]), node.words.at.index(last.at[-1]) + 1
        one = _united(Draft(node, node.words.cut(start, end), parts[0].owners, path=node.path), parts)
        if not one.owners.leads:
            one.owners = find_owners(one.words)
        if not one.owners.leads:
            _take_first_owner(one, parts, level)
    one.bare_term = False
    if not any(part.owners.coordinating or part.owners.persons for part in (one, *parts)):
        return one
    partners = {found.value: found for part in parts for found in (*one.owners.coordinating, *part.owners.coordinating)}
    persons = {found.value: found for part in parts for found in (*one.owners.persons, *part.owners.persons)}
    one.owners = replace(one.owners, coordinating=tuple(partners.values()), persons=tuple(persons.values()))
    return one


def _united(one: Draft, parts: list[Draft]) -> Draft:
    """Give a draft the terms of all its parts; a vague word is doubtful only where no part names a day."""
    one.deadlines = tuple(deadline for part in parts for deadline in part.deadlines)
    dated = any(deadline.on for deadline in one.deadlines)
    one.remarks = tuple(r for part in parts for r in part.remarks if not (dated and r.code == "vague_term"))
    return one


def _take_first_owner(one: Draft, parts: list[Draft], level: int) -> None:
    named = next((part for part in parts if part.owners.leads and not asks_above(part.owners, level)), None)
    if named:
        shift = one.words.at.index(named.words.at[0])
        at = named.owners.action_at + shift if named.owners.action_at else 0
        one.owners = replace(named.owners, action_at=at)


def _placed(words: Passage, remark: Remark) -> Remark:
    return replace(remark, span=words.span_of(remark.span.start, remark.span.end)) if remark.span else remark


def _completed(one: Draft) -> Draft:
    """Read the cadence and the figures of a draft whose words are settled."""
    words, text = one.words, one.words.text
    recurrence, progress, status = find_recurrence(text), find_progress(text), find_status(text)
    one.recurrence = words.placed(recurrence) if recurrence else None
    one.progress = words.placed(progress) if progress else None
    one.status = words.placed(status) if status else None
    one.money = tuple(words.placed(found) for found in find_money(text))
    return one


def sourced(deadline: Deadline) -> Deadline:
    """Return a deadline as handed to another item by a heading or by the end of its point (reading rule 7)."""
    return replace(deadline, source=Source.SECTION)
