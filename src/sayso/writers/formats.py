"""What a format is: how it chooses events, what it writes, and what its dictionary says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.model.event import Event
from sayso.model.export import Export
from sayso.writers.choosing import Rule
from sayso.writers.columns import Column
from sayso.writers.files import File


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file or table of a format for its dictionary."""

    name: str
    about: str
    columns: tuple[Column[Any], ...]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format. `make` gives the files for the events no rule of `rules` forbids; `notes` are the decisions a user must know.

    `all_claims`: the format is about claims and has those of events left out, too.
    """

    name: str
    about: str
    sheets: tuple[Sheet, ...]
    rules: tuple[Rule, ...]
    notes: tuple[str, ...]
    make: Callable[[Export, Sequence[Event]], Iterator[File]]
    all_claims: bool = False


NUMBERS = "Whole numbers are made from our ids (52 bits); ids.csv tells which event and which pair of parties each stands for."
PAIRS = "One row for each pair of actor and recipient; a reciprocal event (talks, a clash) gives both directions. Count events by ids.csv, not rows."
DAY = "An event goes out only if its day is known. Where only the date of the report is known, or a week or a month, it is listed in left_out.csv."
NOT_ALLEGED = "The format has no field for what only quoted sources vouch for: alleged events are listed in left_out.csv."
SECTORS = 'Sectors are those the words of the reports give; nothing is guessed from a label like "terrorists".'
CAMEO = "CAMEO codes and Goldstein scores come from sayso's crosswalk; codes are text: 010 is not 10. Events without one are in left_out.csv."
