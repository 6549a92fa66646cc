"""Which of its namesakes a place is: by what stands beside it, what the report speaks of, its size, and the places around it.

Weights are set by hand; each part of a score is told in `reason`, so that a choice can be argued with.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import asin, atan2, cos, degrees, log10, radians, sin

from sayso.model.claim import PlaceCandidate
from sayso.model.geo import EARTH_KM, distance_km
from sayso.ontology.towns import PlaceRow, name_key

SHOWN = 5
BEHIND, SAME, KIND, CAPITAL, SENTENCE, REPORT, OUTLET, CLOSE, SIZE, NAME = 1.0, 0.6, 0.6, 0.5, 0.4, 0.5, 0.1, 0.25, 0.35, 0.3
DIVISION = 20_000
"""A province counts as a town of so many people where no town of its country has its name: above a village elsewhere."""
CLOSE_KM, FAR_KM = 150.0, 600.0
FAR_DEGREES = 5.5
"""Places so many degrees of latitude apart are more than FAR_KM apart: a degree is 111 km."""
SEA = 7
UNMISTAKABLE = 100_000
"""People a town must have to be meant where nothing else tells: Lagos is Nigeria's."""
WEIGHED = 300
"""Points of a report that others are looked for near to: the first ones. Reports name a few dozen."""
SMALL, SMALL_BY_ALIAS = 20_000, 100_000
"""A smaller place, the only one of its name, is not meant in a report that speaks only of other countries."""
TOTAL = BEHIND + SAME + KIND + CAPITAL + SENTENCE + REPORT + OUTLET + CLOSE + SIZE + NAME


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside one name: countries and divisions (keys of their names) printed with it, countries of its sentence, kinds its word
    says, the country whose capital it is, and whether a town of a division of its name stands right before it ("Saravena, Arauca")."""

    countries: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    sentence: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    capital: str | None = None
    division: bool = False


@dataclass(slots=True)
class Report:
    """What a report tells so far: how often its parties name each country, the countries of places that only one can be (by the key of
    their name), its outlet's country, and the places already settled."""

    parties: Counter[str]
    places: dict[str, tuple[str, ...]]
    outlet: str | None
    settled: dict[str, PlaceRow] = field(default_factory=dict)
    points: set[tuple[float, float]] = field(default_factory=set)
    _all: Counter[str] | None = None

    def countries(self, without: str | None = None) -> Counter[str]:
        """How often each country is named, by all but the place of one name: no place speaks for itself. `parties` and `places` stay as they are
        from the first time this is asked."""
        if self._all is None:
            self._all = Counter(self.parties)
            for lands in self.places.values():
                self._all.update(lands)
        out = self._all.copy()
        for country in self.places.get(without, ()) if without is not None else ():
            out[country] -= 1
            if not out[country]:
                del out[country]
        return out


@dataclass(frozen=True, slots=True)
class Choice:
    """The row taken (None: nothing tells), the others with their scores, and why."""

    row: PlaceRow | None
    candidates: tuple[PlaceCandidate, ...]
    reason: str


def choose(key: str, rows: tuple[PlaceRow, ...], around: Around, report: Report) -> Choice:
    """The place meant among those of one name."""
    named = report.countries(key)
    towns = {c for r in rows if r.kind == "city" and name_key(r.name) == key for c in r.countries}
    judged = sorted(
        ((*_score(key, r, around, report, named, towns), r) for r in rows), key=lambda j: (-j[0], -j[2].population, j[2].countries, j[2].gazetteer or "")
    )
    score, reasons, best = judged[0]
    others = tuple(_candidate(r, s, why) for s, why, r in judged[1:SHOWN])
    told = [r for r in reasons if not r.startswith("population")]
    if not told and best.kind not in ("area", "site"):
        least = SMALL if name_key(best.name) == key else SMALL_BY_ALIAS
        if len({r.countries for r in rows}) == 1 and best.population < least and best.kind != "admin1" and named:
            return Choice(None, (_candidate(best, score, reasons),), "a small place of this name lies in a country the report does not name")
        second = max((r.population for r in rows if r is not best and r.kind == "city"), default=0)
        if len({r.countries for r in rows}) > 1 and (best.population < UNMISTAKABLE or best.population < 5 * second):
            return Choice(None, (_candidate(best, score, reasons), *others)[:SHOWN], f"{len(rows)} places of this name, and nothing tells which")
    rivals = [
        r
        for s, _, r in judged[1:]
        if r.countries == best.countries and r.kind == best.kind == "city" and (score - s) * TOTAL < 0.06 and 3 * r.population >= best.population
    ]
    if rivals and not _near_each_other(best, rivals):
        return Choice(
            None, (_candidate(best, score, reasons), *others)[:SHOWN], f"{len(rivals) + 1} places of this name in {best.countries[0]}, and nothing tells which"
        )
    return Choice(best, others, "; ".join(told) or ("the only one of this name" if len(rows) == 1 else "by far the largest of this name"))


