"""Two reports: what speaks for and against their telling of one happening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.model.coding import Coding
from sayso.model.event import Event
from sayso.model.telling import Telling
from sayso.ontology.resolving import Resolving
from sayso.resolve.between import evidence, likeness, view_of
from sayso.resolve.evidence import alike, overlapping, place_relation, worded
from sayso.resolve.parties import agreement, key_of, keys_of

Code = Callable[..., Coding]
Tell = Callable[..., tuple[Telling, ...]]
Resolve = Callable[..., tuple[Event, ...]]
FAYA = "Chadian jets bombed a market in Faya on Tuesday, killing nine traders."


def main(found: tuple[Telling, ...]) -> Telling:
    return found[0]


def score(one: Telling, other: Telling, rules: Resolving) -> float:
    found = likeness(view_of(one, rules), view_of(other, rules), rules)
    assert found is not None
    return found[0]


def names(one: Telling, other: Telling, rules: Resolving) -> set[str]:
    return {name for name, _, _ in evidence(view_of(one, rules), view_of(other, rules), rules)}


def test_the_same_day_town_and_number_join(code: Code, resolve: Resolve) -> None:
    one, other = code(FAYA, "2031-04-09"), code("At least nine people died when Chad's air force struck Faya on Tuesday, a doctor said.", "2031-04-10")
    (event,) = resolve([one, other])
    assert event.reports == 2
    assert event.time is not None
    assert event.time.start == "2031-04-08"


def test_the_same_parties_ten_days_later_do_not(code: Code, resolve: Resolve, tell: Tell, rules: Resolving) -> None:
    later = "Chadian jets bombed a market in Faya on Friday, killing nine traders."
    assert len(resolve([code(FAYA, "2031-04-09"), code(later, "2031-04-19")])) == 2
    assert likeness(view_of(main(tell(FAYA)), rules), view_of(main(tell(later, "2031-04-19")), rules), rules) is None


def test_the_same_place_a_year_ago_told_as_history_does_not(code: Code, resolve: Resolve) -> None:
    history = "Rebels attacked an army post near Abeche on Tuesday. In April 2030 Chadian jets bombed a market in Faya, killing 30 people."
    events = resolve([code(FAYA, "2031-04-09"), code(history, "2031-04-09")])
    assert all(e.reports == 1 for e in events)
    assert sorted(e.time.start for e in events if e.time is not None and e.time.start is not None) == ["2030-04-01", "2031-04-08", "2031-04-08"]


def test_a_group_and_its_country_are_kin(tell: Tell, rules: Resolving) -> None:
    group = main(tell("Hezbollah fired rockets at a base near Haifa on Tuesday, wounding six soldiers."))
    country = main(tell("Lebanon fired rockets at a base near Haifa on Tuesday, wounding six soldiers."))
    assert "kin_actor" in names(group, country, rules)
    assert "rival_actor" not in names(group, country, rules)


def test_a_group_and_its_country_join(code: Code, resolve: Resolve) -> None:
    group = code("Hezbollah fired rockets at a base near Haifa on Tuesday, wounding six soldiers.", "2031-04-09")
    country = code("Lebanon fired rockets at a base near Haifa on Tuesday, wounding six soldiers, Israel's army said.", "2031-04-09")
    assert len(resolve([group, country])) == 1


def test_swapped_parties_speak_against(tell: Tell, rules: Resolving) -> None:
    one = main(tell("Armenian troops shelled Azerbaijani positions near Goris on Tuesday."))
    same = main(tell("Armenian troops shelled Azerbaijani positions close to Goris on Tuesday."))
    swapped = main(tell("Azerbaijani troops shelled Armenian positions close to Goris on Tuesday."))
    assert "swapped" in names(one, swapped, rules)
    assert "swapped" not in names(one, same, rules)
    assert score(one, swapped, rules) < score(one, same, rules)


def test_forces_and_capital_are_one_party(code: Code, resolve: Resolve, tell: Tell) -> None:
    forces, capital = "U.S. forces bombed a depot near Mosul on Tuesday.", "Washington bombed a depot near Mosul on Tuesday, Iraq's army said."
    assert main(tell(forces)).actors == main(tell(capital)).actors == ("USA",)
    (event,) = resolve([code(forces, "2031-04-09"), code(capital, "2031-04-09")])
    assert [p.country for p in event.actors] == ["USA"]


def test_rival_accounts_join_and_are_disputed(code: Code, resolve: Resolve) -> None:
    blames_azerbaijan = "Azerbaijani forces attacked a school in Goris on Tuesday, killing four pupils, Armenia's defence ministry said."
    blames_armenia = "Armenian forces attacked a school in Goris on Tuesday, killing four pupils, Azerbaijan's defence ministry said."
    (event,) = resolve([code(blames_azerbaijan, "2031-04-09"), code(blames_armenia, "2031-04-09")])
    assert event.status == "disputed"
    (dispute,) = (d for d in event.disputes if d.about == "actor")
    assert {(v.value, v.sides) for v in dispute.versions} == {("AZE", ("ARM",)), ("ARM", ("AZE",))}
    assert all(v.claims for v in dispute.versions)


def test_another_place_the_same_day_is_another_event(code: Code, resolve: Resolve) -> None:
    other = "Chadian jets bombed a bridge in Abeche on Tuesday, killing two drivers."
    assert len(resolve([code(FAYA, "2031-04-09"), code(other, "2031-04-09")])) == 2


def test_words_and_deeds_never_join(tell: Tell, rules: Resolving) -> None:
    deed, word = main(tell(FAYA)), main(tell("Libya accused Chad of bombing a market in Faya on Tuesday."))
    assert (deed.family, word.family) == ("force", "charge")
    assert likeness(view_of(deed, rules), view_of(word, rules), rules) is None


def test_a_pair_reads_the_same_from_either_side(tell: Tell, rules: Resolving) -> None:
    a = view_of(main(tell("Armenian troops shelled Azerbaijani positions near Goris on Tuesday.")), rules)
    b = view_of(main(tell("Azerbaijani troops shelled Armenian positions near Goris on Monday.", "2031-04-10")), rules)
    one, other = likeness(a, b, rules), likeness(b, a, rules)
    assert one is not None
    assert other is not None
    assert (one[0], worded(one[1])) == (other[0], worded(other[1]))


def test_rivals_are_two_sources_not_one_that_names_two(make: Any, rules: Resolving) -> None:
    libya, chad = make.source("Libya's army", "LBY", "MIL"), make.source("Chad's army", "TCD", "MIL")
    blames_chad, blames_niger, blames_libya = (
        make.telling(o, make.told(source, by=[make.party(by, by)], to=[make.party("Mali", "MLI")]))
        for o, source, by in (("a", libya, "TCD"), ("b", libya, "NER"), ("c", chad, "LBY"))
    )
    assert {"rival_actor", "other_actor"} & names(blames_chad, blames_libya, rules) == {"rival_actor"}
    assert {"rival_actor", "other_actor"} & names(blames_chad, blames_niger, rules) == {"other_actor"}


def test_reasons_can_be_read(tell: Tell, rules: Resolving) -> None:
    found = likeness(view_of(main(tell(FAYA)), rules), view_of(main(tell(FAYA, "2031-04-10", "other")), rules), rules)
    assert found is not None
    said = worded(found[1])
    assert {"both on 2031-04-08", "the same number killed: 9"} <= {*said}
    assert all(r and "_" not in r and "?" not in r for r in said)


# places, numbers, words, parties


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (("A", 18.0, 19.0), ("B", 18.02, 19.0), "same"),
        (("A", 18.0, 19.0), ("B", 18.2, 19.0), "near"),
        (("A", 18.0, 19.0), ("B", 18.5, 19.0), None),
        (("A", 18.0, 19.0), ("B", 20.0, 19.0), "other"),
        (("A", 18.0, 19.0), ("A", 20.0, 19.0), "same"),
        (("A", 0.0, 179.99), ("B", 0.0, -179.99), "same"),
        (("A", None, None), ("B", 18.0, 19.0), None),
    ],
)
def test_places(make: Any, rules: Resolving, one: tuple[Any, ...], other: tuple[Any, ...], relation: str | None) -> None:
    assert place_relation(make.place(*one), make.place(*other), rules) == relation
    assert place_relation(make.place(*other), make.place(*one), rules) == relation


def test_places_of_two_countries_are_apart_even_without_pins(make: Any, rules: Resolving) -> None:
    assert place_relation(make.place("A"), make.place("B", country="LBY"), rules) == "other"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ((4, 4), (4, 4), True),
        ((4, 4), (5, 5), False),
        ((3, None), (4, 4), True),
        ((5, None), (4, 4), False),
        ((None, 3), (4, None), False),
        ((None, 4), (4, None), True),
        ((0, 0), (1, None), False),
        ((None, None), (7, 7), True),
    ],
)
def test_numbers_that_can_both_be_true(make: Any, one: tuple[int | None, int | None], other: tuple[int | None, int | None], agree: bool) -> None:
    assert overlapping(make.count(*one), make.count(*other)) is agree
    assert overlapping(make.count(*other), make.count(*one)) is agree


@pytest.mark.parametrize(("killed", "name"), [(3, "same_count"), (2, "near_count")])
def test_small_numbers_agree_by_chance(make: Any, rules: Resolving, killed: int, name: str) -> None:
    one, other = (make.telling(o, make.told(counts=[make.count(killed)])) for o in ("a", "b"))
    assert names(one, other, rules) & {"same_count", "near_count", "other_count"} == {name}


def likeness_of(one: set[str], other: set[str], rules: Resolving) -> float:
    lighter = min(sum(rules.common.get(w, 1.0) for w in words) for words in (one, other))
    return alike(frozenset(one), frozenset(other), lighter, rules)


def test_wording_counts_rare_words_more(rules: Resolving) -> None:
    common, rare = min(rules.common, key=lambda w: rules.common[w]), "zzyzxq"
    assert likeness_of({rare}, {rare}, rules) > likeness_of({common}, {common}, rules)
    assert likeness_of(set(), {rare}, rules) == 0


def test_wording_is_never_more_than_whole(rules: Resolving) -> None:
    many = {f"zz{n}" for n in range(40)}
    assert likeness_of(many, many, rules) == 1
    assert likeness_of(set(sorted(many)[:20]), many, rules) == 1


def test_keys_of_parties(make: Any) -> None:
    gunmen, army, front = make.party("gunmen", None, "REB", kind="people"), make.party("the army", "TCD", "MIL"), make.party("X Front", "LBY", id="x-front")
    assert [key_of(p) for p in (gunmen, army, front, make.party("a truck", kind="equipment"), make.party("they"))] == ["?REB", "TCD", "x-front", None, None]
    assert keys_of([gunmen, army, army, front]) == ("TCD", "x-front")
    assert keys_of([gunmen]) == ("?REB",)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (("TCD",), ("LBY", "TCD"), "same"),
        (("x-front",), ("LBY",), "kin"),
        (("x-front",), ("y-front",), "kin"),
        (("TCD",), ("LBY",), "other"),
        (("?REB",), ("?REB",), "vague"),
        (("?REB",), ("?MIL",), "unlike"),
        (("?REB",), ("TCD",), "open"),
        ((), ("TCD",), "open"),
        ((), (), "open"),
    ],
)
def test_how_parties_agree(one: tuple[str, ...], other: tuple[str, ...], how: str) -> None:
    homes = {"x-front": "LBY", "y-front": "LBY"}
    assert agreement(one, other, homes) == how
    assert agreement(other, one, homes) == how
