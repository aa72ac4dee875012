"""How days, moments, numbers and money are written for a Vietnamese office; words follow the reader's language."""

from datetime import date, datetime, time

from tracker import clock
from tracker.languages import gettext as _
from tracker.languages import lazy_gettext as _l

WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip


def day(value: date | None) -> str:
    """Return dd/mm/yyyy as Decree 30/2020/NĐ-CP writes it: days below 10 and months 1 and 2 take a zero."""
    return f"{value.day:02d}/{_month(value)}/{value.year}" if value else ""


def read_id(text: str | None) -> int | None:
    """Return the id an address names; None for other words, and for more digits than any id has."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def read_day(text: str) -> date | None:
    """Return the day of an address, written 2026-11-21 or 21/11/2026; None for other words."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day of the office, without an hour
        except ValueError:
            continue
        return found if 1990 <= found.year <= 2100 else None
    return None


def short_day(value: date | None) -> str:
    """Return the day and month alone, for a line where the year is plain."""
    return f"{value.day:02d}/{_month(value)}" if value else ""


def moment(value: datetime | None) -> str:
    """Return a moment in office time: 07 giờ 30 phút ngày 14/4/2026."""
    if value is None:
        return ""
    there = clock.local(value)
    return str(_("%(hour)s:%(minute)s on %(day)s", hour=f"{there:%H}", minute=f"{there:%M}", day=day(there.date())))


def clock_time(value: datetime | None) -> str:
    """Return day and hour in short: 14/4/2026 07:30."""
    if value is None:
        return ""
    there = clock.local(value)
    return f"{day(there.date())} {there:%H:%M}"


def when(value: datetime) -> str:
    """Return the hour of a moment, with its day when that is not today: 09:12, 09:12 13/4/2026."""
    there = clock.local(value)
    return f"{there:%H:%M}" if there.date() == clock.today() else f"{there:%H:%M} {day(there.date())}"


def hour(value: time) -> str:
    """Return an hour as invitations write it: 14 giờ 00."""
    return str(_("%(hour)s:%(minute)s", hour=f"{value:%H}", minute=f"{value:%M}"))


def weekday(value: date) -> str:
    """Return the name of the day of the week."""
    return str(WEEKDAYS[value.weekday()])


def number(value: float) -> str:
    """Return a number with dots between thousands and a decimal comma: 1.200, 35,6."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def millions(vnd: int | None) -> str:
    """Return an amount of đồng counted in millions, with all its decimals: 1.200, 357,5, 0,000001."""
    if vnd is None:
        return ""
    whole, rest = divmod(abs(vnd), 1_000_000)
    decimals = f",{rest:06d}".rstrip("0") if rest else ""
    return f"{'-' if vnd < 0 else ''}{number(whole)}{decimals}"


def money(vnd: int) -> str:
    """Return an amount as reports write it, never rounded: 1.200 triệu đồng; to the đồng when it is so exact."""
    return f"{millions(vnd)} triệu đồng" if vnd % 1_000 == 0 else f"{number(vnd)} đồng"


def share(hundredths: int | None) -> str:
    """Return a share kept in hundredths of a percent: 35%, 35,5%."""
    return "" if hundredths is None else f"{number(hundredths / 100)}%"


def size(count: int) -> str:
    """Return a number of bytes as people say it: 820 B, 35 kB, 1,2 MB."""
    if count < 1024:
        return f"{count} B"
    megabytes = count / 1024 / 1024
    if megabytes < 1:
        return f"{number(round(count / 1024))} kB"
    return f"{number(round(megabytes, 1) if megabytes < 10 else round(megabytes))} MB"


def _month(value: date) -> str:
    return f"{value.month:02d}" if value.month < 3 else str(value.month)
