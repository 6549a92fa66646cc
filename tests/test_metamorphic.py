"""What a person does not see in a text changes nothing that is read from it; what looks like a name and is none names nobody."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.readable import readable, seen, suspicious
from sayso.model.text import Span
from sayso.ontology.load import packaged
from sayso.readers import read_text
from sayso.resolve.copies import sketch
from sayso.resolve.tellings import tellings

STORY = (
    "Army convoy attacked near Homs\n\n"
    "DAMASCUS (AP) — Rebels attacked an army convoy near Homs on Sunday, killing at least 12 soldiers, Syria's state media said.\n\n"
    '"If any country attacks us, we will respond firmly," President Hassan Rouhani said in Tehran. Israel\'s foreign minister accused Iran of arming the '
    "rebels, an accusation Tehran denied.\n\n"
    "Côte d'Ivoire's president and António Guterres, the U.N. chief, condemned the bombing of a hospital in Idlib, which wounded up to 20 people. "
    "Chad expelled the German ambassador on 3 March and recalled its own envoy from Berlin.\n"
)
REPORTS = (STORY, *(p.read_text(encoding="utf-8") for p in sorted((packaged() / "demo").glob("*.txt"))[:2]))


def sprinkled(marks: str, share: float = 0.2) -> Callable[[str], str]:
    """Marks put behind letters, here and there."""

    def change(text: str) -> str:
        rng = random.Random(7)
        return "".join(c + (rng.choice(marks) if c.isalpha() and rng.random() < share else "") for c in text)

    return change


def curly(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', r"“\1”", re.sub(r"(?<=\w)'", "’", text))


def straight(text: str) -> str:
    return text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})


CHANGES: dict[str, Callable[[str], str]] = {
    "zero-width": sprinkled("\u200b\u200c\u200d\u2060\ufeff"),
    "soft hyphens": sprinkled("\u00ad"),
    "direction marks": sprinkled("\u200e\u200f"),
    "variation selectors": sprinkled("\ufe0f\ufe00"),
    "tags": sprinkled("\U000e0041\U000e0020"),
    "control characters": sprinkled("\x07\x08\x1b\x7f"),
    "terminal colours": lambda text: text.replace(" ", " \x1b[31m").replace(",", "\x1b[0m,"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "ideographic spaces": lambda text: text.replace(" ", "\u3000"),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "ligatures": lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00"),
    "Windows' marks in Latin-1": lambda text: text.replace("—", "\x97").replace("’", "\x92").replace("“", "\x93").replace("”", "\x94").replace("–", "\x96"),
}


def facts(value: Any) -> Any:
    """A record without ids and places in the text, its words as they are seen."""
    if isinstance(value, Span):
        return None
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, tuple):
        return [facts(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        own = {"id", "document", "statement", "inside", "denies", "claim", "about"}
        return {f.name: facts(getattr(value, f.name)) for f in fields(value) if f.name not in own}
    return value


def quoted(value: Any) -> Iterator[tuple[str, Span]]:
    """Every text of a record that stands at a span."""
    if isinstance(value, tuple) and not isinstance(value, Span):
        for v in value:
            yield from quoted(v)
    elif is_dataclass(value) and not isinstance(value, type):
        text, span = getattr(value, "text", None), getattr(value, "span", None)
        if isinstance(text, str) and isinstance(span, Span):
            yield text, span
        for f in fields(value):
            yield from quoted(getattr(value, f.name))


def coded(coder: Coder, text: str) -> Coding:
    return coder.code(read_text(text, published="2020-06-15"))


@pytest.fixture(scope="module")
def plain(coder: Coder) -> tuple[Coding, ...]:
    return tuple(coded(coder, seen(text)) for text in REPORTS)


def test_the_story_tells_enough(plain: tuple[Coding, ...]) -> None:
    assert len(plain[0].claims) >= 7
    assert len(plain[0].statements) >= 3


@pytest.mark.parametrize("name", CHANGES)
def test_what_nobody_sees_changes_nothing(name: str, coder: Coder, plain: tuple[Coding, ...]) -> None:
    """Claims, statements and what was passed over are the same, and every text stands at its span in the text as received."""
    for text, clean in zip(REPORTS, plain, strict=True):
        dirty = CHANGES[name](text)
        found = coded(coder, dirty)
        assert found.document.text == dirty
        assert found.received is None
        for kind in ("claims", "statements", "skipped", "times", "places", "figures", "mentions"):
            assert facts(getattr(found, kind)) == facts(getattr(clean, kind)), kind
        assert all(span.of(dirty) == words for record in (found.claims, found.statements, found.skipped, found.mentions) for words, span in quoted(record))
        assert all(tree.word[k] == dirty[a:b] for tree in found.trees for k, (a, b) in enumerate(zip(tree.start, tree.end, strict=True)))
        assert [b.span.of(dirty) for b in found.blocks if b.zone == "body"]
        assert facts(tellings(found, coder.ontology.resolving)) == facts(tellings(clean, coder.ontology.resolving))
        assert sketch(dirty) == sketch(clean.document.text)


@pytest.mark.parametrize("change", [curly, straight])
def test_curly_and_straight_quotes_say_the_same(change: Callable[[str], str], coder: Coder, plain: tuple[Coding, ...]) -> None:
    """The parser was trained on straight ones: a few claims in a hundred differ in a detail."""
    total = different = 0
    for clean in plain:
        before = [json.dumps(straight(json.dumps(brief(c), ensure_ascii=False))) for c in clean.claims]
        after = [json.dumps(straight(json.dumps(brief(c), ensure_ascii=False))) for c in coded(coder, change(clean.document.text)).claims]
        total, different = total + len(before), different + len({*before} ^ {*after})
    assert total > 30
    assert different <= 0.06 * total


def brief(claim: Any) -> Any:
    return claim.event, claim.modes, claim.status, claim.deed, [p.country for p in claim.actors], [p.country for p in claim.recipients]


EMOJI = "\U0001f680"


@pytest.mark.parametrize(
    "put", [lambda s: s, lambda s: f"{EMOJI} {s}", lambda s: s.replace(". ", f". {EMOJI}{EMOJI} "), lambda s: s.replace(" ", f" {EMOJI} ", 1)]
)
def test_offsets_count_code_points(put: Callable[[str], str], coder: Coder) -> None:
    """Beyond the basic plane a character is one code point and two units of UTF-16, which is how browsers count."""
    text = put(f"Iran attacked Israel on Friday. {EMOJI} Chad expelled the German ambassador.")
    found = coded(coder, text)
    assert {c.event for c in found.claims} >= {"ASSAULT"}
    wide = text.encode("utf-16-le")
    for words, span in quoted(found.claims):
        assert span.of(text) == words
        a, b = (len(text[:at].encode("utf-16-le")) for at in span)
        assert wide[a:b].decode("utf-16-le") == words


LOOKALIKES = (
    "Ir\u0430n",
    "\u0406ran",
    "I\u0433\u0430\u043f",
    "Ir\u03b1n",
    "\u202enarI\u202c",
    "\u202eIran\u202c",
    "I\u202er\u202can",
    "\uff29\uff52\uff41\uff4e",
    "Ira\u0578",
)


@pytest.mark.parametrize("name", LOOKALIKES)
def test_what_only_looks_like_a_name_names_nobody(name: str, coder: Coder) -> None:
    text = f"{name} attacked Israel on Friday. The German ambassador condemned {name} for the attack."
    found = coded(coder, text)
    countries = {p.country for c in found.claims for p in (*c.actors, *c.recipients)}
    assert "IRN" not in countries
    assert {m.party.country for m in found.mentions} <= {"ISR", "DEU", None}
    assert name == LOOKALIKES[7] or any("suspicious characters" in flag for flag in found.document.flags)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Iran \u202eattacked\u202c Israel", ["direction override U+202E at 5"]),
        ("\u202dIran\u202c", ["direction override U+202D at 0"]),
        ("the P\u0435ntagon said \u202eno", ["direction override U+202E at 18", "letters of two scripts in a word at 4"]),
        ("Москва said no, and so did Αθήνα and بغداد", []),
        ("plain", []),
        ("a 5 µm filter", []),
    ],
)
def test_suspicion_is_told(text: str, said: list[str]) -> None:
    assert list(suspicious(text)) == said


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("\u202eIran\u202c attacked", "\ufffd\ufffd\ufffd\ufffd attacked"),
        ("\u202eIran\nattacked", "\ufffd\ufffd\ufffd\ufffd\nattacked"),
        ("\u2067\u202eIran\u202c\u2069 x", "\ufffd\ufffd\ufffd\ufffd x"),
        ("e\u0301\u0301", "é\u0301"),
        ("a\r\n\r\nb\rc\r\r\nd", "a\n\nb\nc\nd"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x93quoted\x94 \x81", "“quoted” "),
        ("of\ufb01cers", "officers"),
    ],
)
def test_copies(text: str, copy: str) -> None:
    found = readable(text)
    assert found is not None
    assert found.text == copy


@pytest.mark.parametrize("text", ["", "plain", "naïve café — “quoted” ’s\n\n\tx", "\U0001f600 Москва"])
def test_what_is_readable_is_not_copied(text: str) -> None:
    assert readable(text) is None


def test_spans_find_their_way() -> None:
    """A span of the copy comes back to the characters it stands for, and forth again to itself; those received lose nothing on the way."""

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(st.text(st.sampled_from("ab é\u0301\u200b\u00ad\r\n\u00a0\ufb01\x1b[\x85\U0001f600"), max_size=30), st.integers(0, 40), st.integers(0, 40))
    def holds(text: str, a: int, b: int) -> None:
        copy = readable(text)
        if copy is None:
            return
        size = len(copy.text)
        span = Span(*sorted((min(a, size), min(b, size))))
        back = copy.back(span)
        assert 0 <= back.start <= back.end <= len(text)
        if span.start < span.end and not {"\ufb01", "\u0301", "\x1b"} & {*text}:
            assert copy.forth(back) == span
            assert seen(back.of(text)) == span.of(copy.text)

    holds()


def test_long_runs_of_marks_cost_no_more_than_their_length() -> None:
    """Put in order all at once, they would cost the square."""
    assert readable("e" + "\u0301\u0323" * 100_000) is not None
    assert readable("\u202e" * 100_000 + "x") is not None
