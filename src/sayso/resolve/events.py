"""One event out of the tellings that belong together: what most of them say, who vouches, where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.model.claim import Place, Time
from sayso.model.event import Account, Dyad, Event, Member, Range
from sayso.model.statement import Party
from sayso.model.telling import Telling, Told
from sayso.ontology.events import Crosswalk, EventType
from sayso.ontology.resolving import Resolving
from sayso.resolve.accounts import Word, accounts, words_on
from sayso.resolve.days import STATED
from sayso.resolve.disputes import NUMBERS, disputes, latest
from sayso.resolve.parties import VAGUE, key_of, keys_of
from sayso.resolve.sides import Press
from sayso.resolve.standing import vouched
from sayso.resolve.summary import summary

SHARE = 1 / 3
"""Share of the votes of the one named most that another actor, recipient or mode needs to be kept."""


@dataclass(frozen=True, slots=True)
class Given:
    """What resolving knows beside the claims: rules, event types, CAMEO codes, outlets and reprints."""

    rules: Resolving
    types: dict[str, EventType]
    crosswalk: Crosswalk
    press: Press


Fit = tuple[float, tuple[str, ...]]
"""How well a telling fits the rest of its event (0 to 1), and why."""


def event_of(tellings: Sequence[Telling], fits: dict[str, Fit], given: Given) -> Event | None:
    """The event some tellings speak of; None where all of them only deny it or leave it open. `fits` by id of the telling."""
    rules, press, types = given.rules, given.press, given.types
    told = [t for telling in tellings for t in telling.told]
    done = [t for t in told if t.says == "done"]
    if not done:
        return None
    ordered = sorted(tellings, key=lambda t: (t.published or "9999", t.document, t.id))
    named = "e" + min((t.published or "9999", t.document, x.sentence, x.claim) for t in tellings for x in t.told if x.says == "done")[3]
    kind = _most(_by_report(tellings, lambda t: (t.type,)))[0]
    modes = tuple(sorted(m for m in _kept(_by_report(tellings, lambda t: t.modes if t.type == kind else ())) if m in types[kind].modes))
    cameo = next(iter(_most(Counter(t.cameo for t in done if t.type == kind and t.cameo is not None))), None)
    words = words_on(tellings, press, rules)
    found = accounts(named, words)
    against = disputes(named, found, rules)
    standing = vouched(found, against)
    reciprocal = sum(t.reciprocal for t in done if t.type == kind) * 2 > sum(t.type == kind for t in done)
    actors, recipients = _parties(words, reciprocal)
    time, place = _time(ordered), _place(done)
    figures = tuple(r for k in NUMBERS if (r := _range(k, found)) is not None)
    days = sorted(t.published for t in tellings if t.published is not None)
    reports = {t.document for t in tellings}
    deed = _vouched(done, actors)
    event = Event(
        id=named,
        type=kind,
        modes=modes,
        contexts=_kept(_by_report(tellings, lambda t: t.contexts)),
        quad=types[kind].quad,
        score=types[kind].score_of(modes),
        cameo=cameo,
        goldstein=given.crosswalk.goldstein.get(cameo or ""),
        reciprocal=reciprocal,
        actors=actors,
        recipients=recipients,
        dyads=_dyads(actors, recipients, reciprocal),
        time=time,
        place=place,
        deed=deed,
        alleged=not deed,
        status=standing.status,
        status_why=standing.why,
        reports=len(reports),
        sources=standing.sources,
        independent=standing.independent,
        reprints=len(reports) - len({press.origin(d) for d in reports}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        figures=figures,
        about=tuple(sorted({c for t in told for c in t.about} - {t.claim for t in told})),
        summary="",
        members=tuple(_member(x, t, fits) for t in ordered for x in t.told),
        accounts=found,
        disputes=against,
    )
    return replace(event, summary=summary(event))


def _vouched(done: Sequence[Told], actors: Sequence[Party]) -> bool:
    """Whether an outlet vouches in its own voice: for the act by these actors, where any are known; that something blew up vouches for no doer."""
    keys = {k for p in actors if (k := key_of(p)) is not None and not k.startswith(VAGUE)}
    own = [t for t in done if t.deed or (t.background and len(t.sources) < 2)]
    return any(not keys or not keys.isdisjoint(keys_of(t.actors)) for t in own)


def _member(told: Told, telling: Telling, fits: dict[str, Fit]) -> Member:
    """A claim joins by its report's words first, by its telling's likeness to those of other reports second: the weaker of the two counts."""
    between, reasons = fits.get(telling.id, (1.0, ()))
    return Member(told.claim, telling.document, told.says, min(between, told.score), (*told.reasons, *reasons))


def _by_report(tellings: Sequence[Telling], values: Callable[[Told], Iterable[str]]) -> Counter[str]:
    """In how many reports each value stands; one vote a report."""
    out = Counter[str]()
    for telling in tellings:
        out.update({v for t in telling.told if t.says == "done" for v in values(t)})
    return out


def _most(votes: Counter[str]) -> list[str]:
    return [v for v, _ in sorted(votes.items(), key=lambda x: (-x[1], x[0]))]


def _kept(votes: Counter[str]) -> tuple[str, ...]:
    least = SHARE * max(votes.values(), default=0)
    return tuple(sorted(v for v, n in votes.items() if n >= least))


def _parties(words: Sequence[Word], reciprocal: bool) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who did it to whom, one vote a source; who stands on both sides is what he is called more often, and both where that would leave a side empty."""
    did, felt, seen = Counter[str](), Counter[str](), dict[str, list[Party]]()
    for parties, votes in ((True, did), (False, felt)):
        counted = set[tuple[str, str]]()
        for word in words:
            if word.told is None or word.told.says != "done":
                continue
            for party in word.told.actors if parties else word.told.recipients:
                key = key_of(party)
                if key is None:
                    continue
                seen.setdefault(key, []).append(party)
                if (key, word.voice.key) not in counted:
                    counted.add((key, word.voice.key))
                    votes[key] += 1
    actors, recipients = _named(did), _named(felt)
    if not reciprocal:
        both = {k for k in actors if k in recipients}
        actors, recipients = (
            tuple(k for k in actors if k not in both or did[k] >= felt[k]) or actors,
            tuple(k for k in recipients if k not in both or felt[k] > did[k]) or recipients,
        )
    return tuple(_shown(seen[k]) for k in actors), tuple(_shown(seen[k]) for k in recipients)


