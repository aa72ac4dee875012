"""The only place that asks what time it is: office time is Asia/Ho_Chi_Minh."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in the office."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """Return the same instant on the office's clock."""
    return instant.astimezone(OFFICE_ZONE)
