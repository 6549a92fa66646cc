"""`load`: shards into the store, batch by batch, resolved as they come. What a killed run committed, the next one skips."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.model.ids import digest
from sayso.ontology.load import Ontology
from sayso.readers import Quarantined
from sayso.run.adding import Added, Run, store
from sayso.run.engine import Course, Result
from sayso.run.resolving import Outlets
from sayso.run.shards import Manifest, RunFile, read_run, read_shard, shards_in
from sayso.store import Owner, RunRow


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of shards, how it was coded, and its shards (a Quarantined for one whose manifest cannot be read)."""

    path: Path
    run: RunFile
    shards: tuple[Manifest | Quarantined, ...]


def sources_of(folders: Sequence[Path]) -> tuple[Source, ...]:
    """The folders, looked into. Raises SettingsError where one is no folder of shards."""
    return tuple(Source(folder, read_run(folder), tuple(shards_in(folder))) for folder in folders)


def load(
    owner: Owner,
    sources: Sequence[Source],
    ontology: Ontology,
    outlets: Outlets,
    *,
    command: str = "load",
    clock: Callable[[], str],
    progress: Callable[[Added], None] = lambda _: None,
) -> Added:
    """Bring the reports of the folders into the store. `clock` gives the time (ISO 8601) for the runs' rows; nothing else depends on it.

    A report the store holds in the same coding is passed over. A damaged shard is quarantined as a whole; what could not be coded is quarantined as it was.
    Folders coded in the same way are one run.
    """
    course = Course(total_bytes=sum(f.bytes for s in sources for m in s.shards if isinstance(m, Manifest) for f in m.files))
    total = Added(course=course)
    for way in dict.fromkeys(s.run.coding for s in sources):
        started, before = clock(), replace(total, failed=[*total.failed])

        def told(one: Added, before: Added = before) -> None:
            progress(_sum(before, one))

        run = Run(RunRow(digest(way.id, started, command), way.id, command, started), way, ontology, outlets, clock, told)
        found = _results(owner, [s for s in sources if s.run.coding == way], course)
        total = _sum(before, store(owner, found, run, Added(course=course)))
    return total


def _results(owner: Owner, sources: Sequence[Source], course: Course) -> Iterator[Result]:
    known = owner.coded_in(sources[0].run.coding.id)
    for source in sources:
        for shard in source.shards:
            if isinstance(shard, Quarantined):
                yield shard
                continue
            if shard.coding != source.run.coding:
                yield Quarantined(f"{source.path}: shard {shard.name}", "it was coded in another way than its folder", "load it from the folder it came from")
                continue
            yield from read_shard(source.path, shard, known)
            course.read += shard.inputs.count
            course.done_bytes += sum(f.bytes for f in shard.files)


def _sum(one: Added, other: Added) -> Added:
    return Added(
        read=one.read + other.read,
        added=one.added + other.added,
        known=one.known + other.known,
        claims=one.claims + other.claims,
        events=one.events + other.events,
        failed=[*one.failed, *other.failed],
        course=one.course,
    )
