"""Names and kinds of files: pipes, loops, folders that look like files, names that no terminal should print."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hostile.case import SAME, STORY, Case, Ends, refused

NAMES = {
    "newline": "a\nsayso: forged line.txt",
    "escape": "a\x1b[31mred\x1b]0;title\x07.txt",
    "tab": "a\tb.txt",
    "dash": "-rf --format=csv.txt",
    "blanks": "  a  b  .txt",
    "quotes": "a'b\"c`d$(id).txt",
    "formula": "=cmd|' C calc'!A0.txt",
    "script": "<img src=x onerror=alert(1)>.txt",
    "percent": "%00%2e%2e%2f%s%n.txt",
    "backslash": "..\\..\\etc\\passwd.txt",
    "emoji": "\U0001f680\U0001f468\u200d\U0001f469.txt",
    "override": "a\u202etxt.exe.txt",
    "arabic": "تقرير.txt",
    "composed": "e\u0301\u0301.txt",
    "line_separator": "a\u2028b.txt",
    "long": "x" * 240 + ".txt",
    "braces": "{0}[a-z]*?.txt",
    "surrogate": "a\udcffb.txt",
    "colon": "http:example.org.txt",
    "no_suffix": "report",
    "dots": "a..b...txt",
    "upper": "REPORT.TXT",
}


def story(path: Path) -> None:
    """The story at a path."""
    path.write_bytes(STORY.encode())


def named(name: str) -> Callable[[Path], None]:
    """The story in a file of this name."""
    return lambda folder: story(folder / name)


def pipe(folder: Path) -> None:
    """A pipe nobody writes to, beside a report."""
    os.mkfifo(folder / "pipe.txt")
    story(folder / "report.txt")


def device(folder: Path) -> None:
    """A link to what never ends."""
    (folder / "zero.txt").symlink_to("/dev/zero")
    story(folder / "report.txt")


def loops(folder: Path) -> None:
    """Links that lead to themselves and to the folder."""
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "self").symlink_to(folder)
    story(folder / "report.txt")


def broken(folder: Path) -> None:
    """A link to nothing."""
    (folder / "gone.txt").symlink_to(folder / "nothing")


def folders(folder: Path) -> None:
    """Folders with names of files."""
    (folder / "a.txt").mkdir()
    (folder / "b.jsonl").mkdir()
    story(folder / "a.txt" / "report.txt")


def empty(folder: Path) -> None:
    """Nothing but hidden files and an empty folder."""
    (folder / "sub").mkdir()
    story(folder / ".hidden.txt")


def deep(folder: Path) -> None:
    """A report under 200 folders."""
    for _ in range(200):
        folder = folder / "d"
        folder.mkdir()
    story(folder / "report.txt")


def strangers(folder: Path) -> None:
    """Files of kinds nobody reads, beside a report."""
    for name in ("a.png", "b.exe", "c.docx", "d.py", "e.db"):
        (folder / name).write_bytes(b"\x00\x01")
    story(folder / "report.txt")


def many(folder: Path) -> None:
    """Two hundred empty files and a report."""
    for n in range(200):
        (folder / f"{n:03}.txt").write_bytes(b"")
    story(folder / "report.txt")


def nothing(folder: Path) -> None:
    """No file at all."""


def cases() -> list[Case]:
    """All cases of this kind."""
    out = [Case(f"name/{n}", name, named(name), SAME) for n, name in NAMES.items()]
    out += [Case(f"name/in_folder_{n}", "", named(NAMES[n]), SAME) for n in ("newline", "escape", "surrogate", "dash", "override", "braces")]
    out += [
        Case("file/pipe", "", pipe, refused("not a regular file", documents=1)),
        Case("file/device", "", device, refused("not a regular file", documents=1)),
        Case("file/loops", "", loops, Ends(documents=1, refused=2)),
        Case("file/broken_link", "", broken, refused("no such file")),
        Case("file/folders", "", folders, Ends(documents=None, refused=None)),
        Case("file/empty_folder", "", empty, refused("no readable file")),
        Case("file/deep", "", deep, SAME),
        Case("file/strangers", "", strangers, refused("no reader for", documents=1, count=5)),
        Case("file/many_empty", "", many, refused("empty", documents=1, count=200)),
        Case("file/missing", "none.txt", nothing, refused("no such file")),
        Case("file/missing_folder", "none/none.txt", nothing, refused("no such file")),
        Case("file/nul_in_name", "a\0b.txt", nothing, refused("cannot be opened")),
        Case("file/name_too_long", "x" * 5_000, nothing, refused("cannot be opened")),
        Case("file/through_a_file", "report.txt/x", named("report.txt"), refused("")),
    ]
    return out
