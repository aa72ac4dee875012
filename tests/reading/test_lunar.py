"""The lunar calendar against a finer reckoning, the solstices, and the leap months the almanacs print."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import floor, pi, sin

import pytest

from tracker.reading import lunar
from tracker.reading.lunar import lunar_to_solar, new_year

NEAR_MIDNIGHT = 5 / 1440  # days within which the short reckoning may take the other side of midnight
FIRST_MOON_OF_2000 = 1237  # counted from January 1900, as `lunar` does

# Jean Meeus, Astronomical Algorithms, 2nd edition, chapter 49: the terms of the true new moon, each with how often
# it holds the anomalies of sun and moon and the moon's argument, and the power of the eccentricity of the earth.
TERMS = (
    (-0.40720, 0, 1, 0, 0), (0.17241, 1, 0, 0, 1), (0.01608, 0, 2, 0, 0), (0.01039, 0, 0, 2, 0), (0.00739, -1, 1, 0, 1),
    (-0.00514, 1, 1, 0, 1), (0.00208, 2, 0, 0, 2), (-0.00111, 0, 1, -2, 0), (-0.00057, 0, 1, 2, 0),
    (0.00056, 1, 2, 0, 1), (-0.00042, 0, 3, 0, 0), (0.00042, 1, 0, 2, 1), (0.00038, 1, 0, -2, 1),
    (-0.00024, -1, 2, 0, 1), (-0.00007, 2, 1, 0, 0), (0.00004, 0, 2, -2, 0), (0.00004, 3, 0, 0, 0),
    (0.00003, 1, 1, -2, 0), (0.00003, 0, 2, 2, 0), (-0.00003, 1, 1, 2, 0), (0.00003, -1, 1, 2, 0),
    (-0.00002, -1, 1, -2, 0), (-0.00002, 1, 3, 0, 0), (0.00002, 0, 4, 0, 0),
)  # fmt: skip
# The planets' pull: size, angle in 2000, and what it turns in a month.
PULLS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip


def new_moon(k: int) -> float:
    """The moment of a new moon, as a Julian day by the clock of Hà Nội; `k` counts from January 2000."""
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.000000150 * t**3
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t**2
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2 + 0.00001238 * t**3
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t**2 - 0.00000227 * t**3
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t**2
    shift = sum(
        size * eccentricity**power * degree_sine(suns * sun + moons * moon + arguments * latitude)
        for size, suns, moons, arguments, power in TERMS
    )
    shift -= 0.00017 * degree_sine(node)
    shift += sum(size * degree_sine(angle + turn * k) for size, angle, turn in PULLS)
    return mean + shift - drift(2000 + k / 12.3685) / 86400 + 0.5 + 7 / 24


def degree_sine(degrees: float) -> float:
    return sin(degrees * pi / 180)


def drift(year: float) -> float:
    """Dynamical minus universal time in seconds (Espenak and Meeus, by spans of years from 1900 to 2100)."""
    t = year - 1900
    if year < 1961:
        t = year - 1920 if year >= 1920 else t
        return (
            -2.79 + 1.494119 * t - 0.0598939 * t**2 + 0.0061966 * t**3 - 0.000197 * t**4
            if year < 1920
            else 21.20 + 0.84493 * t - 0.076100 * t**2 + 0.0020936 * t**3
            if year < 1941
            else 29.07 + 0.407 * (year - 1950) - (year - 1950) ** 2 / 233 + (year - 1950) ** 3 / 2547
        )
    if year < 2005:
        return 45.45 + 1.067 * (year - 1975) - (year - 1975) ** 2 / 260 - (year - 1975) ** 3 / 718
    return 62.92 + 0.32217 * (year - 2000) + 0.005589 * (year - 2000) ** 2


def test_months_begin_on_the_days_of_the_true_new_moon():
    seen = 0
    for k in range(-1230, 620):  # 1900 to 2050
        moment = new_moon(k)
        if NEAR_MIDNIGHT < moment % 1 < 1 - NEAR_MIDNIGHT:
            assert lunar._new_moon(k + FIRST_MOON_OF_2000) == floor(moment), k
            seen += 1
    assert seen > 1800


# The same, chapter 27: the mean equinoxes and solstices by thousands of years from 2000, and the twelfth they open.
SEASONS = (
    (0, (2451623.80984, 365242.37404, 0.05169, -0.00411, -0.00057)),
    (3, (2451716.56767, 365241.62603, 0.00325, 0.00888, -0.00030)),
    (6, (2451810.21715, 365242.01767, -0.11575, 0.00337, 0.00078)),
    (9, (2451900.05952, 365242.74049, -0.06223, -0.00823, 0.00032)),
)
DISTURBED = 25 / 1440  # days by which the planets may put a season off


def seasons(years: range) -> Iterator[tuple[int, float]]:
    """The twelfth of its circle which the sun enters, and the moment by the clock of Hà Nội as a Julian day."""
    for year in years:
        for sector, terms in SEASONS:
            y = (year - 2000) / 1000
            moment = sum(term * y**power for power, term in enumerate(terms))
            yield sector, moment - drift(year) / 86400 + 0.5 + 7 / 24


def test_the_sun_enters_its_twelfths_at_the_equinoxes_and_solstices():
    seen = 0
    for sector, moment in seasons(range(1900, 2051)):
        day = floor(moment)
        if DISTURBED < moment % 1 < 1 - DISTURBED:
            assert (lunar._sun_sector(day), lunar._sun_sector(day + 1)) == ((sector - 1) % 12, sector), moment
            seen += 1
    assert seen > 550


def test_the_month_of_the_winter_solstice_is_the_eleventh():
    for sector, moment in seasons(range(1900, 2051)):
        day = date(2000, 1, 1) + timedelta(days=floor(moment) - 2451545)
        if sector == 9 and DISTURBED < moment % 1 < 1 - DISTURBED:
            begin = lunar_to_solar(day.year, 11, 1)
            assert begin is not None
            assert begin <= day < begin + timedelta(days=30)


# The leap months of the almanacs of Vietnam.
LEAP = {2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3}


@pytest.mark.parametrize("year", range(2000, 2033))
def test_a_leap_month_follows_the_month_of_its_number(year):
    begins = [lunar_to_solar(year, month, 1) for month in range(1, 13)] + [lunar_to_solar(year + 1, 1, 1)]
    lengths = [(after - before).days for before, after in pairwise(begins)]
    assert [month for month, length in enumerate(lengths, 1) if length > 30] == ([LEAP[year]] if year in LEAP else [])
    assert all(length in (29, 30, 58, 59, 60) for length in lengths)


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 13, 1), (2024, 0, 1), (2024, 1, 31), (2024, 1, 0)])
def test_there_is_no_such_lunar_day(year, month, day):
    assert lunar_to_solar(year, month, day) is None


def test_the_calendar_reaches_from_1800_to_2200():
    assert [year for year in (1799, 1800, 2200, 2201) if lunar_to_solar(year, 1, 1)] == [1800, 2200]
    with pytest.raises(ValueError, match="2201"):
        new_year(2201)
