"""Options and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

TABLE_ON_A_TERMINAL = "a table on a terminal and jsonl on a pipe when left out"

Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, folders, patterns (news/*.jsonl.gz) or, with --fetch, URLs; - for standard input.")]
ClaimFormat = Annotated[Optional[str], typer.Option("--format", "-f", help=f"table, jsonl, json or csv; {TABLE_ON_A_TERMINAL}")]  # noqa: UP045 - typer reads Optional on 3.11
ListFormat = Annotated[Optional[str], typer.Option("--format", "-f", help=f"table, jsonl or json; {TABLE_ON_A_TERMINAL}")]  # noqa: UP045
EventFormat = Annotated[Optional[str], typer.Option("--format", "-f", help=f"table, jsonl or csv; {TABLE_ON_A_TERMINAL}")]  # noqa: UP045
Format = Annotated[Optional[str], typer.Option("--format", "-f", help=f"table or jsonl; {TABLE_ON_A_TERMINAL}")]  # noqa: UP045
Published = Annotated[Optional[str], typer.Option(help="Date of the reports, YYYY-MM-DD; wins over what they carry.")]  # noqa: UP045
OutletName = Annotated[Optional[str], typer.Option("--outlet", help="Outlet of the reports; wins over what they name.")]  # noqa: UP045
Columns = Annotated[Optional[str], typer.Option(help="Names your records use: text=body,published=date.")]  # noqa: UP045
Workers = Annotated[
    int | None, typer.Option(min=0, help="Processes that code (default: one a processor); 0 codes in this one, where no limit of time or memory holds.")
]
Most = Annotated[Optional[int], typer.Option("--limit", min=0, help="Stop after so many inputs.")]  # noqa: UP045
Thorough = Annotated[bool, typer.Option("--thorough", help="Parse every sentence, also those that look as if they held nothing.")]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch URLs among the files, as their robots.txt allows.")]
Failures = Annotated[Optional[str], typer.Option("--quarantine", help="Write what cannot be read or coded to this file, as JSONL.")]  # noqa: UP045
Out = Annotated[Optional[str], typer.Option("--out", help="Write Parquet shards to this folder; a run that was stopped goes on where it was.")]  # noqa: UP045
ShardSize = Annotated[Optional[int], typer.Option("--shard", min=1, help="Inputs a shard (with --out).")]  # noqa: UP045
Engine = Annotated[str, typer.Option(help="local, or spark (with --out).")]
Master = Annotated[Optional[str], typer.Option(help="Where Spark is: local[4], spark://…, yarn.")]  # noqa: UP045
SettingsFile = Annotated[Optional[str], typer.Option("--settings", help="Settings file (default: $SAYSO_SETTINGS, then ./sayso.toml).")]  # noqa: UP045
StoreFile = Annotated[Optional[str], typer.Option("--store", help="The store (default: $SAYSO_STORE, then the settings, then ./sayso.duckdb).")]  # noqa: UP045

DyadOption = Annotated[Optional[str], typer.Option("--dyad", help="Acts of one party towards another: USA-IRN, or USA>hezbollah.")]  # noqa: UP045
PartyOption = Annotated[Optional[str], typer.Option("--party", help="On either side: a country's code or name, or a group's id.")]  # noqa: UP045
Since = Annotated[Optional[str], typer.Option(help="First day, YYYY-MM-DD.")]  # noqa: UP045
Until = Annotated[Optional[str], typer.Option(help="Last day, YYYY-MM-DD.")]  # noqa: UP045
StatusOption = Annotated[Optional[list[str]], typer.Option("--status", help="agreed, reported, single, one side or disputed; may be given again.")]  # noqa: UP045
TypeOption = Annotated[Optional[list[str]], typer.Option("--type", help="Event type; may be given again. See: sayso ontology show.")]  # noqa: UP045
MinSources = Annotated[int, typer.Option(min=0, help="At least so many sources, reprints folded.")]
Deeds = Annotated[Optional[bool], typer.Option("--deeds/--alleged", help="Only what an outlet vouches for, or only what quoted sources alone tell.")]  # noqa: UP045
Limit = Annotated[Optional[int], typer.Option(min=0, help="At most so many; 0 for all (default: 50 in a table, else all).")]  # noqa: UP045
By = Annotated[Optional[str], typer.Option("--by", help="Who says so (default: $USER).")]  # noqa: UP045
Reason = Annotated[str, typer.Option(help="Why, in words.")]
