"""`quarantine list|show|retry`, and the file that commands without a store write their failures to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import typer

from sayso.cli.beginnings import beginning, escaped
from sayso.cli.progress import Progress, counts
from sayso.cli.setup import How, chosen_format, coder_for, command_line, crew_of, emit, existing, now, options_for, owner_for, reader_for
from sayso.cli.tables import width, wrapped
from sayso.errors import SettingsError
from sayso.model.plain import to_plain
from sayso.readers import Quarantined
from sayso.run.adding import Added
from sayso.run.correcting import carry_out
from sayso.run.failures import Failure, chosen, failures
from sayso.run.outlets import outlets_for
from sayso.run.retrying import Retried, raised, retry
from sayso.run.settings import find_settings, store_path
from sayso.run.wording import many
from sayso.writers.jsonl import line

FORMATS = ("table", "jsonl")
SOME_FAILED = 3
WORDS = {"added": "added", "known": "in the store already", "failed": "failed again", "gone": "not read"}


def run_list(run: str | None, every: bool, format: str | None, store: str | None, settings: str | None) -> int:
    """List inputs that failed: those that still wait, or `every` one; of one run, by the beginning of its time. The exit code."""
    kind = chosen_format(format, FORMATS)
    with reader_for(store, settings) as reader:
        known = failures(reader)
    found = [f for f in known if (every or f.waits) and (run is None or f.row.run == run or (f.started or "").startswith(run))]
    if run is not None and not any(f.row.run == run or (f.started or "").startswith(run) for f in known):
        raise SettingsError(f"nothing failed in a run {run!r}", "give the beginning of its time, as sayso runs shows it")
    if kind == "jsonl":
        emit(line(_record(f)) for f in found)
        return 0
    for f in found:
        for text in wrapped(f"{f.number:>4}  {f.row.where}: {f.row.reason}", 0, 6):
            typer.echo(text)
    if found:
        typer.echo(f"{many(len(found), 'input')} in quarantine; look at one: sayso quarantine show NUMBER")
    else:
        typer.echo("nothing in quarantine" if not known or run else f"nothing waits in quarantine ({many(len(known), 'failure')} with --all)")
    return 0


def run_show(name: str, format: str | None, store: str | None, settings: str | None) -> int:
    """Show one input that failed, and how it begins; the exit code."""
    kind = chosen_format(format, FORMATS)
    with reader_for(store, settings) as reader:
        found = chosen(failures(reader), [name])
    if len(found) > 1:
        raise SettingsError(f"{many(len(found), 'input')} in quarantine are in {name}", f"name one, as in: sayso quarantine show {found[0].number}")
    (failure,) = found
    crew = crew_of(How(settings=settings))
    begins = beginning(failure.row.where, options_for(How(settings=settings)), crew)
    if kind == "jsonl":
        emit([line({**_record(failure), **to_plain(begins)})])
        return 0
    row = failure.row
    lines = (
        ("what", row.where),
        ("why", row.reason),
        ("do", row.remedy),
        ("when", f"{failure.started[:19]} UTC, by: {failure.command}" if failure.started else "in the inbox"),
        ("now", "waits here" if failure.waits else "taken in since, or failed again"),
        ("look", begins.command),
        ("again", f"sayso quarantine retry {failure.number}"),
        ("input", begins.about),
    )
    for label, value in lines:
        if value:
            for text in wrapped(f"{label:<6} {escaped(value)}", 0, 7, 4):
                typer.echo(text)
    for text in begins.lines(width()):
        typer.echo(text)
    return 0


def run_retry(names: Sequence[str], every: bool, seconds: float | None, megabytes: int | None, store: str | None, format: str | None, how: How) -> int:
    """Try inputs again, with more time and memory; the exit code."""
    kind, found = chosen_format(format, FORMATS), find_settings(how.settings)
    if bool(names) == every:
        raise SettingsError("name inputs, or give --all", "see: sayso quarantine list")
    path, crew = existing(store_path(store, found)), crew_of(how)
    crew = replace(crew, limits=raised(crew.limits, seconds, megabytes))
    with reader_for(store, how.settings) as reader:
        known = failures(reader)
    asked = [f for f in known if f.waits] if every else list(chosen(known, names))
    if not asked:
        told, total = tuple[Retried, ...](), Added()
    else:
        coder, progress = coder_for(how.settings, how.thorough), Progress()
        outlets = outlets_for(found, coder.ontology)
        with owner_for(path, coder.ontology) as owner:

            def after(total: Added) -> None:
                progress(total.course, total.read, *counts(total.claims, len(total.failed)), many(total.events, "event"))
                carry_out(owner, coder.ontology, outlets)

            try:
                carry_out(owner, coder.ontology, outlets)
                coding, options = found.coding_of(how.thorough), options_for(how)
                told, total = retry(owner, asked, options, coder, outlets, settings=coding, command=command_line(), clock=now, progress=after, crew=crew)
                carry_out(owner, coder.ontology, outlets)
            finally:
                progress.end()
    if kind == "jsonl":
        emit(line(t) for t in told)
    else:
        _tell(told, total)
    return SOME_FAILED if any(t.outcome in ("failed", "gone") for t in told) else 0


def _tell(told: Sequence[Retried], total: Added) -> None:
    for t in told:
        why = f": {t.reason}{f'; {t.remedy}' if t.remedy else ''}" if t.reason else ""
        for text in wrapped(escaped(f"{t.where}: {WORDS[t.outcome]}{why}"), 0, 4):
            typer.echo(text)
    failed = sum(t.outcome in ("failed", "gone") for t in told)
    typer.echo(f"{many(len(told), 'input')} tried again, {total.added} added, {failed} still in quarantine" if told else "nothing waits in quarantine")


def _record(failure: Failure) -> dict[str, object]:
    return {"number": failure.number, **to_plain(failure.row), "started": failure.started, "command": failure.command, "waits": failure.waits}


@contextmanager
def failures_into(path: str | None) -> Iterator[Callable[[Quarantined], None]]:
    """What takes failures as they come, and writes each as a line of JSON to a file made anew; with None, nothing does.

    Raises SettingsError where the file cannot be written: at the beginning, not after hours.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        out = open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error

    def put(failure: Quarantined) -> None:
        try:
            out.write(line(failure) + "\n")
            out.flush()
        except OSError as error:
            raise _unwritable(path, error) from error

    with out:
        yield put


def _unwritable(path: str, error: OSError | ValueError) -> SettingsError:
    why = error.strerror if isinstance(error, OSError) else None
    return SettingsError(f"failures cannot be written to {path}: {why or error}", "name a file that can be written")
