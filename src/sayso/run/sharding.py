"""`code --out`: sources coded into a folder of shards by this machine. What a killed run has written, the next one passes over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.readers import Quarantined, Unit, units
from sayso.run.apart import units_apart
from sayso.run.engine import Course, Crew, Job, Known, Orders, Result, coded
from sayso.run.shards import Cut, Folder, Manifest, RunFile, Written, export_hash, write_shards


def code_into(
    folder: Folder,
    job: Job,
    crew: Crew,
    coder: Callable[[], Coder] | None = None,
    *,
    found: Iterable[Unit | Quarantined] | None = None,
    wrote: Callable[[Course, Manifest], None] = lambda _, __: None,
) -> RunFile:
    """Code what is in no shard yet, of the sources of the folder's run; `found` are their units where they are at hand. `wrote` hears of every shard.

    The finished run, with its counts and the export hash. Raises SettingsError where the folder's shards were made of other inputs, StoreError where the
    disk does not let us.
    """
    cut = Cut(folder.run.shard_inputs, folder.done)
    if found is None:
        found = (unit for source in folder.run.sources for unit in _units(source, job, crew))
    results, course = coded(Orders(job, (), cut.sift(islice(found, crew.most)), crew.workers, crew.limits), coder)
    for manifest in write_shards(folder.path, folder.run.coding, cut.size, cut.waiting, kept_of(results)):
        folder.done[manifest.shard] = manifest
        wrote(course, manifest)
    cut.end()
    return folder.finish(export_hash(folder.path, folder.done.values()))


def _units(source: str, job: Job, crew: Crew) -> Iterator[Unit | Quarantined]:
    """Read in a process of its own where workers code; standard input is only here."""
    return units_apart(source, job.options, crew.limits) if crew.workers and source != "-" else units(source, job.options)


def kept_of(results: Iterable[Result]) -> Iterator[Written]:
    """Results as shards take them: a job whose kind is for keeping gives no others."""
    for result in results:
        assert not isinstance(result, Coding | Known), result
        yield result
