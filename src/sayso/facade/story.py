"""Reports resolved in memory, without a store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import SettingsError
from sayso.facade.asked import Day, Pair, day_of, pair_of
from sayso.facade.dyads import DyadView, lanes
from sayso.facade.frames import FrameKind
from sayso.facade.html import many
from sayso.facade.records import Alerts, Claims, Disputes, Events
from sayso.facade.shown import ShownEvent, newest_first, shown
from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.event import Dyad, Event
from sayso.model.export import Export
from sayso.model.text import Document


@dataclass(frozen=True, slots=True, repr=False)
class Memory:
    """A story's records by id. `outlets` is the table of outlets it was resolved with (by what reports call them)."""

    events: tuple[ShownEvent, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    outlets: Mapping[str, Any]

    def export(self, events: Iterable[Event], claims: Mapping[str, Claim]) -> Export:
        """Records as the writers take them."""
        from sayso.facade.making import export_of, ontology_of

        return export_of(ontology_of(None), self.outlets, events, claims, {i: self.documents[i] for i in {c.document.id for c in claims.values()}})

    def find_claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Claims by id; those not there are left out."""
        return {i: self.claims[i] for i in sorted(ids) if i in self.claims}

    def find_events(self, claims: Collection[str]) -> tuple[Event, ...]:
        """Events that hold one of these claims."""
        wanted = frozenset(claims)
        return tuple(e for e in self.events if any(m.claim in wanted for m in e.members))


@dataclass(frozen=True, slots=True, repr=False)
class Story:
    """The events some reports tell of; made by `sayso.resolve`."""

    memory: Memory

    @property
    def events(self) -> Events:
        """The events, newest first."""
        return Events(self.memory.events, self.memory)

    @property
    def claims(self) -> Claims:
        """All claims of the reports, also those of no event."""
        return Claims(tuple(self.memory.claims.values()), self.memory)

    @property
    def disputes(self) -> Disputes:
        """What accounts of one event contradict each other about, in the order of the events."""
        return Disputes(tuple(d for e in self.memory.events for d in e.disputes), self.memory)

    def event(self, id: str) -> ShownEvent:
        """The event whose id, or the id of one of whose claims, is or begins with `id`. Raises SettingsError where none or several do."""
        return one_event(self.memory.events, id)

    def dyad(self, actor: str, recipient: str, *, both: bool = False, since: Day | None = None, until: Day | None = None) -> DyadView:
        """What one party (a country's code or name, or the id of an armed group) does to another; with `both` either to the other.

        `since` and `until` bound the days that are looked at. Raises SettingsError for a country nobody knows and for what is no day.
        """
        from sayso.facade.making import rules_of

        rules = rules_of(None)
        pair = pair_of((actor, recipient), rules.countries)
        known = Events(tuple(e for e in self.memory.events if not lanes(pair).isdisjoint(e.dyads)), self.memory)
        return DyadView(pair, both, known, self._coverage(), rules, day_of(since, "since"), day_of(until, "until"))

    def alerts(self, dyad: Pair | None = None, *, since: Day | None = None) -> Alerts:
        """Rises of a pair's acts above its own past: of all pairs, or of `dyad` in that direction; with `since` those that stood on that day or later."""
        from sayso.facade.making import rules_of

        rules = rules_of(None)
        pair = None if dyad is None else pair_of(dyad, rules.countries)
        return alerts_of(self.events, self._coverage(), rules, pair, day_of(since, "since"))

    def export(self, format: str, folder: str | Path) -> tuple[Path, ...]:
        """Write an export ("gdelt", "csv", "parquet" …) into a folder, made if missing; the files. left_out.csv among them lists the events the format
        cannot hold, and why. Raises SettingsError for an unknown format, naming the known ones."""
        from sayso.writers.exports import EXPORTS, write

        memory = self.memory
        whole = format in EXPORTS and EXPORTS[format].all_claims
        claims = memory.claims if whole else memory.find_claims({m.claim for e in memory.events for m in e.members})
        return write(format, memory.export(memory.events, claims), Path(folder))

    def to_df(self, kind: FrameKind | None = None) -> Any:
        """A data frame, a row for each event: see `Events.to_df`."""
        return self.events.to_df(kind)

    def _coverage(self) -> frozenset[str]:
        return frozenset(d.published for d in self.memory.documents.values() if d.published)

    def __repr__(self) -> str:
        return f"<story: {many(len(self.memory.documents), 'report')}, {many(len(self.memory.claims), 'claim')}, {many(len(self.memory.events), 'event')}>"

    def _repr_html_(self) -> str:
        return self.events._repr_html_()


def tell(codings: Iterable[Coding]) -> Story:
    """The story of some coded reports; a report given twice counts once, and their order makes no difference to the events."""
    from sayso.facade.making import ontology_of
    from sayso.run.joining import joined
    from sayso.run.outlets import outlets_for
    from sayso.run.settings import find_settings

    given = {c.document.id: c for c in codings}
    ontology = ontology_of(None)
    outlets = outlets_for(find_settings(None), ontology)
    events = newest_first(joined(tuple(given.values()), ontology, outlets))
    claims = {c.id: c for coding in given.values() for c in coding.claims}
    return Story(Memory(shown(events), claims, {i: c.document for i, c in given.items()}, outlets))


def one_event(events: Iterable[ShownEvent], id: str) -> ShownEvent:
    """The event with an id, or the only one with that beginning of its id or a claim's. Raises SettingsError."""
    near = [e for e in events if id and (e.id.startswith(id) or any(m.claim.startswith(id) for m in e.members))]
    found = [e for e in near if e.id == id or any(m.claim == id for m in e.members)] or near
    if not found:
        raise SettingsError(f'no event "{id}"', "give the beginning of the id of an event or of one of its claims")
    if len(found) > 1:
        raise SettingsError(f'"{id}" is the beginning of several events: {", ".join(sorted(e.id for e in found)[:5])}', "give more of the id")
    return found[0]


def alerts_of(events: Events, coverage: Collection[str], rules: Any, pair: Dyad | None, since: str | None) -> Alerts:
    """The alerts of a pair, None for all pairs of the events."""
    from sayso.run.parties import names_in
    from sayso.track.alerts import alerts

    names = names_in(events, rules.countries)
    found = alerts(events, coverage, rules.tracking.alerts, dyads={pair} if pair else None, since=since, name=lambda party: names.get(party, party))
    return Alerts(found.raised, events.source, found.unjudged)
