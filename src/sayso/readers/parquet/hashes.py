"""The hash of a file as it stands beside it, compared before the file is read."""

from __future__ import annotations

import hashlib
import json
import os
import re
from typing import Any, BinaryIO, cast

from sayso.errors import InputError
from sayso.readers.files import HASH_SUFFIX, MANIFEST

_LIMIT = 10_000_000
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_NAMES = ("name", "path", "file")


def check_hash(stream: BinaryIO, path: str, where: str) -> None:
    """Compares the file with the SHA-256 that `<file>.sha256` or `manifest.json` in its folder gives for it, where there is one.

    A manifest is any JSON in which the file's name stands for its hash, or an object holds its name (`name`, `path`, `file`) and `sha256`.
    Raises InputError where the file is another.
    """
    stream.seek(0)
    folder, name = os.path.split(path)
    named = _beside(path + HASH_SUFFIX) or _listed(os.path.join(folder, MANIFEST), name)
    if named is None:
        return
    found = hashlib.file_digest(cast(Any, stream), "sha256").hexdigest()
    stream.seek(0)
    if named.lower() != found:
        raise InputError(where, f"its SHA-256 is {found[:12]}…, not {named[:12].lower()}… as the file beside it says", "get the file again")


def _beside(path: str) -> str | None:
    found = _SHA256.match(_text(path).strip())
    return None if found is None else found.group()


def _listed(path: str, name: str) -> str | None:
    try:
        value: object = json.loads(_text(path) or "null")
    except (ValueError, RecursionError):
        return None
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            own = value.get(name)
            own = own.get("sha256") if isinstance(own, dict) else own
            if any(isinstance(value.get(key), str) and os.path.basename(value[key]) == name for key in _NAMES):
                own = value.get("sha256", own)
            if isinstance(own, str) and _SHA256.fullmatch(own):
                return own
            waiting.extend(value.values())
    return None


def _text(path: str) -> str:
    """The text of a small file; empty where there is none."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _LIMIT:
            return ""
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""
