"""What an export is given, and the rules that turn our codes into those of other data sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.model.claim import Claim
from sayso.model.codes import CountryCodes
from sayso.model.event import Event
from sayso.model.text import Document


@dataclass(frozen=True, slots=True)
class OutletName:
    """An outlet as exports show it: `country` (ISO alpha-3) and `affiliation` (state, party, public, independent) are None where unknown."""

    id: str
    name: str
    country: str | None
    affiliation: str | None


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """One of our sectors (or bodies) in other systems, None where a system has no such code; `name` in words."""

    plover: str | None
    cameo: str | None
    name: str


@dataclass(frozen=True, slots=True)
class PartyRule:
    """Parties of one class: those whose main sector is in `sectors`; where the sector tells none, those whose kind is in `kinds`."""

    name: str
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FipsArea:
    """A part of a country that has a FIPS 10-4 code of its own, known by the name of its province."""

    country: str
    admin1: str
    fips: str


@dataclass(frozen=True, slots=True)
class Region:
    """UCDP's region of the states whose Gleditsch-Ward numbers lie from `first` to `last`."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Violence:
    """UCDP's type of violence (1, 2, 3) by the classes of the acting side and of the side acted on."""

    sides: tuple[str, str]
    type: int


@dataclass(frozen=True, slots=True)
class AcledRule:
    """ACLED's categories for a type, mode and classes of both sides ("" = any). `actor`, where given, is what the acting side is
    called whoever it is (Protesters)."""

    type: str
    mode: str
    acting: str
    target: str
    disorder: str
    event: str
    sub_event: str
    actor: str


@dataclass(frozen=True, slots=True)
class Rules:
    """`exports.yaml`: codes of other data sets for ours.

    `plover_nobody` is the sector of an actor nobody names; `quads` are POLECAT's words; `cameo_quads` GDELT's quads by CAMEO root; `ged_state`
    is the class of states; `acled_actors` stand in ACLED's order, and `acled_state`, `acled_civilians` and `acled_abroad` (state forces outside
    their own country) are names among them.
    """

    sectors: Mapping[str, SectorCodes]
    plover_nobody: str
    cameo_countries: Mapping[str, str]
    fips_areas: tuple[FipsArea, ...]
    quads: Mapping[int, str]
    cameo_quads: Mapping[str, int]
    parties: tuple[PartyRule, ...]
    ged_types: tuple[str, ...]
    ged_state: str
    ged_violence: tuple[Violence, ...]
    ged_regions: tuple[Region, ...]
    acled: tuple[AcledRule, ...]
    acled_actors: tuple[PartyRule, ...]
    acled_state: str
    acled_civilians: str
    acled_abroad: str


@dataclass(frozen=True, slots=True)
class Export:
    """Everything an export may need. `events` come sorted by day and id; `claims` and `documents` by their ids,
    `outlets` by what `Document.outlet` says; `made` names the
    version of sayso and the hash of its ontology: there is no clock in an export."""

    events: tuple[Event, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    outlets: Mapping[str, OutletName]
    codes: CountryCodes
    rules: Rules
    made: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event a format did not get, and why: a row of left_out.csv."""

    event: str
    reason: str
