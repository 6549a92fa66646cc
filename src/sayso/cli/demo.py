"""`demo`: six bundled reports of an invented incident."""

from __future__ import annotations

from collections import Counter

import typer

from sayso.cli.coding import codings_of
from sayso.cli.setup import chosen_format, emit, report_failures
from sayso.cli.tables import claim_table, statement_table, wrapped
from sayso.ontology.load import packaged
from sayso.writers.jsonl import jsonl_lines

INTRO = "Six short reports of one invented incident, told by three sides. All of it is fiction."
OUTRO = "Why a claim was coded: sayso explain FILE CLAIM. What was passed over: sayso skipped FILE. Your own report: sayso code FILE."


def run_demo(format: str | None) -> int:
    """Code the demo and print claims, statements and a summary; the exit code."""
    kind = chosen_format(format, ("table", "jsonl")) if format else "table"
    folder = packaged() / "demo"
    files = [str(p) for p in sorted(folder.glob("*.txt"))]
    codings_iterator, failed, tally = codings_of(files, None, None, None)
    codings = list(codings_iterator)
    if kind == "jsonl":
        emit(jsonl_lines(c for coding in codings for c in coding.claims))
        return report_failures(failed)
    for text in wrapped(INTRO, 0, 0):
        typer.echo(text)
    typer.echo("")
    claim_table(codings)
    typer.secho("Who says what, in the first report", bold=True)
    statement_table(codings[:1])
    counts = Counter(("deeds" if c.deed else "alleged deeds" if c.alleged else c.status) for coding in codings for c in coding.claims)
    for text in wrapped(f"{tally}: " + ", ".join(f"{n} {name}" for name, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))), 0, 2):
        typer.echo(text)
    for text in wrapped(OUTRO, 0, 2):
        typer.echo(text)
    return report_failures(failed)
