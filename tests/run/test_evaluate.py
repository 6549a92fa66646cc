"""Measuring on labelled texts: known answers, debatable labels, wrong lines, the same intervals every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.errors import InputError, StageError
from sayso.model.coding import Coding
from sayso.model.text import Document
from sayso.run.evaluate import evaluate
from sayso.run.gold import read_gold
from sayso.run.measures import RESAMPLES, Report, macro_f1, scores

Run = Callable[..., Any]
Measure = Callable[..., Report]
ATTACK = "Syrian rebels attacked an army convoy near Homs on Sunday."
CALM = "The bakery sells bread and cakes."
RIGHT = {
    "event": "ASSAULT",
    "modes": [],
    "trigger": "attacked",
    "actors": [{"text": "Syrian rebels", "country": "SYR", "sector": "REB"}],
    "recipients": [{"text": "an army convoy", "country": None, "sector": "MIL"}],
    "status": "actual",
    "deed": True,
    "author_vouches": True,
    "sure": 3,
    "note": "a key nobody reads",
}


def row(text: str, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": text, "events": list(events), "date": "2020-06-15", **more}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def run(*rows: dict[str, Any] | str) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8")
        return path

    return run


@pytest.fixture
def measure(coder: Coder, write: Callable[..., Path]) -> Measure:
    return lambda *rows: evaluate(read_gold(str(write(*rows)), coder.ontology.types), coder)


def counts(report: Report) -> tuple[int, int, int]:
    return report.overall.gold, report.overall.coded, report.overall.matched


def detail(report: Report, name: str) -> tuple[int, int]:
    return next((d.count, d.of) for d in report.details if d.name == name)


def test_perfect(measure: Measure) -> None:
    report = measure(row(ATTACK, RIGHT), row(CALM))
    assert counts(report) == (1, 1, 1)
    assert [s.event for s in report.types] == ["ASSAULT"]
    assert report.overall.f1.value == report.macro_f1.value == 1
    for name in ("actors' countries", "modes", "status", "deed", "author_vouches"):
        assert detail(report, name) == (1, 1)
    assert detail(report, "recipients' countries")[1] == 1
    assert report.status_macro_f1 == 1
    assert (report.firing.count, report.firing.of) == (0, 1)
    assert not report.misses
    assert not report.confusion


def test_missing(measure: Measure) -> None:
    report = measure(row(ATTACK, RIGHT), row(CALM, {"event": "AGREE", "trigger": "sells"}))
    assert counts(report) == (2, 1, 1)
    assert (report.overall.precision.value, report.overall.recall.value) == (1, 0.5)
    assert report.macro_f1.value == 0.5
    (miss,) = report.misses
    assert (miss.gold, miss.gold_trigger, miss.coded, miss.text) == ("AGREE", "sells", None, CALM)
    assert miss.passed_over


def test_extra(measure: Measure) -> None:
    report = measure(row(ATTACK))
    assert counts(report) == (0, 1, 0)
    assert (report.overall.precision.value, report.overall.recall.value, report.macro_f1.value) == (0, None, None)
    assert (report.firing.count, report.firing.of) == (1, 1)
    (miss,) = report.misses
    assert (miss.gold, miss.coded_trigger) == (None, "attacked")
    assert any(rule.startswith("frames/assault#") for rule in miss.rules)


def test_another_type(measure: Measure) -> None:
    report = measure(row(ATTACK, {"event": "PROTEST", "trigger": "attacked"}))
    assert [(c.gold, c.coded, c.times) for c in report.confusion] == [("PROTEST", "ASSAULT", 1)]
    (miss,) = report.misses
    assert miss.gold == "PROTEST"
    assert miss.coded is not None
    assert miss.coded.startswith("ASSAULT")


def test_another_sentence_is_no_confusion(measure: Measure) -> None:
    report = measure(row(f"{CALM} {ATTACK}", {"event": "PROTEST", "trigger": "bread"}))
    assert not report.confusion
    assert len(report.misses) == 2


def test_debatable(measure: Measure) -> None:
    found, missed = {**RIGHT, "sure": 1}, {"event": "AGREE", "trigger": "sells", "sure": 1}
    report = measure(row(ATTACK, found), row(CALM, missed))
    assert counts(report) == (0, 0, 0)
    assert (report.debatable.count, report.debatable.of) == (1, 2)
    assert not report.misses
    assert not report.types
    assert report.firing.of == 0
    assert detail(report, "status") == (0, 0)


def test_the_nearest_matches_and_each_once(measure: Measure) -> None:
    text = "Syrian rebels attacked a village, and Turkish troops shelled a town."
    near = measure(row(text, {"event": "ASSAULT", "trigger": "shelled", "actors": [{"country": "TUR"}]}))
    assert counts(near) == (1, 2, 1)
    assert detail(near, "actors' countries") == (1, 1)
    thrice = measure(row(text, *({"event": "ASSAULT", "trigger": "attacked"} for _ in range(3))))
    assert counts(thrice) == (3, 2, 2)


def test_what_is_not_labelled_is_not_scored(measure: Measure) -> None:
    report = measure(row(ATTACK, {"event": "ASSAULT", "actors": [{"text": "rebels"}]}))
    assert counts(report) == (1, 1, 1)
    assert {d.of for d in report.details} == {0}
    assert report.status_macro_f1 is None


def test_wrong_parts_and_false_facts(measure: Measure) -> None:
    wrong = {**RIGHT, "modes": ["abduct"], "actors": [{"country": "TUR"}], "status": "negated", "deed": False, "author_vouches": False}
    report = measure(row(ATTACK, wrong))
    assert counts(report) == (1, 1, 1)
    assert {d.count for d in report.details if not d.name.startswith("recipients")} == {0}
    assert report.status_macro_f1 == 0
    assert (report.false_facts.count, report.false_facts.of) == (1, 1)


def test_macro_f1_is_over_the_labels() -> None:
    assert macro_f1([("a", "a"), ("a", "c"), ("b", "b")]) == pytest.approx((2 / 3 + 1) / 2, abs=1e-4)
    assert macro_f1([]) is None


def test_intervals() -> None:
    tallies = [{"A": (1, 1, 1)}] * 12 + [{"A": (1, 1, 0), "B": (1, 0, 0)}] * 8
    types, overall, macro = scores(tallies)
    assert scores(tallies) == (types, overall, macro)
    assert RESAMPLES == 1000
    f1 = types[0].f1
    assert f1.value == 0.6
    assert f1.low is not None
    assert f1.high is not None
    # twenty throws of a coin that falls right six times in ten: 8 to 16 in the middle 95 %
    assert (f1.low, f1.high) == pytest.approx((0.4, 0.8), abs=0.051)
    assert macro.value == 0.3
    assert scores([])[1].f1.value is None


def test_the_same_every_time(measure: Measure) -> None:
    rows = (row(ATTACK, RIGHT), row(CALM), row(CALM, {"event": "AGREE", "trigger": "sells"}), row(ATTACK))
    assert measure(*rows) == measure(*rows)


def test_a_text_that_fails_is_told_and_its_events_are_missed(coder: Coder, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Coder, document: Document) -> Coding:
        raise StageError("parse", document.id, "broken")

    monkeypatch.setattr(Coder, "code", fails)
    report = evaluate(read_gold(str(write(row(ATTACK, RIGHT, id="x1"))), coder.ontology.types), coder)
    assert [f.where for f in report.failed] == ["x1"]
    assert counts(report) == (1, 0, 0)


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ("{", "not valid JSON"),
        ("[]", "no object with a text"),
        ('{"events": []}', "no object with a text"),
        (json.dumps({"text": CALM}), 'write "events": []'),
        (json.dumps(row(" ")), "empty"),
        (json.dumps(row(CALM, date="Monday")), "date 'Monday' is not a date"),
        (json.dumps(row(CALM, id="a")), "id 'a' stands twice"),
        (json.dumps(row(CALM, {"trigger": "sells"})), "event 1: no event type"),
        (json.dumps(row(CALM, {"event": ["AGREE"]})), "event 1: no event type"),
        (json.dumps(row(CALM, {"event": "ATTACK"})), "use one of ACCUSE"),
        (json.dumps(row(CALM, {"event": "AGREE", "trigger": "sold"})), "trigger: 'sold' is not allowed; copy words"),
        (json.dumps(row(ATTACK, {"event": "ASSAULT", "modes": [["x"]]})), "write a list of"),
        (json.dumps(row(ATTACK, {"event": "ASSAULT", "actors": [{"country": "Syria"}]})), "code of three capitals"),
        (json.dumps(row(ATTACK, {"event": "ASSAULT", "status": "done"})), "use one of negated"),
        (json.dumps(row(ATTACK, {"event": "ASSAULT", "deed": "yes"})), "write true or false"),
        (json.dumps(row(ATTACK, {"event": "ASSAULT", "sure": True})), "write 1 (debatable)"),
    ],
)
def test_a_wrong_line(coder: Coder, write: Callable[..., Path], wrong: str, what: str) -> None:
    path = write(row(CALM, id="a"), "", wrong)
    with pytest.raises(InputError) as error:
        read_gold(str(path), coder.ontology.types)
    assert str(error.value).startswith(f"{path}:3: ")
    assert what in str(error.value)


def test_bytes_that_are_no_text(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"text": "caf\xe9", "events": []}\n')
    with pytest.raises(InputError, match=r"latin\.jsonl:1: not UTF-8"):
        read_gold(str(path), coder.ontology.types)


def test_the_command_prints_a_table(sayso: Run, write: Callable[..., Path]) -> None:
    path = write(row(ATTACK, RIGHT, id="x1"), row(CALM, {"event": "AGREE", "trigger": "sells"}, id="x2"), row(ATTACK, id="x3"))
    ran = sayso("eval", path, "--misses", "1")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "macro-F1" in ran.out
    assert "x2: " in ran.out
    assert "passed over" in ran.out
    assert "x3: " not in ran.out
    assert sayso("eval", path).out == ran.out.partition("\nx2: ")[0]


def test_the_command_prints_json(sayso: Run, write: Callable[..., Path]) -> None:
    path = write(row(ATTACK, RIGHT), row(ATTACK))
    (text,) = sayso("eval", path, "--format", "json", "--misses", "5").out.splitlines()
    found = json.loads(text)
    assert (found["overall"]["matched"], found["overall"]["precision"]["value"]) == (1, 0.5)
    assert [m["document"] for m in found["misses"]] == [f"{path}:2"]
    assert json.loads(sayso("eval", path, "--format", "json").out)["misses"] == []


@pytest.mark.parametrize(
    ("rows", "options", "what"),
    [
        (("{",), (), "gold.jsonl:1: not valid JSON"),
        ((), (), "no labelled texts"),
        ((row(CALM),), ("--format", "csv"), "use one of table, json"),
        ((row(CALM),), ("--misses", "-1"), "--misses"),
    ],
)
def test_the_command_refuses(sayso: Run, write: Callable[..., Path], rows: tuple[Any, ...], options: tuple[str, ...], what: str) -> None:
    ran = sayso("eval", write(*rows), *options)
    assert ran.code == 2
    assert not ran.out
    assert what in ran.errors


def test_the_command_wants_a_file(sayso: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl"):
        ran = sayso("eval", path)
        assert ran.code == 2
        assert "Traceback" not in ran.errors


def test_the_example_in_the_documentation(coder: Coder, repo: Path, write: Callable[..., Path]) -> None:
    section = (repo / "docs" / "data.md").read_text(encoding="utf-8").partition("## Your own labelled data")[2]
    example = section.partition("```json\n")[2].partition("```")[0]
    report = evaluate(read_gold(str(write(example)), coder.ontology.types), coder)
    assert report.overall.f1.value == 1
    assert report.false_facts.of == 1
