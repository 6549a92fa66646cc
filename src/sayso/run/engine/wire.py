"""What processes of one run tell each other: frames on a pipe, each a length and a pickle that may hold nothing but our own records.

The process at the other end has read hostile bytes; whatever became of it, it can make this one build records of the model, and no more.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from typing import Any, BinaryIO

HEAD = 8
MOST = 1 << 30
"""Bytes of one frame: the coding of the longest document there may be takes a tenth."""
_ALLOWED = ("sayso.model.", "sayso.store.records", "sayso.readers.options", "sayso.readers.unit", "sayso.run.engine.messages")
_BUILTINS = frozenset({"frozenset", "set"})


class Records(pickle.Unpickler):
    """Loads records of the model, and what they are made of. Raises UnpicklingError for anything else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class; only of the modules allowed, and only one that is defined there."""
        if (module.startswith(_ALLOWED) and name.isidentifier()) or (module == "builtins" and name in _BUILTINS):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not sent between our processes")


def framed(value: object) -> bytes:
    """A frame that holds the value."""
    body = pickle.dumps(value, protocol=5)
    return len(body).to_bytes(HEAD, "big") + body


def loaded(body: bytes) -> Any:
    """The value of a frame's body. Raises UnpicklingError and whatever a broken pickle may raise."""
    return Records(io.BytesIO(body)).load()


def frames(stream: BinaryIO) -> Iterator[Any]:
    """The values that come down a pipe, until it ends."""
    while len(head := stream.read(HEAD)) == HEAD:
        size = int.from_bytes(head, "big")
        body = stream.read(size)
        if len(body) < size:
            return
        yield loaded(body)


class Inbox:
    """Bytes as they come in, and the values of the frames that are whole."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, data: bytes) -> Iterator[Any]:
        """The values that these bytes complete. Raises ValueError for a frame of impossible size, and as `loaded` does."""
        self._held += data
        while len(self._held) >= HEAD:
            size = int.from_bytes(self._held[:HEAD], "big")
            if size > MOST:
                raise ValueError(f"a frame of {size:,} bytes")
            if len(self._held) < HEAD + size:
                return
            body = bytes(self._held[HEAD : HEAD + size])
            del self._held[: HEAD + size]
            yield loaded(body)
