"""Corrections by people: made, signed, kept for ever, and carried out at once or by whoever owns the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import get_args

from sayso.errors import InUse, SettingsError, StoreError
from sayso.model.claim import Claim, Place, Status, Time
from sayso.model.event import Correction, Event
from sayso.model.ids import digest
from sayso.model.telling import Bond
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.run.amended import ACCEPT, REJECT, AmendedOwner, open_amended
from sayso.run.resolving import resolve_around
from sayso.store import Reader, open_reader, submit

MERGE, SPLIT = "merge", "split"
STATUS = "status"
FIELDS = ("event", STATUS, "time", "place")
"""Fields whose right value can be noted; it stands beside the coder's and changes no event."""
LONGEST = 200
"""Characters of a corrected value."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who corrects, when (ISO 8601, given by the caller) and why."""

    by: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made. `holder` says who owns the store where it was left in the inbox, None where it was carried out. `before` are the
    events its claims were of; `after` those that these and all other claims of them are of now."""

    correction: Correction
    holder: str | None
    before: tuple[Event, ...]
    after: tuple[Event, ...]


Make = Callable[[Reader], Correction]


def put(path: Path, command: str, make: Make, ontology: Ontology, outlets: Mapping[str, Outlet]) -> Corrected:
    """Makes a correction from what the store says, and carries it out; where another process owns the store, leaves it in the inbox.

    Raises StoreError or SettingsError where it cannot be made.
    """
    if not path.exists():
        open_reader(path).close()  # says that there is no store
    try:
        owner = open_amended(path, command, ontology.resolving)
    except InUse as error:
        with open_reader(path) as reader:
            correction = make(reader)
            before = reader.events_of(correction.claims)
        submit(path.resolve(), correction)
        return Corrected(correction, error.holder, before, ())
    with owner:
        carry_out(owner, ontology, outlets)
        correction = make(owner)
        before = owner.events_of(correction.claims)
        owner.correct(correction)
        carry_out(owner, ontology, outlets)
        return Corrected(correction, None, before, owner.events_of({*correction.claims, *(m.claim for e in before for m in e.members)}))


def carry_out(owner: AmendedOwner, ontology: Ontology, outlets: Mapping[str, Outlet]) -> tuple[Correction, ...]:
    """Carries out the corrections that wait, those of the inbox too, in one transaction; which they were."""
    if not owner.waiting():
        return ()
    with owner.batch():
        waiting = owner.waiting()
        for correction in waiting:
            _carry_out(owner, correction, ontology, outlets)
        owner.carry_out([c.id for c in waiting])
    return waiting


def _carry_out(owner: AmendedOwner, correction: Correction, ontology: Ontology, outlets: Mapping[str, Outlet]) -> None:
    if correction.field not in (MERGE, SPLIT, REJECT, ACCEPT):
        return
    before = owner.events_of(correction.claims)
    claims = {m.claim for e in before for m in e.members} | {*correction.claims}
    if correction.field == MERGE:
        owner.bind(_together(owner, correction.claims, before))
    elif correction.field == SPLIT:
        owner.bind(_apart(correction.claims, before))
    documents = {c.document.id for c in owner.claims(claims).values()}
    tellings = owner.connect(documents)
    owner.write_events([e.id for e in before], ())
    owner.regroup(owner.emptied() & {*tellings}, {})
    resolve_around(owner, tellings, ontology, outlets)


def _together(reader: Reader, claims: Sequence[str], events: Collection[Event]) -> Iterator[Bond]:
    """One claim of each event bound to that of the next; what had been set apart between these events no longer is."""
    of = {m.claim: e.id for e in events for m in e.members}
    for bond in reader.bonds():
        if not bond.same and bond.one in of and bond.other in of:
            yield Bond(bond.one, bond.other, True)
    for one, other in pairwise(claims):
        yield Bond(one, other, True)


def _apart(leaving: Sequence[str], events: Collection[Event]) -> Iterator[Bond]:
    """Each leaving claim apart from all that stay, and the leaving ones bound together."""
    staying = [m.claim for e in events for m in e.members if m.claim not in leaving]
    for one, other in product(leaving, staying):
        yield Bond(one, other, False)
    for one, other in pairwise(leaving):
        yield Bond(one, other, True)


def merging(events: Sequence[str], signed: Signed, speech: Collection[str]) -> Make:
    """A correction: these events (ids or their beginnings) are one. `speech` are the types of acts of speech, which never join with deeds."""

    def make(reader: Reader) -> Correction:
        found = tuple({e.id: e for e in (event_of(reader, name) for name in events)}.values())
        if len(found) < 2:
            raise SettingsError(
                "these are one event already" if len(events) > 1 else "one event cannot be merged", "name two events or more; list them with: sayso events"
            )
        if len({e.type in speech for e in found}) > 1:
            raise SettingsError("an act of speech and a deed are never one event", "merge deeds with deeds, and words with words")
        ids = [e.id for e in found]
        return _correction(ids[0], MERGE, None, " ".join(ids), signed, [_named_after(e) for e in found])

    return make


def splitting(event: str, claims: Sequence[str], signed: Signed) -> Make:
    """A correction: these claims (ids or their beginnings) are not of this event, but of one of their own."""

    def make(reader: Reader) -> Correction:
        found = event_of(reader, event)
        members = [m.claim for m in found.members]
        leaving = tuple(dict.fromkeys(_member(members, name, found.id) for name in claims))
        if not leaving or len(leaving) == len(members):
            raise SettingsError(
                f"all {len(members)} claims of {found.id} would leave it" if leaving else "no claim is named", "name those that leave; at least one must stay"
            )
        return _correction(found.id, SPLIT, found.id, None, signed, leaving)

    return make


def correcting(target: str, field: str, value: str | None, signed: Signed, types: Collection[str]) -> Make:
    """A correction of a claim, or of an event and all its claims: `reject`, `accept`, or the right value of one of FIELDS. `types` are the event types.

    Raises SettingsError for a field or a value that is not allowed.
    """
    new = _checked(field, value, types)

    def make(reader: Reader) -> Correction:
        found = target_of(reader, target)
        if isinstance(found, Event):
            if field == STATUS:
                raise SettingsError("an event's status follows from its accounts", "correct the status of a claim, or reject claims")
            return _correction(found.id, field, _told(found.type, found.time, found.place, field), new, signed, [m.claim for m in found.members])
        if isinstance(found, Correction):
            if field != ACCEPT:
                raise SettingsError(
                    f"{found.target} was rejected on {found.at[:10]} by {found.by}", f"take it back first: sayso correct {found.target} {ACCEPT}"
                )
            return _correction(found.target, field, None, new, signed, found.claims)
        old = found.status if field == STATUS else _told(found.event, found.time, found.place, field)
        return _correction(found.id, field, old, new, signed, [found.id])

    return make


def target_of(reader: Reader, name: str) -> Event | Claim | Correction:
    """What a person means by an id or its beginning: an event, a claim, or an event that is gone since it was rejected (that correction).

    Raises StoreError where nothing or more than one thing begins so.
    """
    event = reader.event(name)
    if event is not None and event.id.startswith(name) and not any(m.claim.startswith(name) for m in event.members):
        return event
    claim = reader.find_claim(name)
    if claim is not None:
        return claim
    gone = [c for c in reader.corrections() if c.field == REJECT and name and c.target.startswith(name)]
    if not gone:
        raise StoreError(
            f'no event and no claim has an id that begins with "{name}"', "list events with: sayso events; their claims with: sayso show EVENT --claims"
        )
    return gone[-1]


def event_of(reader: Reader, name: str) -> Event:
    """The event of this id or its beginning, or of this claim. Raises StoreError where there is none, or several."""
    found = reader.event(name)
    if found is None:
        raise StoreError(f'no event has an id that begins with "{name}"', "list them with: sayso events")
    return found


def _member(members: Sequence[str], name: str, event: str) -> str:
    found = [c for c in members if name and c.startswith(name)]
    if len(found) != 1:
        what = f"several claims of {event} begin with" if found else f"no claim of {event} begins with"
        raise SettingsError(f'{what} "{name}"', f"list them with: sayso show {event} --claims")
    return found[0]


def _named_after(event: Event) -> str:
    """The claim an event is named after, where it still is a member; else its first."""
    return next((m.claim for m in event.members if event.id.endswith(m.claim)), event.members[0].claim)


def _told(type: str, time: Time | None, place: Place | None, field: str) -> str | None:
    """The value a field has now, in words."""
    if field == "event":
        return type
    if field == "place":
        return place.name if place else None
    return f"{time.start or '..'}/{time.end or '..'}" if time and field == "time" and (time.start or time.end) else None


def _checked(field: str, value: str | None, types: Collection[str]) -> str | None:
    """The new value as it is stored. Raises SettingsError."""
    if field in (REJECT, ACCEPT):
        if value is not None:
            raise SettingsError(f"{field} takes no value", "say why with --reason")
        return None
    if field not in FIELDS:
        raise SettingsError(f"no field {field!r} can be corrected", f"use one of {', '.join((REJECT, ACCEPT, *FIELDS))}")
    text = " ".join((value or "").split())
    if not text or len(text) > LONGEST:
        raise SettingsError(f"{field} needs a value of up to {LONGEST} characters", f"as in: sayso correct ID {field} VALUE")
    if field == "event":
        return _one_of(text.upper(), types, "event type")
    if field == STATUS:
        return _one_of(text.lower(), get_args(Status), "status")
    return _days(text) if field == "time" else text


def _one_of(value: str, allowed: Collection[str], what: str) -> str:
    if value not in allowed:
        raise SettingsError(f"no {what} {value!r}", f"use one of {', '.join(allowed)}")
    return value


def _days(text: str) -> str:
    try:
        days = [date.fromisoformat(part).isoformat() for part in text.split("/")]
    except ValueError:
        days = []
    if not 1 <= len(days) <= 2 or days != sorted(days):
        raise SettingsError(f"{text!r} is no day and no time from one day to another", "write YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD")
    return "/".join(days)


def _correction(target: str, field: str, old: str | None, new: str | None, signed: Signed, claims: Collection[str]) -> Correction:
    named = digest(target, field, new, signed.by, signed.at, signed.reason, *claims)
    return Correction(named, target, field, old, new, signed.by, signed.at, signed.reason, tuple(claims))


def corrected(corrections: Sequence[Correction], target: str) -> dict[str, str]:
    """The right values people gave for the fields of a claim or an event: of each field the last."""
    return {c.field: c.new for c in corrections if c.target == target and c.field in FIELDS and c.new is not None}
