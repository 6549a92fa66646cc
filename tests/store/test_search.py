"""Full-text search beside the store."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InUse, SettingsError, StoreError
from sayso.model.claim import Place
from sayso.model.statement import Party
from sayso.model.text import Document, Span
from sayso.store import CodingId, Owner, Reader, Stored, open_owner, open_reader, search_filling, search_marks
from sayso.store.search import RANKED, Found, Index
from sayso.store.search_marks import snippet
from sayso.store.search_words import expression, fold

CODING = CodingId("c1", "sayso 0.1", "sha256:aa", "s1")
BRIDGE = "The bridge at Vordam was shelled at dawn. Two ferrymen drowned."
MARKET = "A market in Vordam reopened. The mayor, Élodie Brandt, thanked the ferrymen; nobody shelled it."
PERSIAN = "وزیر خارجه علی کریمی گفت مذاکرات می‌تواند ادامه یابد."
ARABIC = "قالَ الوَزيرُ إنَّ المُفاوَضاتِ مُستَمِرَّة."
HEBREW = "הַשַּׂר אָמַר שָׁלוֹם לָעִתּוֹנָאִים."
HINDI = "मंत्री ने कहा कि बातचीत जारी है।"
TEXTS = (BRIDGE, MARKET, PERSIAN, ARABIC, HEBREW, HINDI)


def report(name: str, text: str, title: str | None = None, outlet: str | None = None, day: str | None = None, claims: tuple[Any, ...] = ()) -> Stored:
    return Stored(Document(name, name, text, None, title, outlet, day), CODING, (), (), claims, ())


def add(path: Path, *reports: Stored) -> None:
    with open_owner(path, "x") as owner, owner.batch():
        for r in reports:
            owner.add(r)


def file_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.search")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Reader]]:
    path = tmp_path_factory.mktemp("search") / "s#%20 'x.duckdb"
    titles = ("Bridge shelled", "Vordam’s market", None, None, None, None)
    add(path, *(report(f"d{i}", text, titles[i], f"Vordam Courier {i}", f"2031-03-{i + 10}") for i, text in enumerate(TEXTS)))
    index = Index(path)
    with open_reader(path) as reader:
        assert index.update(reader) == len(TEXTS)
        yield index, reader


def ids(found: Found) -> list[str]:
    return [h.document for h in found.hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("drowned", {"d0"}),
        ("FERRYMEN", {"d0", "d1"}),
        ("ferrymen drowned", {"d0"}),
        ('"two ferrymen"', {"d0"}),
        ('"ferrymen two"', set()),
        ('"two ferrymen', {"d0"}),
        ("ferrymen -drowned", {"d1"}),
        ('ferrymen -"at dawn"', {"d1"}),
        ("-drowned", set()),
        ("reop*", {"d1"}),
        ("reop", set()),
        ("re*", set()),
        ("ferrymen -reop*", {"d0"}),
        ('"two ferr"*', {"d0"}),
        ("elodie", {"d1"}),
        ("E\u0301LODIE", {"d1"}),
        ("vordam's", {"d1"}),
        ("courier", {f"d{i}" for i in range(6)}),
        ("shelled courier 1", {"d1"}),
        ("ferrymen ☃ !!!", {"d0", "d1"}),
        ("☃", set()),
        ("", set()),
        ("كريمي", {"d2"}),
        ("می‌تواند", {"d2"}),
        ("میتواند", {"d2"}),
        ("المفاوضات", {"d3"}),
        ("المُفاوَضات", {"d3"}),
        ("שלום", {"d4"}),
        ("बातचीत", {"d5"}),
        ("बात*", {"d5"}),
        ("ferry\u00admen \x00drowned", {"d0"}),
    ],
)
def test_words_find_what_holds_them(read: tuple[Index, Reader], words: str, expected: set[str]) -> None:
    index, reader = read
    found = index.search(reader, words)
    assert set(ids(found)) == expected
    assert (found.total, found.more, found.indexed, found.next) == (len(expected), False, len(TEXTS), None)


HOSTILE = (
    '"', '""', '"""', "*", "**", '"*', "-", "--", '-"', "^a", "a^", "NEAR", "NEAR(a b, 3)", "AND", "OR", "NOT", "a AND", "title:bridge",
    "{title text}: a", "(", ")", "a)(",
    "a + b", "'; DROP TABLE documents; --", "\x00", "a\x00b", "\ud800", "a\udfffb", '"\x00', "\u202e", "\u0301", "-\u0301*", "\\", "%", "_", "a" * 10_000,
    '"a ' * 5000,
    "-a " * 5000, "a* " * 5000, "\U000e0001", "\u0378", "\u2028", "ء", "\x02a\x03", "🙂", "½", "Ⅷ", "a:b", "a-b", 'x"y"z', '-"x"*-y', "²",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_input_is_an_error(read: tuple[Index, Reader], words: str) -> None:
    index, reader = read
    assert isinstance(index.search(reader, words), Found)
    assert isinstance(index.search(reader, f"ferrymen {words}"), Found)
    index.parties(words)
    index.places(words)


