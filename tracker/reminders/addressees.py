"""Whom the publication of a conclusion is told to: each unit once, and whoever it makes responsible by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tracker.documents.models import Conclusion, Decision, Item, Part
from tracker.documents.queries import lead_of
from tracker.people.models import Unit, User
from tracker.reminders.queries import Mailbox, is_member, mailboxes_of_person, mailboxes_of_unit


@dataclass(frozen=True)
class Addressee:
    """Who gets one letter, and what of the conclusion it names; without a mailbox it will wait for an address.

    A person's letter names what their unit is given too where they would have read that in their unit's letter:
    nobody gets two letters of one publication.
    """

    unit: Unit | None = None
    user: User | None = None
    mailboxes: Sequence[Mailbox] = ()
    leads: Sequence[Item] = ()
    supports: Sequence[Item] = ()
    in_charge: Sequence[Item] = field(default=())
    """What the person is made responsible for by name."""

    @property
    def name(self) -> str:
        """The unit or the person."""
        return self.user.full_name if self.user else self.unit.name if self.unit else ""

    @property
    def items(self) -> list[Item]:
        """All the letter names, each once."""
        return list(dict.fromkeys([*self.in_charge, *self.leads, *self.supports]))


def addressees_of(conclusion: Conclusion) -> list[Addressee]:
    """Return who is told what once a conclusion is published: units by the order of the document, then people."""
    accepted = [item for item in conclusion.items if item.decision == Decision.ACCEPTED]
    units = _units(accepted, conclusion.committee_id)
    people = []
    for user, in_charge in _in_charge(accepted, conclusion.committee_id).items():
        own = next((each for each in units if any(box.user == user for box in each.mailboxes)), Addressee())
        if set(in_charge) <= set(own.items):
            continue
        rest = [box for box in own.mailboxes if box.user != user]
        units = [replace(each, mailboxes=rest) if each is own else each for each in units if each is not own or rest]
        people.append(Addressee(
            user=user, unit=user.unit, mailboxes=mailboxes_of_person(user), in_charge=in_charge,
            leads=_without(own.leads, in_charge), supports=_without(own.supports, in_charge),
        ))  # fmt: skip
    return [*units, *people]


def _units(accepted: Iterable[Item], committee_id: int) -> list[Addressee]:
    """Return each unit that leads or supports, those that lead first."""
    leads: dict[Unit, list[Item]] = {}
    supports: dict[Unit, list[Item]] = {}
    for item in accepted:
        lead = lead_of(item)
        if lead is None or lead.unit is None:
            continue
        leads.setdefault(lead.unit, []).append(item)
        for unit in _supporting(item, lead.unit):
            supports.setdefault(unit, []).append(item)
    return [
        Addressee(
            unit=unit, mailboxes=mailboxes_of_unit(unit, committee_id), leads=leads.get(unit, []),
            supports=supports.get(unit, []),
        )
        for unit in dict.fromkeys([*leads, *supports])
    ]  # fmt: skip


def _supporting(item: Item, lead: Unit) -> Iterable[Unit]:
    """Return the units that support, as the task will have them: the further leading ones among them."""
    named = [each.unit for part in (Part.LEAD, Part.SUPPORT) for each in item.units if each.part == part]
    return dict.fromkeys(unit for unit in named if unit is not None and unit != lead)


def _in_charge(accepted: Iterable[Item], committee_id: int) -> dict[User, list[Item]]:
    """Return who is made responsible by name, as far as they work for the committee and can be written to."""
    found: dict[User, list[Item]] = {}
    for item in accepted:
        if item.assignee and is_member(item.assignee, committee_id) and mailboxes_of_person(item.assignee):
            found.setdefault(item.assignee, []).append(item)
    return found


def _without(items: Sequence[Item], named: Sequence[Item]) -> list[Item]:
    return [item for item in items if item not in named]
