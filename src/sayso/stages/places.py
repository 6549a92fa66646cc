"""Places: names that stand where a place stands, each resolved by what stands beside it and by what the report speaks of.

Never a pin for a country, a province or an area; what cannot be told stays null with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from sayso.model.coding import Coding, Mention, Name, PlaceMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.actors import NAMING
from sayso.ontology.load import Ontology
from sayso.ontology.towns import name_key
from sayso.stages.placing.borders import Border, borders_in
from sayso.stages.placing.choice import Around, Report
from sayso.stages.placing.extent import Extent, extent_of
from sayso.stages.placing.names import Named, PlaceNames
from sayso.stages.placing.told import Found, Teller, kinds_of
from sayso.stages.placing.unknown import unknown_names

BESIDE = re.compile(r"(?:,|\)|[’']s|,? in|,? of|,? within|,? inside|,? on)(?: the)?(?: [\w’'-]+){0,4}(?: of)?(?: the)? $|, $")
BEFORE = re.compile(r"(?:[’']s|,? (?:of|in))?(?: the)?(?: [a-z][\w’'-]*){0,3}(?: of)? (?:the )?$")
DIVISIONS = ("admin1", "admin2")


def places(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `places`, in text order. What a name may also mean is kept in `candidates`."""
    finder = _Finder(coding, ontology)
    found: list[Found] = []
    borders: list[tuple[Tree, Border]] = []
    for tree in coding.trees:
        if len(tree):
            lines, names = finder.sentence(tree)
            borders.extend((tree, b) for b in lines)
            found.extend(names)
    report = finder.report(found)
    teller = Teller(ontology, coding.document.text, report)
    out = settled(found, teller)
    out.extend(finder.datelines(teller))
    seen = report.countries() + Counter(m.place.country for m in out if m.place.country)
    out.extend(teller.border(tree, b, seen) for tree, b in borders)
    return replace(coding, places=tuple(sorted(out, key=lambda m: (m.sentence, m.first, m.token))))