def test_only_the_beginning_of_a_long_search_is_looked_at() -> None:
    assert expression("a" * 199 + " b c") == expression("a" * 199)
    many = " ".join(f"w{i}" for i in range(40))
    assert (expression(many) or "").count('"w') == (expression(f'"{many}') or "").count("w") == 16
    assert (expression(many.replace(" ", "-")) or "").count("w") == 16
    assert (expression("abc* abd* abe* abf* abg* abh") or "").count("*") == 4
    assert expression("x x x") == expression("x")
    assert expression("abc-b*") == expression("abc-b")


def test_words_are_marked_in_title_and_text(read: tuple[Index, Reader]) -> None:
    index, reader = read
    (hit,) = index.search(reader, "shelled drowned").hits
    assert (hit.title, hit.opening, hit.outlet, hit.published) == ("Bridge shelled", BRIDGE, "Vordam Courier 0", "2031-03-10")
    assert [w.of("Bridge shelled") for w in hit.title_words] == ["shelled"]
    assert hit.snippet.text == BRIDGE
    assert [w.of(BRIDGE) for w in hit.snippet.words] == ["shelled", "drowned"]
    assert (hit.snippet.at, hit.snippet.last) == (0, True)


@pytest.mark.parametrize(("words", "marked"), [("المفاوضات", "المُفاوَضاتِ"), ("שלום", "שָׁלוֹם"), ("میتواند", "می‌تواند"), ("elodie", "Élodie"), ("बात*", "बातचीत")])
def test_marks_cover_the_words_as_printed(read: tuple[Index, Reader], words: str, marked: str) -> None:
    index, reader = read
    (hit,) = index.search(reader, words).hits
    assert hit.snippet.text == reader.documents([hit.document])[hit.document].text
    assert [w.of(hit.snippet.text).rstrip("ِ") for w in hit.snippet.words] == [marked.rstrip("ِ")]


def test_text_that_looks_like_marks_or_html_comes_as_it_is(path: Path) -> None:
    text = "\x02 <b>ferry</b>\x03 \x00 the \x03\x02ferry\x03 \U0001f600 ferry"
    add(path, report("a", text, "<script>ferry</script>\x02"))
    with open_reader(path) as reader:
        Index(path).update(reader)
        (hit,) = Index(path).search(reader, "ferry").hits
    assert hit.snippet.text == text
    assert [w.of(text) for w in hit.snippet.words] == ["ferry"] * 3
    assert [w.start for w in hit.title_words] == [8]


def test_a_snippet_shows_the_stretch_with_most_of_the_words() -> None:
    filler = "word " * 100
    text = f"ferry {filler}ferry bridge {filler}"
    found = snippet(text, [Span(0, 5), Span(506, 511), Span(512, 518)])
    assert [w.of(found.text) for w in found.words] == ["ferry", "bridge"]
    assert text[found.at :].startswith(found.text)
    assert (found.text.startswith("word"), found.text.endswith("word"), found.last) == (True, True, False)
    assert len(found.text) <= search_marks.WIDE


