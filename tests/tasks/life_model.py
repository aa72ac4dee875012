"""The life of one task as the wish tells it, in plain words: who may do what, and what becomes of the task.

This is the second opinion the program is held against, so it knows nothing of the program: no table, no model.
A move answers "done", "stale" (the form was filled from an older version) or "refused".
"""

from dataclasses import dataclass, field
from datetime import date

DONE, STALE, REFUSED = "done", "stale", "refused"
AWAITED = ("not_started", "in_progress", "paused")

ROLES: dict[str, dict[str, str]] = {
    "secretary": {"secretary": "committee"},
    "official": {"official": "economy"},
    "culture_official": {"official": "culture"},
    "chair": {"chair": "committee"},
    "both": {"chair": "committee", "official": "culture"},
    "viewer": {},
    "admin": {},
    "other_secretary": {},
}
"""Who holds what: an official's right reaches the tasks of the unit named here, the others' the whole committee."""

MEMBERS = ("secretary", "official", "culture_official", "chair", "both", "viewer")
UNIT_OF = {"official": "economy", "culture_official": "culture", "both": "culture"}


@dataclass
class Life:
    """What is true of a task now."""

    due: date | None
    today: date
    original: date | None = None
    stage: str = "not_started"
    percent: int = 0
    version: int = 1
    unit: str = "economy"
    person: str | None = None
    reported_on: date | None = None
    closed_on: date | None = None
    history: list[str] = field(default_factory=lambda: ["opened"])
    asked_until: date | None = None
    is_refused: bool = False
    worked_percent: int = 0
    """The percentage before anything was reported: what a report that falls away goes back to."""
    dropped_unbegun: bool = False

    def __post_init__(self) -> None:
        self.original = self.due

    # -------------------------------------------------------------------------------------- who may

    def reports(self, who: str) -> bool:
        """The official of the unit that leads."""
        return ROLES[who].get("official") == self.unit

    def keeps(self, who: str) -> bool:
        return "secretary" in ROLES[who]

    def leads(self, who: str) -> bool:
        return "chair" in ROLES[who]

    def works(self, who: str) -> bool:
        """The unit itself, or the secretary for it."""
        return self.reports(who) or self.keeps(who)

    def decides(self, who: str) -> bool:
        return self.keeps(who) or self.leads(who)

    @property
    def is_awaited(self) -> bool:
        return self.stage in AWAITED

    # -------------------------------------------------------------------------------------- how far the work is

    def update(
        self, who: str, stage: str, percent: int | None, *, result: bool, difficulty: bool, version: int
    ) -> str:  # fmt: skip
        if version != self.version:
            return STALE
        if not self.works(who) or not self.is_awaited or stage in ("done", "dropped"):
            return REFUSED
        if stage == "reported":
            return self._report() if result else REFUSED
        reached = 0 if stage == "not_started" else self.percent if percent is None else percent
        says_nothing = not result and not difficulty and (stage, reached) == (self.stage, self.percent)
        pauses = stage == "paused" != self.stage
        if not 0 <= reached <= 100 or says_nothing or (pauses and not difficulty):
            return REFUSED
        self.stage, self.percent, self.worked_percent = stage, reached, reached
        return self._told("paused" if pauses else "updated")

    def _report(self) -> str:
        self.stage, self.percent, self.reported_on, self.is_refused = "reported", 100, self.today, False
        return self._told("reported")

    def withdraw(self, who: str, *, version: int) -> str:
        return self._goes_on("withdrew", self.reports(who) and self.stage == "reported", version)

    def return_(self, who: str, *, reason: bool, version: int) -> str:
        return self._goes_on("returned", self.decides(who) and self.stage == "reported" and reason, version)

    def reopen(self, who: str, *, reason: bool, version: int) -> str:
        may = self.decides(who) and self.stage in ("done", "dropped") and reason
        unbegun = self.stage == "dropped" and self.dropped_unbegun
        return self._goes_on("reopened", may, version, "not_started" if unbegun else "in_progress")

    def _goes_on(self, verb: str, may: bool, version: int, stage: str = "in_progress") -> str:
        if version != self.version:
            return STALE
        if not may:
            return REFUSED
        self.stage, self.percent, self.reported_on, self.closed_on = stage, self.worked_percent, None, None
        return self._told(verb)

    def confirm(self, who: str, *, version: int) -> str:
        if version != self.version:
            return STALE
        if not self.decides(who) or self.stage != "reported":
            return REFUSED
        self.stage, self.closed_on = "done", self.today
        return self._told("confirmed")

    def drop(self, who: str, *, reason: bool, version: int) -> str:
        if version != self.version:
            return STALE
        if not self.decides(who) or not (self.is_awaited or self.stage == "reported") or not reason:
            return REFUSED
        self.dropped_unbegun = self.stage == "not_started"
        self.stage, self.closed_on, self.is_refused = "dropped", self.today, False
        return self._told("dropped")

    def _told(self, verb: str) -> str:
        self.version += 1
        self.history.append(verb)
        return DONE

    # -------------------------------------------------------------------------------------- a later deadline

    def ask(self, who: str, until: date, *, reason: bool, version: int) -> str:
        if version != self.version:
            return STALE
        if not self.works(who) or not self.is_awaited or self.due is None or self.asked_until:
            return REFUSED
        if until <= self.due or until < self.today or not reason:
            return REFUSED
        self.asked_until = until
        self.history.append("asked_extension")
        return DONE

    def grant(self, who: str, until: date) -> str:
        may = self.leads(who) and self.is_awaited and self.due is not None and self.due < until >= self.today
        if not may:
            return REFUSED
        self.due, self.asked_until = until, None
        return self._told("extended")

    def stand(self, who: str, *, words: bool) -> str:
        """The chair lets the deadline stand."""
        return self._ends_asking("refused_extension", self.leads(who) and words)

    def take_asking_back(self, who: str) -> str:
        return self._ends_asking("withdrew_extension", self.works(who))

    def _ends_asking(self, verb: str, may: bool) -> str:
        if not may:
            return REFUSED
        self.asked_until = None
        self.history.append(verb)
        return DONE

    # -------------------------------------------------------------------------------------- not our task

    def refuse(self, who: str, *, reason: bool, version: int) -> str:
        if version != self.version:
            return STALE
        if not self.reports(who) or not self.is_awaited or self.is_refused or not reason:
            return REFUSED
        self.is_refused = True
        self.history.append("refused")
        return DONE

    def insist(self, who: str, *, words: bool) -> str:
        return self._answers("insisted", self.decides(who) and words)

    def keep_after_all(self, who: str) -> str:
        return self._answers("took_back_refusal", self.reports(who))

    def _answers(self, verb: str, may: bool) -> str:
        if not may:
            return REFUSED
        self.is_refused = False
        self.history.append(verb)
        return DONE

    # -------------------------------------------------------------------------------------- who does it

    def assign(self, who: str, unit: str | None, person: str | None, *, reason: bool, version: int) -> str:
        if version != self.version:
            return STALE
        is_open = self.is_awaited or self.stage == "reported"
        passes = unit != self.unit
        if not is_open or not self.works(who) or (passes and not (self.keeps(who) and unit and reason)):
            return REFUSED
        known = MEMBERS if self.keeps(who) else [each for each, own in UNIT_OF.items() if own == self.unit]
        if person not in (None, self.person, *known):
            return REFUSED
        if (unit, person) == (self.unit, self.person):
            return DONE
        self.is_refused = self.is_refused and not passes
        self.unit, self.person = unit or self.unit, person
        return self._told("transferred" if passes else "assigned")

    # -------------------------------------------------------------------------------------- how it stands

    @property
    def on_time(self) -> bool | None:
        """Judged on the day reported, against the first deadline."""
        if self.reported_on is None or self.original is None:
            return None
        return self.reported_on <= self.original

    @property
    def time_class(self) -> str:
        if self.due is None:
            return "no_deadline"
        if self.is_awaited and self.due < self.today:
            return "overdue"
        return "soon" if self.is_awaited and (self.due - self.today).days <= 7 else "in_time"

    def figures(self) -> dict[str, int]:
        """Return what this one task adds to the official sentence and the tabs of the register."""
        is_open, is_done = self.is_awaited or self.stage == "reported", self.stage == "done"
        counted = {
            "total": self.stage != "dropped",
            "done": is_done,
            "done_late": is_done and self.on_time is False,
            "open": is_open,
            "open_overdue": self.time_class == "overdue",
            "soon": self.time_class == "soon",
            "no_deadline": is_open and self.due is None,
            "reported": self.stage == "reported",
            "dropped": self.stage == "dropped",
        }
        return {name: int(counts) for name, counts in counted.items()}
