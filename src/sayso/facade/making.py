"""What takes seconds to load, once a process: ontologies and parsers; and what the writers get of them. Imported when first needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sayso.coder import Coder
from sayso.facade.shown import day
from sayso.model.claim import Claim
from sayso.model.event import Event
from sayso.model.export import Export
from sayso.model.release import release
from sayso.model.text import Document
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology, load
from sayso.parser import Parser
from sayso.run.following import Rules, load_rules
from sayso.run.outlets import names_of
from sayso.run.settings import Settings


@cache
def ontology_of(folder: Path | None) -> Ontology:
    """The ontology of a folder, None for the packaged one. Raises DataError."""
    return load(folder)


@cache
def coder_of(folder: Path | None, parser: str | None) -> Coder:
    """A coder with the ontology of a folder and a spaCy pipeline by name; None for the packaged ones. Raises DataError and SettingsError."""
    ontology = ontology_of(folder)
    return Coder(ontology, Parser(ontology.folder, parser))


@cache
def rules_of(folder: Path | None) -> Rules:
    """The rules of tracking and the countries of a data folder, without the rest of it. Raises DataError."""
    return load_rules(Settings(ontology=folder))


def export_of(
    ontology: Ontology, outlets: Mapping[str, Outlet], events: Iterable[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Export:
    """Records as the writers take them: events by day and id, the rest by their ids."""
    return Export(
        events=tuple(sorted(events, key=lambda e: (day(e) or "9999", e.id))),
        claims=dict(sorted(claims.items())),
        documents=dict(sorted(documents.items())),
        outlets=names_of(sorted({c.document.outlet for c in claims.values() if c.document.outlet}), outlets),
        codes=ontology.codes,
        rules=ontology.export_rules,
        made=f"sayso {release()}, ontology {ontology.version}",
    )
