"""The strict loader: strings stay strings, and every mistake is told with file, line, key and what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.errors import DataError, SaysoError
from sayso.ontology.strict import MAX_DEPTH, Entry, parse_yaml, read_csv, read_yaml, read_yaml_list


def parsed(text: str) -> Entry:
    found = parse_yaml(text, "x.yaml")
    assert isinstance(found, Entry)
    return found


def fails(text: str) -> DataError:
    with pytest.raises(DataError) as caught:
        parse_yaml(text, "x.yaml")
    return caught.value


@pytest.mark.parametrize(
    "word", ["010", "08", "0x1F", "1e3", "NO", "no", "Yes", "on", "off", "true", "False", "null", "~", "2020-01-01", "12:30", "1_000", ".5", "NaN", "+3", "-3"]
)
def test_strings_stay_strings(word: str) -> None:
    found = parsed(f"code: {word}\nlist: [{word}, {word}]\n{word}: key\n")
    assert found.text("code") == word
    assert found.words("list") == (word, word)
    assert found.text(word) == "key"


def test_lines_are_remembered() -> None:
    found = parsed("# remark\na: 1\n\nb:\n  c: 2\n")
    assert found.lines == {"a": 2, "b": 4}
    inner = found.entry("b")
    assert inner is not None
    assert inner.lines == {"c": 5}


@pytest.mark.parametrize(
    ("text", "line", "key", "said", "remedy"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a", "duplicate key (first at line 1)", "keep one"),
        ("a: {x: 1, y: 2,\n  x: 3}\n", 2, "x", "duplicate key", "keep one"),
        ("a: &one [x]\nb: *one\n", 2, "b", "anchors and aliases", "write the value out"),
        ("a: &one x\nb: [*one, *one]\n", 2, "", "anchors and aliases", "write the value out"),
        ("a: 1\n  b: 2\n", 2, "", "not valid YAML", "indentation"),
        ("a:\n\t- b\n", 2, "", "not valid YAML", "indentation"),
        ("a: [1, 2\nb: 3\n", 2, "", "not valid YAML", "indentation"),
        ('a: "open\n', 0, "", "not valid YAML", ""),
        ("? [a, b]\n: c\n", 1, "", "keys must be plain strings", ""),
        ("", 1, "", "empty", ""),
        ("# only a remark\n", 1, "", "empty", ""),
    ],
)
def test_what_is_refused(text: str, line: int, key: str, said: str, remedy: str) -> None:
    error = fails(text)
    assert said in error.what
    assert remedy in error.remedy
    assert error.file == "x.yaml"
    if line:
        assert str(error).startswith("x.yaml:")
        if "anchors" not in said:
            assert error.line == line or ("not valid YAML" in said and abs(error.line - line) <= 1)
    if key and "anchors" not in said:
        assert error.key == key
        assert f" {key}:" in str(error)


def test_too_deep() -> None:
    assert f"deeper than {MAX_DEPTH}" in str(fails("a: " + "[" * (MAX_DEPTH + 2) + "x" + "]" * (MAX_DEPTH + 2)))
    fails("[" * 2_000)
    fails("a: " + "{a: " * 2_000)


@pytest.mark.parametrize(
    "flood", ["'[' * 100_000", "'[\\n' * 100_000", "'[ # ]\\n' * 100_000", "'- ' * 100_000", "'? ' * 100_000", "'- ? ' * 50_000", "'{a: ' * 99_999"]
)
def test_far_too_deep(flood: str) -> None:
    """In a process of its own: it was a crash, not an error."""
    code = f"from sayso.errors import DataError\nfrom sayso.ontology.strict import parse_yaml\ntry: parse_yaml({flood}, 'x')\nexcept DataError: pass"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False).returncode == 0


def test_aliases_never_expand() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20))
    assert "aliases" in fails(bomb).what


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"a: \xff\xfe\n", "not UTF-8"),
        ("a: ü\n".encode("latin-1"), "not UTF-8"),
        (b"", "empty"),
        (b"- a\n- b\n", "must be a map"),
        (b"just words\n", "must be a map"),
    ],
)
def test_bad_files(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(DataError, match=said) as caught:
        read_yaml(path)
    assert str(path) in str(caught.value)


def test_missing_files(tmp_path: Path) -> None:
    for read in (read_yaml, read_yaml_list):
        with pytest.raises(DataError, match="cannot be read") as caught:
            read(tmp_path / "none.yaml")
        assert "none.yaml" in str(caught.value)
    with pytest.raises(DataError):
        list(read_csv(tmp_path / "none.csv", ("a",)))
    with pytest.raises(DataError):
        read_yaml(tmp_path)


def test_a_file_must_be_a_list_where_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n")
    with pytest.raises(DataError, match="list of maps"):
        read_yaml_list(path)


def test_entries_say_what_is_wrong_with_a_key() -> None:
    e = parsed("a: x\nb: [x, y]\nc: {d: e}\nf: maybe\n")
    for call, line, said in (
        (lambda: e.text("b"), 2, "must be one string"),
        (lambda: e.text("none"), 1, "missing"),
        (lambda: e.text("a", allowed=("y", "z")), 1, "use one of y, z"),
        (lambda: e.words("c"), 3, "list of strings"),
        (lambda: e.words("b", ("x",)), 2, "'y' is not allowed"),
        (lambda: e.entry("a"), 1, "must be a map"),
        (lambda: e.entries("b"), 2, "list of maps"),
        (lambda: e.flag("f"), 4, "use one of false, true"),
        (lambda: e.only(("a", "b", "c")), 4, "unknown key 'f'"),
        (lambda: list(e.items()), 1, "must be a map"),
    ):
        with pytest.raises(DataError) as caught:
            call()
        assert said in str(caught.value)
        assert str(caught.value).startswith(f"x.yaml:{line}:")
    assert e.words("a") == ("x",)
    assert e.words("none") == e.entries("none") == ()
    assert e.entry("none") is None


HEADER = "name,code\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEADER + "a,1\nb\n", 3, "1 cells where 2 are wanted"),
        (HEADER + "a,1,2\n", 2, "3 cells where 2 are wanted"),
        (HEADER + "a,1\n\nb,2\n", 3, "0 cells"),
        (HEADER + 'a,"open\nb,2\n', 3, "not valid CSV"),
        (HEADER + 'a,"x"y\n', 2, "not valid CSV"),
        ("code,name\n1,a\n", 1, "it must be name,code"),
        ("name,code,more\n", 1, "it must be name,code"),
        ("name, code\n", 1, "it must be name,code"),
        ("", 1, "it must be name,code"),
    ],
)
def test_bad_tables(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        list(read_csv(path, ("name", "code")))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}:")


def test_tables_keep_strings(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADER + '"a, b", 010\nNO,NA\n"two\nlines",x\n')
    rows = list(read_csv(path, ("name", "code")))
    assert [(r["name"], r["code"]) for r in rows] == [("a, b", "010"), ("NO", "NA"), ("two\nlines", "x")]
    assert rows[1].many("name") == ("NO",)


def test_tables_in_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(HEADER.encode() + b"\xff,1\n")
    with pytest.raises(DataError, match="not UTF-8"):
        list(read_csv(path, ("name", "code")))


def test_a_message_names_file_line_key_and_remedy() -> None:
    error = DataError("frames/x.yaml", 12, "modes", "'fly' is not allowed", "use one of drone")
    assert str(error) == "frames/x.yaml:12: modes: 'fly' is not allowed; use one of drone"
    assert isinstance(error, SaysoError)
    assert str(DataError("x", 0, "", "empty")) == "x: empty"
