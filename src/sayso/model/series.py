"""What is followed of a pair of parties over time: series, ruptures, alerts, threats and what came of them, the arrow. All days are ISO days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.model.claim import TimeBasis
from sayso.model.event import Dyad

Unit = Literal["day", "week", "month"]
"""Length of a period. Weeks run from Monday to Sunday (ISO 8601)."""
Nature = Literal["deeds", "alleged", "rhetoric"]
"""Deeds an outlet vouches for, deeds only quoted sources tell of, and acts of speech."""
Direction = Literal["deteriorating", "improving", "unchanged", "unknown"]


@dataclass(frozen=True, slots=True)
class Traced:
    """What following needs of an event, and no more, so that many thousands are read quickly. `start`, `end` and `basis` are those of its time
    (None: no time), `first` the day of its first report, `killed` as `Event.killed`, `origins` as `Event.impartial`."""

    id: str
    type: str
    modes: tuple[str, ...]
    quad: int
    score: float
    deed: bool
    alleged: bool
    disputed: bool
    dyads: tuple[Dyad, ...]
    start: str | None
    end: str | None
    basis: TimeBasis | None
    first: str | None
    killed: int | None
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many events of one type."""

    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Events of one nature in a period. `rate` is events a covered day, None where no day was covered. `score` is the sum of their PLOVER scores
    (-10 to +10 each), `against` of it what is below 0, `mean` their mean, None without events. `quads` counts quads 1 to 4; `types` by name,
    those that occur."""

    count: int
    rate: float | None
    score: float
    against: float
    mean: float | None
    quads: tuple[int, ...]
    types: tuple[TypeCount, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week or month of a series, first and last day included. `days` are those of it the series speaks of (the last period may be
    going on), `covered` those with a report in the store. `undated` events stand on the day of their first report, `disputed` ones have a
    dispute; `events` are ids in order."""

    start: str
    end: str
    days: int
    covered: int
    all: Tally
    deeds: Tally
    alleged: Tally
    rhetoric: Tally
    disputed: int
    undated: int
    events: tuple[str, ...]

    @property
    def quiet(self) -> bool:
        """Covered, and nothing happened; a period without coverage is not quiet."""
        return self.covered > 0 and self.all.count == 0

    @property
    def unknown(self) -> bool:
        """Without coverage and without events: nothing can be said of it."""
        return self.covered == 0 and self.all.count == 0


@dataclass(frozen=True, slots=True)
class Series:
    """A dyad's periods in order, without a gap; with `both` the events of either direction, each once. `unplaced` are ids of events with
    neither a day nor a report's day. No periods where nothing is covered."""

    dyad: Dyad
    both: bool
    unit: Unit
    periods: tuple[Period, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A rupture: on `day` the level of a series changed. `before` and `after` are means up to the neighbouring ruptures (events a day, or
    scores). `probability` (0 to 1) is that it changed at all between them, also without the short stretch that speaks for it most; the first day of the
    new level lies from `earliest` to `latest` with 95 %."""

    day: str
    before: float
    after: float
    probability: float
    earliest: str
    latest: str
    reason: str


@dataclass(frozen=True, slots=True)
class Alert:
    """A rise above a dyad's own past. `rule` in words; it stood from `since` to `until` (breaks shorter than the window aside), the highest on `day`.

    `value` is the sum of the window that ends on `day`, `former` the maximum it exceeds, `years` the length of the past it was held against.
    `events` are ids of those behind the sum, in order of days; `sources` the independent ones of them; `disputed` and `undated` count among
    them. `lower` says what would end it, or when it ended.
    """

    id: str
    measure: str
    nature: Nature
    rule: str
    dyad: Dyad
    since: str
    day: str
    until: str
    value: int
    former: int
    floor: int
    years: int
    reason: str
    events: tuple[str, ...]
    sources: int
    disputed: int
    undated: int
    lower: str


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A sum at or above the floor that cannot be held against its past: of the `days` days before the window `covered` have a report in the
    store, which begins on `first`."""

    measure: str
    dyad: Dyad
    day: str
    value: int
    covered: int
    days: int
    first: str
    reason: str


@dataclass(frozen=True, slots=True)
class Alerts:
    """Alerts, those that stood last first, and what cannot be judged today."""

    raised: tuple[Alert, ...]
    unjudged: tuple[Unjudged, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A threat (an event's id), what it threatened ("" where the words do not say), and the first deed of that kind after it, `after` days
    later. `alleged`: only quoted sources tell of the deed. `dated` False where the day of either is only that of its first report."""

    threat: str
    threatened: tuple[str, ...]
    deed: str
    after: int
    alleged: bool
    dated: bool


@dataclass(frozen=True, slots=True)
class Threats:
    """How often a dyad's threats were followed by a deed of the kind threatened within `days` days. `threats` were judged, `followed` by deeds an
    outlet vouches for, `alleged` more by alleged ones alone. `share` with its 95 % interval `low` to `high` (None without threats) counts the
    first. Left out: `recent` (the days are not over), `uncovered` (too few reports in them), `doubtful` (the threat itself is only alleged)."""

    dyad: Dyad
    days: int
    threats: int
    followed: int
    alleged: int
    share: float | None
    low: float | None
    high: float | None
    pairs: tuple[Answered, ...]
    unanswered: tuple[str, ...]
    recent: tuple[str, ...]
    uncovered: tuple[str, ...]
    doubtful: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days an arrow looks at: `covered` of `days`, events in them, material conflict among them (`alleged` of it only alleged), and the mean
    score (None without events)."""

    start: str
    end: str
    days: int
    covered: int
    events: int
    conflict: int
    alleged: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where a dyad's relations went of late, with one sentence of reason; `unknown` where too few days are covered."""

    dyad: Dyad
    both: bool
    direction: Direction
    reason: str
    recent: Stretch | None
    before: Stretch | None
