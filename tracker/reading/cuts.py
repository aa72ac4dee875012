"""Where a paragraph is cut: before an action that has its own owner or its own deadline (reading rule 5)."""

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.reading import duties
from tracker.reading.cues import cues
from tracker.reading.levels import asks_above
from tracker.reading.owners import Owners
from tracker.reading.quantities import find_money, find_progress
from tracker.reading.recurrences import find_recurrence
from tracker.reading.text import fold
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
SAME_WORKS = re.compile(
    r"""(?:đến\ (?:hết\ )?ngày\ [^;.]{4,20}\ (?:đã\ )?giải\ ngân|(?:giá\ trị\ |vốn\ )?(?:lũy\ kế|giải\ ngân|khối\ lượng)
        |(?:(?:kế\ hoạch\ )?vốn\ (?:(?:được|đã|năm\ \d{4})\ ){0,2}|đã\ )
         (?:bố\ trí|giao|phân\ bổ|cấp|giải\ ngân|thanh\ toán|là)
        |chủ\ đầu\ tư|nhà\ thầu|đơn\ vị\ thi\ công|địa\ điểm)(?!\w)""",
    re.VERBOSE,
)  # 'Khối lượng thực hiện đạt 72% …', 'vốn đã bố trí 2 tỷ đồng' in a report: of the works before
TERM_ALONE = re.compile(r"(?:thời hạn|hạn|trước|chậm nhất|muộn nhất|trong)(?!\w)")  # '…, trước ngày 15/11/2025.'
LOOKED_BACK = re.compile(r"(?<!\w)(?:đã(?! (?:được|đề ra|phê duyệt|ban hành|nêu|giao|có))|chưa|vẫn còn)(?!\w)")
HANDED_IN = re.compile(
    r"""(?:kết\ quả\ )?(?:tổng\ hợp,?\ )?(?:báo\ cáo|gửi|trình|nộp)(?!\w)
        (?!\ (?:kết\ quả\ )?(?:thực\ hiện|triển\ khai)\ [^.;]{0,40}\ này(?!\w))  # not 'kết quả thực hiện Kế hoạch này'
        (?:\ (?:về|cho|lên|qua|văn\ bản|kết\ quả|hồ\ sơ|báo\ cáo|xin\ ý\ kiến|xem\ xét))*
        \ (?:cấp|đồng\ chí|đ/c|[A-ZĐ])""",
    re.VERBOSE,
)  # 'trình Chủ tịch UBND tỉnh trước ngày 20/11': of the work before
FINISHES = re.compile(
    r"""(?:(?:phải|cơ\ bản|phấn\ đấu|dự\ kiến|khẩn\ trương)\ ){0,2}
        (?:hoàn\ (?:thành|tất)|bàn\ giao|nghiệm\ thu|xong)(?!\w)
        (?:[\s,]*(?:việc|toàn\ bộ|cơ\ bản|các|công\ tác|\d+%?)(?!\w))*[\s,]*
        (?P<what>(?!trước|trong|chậm|vào|giai|đợt|thời)\w+(?:\s\w+)?)?
      | (?:phấn\ đấu|bảo\ đảm|đảm\ bảo)\ (?:[^\s;]+\ ){0,12}?đạt(?!\w)""",
    re.VERBOSE,
)  # 'hoàn tất mua sắm, lắp đặt trong tháng 12', 'phấn đấu đến 15/12 đạt 100%': of the work before
IF_CUES = cues("nếu|trường hợp")
IF = re.compile(r"(?<!\w)(?:nếu|trường hợp)(?!\w)[^.;,]{0,160}?(?:(?<!\w)thì(?!\w)|,|[.;]?\Z)")
LEADS = re.compile(
    r"""(?:[\s,]*(?:chủ\ trì|thực\ hiện|triển\ khai|tham\ mưu|chịu\ trách\ nhiệm|tổ\ chức))+
        (?:\ (?:việc|nội\ dung|các\ nội\ dung)\ này)?\s*[.;]*\Z""",
    re.VERBOSE,
)  # 'Giao Sở Y tế chủ trì thực hiện.'
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
        if _only_leads(part) and not _told(groups[-1]):
            groups[-1][0].owners, part.owners = replace(part.owners, action_at=0, verb=""), Owners()
            groups[-1].append(part)
        elif _only_helps(part) or _only_in_charge(part):
            _take_helpers(groups[-1][-1], part)
            groups[-1].append(part)
        elif _new_owner(groups[-1], part, level) or _new_day(groups[-1], part):
            groups.append([part])
        else:
            groups[-1].append(part)
    return groups


def _only_leads(part: "Draft") -> bool:
    """'… Giao Sở Y tế chủ trì thực hiện.' names who does the work before, and no work of its own."""
    return bool(part.owners.leads) and bool(LEADS.match(part.words.fold, part.owners.action_at))


