"""The whole data folder as one frozen Ontology, with the hash of everything in it."""

from __future__ import annotations

import gc
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import DataError
from sayso.model.codes import CountryCodes
from sayso.model.export import Rules
from sayso.ontology.actors import ActorTable, load_actors
from sayso.ontology.compose import Compose, load_compose
from sayso.ontology.contexts import Contexts, load_contexts
from sayso.ontology.country_codes import load_country_codes
from sayso.ontology.cues import Cues, load_cues
from sayso.ontology.events import Crosswalk, EventType, load_crosswalk, load_events
from sayso.ontology.everyday import Everyday, load_everyday
from sayso.ontology.exporting import load_export_rules
from sayso.ontology.figures import FigureWords, load_figures
from sayso.ontology.frames import Frames, load_frames
from sayso.ontology.place_words import PlaceWords, load_place_words
from sayso.ontology.places import Gazetteer, load_places
from sayso.ontology.resolving import Resolving, load_resolving
from sayso.ontology.roles import Roles, load_roles
from sayso.ontology.text import TextCues, load_text_cues
from sayso.ontology.times import TimeWords, load_times
from sayso.ontology.tracking import Tracking, load_tracking

SUFFIXES = (".yaml", ".csv", ".db")


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything the stages know. `version` is "sha256:" and the hash of names and bytes of all data files."""

    version: str
    folder: Path
    types: dict[str, EventType]
    crosswalk: Crosswalk
    compose: Compose
    frames: Frames
    cues: Cues
    text: TextCues
    times: TimeWords
    figures: FigureWords
    contexts: Contexts
    everyday: Everyday
    actors: ActorTable
    roles: Roles
    places: Gazetteer
    place_words: PlaceWords
    resolving: Resolving
    tracking: Tracking
    codes: CountryCodes
    export_rules: Rules


def packaged() -> Path:
    """The data folder that comes with the package."""
    return Path(__file__).resolve().parent.parent / "data"


def load(folder: Path | None = None, language: str = "en") -> Ontology:
    """The ontology of a data folder (the packaged one by default). Raises DataError with file, line, key and remedy."""
    collecting = gc.isenabled()
    gc.disable()  # a quarter of the time to load went into looking for garbage among rows that all stay
    try:
        return _load(folder or packaged(), language)
    finally:
        if collecting:
            gc.enable()


def _load(base: Path, language: str) -> Ontology:
    words = base / "languages" / language
    if not words.is_dir():
        raise DataError(str(words), 0, "", "no such folder", "an ontology folder holds events/, languages/en/, actors/ and places/")
    types = load_events(base / "events")
    compose = load_compose(base / "compose.yaml", types)
    frames = load_frames(words / "frames", words / "classes.yaml", types, compose.outers)
    times = load_times(words / "times.yaml", words / "time_patterns.yaml", base / "feasts.csv")
    codes = load_country_codes(base / "country_codes.csv")
    return Ontology(
        version=version(base),
        folder=base,
        types=types,
        crosswalk=load_crosswalk(base / "crosswalk.csv", types),
        compose=compose,
        frames=frames,
        cues=load_cues(words / "cues"),
        text=load_text_cues(words / "text.yaml"),
        times=times,
        figures=load_figures(words / "figures.yaml"),
        contexts=load_contexts(words / "contexts.yaml"),
        everyday=load_everyday(words / "everyday.yaml"),
        actors=load_actors(base / "actors", base / "not_actors.yaml", base / "sources.csv"),
        roles=load_roles(base / "roles.yaml"),
        places=load_places(base / "places"),
        place_words=load_place_words(words / "places.yaml"),
        resolving=load_resolving(
            base / "resolve.yaml", words / "common.csv", types, (p.frame.rule for p in frames.all), (*times.words["month"], *times.words["weekday"])
        ),
        tracking=load_tracking(base / "track.yaml", types),
        codes=codes,
        export_rules=load_export_rules(base / "exports.yaml", types, codes),
    )


def version(folder: Path) -> str:
    """Hash of all data files by relative name and content, independent of where the folder lies."""
    hasher = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and "demo" not in p.relative_to(folder).parts):
        hasher.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"sha256:{hasher.hexdigest()[:16]}"
