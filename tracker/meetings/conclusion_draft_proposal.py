"""What the program proposes to write around the items of a conclusion: from the meeting, its room, and the figures.

A conclusion is a Vietnamese paper, whoever prepares it; its words are written here as the paper has them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.documents.models import Conclusion
from tracker.extensions import db
from tracker.formats import day
from tracker.languages import DEFAULT, speaking
from tracker.meetings.conclusion_draft_models import ConclusionDraft
from tracker.meetings.models import Meeting
from tracker.meetings.queries import last_meeting
from tracker.meetings.sitting_models import Attendance, Presence, Sitting
from tracker.people.models import Committee, Layout, Membership, Role, Unit, User
from tracker.people.queries import members
from tracker.reading.results import DocumentType
from tracker.tasks import queries as tasks
from tracker.tasks import standing
from tracker.tasks.official import official_sentence
from tracker.tasks.standing import Moment

CHAIR_POST, DEPUTY_POST = "Trưởng Ban Chỉ đạo", "Phó Trưởng Ban Chỉ đạo"
CHAIR_SIGNS, DEPUTY_SIGNS = "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"
IN_PLACE = {Layout.STATE: "KT.", Layout.PARTY: "K/T"}
"""Signing in the chair's place: Decree 30/2020/NĐ-CP, Annex I, II.7b; Guide 36-HD/VPTW."""
TYPES = {DocumentType.CONCLUSION: "Kết luận", DocumentType.NOTICE: "Thông báo"}
USUAL = {Layout.PARTY: DocumentType.CONCLUSION, Layout.STATE: DocumentType.NOTICE}
"""A State body has no paper called conclusion (the decree, Article 7): it gives notice of one."""
SHORT = {DocumentType.CONCLUSION: "KL", DocumentType.NOTICE: "TB"}
SYMBOL = re.compile(r"[-/](?:KL|TB)[-/](\S{1,30})$")
KEPT = {Layout.PARTY: "Lưu Văn phòng", Layout.STATE: "Lưu: VT"}
MOST_NAMED = 12
"""People a conclusion names as present; of more it names their bodies."""
MOST_LATE = 6


@dataclass(frozen=True)
class DraftWords:
    """What a draft says around its items."""

    type: DocumentType
    number: str
    issued_on: date | None
    sign: str
    place: str
    title: str
    opening: str
    assessment: str
    closing: str
    receivers: str
    authority: str
    signer: str


@dataclass(frozen=True)
class Presider:
    """Who presided, in the words of the paper."""

    name: str
    post: str
    is_chair: bool


def proposal(meeting: Meeting, type: DocumentType, units: Sequence[Unit], *, has_items: bool, on: date) -> DraftWords:
    """Return the words proposed for a paper of a kind; `units` are those its items name, `on` is today."""
    committee, presider = meeting.committee, presider_of(meeting)
    with speaking(DEFAULT):
        return DraftWords(
            type=type, number="", issued_on=None, sign=_sign(committee, type), place=committee.place,
            title=_title(meeting, type, presider), opening=_opening(meeting, presider),
            assessment="\n".join([*_assessment(meeting, on), *([LEAD_IN] if has_items else [])]),
            closing=_closing(meeting, presider), receivers="\n".join(_receivers(meeting, units)),
            authority=_authority(committee.layout, presider), signer=presider.name if presider else "",
        )  # fmt: skip


LEAD_IN = "Trong thời gian tới, yêu cầu các cơ quan, đơn vị tập trung thực hiện các nhiệm vụ sau:"


def presider_of(meeting: Meeting) -> Presider | None:
    """Return who presided: as the sitting has it, else the committee's chair."""
    sat = db.session.scalar(select(Sitting).where(Sitting.meeting_id == meeting.id))
    chairs = members(meeting.committee_id, Role.CHAIR)
    user = sat.presider if sat and sat.presider else next(iter(chairs), None)
    if user is None:
        return None
    is_chair = _holds(user, meeting.committee_id, Role.CHAIR)
    here = select(Attendance.office).where(Attendance.meeting_id == meeting.id, Attendance.user_id == user.id)
    post = db.session.scalar(here) or (CHAIR_POST if is_chair else user.post or DEPUTY_POST)
    return Presider(user.full_name, post, is_chair)


def _holds(user: User, committee_id: int, role: Role) -> bool:
    query = select(Membership.id).filter_by(user_id=user.id, committee_id=committee_id, role=role)
    return db.session.scalar(query) is not None


def _sign(committee: Committee, type: DocumentType) -> str:
    """Return the symbol: its last part as the last numbered paper of the committee had it."""
    query = select(Conclusion.number).where(Conclusion.committee_id == committee.id, Conclusion.number.is_not(None))
    numbers = db.session.scalars(query.order_by(Conclusion.issued_on.desc(), Conclusion.id.desc()).limit(20))
    last = next((found[1] for each in numbers if (found := SYMBOL.search(each or ""))), "BCĐ")
    return f"{SHORT[type]}{'/' if committee.layout is Layout.PARTY else '-'}{last}"


def _title(meeting: Meeting, type: DocumentType, presider: Presider | None) -> str:
    held = f"{_named(meeting)} (ngày {day(meeting.held_on)})"
    if type is DocumentType.CONCLUSION:
        return held
    return f"Kết luận của đồng chí {presider.name} tại {held}" if presider else f"Kết luận {held}"


