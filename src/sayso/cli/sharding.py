"""`code --out`: claims into a folder of shards, by this machine or by Spark."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from sayso.cli.progress import Progress, counts
from sayso.cli.quarantine import failures_into
from sayso.cli.setup import How, chosen_format, coder_for, command_line, crew_of, emit, ontology_for, options_for, web_of
from sayso.cli.tables import wrapped
from sayso.errors import SettingsError
from sayso.run.engine import Course, Crew, Job
from sayso.run.settings import find_settings
from sayso.run.sharding import code_into
from sayso.run.shards import Folder, Manifest, RunFile, coding_of, open_folder, refusals, run_of
from sayso.run.shards.folder import SIZE
from sayso.run.spark import Cluster, code_with_spark, is_remote
from sayso.run.wording import many
from sayso.writers.jsonl import line

ENGINES = ("local", "spark")
SOME_FAILED = 3


def run_shards(files: list[str], out: str, size: int | None, engine: str, master: str | None, format: str | None, how: How) -> int:
    """Code the files into shards in a folder; the exit code. `size` are the inputs a shard, `master` where Spark is."""
    kind = chosen_format(format, ("table", "jsonl"))
    if engine not in ENGINES:
        raise SettingsError(f"unknown engine {engine!r}", f"use one of {', '.join(ENGINES)}")
    if master is not None and engine != "spark":
        raise SettingsError("--master is for Spark", "add --engine spark")
    if how.quarantine and is_remote(out):
        raise SettingsError("--quarantine does not reach there", f"leave it out: what failed is listed in {out}/quarantine")
    found, options, crew = find_settings(how.settings), options_for(how), crew_of(how)
    settings = found.coding_of(how.thorough)
    run = run_of(tuple(files), options, coding_of(ontology_for(how.settings), settings), size or SIZE)
    job = Job(options, "stored", crew.parser, str(found.ontology) if found.ontology else None, settings, crew.thorough, crew.limits.document_characters)
    with failures_into(how.quarantine) as put:
        if engine == "spark":
            done = code_with_spark(out, run, job, Cluster(master, crew), command_line())
        elif is_remote(out):
            raise SettingsError(f"{out} is not on this machine", "name a folder, or add --engine spark")
        else:
            with open_folder(Path(out), run, command_line()) as folder:
                done = _here(folder, job, crew, files, how)
        if how.quarantine:
            for refused in refusals(Path(out)):
                put(refused)
    return _told(out, done, kind)


def _here(folder: Folder, job: Job, crew: Crew, files: list[str], how: How) -> RunFile:
    progress = Progress()
    claims = refused = 0

    def wrote(course: Course, shard: Manifest) -> None:
        nonlocal claims, refused
        claims, refused = claims + shard.rows("claims"), refused + shard.rows("quarantine")
        progress(course, course.read, *counts(claims, refused))

    try:
        return code_into(folder, job, crew, lambda: coder_for(how.settings, how.thorough), found=web_of(files, how), wrote=wrote)
    finally:
        progress.end()


def _told(out: str, done: RunFile, kind: str) -> int:
    """Say what came out; the exit code."""
    if kind == "jsonl":
        emit([line(done)])
    else:
        counted = (many(done.reports, "report"), many(done.claims, "claim"), f"{done.quarantined} quarantined", many(done.shards, "shard"))
        for text in wrapped(f"{', '.join(counted)} in {out}", 0, 2):
            typer.echo(text)
        typer.echo(f"export {done.export}")
    sys.stdout.flush()
    if done.quarantined:
        sys.stderr.write(f"sayso: {many(done.quarantined, 'input')} in quarantine, listed in {out}/quarantine\n")
    return SOME_FAILED if done.quarantined else 0
