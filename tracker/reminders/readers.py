"""Who hears of a task: those who do it, those above them, and who reads for whoever is away. Pure, from the facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.people.models import Role, Unit, User
from tracker.reminders.facts import Duty, Facts
from tracker.reminders.occasions import late_by
from tracker.reminders.queries import Mailbox


@dataclass(frozen=True)
class Reader:
    """A mailbox that is written to, and the person who is away and for whom it is read."""

    mailbox: Mailbox
    for_user: User | None = None

    @property
    def address(self) -> str:
        return self.mailbox.address.casefold()


class Readers:
    """Finds readers by the facts of one day."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    # ------------------------------------------------------------------------------------------ who does it

    def of_task(self, duty: Duty) -> list[Reader]:
        """Return who is reminded of a task: the assignee, else the lead unit's officials, else the unit's mailbox."""
        unit = self.facts.units.get(duty.lead_unit_id or 0)
        assignee = self.facts.users.get(duty.assignee_id or 0)
        if assignee and self._can_read(assignee, duty.committee_id):
            return self.present([assignee], duty.committee_id, unit)
        if unit is None:
            return []
        people = [each for each in self._officials(unit, duty.committee_id) if self.facts.is_usable(each.email)]
        return self.present(people, duty.committee_id, unit) if people else self._mailbox_of(unit, None)

    def of_person(self, user: User | None, committee_id: int) -> list[Reader]:
        """Return who reads what is meant for one person alone: they, or their stand-in; nobody otherwise."""
        if user is None or not self._can_read(user, committee_id):
            return []
        return self.present([user], committee_id, None)

    def with_role(self, role: Role, committee_id: int) -> list[Reader]:
        """Return who reads what is meant for the holders of a role in a committee."""
        held = self.facts.roles.get(committee_id, {})
        users = [self.facts.users[user_id] for user_id, roles in held.items() if role in roles]
        return _once(reader for user in users for reader in self.of_person(user, committee_id))

    # ------------------------------------------------------------------------------------------ who is above them

    def above(self, duty: Duty, on: date) -> list[tuple[Reader, date]]:
        """Return who hears of a task late for long, and since when: a chain, the next where there is nobody.

        After `head_after` office days the head of the unit, else the standing member; after `standing_after` the
        standing member, else the chair. A part of a task is a matter of its unit only.
        """
        rules, calendar = self.facts.rules_of(duty.committee_id), self.facts.calendar
        if duty.due_on is None or not duty.is_overdue(on):
            return []
        unit = self.facts.units.get(duty.lead_unit_id or 0)
        head = self.of_person(self.facts.users.get(unit.head_id or 0) if unit else None, duty.committee_id)
        standing = self.of_person(self.facts.users.get(rules.standing_member_id or 0), duty.committee_id)
        found: dict[str, tuple[Reader, date]] = {}
        if day := late_by(duty.due_on, on, rules.head_after, calendar):
            for reader in head or ([] if duty.parent_id else standing):
                found[reader.address] = (reader, day)
        if not duty.parent_id and (day := late_by(duty.due_on, on, rules.standing_after, calendar)):
            for reader in standing or self.with_role(Role.CHAIR, duty.committee_id):
                found.setdefault(reader.address, (reader, day))
        return list(found.values())

    # ------------------------------------------------------------------------------------------ who reads for whom

    def present(self, users: Sequence[User], committee_id: int, unit: Unit | None) -> list[Reader]:
        """Return who reads for these people: they themselves, or for who is away a stand-in, else those of the unit.

        Without a stand-in the unit's other officials read, else its mailbox; without a unit it waits for the return.
        """
        own = [Reader(_mailbox(user)) for user in users if user.id not in self.facts.absences]
        return _once([*own, *(each for user in users if user.id in self.facts.absences
                              for each in self._instead_of(user, committee_id, unit))])  # fmt: skip

    def _instead_of(self, user: User, committee_id: int, unit: Unit | None) -> list[Reader]:
        if stand_in := self._stand_in(user, committee_id):
            return [Reader(_mailbox(stand_in), user)]
        if unit is None:
            return []
        others = [
            each for each in self._officials(unit, committee_id)
            if each.id != user.id and each.id not in self.facts.absences and self.facts.is_usable(each.email)
        ]  # fmt: skip
        return [Reader(_mailbox(each), user) for each in others] or self._mailbox_of(unit, user)

    def _stand_in(self, user: User, committee_id: int) -> User | None:
        """Follow the stand-ins of stand-ins to somebody who is there and may read the committee's matters."""
        seen = {user.id}
        absence = self.facts.absences.get(user.id)
        while absence and absence.stand_in_id and absence.stand_in_id not in seen:
            found = self.facts.users[absence.stand_in_id]
            seen.add(found.id)
            absence = self.facts.absences.get(found.id)
            if absence is None:
                return found if self._can_read(found, committee_id) else None
        return None

    def _mailbox_of(self, unit: Unit, for_user: User | None) -> list[Reader]:
        usable = self.facts.is_usable(unit.email)
        return [Reader(Mailbox(unit.name, unit.email, unit=unit), for_user)] if usable else []

    def _officials(self, unit: Unit, committee_id: int) -> Sequence[User]:
        return self.facts.officials.get((committee_id, unit.id), ())

    def _can_read(self, user: User, committee_id: int) -> bool:
        """Whether a letter about a committee's matters may and can go to a person."""
        return user.id in self.facts.roles.get(committee_id, {}) and self.facts.is_usable(user.email)


def _mailbox(user: User) -> Mailbox:
    return Mailbox(user.full_name, user.email, user=user, unit=user.unit)


def _once(readers: Iterable[Reader]) -> list[Reader]:
    """Return each mailbox once; who reads for themselves does not stand in as well."""
    found: dict[str, Reader] = {}
    for reader in readers:
        known = found.get(reader.address)
        if known is None or (known.for_user and not reader.for_user):
            found[reader.address] = reader
    return list(found.values())
