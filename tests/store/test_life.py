"""One owner, many readers, and what is left when a process dies."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sayso.errors import StoreError
from sayso.store import Owner, open_owner, open_reader

HERE = Path(__file__).resolve().parent


def child(code: str, *values: object, **more: Any) -> subprocess.Popen[str]:
    """Another process that has the builders as `Make`, and the values as `argv[1:]`."""
    imports = "from conftest import *\nfrom sayso.store import *\nfrom pathlib import Path\n"
    start = f"import sys; sys.path.insert(0, {str(HERE)!r})\n{imports}path = Path(sys.argv[1])\n"
    path = os.pathsep.join(os.path.abspath(p) for p in sys.path if p)
    command = [sys.executable, "-c", start + code, *map(str, values)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}, **more)


def test_a_second_writer_is_told_who_holds_it(path: Path) -> None:
    with child(
        "with open_owner(path, 'sayso add x.txt') as o:\n    print('ready', flush=True)\n    sys.stdin.readline()", path, stdin=subprocess.PIPE
    ) as first:
        assert first.stdout
        assert first.stdout.readline() == "ready\n"
        with pytest.raises(StoreError) as caught:
            open_owner(path, "sayso add y.txt")
        first.communicate("\n", timeout=60)
    assert caught.value.what == f"store {path} is in use by PID {first.pid} (sayso add x.txt)"
    assert caught.value.remedy == "wait for it or stop it"
    open_owner(path, "sayso add y.txt").close()


def test_a_second_writer_in_this_process_is_refused_too(owner: Owner) -> None:
    with pytest.raises(StoreError, match=f"in use by PID {os.getpid()}"):
        open_owner(owner.path, "x")
    owner.publish()


def test_the_same_store_by_another_name_is_the_same_store(owner: Owner, tmp_path: Path) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(owner.path)
    with pytest.raises(StoreError, match="in use"):
        open_owner(link, "x")


def test_a_stale_owner_file_is_no_obstacle(path: Path) -> None:
    path.with_name(f"{path.name}.owner").write_text("999999\nsayso add old\n")
    with open_owner(path, "sayso add") as owner:
        assert not [*owner.events()]


def test_others_cannot_open_the_file_while_it_is_written_and_published(owner: Owner, make: Any) -> None:
    """Copying the file must not drop DuckDB's own lock on it."""
    owner.add(make.stored(1))
    owner.publish()
    with child("import duckdb\ntry: duckdb.connect(str(path))\nexcept duckdb.IOException as e: print(e)", owner.path) as other:
        assert "Could not set lock" in other.communicate(timeout=60)[0]


def test_reading_creates_nothing(path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store at .*; make one: sayso add FILES…"):
        open_reader(path)
    assert not [*path.parent.iterdir()]


def test_a_store_that_has_published_nothing(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="has published nothing yet"):
        open_reader(path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        open_owner(tmp_path / "no" / "x.duckdb", "x")


def test_a_file_that_is_no_store(path: Path) -> None:
    path.write_text("hello, " * 5000)
    with pytest.raises(StoreError, match="is no store of sayso"):
        open_owner(path, "x")
    assert path.read_text() == "hello, " * 5000


def test_a_database_that_is_no_store(path: Path) -> None:
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError, match="is a database, but no store of sayso"):
        open_owner(path, "x")
    with duckdb.connect(str(path), read_only=True) as other:
        assert other.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(1,)]


def test_readers_see_what_is_published(owner: Owner, make: Any) -> None:
    """Also two in one process, and one that was open before."""
    owner.publish()
    with open_reader(owner.path) as before:
        with owner.batch():
            owner.add(make.stored(1))
            assert owner.claims_of(make.document(1).id)
            with open_reader(owner.path) as during:
                assert during.counts()["documents"] == 0
        owner.publish()
        with open_reader(owner.path) as after:
            assert after.counts()["documents"] == 1
        assert before.counts()["documents"] == 0


def test_reading_from_a_folder_nobody_may_write(owner: Owner, make: Any) -> None:
    owner.add(make.stored(1))
    owner.close()
    code = "import ctypes, duckdb, os; os.setuid(65534)\nwith open_reader(path) as r: print(r.counts()['documents'])"
    if os.getuid():
        pytest.skip("only root can become somebody else")
    for folder in [owner.path.parent, *owner.path.parent.parents[:2]]:
        folder.chmod(0o755)
    snapshot = owner.path.with_name(f"{owner.path.name}.snapshot")
    snapshot.chmod(0o444)
    with child(code, owner.path) as other:
        out, err = other.communicate(timeout=60)
    assert out == "1\n", err


