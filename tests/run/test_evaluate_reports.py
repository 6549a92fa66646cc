"""Measuring on whole reports: sentences by number, the finer parts of a claim, conditions, chains, denials, statements."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.coder import Coder
from sayso.errors import InputError
from sayso.model.coding import Coding
from sayso.model.text import Document
from sayso.run.alike import half_in_common, one_to_one, same_source
from sayso.run.evaluate import evaluate
from sayso.run.gold import read_gold
from sayso.run.measures import Report

Run = Callable[..., Any]
Measure = Callable[..., Report]
FIRST = "Syrian rebels attacked an army convoy near Homs on Sunday, the Syrian army said."
SECOND = "Turkish troops shelled a town."
THIRD = "“We have not attacked any convoy,” said rebel spokesman Omar Nasser."
SENTENCES = (FIRST, SECOND, THIRD)
ATTACK = {
    "sentence": 0,
    "event": "ASSAULT",
    "trigger": "attacked",
    "polarity": "+",
    "realis": "occurred",
    "background": False,
    "basis": None,
    "factuality": {"source": "CT+", "author": "Uu"},
    "deed": False,
    "chain": ["the Syrian army"],
    "content": None,
    "condition": None,
    "denies": None,
}
DENIAL = {**ATTACK, "sentence": 2, "polarity": "-", "basis": "fact", "factuality": {"source": "CT-", "author": "Uu"}, "chain": ["Omar Nasser"], "denies": 0}
ARMY = {"sentence": 0, "kind": "indirect", "speaker": "the Syrian army", "name": None, "country": "SYR", "stance": "neutral"} | {
    "start": "Syrian rebels attacked",
    "end": "on Sunday",
}
REBELS = {"sentence": 2, "kind": "direct", "speaker": "rebel spokesman", "name": "Omar Nasser", "start": "We have not", "end": "any convoy"}


def report(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": " ".join(SENTENCES), "sentences": SENTENCES, "events": events, "date": "2020-06-15", **more}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def run(*rows: dict[str, Any]) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        return path

    return run


@pytest.fixture
def measure(coder: Coder, write: Callable[..., Path]) -> Measure:
    return lambda *rows: evaluate(read_gold(str(write(*rows)), coder.ontology.types), coder)


def details(found: Report) -> dict[str, tuple[int, int]]:
    return {d.name: (d.count, d.of) for d in found.details}


def test_a_claim_matches_in_its_sentence_only(measure: Measure) -> None:
    assert measure(report({"event": "ASSAULT", "sentence": 1})).overall.matched == 1
    wrong = measure(report({"event": "ASSAULT", "trigger": "said", "sentence": 0}, {"event": "ASSAULT", "trigger": "Syrian", "sentence": 0}))
    assert (wrong.overall.gold, wrong.overall.matched) == (2, 1)
    assert next(m for m in wrong.misses if m.gold).text == FIRST


def test_the_trigger_is_that_of_the_sentence(coder: Coder, write: Callable[..., Path]) -> None:
    (text,) = read_gold(str(write(report(ATTACK, DENIAL, title="Convoy hit", outlet="Meridian Wire"))), coder.ontology.types)
    assert [e.at for e in text.events] == [text.document.text.index("attacked"), text.document.text.rindex("attacked")]
    assert (text.document.title, text.document.outlet) == ("Convoy hit", "Meridian Wire")


def test_all_parts_right(measure: Measure) -> None:
    found = details(measure(report(ATTACK, DENIAL)))
    for name in ("polarity", "realis", "background", "factuality, source", "factuality, author", "content", "source", "chain length"):
        assert found[name] == (2, 2), name
    assert found["basis"] == (1, 1)
    assert "deeds that are deeds" not in found


def test_all_parts_wrong(measure: Measure) -> None:
    wrong = {
        **ATTACK,
        "polarity": "-",
        "realis": "future",
        "background": True,
        "basis": "intention",
        "factuality": {"source": "Uu", "author": "CT+"},
        "chain": [],
        "content": {"event": "AID", "status": "future", "factuality": {"source": "Uu"}},
        "condition": "if the road is open",
    }
    found = details(measure(report(wrong, {"event": "ASSAULT", "sentence": 1, "deed": False})))
    new = [n for n in found if n not in ("actors' countries", "recipients' countries", "modes", "status", "deed", "author_vouches")]
    assert len(new) == 11
    assert {found[n] for n in new} == {(0, 1)}


def test_only_what_is_labelled_has_a_line(measure: Measure) -> None:
    found = measure(report({"event": "ASSAULT", "sentence": 0, "source": "army", "polarity": None, "denies": None}))
    assert [d.name for d in found.details[6:]] == ["source"]
    assert found.details[-1].count == 1
    assert (found.invented.of, found.said) == (0, None)


def test_conditions_and_content(measure: Measure) -> None:
    text = "Iran warned that it would attack Israel if its ships were seized."
    threat = {"event": "THREATEN", "content": {"event": "ASSAULT", "status": "conditional"}, "condition": "its ships were seized"}
    found = measure({"text": text, "events": [threat]})
    assert (details(found)["content"], details(found)["condition found"]) == ((1, 1), (1, 1))
    none = measure({"text": text, "events": [{**threat, "condition": None, "content": None}]})
    assert (none.invented.count, none.invented.of) == (1, 1)
    assert details(none)["content"] == (0, 1)


def test_a_denial_points_to_the_claim_it_denies(measure: Measure, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Coder.code

    def linked(self: Coder, document: Document) -> Coding:
        coding = original(self, document)
        first = coding.claims[0]
        return replace(coding, claims=(first, *(replace(c, denies=first.id) for c in coding.claims[1:])))

    monkeypatch.setattr(Coder, "code", linked)
    assert details(measure(report(ATTACK, DENIAL)))["denies"] == (1, 1)
    assert details(measure(report({"event": "AID", "sentence": 0}, DENIAL)))["denies"] == (0, 1)


def test_statements(measure: Measure) -> None:
    said = measure(report(statements=[ARMY, REBELS, {**ARMY, "sentence": 1, "kind": "mixed", "start": "Turkish", "end": "town"}])).said
    assert said is not None
    assert (said.score.event, said.score.gold, said.score.coded, said.score.matched) == ("statements", 3, 2, 2)
    assert (said.score.precision.value, said.score.f1.value) == (1, 0.8)
    assert [(k.name, k.count, k.of) for k in said.kinds] == [("direct", 1, 1), ("mixed", 0, 1), ("indirect", 1, 1)]
    assert {d.name: (d.count, d.of) for d in said.details} == {"kind": (2, 2), "speaker's country": (1, 1), "speaker": (2, 2), "stance": (1, 1)}


def test_wrong_statements(measure: Measure) -> None:
    wrong = {**ARMY, "kind": "direct", "speaker": None, "country": None, "stance": "denying"}
    said = measure(report(statements=[wrong, {**REBELS, "start": "any", "end": "convoy"}])).said
    assert said is not None
    assert (said.score.gold, said.score.coded, said.score.matched) == (2, 2, 1)
    assert {(d.count, d.of) for d in said.details} == {(0, 1)}


def test_debatable_statements_neither_help_nor_hurt(measure: Measure) -> None:
    said = measure(report(statements=[{**ARMY, "sure": 1}, REBELS, {"sentence": 1, "start": "a", "end": "town", "sure": 1}])).said
    assert said is not None
    assert (said.score.gold, said.score.coded, said.score.matched) == (1, 1, 1)
    assert (said.debatable.count, said.debatable.of) == (1, 2)


def test_only_texts_with_labelled_statements_count(measure: Measure) -> None:
    said = measure(report(id="a"), report(id="b", statements=[])).said
    assert said is not None
    assert (said.score.gold, said.score.coded, said.score.recall.value) == (0, 2, None)
    assert not said.kinds


def test_alike() -> None:
    assert same_source(None, None)
    assert not same_source(None, "army")
    assert not same_source("the army", None)
    assert same_source("The Syrian army", "army ")
    assert not same_source("the head of the army", "the mayor of the town")
    assert same_source("he", "He Omar Nasser")
    assert half_in_common("if attacked", "attacked")
    assert not half_in_common("if the road opens", "the ships sail")
    assert one_to_one([(-0.6, False, 0, 0), (-0.9, False, 1, 0), (-0.5, False, 0, 1)]) == {1: 0, 0: 1}


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (report(sentences="x"), "sentences: 'x' is not allowed; write a list of words"),
        (report(sentences=[SECOND, FIRST]), "sentences: number 1, "),
        (report(title=7), "title: 7 is not allowed; write a string"),
        (report(outlet="a\0"), "outlet holds a NUL character"),
        (report({**ATTACK, "sentence": 3}), "event 1: sentence: 3 is not allowed; count the sentences of the record from 0; it has 3"),
        (report({**ATTACK, "sentence": True}), "event 1: sentence: True"),
        (report({**ATTACK, "trigger": "shelled"}), "event 1: trigger: 'shelled' is not allowed; copy words of the sentence"),
        (report({**ATTACK, "polarity": "no"}), "polarity: 'no' is not allowed; use one of +, -, u"),
        (report({**ATTACK, "realis": []}), "use one of occurred"),
        (report({**ATTACK, "background": 0}), "background: 0 is not allowed; write true or false"),
        (report({**ATTACK, "basis": "word"}), "use one of fact"),
        (report({**ATTACK, "factuality": "CT+"}), 'write {"source": "CT+"'),
        (report({**ATTACK, "factuality": {"author": "certain"}}), "event 1: factuality: author: 'certain' is not allowed; use one of CT+"),
        (report({**ATTACK, "content": {"event": "AID"}}), "event 1: content: no status"),
        (report({**ATTACK, "content": {"event": "HELP", "status": "future"}}), "content: event: 'HELP' is not allowed; use one of ACCUSE"),
        (report({**ATTACK, "condition": " "}), "condition: ' ' is not allowed"),
        (report({**ATTACK, "chain": "army"}), "chain: 'army' is not allowed; write a list"),
        (report({**ATTACK, "denies": 1}), "denies: 1 is not allowed; count the events"),
        (report(statements=[[]]), "statements: [[]] is not allowed"),
        (report(statements=[{"sentence": 0, "start": "Syrian"}]), "statement 1: no end"),
        (report(statements=[{**ARMY, "end": "a town"}]), "statement 1: end: 'a town' is not allowed; copy words of the sentence"),
        (report(statements=[{**ARMY, "start": "near Homs", "end": "convoy"}]), "statement 1: it ends with 'convoy' before 'near Homs' is over"),
        (report(statements=[{**ARMY, "kind": "quote"}]), "use one of direct, mixed"),
        (report(statements=[{**ARMY, "country": "Syria"}]), "code of three capitals"),
        (report(statements=[{**ARMY, "source_kind": "army"}]), "use one of named person"),
        (report(statements=[{**ARMY, "inside": 1}]), "inside: 1 is not allowed; count the statements"),
    ],
)
def test_a_wrong_label(coder: Coder, write: Callable[..., Path], wrong: dict[str, Any], what: str) -> None:
    path = write(wrong)
    with pytest.raises(InputError) as error:
        read_gold(str(path), coder.ontology.types)
    assert str(error.value).startswith(f"{path}:1: ")
    assert what in str(error.value)


def test_the_command_prints_the_statements(sayso: Run, write: Callable[..., Path]) -> None:
    path = write(report(ATTACK, DENIAL, statements=[ARMY, {**REBELS, "sure": 1}]))
    out = sayso("eval", path).out
    assert max(map(len, out.splitlines())) <= 80
    for line in ("chain length                     2     2   1.00", "conditions invented: 0 of 2", "\nstatements    1     1     1  1.00", "\nindirect  "):
        assert line in out
    assert "1 debatable statements do not count, 1 of them found" in out
    found = json.loads(sayso("eval", path, "--format", "json").out)
    assert found["said"]["kinds"] == [{"name": "indirect", "count": 1, "of": 1, "share": 1.0}]


def test_the_example_in_the_documentation(coder: Coder, repo: Path, tmp_path: Path) -> None:
    section = (repo / "docs" / "data.md").read_text(encoding="utf-8").partition("### Labelled statements")[2]
    path = tmp_path / "gold.jsonl"
    path.write_text(section.partition("```json\n")[2].partition("```")[0], encoding="utf-8")
    found = evaluate(read_gold(str(path), coder.ontology.types), coder)
    assert found.said is not None
    assert found.said.score.f1.value == found.overall.f1.value == 1
    assert all(d.count == d.of for d in found.details)
