"""`watch`: feeds, asked again and again; what is new in them goes into the store. An item counts as seen only once it is there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

from sayso.errors import InputError, InUse
from sayso.model.ids import digest
from sayso.ontology.actors import Outlet
from sayso.readers import Quarantined, Unit
from sayso.readers.feeds.channel import channel
from sayso.readers.feeds.item import Channel, Item, item_unit
from sayso.readers.web.fetch import Fetcher
from sayso.readers.web.wire import Answer, Failed
from sayso.run.adding import Added
from sayso.run.watching_state import FeedState, Memory
from sayso.run.watching_stop import Stop

DAY = 86_400
AT_ONCE = 10
"""Reports that are coded and stored together: what a first Ctrl-C waits for."""
MOST = 200
"""New items of one feed a round; the rest waits for the next."""
TRIES = 3
"""Rounds in which the page of an item is asked for, before its summary must do."""
AHEAD = 2
"""Days from now that an item's date may lie ahead: time zones, and papers of tomorrow."""

Put = Callable[[Sequence[Unit | Quarantined]], Added]


@dataclass(slots=True)
class Round:
    """What a round did, or several: feeds asked, those of them that were as before (304), that failed, and those whose time had not come; items they
    list, how many of these were taken in, and what came of them."""

    feeds: int = 0
    same: int = 0
    failed: int = 0
    waiting: int = 0
    items: int = 0
    new: int = 0
    known: int = 0
    claims: int = 0
    quarantined: int = 0

    def __str__(self) -> str:
        parts = [_n(self.feeds, "feed"), _n(self.items, "item"), f"{self.new} new", _n(self.claims, "claim")]
        parts += [f"{self.known} known already"] if self.known else []
        parts += [f"{self.quarantined} quarantined"] if self.quarantined else []
        parts += [f"{_n(self.waiting, 'feed')} waiting"] if self.waiting else []
        return ", ".join(parts + ([f"{_n(self.failed, 'feed')} failed"] if self.failed else []))

    def take(self, other: Round) -> None:
        """Add another's counts to these."""
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What `watch` works with: who asks servers, what it remembers, how the store is opened for a round, the known outlets, what time it is (with its zone),
    who may stop it, and where it says how it goes."""

    fetcher: Fetcher
    memory: Memory
    store: Callable[[], AbstractContextManager[Put]]
    outlets: Mapping[str, Outlet]
    now: Callable[[], datetime]
    stop: Stop
    say: Callable[[str], None]


@dataclass(slots=True)
class _Polled:
    """A feed that answered: what it lists, what of that is new, and how many of these are not in the store yet."""

    url: str
    answer: Answer
    channel: Channel
    keys: frozenset[str]
    new: list[Item | Quarantined]
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = len(self.new)


def watch(feeds: Sequence[str], every: int, around: Surroundings, *, once: bool = False) -> Round:
    """Asks the feeds every `every` seconds, or once, and says a line a round, until somebody asks to stop; what was done in all.

    Raises StoreError where the store cannot be written, InUse only where there is no next round.
    """
    total, rounds, clock = Round(), 0, around.fetcher.web.clock
    while not around.stop.asked:
        began = clock()
        done = one_round(feeds, every, around, once=once)
        total.take(done)
        rounds += 1
        around.say(f"{around.now():%H:%M} {done}")
        if once or around.stop.asked:
            break
        around.fetcher.web.sleep(max(0.0, every - (clock() - began)))
    if around.stop.asked:
        around.say(f"stopped after {_n(rounds, 'round')}: {total.new} new, {_n(total.claims, 'claim')}")
    return total


def one_round(feeds: Sequence[str], every: int, around: Surroundings, *, once: bool = False) -> Round:
    """Asks each feed whose time has come, and takes in what is new."""
    done, polled = Round(), list[_Polled]()
    for url in dict.fromkeys(feeds):
        if around.stop.asked:
            break
        if _waits(around.memory.of(url), every, around.now()):
            done.waiting += 1
        elif (found := _poll(url, every, around, done)) is not None:
            polled.append(found)
    try:
        _take_in(polled, around, done)
    except InUse as error:
        if once:
            raise
        around.say(f"{error}; left for the next round: {_n(sum(p.left for p in polled), 'new item')}")
    for p in polled:
        state = around.memory.of(p.url).listing(p.keys)
        etag, modified = (p.answer.etag, p.answer.modified) if not p.left else (None, None)
        around.memory.put(p.url, replace(state, etag=etag, modified=modified))
    around.memory.save()
    return done


def _waits(state: FeedState, every: int, now: datetime) -> bool:
    """Whether the feed's time has not come. One that should wait longer than any may was put off by a clock that was wrong."""
    try:
        left = (datetime.fromisoformat(state.until or "") - now).total_seconds()
    except (ValueError, TypeError):
        return False
    return min(every / 2, 60) < left <= DAY + 60


