"""What a name comes to: the row chosen among its namesakes, as far as the words around it say; nothing where nothing tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from sayso.model.claim import Place
from sayso.model.coding import PlaceMention
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.ontology.towns import PlaceRow, name_key
from sayso.stages.placing.borders import Border, nameless
from sayso.stages.placing.choice import SEA, WEIGHED, Around, Choice, Report, choose, point_from
from sayso.stages.placing.extent import Extent, extent_of
from sayso.stages.placing.names import Named, first_of, head_of

AREA = "an area: no coordinates"
UNKNOWN = "no place of this name in the gazetteer"
CLOSE_KM = 25
"""UCDP's where_prec 2 reaches so far from the place that is named."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name with its extent and what stands beside it."""

    name: Named
    extent: Extent
    around: Around


class Teller:
    """Turns names into places, in the light of what the report tells; remembers in `report` what is settled."""

    def __init__(self, ontology: Ontology, text: str, report: Report) -> None:
        self.ontology, self.text, self.report = ontology, text, report

    def place(self, f: Found) -> Place:
        """The place that a name means where it stands."""
        name, extent = f.name, f.extent
        if name.country is not None and not self._namesake(f):
            return self._country(f)
        if not name.rows or extent.kind_word in self.ontology.place_words.lists["eponyms"]:
            return self._unknown(f)
        key = name_key(name.span.of(self.text))
        choice = choose(key, self._rows(f, key), f.around, self.report)
        if choice.row is None:
            lands = {r.countries for r in name.rows}
            country, reason = self._guess(f)
            if len(lands) == 1 and "which" in choice.reason:
                country, reason = next(iter(lands))[0], ""
            words = name.span.of(self.text)
            return Place(words, country, None, None, None, None, None, extent.span, choice.candidates, choice.reason + reason, (country,) if country else ())
        row = choice.row
        self.report.settled[key] = row
        if row.latitude is not None and row.longitude is not None and len(self.report.points) < WEIGHED:
            self.report.points.add((row.latitude, row.longitude))
        return self._of_row(f, row, choice)

    def _rows(self, f: Found, key: str) -> tuple[PlaceRow, ...]:
        """The rows a name may mean where a word beside it says what kind of place it is."""
        rows, kinds = f.name.rows, kinds_of(f.extent)
        if not kinds:
            return self._division_behind(f, key) or self._with_article(f) or rows
        typed = self.ontology.places.towns.named([f"{key} {f.extent.kind_word}"]) if "admin1" in kinds or "admin2" in kinds else {}
        return tuple(dict.fromkeys((*(r for found in typed.values() for r in found), *rows)))

    def _division_behind(self, f: Found, key: str) -> tuple[PlaceRow, ...]:
        """The division that a bare name behind a comma is: "in Saravena, Arauca"."""
        if not f.around.division:
            return ()
        words = sorted(self.ontology.place_words.types)
        kinds = [w for w in words if "admin1" in self.ontology.place_words.types[w]]
        rows = (*f.name.rows, *(r for found in self.ontology.places.towns.named([f"{key} {w}" for w in kinds]).values() for r in found))
        return tuple(r for r in rows if r.kind == "admin1")

    def _with_article(self, f: Found) -> tuple[PlaceRow, ...]:
        """The areas that a name behind "the" may mean: "across the Dnipro" is no town."""
        article = self.text[max(0, f.name.span.start - 4) : f.name.span.start].lower() == "the "
        return tuple(r for r in f.name.rows if r.kind == "area") if article and f.extent.relation == "itself" else ()

    def _of_row(self, f: Found, row: PlaceRow, choice: Choice) -> Place:
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
            return replace(base, name=words, gazetteer=None, precision=base.precision if base.precision == SEA else 5)
        at = (base.latitude, base.longitude)
        if extent.km is not None and extent.bearing is not None:
            at = point_from(at, extent.km, extent.bearing)
        return replace(base, latitude=at[0], longitude=at[1], precision=2 if (extent.km or 0) <= CLOSE_KM else 5, reason=f"{words}; {base.reason}")

    def _country(self, f: Found) -> Place:
        state, extent = f.name.country, f.extent
        assert state is not None
        lands = (state.country,) if state.country else ()
        owner = self.text[f.name.span.end : f.name.span.end + 2] in ("'s", "’s")  # "outside Chad's second city"
        if not owner and (extent.relation in ("part", "near", "side") or "area" in extent.kinds):
            return Place(extent.span.of(self.text), state.country, None, None, None, None, 5, extent.span, (), AREA, lands)
        return Place(state.name, state.country, None, None, None, f"iso3166:{state.country}", 6, f.name.span, (), "a country: no coordinates", lands)

    def _namesake(self, f: Found) -> bool:
        """Whether a country's name means a division or town of another country, named with it: "Savannah, Georgia"."""
        own = f.name.country.country if f.name.country is not None else None
        return any(r.countries != (own,) and (r.countries[0] in f.around.countries or kinds_of(f.extent) == (r.kind,)) for r in f.name.rows)

    def _unknown(self, f: Found) -> Place:
        country, reason = self._guess(f)
        words = f.extent.span.of(self.text)
        precision = SEA if f.extent.kinds == ("water",) and country is None else None
        return Place(words, country, None, None, None, None, precision, f.extent.span, (), UNKNOWN + reason, (country,) if country else ())

    def _guess(self, f: Found) -> tuple[str | None, str]:
        """The country of a place that no row tells: the only one printed with it, in its sentence or in the report; and the reason."""
        for lands, where in (
            (f.around.countries, "it is named with"),
            (f.around.sentence, "its sentence names only"),
            (self.report.countries(), "the report names only"),
        ):
            if len(lands) == 1:
                country = next(iter(lands))
                return country, f"; {where} {country}"
        named = self.report.countries()
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


def _narrowed(row: PlaceRow, around: Around) -> tuple[str, ...]:
    """Of the countries of a crossing, or of a region or river through many, those that the words beside it or its sentence name."""
    if len(row.countries) < 2 or (row.kind != "site" and len(row.countries) < 3):
        return row.countries
    beside = tuple(c for c in row.countries if c in around.countries) or tuple(c for c in row.countries if c in around.sentence)
    return beside or row.countries


def kinds_of(extent: Extent) -> tuple[str, ...]:
    """The kinds of row that the words beside a name call for."""
    wanted = {"admin1": "admin1", "admin2": "admin2", "town": "city", "site": "site", "quarter": "site", "area": "area", "water": "area"}
    return tuple(dict.fromkeys(wanted[k] for k in extent.kinds))