def _only_helps(part: "Draft") -> bool:
    """'…; Công an xã phối hợp.' names partners of the work before, and no work of its own."""
    return bool(part.owners.leads) and bool(HELPS.match(part.words.fold, part.owners.action_at))


def _only_in_charge(part: "Draft") -> bool:
    """'Giao đ/c A, Phó Chánh Văn phòng trực tiếp phụ trách.' names who answers for the work before, and no other."""
    named = {found.span for found in part.owners.persons}
    are_persons = bool(named) and all(found.span in named for found in part.owners.leads)
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
    if NOMINAL.match(part.words.fold) or ASIDE.match(part.words.fold):
        return False
    return opens_with_verb(part.words)


def _new_owner(group: list["Draft"], part: "Draft", level: int) -> bool:
    if (
        not part.owners.leads
        or (asks_above(part.owners, level) and not all(asks_above(one.owners, level) for one in group))
        or ASIDE.match(part.words.fold)
        or LOOKED_BACK.search(part.words.fold, part.owners.action_at, part.owners.action_at + 60)
    ):
        return False
    if not any(_acts(before) for before in group):
        return False
    return _told([part]) != _told(group) and not _in_closing_brackets(part)


def _told(parts: list["Draft"]) -> set[str]:
    """Who is told, by body and by name: two deputies of one chair are two."""
    return {found.value for one in parts for found in (*one.owners.leads, *one.owners.persons)}


def _in_closing_brackets(part: "Draft") -> bool:
    """Whether the owner stands in brackets at the end, told to do all of the point: '… (Giao UBND xã thực hiện).'"""
    found = BRACKETED.search(part.words.text)
    return bool(found) and part.owners.leads[0].span.start >= part.words.at[found.start()]  # type: ignore[union-attr]


def _new_day(group: list["Draft"], part: "Draft") -> bool:
    """Whether a part is due by a day of its own, or comes round by itself; what ends the work before is part of it."""
    if part.bare_term or ASIDE.match(part.words.fold) or not any(_acts(one) for one in group):
        return False
    before, own = _days(group), _days([part])
    clause = group[-1].words.text.endswith(";")
    if own and not before:
        return (
            not _ends_work(group, part)
            and not _covers_all(part)
            and (_is_duty(part) or bool(IF.match(part.words.fold)))
        )
    if own:
        return before != own and (clause or (_is_duty(part) and not _covers_all(part)))
    if before and clause:
        return _acts(part) and find_recurrence(part.words.text) is not None
    return bool(before) and _is_duty(part) and not IF.search(part.words.fold)


def _ends_work(group: list["Draft"], part: "Draft") -> bool:
    """Whether a part only hands in or finishes what the parts before it are about."""
    if HANDED_IN.match(part.words.text[:1].lower() + part.words.text[1:]):
        return True
    found = FINISHES.match(part.words.fold)
    return bool(found) and (not found["what"] or any(found["what"] in one.words.fold for one in group))  # type: ignore[index]


def _is_duty(part: "Draft") -> bool:
    return _acts(part) or _opens_with_term(part) or part.words.fold.startswith("riêng ")


def _opens_with_term(part: "Draft") -> bool:
    return bool(part.deadlines) and part.deadlines[0].span.start <= part.words.span.start + 2


def _covers_all(part: "Draft") -> bool:
    """Whether the deadline stands apart at the end, in brackets or behind a comma, said of it all (reading rule 7)."""
    text, at = part.words.text, part.words.at
    found = BRACKETED.search(text)
    if found and all(deadline.span.start >= at[found.start()] for deadline in part.deadlines):
        return True
    only = part.deadlines[-1]
    start = at.index(only.span.start)
    bare = len(part.deadlines) == 1 and TERM_ALONE.match(fold(only.words)) is not None
    return bare and text[:start].rstrip().endswith(",") and at[-1] - only.span.end < 2


def _days(parts: list["Draft"]) -> set[date]:
    return {deadline.on for part in parts for deadline in part.deadlines if deadline.on}


def cut_works(parts: list["Draft"]) -> list[list["Draft"]]:
    """In a report, cut before the next works with its own figures, and between finished and unfinished."""
    groups: list[list[Draft]] = [[parts[0]]]
    for part in parts[1:]:
        group = " ".join(one.words.fold for one in groups[-1])
        figured = bool(find_money(part.words.text) or find_progress(part.words.text))
        has_figures = any(find_money(one.words.text) or find_progress(one.words.text) for one in groups[-1])
        fold = part.words.fold
        turns = fold.startswith("tiếp tục") and (bool(duties.FINISHED.search(group)) or group.startswith("hoàn thành"))
        if turns or (figured and has_figures and not ASIDE.match(fold) and not SAME_WORKS.match(fold)):
            groups.append([part])
        else:
            groups[-1].append(part)
    return groups
