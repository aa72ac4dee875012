"""Where a paragraph is cut: before an action that has its own owner or its own deadline (reading rule 5)."""

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.reading import duties
from tracker.reading.levels import asks_above
from tracker.reading.owners import Owners
from tracker.reading.quantities import find_money, find_progress
from tracker.reading.results import Precision
from tracker.reading.verbs import opens_with_verb

if TYPE_CHECKING:
    from tracker.reading.drafts import Draft

BRACKETED = re.compile(r"\([^()]*\)[\s.;/]*\Z")  # '(hoàn thành trong tháng 8 năm 2023).'
ASIDE = re.compile(
    r"""(?:tổng\ (?:mức|kinh\ phí|số|vốn)|kinh\ phí|nguồn\ (?:vốn|kinh\ phí)|hiện\ (?:nay|tại|đang)|đến\ nay|dự\ kiến
        |dự\ án\ sau|mặt\ cắt|chiều\ dài|quy\ mô|đây\ là|trong\ đó|lý\ do|nguyên\ nhân|nhờ\ đó|từ\ đó
        |kết\ quả\ (?:thực|đạt))(?!\w)""",
    re.VERBOSE,
)  # 'Tổng mức đầu tư khoảng 2,7 tỷ đồng …'
LOOKED_BACK = re.compile(r"(?<!\w)(?:đã(?! (?:được|đề ra|phê duyệt|ban hành|nêu|giao|có))|chưa|vẫn còn)(?!\w)")
REPORT_BACK = re.compile(r"(?:kết quả )?(?:tổng hợp,? )?(?:báo cáo|gửi)\b")  # 'Báo cáo UBND tỉnh trước ngày 20/11.'
HELPS = re.compile(r"\s*(?:cùng )?phối hợp(?: thực hiện)?\s*[.;]*\Z")
IN_CHARGE = re.compile(
    r"\s*(?:trực tiếp )?(?:phụ trách|chịu trách nhiệm(?: chung)?)(?: (?:việc|nội dung|công việc) này)?\s*[.;]*\Z"
)
NOMINAL = re.compile(r"(?:đơn vị được giao|đối với|về\b|các đơn vị được)")


def cut_duties(parts: list["Draft"], level: int) -> list[list["Draft"]]:
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


def _only_helps(part: "Draft") -> bool:
    """'…; Công an xã phối hợp.' names partners of the work before, and no work of its own."""
    return bool(part.owners.leads) and bool(HELPS.match(part.words.fold, part.owners.action_at))


def _only_in_charge(part: "Draft") -> bool:
    """'Giao đ/c A, Phó Chánh Văn phòng trực tiếp phụ trách.' names who answers for the work before, and no other."""
    named = {found.value for found in part.owners.persons}
    are_persons = bool(named) and all(found.value in named for found in part.owners.leads)
    return are_persons and bool(IN_CHARGE.match(part.words.fold, part.owners.action_at))


def _take_helpers(before: "Draft", part: "Draft") -> None:
    """Give the work before the partners or the persons a part names; the part itself then tells nobody."""
    if _only_in_charge(part):
        part.owners = Owners(persons=part.owners.persons)
    else:
        before.owners = replace(before.owners, coordinating=before.owners.coordinating + part.owners.leads)
        part.owners = Owners()


def _acts(part: "Draft") -> bool:
    """Whether a sentence begins, after adverbs and connecting words, with something to do."""
    if part.owners.leads:
        return True
    fold = part.words.fold
    if NOMINAL.match(fold) or ASIDE.match(fold):
        return False
    return opens_with_verb(part.words)


def _new_owner(group: list["Draft"], part: "Draft", level: int) -> bool:
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


def _new_day(group: list["Draft"], part: "Draft") -> bool:
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


def _opens_with_term(part: "Draft") -> bool:
    return bool(part.deadlines) and part.deadlines[0].span.start <= part.words.span.start + 2


def _is_bracketed(part: "Draft") -> bool:
    """Whether the deadline stands in brackets at the end, covering the whole point (reading rule 7)."""
    found = BRACKETED.search(part.words.text)
    return bool(found) and all(deadline.span.start >= part.words.at[found.start()] for deadline in part.deadlines)  # type: ignore[union-attr]


def _days(parts: list["Draft"]) -> set[date]:
    return {
        deadline.on
        for part in parts
        for deadline in part.deadlines
        if deadline.on and deadline.precision is not Precision.EVENT
    }


def cut_works(parts: list["Draft"]) -> list[list["Draft"]]:
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