def _named(meeting: Meeting) -> str:
    """Return the meeting's name with its committee, unless it says that already."""
    name = meeting.committee.name
    return meeting.title if "ban chỉ đạo" in meeting.title.casefold() else f"{meeting.title} {name}"


def _opening(meeting: Meeting, presider: Presider | None) -> str:
    on, where = meeting.held_on, f", tại {meeting.place}" if meeting.place else ""
    when = f"Ngày {on:%d} tháng {on.month:0{2 if on.month < 3 else 1}} năm {on.year}{where}, "
    if presider:
        held = f"{when}đồng chí {presider.name}, {presider.post}, chủ trì {_named(meeting)}."
    else:
        held = f"{when}{meeting.committee.name} tổ chức {meeting.title}."
    concludes = f"đồng chí {presider.post}" if presider else "Ban Chỉ đạo"
    heard = f"Sau khi nghe báo cáo và ý kiến của các đại biểu dự họp, {concludes} kết luận như sau:"
    return "\n".join(line for line in (held, _present(meeting, presider), heard) if line)


def _present(meeting: Meeting, presider: Presider | None) -> str:
    """Return who was there beside the presider: by name, or by their bodies when they are many."""
    came = select(Attendance).where(
        Attendance.meeting_id == meeting.id, Attendance.presence.in_([Presence.PRESENT, Presence.REPRESENTED])
    )
    rows = db.session.scalars(came.order_by(Attendance.place, Attendance.id)).all()
    others = [each for each in rows if presider is None or each.name != presider.name]
    if not others:
        return ""
    if len(others) <= MOST_NAMED:
        return f"Cùng dự họp có các đồng chí: {'; '.join(_person(each) for each in others)}."
    bodies = "; ".join(dict.fromkeys(each.unit.name for each in others if each.unit))
    return f"Cùng dự họp có {len(others)} đại biểu{f', đại diện: {bodies}' if bodies else ''}."


def _person(row: Attendance) -> str:
    named = f"{row.name}, {row.office}" if row.office else row.name
    if row.presence is not Presence.REPRESENTED:
        return named
    return f"{row.note} (dự thay đồng chí {row.name})" if row.note else f"người dự thay đồng chí {named}"


def _assessment(meeting: Meeting, on: date) -> Iterable[str]:
    """Give the official sentence as of the meeting, what moved since the one before, and who is still late."""
    whole = tasks.of_committee(meeting.committee_id).where(tasks.is_whole())
    now = Moment.evening(meeting.held_on) if meeting.held_on < on else Moment.now(on)
    figures = standing.figures(whole, now)
    yield official_sentence(figures, now.on)
    if before := last_meeting(meeting.committee_id, meeting.held_on):
        then = standing.figures(whole, Moment.evening(before.held_on))
        yield (
            f"So với {before.title} (ngày {day(before.held_on)}): số nhiệm vụ đã hoàn thành là {figures.done} "
            f"(kỳ trước {then.done}); số nhiệm vụ quá hạn chưa hoàn thành là {figures.open_overdue} "
            f"(kỳ trước {then.open_overdue})."
        )
    late = {unit: each.open_overdue for unit, each in standing.figures_by_unit(whole, now).items() if each.open_overdue}
    if late:
        yield f"Các đơn vị còn nhiệm vụ quá hạn: {_listed(late)}."


def _listed(late: dict[int | None, int]) -> str:
    names = {row.id: row.name for row in db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(late)))}
    rows = sorted(late.items(), key=lambda row: (-row[1], names.get(row[0] or 0, "")))
    told = [f"{names.get(unit or 0, 'chưa rõ đơn vị chủ trì')} ({many})" for unit, many in rows[:MOST_LATE]]
    if rest := sum(many for _unit, many in rows[MOST_LATE:]):
        told.append(f"các đơn vị khác ({rest})")
    return ", ".join(told)


def _closing(meeting: Meeting, presider: Presider | None) -> str:
    who = f"đồng chí {presider.post}" if presider else "Ban Chỉ đạo"
    return (
        f"Trên đây là kết luận của {who} tại {meeting.title}; yêu cầu các cơ quan, đơn vị nghiêm túc triển khai "
        "thực hiện, báo cáo kết quả về Ban Chỉ đạo./."
    )


def _receivers(meeting: Meeting, units: Sequence[Unit]) -> list[str]:
    """Return who gets it: as the committee's last draft had it, else the body above, the members and the units."""
    before = select(ConclusionDraft.receivers).join(Meeting).where(
        Meeting.committee_id == meeting.committee_id, Meeting.held_on < meeting.held_on,
        ConclusionDraft.receivers.is_not(None),
    )  # fmt: skip
    if kept := db.session.scalar(before.order_by(Meeting.held_on.desc()).limit(1)):
        return kept.splitlines()
    above = [f"{meeting.committee.parent_body} (để báo cáo)"] if meeting.committee.parent_body else []
    return [*above, "Các thành viên Ban Chỉ đạo", *(each.name for each in units), KEPT[meeting.committee.layout]]


def _authority(layout: Layout, presider: Presider | None) -> str:
    if presider is None or presider.is_chair:
        return CHAIR_SIGNS
    return f"{IN_PLACE[layout]} {CHAIR_SIGNS}\n{DEPUTY_SIGNS}"
