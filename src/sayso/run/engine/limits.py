"""What one document, one worker and one run may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are enforced from outside the process that does the work.

    `document_seconds` and `seconds_per_million` (characters) are computing time of the worker, so that a busy machine condemns nobody; `patience` is how
    many times as long it may take by the clock. An ordinary report of 600 words takes a tenth of a second, no text more than some ten.
    `worker_megabytes` is resident memory: 250 at rest, 400 to 500 at work (measured). A worker that has coded `worker_documents` or holds more than
    `worker_tired` megabytes between two documents is replaced. `reading_seconds`: how long the reader may go without giving a document or opening a file.
    `chunk_characters` and `chunk_units` bound what a worker is given at once (about 4,000 words fill a batch of the parser); `window` is how many units,
    and `waiting_megabytes` how much of them, may be under way for each worker.
    """

    document_characters: int = 5_000_000
    document_seconds: float = 6.0
    seconds_per_million: float = 20.0
    patience: float = 6.0
    worker_megabytes: int = 1_000
    worker_tired: int = 650
    worker_documents: int = 20_000
    reading_seconds: float = 120.0
    chunk_characters: int = 24_000
    chunk_units: int = 24
    window: int = 96
    waiting_megabytes: int = 32

    def seconds(self, characters: int) -> float:
        """Computing time for so many characters."""
        return self.document_seconds + self.seconds_per_million * characters / 1_000_000


DEFAULTS = Limits()