def test_an_error_undoes_the_batch(owner: Owner, make: Any) -> None:
    owner.add(make.stored(1))
    before = owner.counts()
    with pytest.raises(KeyboardInterrupt), owner.batch():  # noqa: PT012 - the block is the test
        owner.add(make.stored(2))
        owner.add(make.stored(1, make.second))
        owner.write_events([], [make.event(1)])
        assert owner.has_document(make.document(2).id, "c1")
        raise KeyboardInterrupt
    assert owner.counts() == before
    assert not owner.has_document(make.document(2).id, "c1")
    assert owner.claims_of(make.document(1).id) == make.stored(1).claims
    owner.add(make.stored(2))
    assert owner.has_document(make.document(2).id, "c1")


def test_an_error_of_the_database_is_ours_and_undoes_the_batch(owner: Owner, make: Any) -> None:
    with pytest.raises(StoreError, match=f"store {owner.path}"), owner.batch():  # noqa: PT012 - the block is the test
        owner.add(make.stored(1))
        owner.write_events([], [replace(make.event(1), quad="x")])
    assert owner.counts()["documents"] == 0


def test_batches_do_not_nest(owner: Owner) -> None:
    with owner.batch():
        with pytest.raises(StoreError, match="a batch is open"):
            owner.batch().__enter__()
        with pytest.raises(StoreError, match="a batch is open"):
            owner.compact()


def test_leaving_with_an_error_still_publishes_what_was_committed(path: Path, make: Any) -> None:
    with pytest.raises(RuntimeError), open_owner(path, "x") as owner:  # noqa: PT012 - the block is the test
        owner.add(make.stored(1))
        raise RuntimeError
    with open_reader(path) as reader:
        assert reader.counts()["documents"] == 1


def test_closing_twice(owner: Owner) -> None:
    owner.close()
    owner.close()


ADD = """
with open_owner(path, "sayso add") as owner:
    make = Make()
    have = set(owner.entered([f"in {n}" for n in range(40)]))
    for batch in range(0, 40, 2):
        keys = [f"in {n}" for n in (batch, batch + 1)]
        if not have & set(keys):
            with owner.batch():
                for n in (batch, batch + 1):
                    owner.add(make.stored(n))
                    owner.write_events([], [make.event(n, make.stored(n).claims)])
                owner.enter([LedgerRow(k, make.document(n).id, "added", "r1") for n, k in zip((batch, batch + 1), keys)])
            print(batch, flush=True)
"""


def test_killed_at_any_point_and_resumed(path: Path, make: Any) -> None:
    """Rows and ledger always agree, what was reported as done is there, and in the end nothing is lost or doubled."""
    done = 0
    for stop in (0, 1, 4, 3):
        with child(ADD, path) as adding:
            assert adding.stdout
            for _ in range(stop):
                adding.stdout.readline()
                done += 2
            adding.kill()
        with open_owner(path, "look") as owner:
            counts = owner.counts()
            assert counts["documents"] == counts["ledger"] == counts["events"] == counts["coded"]
            assert counts["claims"] == counts["tellings"] == 2 * counts["documents"]
            assert counts["documents"] >= done
        with open_reader(path) as reader:
            assert reader.counts() == counts
    with child(ADD, path) as adding:
        _, err = adding.communicate(timeout=120)
        assert adding.returncode == 0, err
    with open_reader(path) as reader:
        assert reader.counts()["documents"] == reader.counts()["ledger"] == 40
        assert len({e.id for e in reader.events()}) == 40
        assert reader.claims_of(make.document(7).id) == make.stored(7).claims


FULL = """
import resource
done = 0
try:
    with open_owner(path, "sayso add") as owner:
        size = int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        for n in range(400):
            with owner.batch():
                make = Make(random.Random(n).randbytes(20000).hex())
                owner.add(make.stored(n, claims=1))
                owner.enter([LedgerRow(str(n), make.document(n).id, "added", "r")])
            done += 1
except Exception as error:
    print(done, type(error).__name__, error, sep="|")
"""


@pytest.mark.parametrize("size", [0, 14_000_000, 30_000_000])
def test_a_full_disk_is_one_clear_line_and_loses_nothing(path: Path, size: int) -> None:
    """Wherever it strikes: in the log, in the file, in the snapshot."""
    open_owner(path, "x").close()
    with child("import random\n" + FULL, path, size) as adding:
        out, err = adding.communicate(timeout=120)
    (line,) = out.splitlines()
    assert err == ""
    done, kind, text = line.split("|")
    assert kind == "StoreError", text
    assert text.startswith(f"disk full at {path}")
    assert text.endswith("; what was committed is safe; free some space and run it again")
    with open_owner(path, "again") as owner:
        counts = owner.counts()
        assert counts["documents"] == counts["ledger"] == counts["claims"]
        assert int(done) <= counts["documents"] <= int(done) + 1
    with open_reader(path) as reader:
        assert reader.counts() == counts
