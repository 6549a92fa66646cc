"""What accounts contradict each other about, and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from sayso.model.event import Dispute
from sayso.resolve.disputes import disputes, worded

FIRST, NEXT = "2031-04-09", "2031-04-10"
Figure = tuple[int | None, int | None]
CHAD, LIBYA, DOCTOR, OWN = "Chad's army", "Libya's army", "a doctor", ""
SIDES = {CHAD: ("TCD", "MIL"), LIBYA: ("LBY", "MIL"), DOCTOR: (None, "HLH")}


@pytest.fixture
def found(make: Any) -> Any:
    """found((DOCTOR, FIRST, (4, 4)), …): the disputes of a raid of Chad on Libya, each figure told by a source on a day in a paper of its own."""

    def run(*told: tuple[str, str | None, Figure], kind: str = "killed") -> tuple[Dispute, ...]:
        by, to = [make.party("Chad", "TCD", "MIL")], [make.party("Libya", "LBY", "MIL")]
        tellings = []
        for n, (source, day, figure) in enumerate(told):
            sources = [make.source(source, *SIDES[source])] if source else []
            tellings.append(make.telling(f"paper {n}", make.told(*sources, by=by, to=to, counts=[make.count(*figure, kind=kind)]), day=day))
        return disputes("e", make.accounts(*tellings), make.rules)

    return run


def versions(found: Sequence[Dispute], about: str = "killed") -> list[str]:
    return [v.value for d in found if d.about == about for v in d.versions]


def test_none_four_and_eleven_killed_are_three_versions(found: Any) -> None:
    told = ((CHAD, FIRST, (0, 0)), (DOCTOR, FIRST, (4, 4)), (LIBYA, FIRST, (11, 11)))
    first = found(*told)
    assert versions(first) == ["0", "4", "11"]
    assert [v.sides for v in first[0].versions] == [("TCD",), ("independent",), ("LBY",)]
    assert [v.sources for v in first[0].versions] == [(CHAD,), (DOCTOR,), (LIBYA,)]
    assert all(len(v.claims) == len(v.counts) == 1 for v in first[0].versions)
    for order in permutations(told):
        assert versions(found(*order)) == ["0", "4", "11"]


def test_a_higher_toll_of_the_next_day_is_an_update(found: Any) -> None:
    assert found((OWN, FIRST, (3, 3)), (OWN, NEXT, (5, 5))) == ()
    assert found((OWN, NEXT, (5, 5)), (OWN, FIRST, (3, 3))) == ()


def test_a_lower_toll_of_the_next_day_is_none(found: Any) -> None:
    assert versions(found((OWN, FIRST, (5, 5)), (OWN, NEXT, (3, 3)))) == ["3", "5"]


def test_two_tolls_of_one_day_exclude_each_other(found: Any) -> None:
    assert versions(found((OWN, FIRST, (3, 3)), (DOCTOR, FIRST, (5, 5)))) == ["3", "5"]


def test_tolls_of_reports_without_a_date_exclude_each_other(found: Any) -> None:
    assert versions(found((OWN, None, (3, 3)), (DOCTOR, None, (5, 5)))) == ["3", "5"]


@pytest.mark.parametrize(
    ("one", "other"),
    [((3, None), (4, 4)), ((None, 10), (4, 4)), ((2, 6), (4, 4)), ((3, None), (9, None)), ((None, 3), (None, 9)), ((4, 4), (4, 4)), ((None, None), (4, 4))],
)
def test_figures_that_can_both_be_true_are_no_dispute(found: Any, one: Figure, other: Figure) -> None:
    assert found((CHAD, FIRST, one), (LIBYA, FIRST, other)) == ()


@pytest.mark.parametrize(("one", "other", "said"), [((5, None), (4, 4), ["4", "at least 5"]), ((None, 3), (4, 4), ["up to 3", "4"])])
def test_bounds_that_exclude_each_other(found: Any, one: Figure, other: Figure, said: list[str]) -> None:
    assert versions(found((CHAD, FIRST, one), (LIBYA, FIRST, other))) == said


def test_a_partys_own_rising_toll_is_no_dispute(found: Any) -> None:
    assert found((LIBYA, FIRST, (3, 3)), (LIBYA, NEXT, (5, 5))) == ()
    assert found((LIBYA, FIRST, (3, 3)), (LIBYA, FIRST, (5, 5))) == ()


@pytest.mark.parametrize(("first", "then", "day"), [(3, 5, NEXT), (5, 3, NEXT), (3, 5, FIRST), (5, 3, FIRST)])
def test_a_sides_last_word_counts_for_all_who_speak_for_it(make: Any, first: int, then: int, day: str) -> None:
    by, to = [make.party("Chad", "TCD")], [make.party("Libya", "LBY")]
    army, ministry = make.source("Libya's army", "LBY", "MIL"), make.source("Libya's health ministry", "LBY", "GOV")
    tellings = [make.telling("a", make.told(army, by=by, to=to, counts=[make.count(first)]), day=FIRST)]
    tellings.append(make.telling("b", make.told(ministry, by=by, to=to, counts=[make.count(then)]), day=day))
    assert disputes("e", make.accounts(*tellings), make.rules) == ()


def test_a_source_stands_by_what_it_said_last(found: Any) -> None:
    assert versions(found((LIBYA, FIRST, (3, 3)), (LIBYA, NEXT, (11, 11)), (CHAD, NEXT, (0, 0)))) == ["0", "11"]


@pytest.mark.parametrize("days", [(FIRST, FIRST), (FIRST, NEXT), (NEXT, FIRST)])
def test_different_tolls_of_two_sides_are_always_a_dispute(found: Any, days: tuple[str, str]) -> None:
    assert versions(found((CHAD, days[0], (3, 3)), (LIBYA, days[1], (5, 5)))) == ["3", "5"]


@pytest.mark.parametrize("kind", ["killed", "wounded", "missing", "detained", "abducted", "displaced"])
def test_every_kind_of_figure_is_asked_for(found: Any, kind: str) -> None:
    (dispute,) = found((CHAD, FIRST, (3, 3)), (LIBYA, FIRST, (5, 5)), kind=kind)
    assert dispute.about == kind


def test_wounded_do_not_speak_against_killed(found: Any, make: Any) -> None:
    told = [make.telling("a", make.told(counts=[make.count(3)])), make.telling("b", make.told(counts=[make.count(9, kind="wounded")]))]
    assert disputes("e", make.accounts(*told), make.rules) == ()


def test_words_for_figures(make: Any) -> None:
    said = [worded(make.count(*f)) for f in ((4, 4), (4, None), (None, 10), (20, 30), (None, None), (0, 0))]
    assert said == ["4", "at least 4", "up to 10", "20 to 30", "some", "0"]


# done or not, by whom, where, when


@pytest.fixture
def raid(make: Any) -> Any:
    """raid("a", "TCD", source…): a telling that Chad (or another) attacked Libya."""

    def run(outlet: str, by: str, *source: str | None, **more: Any) -> Any:
        sources = [make.source(*source)] if source else []
        return make.telling(outlet, make.told(*sources, by=[make.party(by, by)], to=[make.party("Libya", "LBY")], **more))

    return run


def test_done_and_denied(make: Any, raid: Any) -> None:
    told = [raid("a", "TCD", "Libya's army", "LBY", "MIL"), raid("b", "TCD", "Chad's army", "TCD", "MIL", says="denied")]
    (dispute,) = make.event(*told).disputes
    assert dispute.about == "done"
    assert {(v.value, v.sides) for v in dispute.versions} == {("done", ("LBY",)), ("not done", ("TCD",))}


def test_only_a_side_denies(make: Any, raid: Any) -> None:
    doctor = raid("c", "TCD", "a doctor", None, "HLH", says="denied")
    assert make.event(raid("a", "TCD"), doctor).disputes == ()
    assert make.event(raid("a", "TCD", "Libya's army", "LBY", "MIL"), doctor).disputes == ()


def test_who_says_yes_more_often_than_no_denies_nothing(make: Any, raid: Any) -> None:
    ministers = [raid(o, "TCD", f"Chad's minister {o}", "TCD", "GOV") for o in "ab"]
    general = raid("c", "TCD", "a Chadian general", "TCD", "MIL", says="denied")
    assert make.event(*ministers, general, raid("d", "TCD")).disputes == ()


def test_each_side_blames_the_other(make: Any, raid: Any) -> None:
    one, other = (
        raid("a", "TCD", "Libya's army", "LBY", "MIL"),
        make.telling("b", make.told(make.source("Chad's army", "TCD", "MIL"), by=[make.party("Libya", "LBY")])),
    )
    (dispute,) = make.event(one, other).disputes
    assert (dispute.about, {(v.value, v.sides) for v in dispute.versions}) == ("actor", {("TCD", ("LBY",)), ("LBY", ("TCD",))})


def test_one_side_denies_and_another_doer_is_named(make: Any, raid: Any) -> None:
    told = [raid("a", "TCD", "Libya's army", "LBY", "MIL"), raid("b", "TCD", "Chad's army", "TCD", "MIL", says="denied")]
    rival = raid("c", "x", "Chad's police", "TCD", "COP")
    assert [d.about for d in make.event(*told, rival).disputes] == ["actor"]


def test_sources_on_no_side_that_name_different_doers(make: Any, raid: Any) -> None:
    """One paper that errs makes no dispute, two against a side do; papers among themselves, without a side, do not."""
    army = raid("z", "TCD", "Libya's army", "LBY", "MIL")
    assert make.event(army, raid("a", "NER")).disputes == ()
    assert [d.about for d in make.event(army, raid("a", "NER"), raid("b", "NER")).disputes] == ["actor"]
    assert make.event(raid("a", "TCD"), raid("b", "NER")).disputes == ()
    assert make.event(*(raid(o, "TCD") for o in "ab"), *(raid(o, "NER") for o in "cd")).disputes == ()


def test_sides_name_places_far_apart(make: Any, raid: Any) -> None:
    faya, tripoli, nearby = make.place("Faya", 17.9, 19.1), make.place("Tripoli", 32.9, 13.2, "LBY"), make.place("Faya Nord", 18.0, 19.1)
    mine = raid("a", "TCD", "Libya's army", "LBY", "MIL", place=tripoli)
    far, near, paper = (raid("b", "TCD", *who, place=p) for who, p in ((CHADS, faya), (CHADS, tripoli), ((), faya)))
    assert [(d.about, [v.value for v in d.versions]) for d in make.event(mine, far).disputes] == [("place", ["Faya", "Tripoli"])]
    assert make.event(mine, near).disputes == ()
    assert make.event(mine, paper).disputes == ()
    assert make.event(raid("a", "TCD", "Libya's army", "LBY", "MIL", place=nearby), far).disputes == ()


CHADS = ("Chad's army", "TCD", "MIL")


def test_sides_name_different_days(make: Any, raid: Any) -> None:
    mine = raid("a", "TCD", "Libya's army", "LBY", "MIL", time=make.day("2031-04-07"))
    theirs, span = (raid("b", "TCD", *CHADS, time=t) for t in (make.day("2031-04-08"), make.day("2031-04-08", "2031-04-09")))
    assert [(d.about, [v.value for v in d.versions]) for d in make.event(mine, theirs).disputes] == [("time", ["2031-04-07", "2031-04-08"])]
    assert make.event(mine, span).disputes == ()


def test_several_disputes_stand_in_the_order_of_the_questions(make: Any, raid: Any) -> None:
    mine = raid("a", "TCD", "Libya's army", "LBY", "MIL", time=make.day("2031-04-07"), counts=[make.count(9), make.count(30, kind="wounded")])
    counts = [make.count(8, kind="wounded"), make.count(0)]
    theirs = raid("b", "TCD", *CHADS, time=make.day("2031-04-08"), counts=counts)
    found = make.event(mine, theirs).disputes
    assert [d.about for d in found] == ["killed", "wounded", "time"]
    assert len({d.id for d in found}) == 3
    assert all(len(d.versions) > 1 and d.reason for d in found)


def test_ids_depend_on_event_and_question_alone(found: Any) -> None:
    one, other = (found((CHAD, FIRST, (3, 3)), (LIBYA, FIRST, (n, n)))[0] for n in (5, 6))
    assert (one.id, one.event) == (other.id, "e")
