"""The words in which the history is read: what was done, to what, and from what to what."""

import re
from contextlib import suppress
from datetime import date
from typing import Any

from tracker.extensions import db
from tracker.formats import day
from tracker.history import HistoryEntry
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l
from tracker.people.models import Unit, User
from tracker.people.queries import Reach

VERBS = {
    "accepted": _l("accepted"),
    "accepted_clock": _l("confirmed the server's clock"),
    "added": _l("added"),
    "added_alias": _l("added an alias"),
    "added_member": _l("added a member"),
    "announced_absence": _l("noted the absence of"),
    "agreed": _l("agreed to"),
    "asked_extension": _l("asked for a later deadline of"),
    "assigned": _l("assigned"),
    "cancelled": _l("cancelled"),
    "began": _l("began"),
    "bounced": _l("got back"),
    "brought_in": _l("took up"),
    "cancelled_succession": _l("gave up"),
    "chose_successors": _l("chose who gets each task of"),
    "changed": _l("changed"),
    "changed_password": _l("changed the password"),
    "closed": _l("closed"),
    "confirmed": _l("confirmed"),
    "corrected": _l("corrected"),
    "dated": _l("dated"),
    "departed": _l("recorded the departure of"),
    "described": _l("said what is known of the works of"),
    "directed": _l("wrote down a direction on"),
    "discarded": _l("discarded"),
    "divided": _l("gave a part of"),
    "ended_session": _l("ended a session of"),
    "dropped": _l("dropped"),
    "edited": _l("changed an update of"),
    "fulfilled": _l("wrote down that a promise was kept on"),
    "gave_up": _l("could not read"),
    "gave_up_letter": _l("gave up"),
    "excused": _l("no longer asked for a report of"),
    "extended": _l("extended the deadline of"),
    "handed_over": _l("handed over"),
    "invited": _l("invited people to"),
    "insisted": _l("left with its unit"),
    "imported": _l("carried out"),
    "left_out": _l("left out"),
    "linked": _l("linked"),
    "found_unsigned": _l("did not find in the signed document the"),
    "matched": _l("found in the signed document the"),
    "mended": _l("put right"),
    "merged": _l("merged"),
    "moved": _l("moved"),
    "took_archive_in": _l("took in the archive of"),
    "noted_presence": _l("noted who is there:"),
    "opened": _l("opened"),
    "opened_feed": _l("made a calendar address"),
    "ordered": _l("ordered the draft conclusion of"),
    "paused": _l("paused"),
    "planned": _l("planned"),
    "prepared": _l("prepared"),
    "promised": _l("wrote down a commitment on"),
    "published": _l("published"),
    "read": _l("read"),
    "received": _l("received"),
    "recorded": _l("recorded"),
    "reminded": _l("reminded of"),
    "reinstated": _l("reinstated"),
    "refused": _l("asked to be relieved of"),
    "refused_extension": _l("refused a later deadline of"),
    "removed_member": _l("removed a member"),
    "removed": _l("took back"),
    "resent": _l("resent"),
    "renewed_feed": _l("renewed a calendar address"),
    "reopened": _l("reopened"),
    "reported": _l("reported done"),
    "reread": _l("corrected the text and read again"),
    "reset_password": _l("gave a new password"),
    "resumed": _l("went on with"),
    "returned": _l("sent back"),
    "revoked_alias": _l("took an alias back"),
    "revoked_reply_links": _l("revoked all links in letters that lead to an update, by the"),
    "revoked_feed": _l("revoked a calendar address"),
    "reworded": _l("reworded"),
    "reworded_direction": _l("corrected a direction on"),
    "set_aside": _l("set aside"),
    "signed_in": _l("signed in"),
    "split": _l("split"),
    "succeeded": _l("carried out"),
    "took_back": _l("took back"),
    "took_in": _l("took into the conclusion again"),
    "took_back_refusal": _l("kept after all"),
    "told_apart": _l("told apart"),
    "transferred": _l("passed on"),
    "tried_mail": _l("sent a test letter"),
    "undid": _l("took back what was done to"),
    "unlinked": _l("parted"),
    "updated": _l("updated"),
    "withdrew_commitment": _l("released from a commitment on"),
    "withdrew_direction": _l("took back a direction on"),
    "withdrew_absence": _l("took back the absence of"),
    "withdrew_extension": _l("took back the request for a later deadline of"),
    "withdrew": _l("withdrew the report of"),
    "wrote": _l("wrote"),
}
"""Every verb that `history.record` is called with; `tests/test_languages.py` finds the one that lacks."""

