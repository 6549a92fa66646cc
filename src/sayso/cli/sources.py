"""`sources`: the outlets in use, and the user's own table of outlets."""

from __future__ import annotations

import typer

from sayso.cli.setup import chosen_format, emit, ontology_for, reader_for
from sayso.cli.tables import wrapped
from sayso.errors import SettingsError
from sayso.model.plain import to_plain
from sayso.run.outlets import Used, outlets_for, set_outlet, used
from sayso.run.settings import find_settings
from sayso.run.wording import many
from sayso.writers.jsonl import line


def run_list(unknown: bool, format: str | None, store: str | None, settings: str | None) -> int:
    """List the outlets in use; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    with reader_for(store, settings) as reader:
        uses = reader.outlets()
    table = outlets_for(find_settings(settings), ontology_for(settings))
    rows = [u for u in used(uses, table) if not (unknown and u.outlet is not None)]
    if kind == "jsonl":
        emit(line({**to_plain(u.use), "known": u.outlet is not None, "row": to_plain(u.outlet)}) for u in rows)
        return 0
    for u in rows:
        for text in wrapped(_told(u), 0, 9):
            typer.echo(text)
    strange = sum(u.outlet is None and u.use.outlet is not None for u in rows)
    if strange:
        for text in wrapped(f"{many(strange, 'outlet')} no table knows; say whose they are: sayso sources set ID --affiliation …", 0, 2):
            typer.echo(text)
    if not rows:
        typer.echo("every outlet in use is known" if unknown and uses else "no report is in the store")
    return 0


def _told(u: Used) -> str:
    name = u.use.outlet or "(no outlet named)"
    days = f"{u.use.first} to {u.use.last}" if u.use.first and u.use.first != u.use.last else u.use.first or "no date"
    o = u.outlet
    about = f"{o.name}, {o.kind}, {o.country or 'no country'}, {o.affiliation}" if o else "unknown" if u.use.outlet else "-"
    return f"{u.use.documents:>6}  {name}  {days}  {about}"


def run_set(id: str, changes: dict[str, str], format: str | None, settings: str | None) -> int:
    """Write a row of the user's own table; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    if not changes:
        raise SettingsError("nothing to set", "give --name, --country, --affiliation, --kind, --domains or --aliases")
    outlet, path = set_outlet(find_settings(settings), ontology_for(settings), id.strip(), changes)
    if kind == "jsonl":
        emit([line({**to_plain(outlet), "table": str(path)})])
        return 0
    for text in (
        *wrapped(f"{outlet.id}: {outlet.name}, {outlet.kind}, {outlet.country or 'no country'}, {outlet.affiliation}; written to {path}", 0, 2),
        "run sayso resolve to count again",
    ):
        typer.echo(text)
    return 0
