"""`code --out` and `load`: reports into shards, shards into a store."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.store import open_reader

Sayso = Callable[..., Any]


@pytest.fixture
def news(demo: tuple[Path, ...], tmp_path: Path) -> Path:
    """Two reports and an empty file."""
    folder = tmp_path / "news"
    folder.mkdir()
    for path in demo[:2]:
        shutil.copy(path, folder)
    (folder / "zero.txt").write_text("")
    return folder


def test_coded_into_shards_and_loaded(sayso: Sayso, news: Path, tmp_path: Path) -> None:
    out, store, failed = tmp_path / "out", tmp_path / "s.duckdb", tmp_path / "failed.jsonl"
    coded = sayso("code", news, "--out", out, "--shard", 2, "--workers", 0, "--quarantine", failed)
    assert coded.code == 3
    assert f"1 input in quarantine, listed in {out}/quarantine" in coded.errors
    run = json.loads(coded.out)
    assert run == json.loads((out / "run.json").read_text())
    assert (run["shards"], run["reports"], run["quarantined"]) == (2, 2, 1)
    assert [json.loads(row)["where"] for row in failed.read_text().splitlines()] == [f"{news}/zero.txt"]
    lines = sayso("code", news, "--workers", 0).raw.splitlines(keepends=True)
    assert run["export"] == hashlib.sha256(b"".join(sorted(lines))).hexdigest()
    loaded = sayso("load", out, "--store", store)
    assert loaded.code == 3
    found = json.loads(loaded.out)
    assert (found["read"], found["added"], found["claims"]) == (3, 2, run["claims"])
    assert f"{news}/zero.txt: empty" in loaded.errors
    with open_reader(store) as reader:
        assert reader.counts()["claims"] == run["claims"]


def test_an_unfinished_folder_and_another_ontology_are_told(sayso: Sayso, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sayso("code", news, "--out", out, "--workers", 0)
    path = out / "run.json"
    run = json.loads(path.read_text())
    run["coding"]["ontology"], run["finished"] = "sha256:older", False
    path.write_text(json.dumps(run))
    loaded = sayso("load", out, "--store", tmp_path / "s.duckdb")
    assert "is not finished: 1 shard so far" in loaded.errors
    assert "was coded with another ontology" in loaded.errors
    assert "it was coded in another way than its folder" in loaded.errors


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "ray"), "unknown engine 'ray'"),
        (("--master", "local[2]"), "--master is for Spark"),
        (("--out", "s3a://bucket/out"), "is not on this machine"),
        (("--out", "s3a://bucket/out", "--quarantine", "q"), "--quarantine does not reach there"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(sayso: Sayso, news: Path, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    ran = sayso("code", news, "--out", tmp_path / "out", *options)
    assert ran.code == 2
    assert said in ran.errors
    assert not (tmp_path / "out").exists()


def test_load_names_what_is_no_folder_of_shards(sayso: Sayso, news: Path, tmp_path: Path) -> None:
    ran = sayso("load", news, "--store", tmp_path / "s.duckdb")
    assert ran.code == 2
    assert "is no folder of shards: it has no run.json; make one: sayso code FILES" in ran.errors
    assert not (tmp_path / "s.duckdb").exists()
