"""Statements in the grammar of one sentence: cue, speaker and content of verbs, nouns, adjectives and "according to"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.model.coding import Reported
from sayso.model.statement import SourceKind, StatementKind
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.cues import Cues, SayCue
from sayso.stages.contents import PHRASES, Contents
from sayso.stages.grammar import FINITE, RELATIVE, is_passive, subjects
from sayso.stages.slots import noun_slots

EDGE = frozenset(" \t\n,;:.–—-\"“”'‘’«»()")
IMPERSONAL = frozenset({"it", "there"})
CLAUSES = frozenset({"ccomp", "xcomp", "conj", "advcl", "relcl", "acl", "pcomp", "prep", "pobj", "attr", "dobj"})
"""What belongs to a larger clause."""
LAST = 14
"""How many tokens a cue set off by commas may take before and behind its verb."""
HEADING = 9
"""A colon after more tokens than this ends no speaker's name."""


class Finder:
    """Finds the statements of one tree. `named` holds the tokens that head a mention of a party, `people` those of persons and the press."""

    def __init__(self, tree: Tree, cues: Cues, text: str, named: frozenset[int], people: frozenset[int]) -> None:
        self.tree, self.cues, self.text, self.named, self.people = tree, cues, text, named, people
        self.contents = Contents(tree, cues)

    def find(self) -> Iterator[Reported]:
        """All statements of the sentence, by cue."""
        tree = self.tree
        last = self._last()
        for i in range(len(tree)):
            if last is not None and i == last.cue:
                parsed = next(self._verb(i), None)
                inside = parsed is not None and parsed.speaker is not None and last.content and tree.start[parsed.speaker] >= last.content[-1].end
                yield parsed if parsed is not None and inside else last
            elif tree.is_verb(i) and tree.under(i, "auxpass") and ("adjective", tree.low[i]) in self.cues.says:
                yield from self._adjective(i)  # "is convinced that"
            elif tree.is_verb(i) and tree.dep[i] not in ("aux", "auxpass", "amod"):
                yield from self._verb(i)
            elif tree.is_noun(i) and tree.dep[i] not in ("compound", "nmod"):
                yield from self._noun(i)
            elif tree.tag[i].startswith("JJ"):
                yield from self._adjective(i)
            elif tree.tag[i] in ("VBG", "IN", "RB"):
                yield from self._small(i)
            if tree.lemma[i] == "accord" or tree.low[i] in ("according", "per"):
                yield from self._according(i)
            if tree.tag[i] == "VBG":
                yield from self._cited(i)
        yield from self._heading()

    def _cues(self, pos: str, i: int) -> Iterator[SayCue]:
        tree = self.tree
        for cue in self.cues.says.get((pos, tree.lemma[i]), ()):
            if cue.rest is None or any(tree.low[k] == cue.rest for k in tree.kids[i]):
                yield cue

    def _verb(self, i: int) -> Iterator[Reported]:
        tree = self.tree
        for cue in self._cues("verb", i):
            content = self.contents.of_verb(i, cue)
            if content is None:
                continue
            tokens, slot = content
            speaker = self._speaker(i, tokens)
            if slot == "raised":
                told = self._reported(i, cue, next(iter(subjects(tree, i, self.cues.grammar)), None), tokens, None)
                plain = next((s.affirmed for s in self.cues.signatures.get(("verb", tree.lemma[i]), ()) if s.rest is None), ())
                yield replace(told, effects=cue.effects or plain)  # "is predicted to attack"
                return
            if (slot in PHRASES or cue.attitude) and (speaker is None or (cue.attitude and slot != "clause" and not self._speaks(speaker))):
                continue
            addressee = next((k for k in tree.under(i, "dobj", "dative") if k not in tokens), None) if slot != "object" else None
            if addressee is not None and not (tree.is_noun(addressee) or tree.tag[addressee] == "PRP"):
                addressee = tree.first(addressee, "pobj")
            yield self._reported(i, cue, speaker, self.contents.own(i, tokens), addressee)
            return

    def _speaker(self, i: int, tokens: Sequence[int]) -> int | None:
        """The subject of a cue. "It" speaks, but not in "it is said", "it seems"."""
        tree = self.tree
        found = (s for s in subjects(tree, i, self.cues.grammar) if s not in tokens)
        speaker = next((s for s in found if tree.lemma[s] not in IMPERSONAL or not is_passive(tree, i)), None)
        if speaker is None and not self._impersonal(i):
            speaker = next((s for s in tree.under(i, "nsubj") if tree.tag[s] not in RELATIVE), None)
        if speaker is None and i and not any(c.isalnum() for c in tree.word[i - 1]):  # "…", shouted a guard
            speaker = next((s for s in tree.under(i, "dobj", "attr") if s > i and s not in tokens), None)
        return speaker

    def _impersonal(self, i: int) -> bool:
        return any(self.tree.lemma[k] in IMPERSONAL for k in self.tree.under(i, "nsubj", "nsubjpass", "expl"))

    def _speaks(self, token: int) -> bool:
        """Whether a noun can be somebody who says something: a party, a name, what belongs to one, a paper, a pronoun."""
        tree, grammar = self.tree, self.cues.grammar
        if token in self.named or tree.tag[token].startswith(("PRP", "WP")) or tree.is_proper(token):
            return True
        return (
            self.contents.source(token)
            or any(k in self.named for k in tree.under(token, "compound", "poss", "nmod"))
            or grammar.has("witness", tree.lemma[token])
        )

    def _noun(self, i: int) -> Iterator[Reported]:
        tree = self.tree
        for cue in self._cues("noun", i):
            clause = next(
                (k for k in tree.under(i, "acl", "ccomp", "relcl") if any(tree.lemma[x] == "that" and tree.dep[x] == "mark" for x in tree.kids[k])), None
            )
            if clause is None and "to" in cue.takes:
                clause = next((k for k in tree.under(i, "acl") if any(tree.tag[x] == "TO" for x in tree.kids[k])), None)
            tokens: Sequence[int] | None = tree.subtree(clause) if clause is not None else None
            if tokens is None and (found := self.contents.of_preposition(i, cue)) is not None:
                tokens = found[0]
            if tokens is None:
                continue
            slots, _ = noun_slots(tree, i, self.cues.grammar)
            speakers = [t for s in ("possessive", "by", "subject", "from", "adjective") for t in slots.get(s, ()) if t not in tokens and self._speaks(t)]
            speakers += [k for k in tree.under(i, "nsubj", "compound") if self._speaks(k)]  # "Trump claims that", the verb read as a noun
            unsaid = cue.stance == "distancing" and not cue.attitude and not cue.effects  # "reports of an attack": somebody's
            if ((clause is None and not unsaid) or cue.attitude) and not speakers:
                continue
            told = self._reported(i, cue, speakers[0] if speakers else None, tokens, None)
            yield replace(told, stance="denying", effects=("negate",)) if self._falsehood(i) else told
            return

    def _falsehood(self, i: int) -> bool:
        """Whether a charge is said to be none: "the claim that it had fired was a lie"."""
        tree = self.tree
        if tree.dep[i] not in ("nsubj", "csubj"):
            return False
        return any(self.cues.grammar.has("falsehood", tree.lemma[k]) for k in tree.under(tree.head[i], "attr", "acomp", "oprd"))

    def _adjective(self, i: int) -> Iterator[Reported]:
        """ "is confident that", also where the parser takes the adjective for a passive ("is convinced that")."""
        tree = self.tree
        for cue in self.cues.says.get(("adjective", tree.low[i] if tree.is_verb(i) else tree.lemma[i]), ()):
            clause = next((k for k in tree.under(i, "ccomp", "xcomp") if tree.under(k, "aux", "mark", "nsubj")), None)
            tokens: Sequence[int] | None = tree.subtree(clause) if clause is not None else None
            if tokens is None and (found := self.contents.of_preposition(i, cue)) is not None:
                tokens = found[0]
            if tokens is None or not (tree.is_verb(i) or tree.dep[i] in ("acomp", "oprd", "conj", "ROOT")):
                continue
            subject = tree.under(i, "nsubjpass") if tree.is_verb(i) else subjects(tree, tree.head[i], self.cues.grammar)
            speaker = next((s for s in subject if self._speaks(s)), None)
            if speaker is not None:
                yield self._reported(i, cue, speaker, tokens, None)
            return

    def _according(self, i: int) -> Iterator[Reported]:
        """ "according to X": the clause it hangs on is what X says."""
        tree = self.tree
        to = i if tree.low[i] == "per" else next((k for k in tree.kids[i] if tree.lemma[k] == "to"), None)
        obj = tree.first(to, "pobj") if to is not None else None
        if to == i and (obj is None or not self._speaks(obj)):
            return  # "per cent", "per week"
        if obj is None or tree.head[i] == i:
            return
        cue = self.cues.says[("preposition", "according")][0]
        top = self._clause(next((t for t in tree.up(i) if tree.is_verb(t) or tree.head[t] == t), tree.head[i]), i)
        tokens = [t for t in tree.subtree(top, {i}) if t not in tree.subtree(i)]
        yield self._reported(i, cue, obj, tokens, None)

    def _clause(self, top: int, i: int) -> int:
        """The whole clause that "according to" stands at the end or the beginning of."""
        tree = self.tree
        last = max(tree.subtree(i)) >= len(tree) - 2
        first = tree.subtree(i)[0] == 0
        while (
            (first or last)
            and tree.head[top] != top
            and tree.dep[top] in ("ccomp", "xcomp", "conj", "advcl", "relcl", "acl", "pcomp", "prep", "pobj", "attr", "dobj")
        ):
            if tree.dep[top] == "conj" and tree.under(top, "nsubj", "nsubjpass") and last:
                break
            top = tree.head[top]
        return top

    def _cited(self, i: int) -> Iterator[Reported]:
        """ "X reported A, citing Y": Y is the source of A, behind X."""
        tree = self.tree
        obj = tree.first(i, "dobj")
        if tree.tag[i] != "VBG" or not self.cues.grammar.has("cites", tree.lemma[i]) or obj is None or not (tree.is_noun(obj) or tree.tag[obj] == "CD"):
            return
        top = next((v for v in tree.up(i) if tree.is_verb(v)), None)
        cue = next((c for c in self._cues("verb", top) if not c.attitude), None) if top is not None else None
        found = self.contents.of_verb(top, cue) if top is not None and cue is not None else None
        if found is not None and not any(t in found[0] for t in (i, obj)):
            by = self.cues.says[("preposition", "according")][0]
            yield replace(self._reported(i, by, obj, found[0], None), rule="statements#cited")

    def _last(self) -> Reported | None:
        """A cue set off by a comma, however it is parsed: "A, the ministry said on Monday", "A, said the ministry", "A, police said, a day before …"."""
        tree = self.tree
        for i in range(len(tree) - 1, 2, -1):
            cue = next((c for c in self._cues("verb", i) if "quote" in c.takes and not c.attitude), None) if tree.tag[i] in FINITE else None
            if cue is None:
                continue
            follows = any(k > i and not {",", ";"} & set(tree.word[i + 1 : k]) for k in tree.under(i, "dobj", "ccomp"))
            if not follows or tree.lemma[i] == "tell":
                found = self._set_off(i, cue)
                if found is not None:
                    return found
        return None

    def _set_off(self, i: int, cue: SayCue) -> Reported | None:
        tree = self.tree
        inverted = tree.word[i - 1] == ","
        comma = i - 1 if inverted else next((k for k in range(i - 1, max(1, i - LAST), -1) if tree.word[k] == ","), None)
        if comma is None or comma < 2:
            return None
        end = next((k for k in range(i + 1, len(tree)) if tree.word[k] in (",", ";")), len(tree) - 1)
        named = range(i + 1, end + 1) if inverted else range(comma + 1, i)
        plain = end - i < LAST and not any(tree.is_verb(k) or tree.word[k] in (":", ";", "that") for k in range(comma + 1, end) if k != i)
        joined = tree.low[comma + 1] in ("and", "but", "or", "while", "as", "who", "which") or tree.tag[comma + 1] in RELATIVE
        nouns = [k for k in named if (tree.is_noun(k) or tree.tag[k] == "PRP") and tree.dep[k] not in ("npadvmod", "pobj", "dative")]
        if not plain or joined or not nouns:
            return None
        first = tree.low[0]
        clause = not (self.cues.grammar.has("temporal", first) or self.cues.grammar.has("conditional", first)) and tree.tag[0] not in ("IN", "CC", "VBN")
        before = list(range(comma)) if clause and any(tree.tag[k] in FINITE for k in range(comma)) else []
        behind = list(range(end + 1, len(tree))) if not before and end < len(tree) - 1 and any(tree.tag[k] in FINITE for k in range(end + 1, len(tree))) else []
        if before and end < len(tree) - 2 and self.cues.grammar.has("resumes", tree.low[end + 1]):
            behind = list(range(end + 1, len(tree)))
        if not before and not (behind and comma <= 4):
            return None
        own = [k for k in nouns if tree.head[k] == i and tree.dep[k] == "nsubj"]
        tops = [k for k in nouns if tree.head[k] not in named] or nouns
        return self._reported(i, cue, (own or (tops[:1] if inverted else tops[-1:]))[0], self.contents.own(i, [*(before or range(comma)), *behind]), None)

    def _heading(self) -> Iterator[Reported]:
        """A headline's or a transcript's "Minister: we will not yield": who speaks, a colon, the words. A place before a colon is a topic, not a speaker."""
        tree = self.tree
        colon = next((k for k in range(min(HEADING, len(tree))) if tree.word[k] == ":"), None)
        if not colon or colon + 3 >= len(tree) or any(tree.is_verb(k) or tree.word[k] in ",;" for k in range(colon)):
            return
        speaker = next((k for k in reversed(range(colon)) if tree.is_noun(k)), None)
        quoted = tree.tag[colon + 1] == "``" or self.text[tree.start[colon + 1]] in "\"'‘“«"
        if speaker is None or not (quoted or speaker in self.people or self.contents.source(speaker)):
            return
        cue = self.cues.says[("preposition", "according")][0]
        found = self._reported(colon, cue, speaker, list(range(colon + 1, len(tree))), None)
        yield replace(found, rule="statements#heading")

    def _small(self, i: int) -> Iterator[Reported]:
        """Adverbs that put a clause on somebody's word: "reportedly"."""
        tree = self.tree
        for cue in self._cues("adverb", i):
            top = next((t for t in tree.up(i) if tree.is_verb(t)), tree.head[i])
            yield self._reported(i, cue, None, [t for t in tree.subtree(top) if t != i], None)
            return

    def _reported(self, i: int, cue: SayCue, speaker: int | None, tokens: Sequence[int], addressee: int | None) -> Reported:
        kind: StatementKind = "attitude" if cue.attitude else "indirect"
        source: SourceKind = "unnamed"
        spans = runs(self.tree, tokens, self.text)
        return Reported(
            sentence=self.tree.sentence,
            cue=i,
            cue_span=self.tree.span(i, i),
            speaker=speaker,
            speaker_sentence=self.tree.sentence,
            content=spans,
            kind=kind,
            stance=cue.stance,
            effects=cue.effects,
            factive=cue.factive,
            source_kind=source,
            rule=cue.rule,
            addressee=addressee,
        )


def runs(tree: Tree, tokens: Sequence[int], text: str) -> tuple[Span, ...]:
    """Tokens as spans, one for each unbroken run, without punctuation at the edges."""
    out: list[Span] = []
    start = last = None
    for t in [*sorted(tokens), None]:
        if t is not None and last is not None and t == last + 1:
            last = t
            continue
        if start is not None and last is not None:
            span = trim(Span(tree.start[start], tree.end[last]), text)
            if span.end > span.start and any(c.isalnum() for c in span.of(text)):
                out.append(span)
        start = last = t
    return tuple(out)


def trim(span: Span, text: str) -> Span:
    """The span without blanks, quotes and punctuation at its edges."""
    start, end = span
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end)
