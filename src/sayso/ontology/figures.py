"""Words around counts of people, weapons and money."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sayso.ontology import numbers
from sayso.ontology.numbers import NumberWords, either, words
from sayso.ontology.strict import Entry, read_yaml

KINDS = ("killed", "wounded", "missing", "detained", "displaced", "abducted", "released", "casualties", "troops")
SIDES: dict[str, bool | None] = {"civilian": True, "armed": False, "open": None}
Weapon = Literal["munition", "arms", "platform", "ship", "vehicle"]
WEAPONS: tuple[Weapon, ...] = ("munition", "arms", "platform", "ship", "vehicle")
COUNTED = (
    *("armed_before", "armed_always", "civilian_before", "military_before", "not_weapons_before", "rounds", "round_of", "open_ended", "bodies"),
    *("groups", "units_of_men", "animals", "more", "former", "soldierly", "men", "aged", "labels", "attackers", "left"),
    *("severity", "fatal", "suspected", "crimes", "aligned"),
)
HAPPENED = (
    *("state_actors", "loses", "takes_life", "life", "suffers", "limbs", "through", "tolls", "toll_verbs", "count_verbs", "reports", "carries"),
    *("with", "rescues", "perils", "captives"),
)
TOLD = ("part", "said", "according", "nobody", "no", "anybody", "without", "denies", "lasting", "attacks")
TOTAL = ("since", "running", "recent", "within", "outside", "hours", "rises", "events")
BY_KIND = ("object", "subject", "state", "lying", "happenings", "fates", "craft")
TABLES = (*BY_KIND, "people", "weapons", "weapon_verbs", "moves", "escapes", "holds", "total")


@dataclass(frozen=True, slots=True)
class CountedWords:
    """Who and what is counted. `people` says of a noun whether it means civilians, None where it does not say."""

    people: dict[str, bool | None]
    weapons: dict[str, Weapon]
    armed_before: frozenset[str]
    armed_always: frozenset[str]
    civilian_before: frozenset[str]
    military_before: frozenset[str]
    not_weapons_before: frozenset[str]
    rounds: frozenset[str]
    round_of: frozenset[str]
    open_ended: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    units_of_men: frozenset[str]
    animals: frozenset[str]
    more: frozenset[str]
    former: frozenset[str]
    soldierly: frozenset[str]
    men: frozenset[str]
    aged: frozenset[str]
    labels: frozenset[str]
    attackers: frozenset[str]
    left: frozenset[str]
    severity: frozenset[str]
    fatal: frozenset[str]
    suspected: frozenset[str]
    crimes: frozenset[str]
    aligned: frozenset[str]


@dataclass(frozen=True, slots=True)
class HappenedWords:
    """What happened to them. Tables map a lemma (or "lemma particle", "preposition noun") to a kind."""

    object: dict[str, str]
    subject: dict[str, str]
    state: dict[str, str]
    lying: dict[str, str]
    happenings: dict[str, str]
    fates: dict[str, str]
    craft: dict[str, str]
    moves: frozenset[str]
    ways: frozenset[str]
    movers: frozenset[str]
    escapes: frozenset[str]
    escapers: frozenset[str]
    holds: frozenset[str]
    holds_captive: frozenset[str]
    state_actors: frozenset[str]
    loses: frozenset[str]
    takes_life: frozenset[str]
    life: frozenset[str]
    suffers: frozenset[str]
    limbs: frozenset[str]
    through: frozenset[str]
    tolls: frozenset[str]
    toll_verbs: frozenset[str]
    count_verbs: frozenset[str]
    reports: frozenset[str]
    carries: frozenset[str]
    withs: frozenset[str]
    rescues: frozenset[str]
    perils: frozenset[str]
    captives: frozenset[str]
    weapon_subject: frozenset[str]
    weapon_object: frozenset[str]


@dataclass(frozen=True, slots=True)
class ToldWords:
    """What a count is of, and who gives it."""

    phrases: re.Pattern[str]
    rates: re.Pattern[str]
    long: tuple[str, ...]
    since: frozenset[str]
    running: frozenset[str]
    recent: frozenset[str]
    within: frozenset[str]
    outside: frozenset[str]
    hours: frozenset[str]
    rises: frozenset[str]
    events: frozenset[str]
    part: frozenset[str]
    said: frozenset[str]
    according: frozenset[str]
    nobody: frozenset[str]
    no: frozenset[str]
    anybody: frozenset[str]
    without: frozenset[str]
    denies: frozenset[str]
    lasting: frozenset[str]
    attacks: frozenset[str]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of a language around figures, by what they are for."""

    number: NumberWords
    counted: CountedWords
    happened: HappenedWords
    told: ToldWords
    opening: frozenset[str] = field(init=False, compare=False, repr=False)
    """Words of letters that may open a number, or stand for one."""

    def __post_init__(self) -> None:
        number, told = self.number, self.told
        opening = number.starts | number.signs | number.articles | told.no | told.nobody | told.anybody | told.without
        object.__setattr__(self, "opening", opening)


