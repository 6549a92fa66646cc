"""Kills `add` at random points, resumes it each time, and fills the disk under it: nothing may be lost, doubled or different. `make kill` runs it.

The reports are made (benchmarks/made.py) and coded beforehand, so that the time goes into what is tested: reading, storing, resolving, publishing.
Exit code 0 where everything held, else 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from made import reports  # noqa: E402
from sayso.errors import StageError, StoreError  # noqa: E402
from sayso.model.coding import Coding  # noqa: E402
from sayso.model.plain import to_plain  # noqa: E402
from sayso.model.text import Document  # noqa: E402
from sayso.ontology.load import Ontology, load  # noqa: E402
from sayso.readers import ReadOptions  # noqa: E402
from sayso.run.adding import BATCH, Added, add  # noqa: E402
from sayso.run.amended import open_amended  # noqa: E402
from sayso.store import Reader, open_reader  # noqa: E402

READY = "ready"
TEXT = '{"text": "", "id": "empty"}'
"""A record that is quarantined, every time."""


class Prepared:
    """Codes by looking up what was coded before."""

    name = "prepared"

    def __init__(self, ontology: Ontology, codings: Sequence[Coding]) -> None:
        self.ontology = ontology
        self._found = {c.document.id: c for c in codings}

    def code(self, document: Document) -> Coding:
        """The coding of a known document. Raises StageError."""
        if document.id not in self._found:
            raise StageError("prepared", document.id, "not known")
        return replace(self._found[document.id], document=document)

    def code_all(self, documents: Iterable[Document]) -> Iterator[Coding | StageError]:
        """The same of several, an error in its place."""
        for document in documents:
            try:
                yield self.code(document)
            except StageError as error:
                yield error


def made(count: int, ontology: Ontology) -> list[Coding]:
    """So many reports, the same each time."""
    return list(islice(reports(ontology, seed=7), count))


def write(path: Path, codings: Sequence[Coding]) -> None:
    """The reports as JSONL, as anybody would give them, with one line that is broken."""
    fields = ("text", "published", "outlet", "language")
    lines = [json.dumps({"id": c.document.key} | {name: getattr(c.document, name) for name in fields}) for c in codings]
    path.write_text("\n".join([*lines[: len(lines) // 2], TEXT, *lines[len(lines) // 2 :]]) + "\n", encoding="utf-8")


def work(store: Path, given: Path, count: int) -> None:
    """What is killed: adds all reports."""
    ontology = load()
    coder = Prepared(ontology, made(count, ontology))

    def progress(total: Added) -> None:
        print(total.read, flush=True)

    print(READY, flush=True)
    try:
        with open_amended(store, "add", ontology.resolving) as owner:
            add(
                owner,
                [str(given)],
                ReadOptions(),
                coder,  # type: ignore[arg-type]
                ontology.actors.outlets,
                clock=lambda: f"{time.time():.6f}",
                progress=progress,
            )
    except StoreError as error:
        sys.exit(str(error))


def state(reader: Reader) -> dict[str, object]:
    """What must hold at any point, and the hash of all events."""
    counts, outcomes = reader.counts(), reader.outcomes()
    events = sorted((e for e in reader.events()), key=lambda e: e.id)
    members = [m.claim for e in events for m in e.members]
    blob = json.dumps([to_plain(e) for e in events], sort_keys=True, ensure_ascii=False)
    return {
        "reports": counts["documents"],
        "claims": counts["claims"],
        "events": len(events),
        "ledger": outcomes.get("added", 0),
        "sound": counts["documents"] == counts["coded"] == outcomes.get("added", 0) and len(members) == len({*members}) == counts["event_claims"],
        "hash": hashlib.sha256(blob.encode()).hexdigest()[:16],
    }


def seen(store: Path, ontology: Ontology) -> dict[str, object]:
    """The state of a store, also of one whose owner was killed."""
    with open_amended(store, "look", ontology.resolving):
        pass
    with open_reader(store) as reader:
        return state(reader)


class Runs:
    """Runs of `add` in processes of their own."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count, self.given, self.ontology = folder, count, folder / "reports.jsonl", load()

    def start(self, store: Path, limit: int | None = None) -> subprocess.Popen[str]:
        """One that is about to add; `limit` is the most bytes a file may have."""
        command = [sys.executable, __file__, "--work", str(store), str(self.given), "--reports", str(self.count)]
        full = None if limit is None else (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=full)
        assert child.stdout is not None
        child.stdout.readline()
        return child

    def finish(self, store: Path, limit: int | None = None) -> tuple[int, str, float]:
        """Lets it run to its end: exit code, what it said on standard error, and seconds."""
        child = self.start(store, limit)
        began = time.monotonic()
        _, said = child.communicate(timeout=3600)
        return child.returncode, said, time.monotonic() - began


