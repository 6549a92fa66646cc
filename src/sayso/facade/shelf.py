"""A store's file and the settings that go with it: what answers come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export


@dataclass(frozen=True, slots=True)
class Shelf:
    """`settings` are those of sayso.run.settings. Every method raises StoreError where the store cannot be read."""

    path: Path
    settings: Any

    def reader(self) -> Any:
        """What the store has published, as it is now (sayso.store.Reader): to be closed soon."""
        from sayso.store import open_reader

        return open_reader(self.path)

    def given(self) -> tuple[Any, Mapping[str, Any]]:
        """Ontology and table of outlets, as the settings say. Raises DataError and SettingsError."""
        from sayso.facade.making import ontology_of
        from sayso.run.outlets import outlets_for

        ontology = ontology_of(self.settings.ontology)
        return ontology, outlets_for(self.settings, ontology)

    def rules(self) -> Any:
        """Rules of tracking, and countries (sayso.run.following.Rules). Raises DataError."""
        from sayso.facade.making import rules_of

        return rules_of(self.settings.ontology)

    def export(self, events: Sequence[Event], claims: Mapping[str, Claim]) -> Export:
        """Records as the writers take them."""
        from sayso.facade.making import export_of

        ontology, outlets = self.given()
        return export_of(ontology, outlets, events, claims, {})

    def find_claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Claims by id; those not there are left out."""
        with self.reader() as reader:
            found: Mapping[str, Claim] = reader.claims(ids)
            return found

    def find_events(self, claims: Collection[str]) -> tuple[Event, ...]:
        """Events that hold one of these claims, by id."""
        with self.reader() as reader:
            found: tuple[Event, ...] = reader.events_of(claims)
            return found
