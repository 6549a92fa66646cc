"""Lists as files to keep: made while they are sent, a page of the list at a time, so that neither memory nor a reader is held for long."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Query, Request
from fastapi.responses import Response, StreamingResponse

from sayso.store import Page, Reader
from sayso.web.api.errors import FINDS
from sayso.web.shelf import Shelf
from sayso.writers.cells import csv_line
from sayso.writers.columns import Column
from sayso.writers.files import json_text
from sayso.writers.geojson import feature as event_feature
from sayso.writers.jsonl import line
from sayso.writers.parquet import parquet_file
from sayso.writers.tidy import CLAIMS, EVENTS

R = TypeVar("R")
Rows = Callable[[Reader, int, str | None], Page[R]]
"""A page of rows: so many, behind a cursor."""
Place = Callable[[Reader, int, str | None], str | None]
"""The cursor behind so many rows; None where no more follow."""
PAGE = 500
BYTES = 1 << 16
Total = Annotated[int, Query(ge=1, le=100_000, description="Rows at most", examples=[1000])]
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}
COLUMNS: dict[str, tuple[Column[Any], ...]] = {"events": EVENTS, "claims": CLAIMS}


LINK = {"description": 'Where there are more rows than the limit: <the address of the next ones>; rel="next"', "schema": {"type": "string"}}
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": "string"},
        "geometry": {
            "anyOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["type", "coordinates"],
                    "properties": {
                        "type": {"const": "Point"},
                        "coordinates": {"type": "array", "items": {"type": "number", "minimum": -180, "maximum": 180}, "minItems": 2, "maxItems": 2},
                    },
                    "additionalProperties": False,
                },
            ]
        },
        "properties": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    },
    "additionalProperties": False,
}
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
    "additionalProperties": False,
}
NAME = {"description": "The name of the file", "schema": {"type": "string"}}


def described(*suffixes: str) -> dict[int | str, dict[str, Any]]:
    """Answers of a route that gives files, as FastAPI describes them."""
    content = {KINDS[s].partition(";")[0]: {"schema": GEOJSON if s == "geojson" else {"type": "string"}} for s in suffixes}
    return {200: {"description": "The file", "content": content, "headers": {"Link": LINK, "Content-Disposition": NAME}}, **FINDS}


class FILE(Response):
    """A file to keep, of the type its suffix says."""

    media_type = None


def file(request: Request, shelf: Shelf, name: str, suffix: str, rows: Rows[Any], place: Place, limit: int, after: str) -> Response:
    """A list as a file. What is wrong with the question is said before the file begins; where there are more rows than the limit, a link says where
    to go on (RFC 8288). Raises SettingsError, StoreError."""
    with shelf.reader() as reader:
        first = rows(reader, min(limit, PAGE), after or None)
        end = first.next if limit <= PAGE or first.next is None else place(reader, limit, after or None)
    return sent(name, suffix, _parts(name, suffix, _pages(shelf, rows, first, limit)), _next(request, end))


def sent(name: str, suffix: str, parts: Iterator[str] | Iterator[bytes], next: str | None = None) -> Response:
    """A file, sent as it is made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"', **({"Link": f'<{next}>; rel="next"'} if next else {})}
    return StreamingResponse(parts, media_type=KINDS[suffix], headers=headers)


def _next(request: Request, cursor: str | None) -> str | None:
    """The address of the rows behind a cursor."""
    if cursor is None:
        return None
    url = request.url.include_query_params(after=cursor)
    return f"{url.path}?{url.query}"


def _pages(shelf: Shelf, rows: Rows[R], first: Page[R], limit: int) -> Iterator[tuple[R, ...]]:
    """All rows, up to the limit; each page of the newest snapshot, so that a slow client keeps nobody waiting."""
    page = first
    while True:
        yield page.items
        limit -= len(page.items)
        if limit <= 0 or page.next is None:
            return
        with shelf.reader() as reader:
            page = rows(reader, min(limit, PAGE), page.next)


def _parts(name: str, suffix: str, pages: Iterator[tuple[Any, ...]]) -> Iterator[str] | Iterator[bytes]:
    if suffix == "jsonl":
        return ("".join(f"{line(row)}\n" for row in page) for page in pages)
    if suffix == "geojson":
        return features(tuple(event_feature(row.export, row.event) for row in page) for page in pages)
    return _csv(COLUMNS[name], pages) if suffix == "csv" else _parquet(name, COLUMNS[name], pages)


def _csv(columns: tuple[Column[R], ...], pages: Iterator[tuple[R, ...]]) -> Iterator[str]:
    yield csv_line(c.name for c in columns)
    for page in pages:
        yield "".join(csv_line(c.value(row) for c in columns) for row in page)


def features(pages: Iterator[tuple[dict[str, Any], ...]]) -> Iterator[str]:
    """A GeoJSON document (RFC 7946) of features."""
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for page in pages:
        if page:
            yield before + ",\n".join(json_text(feature) for feature in page)
            before = ",\n"
    yield "\n]}\n"


def _parquet(name: str, columns: tuple[Column[R], ...], pages: Iterator[tuple[R, ...]]) -> Iterator[bytes]:
    """A Parquet file. Its footer comes last and tells of all: it is made on the disk first."""
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        path = Path(folder) / f"{name}.parquet"
        parquet_file(path.name, columns, (row for page in pages for row in page)).write(path)
        with path.open("rb") as made:
            while part := made.read(BYTES):
                yield part
