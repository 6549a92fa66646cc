"""The doctor: what is installed, every limit, and whether it works."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.looking import run_doctor
from sayso.readers import ReadOptions
from sayso.readers.pages import markup
from sayso.run.engine import Limits
from sayso.run.limits import ALIKE, WORD, table
from sayso.stages.parse import legible

Run = Callable[..., Any]


def test_it_prints_the_limits_as_they_are_in_80_columns(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sayso.toml").write_text("[limits]\ndocument_seconds = 33\n")
    ran = sayso("doctor")
    assert ran.code == 0
    assert ran.out.endswith("sayso works\n")
    assert all(len(text) <= 80 for text in ran.out.splitlines() if not text.startswith("  ontology"))
    assert "document_seconds*    33 s: computing time" in ran.out
    for limit in table():
        assert f"    {limit.name}" in ran.out


def test_it_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_doctor(None, "jsonl") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["works"] is True
    assert told["packages"]["spacy"]
    assert {limit["name"]: limit["value"] for limit in told["limits"]}["max_bytes"] == ReadOptions().max_bytes


def test_every_limit_that_can_be_set_is_there_with_its_value() -> None:
    of = {limit.name: limit for limit in table(Limits(window=7))}
    assert {f.name for f in fields(Limits)} == {name for name, limit in of.items() if limit.setting == "sayso.toml"}
    assert of["window"].value == 7
    assert of["attributes"].value == markup.MAX_ATTRIBUTES
    assert {f.name for f in fields(ReadOptions) if f.name.startswith("max_")} == {name for name, limit in of.items() if limit.setting == "Python"}
    assert len(of) == len(table())


def test_what_the_parser_sees_is_as_the_table_says() -> None:
    assert legible("!" * ALIKE) == "!" * ALIKE
    assert legible("!" * 90).count("!") == ALIKE
    assert " " not in legible("x" * (WORD - 1))
    assert " " in legible("x" * WORD)
