"""Outlets: the packaged table, with the user's own rows before it."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError
from sayso.model.export import OutletName
from sayso.ontology.actors import OUTLETS, Actor, ActorTable, Outlet
from sayso.ontology.codes import Codes, load_codes
from sayso.ontology.load import Ontology
from sayso.ontology.strict import Row, read_csv, read_yaml
from sayso.run.settings import Settings, outlets_path
from sayso.store import OutletUse
from sayso.writers.cells import clean
from sayso.writers.files import put, text_file

PLAIN = ("independent", "public", "state", "party", "unknown")
OWNED = ("state", "party")
OWN = "own"
"""Origin of the user's rows."""


class OutletTable(Mapping[str, Outlet]):
    """Outlets by everything a report can call them: id, name, alias or domain, in any case. Earlier rows win; iterating gives ids."""

    def __init__(self, rows: Iterable[Outlet]) -> None:
        self._rows: dict[str, Outlet] = {}
        self._called: dict[str, Outlet] = {}
        for row in rows:
            if row.id in self._rows:
                continue
            self._rows[row.id] = row
            for name in (row.id, row.name, *row.aliases, *row.domains):
                self._called.setdefault(name.strip().lower(), row)

    def __getitem__(self, name: str) -> Outlet:
        return self._called[name.strip().lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, slots=True)
class Used:
    """An outlet in use, and what is known of it (None: nothing)."""

    use: OutletUse
    outlet: Outlet | None


def outlets_for(settings: Settings, ontology: Ontology) -> OutletTable:
    """The user's rows, the packaged ones, and those of the demo, whose outlets are invented.

    Raises DataError for a bad row, SettingsError for a table the settings name and that is not there.
    """
    path = outlets_path(settings)
    if settings.outlets is not None and not path.exists():
        raise SettingsError(f"the settings name a table of outlets that is not there: {path}", "make it with: sayso sources set ID …, or take the key out")
    return OutletTable((*own_outlets(path, ontology), *ontology.actors.outlets.values(), *demo_outlets(ontology.folder / "demo")))


def own_outlets(path: Path, ontology: Ontology) -> tuple[Outlet, ...]:
    """The rows of a user's table, none where there is no such file. Raises DataError."""
    if not path.exists():
        return ()
    codes = _codes(ontology)
    rows = tuple(_outlet(row, codes, ontology.actors) for row in read_csv(path, OUTLETS))
    for row in read_csv(path, OUTLETS):
        if sum(row["id"] == r.id for r in rows) > 1:
            raise row.fail("id", f"outlet {row['id']!r} stands twice", "keep one of the rows")
    return rows


def demo_outlets(folder: Path) -> tuple[Outlet, ...]:
    """The invented outlets of the demo, from its outlets.yaml; none where the data folder has no demo."""
    path = folder / "outlets.yaml"
    if not path.exists():
        return ()
    found = {e.text("outlet"): e.text("affiliation") for _, e in read_yaml(path).items()}
    return tuple(Outlet(name, name, "website", how.partition(":")[2] or None, how, (), ()) for name, how in found.items())


def used(uses: Iterable[OutletUse], table: Mapping[str, Outlet]) -> tuple[Used, ...]:
    """Outlets in use with what is known of them."""
    return tuple(Used(use, table.get(use.outlet) if use.outlet is not None else None) for use in uses)


def names_of(names: Iterable[str | None], table: Mapping[str, Outlet]) -> dict[str, OutletName]:
    """What exports show of the outlets that are called so, those that are known."""
    return {name: _named(table[name]) for name in names if name is not None and name in table}


def set_outlet(settings: Settings, ontology: Ontology, id: str, changes: Mapping[str, str]) -> tuple[Outlet, Path]:
    """Writes a row of the user's own table: `changes` (columns of sources.csv) over what is known of the outlet so far, or over a new row.

    The outlet as it is now, and the table's path. Raises SettingsError or DataError for a value that is not allowed; then nothing is written.
    """
    path = outlets_path(settings)
    rows = list(own_outlets(path, ontology))
    known = next((o for o in OutletTable((*rows, *ontology.actors.outlets.values())).values() if o.id == id), None)
    cells = _cells(known) if known else dict.fromkeys(OUTLETS, "") | {"id": id, "name": id, "kind": "website", "affiliation": "unknown"}
    new = _outlet(Row(str(path), 0, {**cells, **{k: clean(v).strip() for k, v in changes.items()}, "origin": OWN}), _codes(ontology), ontology.actors)
    rows = [o for o in rows if o.id != new.id] + [new]
    lines = (OUTLETS, *(tuple(_cells(o).values()) for o in sorted(rows, key=lambda o: o.id)))
    put(text_file(path.name, (_line(line) for line in lines)), path.parent)
    return new, path


def _line(cells: Iterable[str]) -> str:
    """A line of the table. It is read again, so that nothing in it is disarmed as in an export."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([clean(cell).strip() for cell in cells])
    return out.getvalue()


def _outlet(row: Row, codes: Codes, actors: ActorTable) -> Outlet:
    kinds = sorted({o.kind for o in actors.outlets.values()})
    for column in ("id", "name"):
        if not row[column]:
            raise row.fail(column, "is empty", "give the outlet an id and a name")
    if row["kind"] not in kinds:
        raise row.fail("kind", f"{row['kind']!r} is not allowed", f"use one of {', '.join(kinds)}")
    country = codes.country(row)
    _check_affiliation(row, codes, actors)
    return Outlet(row["id"], row["name"], row["kind"], country, row["affiliation"], row.many("domains"), row.many("aliases"))


def _check_affiliation(row: Row, codes: Codes, actors: ActorTable) -> None:
    """`state` and `party` may name whose: a country's code, or the id of a party of the tables."""
    how, colon, whose = row["affiliation"].partition(":")
    if how not in PLAIN or (colon and how not in OWNED):
        raise row.fail("affiliation", f"{row['affiliation']!r} is not allowed", f"use one of {', '.join(PLAIN)}, state:COUNTRY, party:PARTY")
    if not colon:
        return
    if how == "state" and whose not in codes.countries:
        raise row.fail("affiliation", f"{whose!r} is no country", "use an ISO alpha-3 code, as in state:IRN")
    if how == "party" and whose not in (ids := _ids(actors.rows)):
        near = difflib.get_close_matches(whose, ids, 3)
        raise row.fail("affiliation", f"no party has the id {whose!r}", f"did you mean {', '.join(near)}?" if near else "find ids with: sayso actor NAME")


def _ids(rows: Iterable[Actor]) -> list[str]:
    return sorted({a.id for a in rows if a.kind not in ("person", "media", "state")})


def _codes(ontology: Ontology) -> Codes:
    return load_codes(ontology.folder / "actors" / "codes.yaml", ontology.actors.countries)


def _cells(o: Outlet) -> dict[str, str]:
    """The row's cells in the order of the columns."""
    values = (o.id, o.name, o.kind, o.country or "", o.affiliation, "|".join(o.domains), "|".join(o.aliases), OWN)
    return dict(zip(OUTLETS, values, strict=True))


def _named(o: Outlet) -> OutletName:
    how, _, whose = o.affiliation.partition(":")
    return OutletName(o.id, o.name, whose if how == "state" and whose else o.country, None if how == "unknown" else how)