def _named(votes: Counter[str]) -> tuple[str, ...]:
    known = Counter({k: n for k, n in votes.items() if not k.startswith(VAGUE)})
    return _kept(known or votes)


def _shown(parties: Sequence[Party]) -> Party:
    """The party as most reports have it: by sectors, then one with a name, then the shortest words."""
    sectors = Counter(p.sectors for p in parties).most_common()
    best = sorted(s for s, n in sectors if n == sectors[0][1])[0]
    return min((p for p in parties if p.sectors == best), key=lambda p: (p.name is None, p.id is None, len(p.text), p.text, p.name or ""))


def _dyads(actors: Iterable[Party], recipients: Iterable[Party], reciprocal: bool) -> tuple[Dyad, ...]:
    did = sorted({k for p in actors if (k := key_of(p)) is not None and not k.startswith(VAGUE)})
    felt = did if reciprocal else sorted({k for p in recipients if (k := key_of(p)) is not None and not k.startswith(VAGUE)})
    domestic = not reciprocal and len({*did} & {*felt}) == 1
    return tuple(Dyad(a, b) for a in did for b in felt if a != b or domestic)


def _time(tellings: Sequence[Telling]) -> Time | None:
    """The most exact stated time, of equals the one most claims give; without one, the days before the first report."""
    times = [t.time for x in tellings for t in x.told if t.says == "done" and t.time is not None and t.time.basis in STATED and t.time.start is not None]
    if times:
        votes = Counter((t.start, t.end) for t in times)
        return min(times, key=lambda t: (t.precision if t.precision is not None else 9, -votes[t.start, t.end], t.start or "", t.text or ""))
    first = next((t for t in tellings if t.end is not None), None)
    if first is None:
        return None
    return Time(first.start, first.end, f"{first.start or ''}/{first.end}~", 2 if first.start is not None else 5, "published", reason="no report says when")


def _place(told: Sequence[Told]) -> Place | None:
    """The place most claims give among the most exact."""
    places = [t.place for t in told if t.place is not None]
    if not places:
        return None
    votes = Counter((p.gazetteer, p.name) for p in places)
    exact = [p for p in places if (p.precision or 9) <= 4] or places
    return min(exact, key=lambda p: (-votes[p.gazetteer, p.name], p.precision if p.precision is not None else 9, p.name or ""))


def _range(kind: str, found: Sequence[Account]) -> Range | None:
    """Lowest and highest of what each source ends with; `best` is the value most sources on no side give, if one stands out."""
    stands = [(a, s.count) for a in found if (s := latest(a, kind)) is not None and s.count is not None]
    if not stands:
        return None
    lows = [c.low if c.low is not None else 0 for _, c in stands]
    highs = [c.high for _, c in stands if c.high is not None]
    votes = Counter(c.best for a, c in stands if c.best is not None and not a.party)
    top = votes.most_common(2) or [(v, 1) for v in sorted({c.best for _, c in stands if c.best is not None})]
    best = top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None
    return Range(kind, min(lows), best, max((*highs, *lows)) if highs else None, len(stands))
