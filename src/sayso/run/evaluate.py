"""A user's own labelled texts: read, coded and compared, for `sayso eval`. The format is told in docs/data.md."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sayso.coder import Coder
from sayso.errors import InputError, StageError
from sayso.model.claim import Claim, Status
from sayso.model.coding import Coding
from sayso.model.text import Document, Skip, Span
from sayso.ontology.events import EventType
from sayso.readers import Quarantined
from sayso.readers.dates import ALLOWED_DATES, iso_date
from sayso.readers.document import build
from sayso.readers.feed import Feed
from sayso.readers.files import is_folder, open_file, shown
from sayso.readers.options import DEFAULTS
from sayso.run.measures import Confusion, Miss, Report, macro_f1, scores, share, share_right

_REMEDY = 'write one JSON object a line: {"text": "…", "events": [{"event": "…", "trigger": "…"}]}'
_COUNTRY = re.compile("[A-Z]{3}")
_VOUCHED = ("CT+", "PR+")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event somebody labelled. Whatever is None was not labelled and is not scored; `at` is where the trigger first stands.

    `actors` and `recipients` are the countries of the parties, without those that have none.
    """

    event: str
    trigger: str | None
    at: int | None
    modes: frozenset[str] | None
    actors: frozenset[str] | None
    recipients: frozenset[str] | None
    status: str | None
    deed: bool | None
    author_vouches: bool | None
    debatable: bool


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text and all its events."""

    document: Document
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One text compared: events with the claims that match them, events and claims that stand for each other or alone."""

    record: GoldText
    coding: Coding
    matched: tuple[tuple[GoldEvent, Claim], ...]
    unmatched: tuple[tuple[GoldEvent | None, Claim | None], ...]
    debatable: tuple[GoldEvent, ...]


def read_gold(path: str, types: Mapping[str, EventType]) -> tuple[GoldText, ...]:
    """The labelled texts of a JSON Lines file. Raises InputError at the first line that is wrong, and says how to write it."""
    where = shown(path)
    if is_folder(path, where):
        raise InputError(where, "a folder", "name one JSON Lines file")
    found: dict[str, GoldText] = {}
    with open_file(path, where) as stream:
        for number, line in enumerate(Feed(stream, where, DEFAULTS.max_bytes).lines(), start=1):
            if line is None or line.strip(b"\xef\xbb\xbf \t\r\n"):
                record = _record(line, f"{where}:{number}", types)
                if record.document.key in found:
                    raise InputError(f"{where}:{number}", f"id {record.document.key!r} stands twice", "give every text an id of its own")
                found[record.document.key] = record
    if not found:
        raise InputError(where, "no labelled texts", _REMEDY)
    return tuple(found.values())


