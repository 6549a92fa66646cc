"""Who says what of an event: its claims and figures grouped by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.model.claim import Place, Time
from sayso.model.event import Account, Count, Says
from sayso.model.telling import Telling, Told
from sayso.ontology.resolving import Resolving
from sayso.resolve.days import STATED
from sayso.resolve.parties import keys_of
from sayso.resolve.sides import Press, Voice, voice_of


@dataclass(frozen=True, slots=True)
class Word:
    """One thing told of an event by one voice: a claim (`told`), or only figures (`told` None)."""

    voice: Voice
    telling: Telling
    told: Told | None
    counts: tuple[Count, ...]


def words_on(tellings: Sequence[Telling], press: Press, rules: Resolving) -> tuple[Word, ...]:
    """Everything the tellings of an event say, each with the voice behind it, in order of publication."""
    parties = parties_of(tellings)
    return tuple(_words(sorted(tellings, key=lambda t: (t.published or "9999", t.document, t.id)), parties, press, rules))


def parties_of(tellings: Sequence[Telling]) -> frozenset[str]:
    """Keys of all who are told to take part, also by those who deny it."""
    return frozenset(k for t in tellings for told in t.told for k in (*keys_of(told.actors), *keys_of(told.recipients)))


def _words(tellings: Sequence[Telling], parties: frozenset[str], press: Press, rules: Resolving) -> Iterator[Word]:
    for telling in tellings:
        for told in telling.told:
            yield Word(voice_of(told.sources, telling, parties, press, rules), telling, told, told.counts)
        for tally in telling.tallies:
            yield Word(voice_of(tally.sources, telling, parties, press, rules), telling, None, (tally.count,))


def accounts(event: str, words: Sequence[Word]) -> tuple[Account, ...]:
    """One account a source, those of parties first, then by side and name."""
    by: dict[tuple[str, str], list[Word]] = {}
    for word in words:
        by.setdefault((word.voice.side, word.voice.key), []).append(word)
    found = [_account(event, group) for group in by.values()]
    return tuple(sorted(found, key=lambda a: (not a.party, a.side, a.source, a.claims)))


def _account(event: str, words: Sequence[Word]) -> Account:
    voice = words[0].voice
    told = [w.told for w in words if w.told is not None]
    days = sorted({w.telling.published for w in words if w.telling.published is not None})
    return Account(
        event=event,
        side=voice.side,
        source=Counter(w.voice.name for w in words).most_common(1)[0][0],
        kind=voice.kind,
        party=voice.party,
        says=says_of(told),
        outlets=tuple(sorted({w.voice.outlet for w in words})),
        origins=tuple(sorted({w.voice.origin for w in words})),
        claims=tuple(dict.fromkeys(t.claim for t in told)),
        counts=tuple(dict.fromkeys(c for w in words for c in w.counts)),
        actors=_actors(told),
        time=_time(told),
        place=_place(told),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def says_of(told: Sequence[Told]) -> Says:
    """Done where any claim says so and none of the act itself is denied; a denial of harm ("nobody was killed") denies no act."""
    if any(t.says == "denied" and not t.harm for t in told):
        return "denied"
    return "done" if not told or any(t.says == "done" for t in told) else "open"


def _actors(told: Sequence[Told]) -> tuple[str, ...]:
    return tuple(sorted({k for t in told if t.says == "done" for k in keys_of(t.actors) if not k.startswith("?")}))


def _time(told: Sequence[Told]) -> Time | None:
    """The most exact stated time, the first of equals."""
    times = [t.time for t in told if t.time is not None and t.time.basis in STATED and t.time.start is not None]
    return min(times, key=lambda t: t.precision if t.precision is not None else 9, default=None)


def _place(told: Sequence[Told]) -> Place | None:
    places = [t.place for t in told if t.place is not None]
    return min(places, key=lambda p: p.precision if p.precision is not None else 9, default=None)
