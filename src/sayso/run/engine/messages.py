"""What is said between the one who watches, the reader and the workers."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.unit import Unit


@dataclass(frozen=True, slots=True)
class Job:
    """How to read and code, and what to give for a report: `kind` is a name in KINDS.

    `parser` (a spaCy pipeline by name) and `ontology` (a data folder) are None for the packaged ones; `settings` is the hash of the settings that change what
    is coded. `thorough`: every sentence is parsed. Texts of more than `characters` are refused.
    """

    options: ReadOptions
    kind: str
    parser: str | None = None
    ontology: str | None = None
    settings: str = ""
    thorough: bool = False
    characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Hire:
    """To a worker, first: its job, whether to ask which documents are known, and the most memory it may take beside what it starts with."""

    job: Job
    ask: bool
    megabytes: int


@dataclass(frozen=True, slots=True)
class Ready:
    """From a worker: loaded; `coder` and `ontology` say with what."""

    coder: str
    ontology: str


@dataclass(frozen=True, slots=True)
class Failed:
    """From a worker or the reader: it cannot work at all, and why. `usage`: because of settings or data of the user's."""

    what: str
    remedy: str
    usage: bool


@dataclass(frozen=True, slots=True)
class Work:
    """To a worker: units to code. It answers with one result for each, in order."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """From a worker that was told to ask: ids of the documents it has made. It waits for the answer."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """To a worker: which of them are known already."""

    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """Instead of a coded report: this document has been coded in this way before."""

    key: str
    document: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """To the reader, first: what to read; the first `skip` files have been read already."""

    sources: tuple[str, ...]
    options: ReadOptions
    skip: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class More:
    """To the reader: go on until you have given so many units, or bytes of them."""

    units: int
    size: int


@dataclass(frozen=True, slots=True)
class Opened:
    """From the reader: the file it reads now; `done` and `total` are bytes of files before it and of all (0 while not known)."""

    path: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """From the reader: units, in order."""

    units: tuple[Unit | Quarantined, ...]


@dataclass(frozen=True, slots=True)
class End:
    """From the reader: that was all it was asked for; `last`: there is no more."""

    last: bool
