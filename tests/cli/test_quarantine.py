"""Inputs that failed: listed while they wait, shown without harm, tried again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.beginnings import COLUMNS, LINES, beginning, escaped
from sayso.cli.quarantine import failures_into
from sayso.errors import SettingsError
from sayso.readers import Quarantined, ReadOptions
from sayso.run.engine import ALONE, Crew, Limits
from sayso.run.failures import file_of
from sayso.run.retrying import raised
from sayso.store import Quarantine, open_owner, open_reader

Run = Callable[..., Any]
TEXT = "Chad's army shelled a village in Libya on Monday, killing four people, a police officer said."


def rows(ran: Any) -> list[dict[str, Any]]:
    return [json.loads(text) for text in ran.out.splitlines()]


def names(ran: Any) -> list[str]:
    return [row["where"] for row in rows(ran)]


@pytest.fixture
def failed(store: Path, sayso: Run) -> Path:
    """The demo's store, in its folder, with three inputs in quarantine: an empty file, and two lines of a file of records."""
    Path("empty.txt").write_text("")
    Path("news.jsonl").write_text('{"text": "", "id": "one"}\n' + json.dumps({"text": TEXT, "id": "two", "published": "2031-04-09"}) + "\nno json\n")
    ran = sayso("add", "empty.txt", "news.jsonl")
    assert ran.code == 3
    return store


def test_what_waits_is_listed_until_it_is_taken_in(failed: Path, sayso: Run) -> None:
    assert names(sayso("quarantine", "list")) == ["empty.txt", "news.jsonl:1", "news.jsonl:3"]
    assert [row["number"] for row in rows(sayso("quarantine", "list"))] == [1, 2, 3]
    Path("empty.txt").write_text(TEXT)
    assert sayso("add", "empty.txt", "news.jsonl").code == 3
    assert [(row["where"], row["number"]) for row in rows(sayso("quarantine", "list"))] == [("news.jsonl:1", 4), ("news.jsonl:3", 5)]
    every = rows(sayso("quarantine", "list", "--all"))
    assert [(row["where"], row["waits"]) for row in every] == [
        ("empty.txt", False),
        ("news.jsonl:1", False),
        ("news.jsonl:3", False),
        ("news.jsonl:1", True),
        ("news.jsonl:3", True),
    ]
    first = every[0]["started"]
    assert names(sayso("quarantine", "list", "--all", "--run", first)) == ["empty.txt", "news.jsonl:1", "news.jsonl:3"]
    assert "2 inputs in quarantine" in sayso("quarantine", "list", "--format", "table").out
    wrong = sayso("quarantine", "list", "--run", "1999")
    assert (wrong.code, "nothing failed in a run '1999'" in wrong.errors) == (2, True)


def test_one_is_shown_with_its_beginning_by_number_or_name(failed: Path, sayso: Run) -> None:
    ran = sayso("quarantine", "show", "3", "--format", "table")
    assert ran.code == 0
    assert all(len(text) <= 80 for text in ran.out.splitlines())
    for part in ("news.jsonl:3", "not valid JSON", "by: sayso add empty.txt", "waits here", "sed -n 3p news.jsonl | cat -v", "8 bytes, text", "| no json"):
        assert part in ran.out
    row = rows(sayso("quarantine", "show", "news.jsonl:1"))[0]
    assert (row["size"], row["is_text"], row["text"]) == (26, True, '{"text": "", "id": "one"}')
    many = sayso("quarantine", "show", "news.jsonl")
    assert (many.code, "2 inputs in quarantine are in news.jsonl" in many.errors) == (2, True)
    assert sayso("quarantine", "show", "nothing.txt").code == 2
    Path("empty.txt").unlink()
    assert "there is no such file" in rows(sayso("quarantine", "show", "1"))[0]["about"]


