"""Short reports made of patterns, as many as are wanted and each its own: for the tools that kill, soak and shuffle. The same number gives the same report.

Three reports in a row tell of one happening, each in the words of another outlet, so that something is to be resolved.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST = date(2031, 1, 1)
TOLD = 3
"""Reports of one happening."""
SYLLABLES = ("ka", "lo", "mar", "ten", "dri", "sa", "vo", "bel", "ru", "hin", "to", "nar", "qu", "es", "gor", "mi", "zan", "pel", "du", "ker")
COUNTRIES = ("Chad", "Libya", "Sudan", "Niger", "Mali", "Kenya", "Uganda", "Iran", "Iraq", "Syria", "Turkey", "Georgia", "Armenia", "India", "Pakistan", "Peru")
ARMED = ("rebels", "gunmen", "militants", "Islamist fighters", "the army", "soldiers", "police", "border guards")
WHO = ("a police officer", "the interior ministry", "witnesses", "the governor", "a doctor at the hospital", "an aid worker")
LEADS = (
    "{T}, {D} - {A} from {C} attacked a convoy near {T}, killing {n} people, {w} said.",
    "{C} accused {C2} on {D} of shelling the village of {T}, where {n} people were killed.",
    "{A} shelled {T} in {C} on {D}; {w} counted {n} dead.",
    "At least {n} people died when {A} opened fire on a market in {T}, {w} told reporters on {D}.",
)
OTHERS = (
    "President {P} of {C} condemned the attack and promised that his country would answer it.",
    "{C2}'s foreign minister {P} denied that its forces were involved.",
    '"We will not accept this," said {P}, who leads the council of {T}, home to {m} people.',
    "The United Nations called on {C} and {C2} to hold talks, and {P} offered to mediate.",
    "{P}, a teacher from {T2}, said {m} families had fled across the {T3} river.",
    "{C} expelled {o} diplomats of {C2} after a meeting with envoy {P} broke down.",
    "Officials in {T2} signed an agreement with {P} on sending aid worth {m} dollars to {T}.",
    "{C2} threatened to close its border at {T3} unless {P} is released.",
    "Protesters marched through {T2} with pictures of {P} and demanded that the governor resign.",
    "Police in {T3} arrested {o} men over the killing of {P}, {w} said.",
    "The ship {T2}, with a cargo of {m} tons, was not allowed into the port of {T3}.",
    "In {T2} the price of bread rose to {m} francs, traders said.",
    "Rain fell on {T3} for the {o}th day in a row, and the bridge to {T} is closed.",
    "{P} scored {o} points for the club of {T2}.",
)
OUTLETS = ("Meridian Wire", "Harbour Post", "Daily Plain", "Radio Delta")


@dataclass(frozen=True, slots=True)
class Report:
    """A made report: what a line of JSONL needs."""

    id: str
    outlet: str
    published: str
    text: str

    @property
    def line(self) -> str:
        """As a record."""
        return json.dumps({"id": self.id, "outlet": self.outlet, "published": self.published, "text": self.text})


def name(number: int) -> str:
    """A name that no other number has."""
    parts = list[str]()
    while number or len(parts) < 2:
        number, digit = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[digit])
    return "".join(parts).capitalize()


def report(number: int, sentences: int = 3) -> Report:
    """The report of that number: names, towns and figures of its sentences occur in its happening alone."""
    happening, telling = divmod(number, TOLD)
    facts, dice = Random(f"happening {happening}"), Random(f"report {number}")
    day = FIRST + timedelta(days=facts.randrange(700))
    country, other = facts.sample(COUNTRIES, 2)
    values = {"C": country, "C2": other, "A": facts.choice(ARMED), "T": name(happening * 64 + 1), "n": str(facts.randint(2, 60)), "D": f"{day:%A}"}
    values |= {"w": facts.choice(WHO)}
    told = [_begun(facts.choice(LEADS).format(**values))]
    for place in range(1, sentences):
        own = (number * 64 + place) * 8 + 1_000
        values |= {"P": f"{name(own)} {name(own + 1)}", "T2": name(own + 2), "T3": name(own + 3), "m": f"{own + 4:,}", "o": str(dice.randint(2, 19))}
        told.append(_begun(dice.choice(OTHERS).format(**values)))
    published = day + timedelta(days=telling % 2)
    return Report(f"r{number}", OUTLETS[telling % len(OUTLETS)], published.isoformat(), " ".join(told))


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
