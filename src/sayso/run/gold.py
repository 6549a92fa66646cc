"""A user's own labelled texts, as `sayso eval` reads them. The format is told in docs/data.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sayso.errors import InputError
from sayso.model.claim import Status
from sayso.model.text import Document
from sayso.ontology.events import EventType
from sayso.readers.dates import ALLOWED_DATES, iso_date
from sayso.readers.document import build
from sayso.readers.feed import Feed
from sayso.readers.files import is_folder, open_file, shown
from sayso.readers.options import DEFAULTS

_REMEDY = 'write one JSON object a line: {"text": "…", "events": [{"event": "…", "trigger": "…"}]}'
_PARTIES = 'a list of {"text": "…", "country": "IRN"}; a country is a code of three capitals, null where there is none'
_COUNTRY = re.compile("[A-Z]{3}")


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
    key, day = row.get("id"), row.get("published", row.get("date"))
    try:
        published = None if day in (None, "") else iso_date(str(day))
    except ValueError as error:
        raise InputError(place, f"date {error}", ALLOWED_DATES) from error
    document = build(place, place if key in (None, "") else str(key), row["text"], DEFAULTS, published=published)
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
    known = ", ".join(kind.modes) or "nothing, for this type has none"
    modes = value("modes", lambda v: isinstance(v, list) and all(isinstance(m, str) and m in kind.modes for m in v), f"write a list of {known}")
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


def _are_parties(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(p, dict) and (p.get("country") is None or (isinstance(p["country"], str) and bool(_COUNTRY.fullmatch(p["country"])))) for p in value
    )


def _countries(parties: list[dict[str, Any]] | None) -> frozenset[str] | None:
    """The countries of parties; None where one of them was not given any, not even null."""
    return None if parties is None or any("country" not in p for p in parties) else frozenset(p["country"] for p in parties if p["country"])
