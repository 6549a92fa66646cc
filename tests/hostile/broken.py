"""Broken data folders and inboxes: what a person's editor, a cut copy or an attacker leaves in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

EVENT = "events/support.yaml"


@dataclass(frozen=True)
class Broken:
    """A file of the data folder, how it is broken, and words the error must hold beside the file's name."""

    name: str
    file: str
    make: Callable[[Path], None]
    said: tuple[str, ...] = ()


def became(content: bytes | str) -> Callable[[Path], None]:
    """The whole file is this."""

    def make(path: Path) -> None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def added(content: str) -> Callable[[Path], None]:
    """This stands behind the file's end."""

    def make(path: Path) -> None:
        path.write_text(path.read_text(encoding="utf-8") + content, encoding="utf-8")

    return make


def swapped(old: str, new: str) -> Callable[[Path], None]:
    """The first of some words is another."""

    def make(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return make


def gone(path: Path) -> None:
    """The file is not there."""
    path.unlink()


def halved(path: Path) -> None:
    """A copy that was cut."""
    path.write_bytes(path.read_bytes()[:20])


BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
ONTOLOGY = (
    Broken("alias_bomb", EVENT, became(BOMB), ("aliases",)),
    Broken("anchor", EVENT, added("x: &a y\nz: *a\n"), ("aliases",)),
    Broken("merge_key", EVENT, added("base: &b {x: y}\nz:\n  <<: *b\n"), ("aliases",)),
    Broken("duplicate_key", EVENT, added("type: SUPPORT\n"), ("duplicate key",)),
    Broken("unknown_key", EVENT, added("colour: red\n"), ("unknown key", "allowed")),
    Broken("number_key", EVENT, added("7: red\n"), ("unknown key",)),
    Broken("tag_python", EVENT, added("x: !!python/object/apply:os.system ['true']\n"), ("unknown key",)),
    Broken("tag_binary", EVENT, added("x: !!binary aGVsbG8=\n"), ("unknown key",)),
    Broken("two_documents", EVENT, added("---\ntype: AID\n"), ()),
    Broken("directive", EVENT, became("%YAML 9.9\n---\na: b\n"), ()),
    Broken("list_at_top", EVENT, became("- a\n- b\n"), ("map",)),
    Broken("word_at_top", EVENT, became("hello\n"), ("map",)),
    Broken("empty", EVENT, became(""), ("empty",)),
    Broken("only_remarks", EVENT, became("# nothing\n"), ("empty",)),
    Broken("tab", EVENT, added("x:\n\t- y\n"), ("YAML",)),
    Broken("open_quote", EVENT, added('x: "never closed\n'), ("YAML",)),
    Broken("open_bracket", EVENT, added("x: [1, 2\n"), ("YAML",)),
    Broken("deep_brackets", EVENT, added("x: " + "[" * 100_000 + "\n"), ("nested deeper",)),
    Broken("deep_braces", EVENT, added("x: " + "{a: " * 100_000 + "\n"), ("nested deeper",)),
    Broken("deep_dashes", EVENT, added("- " * 100_000 + "\n"), ("YAML",)),
    Broken("deep_lines", EVENT, added("".join(" " * n + "a:\n" for n in range(400))), ("nested deeper",)),
    Broken("deep_question", EVENT, added("? " * 100_000 + "\n"), ()),
    Broken("nul", EVENT, added("x: a\0b\n"), ()),
    Broken("escape", EVENT, added("x: a\x1b[31mb\n"), ()),
    Broken("control_in_escape", EVENT, added('"\\e[31mx": y\n'), ("unknown key",)),
    Broken("surrogate_escape", EVENT, added('x: "\\ud800"\n'), ()),
    Broken("big_escape", EVENT, added('x: "\\UFFFFFFFF"\n'), ()),
    Broken("not_utf8", EVENT, became(b"type: SUPP\xffORT\n"), ("UTF-8",)),
    Broken("utf16", EVENT, became("\ufefftype: SUPPORT\n".encode("utf-16-le")), ("UTF-8",)),
    Broken("binary", EVENT, became(bytes(range(256)) * 30), ("UTF-8",)),
    Broken("9mb", EVENT, became(b"# " + b"x" * 9_000_000), ("larger than",)),
    Broken("key_1mb", EVENT, added("x" * 1_000_000 + ": y\n"), ()),
    Broken("value_list", EVENT, swapped("quad:", "quad: [1, 2]\nwas:"), ("quad",)),
    Broken("quad_word", EVENT, swapped('quad: "1"', "quad: one"), ("quad",)),
    Broken("score_nan", EVENT, swapped("score:", "score: nan\nwas:"), ()),
    Broken("score_inf", EVENT, swapped("score:", "score: -inf\nwas:"), ()),
    Broken("cut", EVENT, halved, ()),
    Broken("missing_list", "compose.yaml", gone, ("cannot be read",)),
    Broken("compose_cut", "compose.yaml", halved, ()),
    Broken("crosswalk_ragged", "crosswalk.csv", added("030,1\n"), ("cells",)),
    Broken("crosswalk_type", "crosswalk.csv", added("999,1.0,NOSUCH,,,\n"), ("NOSUCH",)),
    Broken("crosswalk_head", "crosswalk.csv", became("a,b\n1,2\n"), ("header",)),
    Broken("crosswalk_quote", "crosswalk.csv", added('030,"never closed\n'), ("CSV",)),
    Broken("crosswalk_nul", "crosswalk.csv", added("0\x0030,1.0,AGREE,,,\n"), ()),
    Broken("feast_date", "feasts.csv", added("x,2020-02-31,2020-03-01\n"), ()),
    Broken("folder_for_file", "feasts.csv", lambda path: (path.unlink(), path.mkdir())[1], ("cannot be read",)),
)

CORRECTION = {"id": "c1", "target": "abc", "field": "event", "old": "AID", "new": "AGREE", "by": "x", "at": "2020-06-15", "reason": "", "claims": ["abc"]}


def _line(**changes: object) -> bytes:
    return json.dumps({k: v for k, v in {**CORRECTION, **changes}.items() if v != "GONE"}).encode()


INBOX = (
    b"",
    b"   ",
    b"{",
    b"}",
    b"[]",
    b"7",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b"\x00\x00",
    b"[" * 100_000,
    b'{"a": ' * 30_000,
    b"{}",
    _line(id=7),
    _line(id=None),
    _line(id="GONE"),
    _line(by="GONE"),
    _line(claims="abc"),
    _line(claims=[1]),
    _line(claims=None),
    _line(claims="GONE"),
    _line(old=[]),
    _line(new={"a": 1}),
    _line(extra="x"),
    _line(__class__="x"),
    _line(at=float("nan")),
    json.dumps([CORRECTION]).encode(),
)
"""Lines of an inbox, none of them a correction."""
