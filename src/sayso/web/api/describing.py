"""The API's description (OpenAPI 3.1): what FastAPI finds out by itself, made exact, with examples from the bundled demo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

TITLE = "sayso"
ABOUT = """What news reports say: who did what to whom, and on whose say-so. What stands here is what reports say, not what is so.

Records are those of the command line (`--format jsonl`); docs/record.md says what each field means. Lists come in pieces: ask again with `after` set to
`next` until that is null. Files (`.csv`, `.jsonl`, `.parquet`, `.geojson`) have the same filters. Answers have an ETag: send it back as `If-None-Match`
and get 304 while nothing is new. Parameters the API does not know are passed over. Only `POST /corrections` writes; it needs the token, as
`Authorization: Bearer …`. A server that other machines can reach wants the token for everything."""
EXAMPLES = Path(__file__).with_name("examples.json")
TOKEN = {"type": "http", "scheme": "bearer", "description": "The token that was printed where sayso serve was started"}
UNUSED = ("HTTPValidationError", "ValidationError")
UNTAGGED = frozenset({"review", "corrections", "search"})
"""Tags of operations whose answers have no ETag."""
TAG = {"description": "Names this answer; for If-None-Match", "schema": {"type": "string"}}


def describe(app: FastAPI) -> None:
    """Makes the app describe itself so. Raises nothing before it is asked."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = exact(get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes), examples())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def examples() -> dict[str, Any]:
    """Examples of parameters and answers, from the bundled demo."""
    found: dict[str, Any] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def exact(schema: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """The description with what FastAPI leaves open: records have all their fields and no others, examples, who may write."""
    records = schema["components"]["schemas"]
    for name in UNUSED:
        records.pop(name, None)
    for name, record in records.items():
        if "properties" in record and name != "Wanted":
            record["required"], record["additionalProperties"] = list(record["properties"]), False
    schema["components"]["securitySchemes"] = {"token": TOKEN}
    for path, method, operation in _operations(schema):
        _amend(operation, shown, method)
        _parameters(operation, shown["parameters"], shown["paths"].get(path, {}))
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _amend(operation: dict[str, Any], shown: dict[str, Any], method: str) -> None:
    operation["security"] = [{"token": []}] if method == "post" else [{}, {"token": []}]
    answers = operation["responses"]
    for status, answer in answers.items():
        content = answer.get("content", {}).get("application/json")
        if content is not None and int(status) >= 400:
            content["schema"] = {"$ref": "#/components/schemas/Problem"}
            content["example"] = {"error": {"status": int(status), **shown["problems"].get(status, shown["problems"]["400"])}}
    example = shown["answers"].get(operation["operationId"])
    good = answers.get("200") or answers["202"]
    if example is not None:
        for content in good["content"].values():
            content.setdefault("example", example)
    if UNTAGGED.isdisjoint(operation["tags"]):
        good.setdefault("headers", {})["ETag"] = TAG
        answers["304"] = {"description": "Nothing is new"}


def _parameters(operation: dict[str, Any], by_name: dict[str, Any], own: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        example = own.get(parameter["name"], by_name.get(parameter["name"]))
        inner = parameter["schema"].get("examples", [None])[0]
        told = example if example is not None else inner
        if told is not None and "example" not in parameter:
            parameter["example"] = told
