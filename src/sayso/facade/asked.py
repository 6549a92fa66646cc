"""What callers write for days and pairs of parties, checked: a slip must not look like an empty answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from sayso.errors import SettingsError
from sayso.model.event import Dyad

Day = str | date
"""A day: YYYY-MM-DD, YYYYMMDD or a date."""
Pair = Dyad | tuple[str, str] | str
"""Actor and recipient: ("USA", "IRN"), "USA-IRN" or "USA>hezbollah"."""


def day_of(value: Day | None, name: str) -> str | None:
    """The day in ISO form; None stays None. Raises SettingsError."""
    from sayso.readers.dates import ALLOWED_DATES, iso_date

    if value is None:
        return None
    try:
        return iso_date(str(value))
    except ValueError as error:
        raise SettingsError(f"{name} {error}", ALLOWED_DATES) from error


def pair_of(pair: Pair, countries: Any) -> Dyad:
    """A pair by its keys; `countries` are those of sayso.run.parties. Raises SettingsError for a code nobody knows."""
    from sayso.run.parties import dyad, party

    if isinstance(pair, str):
        return dyad(pair, countries)
    both = (pair.actor, pair.recipient) if isinstance(pair, Dyad) else tuple(pair)
    if len(both) != 2:
        raise SettingsError(f"{pair!r} is no pair of parties", 'write ("USA", "IRN")')
    return Dyad(party(both[0], countries), party(both[1], countries))