SUBJECTS = {
    "agenda_points": _l("point of the agenda"),
    "attendances": _l("attendance"),
    "commitments": _l("commitment"),
    "directions": _l("direction of the chair"),
    "calendar_feeds": _l("calendar"),
    "bounce_mailboxes": _l("mailbox of returned letters"),
    "committees": _l("committee"),
    "conclusion_drafts": _l("draft conclusion"),
    "conclusions": _l("document"),
    "draft_items": _l("item of a draft conclusion"),
    "heartbeats": _l("timetable"),
    "items": _l("item"),
    "letters": _l("letter"),
    "mail_settings": _l("mail settings"),
    "meetings": _l("meeting"),
    "office_days": _l("day of the calendar"),
    "office_settings": _l("settings of the office"),
    "reminder_rules": _l("rules of reminders"),
    "sittings": _l("sitting of a meeting"),
    "successions": _l("succession of units"),
    "rosters": _l("list of people"),
    "saved_views": _l("saved filter"),
    "tasks": _l("task"),
    "unit_aliases": _l("alias"),
    "units": _l("unit"),
    "uploads": _l("file"),
    "users": _l("account"),
}
"""Every table a row of which the history speaks of."""

FIELDS = {
    "address": _l("address"),
    "brief_days": _l("office days before a meeting for the brief"),
    "browser": _l("browser"),
    "action": _l("wording"),
    "alias": _l("alias"),
    "allocated": _l("capital allocated"),
    "answer": _l("the server's answer"),
    "assessment": _l("assessment"),
    "authority": _l("signed as"),
    "altered": _l("drafts whose passage changed"),
    "assignee": _l("assignee"),
    "assignee_id": _l("assignee"),
    "capital_source": _l("source of capital"),
    "choices": _l("tasks and who gets them"),
    "commitment": _l("commitment"),
    "clock": _l("clock"),
    "closes_at": _l("the office closes"),
    "closing": _l("closing"),
    "completion": _l("expected completion"),
    "contact": _l("whom to call"),
    "contractor": _l("contractor"),
    "day": _l("day"),
    "days_before": _l("reminders so many days before the deadline"),
    "cutoff": _l("where periods part"),
    "corrects": _l("corrects the update of"),
    "deadlines": _l("deadlines"),
    "decision": _l("decision"),
    "day_named": _l("day named"),
    "digest": _l("digest"),
    "difficulty": _l("difficulties and obstacles"),
    "direction": _l("direction of the chair"),
    "disbursed": _l("disbursed"),
    "document": _l("document"),
    "due_on": _l("deadline"),
    "due_words": _l("words of the deadline"),
    "earlier": _l("earlier task"),
    "email": _l("e-mail"),
    "ends_at": _l("ends at"),
    "evidence": _l("documents and evidence"),
    "file_name": _l("file"),
    "files": _l("files"),
    "first_on": _l("first day"),
    "extension_decider_id": _l("who decides on later deadlines"),
    "from_units": _l("units before"),
    "full_name": _l("full name"),
    "gone": _l("drafts gone"),
    "base_url": _l("address written in letters"),
    "head_after": _l("office days late until the head of the unit hears"),
    "head_id": _l("head of the unit"),
    "held_on": _l("day"),
    "host": _l("mail server"),
    "includes_text": _l("words of the conclusion in letters"),
    "investor": _l("investor"),
    "is_active": _l("at work"),
    "is_admin": _l("administrator"),
    "is_enabled": _l("may sign in"),
    "issued_on": _l("issued on"),
    "issuer": _l("issuer"),
    "item": _l("item"),
    "items": _l("items"),
    "kind": _l("nature"),
    "language": _l("language"),
    "last_on": _l("last day"),
    "layout": _l("form of documents"),
    "lead": _l("lead unit"),
    "lead_unit": _l("lead unit"),
    "lead_unit_id": _l("lead unit"),
    "mail_fate": _l("outcome"),
    "mail_password": _l("mail password"),
    "meeting": _l("meeting"),
    "meeting_on": _l("meeting on"),
    "name": _l("name"),
    "note": _l("note"),
    "number": _l("number"),
    "offers_calendars": _l("calendars are offered"),
    "on": _l("day"),
    "on_day": _l("reminder on the day of the deadline"),
    "opening": _l("opening"),
    "opens_at": _l("the office opens"),
    "parent_body": _l("body above"),
    "passage": _l("passage"),
    "people_added": _l("accounts added"),
    "people_changed": _l("accounts changed"),
    "percent": _l("percent"),
    "period_ends_on": _l("period of the report"),
    "person": _l("who promised"),
    "office": _l("post and office"),
    "phone": _l("telephone"),
    "place": _l("place"),
    "port": _l("port"),
    "post": _l("post"),
    "presence": _l("presence"),
    "presider_id": _l("who presides"),
    "product": _l("product"),
    "proposal": _l("proposal"),
    "reason": _l("reason"),
    "receivers": _l("recipients"),
    "recurrence": _l("cadence"),
    "reply_needs_sign_in": _l("links in letters ask to sign in"),
    "report_days": _l("office days to report"),
    "rest": _l("the part cut off"),
    "result": _l("result"),
    "rhythm": _l("how often letters come"),
    "role": _l("role"),
    "said_by": _l("said by"),
    "security": _l("protection"),
    "sender": _l("letters come from"),
    "short_name": _l("short name"),
    "sign": _l("symbol"),
    "signer": _l("signer"),
    "signer_role": _l("signer's post"),
    "silent_after": _l("days without an update"),
    "site": _l("site"),
    "stage": _l("stage"),
    "stand_in": _l("stand-in"),
    "standing_after": _l("office days late until the standing member hears"),
    "standing_member_id": _l("standing member"),
    "standing_rhythm": _l("rhythm of standing duties"),
    "standing_since": _l("in force from"),
    "starts_at": _l("hour"),
    "summary_weekday": _l("day of the weekly summary"),
    "support": _l("supporting units"),
    "tasks": _l("tasks"),
    "letters": _l("letters"),
    "text": _l("note"),
    "title": _l("title"),
    "to": _l("sent to"),
    "to_units": _l("units after"),
    "total_investment": _l("total investment"),
    "type": _l("kind of document"),
    "unit": _l("unit"),
    "unit_id": _l("unit"),
    "until": _l("later deadline"),
    "user": _l("person"),
    "username": _l("user name"),
    "volume": _l("volume done"),
    "wording": _l("wording"),
    "weekly_late": _l("every week while late"),
    "works_stage": _l("stage of works"),
}
"""What the fields are called."""