def _record(line: bytes | None, place: str, types: Mapping[str, EventType]) -> GoldText:
    if line is None:
        raise InputError(place, f"longer than {DEFAULTS.max_bytes:,} bytes", "split the text")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(place, f"not UTF-8 at byte {error.start + 1} of the line", "save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"not valid JSON: {error}", _REMEDY) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(place, "no object with a text", _REMEDY)
    if not isinstance(row.get("events"), list):
        raise InputError(place, "no list of events", 'write "events": [] for a text without one')
    key, day = row.get("id", place), row.get("published", row.get("date"))
    try:
        published = None if day in (None, "") else iso_date(str(day))
    except ValueError as error:
        raise InputError(place, f"date {error}", ALLOWED_DATES) from error
    document = build(place, str(key), row["text"], DEFAULTS, published=published)
    return GoldText(document, tuple(_event(e, f"{place}: event {n}", document.text, types) for n, e in enumerate(row["events"], start=1)))


def _event(row: Any, place: str, text: str, types: Mapping[str, EventType]) -> GoldEvent:
    kind = types.get(str(row.get("event"))) if isinstance(row, dict) else None
    if kind is None:
        raise InputError(place, f"no event type in {row!r:.60}", f"use one of {', '.join(types)}")

    def value(key: str, fits: Callable[[Any], bool], remedy: str) -> Any:
        given = row.get(key)
        if given is not None and not fits(given):
            raise InputError(place, f"{key}: {given!r:.60} is not allowed", remedy)
        return given

    trigger = value("trigger", lambda v: isinstance(v, str) and v.strip() != "" and v in text, "copy words of the text exactly, or leave the key out")
    modes = value("modes", lambda v: isinstance(v, list) and all(m in kind.modes for m in v), f"a list of {', '.join(kind.modes) or 'nothing'}")
    statuses = get_args(Status)
    return GoldEvent(
        event=kind.name,
        trigger=trigger,
        at=None if trigger is None else text.index(trigger),
        modes=None if modes is None else frozenset(modes),
        actors=_countries(value("actors", _are_parties, _PARTIES)),
        recipients=_countries(value("recipients", _are_parties, _PARTIES)),
        status=value("status", lambda v: v in statuses, f"use one of {', '.join(statuses)}"),
        deed=value("deed", lambda v: isinstance(v, bool), "write true or false"),
        author_vouches=value("author_vouches", lambda v: isinstance(v, bool), "write true or false"),
        debatable=value("sure", lambda v: v in (1, 2, 3) and not isinstance(v, bool), "write 1 (debatable), 2 or 3") == 1,
    )


_PARTIES = 'a list of {"text": "…", "country": "IRN"}; a country is a code of three capitals, null where there is none'


def _are_parties(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(p, dict) and (p.get("country") is None or (isinstance(p["country"], str) and bool(_COUNTRY.fullmatch(p["country"])))) for p in value
    )


def _countries(parties: list[dict[str, Any]] | None) -> frozenset[str] | None:
    """The countries of parties; None where one of them was not given any, not even null."""
    return None if parties is None or any("country" not in p for p in parties) else frozenset(p["country"] for p in parties if p["country"])


def evaluate(records: Iterable[GoldText], coder: Coder) -> Report:
    """Code the texts and compare the claims with the labels. A text that a stage fails on counts as one without claims."""
    failed: list[Quarantined] = []
    outcomes = [_compare(record, _coded(record.document, coder, failed)) for record in records]
    matched = [pair for o in outcomes for pair in o.matched]
    sure = [(g, c) for g, c in matched if not g.debatable]
    types, overall, macro = scores([_tally(o) for o in outcomes])
    pairs = Counter((g.event, c.event) for o in outcomes for g, c in o.unmatched if g and c)
    empty = [o for o in outcomes if not o.record.events]
    doubted = [c.factuality.author in _VOUCHED for g, c in sure if g.author_vouches is False]
    found = len(matched) - len(sure)
    return Report(
        texts=len(outcomes),
        failed=tuple(failed),
        debatable=share("debatable events found", found, found + sum(len(o.debatable) for o in outcomes)),
        types=types,
        overall=overall,
        macro_f1=macro,
        details=(
            share_right("actors' countries", (g.actors == {p.country for p in c.actors} - {None} for g, c in sure if g.actors is not None)),
            share_right("recipients' countries", (g.recipients == {p.country for p in c.recipients} - {None} for g, c in sure if g.recipients is not None)),
            share_right("modes", (g.modes == set(c.modes) for g, c in sure if g.modes is not None)),
            share_right("status", (g.status == c.status for g, c in sure if g.status is not None)),
            share_right("deed", (g.deed == c.deed for g, c in sure if g.deed is not None)),
            share_right("author_vouches", (g.author_vouches == (c.factuality.author in _VOUCHED) for g, c in sure if g.author_vouches is not None)),
        ),
        status_macro_f1=macro_f1((g.status, c.status) for g, c in sure if g.status is not None),
        false_facts=share_right("false facts", doubted),
        firing=share_right("texts without events that fire", (bool(o.coding.claims) for o in empty)),
        confusion=tuple(Confusion(g, c, n) for (g, c), n in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))),
        misses=tuple(_miss(o, g, c) for o in outcomes for g, c in o.unmatched),
    )


