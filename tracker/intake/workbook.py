"""What a spreadsheet (.xlsx) holds, cell by cell and as it was typed; runs in a process of its own."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tracker.intake import archives, sandbox

HEART = "xl/workbook.xml"
MACROS = b"xl/vbaProject.bin"
MOST_SHEETS = 30
MOST_ROWS = 10_000
MOST_CELLS = 200_000
MOST_MERGED = 200


def read(data: bytes) -> dict[str, Any]:
    """Return every sheet with its cells that hold something, and what hides or joins them. Computes no formula."""
    archives.check(data, HEART, "no workbook")
    if MACROS in data:
        raise sandbox.Refused("macros")
    try:
        book = load_workbook(BytesIO(data), data_only=False, keep_links=False)
        sheets = [each for each in book.worksheets if hasattr(each, "iter_rows")]
        if len(sheets) > MOST_SHEETS:
            raise sandbox.Refused("too heavy")
        return {"sheets": _sheets(sheets)}
    except (sandbox.Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parts do on a file that only looks like one
        raise sandbox.Refused("broken") from error


def _sheets(sheets: list[Any]) -> list[dict[str, Any]]:
    left, found = MOST_CELLS, []
    for sheet in sheets:
        rows = _rows(sheet, left)
        left -= sum(len(row["cells"]) for row in rows)
        merged = [str(each) for each in sheet.merged_cells.ranges]
        hidden = sorted(name for name, kept in sheet.column_dimensions.items() if kept.hidden)
        found.append({
            "title": sheet.title, "is_hidden": sheet.sheet_state != "visible", "rows": rows,
            "merged": sorted(merged)[:MOST_MERGED], "hidden_columns": hidden,
        })  # fmt: skip
    return found


def _rows(sheet: Any, left: int) -> list[dict[str, Any]]:
    """Return the rows that hold something; the cells are looked up where they are, not in the whole rectangle."""
    by_row: dict[int, list[dict[str, str]]] = {}
    for (number, _column), cell in sorted(sheet._cells.items()):
        if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
            continue
        left -= 1
        by_row.setdefault(number, []).append({"at": cell.column_letter, **_typed(cell)})
        if left < 0 or len(by_row) > MOST_ROWS:
            raise sandbox.Refused("too heavy")
    hidden = {number for number in by_row if number in sheet.row_dimensions and sheet.row_dimensions[number].hidden}
    return [{"number": number, "is_hidden": number in hidden, "cells": cells} for number, cells in by_row.items()]


def _typed(cell: Any) -> dict[str, str]:
    """Return what kind of value a cell holds and how it reads."""
    value = cell.value
    if cell.data_type == "f" or not isinstance(value, str | bool | int | float | date | time | timedelta):
        return {"kind": "formula", "text": str(value)[:200]}
    if cell.data_type == "e":
        return {"kind": "error", "text": str(value)}
    if isinstance(value, bool):
        return {"kind": "yes" if value else "no", "text": "TRUE" if value else "FALSE"}
    if isinstance(value, datetime | date):
        return {"kind": "date", "text": f"{value:%d/%m/%Y}"}
    if isinstance(value, time | timedelta):
        return {"kind": "date", "text": str(value)}
    if isinstance(value, int | float):
        return {"kind": "number", "text": str(int(value)) if float(value).is_integer() else str(value)}
    return {"kind": "text", "text": value}


if __name__ == "__main__":
    sandbox.answer(read)
