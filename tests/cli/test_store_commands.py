"""Reading a store: events, one event, disputes, dyads, alerts, exports, and what has become of the inputs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.model.claim import Time
from sayso.model.event import Event
from sayso.model.text import Document
from sayso.resolve.told import left_out
from sayso.store import CodingId, RunRow, Stored, open_owner, open_reader
from sayso.writers.exports import EXPORTS

Run = Callable[..., Any]
WIDE = 80


def records(ran: Any) -> list[dict[str, Any]]:
    assert ran.code == 0, ran.errors
    return [json.loads(text) for text in ran.out.splitlines()]


def table(ran: Any) -> str:
    """What a table says, in one line; it must fit and be clean."""
    assert ran.code == 0, ran.errors
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines()), default=0) <= WIDE
    return " ".join(ran.out.split())


def test_the_strike_is_one_event_told_by_several_outlets(sayso: Run, store: Path) -> None:
    events = records(sayso("events"))
    main = max(events, key=lambda e: e["reports"])
    assert main["reports"] >= 4
    assert {o for a in main["accounts"] for o in a["outlets"]} == {"Caspian Star News", "Meridian Wire", "Ararat Dispatch"}
    assert {"actor": "ARM", "recipient": "AZE"} in main["dyads"]


def test_events_are_listed_newest_first(sayso: Run, store: Path) -> None:
    rows = records(sayso("events"))
    days = [(r["time"] or {}).get("start") or (r["time"] or {}).get("end") or r["first"] for r in rows]
    assert days == sorted(days, reverse=True)
    text = sayso("events", "--format", "table").out
    places = [text.index(f"    {r['id'][:9]} ") for r in rows]
    assert places == sorted(places)
    assert f"{len(rows)} events, newest first" in " ".join(text.split())
    table(sayso("events", "--format", "table"))


def test_events_as_a_tidy_table(sayso: Run, store: Path) -> None:
    rows = records(sayso("events"))
    cells = list(csv.DictReader(io.StringIO(sayso("events", "--format", "csv").out)))
    assert [c["event"] for c in cells] == [r["id"] for r in rows]
    assert [c["summary"] for c in cells] == [r["summary"] for r in rows]


def ids(ran: Any) -> set[str]:
    return {r["id"] for r in records(ran)}


def test_filters(sayso: Run, store: Path, strike: Event) -> None:
    every = {r["id"]: r for r in records(sayso("events"))}
    one_type = ids(sayso("events", "--type", strike.type.lower()))
    assert one_type == {i for i, r in every.items() if r["type"] == strike.type}
    assert ids(sayso("events", "--dyad", "ARM-AZE")) == {i for i, r in every.items() if {"actor": "ARM", "recipient": "AZE"} in r["dyads"]}
    assert ids(sayso("events", "--dyad", "Armenia>Azerbaijan")) == ids(sayso("events", "--dyad", "arm-aze"))
    assert ids(sayso("events", "--party", "Armenia")) == {i for i, r in every.items() if any("ARM" in d.values() for d in r["dyads"])}
    deeds, alleged = ids(sayso("events", "--deeds")), ids(sayso("events", "--alleged"))
    assert deeds | alleged == {*every}
    assert not deeds & alleged
    assert ids(sayso("events", "--status", "disputed")) == {i for i, r in every.items() if r["status"] == "disputed"}
    assert ids(sayso("events", "--status", "single", "--status", "one-side")) == {
        i for i, r in every.items() if r["status"] in ("single source", "one side only")
    }
    assert ids(sayso("events", "--min-sources", "3")) == {i for i, r in every.items() if r["sources"] >= 3}
    assert strike.id in ids(sayso("events", "--since", "2031-03-11", "--until", "2031-03-11"))
    assert strike.id not in ids(sayso("events", "--since", "2031-03-15"))
    assert [r["id"] for r in records(sayso("events", "--limit", "2"))] == [*every][:2]


def test_more_than_is_shown_is_told(sayso: Run, store: Path) -> None:
    assert "there are more, see --limit" in table(sayso("events", "--limit", "1", "--format", "table"))
    assert "there are more" not in table(sayso("events", "--limit", "0", "--format", "table"))


def test_nothing_to_show_is_no_error(sayso: Run, store: Path) -> None:
    assert "nothing to show; the store holds" in table(sayso("events", "--dyad", "USA-IRN", "--format", "table"))
    assert records(sayso("events", "--dyad", "USA-IRN")) == []


def test_show_fits_a_screen_and_answers(sayso: Run, store: Path, strike: Event) -> None:
    ran = sayso("show", strike.id[:9], "--format", "table")
    text = table(ran)
    assert len(ran.out.splitlines()) < 40
    assert text.startswith(strike.id)
    for asked in (
        "who Armen",
        "when 2031-03-11",
        "where ",
        "numbers killed 0-11",
        "sure disputed: ",
        "who says so, by side",
        "denies it; killed 0",
        "why joined: ",
    ):
        assert asked in text, asked
    for side in ("ARM", "AZE", "independent"):
        assert re.search(rf"^  {side} +\S", ran.out, re.MULTILINE)
    assert "deaths: 0 (ARM" in text


def test_show_with_claims_has_every_claim_and_account(sayso: Run, store: Path, strike: Event) -> None:
    ran = sayso("show", strike.id, "--claims", "--format", "table")
    text = table(ran)
    with open_reader(store) as reader:
        claims = reader.claims([m.claim for m in strike.members])
    for claim in claims.values():
        assert claim.id in text
        assert " ".join(claim.text.split())[:40] in text
    for account in strike.accounts:
        assert account.source in text


def test_show_as_a_record_has_everything(sayso: Run, store: Path, strike: Event) -> None:
    (row,) = records(sayso("show", strike.id))
    assert row["id"] == strike.id
    assert [c["id"] for c in row["claims"]] == [m.claim for m in strike.members]
    assert row["disputes"]
    assert row["corrections"] == []
    assert records(sayso("show", strike.members[-1].claim)) == [row]


def test_a_claim_of_no_event_is_told_why(sayso: Run, store: Path) -> None:
    with open_reader(store) as reader:
        documents = {t.document for t in reader.all_tellings()}
        lone, why = next((c, why) for d in sorted(documents) for c in reader.claims_of(d) if (why := left_out(c)) is not None)
    ran = sayso("show", lone.id)
    assert ran.code == 2
    assert f"claim {lone.id} is of no event: {why}; look at it with: sayso explain {lone.id}" in ran.errors


def test_disputes_have_the_words_of_each_side(sayso: Run, store: Path, demo: tuple[Path, ...]) -> None:
    text = table(sayso("disputes", "--format", "table"))
    assert "3 accounts disagree on deaths: 0 / 4 / 11" in text
    (deaths,) = [d for d in records(sayso("disputes", "--type", "assault")) if d["about"] == "killed"]
    reports = " ".join(" ".join(p.read_text(encoding="utf-8").split()) for p in demo)
    assert {"0", "4", "11"} <= {v["value"] for v in deaths["versions"]}
    for version in deaths["versions"]:
        words = " ".join(version["words"]["text"].split())
        assert words in reports
        assert words[:30] in text
    assert any("ARM" in v["sides"] for v in deaths["versions"] if v["value"] == "0")
    assert records(sayso("disputes", "--dyad", "USA-IRN")) == []


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_a_dyad(sayso: Run, store: Path, strike: Event, by: str) -> None:
    (row,) = records(sayso("dyad", "ARM", "AZE", "--by", by))
    assert (row["there"]["unit"], row["back"]["dyad"]) == (by, {"actor": "AZE", "recipient": "ARM"})
    assert strike.id in {i for p in row["there"]["periods"] for i in p["events"]}
    text = table(sayso("dyad", "Armenia", "azerbaijan", "--by", by, "--format", "table"))
    assert text.startswith("Armenia and Azerbaijan ")
    assert row["arrow"]["reason"] in text
    assert "Armenia to Azerbaijan" in text
    assert "ARM > AZE" in text


def test_days_without_a_report_are_told_apart(sayso: Run, store: Path) -> None:
    (row,) = records(sayso("dyad", "ARM", "AZE", "--by", "day", "--until", "2031-03-22"))
    covered = {p["start"]: p["covered"] for p in row["there"]["periods"]}
    assert (covered["2031-03-13"], covered["2031-03-20"]) == (1, 0)
    assert {p["all"]["rate"] for p in row["there"]["periods"] if p["start"] >= "2031-03-18"} == {None}
    out = sayso("dyad", "ARM", "AZE", "--by", "day", "--until", "2031-03-22", "--format", "table").out
    assert re.search(r"^2031-03-20 +0/1 +· +· +· +· +· +· +· +·$", out, re.MULTILINE)
    assert re.search(r"^ +0 .*·····", out, re.MULTILINE)


def test_alerts_need_a_past(sayso: Run, store: Path) -> None:
    assert records(sayso("alerts")) == []
    assert "no alerts; the store has reports of 4 days from 2031-03-12 to 2031-03-16" in table(sayso("alerts", "--dyad", "ARM-AZE", "--format", "table"))


@pytest.fixture
def risen(strike: Event, tmp_path: Path) -> Path:
    """A store with a report a day for 14 months and, on the last 25 days, a strike like that of the demo."""
    path, coding = tmp_path / "risen.duckdb", CodingId("c", "test", "sha256:0", "")
    days = [(date(2030, 1, 1) + timedelta(days=n)).isoformat() for n in range(430)]
    with open_owner(path, "test") as owner, owner.batch():
        owner.start_run(RunRow("r", "c", "test", "2031-03-20"), coding)
        for day in days:
            owner.add(Stored(Document(day, day, "text", published=day), coding, (), (), (), ()))
        for day in days[-25:]:
            time = Time(day, day, day, 1, "stated")
            owner.write_events((), [replace(strike, id=f"e{day}", time=time, first=day, last=day, deed=True, alleged=False, members=(), disputes=())])
    return path


def test_an_alert_has_its_rule_its_reason_and_its_events(sayso: Run, risen: Path) -> None:
    (alert,) = [r for r in records(sayso("alerts", "--store", risen)) if r["kind"] == "alert" and r["nature"] == "deeds"][:1]
    assert alert["value"] == len(alert["events"]) == 25
    text = table(sayso("alerts", "--dyad", "AZE-ARM", "--store", risen, "--format", "table"))
    assert f"{alert['since']} to {alert['until']} ARM>AZE" in text
    for told in (alert["reason"], f"rule: {alert['rule']}", f"lower: {alert['lower']}", alert["events"][-1][:9], "and 22 earlier ones"):
        assert told in text, told
    assert records(sayso("alerts", "--dyad", "USA-IRN", "--store", risen)) == []
    assert records(sayso("alerts", "--since", "2031-04-01", "--store", risen)) == []


def test_a_dyad_tells_its_ruptures_and_alerts(sayso: Run, risen: Path) -> None:
    (row,) = records(sayso("dyad", "ARM", "AZE", "--by", "month", "--store", risen))
    assert row["arrow"]["direction"] == "deteriorating"
    text = table(sayso("dyad", "ARM", "AZE", "--by", "month", "--store", risen, "--format", "table"))
    for told in (row["arrow"]["reason"], f"rupture: {row['ruptures'][0]['reason']}", f"alert: {row['alerts']['raised'][0]['reason']}"):
        assert told in text, told


def test_what_lies_before_the_reports_is_told_not_drawn(sayso: Run, store: Path, strike: Event) -> None:
    time = Time("1990-08-02", "1990-08-02", "1990-08-02", 1, "stated")
    with open_owner(store, "test") as owner:
        owner.write_events((), [replace(strike, id="e-old", time=time)])
    (row,) = records(sayso("dyad", "ARM", "AZE"))
    assert (row["earlier"], row["there"]["periods"][0]["start"]) == (1, "2031-03-10")
    assert "1 event before 2031-03-10 left out" in table(sayso("dyad", "ARM", "AZE", "--format", "table"))
    (row,) = records(sayso("dyad", "ARM", "AZE", "--by", "month", "--since", "1990-08-01"))
    assert (row["earlier"], row["there"]["periods"][0]["deeds"]["count"] + row["there"]["periods"][0]["alleged"]["count"]) == (0, 1)


@pytest.mark.parametrize("name", [*EXPORTS])
def test_every_export(sayso: Run, store: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out" / name
    (row,) = records(sayso("export", "--to", name, "-o", folder))
    assert {Path(f).name for f in row["files"]} == {p.name for p in folder.iterdir()}
    assert {"DICTIONARY.md", "CITATION.txt"} <= {Path(f).name for f in row["files"]}
    left = sum(r["events"] for r in row["left_out"])
    if not EXPORTS[name].all_claims:
        assert len([*csv.reader((folder / "left_out.csv").read_text(encoding="utf-8").splitlines())]) == left + 1
    text = table(sayso("export", "--to", name, "-o", folder, "--format", "table"))
    assert EXPORTS[name].all_claims or f"{row['events'] - left} of {row['events']} events written" in text


def test_the_formats_are_listed(sayso: Run, tmp_path: Path) -> None:
    text = table(sayso("export", "--to", "list", "--format", "table"))
    rows = records(sayso("export", "--to", "list"))
    assert [r["name"] for r in rows] == [*EXPORTS]
    assert all(f"{r['name']} {r['about']}" in text for r in rows)


def test_exports_go_beside_where_nothing_is_said(sayso: Run, store: Path) -> None:
    assert sayso("export", "--to", "geojson").code == 0
    assert json.loads((Path("sayso-geojson") / "events.geojson").read_text(encoding="utf-8"))["type"] == "FeatureCollection"


def test_runs_and_quarantine(sayso: Run, store: Path) -> None:
    (run,) = records(sayso("runs"))
    assert (run["documents"], run["quarantined"], run["command"]) == (6, 0, "sayso add demo")
    assert run["ontology"].startswith("sha256:")
    assert "6 reports" in table(sayso("runs", "--format", "table"))
    assert "nothing in quarantine" in table(sayso("quarantine", "list", "--format", "table"))


def test_a_claim_of_the_store_is_explained_as_from_its_file(sayso: Run, store: Path, demo: tuple[Path, ...], strike: Event) -> None:
    name = strike.members[0].claim
    ran = sayso("explain", name[:10])
    assert ran.code == 0
    assert f"{name}  " in ran.out
    files = [sayso("explain", path, name) for path in demo]
    assert ran.out.partition("\n")[2] in [f.out.partition("\n")[2] for f in files if f.code == 0]


def test_a_file_goes_before_a_claim(sayso: Run, store: Path, strike: Event) -> None:
    Path(strike.members[0].claim).write_text("Rebels attacked an army convoy near Homs on Sunday.")
    ran = sayso("explain", strike.members[0].claim)
    assert ran.code == 0
    assert "Homs" in ran.out
    assert strike.members[0].claim not in ran.out.splitlines()[1]


READING: tuple[tuple[str, ...], ...] = (
    ("events",),
    ("show", "e1"),
    ("disputes",),
    ("dyad", "ARM", "AZE"),
    ("alerts",),
    ("export", "--to", "csv"),
    ("sources", "list"),
    ("runs",),
    ("quarantine", "list"),
)
WRITING: tuple[tuple[str, ...], ...] = (
    ("correct", "e1", "reject"),
    ("merge", "e1", "e2"),
    ("split", "e1", "c1"),
    ("resolve",),
    ("compact",),
)


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=" ".join)
def test_no_store(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    ran = sayso(*command)
    assert (ran.code, ran.raw) == (2, b"")
    assert ran.errors == "sayso: no store at sayso.duckdb; make one: sayso add FILES…\n"
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("command", [c for c in READING if c[0] != "show"], ids=" ".join)
def test_a_file_that_is_no_store(sayso: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    bad = tmp_path / "bad.duckdb"
    bad.write_bytes(b"nonsense" * 1000)
    bad.with_name("bad.duckdb.snapshot").write_bytes(b"nonsense" * 1000)
    ran = sayso(*command, "--store", bad)
    assert ran.code == 2
    assert len(ran.errors.splitlines()) == 1
    assert "is no store of sayso, or is damaged" in ran.errors


def test_reading_while_somebody_writes(sayso: Run, held: Any, strike: Event) -> None:
    for command in READING:
        ran = sayso(*(strike.id if word == "e1" else word for word in command))
        assert ran.code == 0, command


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("events", "--since", "yesterday"), "--since: 'yesterday' is no date"),
        (("events", "--since", "2031-03-12", "--until", "2031-03-11"), "lies after"),
        (("events", "--dyad", "ARM-AZE", "--party", "ARM"), "exclude each other"),
        (("events", "--dyad", "ARM"), "is no pair of parties"),
        (("events", "--dyad", "ARM-XQZ"), "no country has the code 'XQZ'"),
        (("events", "--party", "XQZ"), "no country has the code 'XQZ'"),
        (("events", "--type", "fly"), "no event type 'fly'"),
        (("events", "--status", "true"), "no status 'true'"),
        (("events", "--format", "xml"), "use one of table, jsonl, csv"),
        (("events", "--limit", "-1"), "'--limit'"),
        (("show", "zzzz"), 'no event has an id that begins with "zzzz"'),
        (("show", ""), "no event"),
        (("show", "e"), '"e" is the beginning of several events'),
        (("show", "'; DROP TABLE events; --"), "no event"),
        (("disputes", "--format", "csv"), "use one of table, jsonl"),
        (("dyad", "ARM", "Armenia"), "are one party: ARM"),
        (("dyad", "ARM", "AZE", "--by", "year"), "no unit 'year'"),
        (("dyad", "ARM", "AZE", "--since", "2031-02-30"), "2031-02-30"),
        (("alerts", "--since", "1"), "--since: '1' is no date"),
        (("export", "--to", "xml"), "no export format 'xml'"),
        (("export",), "Missing option"),
        (("export", "--to", "csv", "-o", "sayso.duckdb"), "cannot write"),
        (("quarantine", "sing"), "No such command"),
    ],
)
def test_bad_questions(sayso: Run, store: Path, args: tuple[str, ...], said: str) -> None:
    ran = sayso(*args)
    assert (ran.code, ran.raw) == (2, b"")
    assert said in ran.errors
    assert len(ran.errors.splitlines()) == 1


def test_jsonl_on_a_pipe(process: Run, made: Path) -> None:
    for command in (("events",), ("disputes",), ("runs",)):
        assert records(process(*command, cwd=made.parent)) == records(process(*command, "--format", "jsonl", cwd=made.parent))


@pytest.mark.parametrize("names", [("hezbollah", "ISR"), ("Islamic-State>USA",)], ids=" ".join)
def test_groups_are_parties(sayso: Run, store: Path, names: tuple[str, ...]) -> None:
    assert sayso(*(("dyad", *names) if len(names) == 2 else ("events", "--dyad", *names))).code == 0
