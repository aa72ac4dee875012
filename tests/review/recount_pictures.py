"""The pictures, the units side by side and the commitments of the year, recounted in plain SQL; see `recount`."""

from datetime import date
from typing import Any

from tests.review.recount import Recount, Row

MONTHS = """
SELECT strftime('%m', due) AS month,
       count(*) FILTER (WHERE stage = 'done' AND NOT done_late), count(*) FILTER (WHERE done_late),
       count(*) FILTER (WHERE stage NOT IN ('done', 'dropped') AND NOT overdue), count(*) FILTER (WHERE overdue)
FROM judged WHERE strftime('%Y', due) = :year AND stage <> 'dropped' GROUP BY month ORDER BY month
"""
JUDGED = """
, held AS (
  SELECT number, unit, first_due, reported_on, coalesce(reported_on, :on) AS until, times,
         julianday(coalesce(reported_on, :on)) - julianday(first_due) AS days
  FROM judged WHERE stage <> 'dropped' AND first_due IS NOT NULL AND (reported_on IS NOT NULL OR first_due < :on)
)
"""
"""What can be said to be on time or not: reported, or past the deadline that was first given."""
RATES = """
SELECT unit, strftime('%Y', first_due) || '-' || ((strftime('%m', first_due) + 2) / 3) AS quarter,
       count(*) FILTER (WHERE days <= 0) AS on_time, count(*) AS judged
FROM held GROUP BY unit, quarter ORDER BY unit, quarter
"""
SIDES = """
, middle AS (
  SELECT unit, avg(days) AS median FROM (
    SELECT unit, days, row_number() OVER (PARTITION BY unit ORDER BY days) AS place,
           count(*) OVER (PARTITION BY unit) AS many FROM held
  ) WHERE place IN ((many + 1) / 2, (many + 2) / 2) GROUP BY unit
)
SELECT j.unit, count(*) FILTER (WHERE stage <> 'dropped') AS total, count(*) FILTER (WHERE stage = 'done') AS done,
       count(*) FILTER (WHERE stage NOT IN ('done', 'dropped')) AS open, count(*) FILTER (WHERE overdue) AS overdue,
       (SELECT count(*) FROM held WHERE held.unit = j.unit AND days <= 0) AS on_time,
       (SELECT count(*) FROM held WHERE held.unit = j.unit) AS judged,
       (SELECT median FROM middle WHERE middle.unit = j.unit) AS median,
       count(*) FILTER (WHERE times > 0 AND stage <> 'dropped') AS extended,
       sum(times) FILTER (WHERE stage <> 'dropped') AS times_extended
FROM judged j GROUP BY j.unit ORDER BY j.unit
"""
PROMISES = """
, told AS (
  SELECT c.unit_id AS unit, c.due_on, CASE WHEN c.is_of_completion THEN j.reported_on ELSE c.fulfilled_on END AS done_on
  FROM commitments c JOIN judged j ON j.id = c.task_id
  WHERE c.withdrawn_at IS NULL AND NOT (j.stage = 'dropped' AND (c.is_of_completion OR c.fulfilled_on IS NULL))
)
SELECT unit, count(*) AS total, count(*) FILTER (WHERE done_on IS NULL AND due_on >= :on) AS open,
       count(*) FILTER (WHERE done_on IS NULL AND due_on BETWEEN :on AND date(:on, '+7 days')) AS soon,
       count(*) FILTER (WHERE done_on IS NULL AND due_on < :on) AS broken,
       count(*) FILTER (WHERE done_on <= due_on) AS kept, count(*) FILTER (WHERE done_on > due_on) AS kept_late
FROM told GROUP BY unit ORDER BY unit
"""


def months(recount: Recount, year: int, on: date) -> dict[int, tuple[int, ...]]:
    """By month of the deadline in force: done on time, done late, open in time, overdue."""
    rows = recount.asked(MONTHS, on, evening=True, year=str(year))
    return {int(row.pop("month")): tuple(row.values()) for row in rows}


def rates(recount: Recount, on: date) -> dict[tuple[int, str], tuple[int, int]]:
    """By unit and quarter of the first deadline ("2026-3"): how many on time, of how many that can be judged."""
    rows = recount.asked(JUDGED + RATES, on, evening=True)
    return {(row["unit"], row["quarter"]): (row["on_time"], row["judged"]) for row in rows}


def units(recount: Recount, on: date) -> dict[int, Row]:
    """The units side by side."""
    return _by_unit(recount.asked(JUDGED + SIDES, on, evening=True))


def promises(recount: Recount, on: date) -> dict[int, Row]:
    """By the unit that promised: how its commitments stand on a day."""
    return _by_unit(recount.asked(PROMISES, on, evening=True))


def _by_unit(rows: list[dict[str, Any]]) -> dict[int, Row]:
    return {row.pop("unit"): row for row in rows}
