"""Write src/sayso/data/feasts.csv: the days of feasts that news dates events by, 1970 to 2045.

Needs `pip install hijridate convertdate lunardate python-dateutil`; run `python tools/build_feasts.py`. Islamic feasts follow the Umm al-Qura
calendar: where a moon was sighted otherwise they fell a day apart.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from convertdate import hebrew, persian  # type: ignore[import-untyped]
from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Hijri  # type: ignore[import-untyped]
from lunardate import LunarDate  # type: ignore[import-untyped]

OUT = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data" / "feasts.csv"
YEARS = range(1970, 2046)
FIXED = {
    "christmas": (12, 25, 1), "christmas-eve": (12, 24, 1), "boxing-day": (12, 26, 1), "new-year": (1, 1, 1), "new-year-eve": (12, 31, 1),
    "orthodox-christmas": (1, 7, 1), "may-day": (5, 1, 1), "victory-day": (5, 9, 1), "epiphany": (1, 6, 1), "halloween": (10, 31, 1),
    "all-saints": (11, 1, 1), "valentine": (2, 14, 1), "womens-day": (3, 8, 1),
    "bastille-day": (7, 14, 1), "thingyan": (4, 13, 4), "songkran": (4, 13, 3), "timkat": (1, 19, 1), "meskel": (9, 27, 1), "anzac-day": (4, 25, 1),
    "armistice-day": (11, 11, 1), "all-souls": (11, 2, 1), "assumption": (8, 15, 1), "st-patrick": (3, 17, 1), "nakba-day": (5, 15, 1),
    "land-day": (3, 30, 1), "republic-day-india": (1, 26, 1), "kwanzaa": (12, 26, 7), "orthodox-new-year": (1, 14, 1), "immaculate-conception": (12, 8, 1),
}  # fmt: skip
# days from Easter Sunday, and how many days
MOVED = {
    "ash-wednesday": (-46, 1), "lent": (-46, 46), "palm-sunday": (-7, 1), "holy-week": (-7, 7), "maundy-thursday": (-3, 1), "good-friday": (-2, 1),
    "easter-saturday": (-1, 1), "easter": (0, 1), "easter-monday": (1, 1), "ascension": (39, 1), "pentecost": (49, 1), "easter-weekend": (-2, 4), "shrove-tuesday": (-47, 1), "carnival": (-50, 4), "holy-wednesday": (-4, 1), "corpus-christi": (60, 1), "whit-monday": (50, 1),
}  # fmt: skip
# Diwali as India's government fixed it
DIWALI = [
    "2000-10-26",
    "2001-11-14",
    "2002-11-04",
    "2003-10-25",
    "2004-11-12",
    "2005-11-01",
    "2006-10-21",
    "2007-11-09",
    "2008-10-28",
    "2009-10-17",
    "2010-11-05",
    "2011-10-26",
    "2012-11-13",
    "2013-11-03",
    "2014-10-23",
    "2015-11-11",
    "2016-10-30",
    "2017-10-19",
    "2018-11-07",
    "2019-10-27",
    "2020-11-14",
    "2021-11-04",
    "2022-10-24",
    "2023-11-12",
    "2024-10-31",
    "2025-10-20",
]
# month and day of the Islamic year, and how many days (0: the month)
ISLAMIC = {
    "ramadan": (9, 1, 0), "eid-al-fitr": (10, 1, 3), "eid-al-adha": (12, 10, 4), "ashura": (1, 10, 1), "mawlid": (3, 12, 1), "arbaeen": (2, 20, 1),
    "arafah": (12, 9, 1), "hajj": (12, 8, 6), "muharram": (1, 1, 0),
}  # fmt: skip
# month and day of the Hebrew year (Nisan = 1), and how many days
HEBREW = {"passover": (1, 15, 7), "rosh-hashanah": (7, 1, 2), "yom-kippur": (7, 10, 1), "sukkot": (7, 15, 7), "simchat-torah": (7, 22, 1), "shavuot": (3, 6, 1), "hanukkah": (9, 25, 8)}  # fmt: skip


def rows() -> Iterator[tuple[str, date, date]]:
    """Feast, first and last day."""
    for year in YEARS:
        for name, (month, day, size) in FIXED.items():
            yield name, date(year, month, day), date(year, month, day) + timedelta(days=size - 1)
        for name, (shift, size) in MOVED.items():
            for prefix, way in (("", EASTER_WESTERN), ("orthodox-", EASTER_ORTHODOX)):
                first = easter(year, way) + timedelta(days=shift)
                yield prefix + name, first, first + timedelta(days=size - 1)
        fourth = next(date(year, 11, d) for d in range(22, 29) if date(year, 11, d).weekday() == 3)
        yield "thanksgiving", fourth, fourth
        nowruz = date(*persian.to_gregorian(year - 621, 1, 1))
        yield "nowruz", nowruz, nowruz
        lunar = LunarDate(year, 1, 1).to_solar_date()
        yield "lunar-new-year", lunar, lunar + timedelta(days=2)
        autumn = LunarDate(year, 8, 15).to_solar_date()
        yield "mid-autumn", autumn, autumn
    for year in range(YEARS[0] - 580, YEARS[-1] - 576):
        for name, (month, day, size) in ISLAMIC.items():
            hijri = Hijri(year, month, day)
            first = date.fromisoformat(hijri.to_gregorian().isoformat())
            last = first + timedelta(days=(size or hijri.month_length()) - 1)
            yield name, first, last
            if name == "ramadan":
                quds = last - timedelta(days=(last.weekday() - 4) % 7)
                yield "quds-day", quds, quds
    for day in map(date.fromisoformat, DIWALI):
        yield "diwali", day, day
    for year in range(YEARS[0] + 3760, YEARS[-1] + 3762):
        adar = 13 if hebrew.leap(year) else 12
        for name, (month, day, size) in {**HEBREW, "purim": (adar, 14, 1)}.items():
            first = date(*hebrew.to_gregorian(year, month, day))
            yield name, first, first + timedelta(days=size - 1)


def main() -> None:
    """Write the table, in the order of feast and day."""
    found = sorted({r for r in rows() if r[1].year in YEARS})
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feast", "start", "end"))
        writer.writerows((name, first.isoformat(), last.isoformat()) for name, first, last in found)
    print(OUT.name, len(found), OUT.stat().st_size)


if __name__ == "__main__":
    main()
