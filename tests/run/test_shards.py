"""Shards: what was coded comes back, the same bytes whoever wrote them, damage is named, and a run that was stopped goes on."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.coder import Coder
from sayso.errors import SettingsError, StoreError
from sayso.readers import Quarantined, ReadOptions, Unit, read_text
from sayso.run.kept import coding_id, kept
from sayso.run.shards import TABLES, Cut, Manifest, RunFile, coding_of, export_hash, open_folder, pack, read_run, read_shards, refusals, run_of, write_shards
from sayso.run.shards.inputs import mark
from sayso.store import CodingId, Stored
from sayso.writers.jsonl import line

Kept = Stored | Quarantined
ODD = "a\0b \u2028 \x1b[31m \x7f 😀 \ufeff é"
HALF = "half \udc80 of a character"


@dataclass(frozen=True)
class Coded:
    """Inputs, what came of each, and the way of coding."""

    inputs: tuple[Unit | Quarantined, ...]
    results: tuple[Kept, ...]
    way: CodingId

    def run(self, size: int = 4) -> RunFile:
        return run_of(("in",), ReadOptions(), self.way, size)


@pytest.fixture(scope="module")
def made(coder: Coder, demo: tuple[Path, ...]) -> Coded:
    """Twelve inputs: the demo's reports, two that cannot be read, one in French, one with nothing in it, one of them twice, one with odd characters."""
    way = coding_id(coder, "")
    texts = [p.read_text(encoding="utf-8") for p in demo]
    documents = [read_text(t, f"d{n}", title=ODD if n == 2 else None, outlet=f"Outlet {n}") for n, t in enumerate(texts)]
    documents += [read_text("Le ministre a dit que les soldats ont attaqué le village hier.", "fr", language="fr"), read_text("Quiet.", "quiet"), documents[1]]
    documents.append(read_text(f"Rebels attacked the army near Homs on June 14, 2020.{ODD[3:]}", "odd", language="en"))
    results: list[Kept] = [kept(coder.code(d), coder, way) for d in documents]
    results[3:3] = [Quarantined("x.jsonl:7", HALF, "look at it"), Quarantined("y", ODD, "")]
    inputs = tuple(Unit(f"in:{n}", f"in:{n}", "plain", b"text %d" % n) if isinstance(r, Stored) else r for n, r in enumerate(results))
    assert sum(len(r.claims) for r in results if isinstance(r, Stored)) > 50
    return Coded(inputs, tuple(results), way)


def written(folder: Path, made: Coded, size: int = 4, stop: int | None = None) -> RunFile:
    """The folder after a run; `stop` breaks it off after so many results."""

    def results(inputs: Iterable[Unit | Quarantined]) -> Iterator[Kept]:
        came_of = dict(zip(map(mark, made.inputs), made.results, strict=True))
        for n, found in enumerate(inputs):
            if n == stop:
                raise KeyboardInterrupt
            yield came_of[mark(found)]

    with open_folder(folder, made.run(size), "test") as there:
        cut = Cut(size, there.done)
        for manifest in write_shards(folder, made.way, size, cut.waiting, results(cut.sift(made.inputs))):
            there.done[manifest.shard] = manifest
        cut.end()
        return there.finish(export_hash(folder, there.done.values()))


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".run.owner"}


def whole(found: Kept) -> Kept:
    """As it comes back: half characters become text that can be stored."""
    if isinstance(found, Stored):
        return found
    return replace(found, reason=found.reason.encode("utf-8", "backslashreplace").decode("utf-8"))


def test_what_was_coded_comes_back(made: Coded, tmp_path: Path) -> None:
    done = written(tmp_path, made)
    assert list(read_shards(tmp_path)) == [whole(r) for r in made.results]
    stored = [r for r in made.results if isinstance(r, Stored)]
    assert (done.inputs, done.shards, done.reports, done.quarantined) == (12, 3, 10, 2)
    assert (done.claims, done.statements) == (sum(len(r.claims) for r in stored), sum(len(r.statements) for r in stored))
    assert read_run(tmp_path) == done
    assert list(refusals(tmp_path)) == [whole(r) for r in made.results if isinstance(r, Quarantined)]
    assert done.finished


