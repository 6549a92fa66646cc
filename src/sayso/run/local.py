"""Reading and coding sources in this process, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.coder import Coder
from sayso.errors import StageError
from sayso.model.coding import Coding
from sayso.readers import Quarantined, ReadOptions, read


@dataclass(slots=True)
class Tally:
    """What a run saw: documents read and coded, claims, and inputs that failed."""

    read: int = 0
    coded: int = 0
    claims: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.read} read, {self.coded} coded, {self.claims} claims, {self.failed} quarantined"


def code_sources(sources: Iterable[str], options: ReadOptions, coder: Coder, tally: Tally) -> Iterator[Coding | Quarantined]:
    """A Coding for every document of the sources, a Quarantined for every input that cannot be read or coded."""
    for source in sources:
        for found in read(source, options):
            if isinstance(found, Quarantined):
                tally.failed += 1
                yield found
                continue
            tally.read += 1
            try:
                coding = coder.code(found)
            except StageError as error:
                tally.failed += 1
                yield Quarantined(found.key, error.what, error.remedy)
                continue
            tally.coded += 1
            tally.claims += len(coding.claims)
            yield coding
