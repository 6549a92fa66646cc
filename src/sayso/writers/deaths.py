"""Deaths: only those told to be killed. Casualties, wounded and missing never count."""

from __future__ import annotations

from sayso.model.event import Event, Range

KILLED = "killed"


def killed(event: Event) -> Range | None:
    """What the accounts say of the killed, None where they say nothing."""
    return next((f for f in event.figures if f.kind == KILLED), None)


def deadly(event: Event) -> bool:
    """Whether some account tells of at least one death."""
    found = killed(event)
    return found is not None and any(n for n in (found.low, found.best, found.high))


def fewest(event: Event) -> int | None:
    """The most cautious number: the lowest; 0 where all say nobody was killed; None where nobody tells, or only an upper bound is told."""
    found = killed(event)
    if found is None:
        return None
    return 0 if found.high == 0 else found.low if found.low is not None else found.best
