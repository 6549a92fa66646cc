"""The Python interface: readings, stories and stores, and their data frames."""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas
import pytest

import sayso
from sayso.coder import Coder
from sayso.errors import InputError, SettingsError, StoreError
from sayso.facade import making
from sayso.facade.records import Claims, Events
from sayso.model.event import Dyad
from sayso.model.plain import to_plain
from sayso.store import open_owner

BARE = "Rebels attacked an army convoy near Homs."


@pytest.fixture(scope="module", autouse=True)
def _shared(coder: Coder) -> Iterator[None]:
    """The session's coder, since loading takes seconds; no settings of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as m:
        m.setattr(making, "coder_of", lambda folder, parser: coder)
        m.setattr(making, "ontology_of", lambda folder: coder.ontology)
        for name in ("SAYSO_SETTINGS", "SAYSO_STORE"):
            m.delenv(name, raising=False)
        yield


@pytest.fixture(scope="module")
def readings(demo: tuple[Path, ...], _shared: None) -> tuple[sayso.Reading, ...]:
    return tuple(sayso.read(path) for path in demo)


@pytest.fixture(scope="module")
def story(readings: tuple[sayso.Reading, ...]) -> sayso.Story:
    return sayso.resolve(readings)


@pytest.fixture(scope="module")
def full(demo: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory, _shared: None) -> sayso.Store:
    """A store with the demo reports, to read from."""
    store = sayso.open(tmp_path_factory.mktemp("store") / "demo.duckdb")
    store.add(demo)
    return store


@pytest.fixture
def own(full: sayso.Store, tmp_path: Path) -> sayso.Store:
    """A copy of it, to change."""
    for path in full.path.parent.iterdir():
        shutil.copy2(path, tmp_path / path.name)
    return sayso.open(tmp_path / full.path.name)


# reading


def test_a_reading(demo: tuple[Path, ...], tmp_path: Path) -> None:
    reading = sayso.read(BARE, published="2020-06-15")
    assert [c.event for c in reading.claims] == ["ASSAULT"]
    found = sayso.read(demo[0])
    assert found.claims
    assert found.statements
    assert found.skipped
    assert found.quarantined == ()
    with pytest.raises(InputError, match=r"none\.txt"):
        sayso.read(tmp_path / "none.txt")


def test_what_cannot_be_read_is_told_beside_what_can(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BARE)
    (tmp_path / "b<i>.exe").write_bytes(b"\0")
    reading = sayso.read(tmp_path)
    assert (len(reading.codings), len(reading.quarantined)) == (1, 1)
    assert repr(reading) == "<reading: 1 report, 1 claim, 1 not readable>"
    assert "b&lt;i&gt;.exe" in reading._repr_html_()


def test_a_frame_of_a_reading_has_a_row_for_each_claim_and_its_event(readings: tuple[sayso.Reading, ...]) -> None:
    reading = readings[0]
    table = reading.to_df()
    assert sorted(table["claim"]) == sorted(c.id for c in reading.claims)
    held = {m.claim: e.id for e in reading.events for m in e.members}
    assert {c: e for c, e in zip(table["claim"], table["event"], strict=True) if isinstance(e, str)} == held
    assert held


# resolving


def test_a_story_tells_what_a_store_tells(story: sayso.Story, full: sayso.Store) -> None:
    assert [to_plain(e) for e in story.events] == [to_plain(e) for e in full.events()]
    assert list(story.disputes) == list(full.disputes())
    pandas.testing.assert_frame_equal(story.to_df(), full.events().to_df())


@pytest.mark.parametrize("name", ["gdelt", "csv", "geojson"])
def test_a_story_exports_what_a_store_exports(story: sayso.Story, full: sayso.Store, tmp_path: Path, name: str) -> None:
    ours, theirs = story.export(name, tmp_path / "story"), full.export(name, tmp_path / "store")
    assert {p.name: p.read_bytes() for p in ours} == {p.name: p.read_bytes() for p in theirs}


def test_the_order_of_readings_and_repetitions_make_no_difference(story: sayso.Story, readings: tuple[sayso.Reading, ...]) -> None:
    again = sayso.resolve([*reversed(readings), readings[0], readings[1].reports[0]])
    assert [to_plain(e) for e in again.events] == [to_plain(e) for e in story.events]
    assert len(again.claims) == len(story.claims)
    assert again._repr_html_() == story._repr_html_()


def test_a_reprint_is_no_second_source(readings: tuple[sayso.Reading, ...], demo: tuple[Path, ...]) -> None:
    reprint = sayso.read(demo[1].read_text(encoding="utf-8"), outlet="Another Paper")
    both = sayso.resolve([readings[1], reprint])
    alone = sayso.resolve(readings[1])
    assert max(e.reprints for e in both.events) == 1
    assert {e.id: e.sources for e in alone.events}.items() >= {e.id: e.sources for e in both.events if e.id in {x.id for x in alone.events}}.items()


def test_the_demo_disputes_its_dead(story: sayso.Story) -> None:
    killed = [d for d in story.disputes if d.about == "killed"]
    assert any({"0", "11"} <= {v.value for v in d.versions} for d in killed)
    table = story.disputes.to_df()
    assert len(table) == sum(len(d.versions) for d in story.disputes)
    assert "killed" in set(table["about"])


def test_one_event_is_found_by_the_beginning_of_an_id_or_a_claim(story: sayso.Story, full: sayso.Store) -> None:
    wanted = story.events[0]
    for asked in (wanted.id, wanted.id[:9], wanted.members[0].claim):
        assert story.event(asked).id == full.event(asked).id == wanted.id
    for place, error in ((story, SettingsError), (full, StoreError)):
        with pytest.raises(error, match="several"):
            place.event("e")
        for nothing in ("zzz", ""):
            with pytest.raises(error, match="no event"):
                place.event(nothing)


def test_an_empty_story() -> None:
    story = sayso.resolve([])
    assert (len(story.events), len(story.disputes), len(story.alerts())) == (0, 0, 0)
    assert story.to_df().empty
    assert len(story.dyad("USA", "IRN").to_df("day")) == 0
    assert "0 weeks" in story.dyad("USA", "IRN")._repr_html_()


# a store


def test_opening_and_reading_make_no_store(tmp_path: Path) -> None:
    with sayso.open(tmp_path / "none.duckdb") as store:
        for ask in (store.events, store.disputes, store.alerts, lambda: store.export("csv", tmp_path / "out"), lambda: store.merge("a", "b", by="x")):
            with pytest.raises(StoreError, match="no store"):
                ask()
    assert list(tmp_path.iterdir()) == []


def test_the_store_is_where_settings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert sayso.open().path == tmp_path / "sayso.duckdb"
    (tmp_path / "s.toml").write_text('store = "x/y.duckdb"\n')
    assert sayso.open(settings="s.toml").path == tmp_path / "x" / "y.duckdb"
    monkeypatch.setenv("SAYSO_STORE", "env.duckdb")
    assert sayso.open(settings="s.toml").path == tmp_path / "env.duckdb"
    assert sayso.open("own.duckdb", settings="s.toml").path == tmp_path / "own.duckdb"


def test_a_closed_store_says_so(full: sayso.Store) -> None:
    with sayso.open(full.path) as store:
        events = store.events()
    with pytest.raises(StoreError, match="closed"):
        store.events()
    assert len(events.to_df()) == len(events)


def test_adding_again_adds_nothing_and_holds_the_store_for_the_call_only(own: sayso.Store, demo: tuple[Path, ...]) -> None:
    before = [to_plain(e) for e in own.events()]
    added = own.add(str(demo[0].parent / demo[0].name))
    assert (added.read, added.added, added.known) == (1, 0, 1)
    assert [to_plain(e) for e in own.events()] == before
    with open_owner(own.path, "a test"):
        assert [to_plain(e) for e in own.events()] == before
        with pytest.raises(StoreError, match="a test"):
            own.add(demo[0])


def test_adding_what_cannot_be_read(own: sayso.Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(BARE)
    with pytest.raises(InputError, match=r"none\.txt"):
        own.add(tmp_path / "none.txt")
    added = own.add([tmp_path / "none.txt", tmp_path / "in"], published=date(2031, 3, 20), outlet="Somebody")
    assert (added.added, [q.where for q in added.failed]) == (1, [str(tmp_path / "none.txt")])
    (claim,) = own.claims(own.events(since="2031-03-18", types="ASSAULT")[0])
    assert (claim.document.outlet, claim.document.published) == ("Somebody", "2031-03-20")


def test_pairs_can_be_written_in_several_ways(full: sayso.Store) -> None:
    wanted = [e.id for e in full.events(Dyad("AZE", "ARM"))]
    assert wanted
    for pair in (("AZE", "ARM"), "AZE-ARM", "AZE>ARM", ("azerbaijan", "Armenia")):
        assert [e.id for e in full.events(pair)] == wanted
    assert all(Dyad("AZE", "ARM") in e.dyads for e in full.events("AZE-ARM"))
    assert {e.id for e in full.events(party="ARM")} > {*wanted}


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda s: s.events("AZX-ARM"), "AZX"),
        (lambda s: s.events(("AZE", "ARM", "GEO")), "no pair"),
        (lambda s: s.events(since="yesterday"), "since 'yesterday' is not a date"),
        (lambda s: s.dyad("AZE", "QQQ"), "QQQ"),
        (lambda s: s.dyad("AZE", "ARM", until="2031-02-30"), "until"),
        (lambda s: s.dyad("AZE", "ARM").to_df("year"), "no unit 'year'"),
        (lambda s: s.export("xml", "out"), "no export format 'xml'"),
        (lambda s: s.events().to_df("excel"), "no kind of data frame 'excel'"),
    ],
)
def test_what_cannot_be_asked_is_refused(full: sayso.Store, ask: Callable[[sayso.Store], Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        ask(full)


def test_filters_of_events(full: sayso.Store) -> None:
    everything = full.events()
    assert {e.type for e in full.events(types=("THREATEN", "AID"))} == {"THREATEN", "AID"}
    assert [e.id for e in full.events(limit=3)] == [e.id for e in everything[:3]]
    assert {e.deed for e in full.events(deeds=False)} == {False}
    assert {e.status for e in full.events(status="disputed")} == {"disputed"}
    assert len(full.events(min_sources=2)) < len(everything)


def test_claims_of_an_event_a_document_and_a_filter(full: sayso.Store, readings: tuple[sayso.Reading, ...]) -> None:
    event = full.events(min_sources=2)[0]
    assert [c.id for c in full.claims(event)] == [c.id for c in full.claims(event.id[:10])] == [m.claim for m in event.members]
    document = readings[2].codings[0].document.id
    assert full.claims(document=document[:12]).items == readings[2].claims
    assert {c.id for c in full.claims(dyad="AZE-ARM")} == {m.claim for e in full.events("AZE-ARM") for m in e.members}
    with pytest.raises(StoreError, match="no document"):
        full.claims(document="zzz")


# corrections


def test_rejecting_a_claim_takes_its_event_away_and_accepting_brings_it_back(own: sayso.Store) -> None:
    event = next(e for e in own.events() if len(e.members) == 1 and not e.about)
    done = own.correct(own.claims(event)[0], "reject", by="A. Reader", reason="a test")
    assert (done.correction.by, done.correction.reason, done.holder) == ("A. Reader", "a test", None)
    assert event.id not in {e.id for e in own.events()}
    own.correct(event.members[0].claim, "accept", by="A. Reader")
    assert event.id in {e.id for e in own.events()}


def test_merging_and_splitting(own: sayso.Store) -> None:
    one, other = [e for e in own.events() if e.quad == 4 and len(e.members) == 1][:2]
    own.merge(one, other.id, by="A. Reader")
    merged = own.event(one.members[0].claim)
    assert {m.claim for m in merged.members} >= {one.members[0].claim, other.members[0].claim}
    own.split(merged, other.members[0].claim, by="A. Reader")
    assert own.event(one.members[0].claim).id != own.event(other.members[0].claim).id


def test_a_correction_waits_where_another_owns_the_store(own: sayso.Store) -> None:
    claim = own.claims(own.events()[0])[0]
    with open_owner(own.path, "somebody else"):
        done = own.correct(claim, "reject", by="A. Reader")
        assert "somebody else" in done.holder
    own.correct(claim, "event", "AID", by="A. Reader")
    assert claim.id not in {m.claim for e in own.events() for m in e.members}


@pytest.mark.parametrize(("by", "field", "words"), [(" ", "reject", "nobody signs"), ("me", "colour", "colour")])
def test_wrong_corrections_are_refused(own: sayso.Store, by: str, field: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        own.correct(own.events()[0], field, by=by)


# over time


def test_a_pair_over_time(full: sayso.Store, story: sayso.Story) -> None:
    there = full.dyad("AZE", "ARM")
    days, weeks = there.to_df("day"), there.to_df("week")
    assert list(days["start"]) == [str(d.date()) for d in pandas.date_range(days["start"].iloc[0], days["end"].iloc[-1])]
    assert days["events"].sum() == weeks["events"].sum() == len(there.events)
    assert set(days.loc[days["covered"] == 0, "quiet"]) <= {False}
    assert set(weeks["actor"]) == {"AZE"}
    assert set(there.back.to_df()["actor"]) == {"ARM"}
    both = full.dyad("AZE", "ARM", both=True)
    assert len(both.events) == len({e.id for e in (*there.events, *there.back.events)})
    assert there.arrow.reason.startswith("Events by Azerbaijan towards Armenia")
    assert "threat" in there.threats.reason
    pandas.testing.assert_frame_equal(days, story.dyad("AZE", "ARM").to_df("day"))
    assert len(full.dyad("AZE", "ARM", since=date(2031, 3, 14), until="20310315").to_df("day")) == 2


def test_a_series_does_not_begin_with_what_reports_recall() -> None:
    reading = sayso.read("Iran attacked Iraq in September 1980. On Monday Iran attacked Iraq again.", published="2020-06-16")
    (week,) = reading.story.dyad("IRN", "IRQ").series("week").periods
    assert week.start == "2020-06-15"


def test_alerts_are_listed_with_their_reason(full: sayso.Store) -> None:
    found = full.alerts()
    assert list(found.to_df().columns)[:2] == ["alert", "measure"]
    assert len(full.alerts("AZE-ARM", since="2031-03-01")) <= len(found)


# data frames


def test_frames_hold_what_the_tidy_export_holds(full: sayso.Store, tmp_path: Path) -> None:
    files = {p.name: p for p in full.export("csv", tmp_path / "out")}
    assert {"events.csv", "claims.csv", "left_out.csv", "DICTIONARY.md", "CITATION.txt"} <= set(files)
    for name, table in (("events.csv", full.events().to_df()), ("claims.csv", full.claims().to_df())):
        exported = pandas.read_csv(files[name], dtype="string", keep_default_na=False, na_values=[""])
        assert list(table.columns) == list(exported.columns)
        shown = table.astype("string").replace({"True": "true", "False": "false"})
        texts = [c for c in table.columns if table[c].dtype == "string"]
        left, right = (t.sort_values(t.columns[0]).reset_index(drop=True)[texts].fillna("") for t in (shown, exported))
        pandas.testing.assert_frame_equal(left, right.map(lambda v: v.removeprefix("'") if v[:2] in {"'=", "'+", "'-", "'@"} else v).astype("string"))


def test_frames_are_typed(full: sayso.Store) -> None:
    table = full.events().to_df()
    assert {c: str(table[c].dtype) for c in ("event", "quad", "score", "deed", "killed_low")} == {
        "event": "string",
        "quad": "Int64",
        "score": "Float64",
        "deed": "boolean",
        "killed_low": "Int64",
    }
    assert table["deed"].sum() == sum(e.deed for e in full.events())
    assert [str(d) for d in full.events()[:0].to_df().dtypes] == [str(d) for d in table.dtypes]


@pytest.mark.parametrize(("view", "name"), [(Events, "events.csv"), (Claims, "claims.csv")])
def test_the_columns_are_told(full: sayso.Store, view: type[Events], name: str) -> None:
    told = set(re.findall(r"\w+", inspect.getdoc(view.to_df) or ""))
    table = (full.events() if view is Events else full.claims()).to_df()
    assert {c for c in table.columns if not re.search("_(low|best|high)$", c)} <= told
    assert name in (inspect.getdoc(view.to_df) or "")


def test_polars_where_it_is_installed(full: sayso.Store) -> None:
    polars = pytest.importorskip("polars")
    table = full.events().to_df("polars")
    assert isinstance(table, polars.DataFrame)
    assert table["event"].to_list() == list(full.events().to_df("pandas")["event"])
    assert str(table.schema["score"]) == "Float64"


def test_polars_where_pandas_is_missing(full: sayso.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Polars(ModuleType):
        String = Int64 = Float64 = Boolean = "a type"

        @staticmethod
        def DataFrame(data: dict[str, list[Any]], schema: dict[str, Any]) -> Any:
            return data, schema

    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", Polars("polars"))
    data, schema = full.disputes().to_df()
    assert list(data) == list(schema) == ["dispute", "event", "about", "version", "sides", "sources", "claims", "reason"]
    assert data["dispute"] == [d.id for d in full.disputes() for _ in d.versions]


@pytest.mark.parametrize(("kind", "words"), [(None, "neither pandas nor polars"), ("pandas", "pandas is not"), ("polars", "polars is not")])
def test_without_pandas_and_polars_the_command_is_told(full: sayso.Store, monkeypatch: pytest.MonkeyPatch, kind: Any, words: str) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(SettingsError, match=words) as failed:
        full.events().to_df(kind)
    assert "pip install" in failed.value.remedy


def test_a_broken_library_is_not_called_missing(full: sayso.Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "polars.py").write_text("import a_module_that_is_not_there\n")
    monkeypatch.delitem(sys.modules, "polars", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="a_module_that_is_not_there"):
        full.events().to_df("polars")


# what is loaded


def test_importing_is_cheap_and_names_stay_what_they_are() -> None:
    script = """
import sys, sayso
print(sorted({"duckdb", "pandas", "polars", "rensa", "spacy", "numpy", "yaml"} & set(sys.modules)))
import sayso.resolve.resolver
from sayso.resolve.resolver import events
print(callable(sayso.resolve), callable(sayso.open), callable(sayso.read))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["[]", "True True True"]


def test_the_notebook_runs_and_shows_what_it_shows(repo: Path) -> None:
    notebook = json.loads((repo / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))
    assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root|Users)/", json.dumps(notebook))
    assert any("text/html" in o.get("data", {}) for c in notebook["cells"] for o in c.get("outputs", []))
    tool = [sys.executable, str(repo / "tools" / "make_notebook.py"), "--check"]
    path = os.pathsep.join(os.path.abspath(p) for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p)
    done = subprocess.run(tool, capture_output=True, text=True, timeout=300, env={**os.environ, **({"PYTHONPATH": path} if path else {})})
    assert done.returncode == 0, done.stdout + done.stderr
