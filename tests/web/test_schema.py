"""The API keeps its own description: schemathesis makes up requests from it, right ones and wrong ones, and looks at every answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings

from sayso.ontology.load import Ontology
from sayso.run.settings import Settings
from sayso.web.api import API, TITLE, describe
from sayso.web.api.describing import examples
from sayso.web.app import make_app
from sayso.web.guard import GuardRules, Rate, make_keys
from sayso.web.shelf import Shelf

schemathesis = pytest.importorskip("schemathesis")
pytestmark = [pytest.mark.web, pytest.mark.filterwarnings("default")]
ADDRESS = "http://127.0.0.1:8011"
TOKEN = "a-token-for-the-schema"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
SAFE = settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck], phases=[Phase.explicit, Phase.generate])
HOSTILE = ("' OR 1=1 --", '"; DROP TABLE events; --', "../../../etc/passwd", "<script>alert(1)</script>", "\x00", "%s%n{{7*7}}${7*7}", "-1", "\U0010ffff" * 9)


def described() -> dict[str, Any]:
    """The description of the API, which needs no store."""
    app = FastAPI(title=TITLE, version="1")
    app.include_router(API)
    describe(app)
    return app.openapi()


DOCUMENT = described()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
MODES = schemathesis.GenerationMode
CHECKS = [
    schemathesis.checks.not_a_server_error,
    *schemathesis.checks.CHECKS.get_by_names(
        ["status_code_conformance", "content_type_conformance", "response_headers_conformance", "response_schema_conformance"]
    ),
]


@pytest.fixture(scope="module")
def app(demo_store: Path, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The whole app over a copy of the demo's store. It never says that there are too many requests, and carries nothing out behind our backs."""
    folder, plenty, keys = tmp_path_factory.mktemp("schema"), Rate(1e6, 1_000_000), make_keys(TOKEN)
    for name in (demo_store.name, f"{demo_store.name}.snapshot"):
        shutil.copy(demo_store.with_name(name), folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sayso.web.shelf.load", lambda folder: ontology)
        shelf = Shelf(folder / demo_store.name, Settings())
    whole = make_app(shelf, keys, GuardRules(keys, 8011, reads=plenty, writes=plenty))

    async def answering(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":
            await whole(scope, receive, send)
            return
        for done in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{done}.complete"})

    yield answering
    shelf.close()


def ask(app: Any, case: Any) -> Any:
    """Asks, and holds the answer against the description."""
    response = case.call(base_url=ADDRESS, app=app, headers=BEARER)
    case.validate_response(response, checks=CHECKS)
    return response


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
@pytest.mark.parametrize("mode", [MODES.POSITIVE, MODES.NEGATIVE], ids=["right", "wrong"])
def test_answers_are_those_described(app: Any, operation: Any, mode: Any) -> None:
    if mode is MODES.NEGATIVE and not operation.definition.raw.get("parameters") and operation.method == "get":
        pytest.skip("nothing to be wrong about")

    @SAFE
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        ask(app, case)

    asked()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
def test_examples_are_answered_and_hostile_values_in_their_place_break_nothing(app: Any, operation: Any) -> None:
    raw = operation.definition.raw
    shown = {(p["in"], p["name"]): p.get("example") for p in raw.get("parameters", ())}
    path = {name: str(value) for (place, name), value in shown.items() if place == "path"}
    if operation.method == "get":
        case = operation.Case(path_parameters=path)
        assert ask(app, case).status_code in (200, 404)
    for (place, name), value in shown.items():
        if place == "query" and value not in (None, ""):
            assert ask(app, operation.Case(path_parameters=path, query={name: value})).status_code in (200, 404), name
        for text in HOSTILE:
            if place == "path" and ".." in text:
                continue  # clients resolve it before they ask
            changed = {"path_parameters": {**path, name: text}} if place == "path" else {"path_parameters": path, "query": {name: text}}
            assert ask(app, operation.Case(**changed)).status_code in (200, 400, 404, 422), (name, text)


def test_every_answer_has_an_example_that_fits_it() -> None:
    import jsonschema_rs  # comes with schemathesis

    document = DOCUMENT
    for methods in document["paths"].values():
        for operation in methods.values():
            assert all("example" in p for p in operation.get("parameters", ())), operation["operationId"]
            for status, answer in operation["responses"].items():
                found = answer.get("content", {}).get("application/json")
                if found is None:
                    continue
                assert "example" in found, (operation["operationId"], status)
                rules = {**found["schema"], "components": document["components"], "$schema": "https://json-schema.org/draft/2020-12/schema"}
                jsonschema_rs.validator_for(rules).validate(found["example"])


def test_no_record_is_left_open() -> None:
    assert '"schema": {}' not in json.dumps(DOCUMENT)
    for name, record in DOCUMENT["components"]["schemas"].items():
        assert record.get("additionalProperties") is False or name in ("Wanted", "Span") or "enum" in record, name


def test_examples_name_operations_and_paths_that_are_there() -> None:
    document, found = DOCUMENT, examples()
    assert set(found["answers"]) <= {o["operationId"] for methods in document["paths"].values() for o in methods.values()}
    assert set(found["paths"]) <= set(document["paths"])
