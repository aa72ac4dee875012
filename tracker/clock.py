"""The only place that asks what time it is: office time is Asia/Ho_Chi_Minh."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def steady() -> float:
    """Return seconds counted since a moment nobody can set: only the difference of two of them says anything."""
    return time.monotonic()


def today() -> date:
    """Return the day it is in the office."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """Return the same instant on the office's clock."""
    return instant.astimezone(OFFICE_ZONE)
