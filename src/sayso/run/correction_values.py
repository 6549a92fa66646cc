"""Right values of fields as short texts: what a person types, checked; and the coder's value in the same form.

event               an event type
modes               modes of event types with blanks between them, or none
status              a status of claims
actors, recipients  participants joined with ";": words in quotes, codes of country and sectors, a group's id; or none:
                    ARM; "the Army" AZE MIL; hezbollah
time                a day, or a first and a last one; ".." where that is open: 2031-03-10/..
place               a name
figures             kinds with numbers, joined with ";"; "part" or "total" behind what is not the count of this incident; or none:
                    killed 3; wounded 10-12; missing >=4; troops 20 (15-30) total
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from sayso.errors import SettingsError
from sayso.model.claim import Claim, Figure, Status, Time
from sayso.model.event import Event, Range
from sayso.model.statement import Party
from sayso.ontology.codes import load_codes
from sayso.ontology.events import EventType
from sayso.ontology.figures import KINDS
from sayso.ontology.load import Ontology

TYPE, MODES, STATUS, ACTORS, RECIPIENTS, TIME, PLACE, FIGURES = "event", "modes", "status", "actors", "recipients", "time", "place", "figures"
FIELDS = (TYPE, MODES, STATUS, ACTORS, RECIPIENTS, TIME, PLACE, FIGURES)
"""Fields whose right value can be noted; it stands beside the coder's and changes no event."""
COUNTED = (*KINDS, "weapons")
"""Kinds of figures."""
NONE = "none"
"""What is written where there is no participant, mode or figure."""
LONGEST = 500
"""Characters of a corrected value."""
_WORDS = 80
_PARTS = re.compile(r'(?:"[^"]*"|[^;"]|")+')
_PARTICIPANT = re.compile(r'(?:"(?P<words>[^"]+)"\s*)?(?P<codes>[^"]*)')
_CODE = re.compile(r"[A-Z]{3}|[a-z0-9]+(?:-[a-z0-9]+)*")
_N = r"[0-9]{1,15}"
_FIGURE = re.compile(
    rf"(?P<kind>[a-z]+) (?:(?P<unknown>\?)|>= ?(?P<least>{_N})|<= ?(?P<most>{_N})|(?P<from>{_N}) ?- ?(?P<to>{_N})"
    rf"|(?P<best>{_N})(?P<open> \((?P<low>(?:{_N})?) ?- ?(?P<high>(?:{_N})?)\))?)(?: (?P<scope>part|total))?"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A participant as corrected: the words (None: none given), and codes of country, sectors or group, in the order written."""

    words: str | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as corrected; `low`, `best` and `high` as in Figure, None where not known."""

    kind: str
    low: int | None
    best: int | None
    high: int | None
    scope: Literal["incident", "part", "total"] = "incident"


def codes_of(ontology: Ontology) -> frozenset[str]:
    """Codes a corrected participant may have: of countries, bodies, sectors, and ids of actors in the tables. Raises DataError."""
    known = load_codes(ontology.folder / "actors" / "codes.yaml", ontology.actors.countries)
    return known.countries | known.bodies.keys() | known.sectors | {a.id for a in ontology.actors.rows if a.id}


def checked(field: str, value: str | None, types: Mapping[str, EventType], codes: Collection[str] = ()) -> str:
    """The value of one of FIELDS as it is stored. `codes` are those a participant may have; empty: only their form is checked.

    Raises SettingsError that says what is allowed.
    """
    text = " ".join((value or "").split())
    if not text or len(text) > LONGEST:
        raise SettingsError(f"{field} needs a value of up to {LONGEST} characters", f"as in: sayso correct ID {field} VALUE")
    if field == TYPE:
        return _one_of(text.upper(), types, "event type")
    if field == STATUS:
        return _one_of(text.lower(), get_args(Status), "status")
    if field == TIME:
        return _days(text)
    if field == MODES:
        names = text.lower().replace(",", " ").replace(";", " ").split()
        modes = sorted({m for t in types.values() for m in t.modes})
        return NONE if names == [NONE] else " ".join(dict.fromkeys(_one_of(n, modes, "mode") for n in names))
    if field in (ACTORS, RECIPIENTS):
        return participants_text(participants(text, codes))
    return figures_text(figures(text)) if field == FIGURES else text


def told(of: Claim | Event, field: str) -> str | None:
    """The value a field of a claim or an event has, in the form in which it would be corrected; None where it has none."""
    if field == TYPE:
        return of.type if isinstance(of, Event) else of.event
    if field == STATUS:
        return of.status
    if field == PLACE:
        return of.place.name if of.place else None
    if field == TIME:
        return _interval(of.time)
    if field == MODES:
        return " ".join(of.modes) or None
    if field == FIGURES:
        return figures_text(_number(f) for f in of.figures) if of.figures else None
    parties = of.actors if field == ACTORS else of.recipients
    return participants_text(_named(p) for p in parties) if parties else None


def participants(text: str, codes: Collection[str] = ()) -> tuple[Named, ...]:
    """The participants of a corrected value. Raises SettingsError."""
    if text.strip() == NONE:
        return ()
    parts = _PARTS.findall(text.replace("“", '"').replace("”", '"')) or [text]
    return tuple(_participant(part, codes) for part in parts)


def participants_text(parties: Iterable[Named]) -> str:
    """Participants as `participants` reads them."""
    return "; ".join(" ".join(([f'"{p.words}"'] if p.words else []) + [*p.codes]) for p in parties) or NONE


def figures(text: str) -> tuple[Number, ...]:
    """The figures of a corrected value. Raises SettingsError."""
    return () if text.strip() == NONE else tuple(_figure(" ".join(part.split())) for part in text.split(";"))


def figures_text(numbers: Iterable[Number]) -> str:
    """Figures as `figures` reads them."""
    return "; ".join(f"{n.kind} {_amount(n)}{'' if n.scope == 'incident' else f' {n.scope}'}" for n in numbers) or NONE


def _participant(part: str, codes: Collection[str]) -> Named:
    found = _PARTICIPANT.fullmatch(part.strip())
    given = tuple(dict.fromkeys(found["codes"].split())) if found else ()
    words = " ".join((found["words"] or "").split()) if found else ""
    wrong = [c for c in given if not _CODE.fullmatch(c)]
    if found is None or wrong or not (given or words):
        raise SettingsError(
            f"cannot read the participant {part.strip()[:_WORDS]!r}",
            'write codes, and words in quotes, with ; between participants, as in: ARM; "the Army" AZE MIL; hezbollah; or none',
        )
    unknown = [c for c in given if codes and c not in codes]
    if unknown:
        raise SettingsError(f"no country, sector or actor has the code {unknown[0]!r}", "put words in quotes; find a code with: sayso actor NAME")
    return Named(words or None, given)


def _named(party: Party) -> Named:
    words = " ".join((party.name or party.text).replace('"', "'").replace("“", "'").replace("”", "'").split())
    codes = dict.fromkeys((party.country, *party.sectors, party.id))
    return Named(words[:_WORDS].strip() or None, tuple(c for c in codes if c and _CODE.fullmatch(c)))


def _figure(part: str) -> Number:
    found = _FIGURE.fullmatch(part.replace("–", "-").replace("≥", ">=").replace("≤", "<=").replace(",", "").lower())
    if found is None:
        raise SettingsError(f"cannot read the figure {part[:_WORDS]!r}", "write killed 3; wounded 10-12; missing >=4; troops <=200; or none")
    _one_of(found["kind"], COUNTED, "kind of figure")
    number = {name: int(value) if value else None for name, value in found.groupdict().items() if name not in ("kind", "unknown", "open", "scope")}
    best, exact = number["best"], found["open"] is None
    low = best if best is not None and exact else next((number[n] for n in ("least", "from", "low") if number[n] is not None), None)
    high = best if best is not None and exact else next((number[n] for n in ("most", "to", "high") if number[n] is not None), None)
    bounds = [n for n in (low, best, high) if n is not None]
    if bounds != sorted(bounds):
        raise SettingsError(f"the numbers of {part[:_WORDS]!r} do not rise", "write the lowest first, as in: wounded 10-12, or killed 11 (9-14)")
    scope = cast(Literal["incident", "part", "total"], found["scope"] or "incident")
    return Number(found["kind"], low, best, high, scope)


def _number(figure: Figure | Range) -> Number:
    return Number(figure.kind, figure.low, figure.best, figure.high, figure.scope if isinstance(figure, Figure) else "incident")


def _amount(n: Number) -> str:
    low, high = ("" if x is None else str(x) for x in (n.low, n.high))
    if n.best is not None:
        return str(n.best) if n.low == n.best == n.high else f"{n.best} ({low}-{high})"
    if low and high:
        return f"{low}-{high}"
    return f">={low}" if low else f"<={high}" if high else "?"


def _interval(time: Time | None) -> str | None:
    return f"{time.start or '..'}/{time.end or '..'}" if time and (time.start or time.end) else None


def _one_of(value: str, allowed: Collection[str], what: str) -> str:
    if value not in allowed:
        raise SettingsError(f"no {what} {value!r}", f"use one of {', '.join(allowed)}")
    return value


def _days(text: str) -> str:
    try:
        days = [None if part == ".." else date.fromisoformat(part).isoformat() for part in text.split("/")]
    except ValueError:
        days = []
    known = [d for d in days if d]
    if not known or len(days) > 2 or known != sorted(known):
        raise SettingsError(f"{text!r} is no day and no time from one day to another", "write YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD, with .. for an open end")
    return "/".join(d or ".." for d in days)
