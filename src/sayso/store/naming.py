"""The names in a store: of who did what to whom, and of where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.store.connection import Connection

LONGEST = 200
"""Characters of a name: one that is only words of a report may be a whole sentence."""
Kind = Literal["party", "place"]

_PARTIES = """
    SELECT left(coalesce(p.name, p.text), ?) AS called, p.country, p.party, count(DISTINCT p.claim) AS claims
    FROM claim_participants p JOIN documents d ON d.id = p.document AND d.coding = p.coding
    GROUP BY ALL ORDER BY claims DESC, called, p.country, p.party LIMIT ?
"""
_PLACES = """
    SELECT left(c.place, ?) AS called, c.country, NULL, count(*) AS claims
    FROM claims c JOIN documents d ON d.id = c.document AND d.coding = c.coding
    WHERE c.place IS NOT NULL GROUP BY ALL ORDER BY claims DESC, called, c.country LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a party or place, and how many claims have it. A party is called as in our tables, else in the words of the report;
    `country` is ISO 3166-1 alpha-3 or a code of PLOVER, None when not known; `party` is its id in our tables, None when they hold none."""

    kind: Kind
    name: str
    country: str | None
    party: str | None
    claims: int


def names(connection: Connection, most: int) -> tuple[Name, ...]:
    """Names in the claims of current codings: of parties, then of places, at most so many of each, those with most claims first."""
    parties = connection.rows(_PARTIES, LONGEST, most)
    places = connection.rows(_PLACES, LONGEST, most)
    return (*(Name("party", *row) for row in parties), *(Name("place", *row) for row in places))
