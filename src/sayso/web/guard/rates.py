"""How often a client may ask: a token bucket for each."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sayso.web.guard.refusal import Refusal
from sayso.web.guard.rules import Rate


@dataclass(frozen=True, slots=True)
class _Level:
    tokens: float
    at: float


class Buckets:
    """Full at first, filled at the rate, one token a request. Of more than `most` clients the one not heard of longest is forgotten."""

    def __init__(self, rate: Rate, most: int, clock: Callable[[], float]) -> None:
        self._rate, self._most, self._clock = rate, most, clock
        self._levels: OrderedDict[str, _Level] = OrderedDict()

    def take(self, client: str) -> float:
        """Takes a token: 0, or the seconds until there is one."""
        now = self._clock()
        had = self._levels.pop(client, _Level(self._rate.burst, now))
        tokens = min(self._rate.burst, had.tokens + (now - had.at) * self._rate.per_second)
        enough = tokens >= 1
        self._levels[client] = _Level(tokens - 1 if enough else tokens, now)
        while len(self._levels) > self._most:
            self._levels.popitem(last=False)
        return 0.0 if enough else (1 - tokens) / self._rate.per_second

    def refusal(self, client: str) -> Refusal | None:
        """Takes a token, or says when to come again."""
        wait = self.take(client)
        if not wait:
            return None
        seconds = max(1, math.ceil(wait))
        return Refusal(429, "too many requests in a short time", f"wait {seconds} s and ask again", (("retry-after", str(seconds)),))
