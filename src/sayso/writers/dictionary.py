"""DICTIONARY.md and CITATION.txt of an export, made from the tables that made its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.model.export import Export
from sayso.writers.columns import Column
from sayso.writers.formats import Format, Sheet

CLAIMED = "Every value is what reports claim, read by a program; none is a finding of fact. Check what matters against the reports."
DISARMED = (
    "In .csv, .tsv and .tab files text that a spreadsheet would run as a formula (it begins with = + - @, also behind blanks) has a ' before it."
    " Numbers never have one. Control characters, tabs and line ends in a cell are blanks; in .tsv and .tab files a \" is a '."
)


def dictionary(kind: Format, export: Export) -> Iterator[str]:
    """What stands in each file and column, what is never filled, and which events are not there."""
    yield f"# Data dictionary: {kind.name}\n\n{kind.about}. Made by {export.made}.\n\n{CLAIMED}\n\n"
    yield "## What is in, and what is not\n\n"
    rest = "Events that are only denied, foreseen, conditional or left open are never written as events; left_out.csv lists every event that was not, and why."
    for note in (*kind.notes, *(() if kind.all_claims else (rest,)), DISARMED):
        yield f"* {note}\n"
    for sheet in kind.sheets:
        yield from _sheet(sheet)
    if not kind.all_claims:
        yield "\n## left_out.csv\n\n`event`, `type`, `day` (empty where not known) and `reason` of each event that was not written.\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"\n## {sheet.name}\n\n{sheet.about[:1].upper()}{sheet.about[1:]}.\n\n| # | column | what stands there | empty |\n|---|---|---|---|\n"
    for number, column in enumerate(sheet.columns, 1):
        yield f"| {number} | `{column.name}` | {_cell(column.puts) or '(nothing)'} | {_empty(column)} |\n"


def _empty(column: Column[Any]) -> str:
    return _cell(column.blank if column.puts else f"always: {column.blank}")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def citation(kind: Format, export: Export) -> Iterator[str]:
    """How to cite the export, and whose data are in it."""
    yield f"This export ({kind.name}) was made by {export.made}.\n\n"
    yield f"It was given {len(export.events)} events, {len(export.claims)} claims and {len(export.documents)} reports.\n\n{CLAIMED}\n\n"
    yield "Please cite sayso with the version and the hash above: the same reports, version and hash give the same export. Cite the reports themselves\n"
    yield "for what they say; their words are their publishers'.\n\n"
    yield "Names and coordinates of towns, provinces and districts, and codes of countries: GeoNames (https://www.geonames.org), licensed under CC BY 4.0.\n"
    yield "Names of towns were folded and selected.\n"
    yield "Numbers of the Correlates of War for countries: the list of text_to_CAMEO (Philip Schrodt, 2014), MIT licence.\n"
    yield "Event types follow PLOVER 2.0 (Open Event Data Alliance).\n\n"
    yield "GDELT, ICEWS, POLECAT, UCDP GED and ACLED are named for the shape of columns only. Nothing here comes from these data sets, nor is it endorsed by\n"
    yield "those who make them.\n"
