"""Counts with low, best and high as the words allow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.model.claim import Figure
from sayso.model.coding import Coding
from sayso.ontology.figures import load_figures
from sayso.ontology.load import packaged

Code = Callable[..., Coding]


def figures(coding: Coding) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(f.figure.kind, f.figure.low, f.figure.best, f.figure.high) for f in coding.figures]


def told(coding: Coding) -> list[tuple[str, Figure]]:
    """The figures with their words, left to right."""
    return [(f.figure.span.of(coding.document.text), f.figure) for f in coding.figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The attack killed over 40 soldiers.", ("killed", 41, None, None)),
        ("The attack killed more than 40 soldiers.", ("killed", 41, None, None)),
        ("The attack killed at least 3 civilians.", ("killed", 3, None, None)),
        ("The attack killed dozens of civilians.", ("killed", 24, None, None)),
        ("The attack killed hundreds of civilians.", ("killed", 200, None, None)),
        ("The attack killed up to 20 civilians.", ("killed", None, None, 20)),
        ("The attack killed as many as 20 civilians.", ("killed", None, None, 20)),
        ("The attack killed fewer than 20 civilians.", ("killed", None, None, 19)),
        ("The attack killed about 20 civilians.", ("killed", None, 20, None)),
        ("The attack killed 11 soldiers.", ("killed", 11, 11, 11)),
        ("The attack killed eleven soldiers.", ("killed", 11, 11, 11)),
        ("The attack killed twenty-three soldiers.", ("killed", 23, 23, 23)),
        ("The attack killed 1,200 people.", ("killed", 1200, 1200, 1200)),
        ("The attack killed two thousand people.", ("killed", 2000, 2000, 2000)),
        ("The attack wounded 15 people.", ("wounded", 15, 15, 15)),
        ("At least three people were injured in the attack.", ("wounded", 3, None, None)),
        ("Police arrested 12 protesters.", ("detained", 12, 12, 12)),
        ("The attack caused 15 casualties.", ("casualties", 15, 15, 15)),
        ("The attack caused over 40 casualties among U.S. soldiers.", ("casualties", 41, None, None)),
    ],
)
def test_words_of_number(code: Code, text: str, wanted: tuple[str, int | None, int | None, int | None]) -> None:
    low, best, high = wanted[1:]
    if low == best == high:
        assert [(k, lo, b) for k, lo, b, _ in figures(code(text))] == [(wanted[0], low, best)]
    else:
        assert figures(code(text)) == [wanted]


def test_casualties_and_wounded_never_become_deaths(code: Code) -> None:
    for text in ("The attack caused over 40 casualties among U.S. soldiers.", "The blast left 15 people wounded.", "The toll rose to 15 casualties."):
        coding = code(text)
        assert not [f for f in figures(coding) if f[0] == "killed"], text
        assert not [f for c in coding.claims for f in c.figures if f.kind == "killed"], text


def test_killed_and_wounded_side_by_side(code: Code) -> None:
    kinds = {k: lo for k, lo, _, _ in figures(code("The bombing killed 4 soldiers and wounded 15 others."))}
    assert kinds == {"killed": 4, "wounded": 15}


@pytest.mark.parametrize(
    "text",
    [
        "The 5 ministers met in Geneva.",
        "Route 66 was closed after the attack.",
        "In 2015 rebels attacked a convoy.",
        "There have been over 60 attacks on the base.",
    ],
)
def test_other_numbers_count_nobody(code: Code, text: str) -> None:
    assert figures(code(text)) == []


@pytest.mark.parametrize(
    "text",
    ["The attack killed 99999999999999999999 people.", "The attack killed 10000000000 people.", "The attack killed ٣ people.", "The attack killed ² people."],
)
def test_absurd_numbers(code: Code, text: str) -> None:
    for f in code(text).figures:
        assert all(n is None or 0 <= n <= 10_000_000 for n in (f.figure.low, f.figure.best, f.figure.high))


@pytest.mark.parametrize(
    ("text", "words", "low", "best", "high"),
    [
        ("Between 30 and 40 people were killed.", "Between 30 and 40", 30, None, 40),
        ("The flood killed 30 to 40 people.", "30 to 40", 30, None, 40),
        ("Police arrested 30-40 men.", "30-40", 30, None, 40),
        ("Two or three soldiers were wounded.", "Two or three", 2, None, 3),
        ("The raid killed 3 200 people.", "3 200", 3200, 3200, 3200),
        ("The raid killed 1.200 people.", "1.200", 1200, 1200, 1200),
        ("Floods displaced 1.2 million people.", "1.2 million", 1200000, 1200000, 1200000),
        ("Floods displaced 2 lakh people.", "2 lakh", 200000, 200000, 200000),
        ("Hundreds of thousands of people have fled.", "Hundreds of thousands", 200000, None, None),
        ("Scores of villagers were abducted.", "Scores", 40, None, None),
        ("Several hundred people were arrested.", "Several hundred", 300, None, 900),
        ("A few dozen villagers were abducted.", "A few dozen", 24, None, None),
        ("Half a dozen men were arrested.", "Half a dozen", 6, 6, 6),
        ("The army killed two dozen rebels.", "two dozen", 24, 24, 24),
        ("A couple of soldiers were wounded.", "A couple", 2, 2, 2),
        ("Nearly 300 migrants drowned.", "Nearly 300", None, None, 299),
        ("Under 50 people were killed.", "Under 50", None, None, 49),
        ("No more than 20 people were killed.", "No more than 20", None, None, 20),
        ("No fewer than 12 people were killed.", "No fewer than 12", 12, None, None),
        ("Some 20 people were injured.", "Some 20", None, 20, None),
        ("More than a hundred people were injured.", "More than a hundred", 101, None, None),
        ("A further 12 people were injured.", "12", 12, 12, 12),
        ("One hundred and twenty people were injured.", "One hundred and twenty", 120, 120, 120),
        ("Police detained 200 or more people.", "200 or more", 200, None, None),
        ("Both pilots were killed.", "Both", 2, 2, 2),
    ],
)
def test_how_numbers_are_written(code: Code, text: str, words: str, low: int | None, best: int | None, high: int | None) -> None:
    assert [(w, f.low, f.best, f.high) for w, f in told(code(text))] == [(words, low, best, high)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The blast left 12 dead and 30 wounded.", [("12", "killed", None), ("30", "wounded", None)]),
        ("Twelve soldiers were killed and 30 wounded.", [("Twelve", "killed", "soldiers"), ("30", "wounded", None)]),
        ("The death toll rose to 41.", [("41", "killed", None)]),
        ("A policeman was stabbed to death.", [("A", "killed", "policeman")]),
        ("The shell killed a mother and her two sons.", [("a", "killed", "mother"), ("two", "killed", "sons")]),
        ("Rescuers found the bodies of 12 men.", [("12", "killed", "men")]),
        ("Police found 12 bodies.", [("12", "killed", "bodies")]),
        ("Masked men shot dead 11 farmers.", [("11", "killed", "farmers")]),
        ("Thirty-two soldiers lost their lives.", [("Thirty-two", "killed", "soldiers")]),
        ("The war has claimed 10,000 lives.", [("10,000", "killed", None)]),
        ("Two hundred people are still missing.", [("Two hundred", "missing", "people")]),
        ("The rebels took 12 prisoners.", [("12", "detained", "prisoners")]),
        ("The police took three men into custody.", [("three", "detained", "men")]),
        ("Gunmen took three engineers hostage.", [("three", "abducted", "engineers")]),
        ("Gunmen were holding 27 passengers.", [("27", "abducted", "passengers")]),
        ("Police are holding 27 suspects.", [("27", "detained", "suspects")]),
        ("The kidnappers freed four nuns.", [("four", "released", "nuns")]),
        ("Seven hundred inmates escaped.", [("Seven hundred", "released", "inmates")]),
        ("Some 400 families crossed into Chad.", [("Some 400", "displaced", "families")]),
        ("The floods left 600 people homeless.", [("600", "displaced", "people")]),
        ("Spain will send 300 soldiers to Mali.", [("300", "troops", "soldiers")]),
        ("A 40-strong convoy of fighters left the town.", [("40", "troops", "fighters")]),
        ("A 300-member force was deployed.", [("300", "troops", "force")]),
        ("The army killed or wounded 30 rebels.", [("30", "casualties", "rebels")]),
        ("Iran fired 12 ballistic missiles.", [("12", "weapons", "ballistic missiles")]),
        ("The rebels shot down a helicopter.", [("a", "weapons", "helicopter")]),
        ("Four army trucks were destroyed.", [("Four", "weapons", "army trucks")]),
        ("A boat carrying 90 migrants sank.", [("90", "missing", "migrants")]),
        ("A ketch with a crew of four was seized by pirates.", [("four", "abducted", "crew")]),
        ("Three passers-by were wounded.", [("Three", "wounded", "passers-by")]),
        ("Nine teenagers were among 20 people tried.", [("Nine", "detained", "teenagers"), ("20", "detained", "people")]),
        ("A bomb killed two soldiers and wounded a third.", [("A", "weapons", "bomb"), ("two", "killed", "soldiers"), ("a", "wounded", None)]),
        ("The killing of 116 villagers was condemned.", [("116", "killed", "villagers")]),
        ("The whereabouts of 29 men are unknown.", [("29", "missing", "men")]),
        ("Six truckers were burned alive.", [("Six", "killed", "truckers")]),
        ("The fighting cost 90 soldiers their lives.", [("90", "killed", "soldiers")]),
        ("Soldiers took away 17 young men.", [("17", "detained", "young men")]),
        ("Gunmen dragged two priests from a bus.", [("two", "abducted", "priests")]),
        ("The garrison of 450 men surrendered.", [("450", "detained", "men")]),
        ("Fifteen rebels laid down their arms.", [("Fifteen", "detained", "rebels")]),
        ("More than 30 inmates broke out of the jail.", [("More than 30", "released", "inmates")]),
        ("The kidnappers let go of seven hostages.", [("seven", "released", "hostages")]),
        ("Authorities moved 1,100 villagers to safety.", [("1,100", "displaced", "villagers")]),
        ("The boat went down with 55 migrants aboard.", [("55", "missing", "migrants")]),
        ("The rebels, who number about 300, left the town.", [("about 300", "troops", "rebels")]),
        ("A gunman opened fire, killing eight.", [("A", "troops", "gunman"), ("eight", "killed", None)]),
        ("Two suicide bombers blew themselves up.", [("Two", "killed", "suicide bombers")]),
        ("Russia fired 17 Shahed-136 drones.", [("17", "weapons", "Shahed-136 drones")]),
        ("The ring smuggled 900 pistols and rifles.", [("900", "weapons", "pistols and rifles")]),
        ("Rebels abducted the mayor and four of his bodyguards.", [("four", "abducted", "bodyguards")]),
        (
            "Seven people, among them two inmates and five nuns, were killed.",
            [("Seven", "killed", "people"), ("two", "killed", "inmates"), ("five", "killed", "nuns")],
        ),
        ("The toll includes 17 police.", [("17", "killed", "police")]),
    ],
)
def test_what_happened_to_whom(code: Code, text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    assert [(w, f.kind, f.whom) for w, f in told(code(text))] == wanted


@pytest.mark.parametrize(
    ("text", "words", "amount"),
    [
        ("The kidnappers demanded $5.2 million.", "$5.2 million", 5_200_000),
        ("Norway pledged 5 million euros in aid.", "5 million euros", 5_000_000),
        ("The bank lent €3bn to Egypt.", "€3bn", 3_000_000_000),
        ("The state paid Rs 20 crore to the families.", "Rs 20 crore", 200_000_000),
        ("The firm lost 1.5 crore rupees.", "1.5 crore rupees", 15_000_000),
        ("They stole 2.4 million Libyan dinars.", "2.4 million Libyan dinars", 2_400_000),
        ("The parents paid N30 million as ransom.", "N30 million", 30_000_000),
        ("They denied having paid a ransom of 250,000 marks.", "250,000 marks", 250_000),
    ],
)
def test_sums(code: Code, text: str, words: str, amount: int) -> None:
    assert [(w, f.kind, f.low, f.best, f.high, f.whom) for w, f in told(code(text))] == [(words, "sum", amount, amount, amount, None)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("No one was hurt.", "No one", "wounded"),
        ("Nobody was killed in the attack.", "Nobody", "killed"),
        ("No casualties were reported.", "No", "casualties"),
        ("The mortar hit a field without causing casualties.", "without", "casualties"),
        ("The rocket fell in a field without hurting anyone.", "anyone", "wounded"),
        ("No civilians were killed in the strike.", "No", "killed"),
    ],
)
def test_nobody(code: Code, text: str, words: str, kind: str) -> None:
    assert [(w, f.kind, f.low, f.best, f.high) for w, f in told(code(text))] == [(words, kind, 0, 0, 0)]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("The raid killed nine people, including three children.", ["incident", "part"]),
        ("Police arrested 25 people, two of them minors.", ["incident", "part"]),
        ("One of the five killed was a nurse.", ["part", "incident"]),
        ("Of the 34 killed, 20 were civilians.", ["incident", "part"]),
        ("The attack brought to 41 the number of people killed.", ["total"]),
        ("The toll rose to 14.", ["total"]),
        ("More than 300 people have been killed since October.", ["total"]),
        ("Sixty rebels died in three days of fighting.", ["total"]),
        ("So far this year, 1,057 migrants have drowned.", ["total"]),
        ("A total of 35 people were arrested.", ["total"]),
        ("In all, 78 people were detained.", ["total"]),
        ("Five people were killed on Monday.", ["incident"]),
        ("The raid killed nine people, six soldiers and three civilians.", ["incident", "part", "part"]),
        ("Police said 24 officers were hurt, three seriously.", ["incident", "part"]),
        ("Two people, one a policeman, died.", ["incident", "part"]),
        ("Three policemen, a soldier and two passers-by were killed.", ["incident", "incident", "incident"]),
        ("More than 6,200 people have fled to Sudan.", ["total"]),
        ("Gunmen killed 14 herders in two separate attacks.", ["total"]),
        ("A total of 48 people have been killed and 112 injured.", ["total", "total"]),
    ],
)
def test_scope(code: Code, text: str, scopes: list[str]) -> None:
    assert [f.scope for _, f in told(code(text))] == scopes


@pytest.mark.parametrize(
    ("text", "country", "civilian"),
    [
        ("Two Malian soldiers were killed.", "MLI", False),
        ("Three Palestinians were killed.", "PSE", None),
        ("A driver from Niger was kidnapped.", "NER", True),
        ("Eight health workers were kidnapped.", None, True),
        ("A police driver was wounded.", None, False),
        ("An army doctor was wounded.", None, False),
        ("A former general was arrested.", None, None),
        ("Peru's army moved 300 men to the border.", "PER", False),
        ("Four civilians were wounded.", None, True),
        ("Nine people were wounded.", None, None),
        ("A PKK member was arrested.", None, False),
        ("Police arrested two suspected robbers.", None, None),
        ("Eight members of the security forces were killed.", None, False),
        ("Two junta supporters were wounded.", None, None),
    ],
)
def test_nationals_and_civilians(code: Code, text: str, country: str | None, civilian: bool | None) -> None:
    assert [(f.country, f.civilian) for _, f in told(code(text))] == [(country, civilian)]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Three men were killed, the health ministry said.", "the health ministry"),
        ("According to witnesses, three men were killed.", "witnesses"),
        ("The rebels, who said they had taken 12 prisoners, left.", "The rebels"),
        ("A doctor counted four dead.", "A doctor"),
        ("Three men were killed on Sunday.", None),
    ],
)
def test_whose_count(code: Code, text: str, by: str | None) -> None:
    assert [f.by for _, f in told(code(text))] == [by]


def test_a_bare_count_is_of_what_was_counted_before(code: Code) -> None:
    coding = code("By Monday 17 bodies had been counted. Two days later the number stood at 23.")
    assert [(w, f.kind) for w, f in told(coding)] == [("17", "killed"), ("23", "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "The council adopted resolution 2254 by 14 votes to one.",
        "The 47-year-old general met three aides.",
        "Mr Haddad, 34, leads the party.",
        "The S-300, the BM-21 and the F-16 are old.",
        "The bombs weighed 500 pounds and fell 3 km from the base.",
        "A two-week truce began after 14 days of talks.",
        "Some 51 percent of 1,000 voters agreed.",
        "Thousands of protesters marched through Khartoum.",
        "Officials said 80 houses were destroyed and 2,000 cattle killed.",
        "A soldier at the checkpoint said he had seen nothing.",
        "One of the generals told reporters that the talks had failed.",
        "The two sides held three rounds of talks.",
        "The town of 40,000 people lies on the river.",
        "He was held in cell block 12.",
        "At 6.20 p.m. on 3 May the siren sounded.",
        "Two gold mines were closed.",
        "Two militia leaders told a reporter that the talks had failed.",
        "More than 25 soldiers had deserted by Saturday.",
        "Lifeboats rescued 21 men after a ferry sank.",
        "The army put the number of people at the fence at 10,000.",
        "The planes hit five ammunition dumps.",
    ],
)
def test_numbers_of_other_things(code: Code, text: str) -> None:
    assert told(code(text)) == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("low:", "lowest:", "lowest"),
        ('several: "3 9"', 'several: "three"', "several"),
        ('seven: "7"', 'seven: "VII"', "seven"),
        ("  missing: [disappear, vanish]", "  missing: [disappear, die]", "missing"),
        ("loses: [lose]", "loses: []", "loses"),
    ],
)
def test_what_is_wrong_in_the_data_is_named(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = (packaged() / "languages" / "en" / "figures.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "figures.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=key) as error:
        load_figures(path)
    assert "figures.yaml" in str(error.value)