def test_nothing_of_an_input_reaches_the_terminal_as_it_is(store: Path, sayso: Run) -> None:
    evil = "\x1b]0;title\x07\x1b[2J\u202egnp.exe\u200b\ud800\x9b31m\r\x00e\u0301" + "wide字" * 300 + "\n" * 60
    name = "bad\x1b[31m\n;rm.html"
    Path(name).write_bytes(evil.encode("utf-8", "surrogatepass"))
    with open_owner(store, "test") as owner:
        owner.refuse([Quarantine(name, "odd\x1b[5m", "look \x9b", "inbox")])
    ran = sayso("quarantine", "show", "1", "--format", "table")
    assert ran.code == 0
    assert all(c == "\n" or c.isprintable() for c in ran.out)
    body = [text for text in ran.out.splitlines() if text.startswith("|")]
    assert len(body) == LINES + 1
    begins = beginning(name, ReadOptions(), ALONE)
    assert (begins.is_text, begins.size) == (False, len(evil.encode("utf-8", "surrogatepass")))
    assert "字" not in begins.text
    assert max(map(len, begins.lines(200))) <= COLUMNS
    listed = sayso("quarantine", "list", "--format", "table").out
    assert all(c == "\n" or c.isprintable() for c in listed)


def test_escapes_keep_what_is_plain() -> None:
    assert escaped("naïve “quotes” 字 é") == "naïve “quotes” 字 é"
    assert escaped("a\x1b\u202e\U000e0001\n") == "a\\x1b\\u202e\\U000e0001\\x0a"


def test_retry_takes_in_what_can_be_read_now(failed: Path, sayso: Run) -> None:
    again = sayso("quarantine", "retry", "--all")
    assert again.code == 3
    assert {row["where"]: row["outcome"] for row in rows(again)} == {"empty.txt": "failed", "news.jsonl:1": "failed", "news.jsonl:3": "failed"}
    Path("empty.txt").write_text(TEXT)
    lines = Path("news.jsonl").read_text().splitlines()
    Path("news.jsonl").write_text("\n".join((json.dumps({"text": TEXT + " It was dusk.", "id": "one"}), *lines[1:])) + "\n")
    some = sayso("quarantine", "retry", "empty.txt", "news.jsonl:1", "--published", "2031-04-09", "--outlet", "Wire")
    assert (some.code, [row["outcome"] for row in rows(some)]) == (0, ["added", "added"])
    assert names(sayso("quarantine", "list")) == ["news.jsonl:3"]
    with open_reader(failed) as reader:
        assert reader.counts()["documents"] == 6 + 1 + 2
        found = reader.documents(reader.document_ids())
        assert {(d.key, d.outlet, d.published) for d in found.values() if d.outlet == "Wire"} == {
            ("empty.txt", "Wire", "2031-04-09"),
            ("one", "Wire", "2031-04-09"),
        }
    known = sayso("quarantine", "retry", "empty.txt", "--published", "2031-04-09", "--outlet", "Wire", "--format", "table")
    assert (known.code, "in the store already" in known.out) == (0, True)


