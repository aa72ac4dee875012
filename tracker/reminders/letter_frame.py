"""What stands around every letter: the letterhead, the salutation, who signs, whom to turn to."""

from collections.abc import Sequence

from tracker.languages import gettext as _
from tracker.people.models import Committee, Role, User
from tracker.people.queries import members
from tracker.reminders.bearings import answering


def head(committees: Sequence[Committee]) -> tuple[str, str]:
    """Return the two lines of the letterhead; of several committees, the body above them all and the program."""
    if len(committees) == 1:
        return committees[0].parent_body, committees[0].name
    bodies = {each.parent_body for each in committees}
    return bodies.pop() if len(bodies) == 1 else "", str(_("Register of conclusions"))


def salutation(user: User) -> str:
    """Return whom a letter to a person greets."""
    name = _("Comrade %(name)s", name=user.full_name)
    return ", ".join(filter(None, [name, user.unit.name if user.unit else user.post]))


def capital(words: str) -> str:
    """Return words as a title begins, with a capital."""
    return f"{words[:1].upper()}{words[1:]}"


def signed(person: User | None, committees: Sequence[Committee]) -> list[str]:
    """Return the signature of a person in a committee, else the names of the committees the letter speaks for."""
    if person and len(committees) == 1:
        return [person.full_name, post(person, committees[0])]
    return [", ".join(each.short_name for each in committees)]


def post(person: User, committee: Committee) -> str:
    """Return what a person is: their own post, else what they do in the committee."""
    is_chair = person in members(committee.id, Role.CHAIR)
    return person.post or str(_("Chair of the committee") if is_chair else _("Secretary of the committee"))


def secretary(committee: Committee) -> User | None:
    """Return who answers for a committee's letters that nobody signed: its first secretary by name."""
    return next(iter(members(committee.id, Role.SECRETARY)), None)


def whom_to_ask(committees: Sequence[Committee]) -> str:
    """Return that nobody reads answers, or who does, and whom to turn to instead."""
    answers = list(dict.fromkeys(filter(None, map(answering, committees))))
    if len(answers) == 1 and len(committees) == 1:
        return str(_("This letter was written by the program; an answer goes to %(address)s.", address=answers[0]))
    contacts = "; ".join(dict.fromkeys(filter(None, (each.contact or _reachable(each) for each in committees))))
    if contacts:
        return str(_("Please do not reply to this letter; for questions turn to: %(contact)s.", contact=contacts))
    return str(_("Please do not reply to this letter; for questions turn to the secretary of the committee."))


def _reachable(committee: Committee) -> str:
    """Return a committee's secretary with telephone and address, as far as they are known."""
    person = secretary(committee)
    return ", ".join(filter(None, [person.full_name, person.phone, person.email])) if person else ""
