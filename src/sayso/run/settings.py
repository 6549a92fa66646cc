"""Settings: a small TOML file, found by option, environment or name. An empty file is valid."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError
from sayso.model.ids import digest

NAME = "sayso.toml"
VARIABLE = "SAYSO_SETTINGS"
STORE, STORE_VARIABLE = "sayso.duckdb", "SAYSO_STORE"
OUTLETS = "sayso-outlets.csv"
KEYS = {"parser": str, "ontology": str, "outlet": str, "store": str, "outlets": str}


@dataclass(frozen=True, slots=True)
class Settings:
    """`parser`: a spaCy pipeline by name (None = the packaged model). `ontology`: a data folder (None = the packaged
    one). `outlet`: the outlet of reports, whatever they say. `store`: the store's file. `outlets`: the user's own table of outlets. Both are None
    where the settings do not name them. `path`: the file they came from, None for the defaults."""

    parser: str | None = None
    ontology: Path | None = None
    outlet: str | None = None
    path: Path | None = None
    store: Path | None = None
    outlets: Path | None = None

    @property
    def coding(self) -> str:
        """What tells ways of coding apart, beside program and data: "" for the packaged parser, else a hash of the parser's name."""
        return digest("parser", self.parser) if self.parser else ""


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
        if key not in KEYS or not isinstance(value, KEYS[key]):
            raise SettingsError(
                f"settings {path}: {key} is not a setting" if key not in KEYS else f"settings {path}: {key} must be a string",
                f"known: {', '.join(sorted(KEYS))}",
            )
    places = {key: path.parent / table[key] for key in ("ontology", "store", "outlets") if key in table}
    return Settings(table.get("parser"), places.get("ontology"), table.get("outlet"), path, places.get("store"), places.get("outlets"))


def store_path(option: str | None, settings: Settings) -> Path:
    """The store's file: from the option, then $SAYSO_STORE, then the settings, then ./sayso.duckdb."""
    named = option or os.environ.get(STORE_VARIABLE)
    return Path(named) if named else settings.store or Path(STORE)


def outlets_path(settings: Settings) -> Path:
    """The user's own table of outlets: as the settings say, else sayso-outlets.csv beside the settings file, or in the working directory."""
    return settings.outlets or (settings.path.parent if settings.path else Path()) / OUTLETS
