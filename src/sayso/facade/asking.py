"""What a store answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.errors import StoreError
from sayso.facade.asked import Day, Pair, day_of, pair_of
from sayso.facade.dyads import DyadView, lanes
from sayso.facade.records import Alerts, Claims, Disputes, Events
from sayso.facade.shelf import Shelf
from sayso.facade.shown import ShownEvent, newest_first, shown
from sayso.facade.story import alerts_of
from sayso.model.claim import Claim
from sayso.model.event import Dyad, Event

Words = str | Collection[str]


class Asking:
    """The verbs that read. Each takes what the store has published by then, and makes no store."""

    def __init__(self, shelf: Shelf) -> None:
        self._kept = shelf
        self._closed = False

    @property
    def _shelf(self) -> Shelf:
        if self._closed:
            raise StoreError(f"the store {self._kept.path} was closed here", "open it again: sayso.open(…)")
        return self._kept

    def events(
        self,
        dyad: Pair | None = None,
        *,
        party: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        status: Words = (),
        types: Words = (),
        min_sources: int = 0,
        deeds: bool | None = None,
        limit: int | None = None,
    ) -> Events:
        """Events, newest first; None and empty mean any.

        `dyad`: ("USA", "IRN"), "USA-IRN" or "USA>hezbollah", in that direction; `party` on either side. `since` and `until` bound the days on which
        it can have happened, or where no time is known that of the first report. `status` as in Event.status, `types` PLOVER categories; `deeds` True:
        vouched for by an outlet, False: not. Raises SettingsError for a country nobody knows and for what is no day.
        """
        shelf, pair, side = self._shelf, self._pair(dyad), self._party(party)
        first, last = day_of(since, "since"), day_of(until, "until")
        with shelf.reader() as reader:
            found = reader.events(
                dyad=pair,
                party=side,
                since=first,
                until=last,
                status=_words(status),
                types=_words(types),
                min_sources=min_sources,
                deeds=deeds,
                limit=limit,
            )
            return Events(shown(found), shelf)

    def event(self, id: str) -> ShownEvent:
        """The event whose id, or the id of one of whose claims, is or begins with `id`. Raises StoreError where none or several do."""
        from sayso.run.correcting import event_of

        with self._shelf.reader() as reader:
            return shown([event_of(reader, id)])[0]

    def claims(
        self,
        event: str | Event | None = None,
        *,
        document: str | None = None,
        dyad: Pair | None = None,
        party: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        types: Words = (),
    ) -> Claims:
        """Claims of an event or of a document (ids or their beginnings), or of all events these filters of `events` leave.

        Those of events come by event, newest first, those of a document in its order, also claims of no event. Raises StoreError for an id nobody has.
        """
        shelf = self._shelf
        if document is not None:
            with shelf.reader() as reader:
                report = reader.document(document)
                if report is None:
                    raise StoreError(f'no document has an id that begins with "{document}"', "claims tell the id: claim.document.id")
                return Claims(reader.claims_of(report.id), shelf)
        events: Sequence[Event]
        events = self.events(dyad, party=party, since=since, until=until, types=types) if event is None else [self.event(id_of(event))]
        ids = [m.claim for e in events for m in e.members]
        found = shelf.find_claims(ids)
        return Claims(tuple(found[i] for i in ids if i in found), shelf)

    def disputes(self, dyad: Pair | None = None, *, party: str | None = None, since: Day | None = None, until: Day | None = None) -> Disputes:
        """What accounts of one event contradict each other about, in the order of the events; filters as in `events`."""
        shelf, pair, side = self._shelf, self._pair(dyad), self._party(party)
        first, last = day_of(since, "since"), day_of(until, "until")
        with shelf.reader() as reader:
            return Disputes(tuple(d for _, d in reader.disputes(dyad=pair, party=side, since=first, until=last)), shelf)

    def dyad(self, actor: str, recipient: str, *, both: bool = False, since: Day | None = None, until: Day | None = None) -> DyadView:
        """What one party (a country's code or name, or the id of an armed group) does to another; with `both` either to the other.

        `since` and `until` bound the days that are looked at. Raises SettingsError for a country nobody knows and for what is no day.
        """
        shelf = self._shelf
        rules = shelf.rules()
        pair, first, last = pair_of((actor, recipient), rules.countries), day_of(since, "since"), day_of(until, "until")
        with shelf.reader() as reader:
            known = {e.id: e for lane in sorted(lanes(pair), key=str) for e in reader.events(dyad=lane)}
            return DyadView(pair, both, Events(shown(newest_first(known.values())), shelf), reader.coverage(), rules, first, last)

    def alerts(self, dyad: Pair | None = None, *, since: Day | None = None) -> Alerts:
        """Rises of a pair's acts above its own past: of all pairs, or of `dyad` in that direction; with `since` those that stood on that day or later."""
        shelf, pair, first = self._shelf, self._pair(dyad), day_of(since, "since")
        with shelf.reader() as reader:
            events = Events(shown(reader.events(dyad=pair)), shelf)
            return alerts_of(events, reader.coverage(), shelf.rules(), pair, first)

    def _pair(self, dyad: Pair | None) -> Dyad | None:
        return None if dyad is None else pair_of(dyad, self._kept.rules().countries)

    def _party(self, words: str | None) -> str | None:
        from sayso.run.parties import party

        return None if words is None else party(words, self._kept.rules().countries)


def id_of(record: str | Event | Claim) -> str:
    """The id of a record; what is an id already as it is."""
    return record if isinstance(record, str) else record.id


def _words(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
