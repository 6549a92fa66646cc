"""A user's own labelled texts, as `sayso eval` reads them. The format is told in docs/data.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.errors import InputError
from sayso.model.claim import Basis, Polarity, Realis, Status, Value
from sayso.model.statement import SourceKind, Stance, StatementKind
from sayso.model.text import Document, Span
from sayso.ontology.events import EventType
from sayso.readers.dates import ALLOWED_DATES, iso_date
from sayso.readers.document import build, check
from sayso.readers.files import is_folder, open_file, shown
from sayso.readers.options import DEFAULTS
from sayso.readers.stream import Stream
from sayso.run.gold_circumstances import KEYS, GoldCircumstances, read_circumstances
from sayso.run.labels import Labels, is_country

_REMEDY = 'write one JSON object a line: {"text": "…", "events": [{"event": "…", "trigger": "…"}]}'
_PARTIES = 'a list of {"text": "…", "country": "IRN"}; a country is a code of three capitals, null where there is none'
_FACTUALITY = '{"source": "CT+", "author": "Uu"}'
_CONTENT = '{"event": "…", "status": "…"}, or null where it is about no act'


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event somebody labelled. Whatever is None was not labelled and is not scored, but for `basis`, `content`, `condition`
    and `source`: None of those is an answer, "none", where `given` has the key.

    `within` is the sentence it stands in, `at` where the trigger first stands there. `actors` and `recipients` are the
    countries of the parties, without those that have none. `content` is event type and status; `source` the words of the
    innermost source, `links` how many sources the chain has, `denies` the number of another event of the text.
    """

    event: str
    trigger: str | None
    within: Span | None
    at: int | None
    modes: frozenset[str] | None
    actors: frozenset[str] | None
    recipients: frozenset[str] | None
    status: str | None
    polarity: str | None
    realis: str | None
    background: bool | None
    basis: str | None
    source_factuality: str | None
    author_factuality: str | None
    deed: bool | None
    author_vouches: bool | None
    content: tuple[str, str] | None
    condition: str | None
    source: str | None
    links: int | None
    denies: int | None
    debatable: bool
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement somebody labelled, from the first word said to the last. `kind` and `stance` are None where not labelled;
    None of `speaker` (the words and the name) and `country` means "none" where `given` has the key."""

    content: Span
    kind: str | None
    stance: str | None
    speaker: str | None
    country: str | None
    debatable: bool
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text, all its events, all its statements, and its times, places and figures; None where those were not labelled."""

    document: Document
    events: tuple[GoldEvent, ...] | None
    statements: tuple[GoldStatement, ...] | None
    circumstances: GoldCircumstances


def read_gold(path: str, types: Mapping[str, EventType]) -> tuple[GoldText, ...]:
    """The labelled texts of a JSON Lines file. Raises InputError at the first line that is wrong, and says how to write it."""
    where = shown(path)
    if is_folder(path, where):
        raise InputError(where, "a folder", "name one JSON Lines file")
    found: dict[str, GoldText] = {}
    with open_file(path, where) as stream:
        for number, line in enumerate(Stream(stream, where, DEFAULTS.max_bytes).lines(), start=1):
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
    if not isinstance(row.get("events"), list) and ("events" in row or not any(key in row for key in KEYS)):
        raise InputError(place, "no list of events", 'write "events": [] for a text without one')
    labels = Labels(place, row)
    key, day = row.get("id"), row.get("published", row.get("date"))
    try:
        published = None if day in (None, "") else iso_date(str(day))
    except ValueError as error:
        raise InputError(place, f"date {error}", ALLOWED_DATES) from error
    name = place if key in (None, "") else str(key)
    document = build(place, name, row["text"], DEFAULTS, published=published, title=_string(labels, "title"), outlet=_string(labels, "outlet"))
    sentences = _sentences(labels, document.text)
    said = labels.value("statements", lambda v: isinstance(v, list) and all(isinstance(s, dict) for s in v), 'write a list of {"sentence": 0, …}')
    events = row.get("events")
    return GoldText(
        document,
        None
        if events is None
        else tuple(_event(e, f"{place}: event {n}", document.text, types, sentences, len(events)) for n, e in enumerate(events, start=1)),
        None
        if said is None
        else tuple(_statement(Labels(f"{place}: statement {n}", s), document.text, sentences, len(said)) for n, s in enumerate(said, start=1)),
        read_circumstances(labels, document.text),
    )


def _string(labels: Labels, key: str) -> str | None:
    given = labels.value(key, lambda v: isinstance(v, str), "write a string, or leave the key out")
    if given is None or not given.strip():
        return None
    check(labels.place, key, given)
    return str(given)


