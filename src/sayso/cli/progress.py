"""How far a long run is."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from sayso.cli.tables import width
from sayso.run.engine import Course
from sayso.run.wording import many

MINUTE = 60.0


@dataclass(slots=True)
class Progress:
    """A line on a terminal that says how far a run is; elsewhere a line a minute on standard error, so that a log of a short run stays empty."""

    shown: bool = field(default_factory=lambda: sys.stderr.isatty())
    began: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)

    def __call__(self, course: Course, read: int, *counted: str) -> None:
        """Says so: reports `read`, their rate, what remains, and whatever else has been counted."""
        now = time.monotonic()
        spent = max(now - self.began, 0.001)
        rest = remaining(course, spent)
        text = ", ".join((f"{read:,} read ({read / spent:.1f} a second{f'; {rest} left' if rest else ''})", *counted))
        if self.shown and now - self._said >= 0.1:
            sys.stderr.write(f"\r{text[: width() - 1]:<{width() - 1}}")
            sys.stderr.flush()
            self._said = now
        elif not self.shown and now - self._said >= MINUTE:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()
            self._said = now

    def end(self) -> None:
        """Takes the line away."""
        if self.shown:
            sys.stderr.write(f"\r{'':<{width() - 1}}\r")
            sys.stderr.flush()


def remaining(course: Course, spent: float) -> str:
    """What is left, by the bytes read so far; "" while nothing can be said."""
    if course.total_bytes <= 0 or course.done_bytes <= 0 or spent < 2:
        return ""
    seconds = round(spent * max(course.total_bytes - course.done_bytes, 0) / course.done_bytes)
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min" if minutes else f"{seconds} s"


def counts(claims: int, failed: int) -> tuple[str, str]:
    """The two counts every run has."""
    return many(claims, "claim"), f"{failed} quarantined"
