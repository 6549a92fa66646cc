"""Parties: keys, names and their codes in other systems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.model.codes import CountryCodes
from sayso.model.export import Export, PartyRule, Rules
from sayso.model.statement import Party


def key(party: Party) -> str:
    """What tells a party from another: its id, else country, sector and words."""
    return party.id or "/".join((party.country or "", party.sectors[0] if party.sectors else "", (party.name or party.text).casefold()))


def unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each once, in their order."""
    return tuple({key(p): p for p in reversed(tuple(parties))}.values())[::-1]


def name(party: Party | None) -> str | None:
    """The name, else the words."""
    return (party.name or party.text or None) if party else None


def country(code: str | None, codes: CountryCodes) -> str | None:
    """The name of a country, None for a body (UNO) and an unknown country."""
    return codes[code].name if code in codes else None


def iso3(party: Party | None, codes: CountryCodes) -> str | None:
    """The ISO code of the party's country, None where it has none, or a body's."""
    return party.country if party and party.country in codes else None


def plover(code: str | None, codes: CountryCodes) -> str | None:
    """PLOVER's code: KOS for Kosovo, else ours."""
    return (codes[code].plover or code) if code in codes else code


def cow(code: str | None, codes: CountryCodes) -> int | None:
    """The number of Correlates of War."""
    return int(codes[code].cow or 0) or None if code in codes else None


def gw(code: str | None, codes: CountryCodes) -> int | None:
    """The number of Gleditsch & Ward."""
    return int(codes[code].gw or 0) or None if code in codes else None


def cameo_country(code: str | None, export: Export) -> str | None:
    """CAMEO's code of a country: ISO's, but for some."""
    return export.rules.cameo_countries.get(code, code) if code in export.codes else None


def cameo_types(party: Party | None, rules: Rules) -> tuple[str, ...]:
    """CAMEO's codes of the party's sectors and of the body it belongs to, each once."""
    ours = [*party.sectors, party.country or ""] if party else []
    return tuple(dict.fromkeys(c for s in ours if (known := rules.sectors.get(s)) and (c := known.cameo)))


def plover_sectors(party: Party, rules: Rules) -> tuple[str, ...]:
    """PLOVER's codes of the party's sectors, the main one first."""
    return tuple(dict.fromkeys(c for s in party.sectors if (known := rules.sectors.get(s)) and (c := known.plover)))


def sector_words(party: Party | None, rules: Rules) -> tuple[str, ...]:
    """The party's sectors in words."""
    return tuple(dict.fromkeys(rules.sectors[s].name for s in (party.sectors if party else ()) if s in rules.sectors))


def class_of(party: Party | None, classes: Sequence[PartyRule]) -> str | None:
    """The class a party falls into, by its main sector, else by its kind; None where neither tells."""
    if party is None:
        return None
    main = party.sectors[0] if party.sectors else ""
    by_sector = next((c.name for c in classes if main and main in c.sectors), None)
    return by_sector or next((c.name for c in classes if party.kind and party.kind in c.kinds), None)
