"""Reports that repeat one another."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import pytest

from sayso.model.telling import Copy
from sayso.ontology.actors import Outlet
from sayso.resolve.copies import ALIKE, PERMUTATIONS, bands, copies, originals, sketch

WIRE = """Jets strike market in Faya, nine dead

FAYA, Chad, April 8 - Chadian jets bombed a crowded market in the northern town of Faya on Tuesday, killing nine traders and wounding twenty
others, residents and a doctor at the town's only hospital said. Smoke still hung over the stalls in the evening while rescuers searched the rubble for
survivors with bare hands. The army did not answer calls. It has fought rebels in the region since February, when a convoy was ambushed on the road to
the Libyan border. The governor asked people to give blood and promised an inquiry into what he called a grave mistake."""
REPRINT = """Nine killed as planes hit northern town

Chadian jets bombed a crowded market in the northern town of Faya on Tuesday, killing nine traders and injuring twenty
others, residents and a doctor at the town's only hospital said. Smoke hung over the stalls in the evening while rescuers searched the rubble for
survivors with bare hands. The army did not answer calls on Tuesday. It has fought rebels in the region since February, when a convoy was ambushed on the
road to the Libyan border. The governor asked people to give blood."""
OTHER = """Chad air raid kills traders, say witnesses

At least nine people died when Chad's air force struck Faya, a trading town in the north, witnesses told our correspondent by telephone. The bombs fell
shortly after the midday prayer, one of them said. Hospital staff counted twenty wounded. Neither the ministry of defence nor the presidency wished to
comment. Libya, whose traders cross the border every week, called the raid a crime."""


def alike(one: str, other: str) -> tuple[Copy, ...]:
    return copies("a", sketch(one), {"b": sketch(other)})


def meet(one: str, other: str) -> bool:
    return not {*bands(sketch(one))}.isdisjoint(bands(sketch(other)))


def test_a_reprint_with_another_headline_and_other_words_is_found() -> None:
    assert meet(WIRE, REPRINT)
    (copy,) = alike(WIRE, REPRINT)
    assert (copy.one, copy.other) == ("a", "b")
    assert copy.likeness > 0.45


def test_another_report_of_the_event_is_none() -> None:
    assert alike(WIRE, OTHER) == ()
    assert not meet(WIRE, OTHER)


def test_the_order_makes_no_difference() -> None:
    assert copies("b", sketch(REPRINT), {"a": sketch(WIRE)}) == copies("a", sketch(WIRE), {"b": sketch(REPRINT)})
    texts = {"a": WIRE, "b": REPRINT, "c": OTHER, "d": WIRE}
    sketches = {i: sketch(t) for i, t in texts.items()}
    expected = copies("a", sketches["a"], sketches)
    for seed in range(5):
        assert copies("a", sketches["a"], dict(Random(seed).sample(sorted(sketches.items()), 4))) == expected
    assert [(c.one, c.other) for c in expected] == [("a", "b"), ("a", "d")]


def test_a_report_is_no_copy_of_itself() -> None:
    assert copies("a", sketch(WIRE), {"a": sketch(WIRE)}) == ()


def test_the_same_text_is_wholly_alike_whatever_its_case_and_marks() -> None:
    assert alike(WIRE, WIRE.upper().replace(",", " –"))[0].likeness == 1


@pytest.mark.parametrize("text", ["", "   \n", "Jets hit Faya", "……", "one two three"])
def test_texts_too_short_to_compare(text: str) -> None:
    assert sketch(text) == ()
    assert bands(()) == ()
    assert alike(text, text) == ()
    assert alike(WIRE, text) == ()


def test_the_shortest_text_that_can_be_compared() -> None:
    assert len(sketch("Jets hit Faya again")) == PERMUTATIONS
    assert alike("Jets hit Faya again", "jets hit Faya: again")[0].likeness == 1
    assert alike("Jets hit Faya again", "Jets hit Abeche again") == ()


def test_scripts_other_than_latin() -> None:
    assert alike("подразделения армии обстреляли рынок", "Подразделения армии обстреляли рынок.")[0].likeness == 1


def test_sketches_are_the_same_in_every_run() -> None:
    assert sketch("Jets hit Faya again")[:2] == sketch("jets hit faya again")[:2]
    assert all(0 <= n < 2**64 for n in sketch(WIRE))
    assert len(bands(sketch(WIRE))) == len({*bands(sketch(WIRE))}) == 42


def test_how_many_words_may_change() -> None:
    """With every k-th word another, (k - 4) in k + 4 runs of four words are the same: the bar lies between every seventh and every eighth."""
    words = WIRE.split()
    few, many = ([w if n % step else "x" for n, w in enumerate(words)] for step in (14, 5))
    assert alike(WIRE, " ".join(few))[0].likeness > ALIKE
    assert alike(WIRE, " ".join(many)) == ()


# which of several is the original


ABOUT = {
    "a": ("2031-04-09", "paper"),
    "b": ("2031-04-09", "wire"),
    "c": ("2031-04-08", "blog"),
    "d": (None, "wire"),
    "e": ("2031-04-09", "agency"),
    "f": ("2031-04-10", None),
}
OUTLETS = {i: Outlet(i, i, kind, None, "independent", (), ()) for i, kind in (("paper", "newspaper"), ("wire", "wire"), ("agency", "agency"))}


def pairs(text: str) -> list[Copy]:
    return [Copy(*sorted(p), 0.9) for p in text.split()]


@pytest.mark.parametrize(
    ("found", "original"),
    [
        ("ab", {"a": "b", "b": "b"}),
        ("ac", {"a": "c", "c": "c"}),
        ("ad", {"a": "a", "d": "a"}),
        ("be", {"b": "b", "e": "b"}),
        ("af", {"a": "a", "f": "a"}),
        ("ab bc", {"a": "c", "b": "c", "c": "c"}),
        ("ab ef", {"a": "b", "b": "b", "e": "e", "f": "e"}),
        ("ab ef bf", {"a": "b", "b": "b", "e": "b", "f": "b"}),
    ],
)
def test_all_go_back_to_the_earliest_a_wire_before_others(found: str, original: dict[str, str]) -> None:
    assert originals(pairs(found), ABOUT, OUTLETS) == original


def test_a_chain_of_copies_is_one_family_in_every_order() -> None:
    chain = pairs("ab be ef")
    for order in permutations(chain):
        assert originals(order, ABOUT, OUTLETS) == dict.fromkeys("abef", "b")
    assert originals((), ABOUT, OUTLETS) == {}


def test_all_pairs_and_a_chain_of_them_say_the_same() -> None:
    every = [Copy(*p, 0.9) for p in combinations("abef", 2)]
    assert originals(every, ABOUT, OUTLETS) == originals(pairs("ab be ef"), ABOUT, OUTLETS)
