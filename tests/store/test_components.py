"""Which tellings are grouped, and which lie beside one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from sayso.model.telling import Bond, Match
from sayso.store import Owner


def ids(owner: Owner, *tellings: Any) -> set[str]:
    return {t.id for t in owner.component([t.id for t in tellings])[0]}


def group(owner: Owner, *groups: Any, out: Any = ()) -> None:
    owner.regroup([t.id for t in out], {min(t.id for t in g): sorted(t.id for t in g) for g in groups})


@pytest.fixture
def reports(owner: Owner, make: Any) -> Any:
    stored = [make.stored(n, claims=1) for n in range(8)]
    with owner.batch():
        for s in stored:
            owner.add(s)
    return stored


def test_what_is_grouped_is_read_together_with_the_matches_inside(owner: Owner, make: Any, reports: Any) -> None:
    t = [s.tellings[0] for s in reports]
    owner.match([make.match(t[0], t[1]), make.match(t[2], t[3]), make.match(t[1], t[2], 0.25)])
    assert ids(owner, t[0]) == {t[0].id}
    group(owner, t[:2], t[2:4])
    assert ids(owner, t[0]) == {t[0].id, t[1].id}
    assert ids(owner, t[4]) == {t[4].id}
    assert owner.component([t[0].id])[1] == (make.match(t[0], t[1]),)
    tellings, matches = owner.component([t[3].id, t[0].id])
    assert [x.id for x in tellings] == sorted(x.id for x in t[:4])
    assert matches == tuple(sorted([make.match(t[0], t[1]), make.match(t[2], t[3]), make.match(t[1], t[2], 0.25)], key=lambda m: (m.one, m.other)))
    assert sorted(owner.grouped([t[0].id, t[3].id, t[5].id])) == sorted(tuple(sorted(x.id for x in g)) for g in (t[:2], t[2:4]))


def test_regrouping_takes_out_and_puts_in(owner: Owner, reports: Any) -> None:
    t = [s.tellings[0] for s in reports]
    group(owner, t[:3], t[3:5])
    group(owner, [t[0], t[3]], out=t[:4])
    assert ids(owner, t[0]) == {t[0].id, t[3].id}
    assert [ids(owner, x) for x in (t[1], t[2], t[4])] == [{x.id} for x in (t[1], t[2], t[4])]


def test_a_telling_in_parts_is_in_several_groups(owner: Owner, reports: Any) -> None:
    a, b, c = (s.tellings[0] for s in reports[:3])
    owner.regroup([], {"one": [a.id, b.id], "two": [a.id, c.id]})
    assert ids(owner, a) == {a.id, b.id, c.id}
    assert ids(owner, b) == {a.id, b.id}
    assert owner.grouped([b.id]) == (tuple(sorted((a.id, b.id))),)


def test_a_match_written_again_replaces_the_old_one(owner: Owner, make: Any, reports: Any) -> None:
    a, b = reports[0].tellings[0], reports[1].tellings[0]
    owner.match([make.match(a, b, 0.1)])
    owner.match([make.match(a, b, 0.9)])
    assert [m.score for m in owner.all_matches()] == [0.9]


def test_a_match_runs_from_the_smaller_id(owner: Owner, make: Any, reports: Any) -> None:
    match = make.match(reports[0].tellings[0], reports[1].tellings[0])
    with pytest.raises(ValueError, match="smaller"):
        owner.match([replace(match, one=match.other, other=match.one)])


def test_beside_are_those_matched_or_joined_by_a_person(owner: Owner, make: Any, reports: Any) -> None:
    a, b, c, d = (s.tellings[0] for s in reports[:4])
    owner.match([make.match(b, c)])
    one, other = reports[0].claims[0].id, reports[1].claims[0].id
    owner.bind([Bond(one, other, True)])
    assert owner.beside([b.id]) - {b.id} == {a.id, c.id}
    assert owner.beside([a.id]) - {a.id} == {b.id}
    assert owner.beside([d.id]) == set()
    owner.bind([Bond(other, one, False)])
    assert owner.beside([a.id]) == set()
    assert owner.beside([c.id]) - {c.id} == {b.id}


def test_a_dropped_telling_is_in_no_group(owner: Owner, make: Any, reports: Any) -> None:
    a, b, c, d = (s.tellings[0] for s in reports[:4])
    owner.match([make.match(a, b), make.match(b, c), make.match(c, d)])
    group(owner, [a, b, c, d])
    owner.drop_tellings(b.document)
    assert ids(owner, a) == {a.id, c.id, d.id}
    assert ids(owner, b) == set()
    assert owner.beside([a.id]) == set()


def test_a_full_resolution_takes_the_groups_out(owner: Owner, make: Any, reports: Any) -> None:
    t = [s.tellings[0] for s in reports]
    group(owner, t[:3])
    with owner.batch():
        owner.replace_resolution([make.match(t[1], t[2])], [make.event(1)])
        group(owner, t[1:3])
    assert ids(owner, t[0]) == {t[0].id}
    assert ids(owner, t[1]) == {t[1].id, t[2].id}
    assert [e.id for e in owner.events()] == [make.event(1).id]


def test_many_at_once(owner: Owner) -> None:
    """More values than a query lists."""
    names = [f"{n:05}" for n in range(3001)]
    owner.match([Match(a, b, 0.5, ()) for a, b in pairwise(names)])
    owner.regroup([], {"00000": names})
    assert len(owner.component(["00007"])[1]) == 3000
    assert owner.beside(names[::2]) == {*names}
    owner.regroup(names, {})
    assert owner.grouped(names) == ()
