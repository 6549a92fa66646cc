"""Which sentences can matter: words looked up before the parse, so that only what can give a claim, or stands beside one, is parsed.

The parse is the dearest stage. A claim needs the words of a frame in its sentence. That is sure but spares little: two sentences of
three of any news hold some ("open", "beat", "release"). What tells politics from the rest is whom and what the sentences around
speak of: states, offices, armed men, fighting. A passage that speaks of politics is parsed whole, since claims lean on what stands around
them: names, places, days, tolls, who speaks. Elsewhere only a sentence that holds an act and politics of its own is. All words come from
the ontology: a new frame, role or name is looked for at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import mul

from sayso.model.coding import Coding
from sayso.model.memory import Memory
from sayso.model.text import Skip
from sayso.ontology.load import Ontology
from sayso.stages.sought import Acts, Phrases, acts_of, daily_words, fighting_words, name_openers, office_words, political, topic_words

SHORT = 4
"""Sentences a text must have to tell what it is about; shorter ones are parsed whole."""
REACH = 20
"""How many sentences on either side weigh in."""
ENOUGH = 0.12
"""The weight from which what stands around a sentence speaks of politics. In political reports it is .3 to 1, in other news mostly below .1
(our own reports, labelled articles of newspapers, benchmarks/filler.txt)."""
CLOSE = 2
"""How many sentences on either side a passage goes: two that speak of politics within it are enough, whatever the rest of the report is about."""
STRONG, WEAK, AGAINST = 1.0, 0.5, 0.5
"""What a sentence weighs that speaks of offices, forces, groups, fighting or killing; one that has only words of what claims are about; and
what a word of everyday life takes off. The name of a country weighs nothing by itself: sport and trade are full of them."""
REMEMBERED = 50_000
"""Words whose meaning is kept."""
LONGEST = 80
"""Letters of the longest run of words joined by hyphens or full stops that is looked up; longer ones are no words, and would fill the memory."""
NO_ACT = "no words of an act"
NO_POLITICS = "nothing in or around it speaks of politics"

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_TAGS = ("VBD", "NNS", "JJR")
"""One tag of each part of speech that the lemmatiser knows."""
_ACT, _STRONG, _TOPIC, _DAILY, _NAME = 1, 2, 4, 8, 16
"""What a word can tell by itself, as bits."""
_NEAR = tuple(1 / (1 + abs(n)) ** 0.5 for n in range(-REACH, REACH + 1))
"""What sentences count by how far off they are. A plain share and 1/(1+n) tell political stretches less well from others (measured)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a sentence's words tell: whether they can hold an act, whether it speaks of politics or a country by itself, and what it weighs for
    those around it."""

    act: bool
    alone: bool
    weight: float


class Sieve:
    """The words of an ontology that sentences are looked through for. `lemma` is the parser's, of a lower-case word under a tag.

    Keeps what it learned of words, up to a limit; nothing of a document."""

    def __init__(self, ontology: Ontology, lemma: Callable[[str, str], str]) -> None:
        self.ontology, self.lemma = ontology, lemma
        self.acts: Acts = acts_of(ontology)
        self.strong = Phrases((*office_words(ontology), *fighting_words(ontology)))
        self.topics = Phrases(topic_words(ontology))
        self.daily = Phrases(daily_words(ontology))
        self.openers = name_openers(ontology)
        self._sought = self.acts.words | self.strong.words | self.topics.words | self.daily.words
        self._known = Memory(self._learn, REMEMBERED)

    def sight(self, text: str) -> Sight:
        """What the words of a sentence tell."""
        tells, daily, known, found = 0, 0, self._known, list[frozenset[str]]()
        for word in _WORD.findall(text):
            if len(word) > LONGEST:
                continue
            bits, sought = known[word]
            tells |= bits
            daily += bits & _DAILY == _DAILY
            if sought:
                found.append(sought)
        present = frozenset().union(*found)
        act = bool(tells & _ACT) or self.acts.among(present)
        topic = bool(tells & _TOPIC) or self.topics.among(present)
        strong = bool(tells & _STRONG) or self.strong.among(present)
        country = False
        if tells & _NAME and not strong:
            party, country = self._named(text)
            strong = party or (topic and country)
        daily += self.daily.among(present, text)
        weight = STRONG if strong else WEAK if topic else 0.0
        return Sight(act, daily < (2 if strong else 1 if country else 0), weight - AGAINST * (daily > 0))

    def _named(self, text: str) -> tuple[bool, bool]:
        """Whether a sentence names a party of politics, and whether a country, by whatever name of it or of a place in it."""
        found = [m.actors[0] for m in self.ontology.actors.find(text) if m.actors and m.actors[0].kind != "media"]
        return any(political(a.kind, a.sectors) for a in found if a.kind != "state"), any(a.country for a in found)

    def _learn(self, word: str) -> tuple[int, frozenset[str]]:
        """What a word as printed tells by itself, and which of its lemmas, and its parts', are sought together with other words."""
        parts = {word, *_PART.findall(word)}
        lower = {p.lower() for p in parts}
        lemmas = {*lower, *(w.rstrip("s") or w for w in lower), *(self.lemma(w, tag) for w in lower for tag in _TAGS)}
        tells = 0
        for bit, single in (
            (_ACT, self.acts.plain),
            (_STRONG, self.strong.single),
            (_TOPIC, self.topics.single),
            (_DAILY, self.daily.single),
        ):
            if not single.isdisjoint(lemmas):
                tells |= bit
        if not self.openers.isdisjoint(parts):
            tells |= _NAME
        return tells, frozenset(lemmas & self._sought)


def matter(coding: Coding, sieve: Sieve) -> Coding:
    """Put the sentences that need no parse among `skipped`, with the reason."""
    text = coding.document.text
    sights = [sieve.sight(s.span.of(text)) for s in coding.sentences]
    reasons = zip(coding.sentences, sights, _around(sights), strict=True)
    skipped = [Skip("sentence", reason, s.span.of(text), s.span, s.index) for s, sight, around in reasons if (reason := _against(sight, around)) is not None]
    return replace(coding, skipped=(*coding.skipped, *skipped)) if skipped else coding


def _against(sight: Sight, around: float) -> str | None:
    """Why a sentence need not be parsed; None where it must."""
    if around >= ENOUGH or (sight.act and sight.alone):
        return None
    return NO_POLITICS if sight.act else NO_ACT


def _around(sights: Sequence[Sight]) -> Iterator[float]:
    """How much each sentence and those around it speak of politics, the near ones counting more: a mean of weights."""
    if len(sights) < SHORT:
        yield from (1.0 for _ in sights)
        return
    weights = [s.weight for s in sights]
    for n in range(len(weights)):
        if sum(weights[max(0, n - CLOSE) : n + CLOSE + 1]) >= 2 * STRONG:
            yield 1.0
            continue
        around = weights[max(0, n - REACH) : n + REACH + 1]
        near = _NEAR[max(0, REACH - n) :][: len(around)]
        yield sum(map(mul, around, near)) / sum(near)
