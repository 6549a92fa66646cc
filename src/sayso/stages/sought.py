"""The words that sentences are looked through for before the parse, gathered from the ontology: acts, politics, everyday life."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sayso.ontology.frames import Pattern
from sayso.ontology.load import Ontology
from sayso.stages.everyday import POLITICAL

Words = frozenset[str]
_PART = re.compile(r"[^\W_]+")
_BY_GRAMMAR = frozenset({"subject", "object", "indirect", "by", "clause", "to", "of", "as", "possessive", "adjective", "partners", "subjunctive", "particle"})
"""Slots that need no word of their own name in the sentence; all others are prepositions."""
_COLLECTIVE = frozenset({"igo", "force", "group"})


class Phrases:
    """Single words, and phrases by their last word. `words` are all that phrases are made of."""

    def __init__(self, phrases: Iterable[str]) -> None:
        listed = tuple(phrases)
        self.single: Words = frozenset(p for p in listed if _PART.fullmatch(p))
        self.several: dict[str, tuple[tuple[Words, str], ...]] = {}
        for phrase in dict.fromkeys(listed):
            parts = _PART.findall(phrase)
            if phrase not in self.single and parts and parts[-1] not in self.single:
                self.several[parts[-1]] = (*self.several.get(parts[-1], ()), (frozenset(parts), phrase))
        self.words: Words = frozenset(w for rows in self.several.values() for parts, _ in rows for w in parts)

    def among(self, present: Words, text: str | None = None) -> bool:
        """Whether all words of a phrase are present; with a text, whether the phrase stands in it, in whatever case."""
        for last in self.several.keys() & present:
            for parts, phrase in self.several[last]:
                if parts <= present and (text is None or phrase in text.lower()):
                    return True
        return False


Row = tuple[Words, tuple[Words, ...]]


class Acts:
    """Triggers by their head. `plain` are those that ask for nothing more. The rest are rows of words that must all be there and sets of which
    one word must: by head those that ask for no certain word beside it, by head and the longest other word those that do."""

    def __init__(self, patterns: Iterable[Pattern], plain: Words) -> None:
        rows: dict[str, dict[Row, None]] = {}
        heads = set(plain)
        for pattern in patterns:
            places = frozenset(slot for slot, _ in pattern.needs) - _BY_GRAMMAR
            some = tuple(_last_words(wanted) for _, wanted in pattern.needs if not any(w == "*" or w.startswith("<") for w in wanted))
            for words in pattern.words:
                head = words[-1] if pattern.pos == "noun" else words[0]
                every = frozenset(w for w in words if _PART.search(w)) | places
                if len(every) == 1 and not some:
                    heads.add(head)
                else:
                    rows.setdefault(head, {})[every, some] = None
        self.plain: Words = frozenset(heads)
        self.asking: dict[str, dict[str, tuple[Row, ...]]] = {}
        for head in sorted(rows.keys() - heads):
            beside = self.asking.setdefault(head, {})
            for row in rows[head]:
                other = max(row[0] - {head}, key=lambda w: (len(w), w), default=head)
                beside[other] = (*beside.get(other, ()), row)
        self.words: Words = frozenset(chain.from_iterable((*every, *chain(*some)) for head in self.asking for every, some in rows[head]))

    def among(self, present: Words) -> bool:
        """Whether these words can hold an act that asks for several. Errs on the side of yes: order and grammar are not looked at."""
        for head in self.asking.keys() & present:
            beside = self.asking[head]
            for other in beside.keys() & present:
                for every, some in beside[other]:
                    if every <= present and not any(s.isdisjoint(present) for s in some):
                        return True
        return False


def _last_words(wanted: Iterable[str]) -> Words:
    return frozenset(part for w in wanted for part in _PART.findall(w)[-1:])


def acts_of(ontology: Ontology) -> Acts:
    """The triggers of all frames; and the auxiliaries of obligation, with which any verb can be a demand."""
    lists = ontology.cues.grammar.lists
    return Acts(ontology.frames.all, lists["demand"] | lists["appeal"])


def political(kind: str | None, sectors: Sequence[str]) -> bool:
    """Whether one of that kind and these sectors has a part in politics by what they are. States do, but where only named they are places too."""
    return bool(set(sectors[:1]) & POLITICAL) or kind in _COLLECTIVE


def name_openers(ontology: Ontology) -> Words:
    """First words of the names of parties, as printed; not of the press."""
    return frozenset(w for w, rows in ontology.actors.names.items() if any(actors and actors[0].kind != "media" for _, (_, actors) in rows))


def office_words(ontology: Ontology) -> tuple[str, ...]:
    """Role nouns of those who have a part in politics."""
    rows = chain.from_iterable(ontology.roles.by_head.values())
    return tuple(" ".join(words) for words, role in rows if political(role.kind, role.sectors))


def fighting_words(ontology: Ontology) -> Iterator[str]:
    """Words of attacks, unrest, captives and killing."""
    told, counted, happened = ontology.figures.told, ontology.figures.counted, ontology.figures.happened
    killing = (word for table in (happened.object, happened.happenings) for word, kind in table.items() if kind == "killed")
    return chain(told.attacks, told.lasting, happened.captives, counted.attackers, killing)


def topic_words(ontology: Ontology) -> Iterator[str]:
    """Words of the contexts that events are put into, and words for armed men that have other senses ("guard", "security")."""
    contexts = (phrase for rows in ontology.contexts.words.values() for phrase, _ in rows)
    return chain(contexts, ontology.figures.happened.state_actors, ontology.figures.counted.armed_before)


def daily_words(ontology: Ontology) -> tuple[str, ...]:
    """Words of sport, markets, the arts and daily life."""
    return (*chain.from_iterable(ontology.everyday.words.values()), *chain.from_iterable(ontology.everyday.phrases.values()))
