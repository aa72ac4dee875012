"""Who would get what on a day, by the rules in force or by others that are only typed; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker import mime
from tracker.people import queries
from tracker.people.calendar import office_calendar
from tracker.people.models import Committee, User
from tracker.reminders import letters, links, plan
from tracker.reminders.planned import Planned
from tracker.reminders.queries import unreachable_units
from tracker.reminders.rules import Rules


@dataclass(frozen=True)
class Preview:
    """The letters of a committee on a day, as far as they are about it: a reader's other committees are not told."""

    on: date
    is_office_day: bool
    letters: Sequence[Planned]
    quiet: int
    """Members who could be written to and get nothing on the day."""
    unreachable: Sequence[str]
    """The members and the units with open tasks to whom no letter can go, by name."""

    @property
    def lines(self) -> int:
        return sum(lines_of(each) for each in self.letters)

    @property
    def longest(self) -> Planned | None:
        """The letter with the most in it."""
        return max(self.letters, key=lines_of, default=None)

    def opened(self, address: str, *, at: datetime) -> str:
        """Return how the letter to an address would read, empty where there is none; it opens nothing in their name."""
        found = next((each for each in self.letters if each.mailbox.address == address), None)
        return links.covered(letters.daily(found, at=at).text) if found else ""


def lines_of(letter: Planned) -> int:
    """Return how much a letter tells."""
    return len(letter.lines) + len(letter.summaries) + len(letter.briefs)


def of(committee: Committee, rules: Rules, on: date, *, at: datetime) -> Preview:
    """Return who would get what of a committee on a day if these were its rules."""
    found = plan.preview(committee.id, on, at=at, rules=rules)
    members = queries.people(queries.members_of(committee.id))
    reached = {each.mailbox.address.casefold() for each in found}
    quiet = [each for each in members if _is_reachable(each) and each.email.casefold() not in reached]
    unreachable = [each.full_name for each in members if not _is_reachable(each)]
    unreachable += [each.name for each in unreachable_units(committee.id)]
    return Preview(on, office_calendar().is_working_day(on), found, len(quiet), unreachable)


def _is_reachable(user: User) -> bool:
    return mime.is_address(user.email)
