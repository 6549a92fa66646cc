"""What goes out, what is left out and why, and cells that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from sayso.errors import SettingsError
from sayso.model.export import Export
from sayso.writers.cells import cell, clean, csv_line, tsv_line
from sayso.writers.exports import EXPORTS, left_out, write

Wrote = Callable[[str], Path]
Ids = dict[str, str]
COUNTING = ("plover", "polecat", "icews", "gdelt", "mentions", "ged", "acled")
MARKING = ("csv", "parquet", "geojson", "timemap", "sqlite")
OF_CLAIMS = ("labelstudio", "claims")
DAILY = ("icews", "gdelt", "mentions")


def missing(folder: Path) -> dict[str, str]:
    found = pd.read_csv(folder / "left_out.csv", dtype=str, keep_default_na=False)
    assert list(found.columns) == ["event", "type", "day", "reason"]
    assert found["event"].is_unique
    return dict(zip(found["event"], found["reason"], strict=True))


def test_every_format_is_one_of_three_kinds() -> None:
    assert {*EXPORTS} == {*COUNTING, *MARKING, *OF_CLAIMS}
    assert {name for name, f in EXPORTS.items() if f.all_claims} == {*OF_CLAIMS}


@pytest.mark.parametrize("name", [*COUNTING, *MARKING])
def test_what_nobody_says_was_done_never_goes_out(wrote: Wrote, ids: Ids, name: str) -> None:
    folder = wrote(name)
    assert "all deny it" in missing(folder)[ids["denied"]]
    for path in folder.iterdir():
        if path.name.startswith("events.") or path.name == "ids.csv":
            assert ids["denied"].encode() not in path.read_bytes()


@pytest.mark.parametrize("name", COUNTING)
def test_formats_that_are_counted_take_no_alleged_events(wrote: Wrote, ids: Ids, name: str) -> None:
    assert missing(wrote(name))[ids["alleged"]].startswith("alleged: only quoted sources")


@pytest.mark.parametrize("name", MARKING)
def test_formats_that_can_say_alleged_take_them(wrote: Wrote, ids: Ids, name: str) -> None:
    assert ids["alleged"] not in missing(wrote(name))


@pytest.mark.parametrize("name", DAILY)
def test_formats_of_days_leave_out_what_has_none_and_say_why(wrote: Wrote, ids: Ids, name: str) -> None:
    reasons = missing(wrote(name))
    assert reasons[ids["threat"]] == "only the date of the report is known (2031-03-15): the day of the event is not"
    assert reasons[ids["arrests"]] == "its day is not known: between 2031-03-01 and 2031-03-31"
    assert reasons[ids["offer"]] == "no CAMEO code says what it is"
    assert {*reasons} == {ids[n] for n in ("alleged", "denied", "threat", "arrests", "offer", "protest")}


def test_reasons_of_ged_and_acled(wrote: Wrote, ids: Ids) -> None:
    ged, acled = missing(wrote("ged")), missing(wrote("acled"))
    assert ged[ids["clash"]].startswith("no deaths are told")
    assert ged[ids["arrests"]].startswith("no organised violence")
    assert {n for n in ids if ids[n] not in ged} == {"strike"}
    assert acled[ids["threat"]].startswith("sayso's table gives no category")
    assert {n for n in ids if ids[n] not in acled} == {"strike", "arrests", "protest", "clash"}


@pytest.mark.parametrize("name", [*COUNTING, *MARKING])
def test_an_event_is_written_or_listed_and_never_both(wrote: Wrote, export: Export, name: str) -> None:
    folder = wrote(name)
    out = missing(folder)
    assert {row.event for row in left_out(name, export)} == {*out}
    for event in export.events:
        written = any(event.id.encode() in p.read_bytes() for p in folder.iterdir() if p.name.startswith(("events.", "ids.")))
        if name not in ("parquet", "sqlite"):
            assert written != (event.id in out), event.summary


def test_open_and_long_times(export: Export, ids: Ids) -> None:
    offer = next(e for e in export.events if e.id == ids["offer"])
    strike = export.events[0]
    assert strike.time is not None
    undated = replace(strike, time=None)
    long = replace(strike, id="1" * 16, time=replace(strike.time, end="2032-01-01", precision=5))
    reasons = {r.event: r.reason for r in left_out("ged", replace(export, events=(undated, long)))}
    assert reasons == {strike.id: "the days it happened between are not known"}
    reasons = {r.event: r.reason for r in left_out("acled", replace(export, events=(undated, long)))}
    assert set(reasons.values()) == {"its date is not known to a month"}
    coded = replace(offer, cameo="030")
    assert [r.reason for r in left_out("gdelt", replace(export, events=(coded,)))] == ["its day is not known: 2031-03-20 or earlier"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\x00=1", "＝1", "－cmd"])
def test_formulas_are_disarmed(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize(("value", "text"), [(-3.5, "-3.5"), (-1, "-1"), (0, "0"), (True, "true"), (None, ""), ("a=1", "a=1"), ("", ""), ("010", "010")])
def test_numbers_and_plain_text_are_not(value: object, text: str) -> None:
    assert cell(value) == text  # type: ignore[arg-type]


def test_cleaning_keeps_lengths() -> None:
    text = "a\x00b\tc\r\nd\u2028e\x9b\ud800😀"
    assert clean(text) == "a b c  d e \ufffd😀"
    assert len(clean(text, lines=True)) == len(text)
    assert "\n" in clean(text, lines=True)
    assert tsv_line(("a\tb", None, "c\nd"), "None") == "a b\tNone\tc d\n"
    assert tsv_line(('"a', 'b"c')) == "'a\tb'c\n"
    assert csv_line(("a,b", 'c"d')) == '"a,b","c""d"\n'


@pytest.mark.parametrize("name", [*COUNTING, "csv"])
def test_no_cell_of_a_table_runs_in_a_spreadsheet(wrote: Wrote, name: str) -> None:
    for path in wrote(name).iterdir():
        if path.suffix not in (".csv", ".tsv", ".tab"):
            continue
        text = path.read_bytes().decode("utf-8")
        assert not any(c in text for c in "\r\x00\x1b\u2028")
        rows = text.split("\n")[:-1]
        cells = [r.split("\t") for r in rows] if path.suffix != ".csv" else list(csv.reader(rows, strict=True))
        assert len({len(r) for r in cells}) == 1
        for value in (v for r in cells for v in r if v.startswith(("=", "+", "-", "@", "\t", "\r"))):
            float(value)


def test_a_title_that_is_a_formula_stays_readable(wrote: Wrote) -> None:
    found = pd.read_csv(wrote("csv") / "events.csv", dtype=str, keep_default_na=False).set_index("summary")
    assert "'=1+1" in found.index
    assert float(found.loc["'=1+1", "score"]) == -9.0


def test_an_unknown_format_and_a_folder_that_is_a_file(export: Export, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="use one of plover, polecat"):
        write("gdelt3", export, tmp_path)
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(SettingsError, match="choose another folder"):
        write("plover", export, tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"
