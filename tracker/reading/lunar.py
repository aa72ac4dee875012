"""The Vietnamese lunar calendar: the solar day of a lunar one, reckoned for the meridian of Hà Nội (UTC+7).

After Hồ Ngọc Đức, "Thuật toán tính âm lịch" (https://www.informatik.uni-leipzig.de/~duc/amlich/), which follows
Jean Meeus, "Astronomical Algorithms", 1998: a month begins on the day of the new moon, and the month which holds the
winter solstice is the eleventh.
"""

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import floor, pi, sin

MEAN_MONTH = 29.530588853
FIRST_NEW_MOON = 2415021.076998695  # Julian day of the new moon of January 1900
HOURS_EAST = 7
STEMS = ("canh", "tân", "nhâm", "quý", "giáp", "ất", "bính", "đinh", "mậu", "kỷ")
BRANCHES = ("thân", "dậu", "tuất", "hợi", "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi")

_JULIAN_DAY_ZERO = 1721425  # the Julian day number of ordinal 0 of `datetime.date`


def lunar_to_solar(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one of an ordinary (not leap) month; None when that month has no such day."""
    if not (1800 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    months = _months_from_eleventh(year if month >= 11 else year - 1)
    begin, following = months[(month + 1) % 12]
    return _solar(begin + day - 1) if begin + day - 1 < following else None


def new_year(year: int) -> date:
    """Mùng 1 Tết of a year from 1800 to 2200."""
    first = lunar_to_solar(year, 1, 1)
    if first is None:
        raise ValueError(f"no lunar calendar for {year}")
    return first


def year_named(stem: str, branch: str, near: int) -> int | None:
    """The year with this can chi name ("Bính Ngọ") nearest to `near`; None when no year bears it."""
    stem, branch = stem.lower(), branch.lower().replace("tị", "tỵ").replace("tí", "tý").replace("mẹo", "mão")
    years = (y for y in range(near - 30, near + 30) if STEMS[y % 10] == stem and BRANCHES[y % 12] == branch)
    return next(years, None)


@lru_cache(maxsize=256)
def _months_from_eleventh(year: int) -> tuple[tuple[int, int], ...]:
    """The first Julian day, and that of the next month, of month eleven of `year` and the ordinary months after it."""
    first, last = _eleventh_month(year), _eleventh_month(year + 1)
    k = round((first - FIRST_NEW_MOON) / MEAN_MONTH)
    count = round((last - first) / MEAN_MONTH)
    begins = [_new_moon(k + i) for i in range(count + 1)]
    pairs = list(pairwise(begins))
    if count == 13:
        del pairs[_leap_month(begins)]
    return tuple(pairs)


def _leap_month(begins: list[int]) -> int:
    """The first month after the eleventh within which the sun enters no new principal term."""
    return next(i for i in range(1, len(begins) - 1) if _sun_sector(begins[i]) == _sun_sector(begins[i + 1]))


@lru_cache(maxsize=256)
def _eleventh_month(year: int) -> int:
    """The Julian day on which the month of the winter solstice of `year` begins."""
    last_day = date(year, 12, 31).toordinal() + _JULIAN_DAY_ZERO - 1
    k = floor((last_day - FIRST_NEW_MOON + 0.5) / MEAN_MONTH)
    begin = _new_moon(k)
    return _new_moon(k - 1) if _sun_sector(begin) >= 9 else begin


@lru_cache(maxsize=4096)
def _new_moon(k: int) -> int:
    """The Julian day number, by the clock of Hà Nội, of the k-th new moon since January 1900."""
    t = k / 1236.85
    rad = pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * rad)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * rad
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * rad
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * rad
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    shift += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    return floor(mean + shift - _clock_drift(t) + 0.5 + HOURS_EAST / 24)


def _clock_drift(t: float) -> float:
    """Dynamical minus universal time, in days, `t` centuries after 1900."""
    return -0.000278 + 0.000265 * t + 0.000262 * t**2


def _sun_sector(julian_day: int) -> int:
    """In which twelfth of its circle (0 from the spring equinox) the sun stands at midnight in Hà Nội."""
    t = (julian_day - 2451545.5 - HOURS_EAST / 24) / 36525
    rad = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * rad
    longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    longitude += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return int(longitude % 360 / 30)


def _solar(julian_day: int) -> date:
    return date(2000, 1, 1) + timedelta(days=julian_day - 2451545)
