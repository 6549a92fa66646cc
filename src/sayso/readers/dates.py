"""Dates of publication as printed: the outlet's local day, never shifted to UTC and never guessed."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2100
ALLOWED_DATES = f"write YYYY-MM-DD, YYYYMMDD or an ISO date and time, from {FIRST_YEAR} to {LAST_YEAR}"

_DATE = re.compile(
    r"""(?P<year>[0-9]{4}) (?: -(?P<month>[0-9]{2})-(?P<day>[0-9]{2}) | (?P<m>[0-9]{2})(?P<d>[0-9]{2}) )
    (?: [Tt\ ] (?P<hour>[0-9]{2}) (?: :?(?P<minute>[0-9]{2}) (?: :?(?P<second>[0-9]{2}) (?:[.,][0-9]{1,9})? )? )?
        \ ? (?: [Zz] | [+-](?P<shift>[0-9]{2})(?: :?(?P<shift_minute>[0-9]{2}) )? )? )?""",
    re.VERBOSE,
)
_HIGHEST = {"hour": 24, "minute": 59, "second": 60, "shift": 14, "shift_minute": 59}


def iso_date(value: str) -> str:
    """The day of an ISO date, an ISO date and time, or YYYYMMDD, as YYYY-MM-DD.

    The day is the one printed: 2024-02-02T23:30+09:00 is 2024-02-02. Raises ValueError, with the value in its message,
    for anything else: impossible days, years outside 1900 to 2100, clock times and offsets that do not exist.
    """
    found = _DATE.fullmatch(value.strip())
    shown = repr(value if len(value) <= 40 else value[:40] + "…")
    if found is None:
        raise ValueError(f"{shown} is not a date")
    year, month, day = int(found["year"]), int(found["month"] or found["m"]), int(found["day"] or found["d"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{shown} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    for part, highest in _HIGHEST.items():
        if found[part] is not None and int(found[part]) > highest:
            raise ValueError(f"{shown} has no possible {part.replace('_', ' ')}")
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise ValueError(f"{shown} is not a day of the calendar") from error
