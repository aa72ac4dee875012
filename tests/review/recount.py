"""What the year comes to, recounted in plain SQL from what people did: acts on tasks, requests for extension.

Nothing of the program is used here, neither its code nor the columns it keeps a task's present standing in: how far a
task was on a morning follows from the acts of the days before (`updates`), its deadline from what was first given and
the extensions granted until then. Only where a figure hangs on what is said nowhere else is a column of tasks read.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

SOON, SILENT = 7, 30
"""Days: the words "sắp đến hạn" and "không cập nhật" as the office uses them."""

STOOD = """
WITH acts AS (
  SELECT task_id, id, stage, "on", date(at, '+7 hours') AS said_on,
         row_number() OVER (PARTITION BY task_id ORDER BY id DESC) AS back,
         from_stage <> stage AS moves
  FROM updates WHERE "on" < :morning
),
last AS (SELECT task_id, stage, said_on FROM acts WHERE back = 1),
reports AS (SELECT task_id, max("on") AS day FROM acts WHERE moves AND stage = 'reported' GROUP BY task_id),
ends AS (SELECT task_id, max("on") AS day FROM acts WHERE moves AND stage IN ('done', 'dropped') GROUP BY task_id),
later AS (
  SELECT task_id, max(granted_until) AS until, count(*) AS times
  FROM extensions WHERE state = 'granted' AND decided_on < :morning GROUP BY task_id
),
stood AS (
  SELECT t.id, t.number, t.title, t.lead_unit_id AS unit, t.item_id, t.opened_on,
         coalesce(last.stage, 'not_started') AS stage,
         t.original_due_on AS first_due, coalesce(later.until, t.original_due_on) AS due,
         coalesce(later.times, 0) AS times,
         CASE WHEN last.stage IN ('reported', 'done') THEN reports.day END AS reported_on,
         CASE WHEN last.stage IN ('done', 'dropped') THEN ends.day END AS ended_on,
         last.said_on AS said_on,
         coalesce(t.recurrence, '') NOT IN ('', 'standing')
           OR t.original_due_on IS NULL AND coalesce(t.recurrence, t.kind) = 'standing' AS comes_round,
         t.original_due_on IS NULL AND coalesce(t.recurrence, t.kind) = 'standing' AS is_standing
  FROM tasks t
  LEFT JOIN last ON last.task_id = t.id LEFT JOIN reports ON reports.task_id = t.id
  LEFT JOIN ends ON ends.task_id = t.id LEFT JOIN later ON later.task_id = t.id
  WHERE t.committee_id = :committee AND t.parent_id IS NULL AND t.opened_on < :morning
),
judged AS (
  SELECT *, stage IN ('not_started', 'in_progress', 'paused') AS awaited,
         stage IN ('not_started', 'in_progress', 'paused') AND due IS NOT NULL AND due < :on AS overdue,
         stage = 'done' AND first_due IS NOT NULL AND reported_on > first_due AS done_late
  FROM stood
)
"""
"""How each task of the committee stood on a morning: only what was done on the days before it counts."""

FIGURES = f"""
SELECT count(*) FILTER (WHERE stage <> 'dropped') AS total,
       count(*) FILTER (WHERE stage = 'done') AS done,
       count(*) FILTER (WHERE stage = 'done' AND NOT done_late) AS done_on_time,
       count(*) FILTER (WHERE done_late) AS done_late,
       count(*) FILTER (WHERE stage NOT IN ('done', 'dropped')) AS open,
       count(*) FILTER (WHERE stage NOT IN ('done', 'dropped') AND NOT overdue) AS open_in_time,
       count(*) FILTER (WHERE overdue) AS open_overdue,
       count(*) FILTER (WHERE awaited AND due BETWEEN :on AND date(:on, '+{SOON} days')) AS soon,
       count(*) FILTER (WHERE stage NOT IN ('done', 'dropped') AND due IS NULL) AS no_deadline,
       count(*) FILTER (WHERE stage = 'reported') AS reported,
       count(*) FILTER (WHERE stage = 'dropped') AS dropped
