"""Who may call what: every endpoint and method of the program, in this one table. What is not declared is refused.

A row grants by roles; the roles granted here also bound what the request can find: `web.reach()` holds only the
committees where the signed-in person has one of the roles of *this* row, and every object is fetched through it.
So a right to read never allows a write. `tests/test_permissions.py` walks every route, method and role, and
fails when a route has no row.
"""

from dataclasses import dataclass

from tracker.people.models import Role


@dataclass(frozen=True)
class Grant:
    """Who is let in: anyone, anyone signed in, holders of these roles in a committee, or the administrator."""

    anyone: bool = False
    signed_in: bool = False
    roles: frozenset[Role] = frozenset()
    admin: bool = False


ANYONE = Grant(anyone=True)
SIGNED_IN = Grant(signed_in=True)
MEMBERS = Grant(roles=frozenset(Role))
SECRETARY = Grant(roles=frozenset({Role.SECRETARY}))
OFFICIAL = Grant(roles=frozenset({Role.OFFICIAL}))
CHAIR = Grant(roles=frozenset({Role.CHAIR}))
UPDATERS = Grant(roles=frozenset({Role.SECRETARY, Role.OFFICIAL}))
CONFIRMERS = Grant(roles=frozenset({Role.SECRETARY, Role.CHAIR}))
BRIEFED = Grant(roles=frozenset({Role.SECRETARY, Role.CHAIR, Role.VIEWER}))
WORKERS = Grant(roles=frozenset({Role.SECRETARY, Role.OFFICIAL, Role.CHAIR}))
"""Who works on tasks; which of them each may decide on, an official on the parts their unit gave, the rooms ask."""
ADMIN = Grant(admin=True)
KEEPERS = Grant(roles=frozenset({Role.SECRETARY}), admin=True)
"""Who looks after the names of units: the secretaries, who meet them in documents, and the administrator."""

