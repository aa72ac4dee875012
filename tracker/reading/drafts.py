"""Drafts of items: a paragraph cut where another owner or another deadline begins, with what each part says itself."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.reading import duties
from tracker.reading.cuts import cut_duties, cut_works
from tracker.reading.deadlines import find_terms
from tracker.reading.headings import Nature
from tracker.reading.levels import asks_above
from tracker.reading.owners import Owners, find_owners
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
<<<<<<< HEAD
=======
BRACKETED = re.compile(r"\([^()]*\)[\s.;/]*\Z")  # '(hoàn thành trong tháng 8 năm 2023).'
ASIDE = re.compile(
    r"""(?:tổng\ (?:mức|kinh\ phí|số|vốn)|kinh\ phí|nguồn\ (?:vốn|kinh\ phí)|hiện\ (?:nay|tại|đang)|đến\ nay|dự\ kiến
        |dự\ án\ sau|mặt\ cắt|chiều\ dài|quy\ mô|đây\ là|trong\ đó|lý\ do|nguyên\ nhân|nhờ\ đó|từ\ đó
        |kết\ quả\ (?:thực|đạt))(?!\w)""",
    re.VERBOSE,
)  # 'Tổng mức đầu tư khoảng 2,7 tỷ đồng …'
NOT_ACTING = word_set("""
    là có không chưa đã đang được bị sẽ nên để nhằm theo tại trong về từ khi sau trước với như gồm bằng cho qua những
    mọi mà thì nếu vì do bởi trên nơi vẫn còn cơ thống ghi nhất đồng đánh biểu hoan
""")
LOOKED_BACK = re.compile(r"(?<!\w)(?:đã(?! (?:được|đề ra|phê duyệt|ban hành|nêu|giao|có))|chưa|vẫn còn)(?!\w)")
REPORT_BACK = re.compile(r"(?:kết quả )?(?:tổng hợp,? )?(?:báo cáo|gửi)\b")  # 'Báo cáo UBND tỉnh trước ngày 20/11.'
HELPS = re.compile(r"\s*(?:cùng )?phối hợp(?: thực hiện)?\s*[.;]*\Z")
IN_CHARGE = re.compile(
    r"\s*(?:trực tiếp )?(?:phụ trách|chịu trách nhiệm(?: chung)?)(?: (?:việc|nội dung|công việc) này)?\s*[.;]*\Z"
)
NOMINAL = re.compile(r"(?:đơn vị được giao|đối với|về\b|các đơn vị được)")
>>>>>>> 14dbaf5 (Read tables as text holds them: bars without edges, heads of two rows, broken cells, one cell to a line; funds are no duty, who is in charge belongs to the work before)


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
    if len(parts) < 2 or duties.is_remark(node.nature):
        groups = [parts]
    elif is_report and node.nature is Nature.RESULTS:
        groups = cut_works(parts)
    else:
        groups = cut_duties(parts, level)
    whole = [_completed(_joined(node, group, level)) for group in groups if group]
    if len(whole) > 1:
        for letter, one in zip("abcdefghijklmnopqrstuvwxyz", whole, strict=False):
            one.path = (*node.path, letter)
    return whole


def _draft(node: Node, words: Passage, reference: date | None) -> Draft:
    owners = find_owners(words)
    one = Draft(node, words, owners, path=node.path)
    deadlines, remarks = find_terms(words.text, reference=reference)
    one.deadlines = tuple(words.placed(deadline) for deadline in deadlines)
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


<<<<<<< HEAD
=======
# ------------------------------------------------------------------------------------------------ where to cut


def _duties(parts: list[Draft], level: int) -> list[list[Draft]]:
    """Cut before a part that acts under another owner or by another day."""
    if not any(_acts(part) and not duties.is_speech(part.words.fold) for part in parts):
        return [parts]
    groups: list[list[Draft]] = [[parts[0]]]
    for part in parts[1:]:
        if _only_helps(part) or _only_in_charge(part):
            _take_helpers(groups[-1][-1], part)
            groups[-1].append(part)
        elif _new_owner(groups[-1], part, level) or _new_day(groups[-1], part):
            groups.append([part])
        else:
            groups[-1].append(part)
    return groups


def _only_helps(part: Draft) -> bool:
    """'…; Công an xã phối hợp.' names partners of the work before, and no work of its own."""
    return bool(part.owners.leads) and bool(HELPS.match(part.words.fold, part.owners.action_at))


def _only_in_charge(part: Draft) -> bool:
    """'Giao đ/c A, Phó Chánh Văn phòng trực tiếp phụ trách.' names who answers for the work before, and no other."""
    named = {found.value for found in part.owners.persons}
    are_persons = bool(named) and all(found.value in named for found in part.owners.leads)
    return are_persons and bool(IN_CHARGE.match(part.words.fold, part.owners.action_at))


def _take_helpers(before: Draft, part: Draft) -> None:
    """Give the work before the partners or the persons a part names; the part itself then tells nobody."""
    if _only_in_charge(part):
        part.owners = Owners(persons=part.owners.persons)
    else:
        before.owners = replace(before.owners, coordinating=before.owners.coordinating + part.owners.leads)
        part.owners = Owners()


def _acts(part: Draft) -> bool:
    """Whether a sentence begins, after adverbs and connecting words, with something to do."""
    if part.owners.leads:
        return True
    fold = part.words.fold
    if NOMINAL.match(fold) or ASIDE.match(fold):
        return False
    return opens_with_verb(part.words)


def opens_with_verb(words: Passage) -> bool:
    """Whether a passage begins, after connecting words, with a verb of action: 'Đồng thời, rà soát …'."""
    opening = OPENING.match(words.fold)
    sequence = tokens(words.view[opening.end() if opening else 0 :][:60])
    if not sequence or sequence[0].fold in NOT_ACTING:
        return False
    return bool(LEXICON.length(Sort.STRONG, sequence, 0) or LEXICON.length(Sort.WEAK, sequence, 0))


def asks_above(owners: Owners, level: int) -> bool:
    """Whether it is a request to a level above the issuer's own (reading rules 6, 8 and 12)."""
    if not owners.leads or owners.verb not in ("đề nghị", "kiến nghị"):
        return False
    asked = tier(owners.leads[0].value)
    return asked > level > 0 or (asked == 4 and level == 0)