VALUES = {
    "accepted": _l("Accepted"),
    "no_task": _l("No task arises"),
    "open": _l("not checked"),
    "not_started": _l("Not started"),
    "in_progress": _l("In progress"),
    "reported": _l("Awaiting confirmation"),
    "done": _l("Done"),
    "paused": _l("Paused"),
    "ended_session": _l("ended a session of"),
    "dropped": _l("Not carried out"),
    "task": _l("A task with an end"),
    "project": _l("A work or project"),
    "standing": _l("A standing duty"),
    "recommendation": _l("A request to a higher level"),
    "result": _l("A result"),
    "assessment": _l("An assessment"),
    "preparation": _l("Preparing the investment"),
    "clearance": _l("Clearing the site"),
    "bidding": _l("Choosing contractors"),
    "construction": _l("Under construction"),
    "suspended": _l("Construction suspended"),
    "acceptance": _l("Acceptance and handover"),
    "settlement": _l("Settling the accounts"),
    "weekly": _l("every week"),
    "monthly": _l("every month"),
    "quarterly": _l("every quarter"),
    "half_yearly": _l("every half year"),
    "yearly": _l("every year"),
    "ket_luan": _l("Conclusion"),
    "thong_bao": _l("Notice"),
    "ke_hoach": _l("Plan"),
    "chuong_trinh": _l("Programme"),
    "bao_cao": _l("Report"),
    "phu_luc": _l("Annex"),
    "bien_ban": _l("Minutes"),
    "merger": _l("Merger"),
    "split": _l("Split"),
    "renaming": _l("Renaming"),
    "chair": _l("Chair"),
    "official": _l("Official"),
    "party": _l("Party (Guide 36-HD/VPTW)"),
    "secretary": _l("Secretary"),
    "state": _l("State (Decree 30/2020/NĐ-CP)"),
    "viewer": _l("Viewer"),
    "invited": _l("invited"),
    "present": _l("present"),
    "represented": _l("represented"),
    "excused": _l("away with a reason"),
    "absent": _l("absent"),
    "calendar": _l("By the calendar month, quarter and year"),
    "off": _l("Day off"),
    "sent": _l("taken by the mail server"),
    "later": _l("not taken this time"),
    "refused": _l("refused"),
    "misconfigured": _l("refused because of the settings"),
    "at_once": _l("at once"),
    "daily": _l("once a day"),
    "working": _l("Worked in exchange"),
}
"""What stands for a code among the values."""

