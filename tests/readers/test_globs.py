"""Patterns as sources."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.readers import Quarantined, Unit, units


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.txt", "b.txt", "c.html", ".h.txt", "2024/01/x.txt", "2024/02/x.txt", "2024/02/y.txt", "2024/.git/x.txt", "2025/z.txt", "odd[1].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Iran warned Israel on Friday.")
    (tmp_path / "linked").symlink_to(tmp_path / "2024")
    (tmp_path / "2024/loop").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt", "odd[1].txt"]),
        ("./[ab].*", ["./a.txt", "./b.txt"]),
        ("?.html", ["c.html"]),
        (".*.txt", [".h.txt"]),
        ("odd[1].txt", ["odd[1].txt"]),
        ("odd[[]1].txt", ["odd[1].txt"]),
        ("*/*/x.txt", ["2024/01/x.txt", "2024/02/x.txt"]),
        ("**/x.txt", ["2024/01/x.txt", "2024/02/x.txt"]),
        ("**/*.txt", ["2024/01/x.txt", "2024/02/x.txt", "2024/02/y.txt", "2025/z.txt", "a.txt", "b.txt", "odd[1].txt"]),
        ("2024/**", ["2024/01/x.txt", "2024/02/x.txt", "2024/02/y.txt"]),
        ("202?", ["2024/01/x.txt", "2024/02/x.txt", "2024/02/y.txt", "2025/z.txt"]),
        ("202?/", ["2024/01/x.txt", "2024/02/x.txt", "2024/02/y.txt", "2025/z.txt"]),
        ("linked/*/y.txt", ["linked/02/y.txt"]),
        ("link*", []),
        ("link*/01/x.txt", []),
        ("**/loop/a.txt", ["2024/loop/a.txt"]),
    ],
)
def test_patterns(tree: Path, pattern: str, names: list[str]) -> None:
    found = list(units(pattern))
    assert [unit.key for unit in found if isinstance(unit, Unit)] == names
    if not names:
        assert [(bad.where, bad.reason) for bad in found if isinstance(bad, Quarantined)] == [(pattern, "no file matches")]


def test_whole_paths(tree: Path) -> None:
    assert [unit.key for unit in units(f"{tree}/2025/*") if isinstance(unit, Unit)] == [f"{tree}/2025/z.txt"]


def test_nothing_matches(tree: Path) -> None:
    for pattern in ("no*.txt", "none/*", "a.txt/*", "[", "**/none"):
        (bad,) = units(pattern)
        assert isinstance(bad, Quarantined)
        assert bad.reason == "no file matches"
        assert "**" in bad.remedy
    (bad,) = units("a\0*")
    assert isinstance(bad, Quarantined)


def test_what_is_matched_but_not_read(tree: Path) -> None:
    (tree / "d.png").write_bytes(b"\x89PNG")
    (tree / "gone.txt").symlink_to(tree / "nothing")
    found = list(units("[dg]*"))
    assert [(bad.where, bad.reason) for bad in found if isinstance(bad, Quarantined)] == [("d.png", "no reader for .png files"), ("gone.txt", "no such file")]


def test_names_that_are_not_utf8(tree: Path) -> None:
    Path(os.fsdecode(os.fsencode(tree) + b"/n\xff.txt")).write_text("Iran warned Israel.")
    assert [unit.key for unit in units("n*") if isinstance(unit, Unit)] == ["n\\xff.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list anything")
def test_folders_that_cannot_be_listed(tree: Path) -> None:
    (tree / "2025").chmod(0)
    found = list(units("202*/*"))
    (tree / "2025").chmod(0o755)
    assert [(bad.where, bad.reason) for bad in found if isinstance(bad, Quarantined)] == [("2025", "permission denied")]
    assert any(isinstance(unit, Unit) for unit in found)
