"""Settings: a small TOML file, found by option, environment or name. An empty file is valid."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError

NAME = "sayso.toml"
VARIABLE = "SAYSO_SETTINGS"
KEYS = {"parser": str, "ontology": str, "outlet": str}


@dataclass(frozen=True, slots=True)
class Settings:
    """`parser`: a spaCy pipeline by name (None = the packaged model). `ontology`: a data folder (None = the packaged
    one). `outlet`: the outlet of reports that name none. `path`: the file they came from, None for the defaults."""

    parser: str | None = None
    ontology: Path | None = None
    outlet: str | None = None
    path: Path | None = None


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
    ontology = (path.parent / table["ontology"]) if "ontology" in table else None
    return Settings(table.get("parser"), ontology, table.get("outlet"), path)