def _sentences(labels: Labels, text: str) -> tuple[Span, ...]:
    """Where the sentences stand, each looked for behind the one before it; () where none are given."""
    found: list[Span] = []
    for number, sentence in enumerate(labels.list_of_words("sentences") or ()):
        start = text.find(sentence, found[-1].end if found else 0)
        if start < 0:
            what = f"sentences: number {number}, {sentence!r:.60}, does not stand in the text behind the one before it"
            raise InputError(labels.place, what, "copy the sentences of the text exactly, in their order")
        found.append(Span(start, start + len(sentence)))
    return tuple(found)


def _event(row: Any, place: str, text: str, types: Mapping[str, EventType], sentences: Sequence[Span], events: int) -> GoldEvent:
    kind = types.get(str(row.get("event"))) if isinstance(row, dict) else None
    if kind is None:
        raise InputError(place, f"no event type in {row!r:.60}", f"use one of {', '.join(types)}")
    labels = Labels(place, row)
    number = labels.number("sentence", len(sentences), "sentences")
    within = None if number is None else sentences[number]
    trigger = labels.copied("trigger", text, within or Span(0, len(text)))
    known = ", ".join(kind.modes) or "nothing, for this type has none"
    modes = labels.value("modes", lambda v: isinstance(v, list) and all(isinstance(m, str) and m in kind.modes for m in v), f"write a list of {known}")
    source, author = _factuality(labels)
    chain = labels.list_of_words("chain")
    innermost = labels.words("source") if chain is None else next(iter(chain), None)
    return GoldEvent(
        event=kind.name,
        trigger=trigger,
        within=within,
        at=None if trigger is None else text.index(trigger, within.start if within else 0),
        modes=None if modes is None else frozenset(modes),
        actors=_countries(labels.value("actors", _are_parties, _PARTIES)),
        recipients=_countries(labels.value("recipients", _are_parties, _PARTIES)),
        status=labels.one_of("status", Status),
        polarity=labels.one_of("polarity", Polarity),
        realis=labels.one_of("realis", Realis),
        background=labels.flag("background"),
        basis=labels.one_of("basis", Basis),
        source_factuality=source,
        author_factuality=author,
        deed=labels.flag("deed"),
        author_vouches=labels.flag("author_vouches"),
        content=_content(labels, types),
        condition=labels.words("condition"),
        source=innermost,
        links=None if chain is None else len(chain),
        denies=labels.number("denies", events, "events"),
        debatable=labels.debatable(),
        given=frozenset(key for key in ("basis", "content", "condition", "source") if labels.has(key)) | ({"source"} if chain is not None else frozenset()),
    )


def _statement(labels: Labels, text: str, sentences: Sequence[Span], statements: int) -> GoldStatement:
    labels.needs("sentence", "start", "end")
    first = labels.number("sentence", len(sentences), "sentences") or 0
    last = labels.number("end_sentence", len(sentences), "sentences")
    ends_in = sentences[first if last is None else last]
    start, end = labels.copied("start", text, sentences[first]) or "", labels.copied("end", text, ends_in) or ""
    content = Span(text.index(start, sentences[first].start), text.rindex(end, 0, ends_in.end) + len(end))
    if content.end < content.start + len(start):
        raise InputError(
            labels.place, f"it ends with {end!r:.60} before {start!r:.60} is over", "copy the first words of what is said as start, the last as end"
        )
    labels.one_of("source_kind", SourceKind)
    labels.words("cue")
    labels.number("inside", statements, "statements")
    return GoldStatement(
        content=content,
        kind=labels.one_of("kind", StatementKind),
        stance=labels.one_of("stance", Stance),
        speaker=" ".join(filter(None, (labels.words("speaker"), labels.words("name")))) or None,
        country=labels.value("country", is_country, "write a code of three capitals, or null where there is none"),
        debatable=labels.debatable(),
        given=frozenset(key for key in ("speaker", "country") if labels.has(key)),
    )


def _factuality(labels: Labels) -> tuple[str | None, str | None]:
    """For the innermost source and for the author."""
    part = labels.part("factuality", _FACTUALITY)
    return (None, None) if part is None else (part.one_of("source", Value), part.one_of("author", Value))


def _content(labels: Labels, types: Mapping[str, EventType]) -> tuple[str, str] | None:
    part = labels.part("content", _CONTENT)
    if part is None:
        return None
    part.needs("event", "status")
    _factuality(part)
    return part.value("event", lambda v: isinstance(v, str) and v in types, f"use one of {', '.join(types)}"), part.one_of("status", Status)


def _are_parties(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(p, dict) and (p.get("country") is None or is_country(p["country"])) for p in value)


def _countries(parties: list[dict[str, Any]] | None) -> frozenset[str] | None:
    """The countries of parties; None where one of them was not given any, not even null."""
    return None if parties is None or any("country" not in p for p in parties) else frozenset(p["country"] for p in parties if p["country"])
