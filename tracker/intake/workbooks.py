"""A spreadsheet somebody sends: looked at by its content, taken apart in the sandbox, given back cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.intake import sandbox
from tracker.intake.files import ENCRYPTED_PACKAGE, MEGABYTE, OLE, ZIP
from tracker.intake.refusals import Unreadable

LARGEST_WORKBOOK = 5 * MEGABYTE
PATIENCE = 30.0
"""Seconds a person waits for a list; a thousand rows take one."""


@dataclass(frozen=True)
class Cell:
    """One cell that holds something: `at` are its column's letters.

    `kind` is one of text, number, date, yes, no, formula, error.
    """

    at: str
    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """A row that holds something, by its number in the sheet."""

    number: int
    is_hidden: bool
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows that hold something, and the ranges of cells that were joined."""

    title: str
    is_hidden: bool
    rows: Sequence[Row]
    merged: Sequence[str]
    hidden_columns: Sequence[str]


def opened(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets of a workbook in plain values that can be kept; `Unreadable` says what is wrong."""
    if not data.strip():
        raise Unreadable("empty")
    if len(data) > LARGEST_WORKBOOK:
        raise Unreadable("workbook large")
    if data.startswith(OLE):
        raise Unreadable("encrypted" if ENCRYPTED_PACKAGE in data else "workbook old")
    if not data.startswith(ZIP):
        raise Unreadable("workbook no workbook")
    try:
        answer = sandbox.run("tracker.intake.workbook", data, patience=PATIENCE)
    except sandbox.Unfinished as unfinished:
        raise Unreadable("workbook too heavy") from unfinished
    if "refused" in answer:
        why = str(answer["refused"])
        raise Unreadable(why if why == "encrypted" else f"workbook {why}")
    found: list[dict[str, Any]] = answer["sheets"]
    return found


def taken(sheets: Sequence[dict[str, Any]]) -> list[Sheet]:
    """Return sheets that were kept as plain values."""
    return [
        Sheet(
            each["title"], each["is_hidden"],
            [
                Row(row["number"], row["is_hidden"], [Cell(**cell) for cell in row["cells"]]) for row in each["rows"]
            ],
            each["merged"], each["hidden_columns"],
        )
        for each in sheets
    ]  # fmt: skip