DECLARED: dict[str, dict[str, Grant]] = {
    # the program itself
    "static": {"GET": ANYONE},
    "style": {"GET": ANYONE},  # the living style sheet, served while developing and testing only
    # people
    "people.sign_in": {"GET": ANYONE, "POST": ANYONE},
    "people.sign_out": {"POST": SIGNED_IN},
    "people.language": {"POST": ANYONE},
    "people.committee": {"POST": SIGNED_IN},
    "people.kept": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "people.password": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "people.decider": {"GET": CHAIR, "POST": CHAIR},
    "people.administration": {"GET": KEEPERS},
    "people.units": {"GET": KEEPERS},
    "people.new_unit": {"GET": KEEPERS, "POST": KEEPERS},
    "people.unit": {"GET": KEEPERS, "POST": KEEPERS},
    "people.aliases": {"POST": KEEPERS},
    "people.revoke_alias": {"POST": KEEPERS},
    "people.users": {"GET": ADMIN},
    "people.new_user": {"GET": ADMIN, "POST": ADMIN},
    "people.user": {"GET": ADMIN, "POST": ADMIN},
    "people.reset_password": {"POST": ADMIN},
    "people.export_users": {"GET": ADMIN},
    "people.new_roster": {"GET": ADMIN, "POST": ADMIN},
    "people.roster": {"GET": ADMIN},
    "people.carry_out_roster": {"POST": ADMIN},
    "people.committees": {"GET": ADMIN},
    "people.new_committee": {"GET": ADMIN, "POST": ADMIN},
    "people.edit_committee": {"GET": ADMIN, "POST": ADMIN},
    "people.members": {"POST": ADMIN},
    "people.remove_member": {"POST": ADMIN},
    "people.office_calendar": {"GET": ADMIN},
    "people.add_office_day": {"POST": ADMIN},
    "people.add_office_days": {"POST": ADMIN},
    "people.remove_office_day": {"POST": ADMIN},
    "people.reporting": {"GET": SECRETARY, "POST": SECRETARY},
    "people.committee_reporting": {"GET": ADMIN, "POST": ADMIN},
    "people.absences": {"GET": KEEPERS, "POST": KEEPERS},  # of whom: `absences.people_in_hand`
    "people.withdraw_absence": {"POST": SIGNED_IN},  # one's own, or one that is in one's hand: `absences.in_hand`
    "people.history": {"GET": ADMIN},
    "people.export_history": {"GET": ADMIN},
    "people.chain": {"GET": ADMIN},
    "people.own_sessions": {"GET": SIGNED_IN},
    "people.end_own_session": {"POST": SIGNED_IN},
    "people.end_other_sessions": {"POST": SIGNED_IN},
    "people.sign_ins": {"GET": ADMIN},
    "people.failed_sign_ins": {"GET": ADMIN},
    "people.end_session": {"POST": ADMIN},
    # documents
    "documents.conclusions": {"GET": MEMBERS},
    "documents.new": {"GET": SECRETARY, "POST": SECRETARY},
    "documents.conclusion": {"GET": MEMBERS},
    "documents.progress": {"GET": SECRETARY},
    "documents.no_task": {"GET": SECRETARY},
    "documents.upload": {"GET": SECRETARY, "POST": SECRETARY},
    "documents.cancel_upload": {"POST": SECRETARY},
    "documents.upload_page": {"GET": SECRETARY},
    "documents.header": {"GET": SECRETARY, "POST": SECRETARY},
    "documents.day": {"GET": SECRETARY},
    "documents.item": {"GET": SECRETARY, "POST": SECRETARY},
    "documents.keep_typed": {"POST": SECRETARY},
    "documents.discard_typed": {"POST": SECRETARY},
    "documents.decision": {"POST": SECRETARY},
    "documents.units": {"POST": SECRETARY},
    "documents.split": {"GET": SECRETARY, "POST": SECRETARY},
    "documents.merger": {"POST": SECRETARY},
    "documents.bulk": {"POST": SECRETARY},
    "documents.undo": {"POST": SECRETARY},
    "documents.source": {"GET": SECRETARY, "POST": SECRETARY},
    "documents.rereadings": {"POST": SECRETARY},
    "documents.export_reading": {"GET": SECRETARY},
    # tasks
    "tasks.tasks": {"GET": MEMBERS},
    "tasks.task": {"GET": MEMBERS},
    "tasks.updates": {"GET": MEMBERS},
    "tasks.new_update": {"GET": UPDATERS},
    "tasks.add_update": {"POST": UPDATERS},
    "tasks.withdrawal": {"POST": OFFICIAL},
    "tasks.keep_draft": {"POST": UPDATERS},
    "tasks.discard_draft": {"POST": UPDATERS},
    "tasks.edit_update": {"GET": UPDATERS, "POST": UPDATERS},
    "tasks.attach_files": {"POST": UPDATERS},
    "tasks.file": {"GET": MEMBERS},
    "tasks.picture": {"GET": MEMBERS},
    "tasks.remove_file": {"POST": UPDATERS},
    "tasks.confirmation": {"POST": WORKERS},
    "tasks.returns": {"GET": WORKERS, "POST": WORKERS},
    "tasks.reopenings": {"GET": WORKERS, "POST": WORKERS},
    "tasks.drops": {"GET": WORKERS, "POST": WORKERS},
    "tasks.projects": {"GET": MEMBERS},
    "tasks.project": {"GET": UPDATERS, "POST": UPDATERS},
    "tasks.end_project": {"POST": SECRETARY},
    "tasks.meaning": {"GET": MEMBERS},
    "tasks.search": {"GET": MEMBERS},
    "tasks.new_saved_view": {"GET": MEMBERS, "POST": MEMBERS},
    "tasks.saved_view": {"GET": MEMBERS, "POST": MEMBERS},  # one's own, or shared by oneself as its secretary
    "tasks.remove_saved_view": {"POST": MEMBERS},
    "tasks.day": {"GET": MEMBERS},
    "tasks.owed_reports": {"GET": MEMBERS},
    "tasks.excuse": {"GET": SECRETARY, "POST": SECRETARY},
    "tasks.link_thread": {"GET": SECRETARY, "POST": SECRETARY},
    "tasks.refuse_thread": {"POST": SECRETARY},
    "tasks.part_thread": {"POST": SECRETARY},
    "tasks.new_part": {"GET": UPDATERS},
    "tasks.give_part": {"POST": UPDATERS},
    "tasks.part": {"GET": UPDATERS, "POST": UPDATERS},
    "tasks.assignment": {"GET": UPDATERS, "POST": UPDATERS},
    "tasks.bulk_unit": {"GET": SECRETARY, "POST": SECRETARY},
    "tasks.bulk_person": {"GET": UPDATERS, "POST": UPDATERS},
    "tasks.bulk_order": {"GET": WORKERS},  # one's own: `bulk.orders_of`
    "tasks.cancel_bulk": {"POST": WORKERS},
    "tasks.take_bulk_back": {"POST": WORKERS},
    "tasks.departure": {"GET": ADMIN, "POST": ADMIN},
    "tasks.successions": {"GET": KEEPERS},
    "tasks.new_succession": {"GET": ADMIN, "POST": ADMIN},
    "tasks.succession": {"GET": KEEPERS},
    "tasks.agree_succession": {"POST": ADMIN},
    "tasks.cancel_succession": {"POST": ADMIN},
    "tasks.take_succession_back": {"POST": ADMIN},
    "tasks.handover": {"GET": SECRETARY, "POST": SECRETARY},
    "tasks.new_extension": {"GET": UPDATERS},
    "tasks.ask_extension": {"POST": UPDATERS},
    "tasks.waiting_extensions": {"GET": MEMBERS},
    "tasks.extension": {"GET": MEMBERS},
    "tasks.decide_extension": {"POST": MEMBERS},  # the chair, or whom the chair named: `extensions.decidable`
    "tasks.withdraw_extension": {"POST": UPDATERS},
    "tasks.refuse": {"GET": OFFICIAL, "POST": OFFICIAL},
    "tasks.waiting_refusals": {"GET": MEMBERS},
    "tasks.refusal": {"GET": MEMBERS},
    "tasks.answer_refusal": {"POST": WORKERS},
    "tasks.withdraw_refusal": {"POST": OFFICIAL},
    # meetings
    "meetings.meetings": {"GET": MEMBERS},
    "meetings.new_meeting": {"GET": SECRETARY, "POST": SECRETARY},
    "meetings.meeting": {"GET": MEMBERS},
    "meetings.edit_meeting": {"GET": SECRETARY, "POST": SECRETARY},
    "meetings.cancellation": {"GET": SECRETARY, "POST": SECRETARY},
    "meetings.reinstatement": {"POST": SECRETARY},
    "meetings.results": {"GET": MEMBERS},
    "meetings.matching": {"GET": CONFIRMERS, "POST": SECRETARY},
    "meetings.directions_register": {"GET": MEMBERS},
    "meetings.task_directions": {"GET": MEMBERS},
    "meetings.new_direction": {"GET": CONFIRMERS},
    "meetings.direct": {"POST": CONFIRMERS},  # a secretary while a meeting sits only: `directions.may_direct`
    "meetings.direction_day": {"GET": CONFIRMERS},
    "meetings.new_matter": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.direction": {"GET": MEMBERS},
    "meetings.reword_direction": {"POST": CONFIRMERS},
    "meetings.withdraw_direction": {"POST": CONFIRMERS},
    "meetings.commitments_register": {"GET": MEMBERS},
    "meetings.new_commitment": {"GET": CONFIRMERS},
    "meetings.promise": {"POST": CONFIRMERS},
    "meetings.fulfilment": {"GET": UPDATERS, "POST": UPDATERS},  # whose promise: `commitments.may_fulfil`
    "meetings.release": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.begin": {"POST": CONFIRMERS},
    "meetings.change_presider": {"POST": CONFIRMERS},
    "meetings.close": {"POST": CONFIRMERS},
    "meetings.reopen": {"POST": CONFIRMERS},
    "meetings.agenda": {"GET": MEMBERS},
    "meetings.add_point": {"POST": CONFIRMERS},
    "meetings.point": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.remove_point": {"POST": CONFIRMERS},
    "meetings.move_point": {"POST": CONFIRMERS},
    "meetings.bring_in": {"POST": CONFIRMERS},
    "meetings.leave_out": {"POST": CONFIRMERS},
    "meetings.attendance": {"GET": MEMBERS},
    "meetings.invite": {"POST": CONFIRMERS},
    "meetings.add_guest": {"POST": CONFIRMERS},
    "meetings.guest": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.note_presence": {"POST": CONFIRMERS},
    "meetings.note_all": {"POST": CONFIRMERS},
    "meetings.strike_guest": {"POST": CONFIRMERS},
    "meetings.projector": {"GET": CONFIRMERS},
    "meetings.projected": {"GET": CONFIRMERS},
    "meetings.show": {"POST": CONFIRMERS},
    "meetings.room": {"GET": MEMBERS},
    "meetings.pulse": {"GET": MEMBERS},
    "meetings.conclusion": {"GET": CONFIRMERS},
    "meetings.conclusion_part": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.new_draft_item": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.draft_item": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.remove_draft_item": {"POST": CONFIRMERS},
    "meetings.direction_wording": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "meetings.direction_omission": {"POST": CONFIRMERS},
    "meetings.draft_order": {"POST": CONFIRMERS},
    "meetings.draft_day": {"GET": CONFIRMERS},
    # reminders
    "reminders.publication": {"GET": SECRETARY, "POST": SECRETARY},
    "reminders.remind_task": {"GET": WORKERS, "POST": WORKERS},
    "reminders.bulk_remind": {"GET": CONFIRMERS, "POST": CONFIRMERS},
    "reminders.undo": {"POST": MEMBERS},  # one's own act: `tasks.undo.own_acts`, `tasks.undo.hold`
    "reminders.letters": {"GET": CONFIRMERS},
    "reminders.letter": {"GET": CONFIRMERS},
    "reminders.export_letters": {"GET": CONFIRMERS},
    "reminders.export_letters_as_text": {"GET": CONFIRMERS},
    "reminders.resend": {"POST": SECRETARY},
    "reminders.clock": {"POST": KEEPERS},
    "reminders.reply": {"GET": MEMBERS},
    "reminders.send_reply": {"POST": UPDATERS},
    "reminders.replied": {"GET": MEMBERS},
    "reminders.reply_by_link": {"GET": ANYONE},  # the signed link is the authority: `reminders.links`
    "reminders.send_by_link": {"POST": ANYONE},  # as above, and only where the office asks for no sign-in
    "reminders.rules": {"GET": SECRETARY, "POST": SECRETARY},
    "reminders.committee_rules": {"GET": ADMIN, "POST": ADMIN},
    "reminders.own_letters": {"GET": SIGNED_IN},
    "reminders.choose_rhythm": {"POST": SIGNED_IN},
    "reminders.announce_own_absence": {"POST": SIGNED_IN},
    "reminders.set_hours": {"POST": ADMIN},
    "reminders.mail": {"GET": ADMIN, "POST": ADMIN},
    "reminders.send_test": {"POST": ADMIN},
    "reminders.returned": {"GET": ADMIN, "POST": ADMIN},
    "reminders.try_returned": {"POST": ADMIN},
    "reminders.give_up": {"POST": SECRETARY},
    "reminders.revoke_reply_links": {"POST": ADMIN},
    "reminders.health": {"GET": ANYONE},
    # review
    "review.home": {"GET": SIGNED_IN},
    "review.brief": {"GET": BRIEFED},
    "review.listed": {"GET": BRIEFED},
    "review.proposed": {"GET": BRIEFED},
    "review.pictures": {"GET": BRIEFED},
    "review.units": {"GET": BRIEFED},
    "review.counted_tasks": {"GET": BRIEFED},
    "review.timeline": {"GET": MEMBERS},
    "review.calendar": {"GET": MEMBERS},
    # reports
    "reports.register": {"GET": MEMBERS},
    "reports.projects": {"GET": MEMBERS},
    "reports.units": {"GET": BRIEFED},
    "reports.commitments": {"GET": MEMBERS},
    "reports.register_of_chosen": {"GET": MEMBERS},
    "reports.brief_list": {"GET": BRIEFED},
    "reports.handover": {"GET": SECRETARY},
    "reports.conclusion_draft": {"GET": CONFIRMERS},
    "reports.own_feeds": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "reports.renew_feed": {"POST": SIGNED_IN},  # one's own: `feeds.own_feeds`
    "reports.revoke_feed": {"POST": SIGNED_IN},
    "reports.calendar": {"GET": ANYONE},  # its address is the right; what it says is its owner's reach at the moment
    "reports.task_calendar": {"GET": MEMBERS},
    "reports.meeting_calendar": {"GET": MEMBERS},
}


def grant(endpoint: str | None, method: str) -> Grant | None:
    """Return the grant for an endpoint and method, HEAD counting as GET; None when it is not declared."""
    return DECLARED.get(endpoint or "", {}).get("GET" if method == "HEAD" else method)