class _Finder:
    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology, self.text = coding, ontology, coding.document.text
        self.names = PlaceNames(coding, ontology)
        self.parties: dict[int, list[Name]] = {}
        for name in coding.names:
            self.parties.setdefault(name.sentence, []).append(name)

    def sentence(self, tree: Tree) -> tuple[list[Border], list[Found]]:
        """The borders of a sentence, and its other places with what stands beside them."""
        start, end = tree.start[0], tree.end[-1]
        actors = self._parties(tree)
        borders = list(borders_in(self.text[start:end], start, actors, self.ontology))
        named = [n for n in self.names.named(tree, actors) if not any(b.span.holds(n.span) for b in borders) or self._holds_border(n)]
        borders = [b for b in borders if not any(n.span.overlaps(b.span) for n in named)]
        named += unknown_names(tree, named, [b.span for b in borders], self.names, self.text)
        named.sort(key=lambda n: n.first)
        extents = [extent_of(self.text, start, n.span, self.ontology.place_words) for n in named]
        return borders, [Found(n, e, self._around(named, i, e, actors)) for i, (n, e) in enumerate(zip(named, extents, strict=True))]

    def _parties(self, tree: Tree) -> list[Name]:
        """The names of parties in a sentence; "Tripoli, Lebanon" is none of a party, but its country is one's."""
        found: list[Name] = []
        for n in self.parties.get(tree.sentence, ()):
            comma = self.text.find(", ", n.span.start, n.span.end) if n.use == "not" else -1
            if comma < 0:
                found.append(n)
            else:
                start = comma + 2
                for m in self.ontology.actors.find(self.text[start : n.span.end]):
                    if m.actors:
                        found.append(Name(tree.sentence, Span(start + m.start, start + m.end), m.use, m.actors[0].kind, m.actors[0].country, m.actors[0].name))
        return found

    def _holds_border(self, named: Named) -> bool:
        words = named.span.of(self.text).lower().split()
        return bool(named.rows) and not self.ontology.place_words.lists["borders"].isdisjoint(words)

    def _around(self, named: list[Named], i: int, extent: Extent, actors: list[Name]) -> Around:
        one = named[i]
        states = [n for n in actors if n.use in NAMING and n.country and not one.span.overlaps(n.span)]
        beside = {n.country or "" for n in states if self._beside(one, extent, n.span)}
        others = [n for k, n in enumerate(named) if k != i and n.rows and self._beside(one, extent, n.span)]
        divisions = {name_key(n.span.of(self.text)) for n in others} | {name_key(r.name) for n in others for r in n.rows if r.kind in DIVISIONS}
        beside |= {n.rows[0].countries[0] for n in others if _only_country(n) and len(n.rows[0].countries) == 1}
        in_sentence = frozenset(n.country or "" for n in states)
        capital = next((n.country for n in actors if n.use == "capital" and n.span == one.span), None)
        key = name_key(one.span.of(self.text))
        division = any(
            self.text[n.span.end : one.span.start] == ", " and any(r.admin1 and name_key(r.admin1) == key != name_key(r.name) for r in n.rows) for n in named
        )
        return Around(frozenset(beside), frozenset(divisions), in_sentence, kinds_of(extent), capital, division)

    def _beside(self, one: Named, extent: Extent, other: Span) -> bool:
        """Whether another name says where a place is: "Irbid, northern Jordan", "Lebanon's Tripoli", "the Lebanese city of Tripoli"."""
        if other.start >= extent.span.end:
            gap = self.text[extent.span.end : other.start]
            return len(gap) < 60 and BESIDE.fullmatch(gap) is not None and not self._turns(gap, other.end)
        gap = self.text[other.end : one.span.start] if other.end <= one.span.start < other.end + 50 else "-"
        return gap == ", " or (BEFORE.fullmatch(gap) is not None and not self._turns(gap, one.span.end))

    def _turns(self, gap: str, end: int) -> bool:
        """Whether words between two places, or behind the second, say that one is not in the other: "near", "on the Chinese border"."""
        words = self.ontology.place_words
        behind = self.text[end : end + 12].split()
        apart = words.lists["borders"] | words.lists["apart"]
        return not apart.isdisjoint(gap.split()) or not words.lists["borders"].isdisjoint(w.strip(".,;") for w in behind[:1])

    def report(self, found: list[Found]) -> Report:
        """What the report speaks of: countries by how often its parties and unmistakable places name them."""
        states, seats = self.ontology.actors.countries, {n.span for n in self.coding.names if n.use in ("capital", "seat")}
        told = [m.party for m in self.coding.mentions if m.party.country in states and (m.party.id or self._says(m))]  # not "gunmen in Tripoli"
        countries = Counter(p.country for p in told if p.country and p.span not in seats)  # a capital does not speak for itself
        places: dict[str, tuple[str, ...]] = {}
        for f in found:
            if f.name.country is not None and f.name.country.country:
                countries[f.name.country.country] += 1
            elif _only_country(f.name):
                places[name_key(f.name.span.of(self.text))] = f.name.rows[0].countries
        for m in self.ontology.actors.find(self.coding.document.title or ""):
            if m.use in NAMING and m.actors[0].kind == "state" and m.actors[0].country:
                countries[m.actors[0].country] += 1
        outlet = self.ontology.actors.outlets.get(self.coding.document.outlet or "")
        return Report(countries, places, outlet.country if outlet is not None else None)

    def _says(self, m: Mention) -> bool:
        """Whether a party's own words name a country."""
        span = m.party.span
        return span is not None and any(n.use in NAMING and span.holds(n.span) for n in self.parties.get(m.sentence, ()))

    def datelines(self, teller: Teller) -> list[PlaceMention]:
        """Where a report was filed: it stands in no sentence (number -1), and is the place of no act."""
        out: list[PlaceMention] = []
        for block in self.coding.blocks:
            if block.zone != "dateline":
                continue
            head = block.span.of(self.text)
            found = [(a, b, rows) for a, b, rows in self.ontology.places.known(head.title())]
            lands = [m for m in self.ontology.actors.find(head.title()) if m.use == "name" and m.actors[0].kind == "state"]
            for a, b, rows in found[:1]:
                around = Around(frozenset(m.actors[0].country or "" for m in lands))
                name = Named(-1, Span(block.span.start + a, block.span.start + b), 0, 0, rows, "place")
                out.append(PlaceMention(-1, teller.place(Found(name, Extent(name.span), around)), 0, 0))
            for m in lands:
                span = Span(block.span.start + m.start, block.span.start + m.end)
                state = Name(-1, span, m.use, "state", m.actors[0].country, m.actors[0].name)
                named = Named(-1, span, 0, 0, (), "country", state)
                if not any(p.place.span is not None and p.place.span.overlaps(span) for p in out):
                    out.append(PlaceMention(-1, teller.place(Found(named, Extent(span), Around())), 0, 0))
        return out


def _only_country(named: Named) -> bool:
    """Whether all that a name may mean lies in the same country or countries, and is no small place."""
    rows = named.rows
    return len({r.countries for r in rows}) == 1 and (rows[0].kind in ("area", "site", "admin1") or rows[0].population > 50_000)


def settled(found: list[Found], teller: Teller) -> list[PlaceMention]:
    """The places, those first that their own sentence tells most of, so that they can help with the others; in the order given."""
    order = sorted(range(len(found)), key=lambda i: (-len(found[i].around.countries | found[i].around.divisions), len(found[i].name.rows), i))
    told = {i: teller.place(found[i]) for i in order}
    return [PlaceMention(f.name.sentence, told[i], f.name.first, f.name.token) for i, f in enumerate(found)]