def _coded(document: Document, coder: Coder, failed: list[Quarantined]) -> Coding:
    try:
        return coder.code(document)
    except StageError as error:
        failed.append(Quarantined(document.key, error.what, error.remedy))
        return Coding(document)


def _compare(record: GoldText, coding: Coding) -> _Outcome:
    """Match a text's events and claims one to one by type, nearest first; then pair what is left in the same sentence."""
    gold, claims = record.events, coding.claims
    same = _nearest((_distance(g, c, coding), g.debatable, i, j) for i, g in enumerate(gold) for j, c in enumerate(claims) if g.event == c.event)
    missed = [i for i, g in enumerate(gold) if i not in same and not g.debatable]
    extra = [j for j in range(len(claims)) if j not in same.values()]
    beside = ((_distance(gold[i], claims[j], coding), False, i, j) for i in missed for j in extra if _sentence(gold[i], coding) in _sentences(claims[j]))
    instead = _nearest(beside)
    alone = [j for j in extra if j not in instead.values()]
    return _Outcome(
        record,
        coding,
        tuple((gold[i], claims[j]) for i, j in sorted(same.items())),
        (*((gold[i], claims[instead[i]] if i in instead else None) for i in missed), *((None, claims[j]) for j in alone)),
        tuple(g for i, g in enumerate(gold) if i not in same and g.debatable),
    )


def _nearest(candidates: Iterable[tuple[int, bool, int, int]]) -> dict[int, int]:
    """Event to claim, one to one: the nearest pair first, an undebated event before a debatable one, then as they stand."""
    out: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in out and j not in out.values():
            out[i] = j
    return out


def _distance(gold: GoldEvent, claim: Claim, coding: Coding) -> int:
    """Characters between the triggers; farther than anything where the event has none."""
    places = (claim.trigger.span, *(e.span for e in claim.also))
    return len(coding.document.text) if gold.at is None else min(abs(gold.at - span.start) for span in places)


def _sentence(gold: GoldEvent, coding: Coding) -> int | None:
    """The sentence an event stands in; the only one where it has no trigger."""
    if gold.at is None:
        return 0 if len(coding.sentences) == 1 else None
    return next((s.index for s in coding.sentences if s.span.start <= gold.at < s.span.end), None)


def _sentences(claim: Claim) -> set[int]:
    return {claim.sentence, *(e.sentence for e in claim.also)}


def _tally(outcome: _Outcome) -> dict[str, tuple[int, int, int]]:
    """What counts for and against: everything but debatable events and the claims that match them."""
    sure = [g.event for g, _ in outcome.matched if not g.debatable]
    right, gold, coded = Counter(sure), Counter(sure), Counter(sure)
    gold.update(g.event for g, _ in outcome.unmatched if g)
    coded.update(c.event for _, c in outcome.unmatched if c)
    return {event: (gold[event], coded[event], right[event]) for event in {*gold, *coded}}


def _miss(outcome: _Outcome, gold: GoldEvent | None, claim: Claim | None) -> Miss:
    coding = outcome.coding
    sentence = _sentence(gold, coding) if gold else claim.sentence if claim else None
    span = next((s.span for s in coding.sentences if s.index == sentence), Span(0, len(coding.document.text)))
    return Miss(
        document=coding.document.key,
        text=span.of(coding.document.text),
        gold=gold.event if gold else None,
        gold_trigger=gold.trigger if gold else None,
        coded=" ".join((claim.event, *claim.modes)) if claim else None,
        coded_trigger=claim.trigger.text if claim else None,
        rules=tuple(w.rule for w in claim.why) if claim else (),
        passed_over=tuple(_tried(coding.skipped, sentence)) if gold else (),
    )


def _tried(skipped: Sequence[Skip], sentence: int | None) -> Iterator[Skip]:
    """The triggers passed over in a sentence (None = anywhere), or else why nothing was tried there."""
    triggers = [s for s in skipped if s.what == "trigger" and sentence in (None, s.sentence)]
    yield from triggers or (s for s in skipped if s.what == "document" or (s.what == "sentence" and sentence in (None, s.sentence)))
