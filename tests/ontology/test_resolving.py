"""How reports are joined: the table as it is, and one mistake in it at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.ontology.load import Ontology
from sayso.ontology.resolving import EVIDENCE, LISTS, TABLES, Resolving, load_resolving

Read = Callable[..., Resolving]
COMMON = "languages/en/common.csv"


@pytest.fixture
def read(ontology: Ontology, tmp_path: Path) -> Read:
    """read(text=…, common=…): the packaged files, or other text in their place."""
    frames = [p.frame.rule for p in ontology.frames.all]
    calendar = (*ontology.times.words["month"], *ontology.times.words["weekday"])

    def run(text: str | None = None, common: str | None = None) -> Resolving:
        paths = ontology.folder / "resolve.yaml", ontology.folder / COMMON
        for n, (name, new) in enumerate((("resolve.yaml", text), ("common.csv", common))):
            if new is not None:
                (tmp_path / name).write_text(new, encoding="utf-8")
                paths = (tmp_path / name, paths[1]) if n == 0 else (paths[0], tmp_path / name)
        return load_resolving(*paths, ontology.types, frames, calendar)

    return run


@pytest.fixture(scope="module")
def table(ontology: Ontology) -> str:
    return (ontology.folder / "resolve.yaml").read_text(encoding="utf-8")


def changed(table: str, key: str, value: str, under: str = "") -> tuple[str, int]:
    """The table with another value behind a key (in a section), and the key's line."""
    lines = table.split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{under}:")) if under else -1
    at = next(n for n, line in enumerate(lines) if n > start and re.match(rf"{'  ' if under else ''}{re.escape(key)}:", line))
    lines[at] = f"{'  ' if under else ''}{key}: {value}"
    return "\n".join(lines), at + 1


def fails(call: Callable[[], object], line: int, key: str, *said: str) -> None:
    with pytest.raises(DataError) as caught:
        call()
    assert (caught.value.line, caught.value.key) == (line, key), str(caught.value)
    for words in said:
        assert words in str(caught.value)


# as it is


def test_the_packaged_table(ontology: Ontology) -> None:
    rules = ontology.resolving
    assert set(rules.families) == set(ontology.types)
    assert rules.speech == {name for name, t in ontology.types.items() if t.quad in (1, 3)}
    assert not rules.speech & {name for name, t in ontology.types.items() if rules.families[name] in rules.harmful}
    assert all(isinstance(days, int) and days >= 0 for days in rules.days.values())
    assert {"March", "Tuesday"} <= rules.calendar
    for name in TABLES:
        assert set(getattr(rules, name).of) <= EVIDENCE
        assert 0 < getattr(rules, name).join < 1


def test_no_family_mixes_words_and_deeds_of_conflict(ontology: Ontology) -> None:
    """Words against somebody and deeds against somebody are never compared."""
    quads = {f: {ontology.types[t].quad for t, of in ontology.resolving.families.items() if of == f} for f in ontology.resolving.families.values()}
    assert not any({3, 4} <= found for found in quads.values())


def test_rare_words_say_more(ontology: Ontology) -> None:
    rules = ontology.resolving
    assert "a word nobody counted" not in rules.common
    assert all(0 < rarity <= 1 for rarity in rules.common.values())


def test_every_list_and_table_is_read(read: Read, table: str) -> None:
    """A list emptied is an empty set, not the packaged one."""
    for name in LISTS:
        assert getattr(read(changed(table, name, "[]")[0]), name) == frozenset()


# broken


@pytest.mark.parametrize(
    ("under", "key", "value", "said"),
    [
        ("families", "crowd", "[PROTEST, FLY]", ("'FLY' is not allowed", "use one of")),
        ("families", "crowd", "[PROTEST, ASSAULT]", ("ASSAULT is already of family force", "one family")),
        ("families", "crowd", "{a: b}", ("must be a list of strings",)),
        ("acts", "blast", "[assault#no_such_frame]", ("'assault#no_such_frame' is not allowed",)),
        ("acts", "blast", "[ASSAULT/fly]", ("'ASSAULT/fly' is not allowed",)),
        ("acts", "shooting_down", "[assault#detonate]", ("already of blast", "one act")),
        ("", "harm", "[assault#no_such_frame]", ("not allowed",)),
        ("", "loose", "[coerce#no_such_frame]", ("not allowed",)),
        ("", "sequel", "{after: before}", ("must be a list of strings",)),
        ("days", "undated", "three", ("is not a number", "in quotes")),
        ("days", "undated", '"2.5"', ("not a number of days", "whole number")),
        ("days", "recalled", '"-1"', ("not a number of days",)),
        ("days", "apart", '"nan"', ("is not a number",)),
        ("days", "apart", '"inf"', ("is not a number",)),
        ("days", "apart", "[1]", ("must be one string",)),
        ("km", "near", '"far"', ("is not a number",)),
        ("km", "near", '"9999"', ("between same and apart",)),
        ("within", "join", '"1.5"', ("out of range", "0 to 1")),
        ("within_speech", "join", '"0"', ("out of range",)),
        ("between", "base", '"low"', ("is not a number", "in quotes")),
        ("between", "near_wording", '"nan"', ("is not a number",)),
        ("between_speech", "base", "{a: b}", ("must be one string",)),
    ],
)
def test_a_wrong_value(read: Read, table: str, under: str, key: str, value: str, said: tuple[str, ...]) -> None:
    text, line = changed(table, key, value, under)
    fails(lambda: read(text), line, key, *said)