"""

MEETINGS = """
SELECT id, held_on FROM meetings WHERE committee_id = :committee AND cancelled_at IS NULL AND held_on < :on
ORDER BY held_on DESC
"""
COMING = """
SELECT id FROM meetings WHERE committee_id = :committee AND cancelled_at IS NULL AND held_on >= :on
ORDER BY held_on LIMIT 1
"""
MATTERS = """
WITH RECURSIVE matter(task, member) AS (
  SELECT id, id FROM tasks WHERE committee_id = :committee AND parent_id IS NULL AND opened_on <= :on
  UNION SELECT matter.task, l.earlier_id FROM matter JOIN thread_links l ON l.task_id = matter.member
  WHERE l.state = 'linked'
)
SELECT t.number AS task, m.number AS member FROM matter JOIN tasks t ON t.id = task JOIN tasks m ON m.id = member
"""
SPOKEN = """
SELECT t.number FROM tasks t JOIN (
  SELECT task_id FROM directions WHERE meeting_id = :meeting AND withdrawn_at IS NULL
  UNION SELECT task_id FROM commitments WHERE meeting_id = :meeting AND withdrawn_at IS NULL
  UNION SELECT task_id FROM agenda_points WHERE meeting_id = :meeting AND NOT is_taken_out AND whys = ''
) spoken ON spoken.task_id = t.id
"""

WRITTEN = "EXISTS (SELECT 1 FROM updates u JOIN tasks p ON p.id = u.task_id WHERE {})"
OF_ITSELF, OF_IT = "p.id = judged.id", "(p.id = judged.id OR p.parent_id = judged.id)"
SENT_BACK = "u.from_stage = 'reported' AND u.stage = 'in_progress' AND u.reason <> ''"
GRANTED = """EXISTS (
  SELECT 1 FROM extensions e WHERE e.task_id = judged.id AND e.state = 'granted' AND e.decided_on {}
)"""

AGENDA = {
    "overdue": "overdue",
    "reported": "stage = 'reported'",
    "extension": "awaited AND EXISTS (SELECT 1 FROM extensions e WHERE e.task_id = judged.id AND e.state = 'waiting')",
    "broken": "EXISTS (SELECT 1 FROM commitments c WHERE {promised} AND c.due_on < :on)",
    "promised": "EXISTS (SELECT 1 FROM commitments c WHERE {promised} AND c.due_on BETWEEN :on AND :meeting)"
                " AND NOT EXISTS (SELECT 1 FROM commitments c WHERE {promised} AND c.due_on < :on)",
    "carried": "stage NOT IN ('done', 'dropped') AND NOT is_standing AND (SELECT meeting_on FROM conclusions c"
               " JOIN items i ON i.conclusion_id = c.id WHERE i.id = judged.item_id) = :before",
}  # fmt: skip
"""Why a task stands on the agenda of the coming meeting, as the meeting's page says it."""
PROMISED = """c.task_id = judged.id AND c.withdrawn_at IS NULL AND stage NOT IN ('done', 'dropped')
 AND CASE WHEN c.is_of_completion THEN reported_on IS NULL ELSE c.fulfilled_on IS NULL END"""

Row = dict[str, Any]


