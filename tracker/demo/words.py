"""Days put into the words a conclusion would use, so that the demo is never out of date."""

from datetime import date, timedelta

from tracker import formats

QUARTERS = ("I", "II", "III", "IV")


class Day:
    """A day that a template can write in several official ways: `{late_day:ngày}`, `{late_day:tháng}`, …"""

    def __init__(self, value: date) -> None:
        self.value = value

    def __format__(self, way: str) -> str:
        day = self.value
        long = f"ngày {day.day:02d} tháng {f'{day.month:02d}' if day.month < 3 else day.month} năm {day.year}"
        ways = {
            "ngày": formats.day(day),
            "tháng": f"tháng {day.month} năm {day.year}",
            "quý": f"Quý {QUARTERS[(day.month - 1) // 3]}/{day.year}",
            "dài": long,
            "Dài": long.capitalize(),
        }
        return ways[way]


def office_day(value: date) -> date:
    """Return the day itself, or the Friday before a weekend."""
    return value - timedelta(days=max(0, value.weekday() - 4))


def meeting_before(issued: date) -> date:
    """Return the office day on which a meeting was held whose conclusion was issued on a day."""
    return office_day(issued - timedelta(days=1))


def months_away(value: date, months: int) -> date:
    """Return the first of the month so many months away."""
    place = value.year * 12 + value.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def quarter_before(value: date) -> date:
    """Return a day of the quarter before."""
    return months_away(value, -3 - (value.month - 1) % 3)
