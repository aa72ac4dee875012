"""Values as JSON keeps them, and back; the type of the column decides."""

import datetime as dt
from enum import Enum
from typing import Any

from sqlalchemy import JSON, Column, String
from sqlalchemy import Enum as Choice


def written(value: Any) -> Any:
    """Return a value of a row as JSON keeps it: days and moments as ISO 8601, choices by their words."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def read(column: Column[Any], value: Any) -> Any:
    """Return what a column takes for a value of an archive. Raises ValueError for what it cannot be."""
    if value is None:
        if not column.nullable:
            raise ValueError(f"{column.name}: empty")
        return None
    if isinstance(column.type, JSON):
        return value
    if isinstance(column.type, Choice):
        return column.type.enum_class(value) if column.type.enum_class else value
    kind = column.type.python_type
    if kind is dt.datetime:
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(f"{column.name}: no time zone")
        return moment
    if kind in (dt.date, dt.time):
        return kind.fromisoformat(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{column.name}: {type(value).__name__}")
    if isinstance(column.type, String) and len(value) > (column.type.length or len(value)):
        raise ValueError(f"{column.name}: {len(value)}")
    return value
