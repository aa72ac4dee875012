"""What is known of a document before it is read: which meeting it concludes, the number and day it was given."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.formats import read_day


@dataclass(frozen=True)
class Known:
    """The meeting is told by who records its conclusion, and holds; number and day only fill what is blank."""

    meeting_on: date | None = None
    number: str = ""
    issued_on: date | None = None

    def completed(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the columns of a head as they were read, with what is known beside."""
        told: dict[str, Any] = {"number": self.number or None, "issued_on": self.issued_on}
        filled = {name: value for name, value in told.items() if value and not values.get(name)}
        if self.meeting_on and self.meeting_on != values.get("meeting_on"):
            spans = {name: span for name, span in values["header_spans"].items() if name != "meeting_on"}
            filled |= {"meeting_on": self.meeting_on, "header_spans": spans}
        return values | filled

    @property
    def kept(self) -> dict[str, str]:
        """It as a row keeps it while a file is being read."""
        told = {"meeting_on": self.meeting_on, "number": self.number, "issued_on": self.issued_on}
        return {name: str(value) for name, value in told.items() if value}

    @classmethod
    def of(cls, kept: dict[str, str]) -> "Known":
        """Return what a row kept."""
        days = {name: read_day(kept.get(name, "")) for name in ("meeting_on", "issued_on")}
        return cls(days["meeting_on"], kept.get("number", ""), days["issued_on"])


NOTHING = Known()
