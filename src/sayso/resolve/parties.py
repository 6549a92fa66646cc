"""Parties at the level at which reports can be compared: a country, an armed group, or only what kind of people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sayso.model.statement import Party

Agreement = Literal["same", "kin", "vague", "open", "unlike", "other"]
VAGUE = "?"
"""First character of keys that name no party: `?REB` for "gunmen"."""
_THINGS = frozenset({"equipment", "document", "thing", "place"})


def key_of(party: Party) -> str | None:
    """Country code of a state, its organs, forces, people; the id of a group; `?` and the sector of those nobody knows; None for things."""
    if party.kind == "group" and (party.id or party.name):
        return party.id or (party.name or "").lower()
    if party.country is not None:
        return party.country
    if party.kind in _THINGS or not party.sectors:
        return None
    return VAGUE + party.sectors[0]


def keys_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """Keys of parties, each once, sorted; the vague ones only where there is no other."""
    keys = sorted({k for k in map(key_of, parties) if k is not None})
    known = tuple(k for k in keys if not k.startswith(VAGUE))
    return known or tuple(keys)


def home_of(parties: Iterable[Party]) -> dict[str, str]:
    """Country of each group among the parties, where known."""
    return {k: p.country for p in parties if p.country is not None and (k := key_of(p)) is not None and k != p.country}


def agreement(one: tuple[str, ...], other: tuple[str, ...], homes: dict[str, str]) -> Agreement:
    """How two lists of keys stand to each other: the same party in both (same), a group and its country (kin), the same kind of nobody known (vague),
    nobody told on one side (open), different kinds (unlike) or different parties (other)."""
    if not one or not other:
        return "open"
    if one == other or not set(one).isdisjoint(other):
        return "vague" if one[0].startswith(VAGUE) else "same"
    if one[0].startswith(VAGUE) or other[0].startswith(VAGUE):
        return "unlike" if one[0].startswith(VAGUE) and other[0].startswith(VAGUE) else "open"
    if not {homes.get(k, k) for k in one}.isdisjoint(homes.get(k, k) for k in other):
        return "kin"
    return "other"
