"""Settings: a small TOML file, found by option, environment or name. An empty file is valid."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from sayso.errors import SettingsError
from sayso.model.ids import digest
from sayso.run.engine import ALONE, Crew, Limits, cores

NAME = "sayso.toml"
VARIABLE = "SAYSO_SETTINGS"
STORE, STORE_VARIABLE = "sayso.duckdb", "SAYSO_STORE"
OUTLETS = "sayso-outlets.csv"
WORKERS_VARIABLE = "SAYSO_WORKERS"
KEYS = {"parser": str, "ontology": str, "outlet": str, "store": str, "outlets": str, "workers": int, "limits": dict}
MOST_WORKERS = 256
KINDS = {str: "a string", int: "a whole number", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Settings:
    """`parser`: a spaCy pipeline by name (None = the packaged model). `ontology`: a data folder (None = the packaged
    one). `outlet`: the outlet of reports, whatever they say. `store`: the store's file. `outlets`: the user's own table of outlets. Both are None
    where the settings do not name them. `path`: the file they came from, None for the defaults. `workers`: how many processes code at most (0: none but
    the program's own; None: as many as there are processors). `limits`: what a document and a worker may cost."""

    parser: str | None = None
    ontology: Path | None = None
    outlet: str | None = None
    path: Path | None = None
    store: Path | None = None
    outlets: Path | None = None
    workers: int | None = None
    limits: Limits = ALONE.limits

    @property
    def coding(self) -> str:
        """What tells ways of coding apart, beside program and data: "" for the packaged parser, else a hash of the parser's name."""
        return self.coding_of(False)

    def coding_of(self, thorough: bool) -> str:
        """The same where every sentence is parsed, or not."""
        parts = (*(("parser", self.parser) if self.parser else ()), *(("thorough",) if thorough else ()))
        return digest(*parts) if parts else ""


def find_settings(option: str | None) -> Settings:
    """Settings from the option, then $SAYSO_SETTINGS, then ./sayso.toml, then none. Raises SettingsError."""
    named = option or os.environ.get(VARIABLE)
    path = Path(named) if named else Path(NAME)
    if not named and not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"settings {path}: {error.strerror}", "check the path, or leave the option out") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"settings {path}: {error}", "see docs/data.md for a settings file") from error
    for key, value in table.items():
        if key not in KEYS:
            raise SettingsError(f"settings {path}: {key} is not a setting", f"known: {', '.join(sorted(KEYS))}")
        if not isinstance(value, KEYS[key]) or isinstance(value, bool):
            raise SettingsError(f"settings {path}: {key} must be {KINDS[KEYS[key]]}", "see docs/data.md for a settings file")
    places = {key: path.parent / table[key] for key in ("ontology", "store", "outlets") if key in table}
    return Settings(
        table.get("parser"),
        places.get("ontology"),
        table.get("outlet"),
        path,
        places.get("store"),
        places.get("outlets"),
        _workers(table["workers"], f"settings {path}: workers") if "workers" in table else None,
        _limits(table.get("limits", {}), path),
    )


def crew_for(settings: Settings, workers: int | None = None, most: int | None = None, thorough: bool = False) -> Crew:
    """Who codes: as the option says, then $SAYSO_WORKERS, then the settings, then one worker a processor."""
    named = os.environ.get(WORKERS_VARIABLE)
    if workers is None and named:
        if not named.isdecimal():
            raise SettingsError(f"${WORKERS_VARIABLE} is {named!r}, not a number", "set it to 0 or more, or unset it")
        workers = _workers(int(named), f"${WORKERS_VARIABLE}")
    count = workers if workers is not None else settings.workers if settings.workers is not None else cores()
    return Crew(count, settings.limits, most, thorough, settings.parser)


def _workers(count: int, where: str) -> int:
    if not 0 <= count <= MOST_WORKERS:
        raise SettingsError(f"{where} is {count}", f"use 0 to {MOST_WORKERS}")
    return count


def _limits(table: dict[str, object], path: Path) -> Limits:
    """The limits a settings file changes. Raises SettingsError for one that is not there, or no positive number of its kind."""
    known = {f.name: type(getattr(ALONE.limits, f.name)) for f in fields(Limits)}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(f"settings {path}: {name} is no limit", f"known: {', '.join(sorted(known))}")
        if isinstance(value, bool) or not isinstance(value, int | known[name]) or value <= 0:
            raise SettingsError(f"settings {path}: limit {name} must be a {'whole ' if known[name] is int else ''}number above 0", "see: sayso doctor")
    return replace(ALONE.limits, **{name: known[name](value) for name, value in table.items()})


def store_path(option: str | None, settings: Settings) -> Path:
    """The store's file: from the option, then $SAYSO_STORE, then the settings, then ./sayso.duckdb."""
    named = option or os.environ.get(STORE_VARIABLE)
    return Path(named) if named else settings.store or Path(STORE)


def outlets_path(settings: Settings) -> Path:
    """The user's own table of outlets: as the settings say, else sayso-outlets.csv beside the settings file, or in the working directory."""
    return settings.outlets or (settings.path.parent if settings.path else Path()) / OUTLETS