@pytest.mark.parametrize("text", ["", "x" * 5000, " " * 5000, "日" * 5000])
def test_a_snippet_is_short_whatever_the_text(text: str) -> None:
    found = snippet(text, [Span(3000, 3010)] if text else [])
    assert len(found.text) <= search_marks.WIDE
    assert text[found.at :].startswith(found.text)
    assert [s.of(found.text) for s in found.words] == ([text[3000:3010]] if text else [])


def test_a_word_of_the_title_counts_more_and_ties_go_by_id(path: Path) -> None:
    texts = {"b": "bridge and river", "a": "bridge and river", "c": "river and water"}
    add(path, *(report(name, text, "Bridge" if name == "c" else "River") for name, text in texts.items()))
    with open_reader(path) as reader:
        Index(path).update(reader)
        assert ids(Index(path).search(reader, "bridge")) == ["c", "a", "b"]


def test_pages_give_everything_once_and_in_order(path: Path) -> None:
    add(path, *(report(f"d{i:02}", f"ferry {'river ' * (i % 4)}", day=f"2031-01-{i % 9 + 1:02}") for i in range(23)))
    index = Index(path)
    with open_reader(path) as reader:
        index.update(reader)
        whole = ids(index.search(reader, "ferry", limit=100))
        pages, after = list[str](), None
        for size in (5, 5, 5, 5, 3):
            found = index.search(reader, "ferry", limit=5, after=after)
            assert (len(found.hits), found.total) == (size, 23)
            pages, after = [*pages, *ids(found)], found.next
        assert after is None
        assert pages == whole
        assert len(set(whole)) == 23


@pytest.mark.parametrize(
    "after", ["", "x", "7ff8000000000000d1", "fff0000000000000", "beb0dc", "é" * 20, "\ud800" * 17, "bff0000000000000\ud800", "' OR 1=1 --", "\x00" * 16]
)
def test_a_wrong_cursor_is_told(read: tuple[Index, Reader], after: str) -> None:
    index, reader = read
    with pytest.raises(SettingsError, match="after") as caught:
        index.search(reader, "ferrymen", after=after)
    assert caught.value.remedy


def test_of_very_many_the_latest_are_ranked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(path, *(report(f"d{i}", "ferry", day=day) for i, day in enumerate([None, "2031-01-02", "2031-01-03", "no day", "2031-01-01"])))
    search = sys.modules[Index.__module__]
    for name in ("_RANK", "_COUNT"):
        monkeypatch.setattr(search, name, getattr(search, name).replace(str(RANKED), "2").replace(str(RANKED + 1), "3"))
    monkeypatch.setattr(search, "RANKED", 2)
    with open_reader(path) as reader:
        Index(path).update(reader)
        found = Index(path).search(reader, "ferry")
    assert (ids(found), found.total, found.more) == (["d1", "d2"], 2, True)


def test_an_update_adds_what_is_new_only(path: Path) -> None:
    index = Index(path)
    add(path, report("a", BRIDGE))
    with open_reader(path) as reader:
        assert index.search(reader, "bridge").indexed == 0
        assert index.parties("bridge") == index.places("bridge") == ()
        assert index.update(reader) == 1
        assert index.update(reader) == 0
    add(path, report("b", MARKET))
    with open_reader(path) as reader:
        assert index.update(reader) == 1
        assert set(ids(index.search(reader, "vordam"))) == {"a", "b"}


def test_reports_of_another_store_are_forgotten(path: Path) -> None:
    index = Index(path)
    add(path, report("a", BRIDGE), report("b", MARKET))
    with open_reader(path) as reader:
        index.update(reader)
    for name in (path.name, f"{path.name}.snapshot"):
        path.with_name(name).unlink()
    add(path, report("b", MARKET), report("c", "Another bridge."))
    with open_reader(path) as reader:
        assert ids(index.search(reader, "drowned")) == []
        assert index.update(reader) == 2
        assert (ids(index.search(reader, "bridge")), index.search(reader, "bridge").indexed) == (["c"], 2)