def _poll(url: str, every: int, around: Surroundings, done: Round) -> _Polled | None:
    """The feed as it is now; None where it is as before, or failed."""
    state, memory = around.memory.of(url), around.memory
    answer = around.fetcher.get(url, etag=state.etag, modified=state.modified)
    if around.stop.asked and isinstance(answer, Failed):
        return None
    done.feeds += 1
    try:
        if isinstance(answer, Failed):
            raise InputError(url, answer.what, answer.remedy)
        if answer.status == 304:
            done.same += 1
            memory.put(url, replace(state, failures=0, until=None))
            return None
        latest = (around.now() + timedelta(days=AHEAD)).date().isoformat()
        found = channel(answer.body, url, base=answer.url, latest=latest, charset=answer.charset)
    except InputError as error:
        done.failed += 1
        wait = min(DAY, max(every * 2 ** min(state.failures + 1, 20), (isinstance(answer, Failed) and answer.after) or 0))
        until = around.now() + timedelta(seconds=wait)
        memory.put(url, replace(state, failures=state.failures + 1, until=until.isoformat(timespec="seconds")))
        around.say(f"{url}: {error.what}; asked again after {until:%d %b %H:%M}")
        return None
    memory.put(url, replace(state, failures=0, until=None))
    listed: dict[str, Item | Quarantined] = {_key(item): item for item in found.items}
    listed |= {_key(broken): broken for broken in found.broken}
    done.items += len(found.items) + len(found.broken)
    seen = frozenset(state.seen)
    return _Polled(url, answer, found, frozenset(listed), [*reversed([x for key, x in listed.items() if key not in seen])])


def _take_in(polled: Sequence[_Polled], around: Surroundings, done: Round) -> None:
    """What is new, the oldest first, some at a time: fetched, coded and stored, and only then remembered."""
    turns = sorted(((turn, p, item) for p in polled for turn, item in enumerate(p.new[:MOST])), key=lambda x: x[0])  # so that hosts take turns
    left = deque((p, item) for _, p, item in turns)
    if not left or around.stop.asked:
        return
    with around.store() as put:
        while left and not around.stop.asked:
            units, marks = list[Unit | Quarantined](), list[tuple[_Polled, str]]()
            while left and len(units) < AT_ONCE and not around.stop.asked:
                p, item = left.popleft()
                if (unit := _unit(p, item, around)) is not None:
                    units.append(unit)
                    marks.append((p, _key(item)))
            if not units:
                continue
            added = put(units)
            for p, key in marks:
                p.left -= 1
                around.memory.put(p.url, around.memory.of(p.url).having(key))
            around.memory.save()
            done.take(Round(new=len(marks), known=added.known, claims=added.claims, quarantined=len(added.failed)))


def _unit(p: _Polled, item: Item | Quarantined, around: Surroundings) -> Unit | Quarantined | None:
    """What will be the item's document: of the text in the feed, or of the page behind it; None where that is to be asked for again another time."""
    if isinstance(item, Quarantined):
        return item
    where = item.link or f"{p.url}#{item.number}"
    if item.full or item.link is None:
        return _of(item_unit(item, where, outlet=p.channel.title), around.outlets)
    found = around.fetcher.page(item.link)
    if isinstance(found, Unit):
        named = replace(found, key=item.id, title=item.title, published=item.published, flags=(*found.flags, *item.flags))
        return _of(named, around.outlets)
    if found.later:
        state = around.memory.of(p.url)
        if around.stop.asked or state.tried(_key(item)) + 1 < TRIES:
            around.memory.put(p.url, state if around.stop.asked else state.trying(_key(item)))
            return None
    flagged = replace(item, flags=(*item.flags, f"the page was not read: {found.what}"))
    return _of(item_unit(flagged, where), around.outlets)


def _of(unit: Unit, outlets: Mapping[str, Outlet]) -> Unit:
    """The unit, by the name of its outlet where the tables know the host or a domain it belongs to (edition.example.com, example.com)."""
    parts = (unit.outlet or "").split(".")
    names = (".".join(parts[n:]) for n in range(len(parts) - 1))
    known = next((outlets[name].name for name in names if name in outlets), None)
    return unit if known is None else replace(unit, outlet=known)


def _key(item: Item | Quarantined) -> str:
    """What an item is remembered by."""
    return digest("broken", item.where, item.reason) if isinstance(item, Quarantined) else digest(item.id)


def _n(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
