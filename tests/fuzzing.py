"""What is fuzzed, and with what: bytes near those that mean something. Each target is a test without arguments that hypothesis drives."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hostile.case import STORY, gz
from hostile.feeds import item, rss
from hostile.packed import PAGE, PLAIN, record, zst
from hostile.pages import ABOUT, WHOLE, page
from hostile.records import ROW, csv, line
from sayso.errors import DataError
from sayso.model.claim import Claim
from sayso.model.event import Correction
from sayso.model.plain import from_plain, to_plain
from sayso.model.readable import readable, suspicious
from sayso.model.statement import Statement
from sayso.model.text import Document, Span
from sayso.ontology.strict import parse_yaml, read_csv
from sayso.readers import READERS, Quarantined, ReadOptions, read, units
from sayso.store.inbox import merge

SEEDS: tuple[bytes, ...] = (
    STORY.encode(),
    WHOLE.encode(),
    page(head=ABOUT["jsonld_list"]).encode(),
    line().encode() * 2,
    json.dumps([json.loads(line())]).encode(),
    csv(ROW, ROW).encode(),
    rss(item(1), item(2)).encode(),
    PLAIN[:4_000],
    gz(record(0, PAGE)) + gz(record(1, PAGE)),
    gz(line().encode()),
    zst(line().encode()),
)
SPICE = (
    b"\0 \xff \xfe \xef\xbb\xbf \xff\xfe \x1f\x8b\x08 \x28\xb5\x2f\xfd PAR1 WARC/1.0 Content-Length:-1 Content-Length:99999999999999999999 <![CDATA[ ]]> "
    b'<!-- --> <!DOCTYPE <!ENTITY &x; &#xD800; &#0; <script> </p> <p> {"text": [[[[ ]]]] NaN 1e999 \\ud800 \\u0000 " \' ; , \t \r\n \x1b[31m '
    b"\xe2\x80\xae \xe2\x80\x8b \xed\xa0\x80"
).split(b" ")
SUFFIXES = (*sorted(s for s in READERS if s), ".jsonl.gz", ".txt.gz", ".html.gz", ".warc.gz", ".csv.zst", ".jsonl.zst", "")


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """Something that means something, with a few places cut, doubled, flipped or spiced; now and then just bytes."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=400))
    raw = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 5))):
        a, b = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
        what = draw(st.integers(0, 4))
        if what == 0:
            raw = raw[:a] + raw[b:]
        elif what == 1:
            raw = raw[:b] + raw[a:]
        elif what == 2 and raw:
            at = min(a, len(raw) - 1)
            raw = raw[:at] + bytes([raw[at] ^ draw(st.integers(1, 255))]) + raw[at + 1 :]
        else:
            raw = raw[:a] + draw(st.one_of(st.sampled_from(SPICE), st.binary(max_size=8))) + raw[a:]
    return raw[:60_000]


def reader() -> Callable[[], None]:
    """Any bytes under any suffix: documents and quarantines that keep their rules, nothing raised."""

    @given(spoilt(), st.sampled_from(SUFFIXES))
    def holds(raw: bytes, suffix: str) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(raw)
            found = list(read(str(path), ReadOptions(max_bytes=100_000)))
            assert len(found) == len(list(units(str(path), ReadOptions(max_bytes=100_000))))
        for one in found:
            if isinstance(one, Quarantined):
                assert one.reason
                assert one.where
                (one.where + one.reason + one.remedy).encode()
            else:
                check(one)

    return holds


def check(document: Document) -> None:
    """What holds for every document that is read."""
    assert document.text.strip()
    assert "\0" not in document.text
    for text in (document.text, document.key, document.title, document.outlet, document.url, *document.flags):
        (text or "").encode()
    assert document.published is None or "1900" <= document.published[:4] <= "2100"
    assert (document.published is None) == (document.basis is None)
    assert document.url is None or not document.url.lower().startswith("javascript:")


def yaml() -> Callable[[], None]:
    """Any text as a data file: strings, tuples and entries, or a DataError."""
    marks = st.sampled_from(
        [*"[]{}:,-?|>&*!%@`#'\"\\ \n\t", "- ", ": ", "? ", "\n  ", "<<: ", "---\n", "...", "\x00", "\x85", "\ufeff", "a", "b", "1", "\u2028", "é"]
    )

    @given(st.lists(marks, max_size=60).map("".join))
    def holds(text: str) -> None:
        with contextlib.suppress(DataError):
            parse_yaml(text, "x.yaml")

    return holds


