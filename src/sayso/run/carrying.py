"""Carrying out one correction: what it says of pairs of claims, and the events around its claims made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise, product

from sayso.model.event import Correction, Event
from sayso.model.telling import Bond
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.run.amended import MERGE, SPLIT, AmendedOwner
from sayso.run.resolving import resolve_around
from sayso.store import Reader


def carry(owner: AmendedOwner, correction: Correction, ontology: Ontology, outlets: Mapping[str, Outlet]) -> None:
    """Binds or parts the claims of a merge or a split, and makes the events around the claims of any correction anew. To be called inside a batch."""
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
