"""Which events a person asks for: options to the store's filters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypedDict, TypeVar, get_args

from sayso.cli.setup import iso_day
from sayso.errors import SettingsError
from sayso.model.event import Dyad, Standing
from sayso.ontology.events import load_events
from sayso.ontology.load import packaged
from sayso.run.parties import dyad, load_countries, party
from sayso.run.settings import Settings

SHOWN = 50
"""Events a table shows where no limit is given."""
T = TypeVar("T")


class Filters(TypedDict):
    """The keywords of Reader.events and Reader.disputes."""

    dyad: Dyad | None
    party: str | None
    since: str | None
    until: str | None
    status: Collection[str]
    types: Collection[str]
    min_sources: int
    deeds: bool | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as typed."""

    dyad: str | None
    party: str | None
    since: str | None
    until: str | None
    status: list[str] | None
    type: list[str] | None
    min_sources: int
    deeds: bool | None
    limit: int | None

    def filters(self, settings: Settings) -> Filters:
        """The filters for the store. Raises SettingsError for what cannot be."""
        if self.dyad and self.party:
            raise SettingsError("--dyad and --party exclude each other", "give one of them")
        since, until = iso_day(self.since, "--since"), iso_day(self.until, "--until")
        if since and until and since > until:
            raise SettingsError(f"--since {since} lies after --until {until}", "swap them")
        countries = load_countries(settings) if self.dyad or self.party else None
        return Filters(
            dyad=dyad(self.dyad, countries) if self.dyad and countries else None,
            party=party(self.party, countries) if self.party and countries else None,
            since=since,
            until=until,
            status=tuple(_standing(word) for word in _words(self.status)),
            types=_types(_words(self.type), settings),
            min_sources=self.min_sources,
            deeds=self.deeds,
        )

    def most(self, kind: str) -> int | None:
        """How many to show; None for all."""
        limit = (SHOWN if kind == "table" else 0) if self.limit is None else self.limit
        return limit or None


def some(found: Iterator[T], most: int | None) -> tuple[list[T], bool]:
    """At most so many of the found, and whether there are more."""
    taken = list(islice(found, None if most is None else most + 1))
    return (taken, False) if most is None or len(taken) <= most else (taken[:most], True)


def _words(given: list[str] | None) -> list[str]:
    return [w.strip() for text in given or () for w in text.split(",") if w.strip()]


def _standing(word: str) -> str:
    """The status a word begins, or stands in: "single", "independent"."""
    wanted, known = word.lower().replace("-", " "), get_args(Standing)
    found = [s for s in known if s.startswith(wanted)] or [s for s in known if wanted in s.split()]
    if len(found) != 1:
        raise SettingsError(f"no status {word!r}", f"use one of {', '.join(known)}, or its first word")
    return str(found[0])


def _types(words: list[str], settings: Settings) -> tuple[str, ...]:
    if not words:
        return ()
    known: Any = load_events((settings.ontology or packaged()) / "events")
    for word in words:
        if word.upper() not in known:
            raise SettingsError(f"no event type {word!r}", f"use one of {', '.join(known)}")
    return tuple(word.upper() for word in words)
