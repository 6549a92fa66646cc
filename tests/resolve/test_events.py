"""One event out of several tellings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from sayso.model.coding import Coding
from sayso.model.event import Dyad, Event, Range
from sayso.model.telling import Tally
from sayso.resolve.events import event_of
from sayso.resolve.summary import ranged


@pytest.fixture
def told(make: Any) -> Any:
    """told("TCD", "LBY", source…): one claim that one does it to the other."""

    def run(by: str | None, to: str | None, *source: str | None, **more: Any) -> Any:
        sources = [make.source(*source)] if source else []
        return make.told(*sources, by=[make.party(by, by)] if by else [], to=[make.party(to, to)] if to else [], **more)

    return run


def dyads(event: Event) -> set[str]:
    return {str(d) for d in event.dyads}


# what makes an event


@pytest.mark.parametrize("says", [("denied",), ("open",), ("denied", "open")])
def test_what_nobody_affirms_is_no_event(make: Any, told: Any, says: tuple[str, ...]) -> None:
    tellings = [make.telling(f"paper {n}", told("TCD", "LBY", says=s)) for n, s in enumerate(says)]
    assert event_of(tellings, {}, make.given()) is None
    assert make.event(*tellings, make.telling("z", told("TCD", "LBY"))).reports == len(says) + 1


def test_a_denial_alone_is_no_event(code: Callable[..., Coding], resolve: Any) -> None:
    assert resolve([code("Chad's army denied shelling Aouzou on Monday.", "2031-04-09")]) == ()


def test_an_event_is_named_after_its_first_affirming_claim(make: Any, told: Any) -> None:
    denied = make.telling("a", told("TCD", "LBY", says="denied", claim="c1"), day="2031-04-08")
    first, later = make.telling("b", told("TCD", "LBY", claim="c9")), make.telling("c", told("TCD", "LBY", claim="c2"), day="2031-04-10")
    undated = make.telling("d", told("TCD", "LBY", claim="c0"), day=None)
    for order in permutations((denied, first, later, undated)):
        assert make.event(*order).id == "ec9"


def test_members_say_what_they_say(make: Any, told: Any) -> None:
    event = make.event(make.telling("a", told("TCD", "LBY", claim="c1"), told("TCD", "LBY", says="denied", claim="c2")))
    assert [(m.claim, m.says, m.score) for m in event.members] == [("c1", "done", 1.0), ("c2", "denied", 1.0)]


def test_the_order_of_tellings_makes_no_difference(make: Any, told: Any) -> None:
    tellings = [
        make.telling("a", told("TCD", "LBY", time=make.day("2031-04-08"), counts=[make.count(3)])),
        make.telling("b", told("TCD", "LBY", "Libya's army", "LBY", "MIL", place=make.place("Faya", 17.9, 19.1)), day="2031-04-10"),
        make.telling("c", told("NER", "LBY", "Chad's army", "TCD", "MIL", time=make.day("2031-04-07"), type="COERCE")),
    ]
    assert len({repr(make.event(*order)) for order in permutations(tellings)}) == 1


def test_an_event_tells_what_its_claims_are_about(make: Any, told: Any) -> None:
    event = make.event(make.telling("a", told("TCD", "LBY", claim="c1", about=("x", "c2")), told("TCD", "LBY", claim="c2", about=("x",))))
    assert event.about == ("x",)


# type, parties, dyads


def test_most_reports_name_the_type(make: Any, told: Any) -> None:
    kinds = ("ASSAULT", "COERCE", "COERCE")
    event = make.event(*(make.telling(f"paper {n}", told("TCD", "LBY", type=k)) for n, k in enumerate(kinds)))
    assert (event.type, event.quad) == ("COERCE", make.ontology.types["COERCE"].quad)


def test_modes_of_another_type_are_dropped(make: Any, told: Any) -> None:
    drone, closing = told("TCD", "LBY", modes=("drone",)), told("TCD", "LBY", type="COERCE", modes=("restrict",))
    event = make.event(make.telling("a", drone), make.telling("b", closing), make.telling("c", told("TCD", "LBY")))
    assert (event.type, event.modes) == ("ASSAULT", ("drone",))


def test_a_party_few_sources_name_is_dropped(make: Any, told: Any) -> None:
    by = [*["TCD"] * 4, "NER"]
    event = make.event(*(make.telling(f"paper {n}", told(b, "LBY")) for n, b in enumerate(by)))
    assert dyads(event) == {"TCD>LBY"}
    event = make.event(*(make.telling(f"paper {n}", told(b, "LBY")) for n, b in enumerate(by[1:])))
    assert dyads(event) == {"TCD>LBY", "NER>LBY"}


def test_a_source_has_one_vote(make: Any, told: Any) -> None:
    loud = [make.telling("loud", *(told("NER", "LBY") for _ in range(9)))]
    event = make.event(*loud, *(make.telling(f"paper {n}", told("TCD", "LBY")) for n in range(4)))
    assert dyads(event) == {"TCD>LBY"}


def test_known_parties_push_out_unknown_ones(make: Any, told: Any) -> None:
    gunmen = make.told(by=[make.party("gunmen", None, "REB", kind="people")], to=[make.party("Libya", "LBY")])
    event = make.event(*(make.telling(o, gunmen) for o in "abc"), make.telling("d", told("TCD", "LBY")))
    assert [p.country for p in event.actors] == ["TCD"]
    only = make.event(make.telling("a", gunmen))
    assert ([p.text for p in only.actors], only.dyads) == (["gunmen"], ())


def test_who_stands_on_both_sides_is_what_more_say(make: Any, told: Any) -> None:
    event = make.event(*(make.telling(o, told("TCD", "LBY")) for o in "abc"), make.telling("d", told("LBY", "TCD")))
    assert dyads(event) == {"TCD>LBY"}


def test_where_each_blames_the_other_both_are_both(make: Any, told: Any) -> None:
    one, other = told("TCD", "LBY", "Libya's army", "LBY", "MIL"), told("LBY", "TCD", "Chad's army", "TCD", "MIL")
    event = make.event(make.telling("a", one), make.telling("b", other))
    assert dyads(event) == {"TCD>LBY", "LBY>TCD"}
    assert {p.country for p in event.actors} == {p.country for p in event.recipients} == {"TCD", "LBY"}


def test_a_state_against_its_own_people(make: Any, told: Any) -> None:
    event = make.event(make.telling("a", told("TCD", "TCD")))
    assert event.dyads == (Dyad("TCD", "TCD"),)


def test_what_is_mutual_runs_both_ways(make: Any) -> None:
    met = make.told(by=[make.party("Chad", "TCD"), make.party("Libya", "LBY")], type="CONSULT", reciprocal=True)
    event = make.event(make.telling("a", met))
    assert event.reciprocal
    assert dyads(event) == {"TCD>LBY", "LBY>TCD"}
    assert "<> (each other)" in event.summary


def test_a_group_is_a_party_of_its_own(make: Any) -> None:
    front = make.party("X Front", "LBY", "REB", id="x-front")
    event = make.event(make.telling("a", make.told(by=[front], to=[make.party("Libya", "LBY", "MIL")])))
    assert dyads(event) == {"x-front>LBY"}
    assert event.summary == "X Front > LBY MIL ASSAULT"


# deeds and words


@pytest.mark.parametrize(
    ("sources", "deed"),
    [(((),), True), ((("Libya's army", "LBY", "MIL"),), False), ((("Libya's army", "LBY", "MIL"), ()), True)],
)
def test_a_deed_is_one_an_outlet_vouches_for(make: Any, told: Any, sources: tuple[tuple[str, ...], ...], deed: bool) -> None:
    event = make.event(*(make.telling(f"paper {n}", told("TCD", "LBY", *s)) for n, s in enumerate(sources)))
    assert (event.deed, event.alleged) == (deed, not deed)


# time, place, figures


def test_the_most_exact_time_and_the_day_most_name(make: Any, told: Any) -> None:
    times = (make.day("2031-04-01", "2031-04-30"), make.day("2031-04-07"), make.day("2031-04-08"), make.day("2031-04-08"), None)
    event = make.event(*(make.telling(f"paper {n}", told("TCD", "LBY", time=t)) for n, t in enumerate(times)))
    assert event.time is not None
    assert (event.time.start, event.time.end, event.time.basis) == ("2031-04-08", "2031-04-08", "stated")


def test_without_a_stated_time_it_lies_before_the_first_report(make: Any, told: Any) -> None:
    event = make.event(*(make.telling("a", told("TCD", "LBY"), day=d) for d in ("2031-04-12", "2031-04-10")))
    assert event.time is not None
    assert (event.time.start, event.time.end, event.time.basis, event.time.reason) == ("2031-04-07", "2031-04-10", "published", "no report says when")
    assert (event.first, event.last) == ("2031-04-10", "2031-04-12")


def test_an_event_nobody_dates_has_no_time(make: Any, told: Any) -> None:
    event = make.event(make.telling("a", told("TCD", "LBY"), day=None))
    assert (event.time, event.first, event.last) == (None, None, None)


def test_the_place_most_name_of_the_exact_ones(make: Any, told: Any) -> None:
    faya, aouzou, chad = make.place("Faya", 17.9, 19.1), make.place("Aouzou", 21.8, 17.4), make.place("Chad", precision=6)
    event = make.event(*(make.telling(f"paper {n}", told("TCD", "LBY", place=p)) for n, p in enumerate((chad, chad, chad, aouzou, faya, faya, None))))
    assert event.place == faya


def test_figures_range_over_what_each_source_ends_with(make: Any, told: Any) -> None:
    army = ("Libya's army", "LBY", "MIL")
    tellings = [
        make.telling("a", told("TCD", "LBY", *army, counts=[make.count(30)]), day="2031-04-08"),
        make.telling("b", told("TCD", "LBY", *army, counts=[make.count(11)]), day="2031-04-10"),
        make.telling("c", told("TCD", "LBY", counts=[make.count(4)])),
        make.telling("d", told("TCD", "LBY", counts=[make.count(4)])),
        make.telling("e", told("TCD", "LBY", counts=[make.count(3, None), make.count(7, kind="wounded")])),
    ]
    assert make.event(*tellings).figures == (Range("killed", 3, 4, 11, 4), Range("wounded", 7, 7, 7, 1))


def test_no_best_figure_where_two_stand_even(make: Any, told: Any) -> None:
    event = make.event(*(make.telling(f"paper {n}", told("TCD", "LBY", counts=[make.count(n)])) for n in (3, 5)))
    assert event.figures == (Range("killed", 3, None, 5, 2),)


def test_a_figure_beside_the_claims_counts(make: Any, told: Any) -> None:
    tally = Tally(make.count(0), (make.source("Chad's army", "TCD", "MIL"),))
    event = make.event(make.telling("a", told("TCD", "LBY", counts=[make.count(4)]), tallies=[tally]))
    assert event.figures == (Range("killed", 0, 4, 4, 2),)
    assert [d.about for d in event.disputes] == ["killed"]


def test_the_summary_is_one_line(make: Any, told: Any) -> None:
    place, time = make.place("Faya", 17.9, 19.1), make.day("2031-04-07", "2031-04-08")
    event = make.event(make.telling("a", told("TCD", None, place=place, time=time, modes=("aerial",), counts=[make.count(4, None)])))
    assert event.summary == "TCD > (anyone) ASSAULT aerial, Faya, 2031-04-07 to 2031-04-08, killed 4 or more"


@pytest.mark.parametrize(("low", "high", "said"), [(4, 4, "4"), (0, 11, "0-11"), (4, None, "4 or more"), (0, 0, "0")])
def test_ranges_in_words(low: int, high: int | None, said: str) -> None:
    assert ranged(Range("killed", low, None, high, 1)) == said
