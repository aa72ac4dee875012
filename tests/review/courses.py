"""What becomes of a task in the invented committee's year: twenty courses, as lists of deeds on days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)
UNTOLD = 75
"""Days a task without a deadline takes."""


@dataclass(frozen=True, order=True)
class Deed:
    """What happens on a day at an hour; `what` names the verb that does it."""

    day: date
    hour: int
    task: int
    """The task's number in the committee; 0 for what is done to none."""
    what: str = field(compare=False)
    more: Mapping[str, Any] = field(default_factory=dict, compare=False)


Step = tuple[int, str] | tuple[int, str, dict[str, Any]]
"""Days after the deadline (negative: before it), the verb, what it takes besides."""
WHOLE = 1_000
"""From this number on a step counts from the day the task was given: WHOLE + 10 is ten days after."""

SAID = "Đã hoàn thành khảo sát, đang lập dự toán."
HARD = "Mưa lớn kéo dài, hai hộ dân chưa nhận tiền bồi thường."
WISH = "Đề nghị bố trí bổ sung kinh phí."

COURSES: Mapping[str, tuple[Step, ...]] = {
    "in time": ((WHOLE + 12, "update"), (-3, "report"), (0, "confirm")),
    "late": ((WHOLE + 20, "update"), (9, "report"), (12, "confirm")),
    "very late": ((WHOLE + 15, "update"), (20, "update", {"difficulty": HARD}), (45, "report"), (46, "confirm")),
    "extended": ((-6, "ask", {"days": 30}), (-2, "grant"), (26, "report"), (29, "confirm")),
    "extended to another day": ((4, "ask", {"days": 40}), (6, "grant", {"days": 20}), (28, "report"), (30, "confirm")),
    "extended twice": (
        (-5, "ask", {"days": 15}), (-4, "grant"), (12, "ask", {"days": 35}), (14, "grant"), (60, "report"),
        (62, "confirm"),
    ),
    "refused": ((-4, "ask", {"days": 30}), (-1, "refuse"), (10, "update", {"difficulty": HARD}), (52, "report")),
    "asked in vain": ((-9, "ask", {"days": 10}), (-8, "take back request"), (3, "report"), (5, "confirm")),
    "asked": ((2, "ask", {"days": 60}),),
    "returned": ((-4, "report"), (-1, "return"), (8, "report"), (11, "confirm")),
    "report withdrawn": ((-6, "report"), (-5, "withdraw"), (5, "report"), (7, "confirm")),
    "paused": ((WHOLE + 9, "update"), (-12, "pause"), (8, "update"), (15, "report"), (20, "confirm")),
    "silent": (),
    "slow": (
        (WHOLE + 8, "update"), (-10, "update", {"difficulty": HARD, "proposal": WISH}), (40, "update"),
        (95, "update", {"proposal": WISH}),
    ),
    "dropped": ((WHOLE + 10, "update"), (-20, "drop")),
    "reopened": ((-8, "report"), (-6, "confirm"), (14, "reopen"), (50, "report"), (52, "confirm")),
    "answered": ((WHOLE + 5, "update", {"proposal": WISH}), (WHOLE + 7, "answer"), (30, "report"), (33, "confirm")),
    "passed on": ((WHOLE + 6, "pass on"), (-1, "report"), (1, "confirm")),
    "divided": ((WHOLE + 4, "divide"), (-7, "report part"), (-5, "confirm part"), (-2, "report"), (6, "confirm")),
    "confirmed by mistake": ((-2, "report"), (1, "confirm by mistake"), (2, "return"), (18, "report"), (19, "confirm")),
    "duty": ((WHOLE + 40, "update"),),
}  # fmt: skip
NAMES = tuple(name for name in COURSES if name != "duty")
"""Of tasks that end; a duty that comes round is only told of."""


def deeds(name: str, task: int, given: date, due: date | None, shift: int) -> list[Deed]:
    """Return the deeds of a course in their order; what would come before the task was given comes the day after."""
    until, found, last = due or given + DAY * (UNTOLD + shift), list[Deed](), given
    for place, step in enumerate(COURSES[name]):
        away, what, more = (*step, {})[:3]
        day = given + DAY * (away - WHOLE) if away >= WHOLE - 1 else until + DAY * away
        last = max(day, last + DAY)
        if due is None and what in NEEDS_A_DEADLINE:
            continue
        found.append(Deed(last, 8 + place % 8, task, what, more))
    return found


NEEDS_A_DEADLINE = frozenset({"ask", "grant", "refuse", "take back request"})
