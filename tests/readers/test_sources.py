"""Sources: files, folders, standard input, and things that are none of them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.model.text import Document
from sayso.readers import READERS, Quarantined, ReadOptions, read

TEXT = "Iran warned Israel on Friday."
PAGE = f"<!DOCTYPE html><html><body><article><p>{TEXT}</p><p>{TEXT} Officials said so in Tehran.</p></article></body></html>"


def listed(source: Path | str) -> list[str]:
    return [d.key if isinstance(d, Document) else f"{d.where}: {d.reason}" for d in read(str(source), ReadOptions())]


def test_missing(tmp_path: Path) -> None:
    assert list(read(str(tmp_path / "no.txt"))) == [Quarantined(str(tmp_path / "no.txt"), "no such file", "check the path")]
    assert "no such file" in listed("")[0]
    assert "cannot be opened" in listed("a\0b")[0]
    assert "cannot be opened" in listed("x" * 5000)[0]


def test_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.md", ".hidden.txt", ".git/x.txt", "d.png", "e.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "One.", "id": "one"}' if name == "e.jsonl" else TEXT)
    found = listed(tmp_path)
    assert found == [str(tmp_path / "b.txt"), f"{tmp_path / 'd.png'}: no reader for .png files", "one", str(tmp_path / "a/c.md"), str(tmp_path / "a/z.txt")]
    assert found == listed(tmp_path)


def test_key_is_the_path_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r/a b.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert listed("r/a b.txt") == ["r/a b.txt"]
    assert listed("./r/a b.txt") == ["./r/a b.txt"]
    assert listed("r") == ["r/a b.txt"]


def test_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").write_text(TEXT)
    (found,) = read(str(tmp_path))
    assert isinstance(found, Quarantined)
    assert found.reason == "no readable file here"
    assert ".jsonl" in found.remedy


def test_unknown_suffixes_say_what_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    (found,) = read(str(tmp_path / "a.docx"))
    assert isinstance(found, Quarantined)
    assert "no reader for .docx files" in found.reason
    assert all(suffix in found.remedy for suffix in READERS)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert listed(tmp_path / "pipe.txt") == [f"{tmp_path / 'pipe.txt'}: not a regular file"]
    assert listed(tmp_path) == [f"{tmp_path / 'pipe.txt'}: not a regular file"]
    assert listed("/dev/zero") == ["/dev/zero: not a regular file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["p.jsonl.gz", "p.csv", "p.parquet", "p.warc.gz"])
def test_no_reader_waits_for_a_pipe(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert listed(tmp_path / name) == [f"{tmp_path / name}: not a regular file"]
    assert listed(tmp_path / "p*") == [f"{tmp_path / name}: not a regular file"]


def test_a_folder_deleted_while_it_is_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.csv", "c.warc", "sub/d.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    found = read(str(tmp_path))
    assert isinstance(next(found), Document)
    shutil.rmtree(tmp_path)
    assert [d.reason for d in found if isinstance(d, Quarantined)][:2] == ["no such file", "no such file"]


def test_loops_and_broken_links(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "self").symlink_to(tmp_path)
    (tmp_path / "l1.txt").symlink_to(tmp_path / "l2.txt")
    (tmp_path / "l2.txt").symlink_to(tmp_path / "l1.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    found = listed(tmp_path)
    assert found[0] == str(tmp_path / "a.txt")
    assert found[1] == f"{tmp_path / 'gone.txt'}: no such file"
    assert [f.split(":")[0] for f in found[2:]] == [str(tmp_path / "l1.txt"), str(tmp_path / "l2.txt")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert listed(tmp_path / "a.txt") == [f"{tmp_path / 'a.txt'}: permission denied"]


def test_permission_denied_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert listed(tmp_path / "a.txt") == [f"{tmp_path / 'a.txt'}: permission denied"]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/a\xff.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    (key,) = listed(tmp_path)
    assert key.endswith("a\\xff.txt")
    key.encode()


@pytest.mark.parametrize(
    ("raw", "texts", "keys"),
    [
        (TEXT.encode(), [TEXT], ["-"]),
        (b'{"text": "One."}\n{"text": "Two.", "id": 2}\n', ["One.", "Two."], ["-:1", "2"]),
        (b'\n\n{"text": "One."}', ["One."], ["-:3"]),
        (b'\xef\xbb\xbf{"text": "One."}', ["One."], ["-:1"]),
        (b'[\n{"text": "One."}]', ["One."], ["-:2"]),
        (b'{\n"text": "One."}', ["One."], ["-:1"]),
        (b"{Tehran} said so", ["{Tehran} said so"], ["-"]),
        (b"[Tehran] said so", ["[Tehran] said so"], ["-"]),
        (b"< 5 killed", ["< 5 killed"], ["-"]),
        (b"\n \n" + TEXT.encode(), ["\n \n" + TEXT], ["-"]),
        (("\ufeff" + TEXT).encode("utf-16-le"), [TEXT], ["-"]),
        (PAGE.encode(), [f"{TEXT}\n\n{TEXT} Officials said so in Tehran."], ["-"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes, texts: list[str], keys: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    found = list(read("-"))
    assert [d.text for d in found if isinstance(d, Document)] == texts
    assert [d.key for d in found if isinstance(d, Document)] == keys


def test_standard_input_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert [d.reason for d in read("-") if isinstance(d, Quarantined)] == ["empty"]
    monkeypatch.setattr(sys, "stdin", None)
    assert [d.reason for d in read("-") if isinstance(d, Quarantined)] == ["standard input is closed"]


def test_records_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = os.pipe()
    with os.fdopen(here) as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        os.write(there, b'{"text": "One."}\n{"text": "Two."}\n')
        found = read("-")
        assert isinstance(first := next(found), Document)
        assert first.text == "One."
        os.close(there)
        assert len(list(found)) == 1


def test_the_same_everywhere(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_bytes("café – Genève".encode("cp1252"))
    code = "import sys\nfrom sayso.readers import *\nfor d in read(sys.argv[1]): print(ascii(d))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "Pacific/Kiritimati"), ("1", "Etc/GMT+12"))
    }
    assert len(runs) == 1


def test_importing_is_cheap() -> None:
    heavy = ("trafilatura", "lxml", "charset_normalizer", "py3langid", "numpy", "duckdb", "zstandard")
    code = f"import sys, sayso.readers\nprint([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
