"""Place names into places: the gazetteer first, then countries; never a pin for a country or an area."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sayso.model.claim import Place, PlaceCandidate
from sayso.model.coding import Coding, PlaceMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.places import PlaceRow

LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "from",
        "to",
        "into",
        "inside",
        "outside",
        "across",
        "around",
        "along",
        "over",
        "off",
        "through",
        "toward",
        "towards",
        "within",
        "straddle",
        "above",
        "of",
    }
)
SHOWN = 5


def places(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `places`: names that stand where a place can stand. What a name may also mean is kept in `candidates`."""
    countries: Counter[str | None] = Counter(m.party.country for m in coding.mentions if m.party.country)
    out: list[PlaceMention] = []
    for tree in coding.trees:
        out.extend(_in_sentence(coding, tree, ontology, countries))
    return replace(coding, places=tuple(out))


def _in_sentence(coding: Coding, tree: Tree, ontology: Ontology, countries: Counter[str | None]) -> list[PlaceMention]:
    if not len(tree):
        return []
    start = tree.start[0]
    text = coding.document.text[start : tree.end[-1]]
    out, taken = [], list[Span]()
    for a, b, rows in ontology.places.find(text):
        span = Span(start + a, start + b)
        token = _head(tree, span)
        if token is None or not (rows[0].kind in ("area", "site") or _locative(tree, token)) or _part_of_name(coding, tree, span, token):
            continue
        taken.append(span)
        out.append(
            PlaceMention(tree.sentence, _choose(rows, span, countries, _behind(text, b, ontology) or _near(coding, tree, token)), _first(tree, span), token)
        )
    for match in ontology.actors.find(text):
        span = Span(start + match.start, start + match.end)
        token = _head(tree, span)
        if match.use != "name" or match.actors[0].kind != "state" or token is None or any(span.overlaps(t) for t in taken) or not _locative(tree, token):
            continue
        state = match.actors[0]
        place = Place(state.name, state.country, None, None, None, f"iso3166:{state.country}", 6, span, (), "a country: no coordinates")
        out.append(PlaceMention(tree.sentence, place, _first(tree, span), token))
    return sorted(out, key=lambda p: p.token)


def _head(tree: Tree, span: Span) -> int | None:
    inside = [i for i in range(len(tree)) if tree.start[i] < span.end and tree.end[i] > span.start]
    return min(inside, key=lambda i: (sum(1 for _ in tree.up(i)), -i)) if inside else None


def _first(tree: Tree, span: Span) -> int:
    return next(i for i in range(len(tree)) if tree.end[i] > span.start)


def _locative(tree: Tree, token: int) -> bool:
    """Whether a name stands where a place stands: after a preposition of place, or in apposition to such a name."""
    h, dep = tree.head[token], tree.dep[token]
    if dep == "pobj":
        return tree.lemma[h] in LOCATIVE
    if dep in ("conj", "appos"):
        return tree.is_noun(h) and _locative(tree, h)
    if dep in ("npadvmod", "nmod", "compound"):
        return tree.is_noun(h) and tree.is_proper(h) and _locative(tree, h)
    return dep == "ROOT" and len(tree) <= 4


def _part_of_name(coding: Coding, tree: Tree, span: Span, token: int) -> bool:
    """Whether the words are part of a longer name of a party ("Paris agreement", "Washington Post")."""
    return (
        any(
            m.sentence == tree.sentence
            and m.party.id
            and m.party.span
            and m.party.span.holds(span)
            and m.party.span != span
            and m.party.kind not in ("state", "place")
            for m in coding.mentions
        )
        and tree.dep[token] == "compound"
    )


def _behind(text: str, end: int, ontology: Ontology) -> str | None:
    """The country printed right behind a name: "Tripoli, Lebanon"."""
    if not text.startswith(", ", end):
        return None
    found = next((m for m in ontology.actors.find(text[end + 2 : end + 40]) if m.start == 0 and m.use == "name"), None)
    return found.actors[0].country if found is not None else None


def _near(coding: Coding, tree: Tree, token: int) -> str | None:
    """The country named right behind: "Tripoli, Lebanon"."""
    for k in tree.under(token, "appos", "npadvmod"):
        for m in coding.mentions:
            if m.sentence == tree.sentence and m.head == k and m.party.country:
                return m.party.country
    return None


def _choose(rows: tuple[PlaceRow, ...], span: Span, countries: Counter[str | None], near: str | None) -> Place:
    total = sum(countries.values()) or 1

    def score(row: PlaceRow) -> float:
        named = max((countries[c] for c in row.countries), default=0) / total
        return (1.0 if near in row.countries else 0.0) + named + min(row.population, 10_000_000) / 20_000_000

    ranked = sorted(rows, key=lambda r: (-score(r), r.countries, r.gazetteer or ""))
    best = ranked[0]
    reason = (
        "named with its country"
        if near in best.countries
        else "the only one of this name"
        if len(rows) == 1
        else "by the countries of the report and population"
    )
    candidates = tuple(
        PlaceCandidate(r.name, r.countries[0] if r.countries else None, round(score(r), 3), f"population {r.population:,}") for r in ranked[1:SHOWN]
    )
    country = best.countries[0] if len(best.countries) == 1 else None
    why = None if best.latitude is not None else "an area: no coordinates"
    return Place(best.name, country, best.admin1, best.latitude, best.longitude, best.gazetteer, best.precision, span, candidates, why or reason)