def _score(key: str, row: PlaceRow, around: Around, report: Report, named: Counter[str], towns: set[str]) -> tuple[float, tuple[str, ...]]:
    """A score from 0 to 1 and the reasons that made it."""
    people = DIVISION if row.kind == "admin1" and towns.isdisjoint(row.countries) else row.population
    total, reasons = SIZE * log10(people + 1) / 7, [f"population {row.population:,}" if row.population else f"population not known, {row.kind}"]
    if name_key(row.name) == key:
        total += NAME * log10(people + 1) / 7
    if around.capital is not None and row.countries == (around.capital,) and row.kind == "city":
        total += CAPITAL
        reasons.append("a capital")
    country = next((c for c in row.countries if c in around.countries), None)
    division = bool(row.admin1 and around.divisions and name_key(row.admin1) in around.divisions)
    if country or division:
        total += BEHIND
        reasons.append(f"named with {country or row.admin1}")
    if country and division:
        total += BEHIND / 2
    if report.settled.get(key) == row:
        total += SAME
        reasons.append("as named before")
    if around.kinds and row.kind in around.kinds:
        total += KIND
    if not country and (beside := next((c for c in row.countries if c in around.sentence), None)):
        total += SENTENCE
        reasons.append(f"its sentence names {beside}")
    if (count := max((named[c] for c in row.countries), default=0)) > 0:
        total += REPORT * count / named.total()
        reasons.append(f"the report names {next(c for c in row.countries if named[c] == count)}")
    if report.outlet in row.countries:
        total += OUTLET
        reasons.append("the outlet's country")
    if row.latitude is not None and row.longitude is not None and report.points:
        near = [p for p in report.points if -FAR_DEGREES < p[0] - row.latitude < FAR_DEGREES]
        km = min([distance_km((row.latitude, row.longitude), p) for p in near], default=FAR_KM)
        if km < FAR_KM:
            total += CLOSE if km < CLOSE_KM else CLOSE / 2
            reasons.append(f"{km:.0f} km from another place of the report")
    if row.kind in ("area", "site"):
        total += KIND if row.precision == SEA and not around.kinds else SIZE / 2
    return total / TOTAL, tuple(reasons)


def _candidate(row: PlaceRow, score: float, reasons: tuple[str, ...]) -> PlaceCandidate:
    name = row.name if row.admin1 in (None, row.name) else f"{row.name}, {row.admin1}"
    return PlaceCandidate(name, row.countries[0] if len(row.countries) == 1 else None, round(score, 3), "; ".join(reasons))


def _near_each_other(best: PlaceRow, rivals: list[PlaceRow]) -> bool:
    """Whether all lie so close that the choice makes no odds."""
    if best.latitude is None or best.longitude is None:
        return True
    spots = [(r.latitude, r.longitude) for r in rivals]
    return all(a is not None and b is not None and distance_km((best.latitude, best.longitude), (a, b)) < 30 for a, b in spots)


def point_from(at: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """The point so many kilometres from another, in degrees from north."""
    p, angle, way = radians(at[0]), km / EARTH_KM, radians(bearing)
    q = asin(sin(p) * cos(angle) + cos(p) * sin(angle) * cos(way))
    east = radians(at[1]) + atan2(sin(way) * sin(angle) * cos(p), cos(angle) - sin(p) * sin(q))
    return round(degrees(q), 4), round((degrees(east) + 540) % 360 - 180, 4)
