"""One record a line, keys in the record's order, UTF-8 as it is; control characters and lone surrogates escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.model.plain import to_plain

_ESCAPED = re.compile("[\u2028\u2029\u0085\x7f\ud800-\udfff]")


def line(record: Any) -> str:
    """A record as one line of JSON, without the line end."""
    text = json.dumps(to_plain(record), ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def jsonl_lines(records: Iterable[Any]) -> Iterator[str]:
    """One JSON object a line."""
    for record in records:
        yield line(record)


def json_lines(records: Iterable[Any]) -> Iterator[str]:
    """One JSON array, a record a line."""
    yield "["
    before: str | None = None
    for record in records:
        if before is not None:
            yield f"{before},"
        before = line(record)
    if before is not None:
        yield before
    yield "]"
