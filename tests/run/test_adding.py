"""Adding reports in any order, in any pieces, twice, killed and with newer coders gives the events of all of them."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.errors import StageError
from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.model.plain import to_plain
from sayso.model.telling import Bond
from sayso.model.text import Document
from sayso.ontology.actors import Outlet
from sayso.ontology.load import Ontology
from sayso.readers import ReadOptions, read_text
from sayso.run import adding
from sayso.run.adding import Added, add
from sayso.run.amended import AmendedOwner, open_amended
from sayso.run.resolving import resolve_all, resolve_around
from sayso.store import open_reader

OTHERS = (
    (("Armenia", "Georgia"), ("Yerevan", "Tbilisi"), ("Gorus", "Zugdidi"), ("Verin Karmir", "Dzveli Khidi"), ("2031", "2033"), (" 11 ", " 14 ")),
    (("March", "May"), ("Verin Karmir", "Nerkin Sarn"), ("drone", "rocket"), (" 11 ", " 6 "), ("four", "two"), ("Eleven", "Six")),
)
"""What is changed in the demo's reports to make others of them: other parties in another year; other numbers in another month."""
REPRINT = ("Sarivan Evening Post", "SARIVAN, March 12 (Meridian Wire) - Read by a second desk.\n\n")
OUTLETS = {
    "Caspian Star News": Outlet("Caspian Star News", "Caspian Star News", "agency", "AZE", "state:AZE", (), ()),
    "Ararat Dispatch": Outlet("Ararat Dispatch", "Ararat Dispatch", "agency", "ARM", "state:ARM", (), ()),
    "Meridian Wire": Outlet("Meridian Wire", "Meridian Wire", "wire", None, "independent", (), ()),
}


class Prepared:
    """A coder that looks up what the real one found before, and fails on the texts of `broken`."""

    def __init__(self, ontology: Ontology, codings: Iterable[Coding], name: str = "sayso test", broken: Sequence[str] = ()) -> None:
        self.ontology, self.name, self.broken = ontology, name, {*broken}
        self.found = {c.document.id: c for c in codings}
        self.coded = list[str]()

    def code(self, document: Document) -> Coding:
        self.coded.append(document.id)
        if document.id in self.broken:
            raise StageError("frames", document.id, "IndexError: made to fail")
        return self.found[document.id]

    def code_all(self, documents: Iterable[Document]) -> Iterator[Coding | StageError]:
        for document in documents:
            try:
                yield self.code(document)
            except StageError as error:
                yield error


@dataclass(frozen=True)
class Reports:
    """Documents with what is found in them, and the folder where they lie as records, one a file."""

    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    paths: tuple[str, ...]


