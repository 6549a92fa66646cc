"""Places: names that stand where a place stands, each resolved by what stands beside it and by what the report speaks of.

Never a pin for a country, a province or an area; what cannot be told stays null with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from sayso.model.claim import Place
from sayso.model.coding import Coding, Name, PlaceMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.towns import PlaceRow, name_key
from sayso.stages.placing.borders import Border, borders_in, nameless
from sayso.stages.placing.choice import Around, Choice, Report, choose, point_from
from sayso.stages.placing.extent import Extent, extent_of
from sayso.stages.placing.names import Named, PlaceNames, first_of, head_of
from sayso.stages.placing.unknown import unknown_names

AREA = "an area: no coordinates"
BESIDE = re.compile(r"(?:,|\)|[’']s|,? in|,? of|,? within|,? inside|,? on)(?: the)?(?: [\w’'-]+){0,4}(?: of)?(?: the)? $|, $")
BEFORE = re.compile(r"(?:[’']s|,? (?:of|in))?(?: the)?(?: [a-z][\w’'-]*){0,3}(?: of)? (?:the )?$")
SEAS = 7
DIVISIONS = ("admin1", "admin2")
UNKNOWN = "no place of this name in the gazetteer"


@dataclass(frozen=True, slots=True)
class _Found:
    """A name with its extent and what stands beside it."""

    name: Named
    extent: Extent
    around: Around


def places(coding: Coding, ontology: Ontology) -> Coding:
    """Fill `places`, in text order. What a name may also mean is kept in `candidates`."""
    finder = _Finder(coding, ontology)
    found: list[_Found] = []
    borders: list[tuple[Tree, Border]] = []
    for tree in coding.trees:
        if len(tree):
            lines, names = finder.sentence(tree)
            borders.extend((tree, b) for b in lines)
            found.extend(names)
    report = finder.report(found)
    out = finder.settled(found, report)
    out.extend(finder.datelines(report))
    seen = report.countries() + Counter(m.place.country for m in out if m.place.country)
    out.extend(finder.border(tree, b, seen) for tree, b in borders)
    return replace(coding, places=tuple(sorted(out, key=lambda m: (m.sentence, m.first, m.token))))


class _Finder:
    def __init__(self, coding: Coding, ontology: Ontology) -> None:
        self.coding, self.ontology, self.text = coding, ontology, coding.document.text
        self.names = PlaceNames(coding, ontology)
        self.parties: dict[int, list[Name]] = {}
        for name in coding.names:
            self.parties.setdefault(name.sentence, []).append(name)

    def sentence(self, tree: Tree) -> tuple[list[Border], list[_Found]]:
        """The borders of a sentence, and its other places with what stands beside them."""
        start, end = tree.start[0], tree.end[-1]
        actors = self._parties(tree)
        borders = list(borders_in(self.text[start:end], start, actors, self.ontology))
        named = [n for n in self.names.named(tree, actors) if not any(b.span.holds(n.span) for b in borders) or self._holds_border(n)]
        borders = [b for b in borders if not any(n.span.overlaps(b.span) for n in named)]
        named += unknown_names(tree, named, [b.span for b in borders], self.names, self.text)
        named.sort(key=lambda n: n.first)
        extents = [extent_of(self.text, start, n.span, self.ontology.place_words) for n in named]
        return borders, [_Found(n, e, self._around(named, i, e, actors)) for i, (n, e) in enumerate(zip(named, extents, strict=True))]

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
        states = [n for n in actors if n.use in ("name", "adjective", "demonym") and n.country and not one.span.overlaps(n.span)]
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
        return Around(frozenset(beside), frozenset(divisions), in_sentence, _kinds(extent), capital, division)

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

    def report(self, found: list[_Found]) -> Report:
        """What the report speaks of: countries by how often its parties and unmistakable places name them."""
        countries = Counter(m.party.country for m in self.coding.mentions if m.party.country in self.ontology.actors.countries and m.party.country)
        places: dict[str, tuple[str, ...]] = {}
        for f in found:
            if f.name.country is not None and f.name.country.country:
                countries[f.name.country.country] += 1
            elif _only_country(f.name):
                places[name_key(f.name.span.of(self.text))] = f.name.rows[0].countries
        for m in self.ontology.actors.find(self.coding.document.title or ""):
            if m.use in ("name", "adjective", "demonym") and m.actors[0].kind == "state" and m.actors[0].country:
                countries[m.actors[0].country] += 1
        outlet = self.ontology.actors.outlets.get(self.coding.document.outlet or "")
        return Report(countries, places, outlet.country if outlet is not None else None)

    def settled(self, found: list[_Found], report: Report) -> list[PlaceMention]:
        """The places, those first that their own sentence tells most of, so that they can help with the others."""
        order = sorted(range(len(found)), key=lambda i: (-len(found[i].around.countries | found[i].around.divisions), len(found[i].name.rows), i))
        chosen: dict[int, PlaceMention] = {}
        for i in order:
            f = found[i]
            place = self._place(f, report)
            chosen[i] = PlaceMention(f.name.sentence, place, f.name.first, f.name.token)
        return [chosen[i] for i in range(len(found))]

    def datelines(self, report: Report) -> list[PlaceMention]:
        """Where a report was filed: it stands in no sentence (number -1), and is the place of no act."""
        out: list[PlaceMention] = []
        for block in self.coding.blocks:
            if block.zone != "dateline":
                continue
            head = block.span.of(self.text)
            found = [(a, b, rows) for a, b, rows in self.ontology.places.known(head.title())]
            lands = {m.actors[0].country or "" for m in self.ontology.actors.find(head.title()) if m.use == "name" and m.actors[0].kind == "state"}
            for a, b, rows in found[:1]:
                span = Span(block.span.start + a, block.span.start + b)
                name = Named(-1, span, 0, 0, rows, "place")
                around = Around(frozenset(lands), frozenset(), frozenset(), ())
                out.append(PlaceMention(-1, self._place(_Found(name, Extent(span), around), report), 0, 0))
        return out

    def _place(self, f: _Found, report: Report) -> Place:
        name, extent = f.name, f.extent
        if name.country is not None and not self._namesake(f):
            return self._country(f)
        if not name.rows or extent.kind_word in self.ontology.place_words.lists["eponyms"]:
            return self._unknown(f, report)
        key = name_key(name.span.of(self.text))
        choice = choose(key, self._rows(f, key), f.around, report)
        if choice.row is None:
            lands = {r.countries for r in name.rows}
            country, reason = self._guess(f, report)
            if len(lands) == 1 and "which" in choice.reason:
                country, reason = next(iter(lands))[0], ""
            words = name.span.of(self.text)
            return Place(words, country, None, None, None, None, None, extent.span, choice.candidates, choice.reason + reason, (country,) if country else ())
        row = choice.row
        report.settled[key] = row
        if row.latitude is not None and row.longitude is not None:
            report.points.append((row.latitude, row.longitude))
        return self._of_row(f, row, choice)

    def _rows(self, f: _Found, key: str) -> tuple[PlaceRow, ...]:
        """The rows a name may mean where a word beside it says what kind of place it is."""
        rows, kinds = f.name.rows, _kinds(f.extent)
        if not kinds:
            return self._division_behind(f, key) or self._with_article(f) or rows
        typed = self.ontology.places.towns.named([f"{key} {f.extent.kind_word}"]) if "admin1" in kinds or "admin2" in kinds else {}
        return tuple(dict.fromkeys((*(r for found in typed.values() for r in found), *rows)))

    def _division_behind(self, f: _Found, key: str) -> tuple[PlaceRow, ...]:
        """The division that a bare name behind a comma is: "in Saravena, Arauca"."""
        if not f.around.division:
            return ()
        words = sorted(self.ontology.place_words.types)
        kinds = [w for w in words if "admin1" in self.ontology.place_words.types[w]]
        rows = (*f.name.rows, *(r for found in self.ontology.places.towns.named([f"{key} {w}" for w in kinds]).values() for r in found))
        return tuple(r for r in rows if r.kind == "admin1")

    def _with_article(self, f: _Found) -> tuple[PlaceRow, ...]:
        """The areas that a name behind "the" may mean: "across the Dnipro" is no town."""
        article = self.text[max(0, f.name.span.start - 4) : f.name.span.start].lower() == "the "
        return tuple(r for r in f.name.rows if r.kind == "area") if article and f.extent.relation == "itself" else ()

    def _of_row(self, f: _Found, row: PlaceRow, choice: Choice) -> Place:
        extent, lands = f.extent, _narrowed(row, f.around)
        country = lands[0] if len(lands) == 1 else None
        base = Place(
            row.name,
            country,
            row.admin1,
            row.latitude,
            row.longitude,
            row.gazetteer,
            row.precision,
            extent.span,
            choice.candidates,
            choice.reason if row.latitude is not None else f"{AREA}; {choice.reason}",
            lands,
        )
        if extent.relation == "side" and (side := self._side(extent.side)) is not None:
            return replace(base, country=side, countries=(side,))
        if extent.relation == "near":
            return self._near(base, extent)
        kinds = extent.kinds
        if extent.relation == "part" and (row.latitude is None or "area" in kinds):
            words = extent.span.of(self.text)
            return replace(base, name=words, latitude=None, longitude=None, gazetteer=None, precision=max(5, row.precision), reason=f"{AREA}; {choice.reason}")
        if row.kind in ("city", "site") and kinds and "town" not in kinds and not (row.kind == "site" and not {"site", "quarter"}.isdisjoint(kinds)):
            return self._by_kind(base, extent)
        return base

    def _by_kind(self, base: Place, extent: Extent) -> Place:
        """A district, river or camp called by a town's name: its own spot is not known, the town's is near at best."""
        words, kinds = extent.span.of(self.text), extent.kinds
        if extent.kind_word in ("area", "areas"):
            return replace(base, precision=2, reason=f"{words}; {base.reason}")
        if ("site" in kinds or "quarter" in kinds) and "admin2" not in kinds:
            return replace(base, name=words, gazetteer=base.gazetteer, precision=2, reason=f"at {base.name}; {base.reason}")
        precision = 4 if "admin1" in kinds else 3 if "admin2" in kinds else 5
        return replace(base, name=words, latitude=None, longitude=None, gazetteer=None, precision=precision, reason=f"{AREA}; {base.reason}")

    def _near(self, base: Place, extent: Extent) -> Place:
        words = extent.span.of(self.text)
        if base.latitude is None or base.longitude is None:
            return replace(base, name=words, gazetteer=None, precision=base.precision if base.precision == SEAS else 5)
        at = (base.latitude, base.longitude)
        if extent.km is not None and extent.bearing is not None:
            at = point_from(at, extent.km, extent.bearing)
        return replace(base, latitude=at[0], longitude=at[1], precision=2 if (extent.km or 0) <= 25 else 5, reason=f"{words}; {base.reason}")

    def _country(self, f: _Found) -> Place:
        state, extent = f.name.country, f.extent
        assert state is not None
        lands = (state.country,) if state.country else ()
        if extent.relation in ("part", "near", "side") or "area" in extent.kinds:
            return Place(extent.span.of(self.text), state.country, None, None, None, None, 5, extent.span, (), AREA, lands)
        return Place(state.name, state.country, None, None, None, f"iso3166:{state.country}", 6, f.name.span, (), "a country: no coordinates", lands)

    def _namesake(self, f: _Found) -> bool:
        """Whether a country's name means a division or town of another country, named with it: "Savannah, Georgia"."""
        own = f.name.country.country if f.name.country is not None else None
        return any(r.countries != (own,) and (r.countries[0] in f.around.countries or _kinds(f.extent) == (r.kind,)) for r in f.name.rows)

    def _unknown(self, f: _Found, report: Report) -> Place:
        country, reason = self._guess(f, report)
        words = f.extent.span.of(self.text)
        precision = SEAS if f.extent.kinds == ("water",) and country is None else None
        return Place(words, country, None, None, None, None, precision, f.extent.span, (), UNKNOWN + reason, (country,) if country else ())

    def _guess(self, f: _Found, report: Report) -> tuple[str | None, str]:
        """The country of a place that no row tells: the only one printed with it, in its sentence or in the report; and the reason."""
        for lands, where in (
            (f.around.countries, "it is named with"),
            (f.around.sentence, "its sentence names only"),
            (report.countries(), "the report names only"),
        ):
            if len(lands) == 1:
                country = next(iter(lands))
                return country, f"; {where} {country}"
        named = report.countries()
        top = named.most_common(1)
        if top and 2 * top[0][1] > named.total():
            return top[0][0], f"; the report names {top[0][0]} most"
        return None, ""

    def _side(self, word: str | None) -> str | None:
        found = next((m for m in self.ontology.actors.find(word or "") if m.use in ("name", "adjective") and m.start == 0), None)
        return found.actors[0].country if found is not None else None

    def border(self, tree: Tree, border: Border, seen: Counter[str]) -> PlaceMention:
        """A border between two countries, or of one towards a neighbour not named."""
        lands = nameless(border.countries, seen, self.ontology)
        names = [self.ontology.actors.countries[c].name for c in lands]
        extent = extent_of(self.text, tree.start[0], border.span, self.ontology.place_words)
        token = head_of(tree, border.span) or 0
        reason = "a border: no coordinates" if len(border.countries) > 1 else "a border: no coordinates; the report names one side"
        name = f"{'-'.join(names)} border"
        span = Span(extent.span.start, border.span.end)
        return PlaceMention(
            tree.sentence, Place(name, None if len(lands) > 1 else lands[0], None, None, None, None, 5, span, (), reason, lands), first_of(tree, span), token
        )


def _only_country(named: Named) -> bool:
    """Whether all that a name may mean lies in the same country or countries, and is no small place."""
    rows = named.rows
    return len({r.countries for r in rows}) == 1 and (rows[0].kind in ("area", "site", "admin1") or rows[0].population > 50_000)


def _narrowed(row: PlaceRow, around: Around) -> tuple[str, ...]:
    """Of the countries of a crossing, or of a region or river through many, those that the words beside it or its sentence name."""
    if len(row.countries) < 2 or (row.kind != "site" and len(row.countries) < 3):
        return row.countries
    beside = tuple(c for c in row.countries if c in around.countries) or tuple(c for c in row.countries if c in around.sentence)
    return beside or row.countries


def _kinds(extent: Extent) -> tuple[str, ...]:
    """The kinds of row that the words beside a name call for."""
    wanted = {"admin1": "admin1", "admin2": "admin2", "town": "city", "site": "site", "quarter": "site", "area": "area", "water": "area"}
    return tuple(dict.fromkeys(wanted[k] for k in extent.kinds))