def test_an_older_reader_undoes_nothing(path: Path) -> None:
    index = Index(path)
    add(path, report("a", BRIDGE))
    with open_reader(path) as old:
        add(path, report("b", MARKET))
        with open_reader(path) as new:
            assert index.update(new) == 2
            assert index.update(old) == 0
            assert len(index.search(new, "vordam").hits) == 2
        assert ids(index.search(old, "vordam")) == ["a"]


def test_stopped_it_goes_on_from_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_filling, "READ", 2)
    monkeypatch.setattr(search_filling, "BATCH", 1)
    add(path, *(report(f"d{i}", BRIDGE) for i in range(7)))
    asked = iter([False, False, True, True])
    with open_reader(path) as reader:
        assert Index(path).update(reader, lambda: next(asked)) == 4
        assert Index(path).search(reader, "bridge").total == 4
        assert Index(path).update(reader) == 3
        assert Index(path).search(reader, "bridge").total == 7


KILLED = """
import os, sys
from pathlib import Path
from sayso.store import open_reader, search_filling
from sayso.store.search import Index
search_filling.READ = 2
search_filling.BATCH = 1
done = iter(range(2))
make_names = search_filling.fold
def killed(text):
    if text.startswith("The bridge 5"):
        os._exit(9)
    return make_names(text)
search_filling.fold = killed
path = Path(sys.argv[1])
with open_reader(path) as reader:
    Index(path).update(reader)
"""


def test_killed_within_a_batch_it_leaves_a_good_index(path: Path) -> None:
    add(path, *(report(f"d{i}", f"The bridge {i}") for i in range(7)))
    child = [sys.executable, "-c", KILLED, str(path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path if p)}
    assert subprocess.run(child, env=env, timeout=60, check=False).returncode == 9
    with open_reader(path) as reader:
        assert set(ids(Index(path).search(reader, "bridge"))) == {"d0", "d1", "d2", "d3"}
        assert Index(path).update(reader) == 3
        assert Index(path).search(reader, "bridge").total == 7


FULL = """
import resource, sys
from pathlib import Path
from sayso.store import open_reader
from sayso.store.search import Index
path = Path(sys.argv[1])
with open_reader(path) as reader:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        Index(path).update(reader)
    except Exception as error:
        print(type(error).__name__, error, sep="|")
"""


def test_a_full_disk_is_one_clear_line_and_the_index_stays_good(path: Path) -> None:
    words = [" ".join(f"w{n * 2000 + i}" for i in range(2000)) for n in range(40)]
    add(path, *(report(f"d{i}", text) for i, text in enumerate(words)))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path if p)}
    child = subprocess.run([sys.executable, "-c", FULL, str(path)], env=env, timeout=60, check=True, capture_output=True, text=True)
    kind, _, told = child.stdout.strip().partition("|")
    assert (kind, child.stderr) == ("StoreError", "")
    assert told.startswith(f"disk full at {file_of(path)}; free some space")
    with open_reader(path) as reader:
        assert Index(path).update(reader) == 40
        assert ids(Index(path).search(reader, "w79999")) == ["d39"]


def other_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()


