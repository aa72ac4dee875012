"""What stands around the body of every official paper: issuer, number, day, kind and subject; who gets it, who signs.

Number and day belong to the văn thư: what is not given is left blank, and never invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

BLANK = "\N{NO-BREAK SPACE}" * 7
"""Room for a number or a day written by hand."""


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper; `sign` is its symbol without the number, "KL/BCĐ"."""

    superior: str
    issuer: str
    number: str
    sign: str
    place: str
    issued_on: date | None
    month: date
    kind: str
    subject: str

    @property
    def place_and_day(self) -> str:
        """Where and when; a day below 10 and a month below 3 take a 0 (PL I, II.4b; the guide has the same)."""
        on = self.issued_on or self.month
        day = f"{on:%d}" if self.issued_on else BLANK
        month = f"{on:%m}" if on.month < 3 else str(on.month)
        where = f"{self.place}, " if self.place else ""
        return f"{where}ngày {day} tháng {month} năm {on.year}"


@dataclass(frozen=True)
class Foot:
    """Who gets a paper, one a line, and who signs it: authority and post, then the name."""

    receivers: Sequence[str]
    authority: Sequence[str]
    signer: str

    @property
    def receiver_lines(self) -> list[str]:
        """The lines with their dash and their sign at the end (PL I, II.9d)."""
        said = [each.strip().lstrip("-–").strip().rstrip(";,.") for each in self.receivers]
        said = [each for each in said if each]
        return [f"- {each}{'.' if place == len(said) else ';'}" for place, each in enumerate(said, 1)]
