"""Corrections by people: made, signed, kept for ever, and carried out at once or by whoever owns the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InUse, SettingsError, StoreError
from sayso.model.claim import Claim
from sayso.model.event import Correction, Event
from sayso.model.ids import digest
from sayso.ontology.actors import Outlet
from sayso.ontology.events import EventType
from sayso.ontology.load import Ontology
from sayso.run.amended import ACCEPT, MERGE, REJECT, SPLIT, UNDO, AmendedOwner, amendments, open_amended, standing, undone
from sayso.run.carrying import carry
from sayso.run.correction_values import FIELDS, STATUS, checked, told
from sayso.run.verdicts import corrections_of
from sayso.store import Reader, open_reader, submit
from sayso.store.inbox import pending

VERDICTS = (REJECT, ACCEPT, UNDO)
"""What decides whether claims count."""


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
            correction = leave(reader, make)
            return Corrected(correction, error.holder, reader.events_of(correction.claims), ())
    with owner:
        carry_out(owner, ontology, outlets)
        correction = make(owner)
        before = owner.events_of(correction.claims)
        owner.correct(correction)
        carry_out(owner, ontology, outlets)
        return Corrected(correction, None, before, owner.events_of({*correction.claims, *(m.claim for e in before for m in e.members)}))


def leave(reader: Reader, make: Make) -> Correction:
    """Makes a correction from what a snapshot says, and leaves it in the store's inbox, for whoever writes next or `settle`.

    Raises StoreError or SettingsError where it cannot be made.
    """
    correction = make(reader)
    submit(reader.path.resolve(), correction)
    return correction


def settle(path: Path, command: str, ontology: Ontology, outlets: Mapping[str, Outlet]) -> tuple[Correction, ...] | None:
    """Carries out the corrections that wait and publishes, where nobody owns the store; which they were. None: somebody owns it, and will carry them out.

    Where nothing waits the store is not opened for writing. While this runs (most of it is the copying of the file) other writers are refused, as
    by any writer. Raises StoreError.
    """
    with open_reader(path) as reader:
        if not pending(path) and not reader.waiting():
            return ()
    try:
        owner = open_amended(path, command, ontology.resolving)
    except InUse:
        return None
    with owner:
        return carry_out(owner, ontology, outlets)


def carry_out(owner: AmendedOwner, ontology: Ontology, outlets: Mapping[str, Outlet]) -> tuple[Correction, ...]:
    """Carries out the corrections that wait, those of the inbox too, in one transaction; which they were."""
    if not owner.waiting():
        return ()
    with owner.batch():
        waiting = owner.waiting()
        turned = _turned(owner, waiting)
        for correction in waiting:
            if correction.field in (MERGE, SPLIT) or (correction.field in VERDICTS and not turned.isdisjoint(correction.claims)):
                carry(owner, correction, ontology, outlets)
        owner.carry_out([c.id for c in waiting])
    return waiting


def _turned(owner: AmendedOwner, waiting: Collection[Correction]) -> frozenset[str]:
    """Claims that count now and did not before, or the other way round. Accepting what counts turns nothing, and is most of a review."""
    ids = {c.id for c in waiting}
    corrections = owner.corrections()
    return amendments(corrections, ()).rejected ^ amendments((c for c in corrections if c.id not in ids), ()).rejected


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


def correcting(target: str, field: str, value: str | None, signed: Signed, types: Mapping[str, EventType], codes: Collection[str] = ()) -> Make:
    """A correction of a claim, or of an event and all its claims: `reject`, `accept`, or the right value of one of FIELDS; or `undo` of the correction
    `target`. `types` are the event types, `codes` those a participant may have (`codes_of`; empty: only their form is checked).

    Raises SettingsError for a field or a value that is not allowed.
    """
    new = _checked(field, value, types, codes)
    if field == UNDO:
        return undoing(target, signed)

    def make(reader: Reader) -> Correction:
        found = target_of(reader, target)
        if isinstance(found, Event):
            if field == STATUS:
                raise SettingsError("an event's status follows from its accounts", "correct the status of a claim, or reject claims")
            return _correction(found.id, field, _old(found, field), new, signed, [m.claim for m in found.members])
        if isinstance(found, Correction):
            if field != ACCEPT:
                raise SettingsError(
                    f"{found.target} was rejected on {found.at[:10]} by {found.by}", f"take it back first: sayso correct {found.target} {ACCEPT}"
                )
            return _correction(found.target, field, None, new, signed, found.claims)
        return _correction(found.id, field, _old(found, field), new, signed, [found.id])

    return make


def undoing(name: str, signed: Signed) -> Make:
    """A correction: that one (its id or the beginning) was never made; it may still wait in the inbox. What is undone stays on record, and an undoing
    can be undone. A merge or a split is refused with SettingsError: those are taken back by each other."""

    def make(reader: Reader) -> Correction:
        known = corrections_of(reader)
        found = [c for c in known if name and c.id.startswith(name)]
        if len(found) != 1:
            what = "several corrections have ids that begin" if found else "no correction has an id that begins"
            raise StoreError(f'{what} with "{name}"', "sayso show EVENT --format jsonl gives the ids of an event's corrections")
        (wrong,) = found
        if wrong.field in (MERGE, SPLIT):
            other = "split off what does not belong: sayso split" if wrong.field == MERGE else "merge the events: sayso merge"
            raise SettingsError(f"a {wrong.field} cannot be undone", other)
        if wrong.id in undone(known):
            raise SettingsError(f"the correction {wrong.id} was undone already", "undo that undoing to have it back")
        return _correction(wrong.target, UNDO, None, wrong.id, signed, wrong.claims)

    return make


def target_of(reader: Reader, name: str) -> Event | Claim | Correction:
    """What a person means by an id or its beginning: an event, a claim, or an event that is gone since it was rejected (that correction).

    Raises StoreError where nothing or more than one thing begins so.
    """
    exact = reader.claims([name]).get(name)
    if exact is not None:
        return exact
    event = reader.event(name)
    if event is not None and event.id.startswith(name) and not any(m.claim.startswith(name) for m in event.members):
        return event
    claim = reader.find_claim(name)
    if claim is not None:
        return claim
    gone = [c for c in standing(reader.corrections()) if c.field == REJECT and name and c.target.startswith(name)]
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


def _old(of: Claim | Event, field: str) -> str | None:
    """The coder's value, where the field has one."""
    return told(of, field) if field in FIELDS else None