NAMED_BY: dict[str, type[Unit] | type[User]] = {
    "unit_id": Unit, "lead_unit_id": Unit, "assignee_id": User, "extension_decider_id": User,
    "head_id": User, "standing_member_id": User, "presider_id": User,
}  # fmt: skip
"""The fields that are kept as ids, and whose names they stand for."""

DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
"""A day as entries keep it."""

OF_THE_OFFICE = {
    "units", "unit_aliases", "users", "committees", "heartbeats", "office_days", "mail_settings", "successions",
    "rosters", "office_settings", "reminder_rules",
}  # fmt: skip
"""The tables the administrator looks after."""

DOORS = {"command": _l("on the console"), "job": _l("by the timetable"), "letter": _l("by the link in a letter")}
"""Through which door, where it was not the web."""

EVERY_DOOR = {"web": _l("in the browser"), **DOORS}
"""The doors a change can come through."""


def sentence(entry: HistoryEntry) -> str:
    """Return what was done to what: added committee 3; of one's own account only what was done."""
    if entry.subject == "users" and entry.subject_id == entry.by_id:
        return str(VERBS.get(entry.verb, entry.verb))
    subject = SUBJECTS.get(entry.subject, entry.subject)
    return f"{VERBS.get(entry.verb, entry.verb)} {subject} {entry.subject_id or ''}".strip()


def who(entry: HistoryEntry) -> str:
    """Return the person's name, or the program's, with the door when it was not the web."""
    name = entry.by_name or str(_("The program"))
    return f"{name}, {DOORS[entry.door]}" if entry.door in DOORS else name


def changes(entry: HistoryEntry, reach: Reach) -> list[tuple[str, str | None, str]]:
    """Return the changed fields with what stood there before, None when nothing did, and what stands there now.

    What is written in a committee's work is told to its members only: to others an entry says who did what, and when.
    """
    if entry.subject not in OF_THE_OFFICE and entry.committee_id not in reach.committee_ids:
        return []
    rows = []
    for key, value in entry.changes.items():
        before, after = value if isinstance(value, list) and len(value) == 2 else (None, value)
        names = NAMED_BY.get(key)
        told = [_name(names, each) if names else _shown(each) for each in (before, after)]
        rows.append((str(FIELDS.get(key, key)), None if before is None else told[0], told[1]))
    return [row for row in rows if row[1] or row[2]]


def _name(table: type[Unit] | type[User], row_id: Any) -> str:
    """Return the name of the unit or person an entry keeps by id."""
    row = db.session.get(table, row_id) if isinstance(row_id, int) else None
    if isinstance(row, User):
        return row.full_name
    return row.name if isinstance(row, Unit) else _shown(row_id)


def _shown(value: Any) -> str:
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):  # 2026-02-31 is nobody's day, only words that look like one
            return day(date.fromisoformat(value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list | dict):
        return str(_("%(number)s lines", number=len(value)))
    return str(VALUES.get(value, value)) if isinstance(value, str) else "" if value is None else str(value)
