"""The inputs of a run, counted into shards: so many a shard, whoever codes them."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from sayso.errors import SettingsError
from sayso.model.ids import digest
from sayso.readers import Quarantined, Unit
from sayso.run.shards.manifest import Inputs, Manifest, shard_name

Input = Unit | Quarantined
SAME_AGAIN = "give the same sources again, unchanged, or choose another folder"


def mark(found: Input) -> str:
    """What tells one input from another: a hash of all that the reader found."""
    parts = (getattr(found, f.name) for f in fields(found))
    return digest(*(hashlib.blake2b(p, digest_size=16).hexdigest() if isinstance(p, bytes) else p for p in parts), size=16)


class Stretch:
    """The inputs of one shard as they come."""

    def __init__(self, shard: int, first: int) -> None:
        self.shard, self.first, self.count = shard, first, 0
        self._marks = hashlib.sha256()

    def take(self, found: Input) -> None:
        """Counts one in."""
        self._marks.update(mark(found).encode())
        self.count += 1

    @property
    def inputs(self) -> Inputs:
        """What the manifest says of them."""
        return Inputs(self.first, self.count, self._marks.hexdigest())


class Cut:
    """Counts inputs into shards on their way to be coded. Those of shards that are there already need not be coded, once they are seen to be the same.

    `waiting` are the shards begun and not yet written, in order. One thread may take inputs while another writes: the inputs of a result are counted
    before it is there.
    """

    def __init__(self, size: int, done: Mapping[int, Manifest]) -> None:
        self.size, self._done = size, dict(done)
        self.waiting = deque[Stretch]()
        self._here: Stretch | None = None

    def take(self, found: Input) -> bool:
        """Counts an input in; whether it is to be coded. Raises SettingsError where a shard was made of other inputs."""
        here = self._here
        if here is None or here.count == self.size:
            self._check()
            here = self._here = Stretch(0, 0) if here is None else Stretch(here.shard + 1, here.first + here.count)
            if here.shard not in self._done:
                self.waiting.append(here)
        here.take(found)
        return here.shard not in self._done

    def end(self) -> None:
        """There are no more. Raises SettingsError where a shard was made of other inputs, or of more."""
        self._check()
        check_none_left(self._done, -1 if self._here is None else self._here.shard)

    def sift(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """Those of the inputs that are to be coded. Raises as `take` does."""
        return (found for found in inputs if self.take(found))

    def _check(self) -> None:
        if self._here is not None and self._here.shard in self._done:
            check_same(self._done[self._here.shard], self._here.inputs)


def check_same(done: Manifest, inputs: Inputs) -> None:
    """Raises SettingsError where a shard was made of other inputs."""
    if done.inputs != inputs:
        raise SettingsError(f"{done.name} was made of other inputs than these", SAME_AGAIN)


def check_none_left(done: Iterable[int], last: int) -> None:
    """Raises SettingsError where there are shards of inputs that are gone: `last` is the last shard that has inputs."""
    if beyond := [n for n in done if n > last]:
        raise SettingsError(f"the inputs of {shard_name(min(beyond))} are gone", SAME_AGAIN)