@pytest.fixture(scope="module")
def reports(coder: Coder, demo: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The demo's reports and others made of them, coded by the real coder, and a reprint of the second."""
    texts = [p.read_text(encoding="utf-8") for p in demo]
    for changes in OTHERS:
        for path in demo:
            text = path.read_text(encoding="utf-8")
            for old, new in changes:
                text = text.replace(old, new)
            texts.append(text)
    documents = [read_text(t, language="en") for t in texts]
    documents.append(read_text(REPRINT[1] + texts[1], outlet=REPRINT[0], published="2031-03-12", language="en"))
    folder = tmp_path_factory.mktemp("reports")
    return written(folder, [(d, coder.code(d)) for d in documents])


def written(folder: Path, coded: Iterable[tuple[Document, Coding]]) -> Reports:
    """Documents as JSON files that are read as the same documents again."""
    documents, codings, paths = list[Document](), list[Coding](), list[str]()
    for n, (document, coding) in enumerate(coded):
        path = folder / f"{n:02}.json"
        path.write_text(json.dumps({"text": document.text, "published": document.published, "outlet": document.outlet, "language": "en"}), encoding="utf-8")
        documents.append(document)
        codings.append(coding)
        paths.append(str(path))
    return Reports(tuple(documents), tuple(codings), tuple(paths))


@pytest.fixture
def prepared(ontology: Ontology, reports: Reports) -> Prepared:
    return Prepared(ontology, reports.codings)


@pytest.fixture
def owner(tmp_path: Path, ontology: Ontology) -> Iterator[AmendedOwner]:
    with open_amended(tmp_path / "s.duckdb", "test", ontology.resolving) as found:
        yield found


def given(owner: AmendedOwner, paths: Sequence[str], coder: Any, at: str = "2031-04-01") -> Added:
    return add(owner, paths, ReadOptions(), coder, OUTLETS, clock=lambda: at)


def told(owner: AmendedOwner) -> dict[str, Any]:
    """All that was resolved, as JSON has it: events with accounts and disputes, matches, copies, and which tellings are one."""
    tellings = [t.id for t in owner.all_tellings()]
    return {
        "events": {e.id: to_plain(e) for e in owner.events()},
        "matches": [to_plain(m) for m in owner.all_matches()],
        "groups": sorted(owner.grouped(tellings)),
        "rows": {t: n for t, n in owner.counts().items() if t in ("events", "event_claims", "event_dyads", "accounts", "disputes", "claims", "tellings")},
    }


def hashed(events: Iterable[Event]) -> str:
    return hashlib.sha256(json.dumps([to_plain(e) for e in sorted(events, key=lambda e: e.id)], sort_keys=True).encode()).hexdigest()


@pytest.fixture(scope="module")
def whole(ontology: Ontology, reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What comes out when all reports are added at once."""
    with open_amended(tmp_path_factory.mktemp("whole") / "s.duckdb", "test", ontology.resolving) as owner:
        done = given(owner, reports.paths, Prepared(ontology, reports.codings))
        assert (done.read, done.added, done.known) == (19, 19, 0)
        return told(owner)


def test_there_is_something_to_get_wrong(whole: dict[str, Any]) -> None:
    assert len(whole["events"]) > 30
    assert max(e["reports"] for e in whole["events"].values()) >= 3
    assert any(e["disputes"] for e in whole["events"].values())
    assert len(whole["groups"]) >= 6


def in_halves(paths: Sequence[str]) -> list[Sequence[str]]:
    return [paths[10:], paths[:10]]


def reversed_(paths: Sequence[str]) -> list[Sequence[str]]:
    return [paths[::-1]]


def one_by_one(paths: Sequence[str]) -> list[Sequence[str]]:
    return [[p] for p in paths]


def shuffled(paths: Sequence[str]) -> list[Sequence[str]]:
    order = random.Random(4).sample(list(paths), len(paths))
    return [order[n : n + 3] for n in range(0, len(order), 3)]


@pytest.mark.parametrize("cut", [in_halves, reversed_, one_by_one, shuffled])
def test_any_order_and_any_pieces_give_the_same(
    cut: Callable[[Sequence[str]], list[Sequence[str]]], owner: AmendedOwner, reports: Reports, prepared: Prepared, whole: dict[str, Any]
) -> None:
    for piece in cut(reports.paths):
        given(owner, piece, prepared)
    assert told(owner) == whole


def test_resolving_all_anew_changes_nothing(owner: AmendedOwner, reports: Reports, prepared: Prepared, whole: dict[str, Any], ontology: Ontology) -> None:
    for piece in one_by_one(reports.paths):
        given(owner, piece, prepared)
    resolve_all(owner, ontology, OUTLETS)
    assert told(owner) == whole


def test_small_batches_give_the_same(owner: AmendedOwner, reports: Reports, prepared: Prepared, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH", 4)
    assert given(owner, reports.paths, prepared).added == 19
    assert told(owner) == whole


def test_adding_twice_adds_nothing(owner: AmendedOwner, reports: Reports, prepared: Prepared, whole: dict[str, Any]) -> None:
    given(owner, reports.paths[:5], prepared)
    again = given(owner, [*reports.paths, *reports.paths[3:7]], prepared, "2031-04-02")
    assert (again.read, again.added, again.known) == (23, 14, 9)
    assert len(prepared.coded) == len({*prepared.coded}) == 19
    assert told(owner) == whole
    assert owner.outcomes() == {"added": 19, "duplicate": 9}
    assert [r.documents for r in owner.runs()] == [5, 14]


def test_a_reprint_is_folded(owner: AmendedOwner, reports: Reports, prepared: Prepared) -> None:
    given(owner, reports.paths[:6], prepared)
    before = {e.id: e for e in owner.events()}
    reprinted = {m.claim for e in before.values() for m in e.members if m.document == reports.documents[1].id}
    assert reprinted
    given(owner, reports.paths[-1:], prepared)
    (copy,) = owner.copies_of([reports.documents[1].id])
    assert {copy.one, copy.other} == {reports.documents[1].id, reports.documents[-1].id}
    folded = [e for e in owner.events() if e.reprints]
    assert folded
    for event in folded:
        assert event.reports > event.reprints
        origins = {o for a in event.accounts for o in a.origins}
        assert not {f"report {reports.documents[1].id}", f"report {reports.documents[-1].id}"} <= origins
        old = [before[i] for m in event.members if (i := next((e.id for e in before.values() for x in e.members if x.claim == m.claim), None)) is not None]
        assert event.independent <= max((e.independent for e in old), default=1)


def test_a_report_that_links_two_families_of_copies_changes_events_of_both(owner: AmendedOwner, ontology: Ontology, coder: Coder, tmp_path: Path) -> None:
    """A copies B, B copies C, but C not A: with B there, C goes back to A, though it shares no wording with it."""
    first, last = (" ".join(f"{w}{n}" for n in range(60)) for w in ("alpha", "beta"))
    attack = "Rebels attacked an army convoy near {0} on June 14, 2020, killing {1} soldiers."
    texts = [f"{first}\n\n{attack.format('Homs', 4)}", f"{first}\n\n{attack.format('Homs', 4)}\n\n{last}", f"{attack.format('Nairobi', 9)}\n\n{last}"]
    documents = [read_text(t, outlet=f"Outlet {n}", published=f"2020-06-{15 + n}", language="en") for n, t in enumerate(texts)]
    found = written(tmp_path, [(d, coder.code(d)) for d in documents])
    double = Prepared(ontology, found.codings)
    for n in (0, 2, 1):
        given(owner, [found.paths[n]], double)
    assert len(owner.copies_of([documents[0].id])) == 2
    one_at_a_time = told(owner)
    resolve_all(owner, ontology, OUTLETS)
    assert told(owner) == one_at_a_time
    assert {o for e in owner.events() for a in e.accounts for o in a.origins if o.startswith("report")} == {f"report {documents[0].id}"}


def test_a_newer_coding_stands_beside_the_old_one(
    owner: AmendedOwner, ontology: Ontology, reports: Reports, prepared: Prepared, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given(owner, reports.paths, prepared)
    before = {d.id: owner.claims_of(d.id) for d in reports.documents}
    monkeypatch.setattr(prepared, "name", "sayso test newer")
    done = given(owner, reports.paths, prepared, "2031-04-02")
    assert (done.added, done.known) == (19, 0)
    assert [c.coder for c in owner.codings()].count("sayso test newer") == 1
    assert owner.counts()["claims"] == 2 * whole["rows"]["claims"]
    now = told(owner)
    assert {**now, "rows": {**now["rows"], "claims": whole["rows"]["claims"]}} == whole
    older = next(c.id for c in owner.codings() if c.coder == "sayso test")
    assert all(owner.claims_of(d, older) == claims for d, claims in before.items())


def test_what_a_newer_coder_no_longer_finds_is_in_no_event(owner: AmendedOwner, ontology: Ontology, reports: Reports, prepared: Prepared) -> None:
    given(owner, reports.paths, prepared)
    gone = {c.id for c in reports.codings[0].claims}
    assert any(m.claim in gone for e in owner.events() for m in e.members)
    newer = Prepared(ontology, [replace(reports.codings[0], claims=(), figures=()), *reports.codings[1:]], "sayso test newer")
    given(owner, reports.paths[:1], newer)
    assert not [e.id for e in owner.events() for m in e.members if m.claim in gone]
    now = told(owner)
    resolve_all(owner, ontology, OUTLETS)
    assert told(owner) == now


def test_what_fails_is_quarantined_and_the_rest_added(owner: AmendedOwner, ontology: Ontology, reports: Reports, tmp_path: Path, whole: dict[str, Any]) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02 nothing to read")
    failing = Prepared(ontology, reports.codings, broken=[reports.documents[4].id])
    done = given(owner, [*reports.paths, str(tmp_path / "bad.txt"), str(tmp_path / "gone.txt")], failing)
    assert (done.read, done.added, len(done.failed)) == (21, 18, 3)
    found = owner.quarantine()
    assert {Path(q.where).name for q in found} == {"bad.txt", "gone.txt", "04.json:1"}
    assert all(q.reason and q.remedy for q in found)
    assert owner.outcomes() == {"added": 18, "quarantined": 3}
    assert owner.runs()[0].quarantined == 3
    mended = given(owner, reports.paths, Prepared(ontology, reports.codings), "2031-04-02")
    assert (mended.added, mended.known) == (1, 18)
    assert told(owner) == whole


def test_an_error_of_ours_undoes_its_batch_alone(
    owner: AmendedOwner, ontology: Ontology, reports: Reports, prepared: Prepared, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH", 5)
    failing = Prepared(ontology, [c for n, c in enumerate(reports.codings) if n != 12])
    with pytest.raises(KeyError):
        given(owner, reports.paths, failing)
    assert owner.counts()["documents"] == owner.outcomes()["added"] == 10
    assert owner.runs()[0].ended is None
    given(owner, reports.paths, prepared, "2031-04-02")
    assert told(owner) == whole


def test_a_persons_word_holds_in_any_order(ontology: Ontology, reports: Reports, prepared: Prepared, whole: dict[str, Any], tmp_path: Path) -> None:
    """Two events bound together and one torn apart stay so, whether the reports come before or after."""
    large = max(whole["events"].values(), key=lambda e: (e["reports"], e["id"]))
    leaving, staying = large["members"][-1], large["members"][0]
    others = [e for e in whole["events"].values() if e["type"] == large["type"] and e["reports"] == 1 and e["id"] != large["id"]]
    bonds = [Bond(*sorted((leaving["claim"], m["claim"])), False) for m in large["members"] if m["document"] != leaving["document"]]
    bonds += [Bond(*sorted((staying["claim"], others[0]["members"][0]["claim"])), True)]
    out = []
    for first in (True, False):
        with open_amended(tmp_path / f"{first}.duckdb", "test", ontology.resolving) as owner:
            if first:
                owner.bind(bonds)
            for piece in one_by_one(reports.paths if first else reports.paths[::-1]):
                given(owner, piece, prepared)
            if not first:
                owner.bind(bonds)
                touched = [t.id for t in owner.all_tellings() if {x.claim for x in t.told} & {c for b in bonds for c in (b.one, b.other)}]
                with owner.batch():
                    resolve_around(owner, touched, ontology, OUTLETS)
            out.append(told(owner))
            resolve_all(owner, ontology, OUTLETS)
            assert told(owner) == out[-1]
            together = {m.claim for m in owner.events_of([staying["claim"]])[0].members}
            assert others[0]["members"][0]["claim"] in together
            assert leaving["claim"] not in together
    assert out[0] == out[1]


def test_the_real_coder_gives_the_same(
    owner: AmendedOwner, coder: Coder, reports: Reports, demo: tuple[Path, ...], prepared: Prepared, tmp_path: Path, ontology: Ontology
) -> None:
    """From the packaged files, which are coded as they are read."""
    given(owner, reports.paths[:6], prepared)
    with open_amended(tmp_path / "real.duckdb", "test", ontology.resolving) as real:
        given(real, [str(p) for p in demo], coder)
        assert hashed(real.events()) == hashed(owner.events())
        path = real.path
    with open_reader(path) as reader:
        assert hashed(reader.events()) == hashed(owner.events())


def test_killed_and_resumed_is_as_if_never_killed(repo: Path) -> None:
    """SIGKILL at three points, and a disk that fills up; the long form is `make kill`."""
    command = [sys.executable, str(repo / "tools" / "kill_add.py"), "--reports", "30", "--kills", "3", "--disks", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("the same") == 2
    assert done.stdout.count("it said: disk full at") == 1