def _new_owner(group: list[Draft], part: Draft, level: int) -> bool:
    if (
        not part.owners.leads
        or asks_above(part.owners, level)
        or ASIDE.match(part.words.fold)
        or LOOKED_BACK.search(part.words.fold, part.owners.action_at, part.owners.action_at + 60)
    ):
        return False
    if not any(_acts(before) for before in group):
        return False
    before = {found.value for one in group for found in one.owners.leads}
    return {found.value for found in part.owners.leads} != before


def _new_day(group: list[Draft], part: Draft) -> bool:
    if part.bare_term or (not _acts(part) and not _opens_with_term(part)):
        return False
    before, own = _days(group), _days([part])
    if (not before and not own) or before == own:
        return False
    if not before and REPORT_BACK.match(part.words.fold):
        return False
    if group[-1].words.text.endswith(";"):
        return bool(before and own) and any(_acts(one) for one in group)
    if own and _is_bracketed(part):
        return False
    return any(_acts(one) for one in group)


def _opens_with_term(part: Draft) -> bool:
    return bool(part.deadlines) and part.deadlines[0].span.start <= part.words.span.start + 2


def _is_bracketed(part: Draft) -> bool:
    """Whether the deadline stands in brackets at the end, covering the whole point (reading rule 7)."""
    found = BRACKETED.search(part.words.text)
    return bool(found) and all(deadline.span.start >= part.words.at[found.start()] for deadline in part.deadlines)  # type: ignore[union-attr]


def _days(parts: list[Draft]) -> set[date]:
    return {
        deadline.on
        for part in parts
        for deadline in part.deadlines
        if deadline.on and deadline.precision is not Precision.EVENT
    }


def _works(parts: list[Draft]) -> list[list[Draft]]:
    """In a report, cut before the next works with its own figures, and between finished and unfinished."""
    groups: list[list[Draft]] = [[parts[0]]]
    for part in parts[1:]:
        group = " ".join(one.words.fold for one in groups[-1])
        fold = part.words.fold
        figured = bool(find_money(part.words.text) or find_progress(part.words.text))
        has_figures = any(find_money(one.words.text) or find_progress(one.words.text) for one in groups[-1])
        turns = fold.startswith("tiếp tục") and bool(duties.FINISHED.search(group))
        if turns or (figured and has_figures and not ASIDE.match(fold)):
            groups.append([part])
        else:
            groups[-1].append(part)
    return groups


>>>>>>> 14dbaf5 (Read tables as text holds them: bars without edges, heads of two rows, broken cells, one cell to a line; funds are no duty, who is in charge belongs to the work before)
def sourced(deadline: Deadline) -> Deadline:
    """Return a deadline as handed to another item by a heading or by the end of its point (reading rule 7)."""
    return replace(deadline, source=Source.SECTION)