def killed(runs: Runs, kills: int, seconds: float, dice: random.Random) -> tuple[Path, bool]:
    """Kills and resumes, at points all over the reports and at any moment of a batch; the store, and whether it was sound each time."""
    store, sound = runs.folder / "killed.duckdb", True
    print("kill  when so many were read, and then after    reports  ledger  events  sound")
    for number, point in enumerate(sorted(dice.randrange(runs.count) for _ in range(kills)), start=1):
        wait = dice.uniform(0, seconds * BATCH / runs.count)
        with runs.start(store) as child:
            assert child.stdout is not None
            while point >= BATCH and (line := child.stdout.readline()) and int(line) < point - BATCH:
                pass
            time.sleep(wait)
            child.kill()
            child.communicate()
        if not store.exists():
            print(f"{number:4} {point:4} {wait:5.2f} s  before there was a store")
            continue
        now = seen(store, runs.ontology)
        sound &= bool(now["sound"])
        print(f"{number:4} {point:22} {wait:20.2f} s  {now['reports']:7}  {now['ledger']:6}  {now['events']:6}  {'yes' if now['sound'] else 'NO'}", flush=True)
    return store, sound


def main() -> None:
    """Print what happened, and say by the exit code whether all of it held."""
    options = argparse.ArgumentParser(description="kill add, resume it, fill its disk")
    options.add_argument("--reports", type=int, default=500)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--disks", type=int, default=3, help="how many sizes of disk to fill")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--work", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.work:
        work(*given.work, given.reports)
        return
    with tempfile.TemporaryDirectory() as name:
        sys.exit(0 if check(Runs(Path(name), given.reports), given.kills, given.disks, random.Random(given.seed)) else 1)


def check(runs: Runs, kills: int, disks: int, dice: random.Random) -> bool:
    """All of it; whether everything held."""
    write(runs.given, made(runs.count, runs.ontology))
    whole = runs.folder / "whole.duckdb"
    code, said, seconds = runs.finish(whole)
    if code:
        print(f"the unbroken run failed: {said}")
        return False
    wanted = seen(whole, runs.ontology)
    print(
        f"unbroken: {wanted['reports']} reports, {wanted['claims']} claims, {wanted['events']} events in {seconds:.1f} s, events {wanted['hash']}", flush=True
    )
    store, sound = killed(runs, kills, seconds, dice)
    sound &= ended("after the kills", runs, store, wanted)
    size, full = whole.stat().st_size, runs.folder / "full.duckdb"
    for share in ((n + 1) / (disks + 1) for n in range(disks)):
        code, said, _ = runs.finish(full, int(size * share))
        lines = said.splitlines()
        before = seen(full, runs.ontology) if full.exists() else {"sound": True, "reports": 0}
        clear = code == 1 and len(lines) == 1 and lines[0].startswith("disk full at ")
        sound &= clear and bool(before["sound"])
        print(
            f"disk full at {share:.0%} of the store: {before['reports']} reports kept, {'sound' if before['sound'] else 'NOT SOUND'}; it said: {said.strip()}"
        )
    return sound & ended("with room again", runs, full, wanted)


def ended(when: str, runs: Runs, store: Path, wanted: dict[str, object]) -> bool:
    """Runs `add` to its end; whether the store is as one never disturbed."""
    code, said, _ = runs.finish(store)
    now = seen(store, runs.ontology)
    same = not code and now == wanted
    print(
        f"{when}: {now['reports']} reports, {now['claims']} claims, {now['events']} events, events {now['hash']}: {'the same' if same else f'DIFFERENT {said}'}"
    )
    return same


if __name__ == "__main__":
    main()