def torn(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize("spoil", [lambda f: f.write_bytes(b"no database " * 1000), lambda f: f.write_bytes(b""), other_version, foreign, torn, cut])
def test_a_file_that_is_no_good_is_made_anew(path: Path, spoil: Any) -> None:
    add(path, report("a", BRIDGE))
    index = Index(path)
    with open_reader(path) as reader:
        index.update(reader)
        for ending in ("-wal", "-shm"):
            path.with_name(f"{path.name}.search{ending}").unlink(missing_ok=True)
        spoil(file_of(path))
        with suppress(StoreError):
            assert ids(index.search(reader, "bridge")) == []
        assert index.update(reader) == 1
        assert ids(index.search(reader, "bridge")) == ["a"]


def test_a_place_that_cannot_be_written_is_told(path: Path) -> None:
    add(path, report("a", BRIDGE))
    file_of(path).mkdir()
    with open_reader(path) as reader, pytest.raises(StoreError) as caught:
        Index(path).update(reader)
    assert str(file_of(path)) in caught.value.what
    assert caught.value.remedy


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_in_a_folder_nobody_may_write_one_can_search_but_not_update(path: Path) -> None:
    add(path, report("a", BRIDGE))
    with open_reader(path) as reader:
        Index(path).update(reader)
        path.parent.chmod(0o555)
        try:
            assert ids(Index(path).search(reader, "bridge")) == ["a"]
            with pytest.raises(StoreError) as caught:
                Index(path).update(reader)
        finally:
            path.parent.chmod(0o755)
    assert str(file_of(path)) in caught.value.what
    assert caught.value.remedy == "look at its permissions and its folder"


def test_one_updates_while_others_search(path: Path) -> None:
    add(path, report("a", BRIDGE), report("b", MARKET))
    index = Index(path)
    seen: list[int] = []
    with open_reader(path) as reader, open_reader(path) as other:

        def look() -> bool:
            seen.append(index.search(other, "vordam").total)
            with pytest.raises(InUse, match=f"PID {os.getpid()}"):
                index.update(other)
            return False

        assert index.update(reader, look) == 2
        assert seen == [0, 2]


def test_names_of_parties_and_places_come_with_their_claims(path: Path, make: Any) -> None:
    def claim(name: str, actors: tuple[Party, ...], place: str | None) -> Any:
        blank = make.claim(make.document(1), 0)
        where = replace(make.blank(Place), name=place, country="VRD") if place else None
        return replace(blank, id=name, actors=actors, recipients=(), place=where, figures=())

    def party(text: str, name: str | None, country: str | None, id: str | None) -> Party:
        return replace(make.blank(Party), text=text, name=name, country=country, id=id)

    navy = party("the navy", "Vordam Navy", "VRD", "vrd-navy")
    crowd = party("angry ferrymen", None, None, None)
    claims = (claim("1", (navy, navy), "Vordam"), claim("2", (navy,), "Vordam Harbour"), claim("3", (crowd,), "Vordam Harbour"), claim("4", (crowd,), None))
    add(path, report("a", BRIDGE, claims=claims), report("b", MARKET, claims=(claim("5", (navy,), None),)))
    index = Index(path)
    with open_reader(path) as reader:
        index.update(reader)
    assert [(n.kind, n.name, n.country, n.party, n.claims) for n in index.parties("vordam")] == [("party", "Vordam Navy", "VRD", "vrd-navy", 3)]
    assert [(n.name, n.country, n.claims) for n in index.parties("ferry*")] == [("angry ferrymen", None, 2)]
    assert [n.name for n in index.parties("VRD -ferrymen")] == ["Vordam Navy"]
    assert [(n.kind, n.name, n.claims) for n in index.places("vordam")] == [("place", "Vordam Harbour", 2), ("place", "Vordam", 1)]
    assert [n.name for n in index.places("vordam", 1)] == ["Vordam Harbour"]
    again = Stored(report("a", BRIDGE).document, CodingId("c2", "sayso 0.2", "x", "y"), (), (), (claim("6", (crowd,), "Vordam"),), ())
    add(path, again)
    with open_reader(path) as reader:
        assert index.update(reader) == 0
    assert [(n.name, n.claims) for n in index.parties("vordam")] == [("Vordam Navy", 1)]
    assert [(n.name, n.claims) for n in index.places("vordam")] == [("Vordam", 1)]


def test_what_breaks_careless_sql_is_indexed_too(owner: Owner, make: Any) -> None:
    with owner.batch():
        for n in range(3):
            owner.add(make.stored(n))
    index = Index(owner.path)
    assert index.update(owner) == 3
    assert index.search(owner, "日本").total == 3
    assert all(h.snippet.text and h.snippet.words for h in index.search(owner, "report").hits)
    assert index.parties("o'brien")
    assert index.places("o'brien")


def test_plain_text_is_not_copied_to_be_indexed() -> None:
    assert fold(BRIDGE) is BRIDGE