def _checked(field: str, value: str | None, types: Mapping[str, EventType], codes: Collection[str]) -> str | None:
    """The new value as it is stored. Raises SettingsError."""
    if field in VERDICTS:
        if value is not None:
            raise SettingsError(f"{field} takes no value", "say why with --reason")
        return None
    if field not in FIELDS:
        raise SettingsError(f"no field {field!r} can be corrected", f"use one of {', '.join((*VERDICTS, *FIELDS))}")
    return checked(field, value, types, codes)


def _correction(target: str, field: str, old: str | None, new: str | None, signed: Signed, claims: Collection[str]) -> Correction:
    named = digest(target, field, new, signed.by, signed.at, signed.reason, *claims)
    return Correction(named, target, field, old, new, signed.by, signed.at, signed.reason, tuple(claims))


def corrected(corrections: Sequence[Correction], target: str) -> dict[str, str]:
    """The right values people gave for the fields of a claim or an event: of each field the last that was not undone."""
    return all_corrected([c for c in corrections if c.target == target]).get(target, {})  # an undoing has the target of what it undoes


def all_corrected(corrections: Sequence[Correction]) -> dict[str, dict[str, str]]:
    """The same of every claim and event, by its id."""
    found: dict[str, dict[str, str]] = {}
    for c in standing(corrections):
        if c.field in FIELDS and c.new is not None:
            found.setdefault(c.target, {})[c.field] = c.new
    return found
