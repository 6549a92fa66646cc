"""What goes wrong for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import SaysoError


class Missing(SaysoError):
    """What was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error as it is told: HTTP status, what is wrong, what to do."""

    status: int
    what: str
    remedy: str