def load_figures(path: Path) -> FigureWords:
    """The figure words of a language. Raises DataError naming file and key for what is missing, unknown, twice or no number."""
    file = read_yaml(path)
    file.only((*numbers.BOUNDS, *numbers.TABLES, *numbers.LISTS, *COUNTED, *HAPPENED, *TOLD, *TABLES))
    return FigureWords(numbers.load_numbers(file), _counted(file), _happened(file), _told(file))


def _counted(file: Entry) -> CountedWords:
    people = {noun: SIDES[side] for noun, side in _by_word(file, "people", tuple(SIDES)).items()}
    sorts = file.table("weapons")
    sorts.only(WEAPONS)
    weapons: dict[str, Weapon] = {}
    for sort in WEAPONS:
        weapons |= dict.fromkeys(words(sorts, sort), sort)
    return CountedWords(people, weapons, *(words(file, key) for key in COUNTED))


def _happened(file: Entry) -> HappenedWords:
    moves, escapes, holds, weapon = (file.table(key) for key in ("moves", "escapes", "holds", "weapon_verbs"))
    moves.only(("verbs", "ways", "by"))
    escapes.only(("verbs", "by"))
    holds.only(("verbs", "captive"))
    weapon.only(("subject", "object"))
    return HappenedWords(
        object=_by_word(file, "object", KINDS),
        subject=_by_word(file, "subject", KINDS),
        state=_by_word(file, "state", KINDS),
        lying=_by_word(file, "lying", KINDS),
        happenings=_by_word(file, "happenings", KINDS),
        fates=_by_word(file, "fates", KINDS),
        craft=_by_word(file, "craft", KINDS),
        moves=words(moves, "verbs"),
        ways=words(moves, "ways"),
        movers=words(moves, "by"),
        escapes=words(escapes, "verbs"),
        escapers=words(escapes, "by"),
        holds=words(holds, "verbs"),
        holds_captive=words(holds, "captive"),
        state_actors=words(file, "state_actors"),
        loses=words(file, "loses"),
        takes_life=words(file, "takes_life"),
        life=words(file, "life"),
        suffers=words(file, "suffers"),
        limbs=words(file, "limbs"),
        through=words(file, "through"),
        tolls=words(file, "tolls"),
        toll_verbs=words(file, "toll_verbs"),
        count_verbs=words(file, "count_verbs"),
        reports=words(file, "reports"),
        carries=words(file, "carries"),
        withs=words(file, "with"),
        rescues=words(file, "rescues"),
        perils=words(file, "perils"),
        captives=words(file, "captives"),
        weapon_subject=words(weapon, "subject"),
        weapon_object=words(weapon, "object"),
    )


def _told(file: Entry) -> ToldWords:
    total = file.table("total")
    total.only(("phrases", "rates", "long", *TOTAL))
    phrases, rates = (re.compile(rf"\b(?:{either(words(total, key))})\b", re.IGNORECASE) for key in ("phrases", "rates"))
    return ToldWords(phrases, rates, tuple(sorted(words(total, "long"))), *(words(total, key) for key in TOTAL), *(words(file, key) for key in TOLD))


def _by_word(file: Entry, key: str, allowed: tuple[str, ...]) -> dict[str, str]:
    """The table at `key`, turned round: word to name. Raises DataError for a word that stands under two names."""
    names = file.table(key)
    names.only(allowed)
    out: dict[str, str] = {}
    for name in names.values:
        for word in names.words(name):
            if out.setdefault(word, name) != name:
                raise names.fail(name, f"{word!r} stands under {out[word]} and {name}", "keep one of them")
    return out
