"""The day on which a feed says an item was published: as printed, inside a sane window, never invented."""

from __future__ import annotations

import re

from sayso.readers.dates import iso_date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAIL = re.compile(
    r"""(?:[A-Za-z]{3,9}\.?,?\s+)?  (?P<day>[0-9]{1,2}) [\s-] \s*(?P<month>[A-Za-z]{3,9})\.? [\s-] \s*(?P<year>[0-9]{4}|[0-9]{2})
    (?: ,?\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}) (?: :(?P<second>[0-9]{2}) (?:\.[0-9]{1,9})? )?
        (?: \s* (?: (?P<sign>[+-])(?P<shift>[0-9]{1,2}):?(?P<shift_minute>[0-9]{2})? | [A-Za-z]{1,5} ) (?:\s*\([^()]{0,40}\))? )? )?""",
    re.VERBOSE,
)
_LONGEST = 80
_HIGHEST = {"hour": "24", "minute": "59", "second": "60", "shift": "14", "shift_minute": "59"}


def feed_day(value: str, latest: str | None = None) -> str:
    """YYYY-MM-DD of a date in a feed: as in mail ("Fri, 03 May 2024 10:00:00 +0200") or ISO. The day is the one printed, in its own time zone.

    `latest` is the last day that is believed (ISO), None where nobody knows what day it is. Raises ValueError, which says what is wrong, for all else: half a
    date ("10:00", "May 3"), impossible days, hours or offsets (beyond 14 hours), years outside 1900 to 2100.
    """
    text = value.strip()
    if len(text) > _LONGEST:
        raise ValueError(f"{text[:40] + '…'!r} is not a date")
    found = _MAIL.fullmatch(text)
    day = iso_date(text) if found is None else _of_mail(found, text)
    if latest is not None and day > latest:
        raise ValueError(f"{text!r} lies in the future")
    return day


def _of_mail(found: re.Match[str], text: str) -> str:
    for part, highest in _HIGHEST.items():
        if found[part] is not None and int(found[part]) > int(highest):
            raise ValueError(f"{text!r} has no possible {part.replace('_', ' ')}")
    name = found["month"][:3].lower()
    if name not in MONTHS:
        raise ValueError(f"{text!r} is not a date")
    year = int(found["year"])
    if len(found["year"]) == 2:  # RFC 5322, 4.3: 00 to 49 are 20xx
        year += 2000 if year < 50 else 1900
    return iso_date(f"{year:04}-{MONTHS.index(name) + 1:02}-{int(found['day']):02}")
