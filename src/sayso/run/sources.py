"""Sources of which some are addresses on the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.readers.web.fetch import Fetcher, is_url, not_asked, web_units
from sayso.run.apart import units_apart
from sayso.run.engine import Limits


def on_the_web(sources: Sequence[str]) -> bool:
    """Whether any of them is an address."""
    return any(is_url(s) for s in sources)


def units_with_web(sources: Sequence[str], options: ReadOptions, limits: Limits, fetcher: Fetcher | None) -> Iterator[Unit | Quarantined]:
    """The units of all sources, in order; addresses are fetched where there is a `fetcher`, and refused where nobody asked for that."""
    for source in sources:
        if not is_url(source):
            yield from units_apart(source, options, limits)
        elif fetcher is None:
            yield not_asked(source)
        else:
            yield from web_units(source, fetcher, options)
