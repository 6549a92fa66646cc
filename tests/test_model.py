"""Records: round trips, ids, and the names the design fixes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.claim import Claim
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.model.plain import from_plain, to_plain
from sayso.model.statement import Statement
from sayso.model.text import Span
from sayso.writers.jsonl import json_lines, jsonl_lines, line

Code = Callable[..., Coding]
TEXT = (
    "TEHRAN (Reuters) – The minister met his Turkish counterpart on Friday.\n\n"
    "“If Israel attacks our soldiers near Aleppo, we will respond firmly,” Iranian President Hassan Rouhani told reporters. "
    "Armenia accused Azerbaijan of shelling a village near Goris, killing at least 3 civilians on Tuesday."
)
# the record of the design, section 5, key for key, and behind them what came later; a key that is there stays
DOCUMENT = ["id", "key", "url", "title", "outlet", "published", "published_basis", "language"]
PARTY = ["text", "span", "name", "kind", "country", "sectors", "role", "id"]
CLAIM = [
    "id", "document", "zone", "sentence", "text", "span", "also", "event", "modes", "contexts", "force", "quad", "score", "cameo",
    "goldstein", "trigger", "reciprocal",
    "actors", "recipients", "status", "polarity", "realis", "background", "basis", "factuality", "deed", "alleged", "cues",
    "condition", "content", "inside", "denies",
    "statement", "attribution", "time", "place", "figures", "why", "confidence", "coder", "ontology",
]  # fmt: skip
PARTS = {
    "trigger": ["text", "span"],
    "factuality": ["source", "author"],
    "condition": ["text", "span", "event"],
    "content": ["claim", "event", "modes", "status", "factuality"],
    "time": ["start", "end", "edtf", "precision", "basis", "text", "span", "reason"],
    "place": ["name", "country", "admin1", "latitude", "longitude", "gazetteer", "precision", "span", "candidates", "reason", "countries"],
    "document": DOCUMENT,
}
LISTS = {
    "actors": PARTY,
    "recipients": PARTY,
    "cues": ["text", "span", "does"],
    "attribution": ["speaker", "source_kind", "cue", "stance", "kind"],
    "figures": ["kind", "low", "best", "high", "whom", "by", "span", "country", "civilian", "scope"],
    "why": ["rule", "span", "note"],
}
STATEMENT = ["id", "document", "sentence", "kind", "speaker", "source_kind", "cue", "stance", "content", "addressee", "inside", "time"]


@pytest.fixture(scope="module")
def coding(code: Code) -> Coding:
    return code(TEXT)


def test_the_sample_is_rich_enough(coding: Coding) -> None:
    assert len(coding.claims) >= 3
    assert len(coding.statements) >= 2
    assert any(c.figures for c in coding.claims)
    assert any(c.content for c in coding.claims)


def test_claims_survive_a_round_trip(coding: Coding) -> None:
    for claim in coding.claims:
        assert from_plain(Claim, to_plain(claim)) == claim
        assert from_plain(Claim, json.loads(line(claim))) == claim


def test_statements_survive_a_round_trip(coding: Coding) -> None:
    for statement in coding.statements:
        assert from_plain(Statement, to_plain(statement)) == statement
        assert from_plain(Statement, json.loads(line(statement))) == statement


@settings(deadline=None, database=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_spans_survive_a_round_trip(a: int, b: int) -> None:
    span = Span(min(a, b), max(a, b))
    assert from_plain(Span, to_plain(span)) == span
    assert json.loads(json.dumps(to_plain(span))) == [span.start, span.end]


@settings(deadline=None, database=None)
@given(st.text(max_size=40), st.integers(0, 45), st.integers(0, 45), st.integers(0, 45), st.integers(0, 45))
def test_spans_slice_and_compare(text: str, a: int, b: int, c: int, d: int) -> None:
    x, y = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    assert x.of(text) == text[x.start : x.end]
    assert x.overlaps(y) == y.overlaps(x)
    if x.start < x.end and y.start < y.end:
        assert x.overlaps(y) == bool({*range(*x)} & {*range(*y)})
    assert x.holds(x)
    assert x.holds(y) == (x.start <= y.start and y.end <= x.end)


def test_a_claim_prints_the_keys_of_the_design_in_order(coding: Coding) -> None:
    seen = set()
    for claim in coding.claims:
        record = json.loads(line(claim))
        assert list(record) == CLAIM
        for key, names in PARTS.items():
            if record[key] is not None:
                assert list(record[key]) == names
                seen.add(key)
        for key, names in LISTS.items():
            for part in record[key]:
                assert list(part) == names
                seen.add(key)
        if record["content"] is not None:
            assert list(record["content"]["factuality"]) == PARTS["factuality"]
        for link in record["attribution"]:
            assert link["speaker"] is None or list(link["speaker"]) == PARTY
    assert seen == {*PARTS, *LISTS}


def test_a_statement_prints_the_keys_of_the_design_in_order(coding: Coding) -> None:
    for statement in coding.statements:
        record = json.loads(line(statement))
        assert list(record) == STATEMENT
        assert list(record["document"]) == DOCUMENT
        assert list(record["content"]) == ["text", "spans"]
        if record["speaker"] is not None:
            assert list(record["speaker"]) == PARTY


def test_nothing_is_missing_and_lists_are_lists(coding: Coding) -> None:
    for claim in coding.claims:
        record = json.loads(line(claim))
        for key in ("also", "modes", "contexts", "actors", "recipients", "cues", "attribution", "figures", "why"):
            assert isinstance(record[key], list), key
        assert isinstance(record["cameo"], str | None)
        assert record["confidence"] is None


def test_records_are_frozen(coding: Coding) -> None:
    with pytest.raises(FrozenInstanceError):
        coding.claims[0].event = "AID"  # type: ignore[misc]


def test_ids_never_change() -> None:
    """A changed value here breaks every stored correction."""
    assert digest("reuters", None, "2020-06-15", "Iran warned Israel.") == "cdbed4268256d421"
    assert digest("a", "b") != digest("ab")
    assert digest("a", 1, size=4) == digest("a", "1", size=4)
    assert len(digest("x", size=4)) == 8
    assert digest("\ud800") != digest("\ud801")


def test_no_part_of_an_id_can_smuggle_the_separator() -> None:
    assert digest("a\x1f", "b") != digest("a", "\x1fb")


def test_ids_of_claims_depend_on_text_not_on_key(code: Code) -> None:
    a, b = code(TEXT), code(TEXT)
    assert [c.id for c in a.claims] == [c.id for c in b.claims]
    assert len({c.id for c in a.claims}) == len(a.claims)
    assert not {c.id for c in a.claims} & {c.id for c in code(TEXT, published="2020-06-16").claims}


def test_json_stays_one_line_and_valid() -> None:
    hard = {"a": "line\u2028sep\u2029\u0085\x7f\x1b[31m", "b": "\ud800", "c": "日本 “q”"}
    (text,) = jsonl_lines([hard])
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text
    assert json.loads(text) == hard
    assert "日本 “q”" in text
    assert json.loads("\n".join(json_lines([hard, hard]))) == [hard, hard]
    assert json.loads("\n".join(json_lines([]))) == []