def test_the_way_of_coding_is_known_before_a_coder_is_loaded(made: Coded, coder: Coder) -> None:
    assert coding_of(coder.ontology, "") == made.way


def test_every_table_has_a_unit_and_the_columns_it_says(made: Coded, tmp_path: Path) -> None:
    written(tmp_path, made)
    for table, columns in TABLES.items():
        found = duckdb.sql(f"SELECT * FROM '{tmp_path}/{table}/*.parquet' ORDER BY unit")
        assert found.columns == ["unit", *(c.name for c in columns)]
    claims = duckdb.sql(f"SELECT record, unit, deed, score, modes FROM '{tmp_path}/claims/*.parquet'").fetchall()
    expected = {(line(c), n, c.deed, c.score, "; ".join(c.modes) or None) for n, r in enumerate(made.results) if isinstance(r, Stored) for c in r.claims}
    assert set(claims) == expected


def test_packed_rows_are_what_a_report_gives(made: Coded, tmp_path: Path) -> None:
    packed = replace(made, results=tuple(pack(r) if isinstance(r, Stored) else r for r in made.results))
    assert written(tmp_path / "a", packed) == written(tmp_path / "b", made)
    assert content(tmp_path / "a") == content(tmp_path / "b")


@pytest.mark.parametrize("stop", [0, 3, 4, 9, 11])
def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(made: Coded, tmp_path: Path, stop: int) -> None:
    written(tmp_path / "whole", made)
    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / "stopped", made, stop=stop)
    assert not read_run(tmp_path / "stopped").finished
    assert not [name for name in content(tmp_path / "stopped") if ".part" in name]
    assert len(list((tmp_path / "stopped/manifests").iterdir())) == stop // 4
    written(tmp_path / "stopped", made)
    assert content(tmp_path / "stopped") == content(tmp_path / "whole")


def test_what_a_killed_process_left_is_swept(made: Coded, tmp_path: Path) -> None:
    written(tmp_path, made)
    before = content(tmp_path)
    (tmp_path / ".scratch-1").mkdir()
    for name in (".scratch-1/spilled", "claims/.part-00001.parquet.part", ".run.json.part"):
        (tmp_path / name).write_text("half of it")
    written(tmp_path, made)
    assert content(tmp_path) == before


def test_a_shard_without_its_manifest_is_coded_again_and_no_other(made: Coded, tmp_path: Path) -> None:
    written(tmp_path, made)
    before = content(tmp_path)
    (tmp_path / "manifests/part-00001.json").unlink()
    (tmp_path / "claims/part-00001.parquet").write_bytes(b"half of it")
    with open_folder(tmp_path, made.run(), "test") as folder:
        assert list(Cut(4, folder.done).sift(made.inputs)) == [*made.inputs[4:8]]
    written(tmp_path, made)
    assert content(tmp_path) == before


def test_a_finished_run_codes_nothing_again(made: Coded, tmp_path: Path) -> None:
    assert written(tmp_path, made) == written(tmp_path, made, stop=0)


def test_the_export_hash_is_that_of_the_sorted_lines(made: Coded, tmp_path: Path) -> None:
    lines = sorted(line(c).encode() + b"\n" for r in made.results if isinstance(r, Stored) for c in r.claims)
    assert written(tmp_path, made).export == hashlib.sha256(b"".join(lines)).hexdigest()


@pytest.mark.parametrize("size", [1, 5, 12, 100])
def test_the_export_hash_depends_on_no_order_and_no_shards(made: Coded, tmp_path: Path, size: int) -> None:
    order = random.Random(size).sample(range(12), 12)
    other = Coded(tuple(made.inputs[n] for n in order), tuple(made.results[n] for n in order), made.way)
    assert written(tmp_path / "a", other, size).export == written(tmp_path / "b", made).export


