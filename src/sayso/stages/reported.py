"""Statements in the grammar of one sentence: cue, speaker and content of verbs, nouns, adjectives and "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.coding import Reported
from sayso.model.statement import SourceKind, StatementKind
from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.cues import Cues, SayCue
from sayso.stages.grammar import subjects
from sayso.stages.slots import noun_slots

EDGE = frozenset(" \t\n,;:.–—-\"“”'‘’«»()")
IMPERSONAL = frozenset({"it", "there"})


class Finder:
    """Finds the statements of one tree. `named` holds the tokens that head a mention of a party."""

    def __init__(self, tree: Tree, cues: Cues, text: str, named: frozenset[int]) -> None:
        self.tree, self.cues, self.text, self.named = tree, cues, text, named

    def find(self) -> Iterator[Reported]:
        """All statements of the sentence, by cue."""
        tree = self.tree
        for i in range(len(tree)):
            if tree.is_verb(i) and tree.dep[i] not in ("aux", "auxpass", "amod"):
                yield from self._verb(i)
            elif tree.is_noun(i) and tree.dep[i] not in ("compound", "nmod"):
                yield from self._noun(i)
            elif tree.tag[i].startswith("JJ"):
                yield from self._adjective(i)
            elif tree.tag[i] in ("VBG", "IN", "RB"):
                yield from self._small(i)
            if tree.lemma[i] == "accord" or tree.word[i].lower() == "according":
                yield from self._according(i)

    def _cues(self, pos: str, i: int) -> Iterator[SayCue]:
        tree = self.tree
        for cue in self.cues.says.get((pos, tree.lemma[i]), ()):
            if cue.rest is None or any(tree.word[k].lower() == cue.rest for k in tree.kids[i]):
                yield cue

    def _verb(self, i: int) -> Iterator[Reported]:
        tree = self.tree
        for cue in self._cues("verb", i):
            content = self._content_of_verb(i, cue)
            if content is None:
                continue
            tokens, slot = content
            speakers = subjects(tree, i, self.cues.grammar)
            speaker = next((s for s in speakers if s not in tokens and tree.lemma[s] not in IMPERSONAL), None)
            if slot in ("object", "of", "about", "for") and (speaker is None or not self._speaks(speaker)):
                continue
            if speaker is None and tree.under(i, "nsubj") and slot != "to" and not self._impersonal(i):
                speaker = next(iter(tree.under(i, "nsubj")), None)
            addressee = next((k for k in tree.under(i, "dobj", "dative") if k not in tokens), None) if slot != "object" else None
            if addressee is not None and not (tree.is_noun(addressee) or tree.tag[addressee] == "PRP"):
                addressee = tree.first(addressee, "pobj")
            yield self._reported(i, cue, speaker, tokens, addressee)
            return

    def _impersonal(self, i: int) -> bool:
        return any(self.tree.lemma[k] in IMPERSONAL for k in self.tree.under(i, "nsubj", "nsubjpass", "expl"))

    def _speaks(self, token: int) -> bool:
        return token in self.named or self.tree.tag[token] in ("PRP", "WP")

    def _content_of_verb(self, i: int, cue: SayCue) -> tuple[list[int], str] | None:
        tree = self.tree
        if "clause" in cue.takes or "quote" in cue.takes:
            for k in tree.under(i, "ccomp"):
                return tree.subtree(k, {i}), "clause"
            if tree.dep[i] in ("parataxis", "ccomp") and tree.under(i, "nsubj") and tree.head[i] != i and not tree.under(i, "mark", "dobj"):
                h = tree.head[i]
                if tree.dep[i] == "parataxis" or (i > h and any(tree.word[k] in (",", "”", '"', "''") for k in tree.kids[h] if h < k < i)):
                    return tree.subtree(h, {i}), "clause"
            for k in tree.under(i, "advcl", "dep", "xcomp"):  # the parser takes some that-clauses for adverbial ones
                if any(tree.lemma[x] == "that" for x in tree.under(k, "mark")):
                    return tree.subtree(k), "clause"
            for k in tree.under(i, "xcomp"):
                if "clause" in cue.takes and (tree.under(k, "nsubj") or tree.tag[k] == "VBG") and not any(tree.tag[x] == "TO" for x in tree.kids[k]):
                    return tree.subtree(k), "clause"
        if "to" in cue.takes:
            for k in tree.under(i, "xcomp"):
                if any(tree.tag[x] == "TO" for x in tree.kids[k]):
                    return tree.subtree(k), "to"
        if "object" in cue.takes and (obj := tree.first(i, "dobj")) is not None and len(tree.subtree(obj)) > 1 and not tree.under(i, "ccomp"):
            return tree.subtree(obj), "object"
        return self._content_of_preposition(i, cue)

    def _content_of_preposition(self, i: int, cue: SayCue) -> tuple[list[int], str] | None:
        below = [p for o in self.tree.under(i, "dobj") if self.tree.is_proper(o) for p in self.tree.under(o, "prep")]  # "reminded the United States of …"
        for p in (*self.tree.under(i, "prep"), *below):
            name = self.tree.lemma[p]
            if name in cue.takes and (obj := self.tree.first(p, "pobj", "pcomp")) is not None:
                return self.tree.subtree(obj), name
        return None

    def _noun(self, i: int) -> Iterator[Reported]:
        tree = self.tree
        for cue in self._cues("noun", i):
            clause = next(
                (k for k in tree.under(i, "acl", "ccomp", "relcl") if any(tree.lemma[x] == "that" and tree.dep[x] == "mark" for x in tree.kids[k])), None
            )
            if clause is None and "to" in cue.takes:
                clause = next((k for k in tree.under(i, "acl") if any(tree.tag[x] == "TO" for x in tree.kids[k])), None)
            tokens = tree.subtree(clause) if clause is not None else None
            if tokens is None and (found := self._content_of_preposition(i, cue)) is not None:
                tokens = found[0]
            if tokens is None:
                continue
            slots, _ = noun_slots(tree, i, self.cues.grammar)
            speakers = [t for s in ("possessive", "by", "subject", "from", "adjective") for t in slots.get(s, ()) if t not in tokens and self._speaks(t)]
            if clause is None and not speakers:
                continue
            yield self._reported(i, cue, speakers[0] if speakers else None, tokens, None)
            return

    def _adjective(self, i: int) -> Iterator[Reported]:
        tree = self.tree
        for cue in self._cues("adjective", i):
            clause = next((k for k in tree.under(i, "ccomp", "xcomp") if tree.under(k, "aux", "mark", "nsubj")), None)
            tokens = tree.subtree(clause) if clause is not None else None
            if tokens is None and (found := self._content_of_preposition(i, cue)) is not None:
                tokens = found[0]
            if tokens is None or tree.dep[i] not in ("acomp", "oprd", "conj", "ROOT"):
                continue
            speaker = next((s for s in subjects(tree, tree.head[i], self.cues.grammar) if self._speaks(s)), None)
            if speaker is not None:
                yield self._reported(i, cue, speaker, tokens, None)
            return

    def _according(self, i: int) -> Iterator[Reported]:
        """ "according to X": the clause it hangs on is what X says."""
        tree = self.tree
        to = next((k for k in tree.kids[i] if tree.lemma[k] == "to"), None)
        obj = tree.first(to, "pobj") if to is not None else None
        if obj is None or tree.head[i] == i:
            return
        cue = self.cues.says[("preposition", "according")][0]
        top = next((t for t in tree.up(i) if tree.is_verb(t) or tree.head[t] == t), tree.head[i])
        tokens = [t for t in tree.subtree(top, {i}) if t not in tree.subtree(i)]
        yield self._reported(i, cue, obj, tokens, None)

    def _small(self, i: int) -> Iterator[Reported]:
        """Adverbs that put a clause on somebody's word: "reportedly"."""
        tree = self.tree
        for cue in self._cues("adverb", i):
            top = next((t for t in tree.up(i) if tree.is_verb(t)), tree.head[i])
            yield self._reported(i, cue, None, [t for t in tree.subtree(top) if t != i], None)
            return

    def _reported(self, i: int, cue: SayCue, speaker: int | None, tokens: list[int], addressee: int | None) -> Reported:
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


def runs(tree: Tree, tokens: list[int], text: str) -> tuple[Span, ...]:
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
