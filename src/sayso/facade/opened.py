"""A store, with the verbs of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sayso.errors import InputError, SettingsError
from sayso.facade.asked import Day, day_of
from sayso.facade.asking import Asking, id_of
from sayso.facade.shelf import Shelf
from sayso.model.claim import Claim
from sayso.model.event import Event

COMMAND = "sayso in Python"
"""What others are told of who holds the store."""


class Store(Asking):
    """A store of reports, claims and events; made by `sayso.open`.

    Reading takes what the store has published and makes no store; writing holds the store only for the call. Every method raises StoreError where
    the store cannot be read or written, and SettingsError for what cannot be asked. Not to be used by two threads at once.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the use of the store here; safe to call twice. Nothing is held between calls, so that nothing is lost without it."""
        self._closed = True

    @property
    def path(self) -> Path:
        """Where the store is, or will be."""
        return self._kept.path

    def __repr__(self) -> str:
        return f"<store {self.path}{', closed' if self._closed else ''}>"

    def add(self, files: str | Path | Iterable[str | Path], *, published: Day | None = None, outlet: str | None = None) -> Any:
        """Read, code and resolve files and folders, and keep them; makes the store where there is none. Reports known already are passed over.

        `published` and `outlet` win over what the reports say. Gives sayso.run.adding.Added: counts of what was read, added, known already, of claims
        and events, and what `failed`. Raises InputError where nothing at all could be read.
        """
        from sayso.facade.making import coder_of
        from sayso.readers import ReadOptions
        from sayso.run.adding import add
        from sayso.run.amended import open_amended
        from sayso.run.correcting import carry_out

        shelf = self._shelf
        sources = [str(f) for f in ([files] if isinstance(files, str | Path) else files)]
        options = ReadOptions(published=day_of(published, "published"), outlet=outlet or shelf.settings.outlet)
        ontology, outlets = shelf.given()
        coder = coder_of(shelf.settings.ontology, shelf.settings.parser)
        with open_amended(shelf.path, COMMAND, ontology.resolving) as owner:
            carry_out(owner, ontology, outlets)
            added = add(owner, sources, options, coder, outlets, settings=shelf.settings.coding, command=COMMAND, clock=_now)
            carry_out(owner, ontology, outlets)
        if added.failed and len(added.failed) == added.read:
            first = added.failed[0]
            raise InputError(first.where, first.reason, first.remedy)
        return added

    def export(self, format: str, folder: str | Path) -> tuple[Path, ...]:
        """Write an export ("gdelt", "csv", "parquet" …) into a folder, made if missing; the files. left_out.csv among them lists the events the format
        cannot hold, and why. Raises SettingsError for an unknown format, naming the known ones."""
        from sayso.run.exporting import export

        shelf = self._shelf
        with shelf.reader() as reader:
            return export(reader, format, Path(folder), *shelf.given()).files

    def correct(self, target: str | Event | Claim, field: str, value: str | None = None, *, by: str | None = None, reason: str = "") -> Any:
        """Correct a claim, or an event and all its claims: `field` is "reject" (it no longer counts), "accept" (it does again), "undo" of a correction
        (`target` is its id), or "event", "modes", "status", "actors", "recipients", "time", "place" or "figures" with the right `value`, which is noted
        beside the coder's; see run.correction_values for its form.

        `by` signs it (None: this user). Gives sayso.run.correcting.Corrected; where another process owns the store the correction is left for it, and
        `holder` says who that is. Raises SettingsError for a field or value that is not allowed, StoreError for an id nobody has.
        """
        from sayso.run.correcting import correcting
        from sayso.run.correction_values import codes_of

        ontology, _ = self._shelf.given()
        return self._put(correcting(id_of(target), field, value, _signed(by, reason), ontology.types, codes_of(ontology)))

    def merge(self, *events: str | Event, by: str | None = None, reason: str = "") -> Any:
        """Say that these events are one; kept for ever, also when events are resolved anew. Otherwise as `correct`."""
        from sayso.run.correcting import merging
        from sayso.track.placed import VERBAL

        ontology, _ = self._shelf.given()
        speech = frozenset(name for name, t in ontology.types.items() if t.quad in VERBAL)
        return self._put(merging([id_of(e) for e in events], _signed(by, reason), speech))

    def split(self, event: str | Event, *claims: str | Claim, by: str | None = None, reason: str = "") -> Any:
        """Say that these claims are not of this event but of one of their own; kept for ever. Otherwise as `correct`."""
        from sayso.run.correcting import splitting

        return self._put(splitting(id_of(event), [id_of(c) for c in claims], _signed(by, reason)))

    def _put(self, make: Any) -> Any:
        from sayso.run.correcting import put

        return put(self._shelf.path, COMMAND, make, *self._shelf.given())


def open_store(path: str | Path | None = None, *, settings: str | Path | None = None) -> Store:
    """A store by its file: `path`, else $SAYSO_STORE, the settings, ./sayso.duckdb. Nothing is made before `add`.

    `settings` is a settings file (None: $SAYSO_SETTINGS, then ./sayso.toml, then none). Raises SettingsError where that is wrong.
    """
    from sayso.run.settings import find_settings, store_path

    found = find_settings(None if settings is None else str(settings))
    return Store(Shelf(store_path(None if path is None else str(path), found).expanduser().absolute(), found))


def _signed(by: str | None, reason: str) -> Any:
    import getpass

    from sayso.run.correcting import Signed

    try:
        name = (getpass.getuser() if by is None else by).strip()
    except (OSError, KeyError, ImportError):
        name = ""
    if not name:
        raise SettingsError("nobody signs this correction", 'say who does: by="NAME"')
    return Signed(name, _now(), reason)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
