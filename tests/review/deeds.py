"""What is done to the tasks of the year: for each word of a course the verb of the program that does it."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.review.at_the_table import direct_between, fulfil, promise_between, release, sit
from tests.review.committee import DAY, Year, moment
from tests.review.conclusions import conclude, conclude_next_door
from tests.review.courses import SAID, Deed
from tracker.people.models import Unit
from tracker.reminders import undo as undoing
from tracker.tasks import actions, assignments, extensions, subtasks
from tracker.tasks.models import Stage


def _at(deed: Deed, minute: int = 0) -> dict[str, Any]:
    return {"at": moment(deed.day, deed.hour, minute), "on": deed.day}


def _update(year: Year, deed: Deed, stage: Stage = Stage.IN_PROGRESS, percent: int | None = 40) -> None:
    task = year.task(deed.task)
    actions.update_task(
        task, by=year.official(task), version=task.version, stage=stage, percent=percent, result=SAID,
        key=f"{deed.task} {deed.day}", **_at(deed), **deed.more,
    )  # fmt: skip


def _answer(year: Year, deed: Deed) -> None:
    task = year.task(deed.task)
    actions.update_task(
        task, by=year.office.secretary, version=task.version, stage=Stage.IN_PROGRESS, percent=45,
        result="Thường trực Ban Chỉ đạo đã bố trí kinh phí.", key=f"{deed.task} {deed.day}", **_at(deed),
    )  # fmt: skip


def _decided(verb: Callable[..., Any], who: str, *words: str) -> Callable[[Year, Deed], None]:
    """Return the deed that does one of the office's verbs, by the chair or the secretary."""

    def do(year: Year, deed: Deed) -> None:
        task = year.task(deed.task)
        verb(task, *words, by=getattr(year.office, who), version=task.version, **_at(deed))

    return do


def _withdraw(year: Year, deed: Deed) -> None:
    task = year.task(deed.task)
    actions.withdraw_report(task, by=year.official(task), version=task.version, **_at(deed))


def _confirm_by_mistake(year: Year, deed: Deed) -> None:
    """Confirm and take it back at once: it leaves nothing but history."""
    task, chair = year.task(deed.task), year.office.chair
    act = actions.confirm(task, by=chair, version=task.version, **_at(deed))
    undoing.undo(act, version=task.version, by=chair, at=moment(deed.day, deed.hour, 4))


def _ask(year: Year, deed: Deed) -> None:
    task = year.task(deed.task)
    until = max(task.due_on or deed.day, deed.day) + DAY * deed.more["days"]
    extensions.ask(
        task, until, "Vướng mặt bằng", by=year.official(task), version=task.version, key=f"later {deed.task} {until}",
        **_at(deed),
    )  # fmt: skip


def _grant(year: Year, deed: Deed) -> None:
    task = year.task(deed.task)
    asked, days = task.asked_extension, deed.more.get("days")
    assert asked is not None
    until = max(asked.due_on, deed.day) + DAY * days if days else asked.until
    extensions.grant(asked, until, "Đồng ý", by=year.office.chair, version=asked.version, **_at(deed))


def _refuse(year: Year, deed: Deed) -> None:
    asked = year.task(deed.task).asked_extension
    assert asked is not None
    extensions.refuse(asked, "Phải xong đúng hạn", by=year.office.chair, version=asked.version, **_at(deed))


def _take_back_request(year: Year, deed: Deed) -> None:
    task = year.task(deed.task)
    asked = task.asked_extension
    assert asked is not None
    extensions.withdraw(asked, by=year.official(task), version=asked.version, **_at(deed))


def _pass_on(year: Year, deed: Deed) -> None:
    task, units = year.task(deed.task), sorted(year.officials)
    to = units[(units.index(task.lead_unit_id or 0) + 1) % len(units)]
    assignments.assign(
        task, to, None, "Đúng chức năng", by=year.office.secretary, at=moment(deed.day), version=task.version
    )


def _divide(year: Year, deed: Deed) -> None:
    task = year.task(deed.task)
    helper: Unit = next(each for each in (year.office.economy, year.office.culture) if each.id != task.lead_unit_id)
    part = subtasks.Wording("Kiểm đếm, lập phương án bồi thường", helper.id, due_on=task.due_on)
    subtasks.give(task, part, place=1, by=year.office.secretary, **_at(deed))


def _report_part(year: Year, deed: Deed) -> None:
    part = year.task(deed.task).subtasks[0]
    actions.update_task(
        part, by=year.official(part), version=part.version, stage=Stage.REPORTED, percent=100, result="Đã kiểm đếm.",
        key=f"part {deed.task} {deed.day}", **_at(deed),
    )  # fmt: skip


def _confirm_part(year: Year, deed: Deed) -> None:
    part = year.task(deed.task).subtasks[0]
    actions.confirm(part, by=year.office.secretary, version=part.version, **_at(deed))


VERBS: Mapping[str, Callable[[Year, Deed], None]] = {
    "conclude": conclude, "conclude next door": conclude_next_door, "update": _update, "answer": _answer,
    "pause": lambda year, deed: _update(
        year, Deed(deed.day, deed.hour, deed.task, "", {"difficulty": "Chờ tỉnh bố trí vốn"}), Stage.PAUSED
    ),
    "report": lambda year, deed: _update(year, deed, Stage.REPORTED, 100),
    "withdraw": _withdraw, "confirm": _decided(actions.confirm, "secretary"),
    "return": _decided(actions.return_task, "chair", "Thiếu biên bản nghiệm thu"),
    "reopen": _decided(actions.reopen, "chair", "Công trình xuống cấp"),
    "drop": _decided(actions.drop, "chair", "Không còn phù hợp quy hoạch"),
    "confirm by mistake": _confirm_by_mistake, "ask": _ask, "grant": _grant, "refuse": _refuse,
    "take back request": _take_back_request, "pass on": _pass_on, "divide": _divide, "report part": _report_part,
    "confirm part": _confirm_part, "sit": sit, "direct": direct_between, "promise": promise_between,
    "fulfil": fulfil, "release": release,
}  # fmt: skip
