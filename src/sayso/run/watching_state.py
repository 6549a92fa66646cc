"""What `watch` remembers between rounds and runs: which items of each feed are in the store, and when a feed may be asked again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sayso.errors import SettingsError, StoreError

VERSION = 1
KEPT = 2_000
"""Items of a feed that are remembered when it no longer lists them: feeds bring old ones back."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed, as it was left. `etag` and `modified` are the server's, None unless all items of that answer are in the store. `failures` counts those since it
    last answered; `until` is when it may be asked again (ISO 8601), None for now. `seen` are hashes of items, oldest first; `tries` how often the page of one
    could not be had."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    until: str | None = None
    seen: tuple[str, ...] = ()
    tries: tuple[tuple[str, int], ...] = ()

    def tried(self, key: str) -> int:
        """How often the page of this item could not be had."""
        return dict(self.tries).get(key, 0)

    def trying(self, key: str) -> FeedState:
        """The same after one more time."""
        return replace(self, tries=tuple((dict(self.tries) | {key: self.tried(key) + 1}).items()))

    def having(self, key: str) -> FeedState:
        """The same with an item that is in the store now."""
        return replace(self, seen=(*self.seen, key), tries=tuple(pair for pair in self.tries if pair[0] != key))

    def listing(self, keys: frozenset[str]) -> FeedState:
        """The same without what a feed that lists these items need not remember."""
        gone = [key for key in self.seen if key not in keys]
        drop = frozenset(gone[: max(0, len(gone) - KEPT)])
        return replace(self, seen=tuple(k for k in self.seen if k not in drop), tries=tuple(p for p in self.tries if p[0] in keys))


class Memory:
    """The states of all feeds, by URL, in a file beside the store that is either the old or the new one, however the process ends.

    Without a store (`fresh`) nothing has been seen, whatever an old file says. Raises SettingsError for a file that is none of ours.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self._path = path
        self._feeds: dict[str, FeedState] = {} if fresh else _load(path)

    def of(self, feed: str) -> FeedState:
        """The state of a feed; that of a new one where it is not known."""
        return self._feeds.get(feed, FeedState())

    def put(self, feed: str, state: FeedState) -> None:
        """Remember it, from the next `save` on for good."""
        self._feeds[feed] = state

    def save(self) -> None:
        """Write the file: under another name, synced, then renamed. Raises StoreError."""
        text = json.dumps({"version": VERSION, "feeds": {url: asdict(state) for url, state in sorted(self._feeds.items())}}, indent=1)
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            with new.open("w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            os.replace(new, self._path)
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise StoreError(
                f"{self._path} cannot be written: {error.strerror}", "make room, or look at its permissions; what is in the store stays"
            ) from error


def _load(path: Path) -> dict[str, FeedState]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}", "look at its permissions") from error
    except (ValueError, RecursionError) as error:
        raise _wrong(path) from error
    try:
        if found["version"] != VERSION:
            raise SettingsError(f"{path} is of version {found['version']!r}, this program knows {VERSION}", "upgrade sayso")
        return {str(url): _state(record) for url, record in found["feeds"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _wrong(path) from error


def _state(record: dict[str, object]) -> FeedState:
    """Raises KeyError, TypeError or ValueError for what no program of ours wrote."""
    etag, modified, until = (_text(record[name]) for name in ("etag", "modified", "until"))
    failures, seen, tries = record["failures"], record["seen"], record["tries"]
    if not isinstance(failures, int) or not isinstance(seen, list) or not isinstance(tries, list):
        raise TypeError
    return FeedState(etag, modified, failures, until, tuple(map(str, seen)), tuple((str(key), int(count)) for key, count in tries))


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value


def _wrong(path: Path) -> SettingsError:
    return SettingsError(f"{path} is no memory of sayso watch", "remove it: what the store has is passed over all the same")
