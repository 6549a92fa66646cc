"""Spark in local mode gives the shards of the local engine, byte for byte. `make check-spark` runs it; else most is skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.coder import Coder
from sayso.errors import SettingsError
from sayso.ontology.load import Ontology
from sayso.readers import Quarantined, ReadOptions, Unit
from sayso.run.engine import ALONE, Job
from sayso.run.sharding import code_into
from sayso.run.shards import RunFile, coding_of, open_folder, run_of
from sayso.run.spark import Cluster, code_with_spark, is_remote, session
from sayso.run.spark.finding import found_of, said_of

SIZE = 4
needs_spark = pytest.mark.skipif("SAYSO_SPARK" not in os.environ, reason="takes a minute, pyspark and Java 17: make check-spark")
RUNS = """
import json, sys
from sayso.errors import SaysoError
from sayso.ontology.load import load
from sayso.readers import ReadOptions
from sayso.run.engine import Crew, Job
from sayso.run.shards import coding_of, run_of
from sayso.run.spark import Cluster, code_with_spark

way = coding_of(load(), "")
for sources, out, workers in json.load(sys.stdin):
    run = run_of(tuple(sources), ReadOptions(), way, 4)
    try:
        done = code_with_spark(out, run, Job(ReadOptions(), "stored"), Cluster("local[2]", Crew(workers)), "test")
        print("DONE", done.export)
    except SaysoError as error:
        print("DONE", error)
"""


def shards_of(folder: Path, sources: list[str], coder: Coder) -> RunFile:
    """The folder as the local engine writes it."""
    run = run_of(tuple(sources), ReadOptions(), coding_of(coder.ontology, ""), SIZE)
    with open_folder(folder, run, "test") as there:
        return code_into(there, Job(ReadOptions(), "stored"), ALONE, lambda: coder)


def with_spark(base: Path, runs: list[tuple[list[str], str, int]]) -> list[str]:
    """What each run says: its export hash, or its error. All in one process of its own, with a file system that only Spark knows: `viewfs://box/`."""
    settings = base / "conf"
    settings.mkdir()
    (base / "box").mkdir(exist_ok=True)
    mount = "spark.hadoop.fs.viewfs.mounttable.box.link"
    (settings / "spark-defaults.conf").write_text(f"{mount}./box file://{base}/box\nspark.default.parallelism 2\nspark.sql.shuffle.partitions 2\n")
    environment = {**os.environ, "SPARK_CONF_DIR": str(settings), "PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path if p)}
    done = subprocess.run([sys.executable, "-c", RUNS], input=json.dumps(runs), capture_output=True, text=True, env=environment, cwd=base, timeout=540)
    said = [line.removeprefix("DONE ") for line in done.stdout.splitlines() if line.startswith("DONE ")]
    assert len(said) == len(runs), done.stderr[-4000:]
    return said


def content(folder: Path) -> dict[str, bytes]:
    """All files but hidden ones (locks, and the checksums Hadoop's local file system keeps)."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith(".")}


@pytest.fixture
def sources(demo: tuple[Path, ...], tmp_path: Path) -> Path:
    """A folder of texts, a page, records with a broken one among them, an empty file, and a file name that is no UTF-8."""
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [p.read_text(encoding="utf-8") for p in demo]
    (folder / "a.txt").write_text(texts[0])
    (folder / "b.html").write_text(f"<html><body><article><p>{texts[1].replace(chr(10) * 2, '</p><p>')}</p></article></body></html>")
    (folder / "d.txt").write_text("")
    Path(os.fsdecode(os.fsencode(folder) + b"/e\xff.txt")).write_text(texts[2])
    records = [json.dumps({"id": f"r{n}", "text": t, "outlet": f"Outlet {n}"}) for n, t in enumerate(texts)]
    (folder / "c.jsonl").write_text("\n".join([*records[:3], "{broken", *records[3:], records[0]]) + "\n")
    return folder


@needs_spark
def test_spark_writes_what_the_local_engine_writes(sources: Path, coder: Coder, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    shutil.copy(sources / "c.jsonl", box)
    local = shards_of(tmp_path / "local", [str(sources)], coder)
    records = shards_of(tmp_path / "records", [str(sources / "c.jsonl")], coder)
    shutil.copytree(tmp_path / "local", tmp_path / "begun")
    (tmp_path / "begun/manifests/part-00001.json").unlink()
    (tmp_path / "begun/claims/part-00001.parquet").unlink()
    changed = tmp_path / "changed"
    shutil.copytree(sources, changed)
    shutil.copytree(tmp_path / "local", tmp_path / "other")
    runs: list[tuple[list[str], str, int]] = [
        ([str(sources)], str(tmp_path / "spark"), 1),
        ([str(sources)], str(tmp_path / "begun"), 0),
        ([str(changed)], str(tmp_path / "other"), 0),
        (["viewfs://box/box/c.jsonl"], "viewfs://box/box/out", 0),
        (["viewfs://box/box/c.jsonl"], "viewfs://box/box/out", 0),
    ]
    said = with_spark(tmp_path, runs)
    assert said == [local.export, local.export, said[2], records.export, records.export]
    assert "part-00000 was made of other inputs" in said[2]
    expected = content(tmp_path / "local")
    assert local.claims > 50
    assert local.quarantined == 2
    assert content(tmp_path / "spark") == expected
    assert content(tmp_path / "begun") == expected
    far, near = content(box / "out"), content(tmp_path / "records")
    assert far.keys() == near.keys()
    assert all(far[name] == near[name] for name in near if name.startswith("claims/"))


def test_a_unit_survives_the_way_to_a_worker() -> None:
    unit = Unit("w\udc80", "k", "page", b"\x00\xff", url="https://a.example/ä", title="t\u2028", flags=("one", "two"))
    assert found_of(said_of(unit), unit.data) == unit
    refused = Quarantined("w:3", "why\udc80", "")
    assert found_of(said_of(refused), b"") == refused


@pytest.mark.parametrize(("path", "remote"), [("s3a://b/k", True), ("hdfs:///x", True), ("/x", False), ("file:///x", False), ("a:b", False), ("x.txt", False)])
def test_what_only_spark_reaches(path: str, remote: bool) -> None:
    assert is_remote(path) is remote


@pytest.mark.parametrize("lacking", ["pyspark", "java"])
def test_what_is_missing_is_named(lacking: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ontology: Ontology) -> None:
    monkeypatch.setattr(session, "find_spec", lambda name: None if name == lacking else object())
    monkeypatch.setattr(session.shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    run = run_of(("x",), ReadOptions(), coding_of(ontology, ""), SIZE)
    with pytest.raises(SettingsError, match=r"pip install 'sayso\[spark\]'" if lacking == "pyspark" else "install Java 17"):
        code_with_spark(str(tmp_path / "out"), run, Job(ReadOptions(), "stored"), Cluster("local[1]", ALONE), "test")
    assert not (tmp_path / "out").exists()
