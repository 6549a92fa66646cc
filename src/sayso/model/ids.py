"""Stable ids: BLAKE2b over the parts, no version and no clock in them."""

from __future__ import annotations

import hashlib


def digest(*parts: object, size: int = 8) -> str:
    """Hex id of `2 * size` characters. Each part goes in with its length, so that no two lists of parts look alike."""
    words = ["" if p is None else str(p) for p in parts]
    blob = "".join(f"{len(w)}:{w}" for w in words)
    return hashlib.blake2b(blob.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