def test_no_inputs_make_no_shards(made: Coded, tmp_path: Path) -> None:
    done = written(tmp_path, Coded((), (), made.way))
    assert (done.shards, done.claims, done.export) == (0, 0, hashlib.sha256().hexdigest())
    assert list(read_shards(tmp_path)) == []


def other_coding(made: Coded) -> RunFile:
    return replace(made.run(), coding=replace(made.way, id="other", ontology="sha256:other"))


def other_size(made: Coded) -> RunFile:
    return made.run(5)


def other_options(made: Coded) -> RunFile:
    return replace(made.run(), options=ReadOptions(outlet="Another"))


@pytest.mark.parametrize(
    ("other", "said"), [(other_coding, "ontology sha256:other"), (other_size, "4 inputs a shard, not 5"), (other_options, "another outlet")]
)
def test_going_on_otherwise_is_refused(made: Coded, tmp_path: Path, other: Callable[[Coded], RunFile], said: str) -> None:
    written(tmp_path, made)
    before = content(tmp_path)
    with pytest.raises(SettingsError, match=said), open_folder(tmp_path, other(made), "test"):
        pass
    assert content(tmp_path) == before


@pytest.mark.parametrize("change", ["another text", "one less", "two more"])
def test_going_on_with_other_inputs_is_refused(made: Coded, tmp_path: Path, change: str) -> None:
    written(tmp_path, made)
    more = Unit("new", "new", "plain", b"new")
    first = made.inputs[0]
    assert isinstance(first, Unit)
    inputs = {"another text": (replace(first, data=b"changed"), *made.inputs[1:]), "one less": made.inputs[1:], "two more": (more, more, *made.inputs)}[change]
    with open_folder(tmp_path, made.run(), "test") as folder, pytest.raises(SettingsError, match="part-00000 was made of other inputs"):
        list(Cut(4, folder.done).sift(inputs))


def test_going_on_with_fewer_inputs_is_refused(made: Coded, tmp_path: Path) -> None:
    written(tmp_path, made)
    with open_folder(tmp_path, made.run(), "test") as folder:
        cut = Cut(4, folder.done)
        assert list(cut.sift(made.inputs[:4])) == []
        with pytest.raises(SettingsError, match="the inputs of part-00001 are gone"):
            cut.end()


def test_a_folder_with_other_files_is_left_alone(made: Coded, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("dear")
    with pytest.raises(SettingsError, match=r"holds other files \(thesis.docx"), open_folder(tmp_path, made.run(), "test"):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


def test_two_cannot_write_one_folder(made: Coded, tmp_path: Path) -> None:
    second = open_folder(tmp_path, made.run(), "the second")
    with open_folder(tmp_path, made.run(), "the first"), pytest.raises(StoreError, match=r"is in use by PID .*the first"), second:
        pass
    with open_folder(tmp_path, made.run(), "the third"):
        pass


def flipped(folder: Path) -> None:
    path = folder / "claims/part-00001.parquet"
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)


def missing(folder: Path) -> None:
    (folder / "statements/part-00001.parquet").unlink()


def cut_short(folder: Path) -> None:
    path = folder / "documents/part-00001.parquet"
    path.write_bytes(path.read_bytes()[:-1])


def no_manifest(folder: Path) -> None:
    (folder / "manifests/part-00001.json").write_text('{"format": 1, "shard"')


def anothers(folder: Path) -> None:
    (folder / "manifests/part-00001.json").write_bytes((folder / "manifests/part-00000.json").read_bytes())


def newer(folder: Path) -> None:
    path = folder / "manifests/part-00001.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))


def words_for_numbers(folder: Path) -> None:
    path = folder / "manifests/part-00001.json"
    path.write_text(path.read_text().replace('"count": 4', '"count": "4"'))


