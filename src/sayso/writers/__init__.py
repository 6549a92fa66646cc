"""Claims, statements and skips to anything: `WRITERS` names the formats, each a function of records to lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sayso.model.claim import Claim
from sayso.writers.csv import csv_lines
from sayso.writers.jsonl import json_lines, jsonl_lines

Writer = Callable[[Iterable[Claim]], Iterator[str]]
WRITERS: dict[str, Writer] = {"jsonl": jsonl_lines, "json": json_lines, "csv": csv_lines}
