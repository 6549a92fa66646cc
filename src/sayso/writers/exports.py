"""The exports: `EXPORTS` names the formats, `write` puts one into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sayso.errors import SettingsError
from sayso.model.event import Event
from sayso.model.export import Export, LeftOut
from sayso.writers import acled, claims, gdelt, ged, geojson, icews, labelstudio, mentions, parquet, plover, polecat, sqlite, tidy, timemap
from sayso.writers.cells import csv_line
from sayso.writers.choosing import choose, day
from sayso.writers.dictionary import citation, dictionary
from sayso.writers.files import File, put, text_file
from sayso.writers.formats import Format

MODULES = (plover, polecat, icews, gdelt, mentions, ged, acled, tidy, parquet, geojson, timemap, sqlite, labelstudio, claims)
EXPORTS: Mapping[str, Format] = {m.FORMAT.name: m.FORMAT for m in MODULES}


def write(name: str, export: Export, folder: Path) -> tuple[Path, ...]:
    """The files of a format, left_out.csv (but for formats of claims), DICTIONARY.md and CITATION.txt in the folder, which is made if
    missing. Each file appears whole or not at all. Raises SettingsError for an unknown format and a folder that cannot be written to."""
    kind = EXPORTS.get(name)
    if kind is None:
        raise SettingsError(f"no export format {name!r}", f"use one of {', '.join(EXPORTS)}")
    return tuple(put(file, folder) for file in files(kind, export))


def files(kind: Format, export: Export) -> Iterator[File]:
    """All files of a format."""
    choice = choose(export, kind.rules)
    yield from kind.make(export, choice.events)
    if not kind.all_claims:
        yield text_file("left_out.csv", _left_out(choice.left_out, export.events))
    yield text_file("DICTIONARY.md", dictionary(kind, export))
    yield text_file("CITATION.txt", citation(kind, export))


def left_out(name: str, export: Export) -> tuple[LeftOut, ...]:
    """The events a format would not get, and why. Raises KeyError for an unknown format."""
    return choose(export, EXPORTS[name].rules).left_out


def _left_out(rows: tuple[LeftOut, ...], events: tuple[Event, ...]) -> Iterator[str]:
    by_id = {e.id: e for e in events}
    yield csv_line(("event", "type", "day", "reason"))
    for row in rows:
        event = by_id[row.event]
        yield csv_line((row.event, event.type, day(event), row.reason))