def signed_anew(folder: Path, table: str, sql: str) -> None:
    """Changes a table and makes the manifest say that it should be so."""
    file, manifest = folder / table / "part-00001.parquet", folder / "manifests/part-00001.json"
    base = duckdb.connect()
    base.execute(f"CREATE TABLE t AS SELECT * FROM '{file}'")
    base.execute(sql)
    base.table("t").write_parquet(str(file))
    plain = json.loads(manifest.read_text())
    for entry in plain["files"]:
        if entry["table"] == table:
            entry.update(bytes=file.stat().st_size, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    manifest.write_text(json.dumps(plain))


def a_row_less(folder: Path) -> None:
    signed_anew(folder, "claims", "DELETE FROM t WHERE rowid = 0")


def broken_record(folder: Path) -> None:
    signed_anew(folder, "claims", "UPDATE t SET record = '{\"id\": 3}'")


def claims_of_nobody(folder: Path) -> None:
    signed_anew(folder, "claims", "UPDATE t SET unit = 99")


def another_shape(folder: Path) -> None:
    signed_anew(folder, "quarantine", "ALTER TABLE t DROP COLUMN reason")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (flipped, "claims changed since written"),
        (missing, "statements is missing"),
        (cut_short, "documents changed since written"),
        (no_manifest, "its manifest is no manifest"),
        (anothers, "its manifest does not fit"),
        (newer, "of format 2, this program knows 1"),
        (words_for_numbers, "its manifest does not fit"),
        (a_row_less, r"claims has \d+ rows, not"),
        (broken_record, "cannot be read"),
        (claims_of_nobody, "belong to no report"),
        (another_shape, "cannot be read"),
    ],
)
def test_damage_is_named_and_the_other_shards_are_read(made: Coded, tmp_path: Path, harm: Callable[[Path], None], said: str) -> None:
    written(tmp_path, made)
    harm(tmp_path)
    found = list(read_shards(tmp_path))
    (told,) = [f for f in found if isinstance(f, Quarantined) and "shard part-00001" in f.where]
    assert re.search(said, told.reason)
    assert [*found[:4], *found[-4:]] == [whole(r) for r in (*made.results[:4], *made.results[8:])]
    assert "part-00001.json" in told.remedy


def test_a_damaged_shard_is_mended_as_its_remedy_says(made: Coded, tmp_path: Path) -> None:
    written(tmp_path, made)
    before = content(tmp_path)
    flipped(tmp_path)
    (tmp_path / "manifests/part-00001.json").unlink()
    written(tmp_path, made)
    assert content(tmp_path) == before


def test_a_mark_tells_inputs_apart_by_every_field() -> None:
    unit = Unit("w", "k", "plain", b"data")
    marks = {mark(replace(unit, **{f.name: b"other" if f.name == "data" else "other"})) for f in fields(Unit)}
    assert len(marks | {mark(unit), mark(Quarantined("w", "k", "plain"))}) == len(fields(Unit)) + 2


@given(count=st.integers(0, 30), size=st.integers(1, 9), there=st.sets(st.integers(0, 5)))
def test_inputs_of_shards_that_are_not_there_are_coded_and_no_others(count: int, size: int, there: set[int]) -> None:
    inputs = [Unit(str(n), str(n), "plain", b"") for n in range(count)]
    first = Cut(size, {})
    assert list(first.sift(inputs)) == inputs
    manifests = {s.shard: Manifest(1, s.shard, CodingId("", "", "", ""), s.inputs, ()) for s in first.waiting}
    assert [s.shard for s in first.waiting] == [*range(-(-count // size))]
    done = {n: m for n, m in manifests.items() if n in there}
    again = Cut(size, done)
    assert list(again.sift(inputs)) == [u for n, u in enumerate(inputs) if n // size not in done]
    again.end()
    assert [s.inputs for s in again.waiting] == [m.inputs for n, m in manifests.items() if n not in done]