def table() -> Callable[[], None]:
    """Any bytes as a table of ours: rows, or a DataError."""

    @given(st.lists(st.sampled_from([b"a", b",", b'"', b"\n", b"\r", b"\0", b"\xff", b";", b"'", b"=1"]), max_size=40).map(b"".join))
    def holds(raw: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "a.csv"
            path.write_bytes(b"a,b\n" + raw)
            with contextlib.suppress(DataError):
                assert all(len(row.cells) == 2 for row in read_csv(path, ("a", "b")))

    return holds


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside plain data."""
    yield at
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*at, key))


def put(value: Any, at: tuple[Any, ...], new: Any, *, drop: bool) -> Any:
    """Plain data with another value, or none, in one place."""
    if not at:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if drop and len(at) == 1:
        del copy[at[0]]
    else:
        copy[at[0]] = put(value[at[0]], at[1:], new, drop=drop)
    return copy


def record_target(seeds: tuple[Any, ...]) -> Callable[[], None]:
    """Records with a value changed or missing: made again, or refused with TypeError or KeyError, as `from_plain` says."""
    plain = [(kind, to_plain(value)) for value in seeds for kind in (type(value),)]
    spots = [(kind, data, at) for kind, data in plain for at in places(data)]

    @given(st.sampled_from(spots), VALUES, st.booleans())
    def holds(spot: tuple[Any, Any, tuple[Any, ...]], new: Any, drop: bool) -> None:
        kind, data, at = spot
        with contextlib.suppress(TypeError, KeyError):
            made = from_plain(kind, put(data, at, new, drop=drop))
            assert isinstance(made, kind)

    return holds


def record_seeds() -> tuple[Any, ...]:
    """A claim, a statement and a correction as the program makes them."""
    from sayso.coder import Coder
    from sayso.ontology.load import load
    from sayso.readers import read_text

    coding = Coder(load()).code(read_text(STORY, published="2020-06-15"))
    claim: Claim = coding.claims[0]
    statement: Statement = coding.statements[0]
    return claim, statement, CORRECTION


CORRECTION = Correction("c1", "abc", "event", "AID", "AGREE", "x", "2020-06-15", "", ("abc",))


def inbox() -> Callable[[], None]:
    """Any lines in an inbox: corrections and quarantines, one a line that is not blank, and an empty inbox after it."""
    good = json.dumps(to_plain(CORRECTION)).encode()
    word = st.sampled_from([good, *SPICE, b"{", b"}", b"[", b'{"id": 1}', b"\n", b"null"])

    @given(st.lists(st.lists(word, max_size=4).map(b"".join), max_size=8).map(b"\n".join))
    def holds(raw: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "s.duckdb.inbox"
            path.write_bytes(raw + b"\n")
            taken: list[Any] = []
            merge(Path(folder) / "s.duckdb", lambda a, b: taken.extend((*a, *b)))
            assert len(taken) == sum(bool(row.strip()) for row in io.BytesIO(raw).read().split(b"\n"))
            assert not path.stat().st_size

    return holds


def seen() -> Callable[[], None]:
    """Any text has a readable copy that is readable itself, and every span of it a place in the text."""

    @given(
        st.text(
            st.one_of(
                st.sampled_from("aé \u0301\u034f\u200b\u00ad\u202e\u202c\u2066\u2069\r\n\u00a0\ufb01\x1b[m\x85\x92\u2028\U000e0041"),
                st.characters(exclude_categories=["Cs"]),
            ),
            max_size=60,
        )
    )
    def holds(text: str) -> None:
        list(suspicious(text))
        copy = readable(text)
        if copy is None:
            return
        assert len(copy.text) == len(copy.starts) == len(copy.ends)
        assert all(0 <= a < b <= len(text) for a, b in zip(copy.starts, copy.ends, strict=True))
        assert list(copy.starts) == sorted(copy.starts)
        assert copy.back(Span(0, len(copy.text))).end <= len(text)

    return holds


TARGETS: dict[str, Callable[[], Callable[[], None]]] = {
    "reader": reader,
    "yaml": yaml,
    "table": table,
    "record": lambda: record_target(record_seeds()),
    "inbox": inbox,
    "seen": seen,
}
