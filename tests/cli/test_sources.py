"""`sources`: the user's own table of outlets, and what it changes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.model.event import Event
from sayso.ontology.actors import OUTLETS
from sayso.ontology.load import Ontology
from sayso.run.outlets import OutletTable, outlets_for
from sayso.run.settings import Settings

Run = Callable[..., Any]


def rows(ran: Any) -> list[dict[str, Any]]:
    assert ran.code == 0, ran.errors
    return [json.loads(text) for text in ran.out.splitlines()]


def test_outlets_in_use(sayso: Run, store: Path) -> None:
    found = {r["outlet"]: r for r in rows(sayso("sources", "list"))}
    assert {name: r["documents"] for name, r in found.items()} == {"Meridian Wire": 3, "Caspian Star News": 2, "Ararat Dispatch": 1}
    assert found["Ararat Dispatch"]["row"]["affiliation"] == "state:ARM"
    assert rows(sayso("sources", "list", "--unknown")) == []
    assert "every outlet in use is known" in sayso("sources", "list", "--unknown", "--format", "table").out


def test_unknown_outlets(sayso: Run, store: Path) -> None:
    Path("a.txt").write_text("Rebels attacked an army convoy near Homs on Sunday.")
    assert sayso("add", "a.txt", "--outlet", "The Gazette", "--published", "2031-03-18").code == 0
    assert [(r["outlet"], r["known"]) for r in rows(sayso("sources", "list", "--unknown"))] == [("The Gazette", False)]
    assert "1 outlet no table knows" in sayso("sources", "list", "--format", "table").out
    assert sayso("sources", "set", "The Gazette", "--affiliation", "independent").code == 0
    assert rows(sayso("sources", "list", "--unknown")) == []


def test_a_new_row_is_written_and_changed(sayso: Run, store: Path) -> None:
    (row,) = rows(
        sayso("sources", "set", "gazette", "--name", "The Gazette, of Homs", "--affiliation", "state:SYR", "--kind", "newspaper", "--aliases", "@gaz|=Gaz")
    )
    assert row["table"] == "sayso-outlets.csv"
    assert "run sayso resolve to count again" in sayso("sources", "set", "gazette", "--country", "SYR", "--format", "table").out
    with Path("sayso-outlets.csv").open(encoding="utf-8", newline="") as file:
        (cells,) = csv.DictReader(file)
    assert list(cells) == [*OUTLETS]
    assert cells == {
        "id": "gazette",
        "name": "The Gazette, of Homs",
        "kind": "newspaper",
        "country": "SYR",
        "affiliation": "state:SYR",
        "domains": "",
        "aliases": "@gaz|=Gaz",
        "origin": "own",
    }


def test_own_rows_win(sayso: Run, store: Path, ontology: Ontology) -> None:
    assert ontology.actors.outlets["reuters"].affiliation == "independent"
    assert sayso("sources", "set", "reuters", "--affiliation", "party:hezbollah").code == 0
    table = outlets_for(Settings(), ontology)
    assert {table[name].affiliation for name in ("reuters", "Reuters", "REUTERS.COM", "Reuters News Agency")} == {"party:hezbollah"}
    assert table["AP"].id == "ap"
    assert table.get("nobody's paper") is None


def test_outlets_change_sides_when_resolved_again(sayso: Run, store: Path, strike: Event, events_of: Callable[[Path], dict[str, Event]]) -> None:
    def sides() -> set[str]:
        return {a.side for e in events_of(store).values() for a in e.accounts if a.source == "Meridian Wire" and {"ARM", "AZE"} & {d.actor for d in e.dyads}}

    assert sides() == {"independent"}
    assert sayso("sources", "set", "Meridian Wire", "--affiliation", "state:AZE").code == 0
    assert sides() == {"independent"}
    assert sayso("resolve").code == 0
    assert "AZE" in sides()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "nothing to set"),
        (("--affiliation", "friendly"), "affiliation: 'friendly' is not allowed"),
        (("--affiliation", "state:ZZZ"), "'ZZZ' is no country"),
        (("--affiliation", "public:IRN"), "is not allowed"),
        (("--affiliation", "party:hezbolah"), "did you mean hezbollah"),
        (("--country", "Iran"), "country: 'Iran' is not allowed"),
        (("--kind", "blog"), "kind: 'blog' is not allowed; use one of"),
        (("--name", " "), "name: is empty"),
    ],
)
def test_values_that_are_not_allowed(sayso: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    ran = sayso("sources", "set", "gazette", *args)
    assert (ran.code, ran.raw) == (2, b"")
    assert said in ran.errors
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,name\n", "sayso-outlets.csv:1: the header is id,name"),
        (",".join(OUTLETS) + "\na,A,website,,free,,,x\n", "sayso-outlets.csv:2: affiliation: 'free' is not allowed"),
        (",".join(OUTLETS) + "\na,A,website,,state,,,x\na,B,website,,state,,,x\n", "stands twice"),
    ],
)
def test_a_broken_table(sayso: Run, store: Path, text: str, said: str) -> None:
    Path("sayso-outlets.csv").write_text(text)
    for command in (("sources", "list"), ("resolve",), ("sources", "set", "b", "--name", "B")):
        ran = sayso(*command)
        assert (ran.code, ran.raw) == (2, b"")
        assert said in ran.errors
    assert Path("sayso-outlets.csv").read_text() == text


def test_where_the_table_lies(sayso: Run, store: Path) -> None:
    """As the settings say, else beside them."""
    Path("conf").mkdir()
    Path("conf/a.toml").write_text("")
    Path("conf/b.toml").write_text('outlets = "mine.csv"')
    assert rows(sayso("sources", "set", "x", "--name", "X", "--settings", "conf/a.toml"))[0]["table"] == "conf/sayso-outlets.csv"
    ran = sayso("resolve", "--settings", "conf/b.toml", "--store", "sayso.duckdb")
    assert ran.code == 2
    assert "the settings name a table of outlets that is not there: conf/mine.csv" in ran.errors
    assert rows(sayso("sources", "set", "x", "--name", "X", "--settings", "conf/b.toml"))[0]["table"] == "conf/mine.csv"
    assert sayso("resolve", "--settings", "conf/b.toml", "--store", "sayso.duckdb").code == 0


def test_a_table_finds_outlets_by_all_their_names(ontology: Ontology) -> None:
    table = OutletTable(ontology.actors.outlets.values())
    assert [*table] == [*ontology.actors.outlets]
    for o in ontology.actors.outlets.values():
        assert {table[name].id for name in (o.id, o.id.upper(), f" {o.name} ", *o.domains)} == {o.id} or o.id not in ("ap", "reuters", "afp", "xinhua", "tass")