@dataclass
class Recount:
    """A committee recounted from a database file, as a person with a console would."""

    file: Path
    committee: int

    def asked(self, question: str, on: date, *, evening: bool = False, stood: bool = True, **more: Any) -> list[Row]:
        """Return the answer to a question about the morning of a day, or its evening."""
        values = {
            "committee": self.committee, "on": on.isoformat(), "morning": (on + timedelta(days=evening)).isoformat(),
        }  # fmt: skip
        more = {name: value.isoformat() if isinstance(value, date) else value for name, value in more.items()}
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute((STOOD if stood else "") + question, values | more)]

    def numbers(self, condition: str, on: date, *, evening: bool = False, **more: Any) -> list[int]:
        """Return the running numbers of the tasks of which a condition held, in order."""
        question = f"SELECT number FROM judged WHERE {condition} ORDER BY number"  # noqa: S608
        found = self.asked(question, on, evening=evening, **more)
        return [row["number"] for row in found]

    def figures(self, on: date, *, evening: bool = False) -> Row:
        """Return the figures of the official sentence, with those beside it."""
        return self.asked(FIGURES + "FROM judged", on, evening=evening)[0]

    def by_unit(self, on: date, *, evening: bool = False) -> dict[int | None, Row]:
        """Return the figures of each lead unit, with the days of its longest overdue task."""
        longest = ", unit, coalesce(max(julianday(:on) - julianday(due)) FILTER (WHERE overdue), 0) AS longest"
        found = self.asked(FIGURES + longest + " FROM judged GROUP BY unit", on, evening=evening)
        return {row.pop("unit"): row for row in found if row["total"]}

    def by_conclusion(self, on: date) -> dict[int, Row]:
        """Return the figures of what each conclusion gave."""
        of = ", item.conclusion_id FROM judged JOIN items item ON item.id = judged.item_id GROUP BY item.conclusion_id"
        return {row.pop("conclusion_id"): row for row in self.asked(FIGURES + of, on, evening=True)}

    def since(self, first: date, on: date, *, evening: bool = False) -> dict[str, list[int]]:
        """Return by number the tasks of which something became so from one day on until the morning of another.

        With `evening` both ends are those of a calendar period: its last evening, and the evening before its first day.
        """
        within = "BETWEEN :first AND date(:morning, '-1 day')"
        said = WRITTEN.format(f'{OF_IT} AND u."on" {within}')
        returned = WRITTEN.format(f'{OF_ITSELF} AND u."on" {within} AND {SENT_BACK}')
        ever = WRITTEN.format(f'{OF_IT} AND u."on" < :morning')
        lately = WRITTEN.format(f"""{OF_IT} AND u."on" < :morning AND u."on" >= date(:on, '-{SILENT} days')""")
        silent = f"awaited AND NOT comes_round AND opened_on < date(:on, '-{SILENT} days') AND NOT {lately}"
        granted = GRANTED.format(within)
        opening = first - timedelta(days=evening)
        before = ", ".join(map(str, self.numbers("overdue", opening, evening=evening))) or "0"
        lists = {
            "newly-overdue": f"overdue AND number NOT IN ({before})",
            "newly-done": "stage = 'done' AND ended_on >= :first",
            "newly-done-on-time": "stage = 'done' AND NOT done_late AND ended_on >= :first",
            "newly-done-late": "done_late AND ended_on >= :first",
            "extended": granted,
            "returned": returned,
            "newly-assigned": "opened_on >= :first AND stage <> 'dropped'",
            "unchanged": f"awaited AND NOT comes_round AND opened_on < :first AND NOT {said} AND NOT {granted}",
            "silent": silent,
            "never-updated": f"{silent} AND NOT {ever}",
        }  # fmt: skip
        return {name: self.numbers(condition, on, evening=evening, first=first) for name, condition in lists.items()}

    def agenda(self, on: date, meeting: date, before: date) -> dict[str, list[int]]:
        """Return by reason the tasks on the agenda of a meeting to come, as it stands on the evening of a day."""
        return {
            why: self.numbers(condition.format(promised=PROMISED), on, evening=True, meeting=meeting, before=before)
            for why, condition in AGENDA.items()
        }

    def in_a_row(self, on: date) -> dict[int, int]:
        """Return by number at how many meetings in a row each matter was on the table, the coming one the last."""
        tables = [set(self.numbers("overdue", on, evening=True))]
        coming, held = self.asked(COMING, on, stood=False), self.asked(MEETINGS, on, stood=False)
        tables[0] |= {row["number"] for each in coming for row in self._spoken(each["id"], on)}
        for each in held:
            late = self.numbers("overdue", date.fromisoformat(each["held_on"]))
            tables.append({*late, *(row["number"] for row in self._spoken(each["id"], on))})
        matters: dict[int, set[int]] = {}
        for row in self.asked(MATTERS, on, stood=False):
            matters.setdefault(row["task"], set()).add(row["member"])
        return {task: _in_front(bool(table & members) for table in tables) for task, members in matters.items()}

    def _spoken(self, meeting: int, on: date) -> list[Row]:
        return self.asked(SPOKEN, on, stood=False, meeting=meeting)


def _in_front(said: Iterable[bool]) -> int:
    """How many in front are so, before the first that is not."""
    return len(list(takewhile(bool, said)))
