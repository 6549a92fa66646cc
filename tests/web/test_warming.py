"""What is worked out before anybody asks: told by a process of its own, kept as long as its snapshot."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.model.event import Dyad
from sayso.web import warming
from sayso.web.pages.dyads import all_dyads, followed
from sayso.web.shelf import Shelf
from sayso.web.warming import Told, Warming


def told(out: io.BytesIO) -> list[tuple[Any, Any, Any]]:
    out.seek(0)
    found = []
    while out.tell() < len(out.getvalue()):
        found.append(pickle.load(out))
    return found


def test_what_is_worked_out_is_told_with_its_snapshot_and_key(site: Any) -> None:
    out = io.BytesIO()
    shelf = Told(site.shelf.path, None, out)
    pair = next(d.dyad for d in all_dyads(shelf) if d.dyad.actor != d.dyad.recipient)
    expected = followed(shelf, pair, "week", None, None)
    assert [(stamp, key) for stamp, key, _ in told(out)] == [(site.shelf.stamp, ("dyads", None)), (site.shelf.stamp, ("follow", str(pair), "week", None, None))]
    assert told(out)[1][2] == expected == followed(site.shelf, pair, "week", None, None)
    shelf.close()


def test_the_process_tells_all_that_is_dear_and_the_shelf_keeps_it(own_site: Any) -> None:
    shelf: Shelf = own_site.shelf
    run = subprocess.run(shelf.command("warming"), capture_output=True, check=True, timeout=120)
    for found in told(io.BytesIO(run.stdout)):
        shelf.put(*found)
    pairs = [d.dyad for d in shelf.once(("dyads", None), lambda: pytest.fail("worked out again")) if d.dyad.actor != d.dyad.recipient]
    assert Dyad("ARM", "AZE") in pairs
    for key in ("front", "alerts", ("speakers", ""), *(("follow", str(pair), "week", None, None) for pair in pairs)):
        shelf.once(key, lambda: pytest.fail("worked out again"))


def test_what_is_given_outlasts_what_is_kept_but_not_its_snapshot(own_site: Any) -> None:
    shelf: Shelf = own_site.shelf
    stamp = shelf.stamp
    shelf.put(stamp, "given", 1)
    for n in range(2 * shelf.most):
        shelf.once(n, lambda n=n: n)
    assert shelf.once("given", lambda: 2) == 1
    assert shelf.once(0, lambda: "again") == "again"
    snapshot = shelf.path.with_name(f"{shelf.path.name}.snapshot")
    os.utime(snapshot, ns=(1, 1))
    shelf.put(stamp, "late", 1)
    assert shelf.once("late", lambda: 2) == 2
    assert shelf.once("given", lambda: 3) == 3


def test_the_thread_warms_each_snapshot_and_stops(own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf: Shelf = own_site.shelf
    monkeypatch.setattr(warming, "EVERY", 0.01)
    given: list[tuple[Any, ...]] = []
    monkeypatch.setattr(shelf, "put", lambda *found: given.append(found))
    thing = Warming(shelf)
    thing.start()
    wait(lambda: any(key == "alerts" for _, key, _ in given))
    first = len(given)
    os.utime(shelf.path.with_name(f"{shelf.path.name}.snapshot"), ns=(1, 1))
    wait(lambda: any(key == "alerts" for _, key, _ in given[first:]))
    thing.stop()
    assert {stamp for stamp, _, _ in given[-1:]} == {shelf.stamp}


def test_a_stop_ends_a_process_that_would_not(own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_site.shelf, "command", lambda *given: [sys.executable, "-c", "import time; time.sleep(600)"])
    thing = Warming(own_site.shelf)
    thing.start()
    wait(lambda: thing._running is not None)
    began = time.monotonic()
    thing.stop()
    assert time.monotonic() - began < 5
    assert not thing._thread.is_alive()


def test_one_thing_too_large_does_not_keep_the_others_from_being_told(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(warming, "dear", lambda shelf: (lambda: broken(), lambda: shelf.once("small", lambda: 1)))
    monkeypatch.setattr(warming.sys, "stdout", io.TextIOWrapper(out))
    assert warming.main(str(site.shelf.path)) == 0
    assert [key for _, key, _ in told(out)] == ["small"]


def test_a_store_that_cannot_be_read_is_told_by_the_exit(tmp_path: Path) -> None:
    assert warming.main(str(tmp_path / "none.duckdb")) == 1


def broken() -> None:
    raise warming.StoreError("too large")


def wait(until: Any) -> None:
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)
