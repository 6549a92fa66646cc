"""Sources that are called by less the second time: "a hospital official" and then "the official", "the Defence Ministry" and then "the ministry"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model.telling import Source, Telling


def called_back(tellings: Sequence[Telling]) -> tuple[Telling, ...]:
    """The tellings of one report, each short name of a source replaced by the last fuller one before it that ends in the same word."""
    places = sorted(
        [(told.sentence, told.claim, s) for t in tellings for told in t.told for s in told.sources if not s.outlet],
        key=lambda p: (p[0], p[1]),
    )
    fuller: dict[tuple[str, str], Source] = {}
    last: dict[str, Source] = {}
    for _, claim, source in places:
        head, short = _head(source)
        if not short:
            last[head] = source
        elif head in last:
            fuller[claim, source.key] = last[head]
    whole = {s.key: last[_head(s)[0]] for t in tellings for y in t.tallies for s in y.sources if not s.outlet and _head(s)[1] and _head(s)[0] in last}
    return tuple(_renamed(t, fuller, whole) for t in tellings)


def _head(source: Source) -> tuple[str, bool]:
    """The last word of a source's name, and whether the name is no more than that word, with an article or without."""
    words = source.key.partition("|")[0].split()
    return (words[-1] if words else ""), len(words) == 1 and source.name[:1].islower() | source.name.lower().startswith("the ")


def _renamed(telling: Telling, fuller: dict[tuple[str, str], Source], whole: dict[str, Source]) -> Telling:
    told = tuple(replace(t, sources=tuple(fuller.get((t.claim, s.key), s) for s in t.sources)) for t in telling.told)
    tallies = tuple(replace(y, sources=tuple(whole.get(s.key, s) for s in y.sources)) for y in telling.tallies)
    return replace(telling, told=told, tallies=tallies)
