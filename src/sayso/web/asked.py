"""What an address asks for: query parameters, checked, as a filter of the store. Errors name the parameter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, cast, get_args

from fastapi import Depends, Query, Request

from sayso.errors import SettingsError
from sayso.model.event import Dyad, Standing
from sayso.model.series import Nature
from sayso.run.parties import Countries, dyad, party
from sayso.store.queries import Filter
from sayso.web.shelf import Shelf

LONGEST = 200
"""Characters of a parameter."""
PAGE, MOST = 50, 500
"""Rows of a list where nothing is asked for, and at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a list as they were typed (empty: not asked), for the form and for links; `filter` is what they mean to the store."""

    pair: str
    party: str
    since: str
    until: str
    type: str
    status: str
    country: str
    place: str
    outlet: str
    source: str
    nature: str
    listed: str
    min_sources: int
    disputed: bool
    filter: Filter

    @property
    def query(self) -> dict[str, object]:
        """The parameters again, for a link to the same list."""
        names = (f.name for f in fields(self) if f.name != "filter")
        found = {name: getattr(self, name) for name in names}
        return {k: ("1" if v is True else v) for k, v in found.items() if v}

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return bool(self.query)


def shelf_of(request: Request) -> Shelf:
    """The store this app is about."""
    found: Shelf = request.app.state.shelf
    return found


OnShelf = Annotated[Shelf, Depends(shelf_of)]


def asked(
    shelf: OnShelf,
    pair: Annotated[str, Query(max_length=LONGEST, description="A directed pair of parties, as USA-IRN", examples=["AZE-ARM"])] = "",
    party: Annotated[str, Query(max_length=LONGEST, description="A country's code or name, or a group's id, on either side", examples=["AZE"])] = "",
    since: Annotated[str, Query(max_length=10, description="First day, YYYY-MM-DD")] = "",
    until: Annotated[str, Query(max_length=10, description="Last day, YYYY-MM-DD")] = "",
    type: Annotated[str, Query(max_length=LONGEST, description="Types of events, between commas", examples=["ASSAULT,THREATEN"])] = "",
    status: Annotated[str, Query(max_length=LONGEST, description="How far accounts agree, between commas", examples=["disputed"])] = "",
    country: Annotated[str, Query(max_length=LONGEST, description="Country of the place")] = "",
    place: Annotated[str, Query(max_length=LONGEST, description="Name of the place")] = "",
    outlet: Annotated[str, Query(max_length=LONGEST, description="An outlet that prints an account of it")] = "",
    source: Annotated[str, Query(max_length=LONGEST, description="A source that gives an account of it, by its name")] = "",
    nature: Annotated[str, Query(max_length=60, description="What it counts as: deeds, alleged, rhetoric, between commas")] = "",
    listed: Annotated[str, Query(max_length=21, description="First and last day it is listed under", examples=["2031-03-10/2031-03-16"])] = "",
    min_sources: Annotated[int, Query(ge=0, le=10_000, description="Told by at least so many sources")] = 0,
    disputed: Annotated[bool, Query(description="Only events with a dispute")] = False,
) -> Asked:
    """Filters from the address. Raises SettingsError for a value that is not allowed."""
    places = shelf.rules.countries
    types = _listed("type", (t.upper() for t in _cut(type)), shelf.ontology.types)
    standing = _listed("status", _cut(status), get_args(Standing))
    kind = _listed("nature", _cut(nature), get_args(Nature))
    under = _under(listed)
    first, last = day("since", since), day("until", until)
    if first and last and first > last:
        raise SettingsError(f"since {first} lies after until {last}", "swap them")
    wanted = Filter(
        dyad=_pair(pair, places),
        party=_party(party, places) if party.strip() else None,
        since=first,
        until=last,
        status=standing,
        types=types,
        min_sources=min_sources,
        disputed=disputed,
        country=_party(country, places) if country.strip() else None,
        place=place.strip() or None,
        outlet=outlet.strip() or None,
        source=source.strip() or None,
        natures=cast(tuple[Nature, ...], kind),
        listed=under,
    )
    return Asked(
        pair=pair.strip(),
        party=party.strip(),
        since=first or "",
        until=last or "",
        type=",".join(types),
        status=",".join(standing),
        country=country.strip(),
        place=place.strip(),
        outlet=outlet.strip(),
        source=source.strip(),
        nature=",".join(kind),
        listed="/".join(under) if under else "",
        min_sources=min_sources,
        disputed=disputed,
        filter=wanted,
    )


WithAsked = Annotated[Asked, Depends(asked)]


def day(name: str, text: str) -> str | None:
    """A day as typed; None for nothing. Raises SettingsError."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise SettingsError(f"{name}: {text!r} is no date", "write YYYY-MM-DD") from None


def _under(text: str) -> tuple[str, str] | None:
    """The days of a bar. Raises SettingsError."""
    if not text.strip():
        return None
    first, _, last = text.partition("/")
    return day("listed", first) or "", day("listed", last or first) or ""


def dyad_of(actor: str, recipient: str, countries: Countries) -> Dyad:
    """The pair two parts of an address name. Raises SettingsError."""
    found = Dyad(_party(actor, countries), _party(recipient, countries))
    if found.actor == found.recipient:
        raise SettingsError(f"{actor!r} and {recipient!r} are one party", "name two")
    return found


def _pair(text: str, countries: Countries) -> Dyad | None:
    return dyad(text, countries) if text.strip() else None


def _party(text: str, countries: Countries) -> str:
    return party(text, countries)


def _cut(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _listed(name: str, values: Iterable[str], allowed: Iterable[str] | Mapping[str, object]) -> tuple[str, ...]:
    known, found = tuple(allowed), tuple(dict.fromkeys(values))
    wrong = [v for v in found if v not in known]
    if wrong:
        raise SettingsError(f"{name}: {wrong[0]!r} is not allowed", f"use one of {', '.join(known)}")
    return found
