"""Corrections from those who do not own the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.store import Owner, inbox, open_owner, open_reader, submit


def box(path: Path) -> Path:
    return path.with_name(f"{path.name}.inbox")


def test_what_waits_is_taken_in_when_the_store_is_opened(path: Path, make: Any) -> None:
    submit(path, make.correction(1))
    submit(path, make.correction(2))
    with open_owner(path, "x") as owner:
        assert owner.corrections() == owner.waiting() == (make.correction(1), make.correction(2))
    assert box(path).read_bytes() == b""
    with open_reader(path) as reader:
        assert len(reader.corrections()) == 2


def test_what_comes_later_is_taken_in_before_a_batch(owner: Owner, make: Any) -> None:
    submit(owner.path, make.correction(1))
    assert owner.corrections() == ()
    with owner.batch():
        assert owner.corrections() == (make.correction(1),)


def test_it_stays_when_the_batch_fails(owner: Owner, make: Any) -> None:
    submit(owner.path, make.correction(1))
    with pytest.raises(RuntimeError), owner.batch():
        raise RuntimeError
    assert owner.corrections() == (make.correction(1),)


def test_killed_between_merging_and_emptying_it_is_merged_once(path: Path, make: Any) -> None:
    submit(path, make.correction(1))
    lines = box(path).read_bytes()
    open_owner(path, "x").close()
    box(path).write_bytes(lines + lines)
    submit(path, make.correction(2))
    with open_owner(path, "x") as owner:
        assert owner.corrections() == (make.correction(1), make.correction(2))
    assert box(path).read_bytes() == b""


def test_it_is_emptied_only_after_the_commit(path: Path, make: Any) -> None:
    submit(path, make.correction(1))
    lines = box(path).read_bytes()

    def killed(corrections: object, refused: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        inbox.merge(path, killed)
    assert box(path).read_bytes() == lines


def test_a_line_left_unfinished_is_cut_off(path: Path, make: Any) -> None:
    submit(path, make.correction(1))
    with box(path).open("ab") as file:
        file.write(b'{"id": "half')
    submit(path, make.correction(2))
    with open_owner(path, "x") as owner:
        assert owner.corrections() == (make.correction(1), make.correction(2))
        assert owner.quarantine() == ()


@pytest.mark.parametrize("line", [b"nonsense", b"[]", b'{"id": 3}', b'{"id": "x", "claims": []}', b"\xff\xfe", b"null"])
def test_a_line_nobody_can_read_is_listed_once_and_stops_nothing(path: Path, make: Any, line: bytes) -> None:
    for _ in range(2):
        box(path).write_bytes(line + b"\n")
        submit(path, make.correction(1))
        with open_owner(path, "x") as owner:
            assert owner.corrections() == (make.correction(1),)
            (found,) = owner.quarantine("inbox")
    assert "not a correction" in found.reason
    assert found.remedy


def test_the_inbox_does_not_make_a_store(path: Path, make: Any) -> None:
    submit(path, make.correction(1))
    assert [p.name for p in path.parent.iterdir()] == [box(path).name]


def test_what_waits_can_be_read_without_changing_it(path: Path, make: Any) -> None:
    assert inbox.pending(path) == ()
    submit(path, make.correction(1))
    submit(path, make.correction(2))
    submit(path, make.correction(1))
    with box(path).open("ab") as file:
        file.write(b'nonsense\n{"id": "half')
    lines = box(path).read_bytes()
    assert inbox.pending(path) == (make.correction(1), make.correction(2))
    assert box(path).read_bytes() == lines


def test_it_can_be_kept_until_readers_see_what_was_in_it(path: Path, make: Any) -> None:
    taken = list[object]()
    assert inbox.merge(path, lambda c, q: taken.extend(c), empty=False) == 0
    submit(path, make.correction(1))
    end = inbox.merge(path, lambda c, q: taken.extend(c), empty=False)
    assert taken == [make.correction(1)]
    assert inbox.pending(path) == (make.correction(1),)
    submit(path, make.correction(2))
    inbox.clear(path, end)
    assert inbox.pending(path) == (make.correction(1), make.correction(2))
    inbox.clear(path, inbox.merge(path, lambda c, q: None, empty=False))
    assert box(path).read_bytes() == b""


def test_a_reader_finds_every_correction_in_the_snapshot_or_in_the_inbox(path: Path, make: Any) -> None:
    with open_owner(path, "x") as owner:
        submit(path, make.correction(1))
        with owner.batch():
            pass
        assert owner.corrections() == (make.correction(1),)
        with open_reader(path) as reader:
            assert {c.id for c in (*reader.corrections(), *inbox.pending(path))} == {make.correction(1).id}
        with owner.batch():
            pass
        assert len(owner.corrections()) == 1
        owner.publish()
        assert inbox.pending(path) == ()
        with open_reader(path) as reader:
            assert len(reader.corrections()) == 1