@pytest.mark.parametrize("section", ["days", "km", *TABLES])
def test_a_key_nobody_reads(read: Read, table: str, section: str) -> None:
    text = table.replace(f"\n{section}:\n", f'\n{section}:\n  colour: "1"\n', 1)
    fails(lambda: read(text), text[: text.index("  colour")].count("\n") + 1, "colour", "unknown key 'colour'", "allowed here")


def test_a_section_nobody_reads(read: Read, table: str) -> None:
    fails(lambda: read(f"{table}colours: [red]\n"), table.count("\n") + 1, "colours", "unknown key")


@pytest.mark.parametrize("name", ["families", "acts", *LISTS, "days", "km", *TABLES])
def test_a_section_that_is_missing(read: Read, table: str, name: str) -> None:
    kept = re.sub(rf"(?m)^{name}:.*\n(?:  .*\n)*", "", table)
    assert kept != table
    with pytest.raises(DataError) as caught:
        read(kept)
    assert caught.value.key == name
    assert "missing" in str(caught.value)
    assert caught.value.line >= 1


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("key", ["base", "join"])
def test_a_table_needs_base_and_join(read: Read, table: str, name: str, key: str) -> None:
    before, section = re.split(rf"(?m)(?<=^{name}:\n)", table, maxsplit=1)
    text = before + re.sub(rf"(?m)^  {key}: .*\n", "", section, count=1)
    with pytest.raises(DataError) as caught:
        read(text)
    assert (caught.value.key, "missing" in str(caught.value)) == (key, True)


@pytest.mark.parametrize("section", ["days", "km"])
def test_a_distance_that_is_missing(read: Read, table: str, section: str) -> None:
    before, rest = re.split(rf"(?m)(?<=^{section}:\n)", table, maxsplit=1)
    text = before + re.sub(r"(?m)^  apart: .*\n", "", rest, count=1)
    with pytest.raises(DataError) as caught:
        read(text)
    assert (caught.value.key, "missing" in str(caught.value)) == ("apart", True)


def test_a_type_without_a_family(read: Read, table: str) -> None:
    text, _ = changed(table, "crowd", "[]", "families")
    fails(lambda: read(text), text[: text.index("\nfamilies:")].count("\n") + 2, "families", "no family for PROTEST")


def test_a_key_twice(read: Read, table: str) -> None:
    text = f'{table}days: {{undated: "3"}}\n'
    fails(lambda: read(text), table.count("\n") + 1, "days", "duplicate key")


@pytest.mark.parametrize(
    ("row", "key", "said"),
    [
        ("zebra,many,900", "sentences", "must be a number of sentences"),
        ("zebra,0,900", "sentences", "must be a number of sentences"),
        ("zebra,-1,900", "sentences", "must be a number of sentences"),
        ("zebra,901,900", "sentences", "must be a number of sentences"),
        ("zebra,1,1", "sentences", "must be a number of sentences"),
        ("zebra,²,900", "sentences", "must be a number of sentences"),
        ("zebra,5", "", "2 cells where 3 are wanted"),
        ("apple,5,900", "word", "'apple' stands twice"),
    ],
)
def test_a_row_of_common_words(read: Read, row: str, key: str, said: str) -> None:
    fails(lambda: read(common=f"word,sentences,of\napple,7,900\n{row}\n"), 3, key, said)


def test_another_header_of_common_words(read: Read) -> None:
    fails(lambda: read(common="word,count\n"), 1, "", "the header is word,count")


def test_rarity_falls_with_the_share_of_sentences(read: Read) -> None:
    rules = read(common="word,sentences,of\nseldom,1,1000\noften,100,1000\nalways,1000,1000\n")
    assert [rules.common.get(w) for w in ("seldom", "often", "always", "unseen")] == [1.0, 0.333, 0.05, None]


def test_a_file_that_is_not_there(ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_resolving(tmp_path / "none.yaml", ontology.folder / COMMON, ontology.types, (), ())