def test_retry_says_what_is_gone_and_keeps_it(failed: Path, sayso: Run) -> None:
    Path("empty.txt").unlink()
    Path("news.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    ran = sayso("quarantine", "retry", "empty.txt", "3", "--format", "table")
    assert ran.code == 3
    flat = " ".join(ran.out.split())
    assert "empty.txt: not read: there is no such file" in flat
    assert "news.jsonl:3: not read: nothing in the file goes by this name any more" in flat
    assert "2 inputs tried again, 0 added, 2 still in quarantine" in flat
    assert len(names(sayso("quarantine", "list"))) == 3


def test_retry_must_be_told_what(failed: Path, sayso: Run) -> None:
    for words in ((), ("--all", "empty.txt")):
        ran = sayso("quarantine", "retry", *words)
        assert (ran.code, "name inputs, or give --all" in ran.errors) == (2, True)
    assert "'other.txt' is not in quarantine" in sayso("quarantine", "retry", "other.txt").errors


def test_a_file_whose_reading_stopped_is_read_to_its_end(store: Path, sayso: Run) -> None:
    """What it gave before is in the store and passed over."""
    texts = [TEXT.replace("four", word) for word in ("five", "six", "seven")]
    Path("many.jsonl").write_text("".join(json.dumps({"text": t, "id": t[-20:] + str(n)}) + "\n" for n, t in enumerate(texts)))
    assert sayso("add", "many.jsonl", "--limit", "1").code == 0
    with open_owner(store, "test") as owner:
        owner.refuse([Quarantine("many.jsonl", "reading stopped after 1 documents", "", "inbox")])
    assert names(sayso("quarantine", "list")) == ["many.jsonl"]
    ran = sayso("quarantine", "retry", "1")
    assert (ran.code, rows(ran)[0]["outcome"]) == (0, "added")
    assert names(sayso("quarantine", "list")) == []
    with open_reader(store) as reader:
        assert reader.counts()["documents"] == 6 + 3


def test_retry_with_workers_raises_their_limits(store: Path, sayso: Run) -> None:
    """What must take too long under the settings is coded with more time; reading too is done apart."""
    Path("long.txt").write_text(" ".join([TEXT] * 50))
    Path("sayso.toml").write_text("[limits]\ndocument_seconds = 0.01\nseconds_per_million = 0.001\n")
    with open_owner(store, "test") as owner:
        owner.refuse([Quarantine("long.txt", "no end after 0 s of computing", "", "inbox")])
    ran = sayso("quarantine", "retry", "long.txt", "--workers", "1", "--seconds", "60")
    assert (ran.code, [row["outcome"] for row in rows(ran)]) == (0, ["added"])


def test_limits_are_raised_together() -> None:
    high = raised(Limits(worker_megabytes=1000, worker_tired=650), seconds=300.0)
    assert (high.document_seconds, high.seconds_per_million, high.worker_megabytes, high.worker_tired) == (300.0, 40.0, 2000, 1300)
    assert high.reading_seconds == 300.0
    assert raised(Limits(), None, 600).worker_megabytes == 600


@pytest.mark.parametrize(
    ("where", "file"),
    [
        ("a:b.txt", "a:b.txt"),
        ("a:b.txt:12", "a:b.txt"),
        ("a#1.warc#300+20", "a#1.warc"),
        ("folder/x.txt", None),
        ("folder:2", "folder"),
        ("-:3", None),
        ("https://example.org/a#1", None),
        ("", None),
    ],
)
def test_the_file_of_an_input_is_found(where: str, file: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a:b.txt", "a#1.warc", "a", "-"):
        Path(name).write_text("x")
    Path("folder").mkdir()
    assert file_of(where) == file


def test_a_name_that_is_not_utf8_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("caf\udce9.txt").write_text("x")
    assert file_of("caf\\xe9.txt:3") == "caf\udce9.txt"


def test_reading_apart_gives_what_reading_here_gives_and_outlives_the_file(failed: Path) -> None:
    for path in ("news.jsonl", "empty.txt", "nothing.txt"):
        here = beginning(f"{path}:3", ReadOptions(), ALONE)
        assert beginning(f"{path}:3", ReadOptions(), Crew(workers=1)) == here
    slow = Crew(workers=1, limits=Limits(reading_seconds=0.001, patience=0.001))
    assert "reading stopped: no end after" in beginning("news.jsonl:3", ReadOptions(), slow).about


def test_failures_are_written_as_they_come(tmp_path: Path) -> None:
    out = tmp_path / "failed.jsonl"
    with failures_into(str(out)) as put:
        put(Quarantined("a.txt:1", "odd \ud800\x1b", "look"))
        assert json.loads(out.read_text("utf-8"))["where"] == "a.txt:1"
        put(Quarantined("b.txt", "empty", ""))
    assert [json.loads(x)["reason"] for x in out.read_text("utf-8").splitlines()] == ["odd \ud800\x1b", "empty"]
    with failures_into(None) as put:
        put(Quarantined("b.txt", "empty", ""))
    with pytest.raises(SettingsError, match="failures cannot be written to"), failures_into(str(tmp_path / "no" / "x")):
        pass
