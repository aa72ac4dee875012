"""What a list of people would change in the office, row by row, and the rules that stand in the way."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from tracker.cleaning import is_email
from tracker.extensions import db
from tracker.findable import fold
from tracker.languages import LANGUAGES
from tracker.languages import gettext as _
from tracker.people import passwords, queries
from tracker.people.models import Committee, Role, Unit, User
from tracker.people.names import folded_unit_name
from tracker.people.roster import BETWEEN, NO, ROLE_WORDS, YES
from tracker.people.roster_reading import LIKE_ENOUGH, Line, Listing, Problem

NEW = {"post": "", "unit_id": None, "email": "", "phone": "", "language": "vi", "is_admin": False, "is_enabled": True}
"""What a new account has where the sheet says nothing."""
PHONE = re.compile(r"\+?[\d\s.()/-]{3,40}(?:(?:máy lẻ|ext\.?)\s?\d{1,6})?")
BOOLEANS = {fold(YES): True, "x": True, "yes": True, "true": True, fold(NO): False, "no": False, "false": False}


@dataclass
class Change:
    """What one row does to one account; `user` is None for a new one."""

    row: int
    username: str
    full_name: str
    user: User | None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Each column of the account with what stands there and what is to stand there."""
    given: list[tuple[int, Role]] = field(default_factory=list)
    taken: list[tuple[int, Role]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """How the page calls it."""
        if self.user is None:
            return "added"
        if "is_enabled" in self.fields:
            return "enabled" if self.fields["is_enabled"][1] else "disabled"
        return "changed"

    @property
    def is_any(self) -> bool:
        return self.user is None or bool(self.fields or self.given or self.taken)


@dataclass
class Plan:
    """All a list would do. With a single problem it does nothing."""

    problems: list[Problem]
    changes: list[Change]
    rows: int
    left_out: int
    """Accounts of the office that the sheet does not name; they stay as they are."""

    @property
    def unchanged(self) -> int:
        return self.rows - len(self.changes)

    @property
    def mark(self) -> str:
        """Return what tells this plan from another: carried out is only what was shown."""
        told = [
            (
                each.row, each.username, each.full_name, each.user.version if each.user else 0,
                sorted(each.fields.items()), each.given, each.taken,
            )
            for each in self.changes
        ]  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()


class Office:
    """The office as a list is compared with it, looked up once."""

    def __init__(self, committees: Sequence[Committee]) -> None:
        self.users = {
            user.username.casefold(): user for user in db.session.scalars(queries.users_with_roles()).unique()
        }
        self.committees = {each.id: each for each in committees}
        self.units: dict[str, Unit] = {}
        for unit in db.session.scalars(queries.units_with_names()):
            for name in (unit.folded, *(alias.folded for alias in unit.aliases)):
                self.units[name] = unit
        self.unit_by_id = {unit.id: unit for unit in self.units.values()}


def plan(listing: Listing, committees: Sequence[Committee], *, by_id: int) -> Plan:
    """Return what a list would do at this moment, and everything that is wrong with it."""
    office, problems = Office(committees), list(listing.problems)
    seen = Counter(line.values["username"].casefold() for line in listing.lines if line.values["username"])
    changes = []
    for line in listing.lines:
        reader = _Reader(line, office, problems)
        if seen[line.values["username"].casefold()] > 1:
            reader.complain("username", "username_twice", _("This user name is in the sheet more than once."))
        changes.append(reader.change())
    _keep_administration(changes, office, problems, by_id)
    _keep_secretaries(changes, office, problems)
    named = {change.username for change in changes}
    problems.sort(key=lambda each: (each.row, each.cell))
    real = [change for change in changes if change.is_any]
    return Plan(problems, real, len(changes), sum(name not in named for name in office.users))


@dataclass
class _Reader:
    """One row held against the office."""

    line: Line
    office: Office
    problems: list[Problem]

    def complain(self, key: str | int, code: str, sentence: str) -> None:
        self.problems.append(Problem(self.line.number, self.line.cells.get(key, ""), code, sentence))

    def change(self) -> Change:
        """Return what the row changes; what is wrong with it is complained of."""
        username, full_name = self.line.values["username"].casefold(), self.line.values["full_name"]
        user = self.office.users.get(username)
        self._name(username, full_name, user)
        wanted: dict[str, Any] = {"full_name": full_name}
        for key in ("post", "email", "phone"):
            if key in self.line.values:
                wanted[key] = self.line.values[key]
        if "unit" in self.line.values:
            wanted["unit_id"] = self._unit(self.line.values["unit"], user)
        if "language" in self.line.values:
            wanted["language"] = self._language(self.line.values["language"], user)
        for key in ("is_admin", "is_enabled"):
            if key in self.line.values:
                wanted[key] = self._yes_or_no(key, user)
        now: dict[str, Any] = {key: getattr(user, key) for key in NEW | wanted} if user else {"full_name": "", **NEW}
        after = now | wanted
        fields = {key: (now[key], new) for key, new in after.items() if now[key] != new} if user else {
            key: (None, value) for key, value in after.items()
        }  # fmt: skip
        self._addresses(fields)
        change = Change(self.line.number, username, full_name, user, fields)
        self._roles(change, after["unit_id"])
        return change

    def _name(self, username: str, full_name: str, user: User | None) -> None:
        if not username:
            self.complain("username", "no_username", _("Write the user name."))
        elif not passwords.is_username(username):
            self.complain(
                "username", "bad_username", _("Use 2 to 60 letters a–z, digits, dots, dashes or underscores.")
            )
        if not full_name:
            self.complain("full_name", "no_full_name", _("Write the full name."))
        elif user and not set(fold(full_name).split()) & set(fold(user.full_name).split()):
            self.complain("username", "of_somebody_else", _(
                "This user name belongs to %(name)s. Give the new person another one; if the name really changed, "
                "change it on the page of the account.", name=user.full_name,
            ))  # fmt: skip

    def _unit(self, name: str, user: User | None) -> int | None:
        if not name:
            return None
        unit = self.office.units.get(folded_unit_name(name))
        if unit and (unit.is_active or (user and user.unit_id == unit.id)):
            return unit.id
        if unit:
            self.complain("unit", "closed_unit", _("“%(unit)s” is closed. Choose another unit.", unit=unit.name))
            return None
        words = set(folded_unit_name(name).split())
        alike = sorted({each.name for key, each in self.office.units.items() if words and words <= set(key.split())})
        if len(alike) > 1:
            names = ", ".join(f"“{each}”" for each in alike[:5])
            self.complain("unit", "ambiguous_unit", _("Several units may be meant: %(names)s. Write one of these.",
                                                      names=names))  # fmt: skip
            return None
        choices = {key: key for key, each in self.office.units.items() if each.is_active}
        best = process.extractOne(folded_unit_name(name), choices, scorer=fuzz.WRatio)
        hint = _("Did you mean “%(name)s”?", name=self.office.units[best[2]].name) if best and best[1] > LIKE_ENOUGH \
            else _("Add the unit first, or correct the name.")  # fmt: skip
        self.complain("unit", "unknown_unit", _("The office has no unit “%(name)s”. %(hint)s", name=name, hint=hint))
        return None

    def _language(self, text: str, user: User | None) -> str:
        if not text:
            return user.language if user else str(NEW["language"])
        found = next((code for code, name in LANGUAGES.items() if fold(text) in (fold(name), code)), None)
        if found is None:
            names = ", ".join(LANGUAGES.values())
            self.complain("language", "unknown_language", _("Write one of: %(names)s.", names=names))
        return found or str(NEW["language"])

    def _yes_or_no(self, key: str, user: User | None) -> bool:
        text = fold(self.line.values[key])
        if not text and user is None:
            return bool(NEW[key])
        if text not in BOOLEANS:
            self.complain(key, "no_yes_or_no", _("Write %(yes)s or %(no)s.", yes=YES, no=NO))
        return BOOLEANS.get(text, bool(getattr(user, key) if user else NEW[key]))

    def _addresses(self, fields: Mapping[str, tuple[Any, Any]]) -> None:
        """Look at the addresses that change; what the office has stays its own affair."""
        email, phone = (fields.get(key, ("", ""))[1] for key in ("email", "phone"))
        if email and not is_email(email):
            self.complain("email", "bad_email", _("Write an address such as name@office.local."))
        if phone and not PHONE.fullmatch(phone):
            self.complain("phone", "bad_phone", _("Write the telephone in digits, such as 0912 345 678."))

    def _roles(self, change: Change, unit_id: int | None) -> None:
        """Read the cell of each committee; a committee without a column keeps its roles."""
        held = {(each.committee_id, each.role) for each in change.user.memberships} if change.user else set()
        after = set(held)
        for committee_id, text in self.line.roles.items():
            after = {pair for pair in after if pair[0] != committee_id}
            after |= {(committee_id, role) for role in self._roles_in(committee_id, text)}
        change.given = sorted(after - held, key=lambda pair: (pair[0], pair[1].value))
        change.taken = sorted(held - after, key=lambda pair: (pair[0], pair[1].value))
        officials = [pair[0] for pair in after if pair[1] is Role.OFFICIAL]
        if (
            officials
            and unit_id is None
            and "unknown_unit" not in self._said()
            and (change.given or "unit_id" in change.fields)
        ):
            self.complain("unit" if "unit" in self.line.cells else officials[0], "official_without_unit", _(
                "An official works for a unit: write the unit."
            ))  # fmt: skip

    def _said(self) -> set[str]:
        """What was complained of in this row; a unit that was not understood lacks no second sentence."""
        units = ("unknown_unit", "ambiguous_unit", "closed_unit")
        codes = {each.code for each in self.problems if each.row == self.line.number}
        return codes | ({"unknown_unit"} if codes & set(units) else set())

    def _roles_in(self, committee_id: int, text: str) -> set[Role]:
        words = {fold(word): role for role, word in ROLE_WORDS.items()} | {role.value: role for role in Role}
        found = set()
        for part in filter(None, (each.strip() for each in re.split(r"[;,/\n]", text))):
            if role := words.get(fold(part)):
                found.add(role)
                continue
            best = process.extractOne(fold(part), list(words), scorer=fuzz.WRatio)
            hint = _("Did you mean “%(name)s”?", name=ROLE_WORDS[words[best[0]]]) if best and best[1] > LIKE_ENOUGH \
                else _("Roles are: %(names)s.", names=BETWEEN.join(ROLE_WORDS.values()))  # fmt: skip
            self.complain(
                committee_id, "unknown_role", _("There is no role “%(name)s”. %(hint)s", name=part, hint=hint)
            )
        return found


# ------------------------------------------------------------------------------------------ who must not go


def _keep_administration(changes: Sequence[Change], office: Office, problems: list[Problem], by_id: int) -> None:
    """Complain of a list that takes the sender's own administration, or the last administrator there is."""
    by_name = {change.username: change for change in changes}
    stays = any(_administers(by_name.get(name), user) for name, user in office.users.items())
    someone = stays or any(_administers(change, None) for change in changes if change.user is None)
    for change in changes:
        if change.user and _administers(None, change.user) and not _administers(change, change.user):
            if change.user.id == by_id:
                said = _("You cannot take your own administration away; another administrator can.")
                problems.append(Problem(change.row, "", "own_administration", said))
            if not someone:
                said = _("The office would be left without an administrator.")
                problems.append(Problem(change.row, "", "last_administrator", said))


def _administers(change: Change | None, user: User | None) -> bool:
    return _after(change, user, "is_admin") and _after(change, user, "is_enabled")


def _after(change: Change | None, user: User | None, key: str) -> bool:
    """What a yes-or-no of an account is once the change is made."""
    return bool(change.fields[key][1] if change and key in change.fields else getattr(user, key))


def _keep_secretaries(changes: Sequence[Change], office: Office, problems: list[Problem]) -> None:
    """Complain of a list that leaves a committee without a secretary who may sign in."""
    by_name = {change.username: change for change in changes}
    for committee_id, committee in office.committees.items():
        pair = (committee_id, Role.SECRETARY)
        held = [user for user in office.users.values() if user.is_enabled and _holds(user, pair)]
        stay = [
            user for user in held
            if not (change := by_name.get(user.username.casefold()))
            or (pair not in change.taken and _after(change, user, "is_enabled"))
        ]  # fmt: skip
        come = [c for c in changes if pair in c.given and c.fields.get("is_enabled", (None, True))[1]]
        if held and not stay and not come:
            for user in held:
                problems.append(Problem(by_name[user.username.casefold()].row, "", "last_secretary", _(
                    "“%(committee)s” would be left without a secretary: name the next one first.",
                    committee=committee.short_name,
                )))  # fmt: skip


def _holds(user: User, pair: tuple[int, Role]) -> bool:
    return any((each.committee_id, each.role) == pair for each in user.memberships)
