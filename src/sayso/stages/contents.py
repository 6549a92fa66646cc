"""Where what is said stands: the clause, infinitive, object or phrase that a verb of saying takes, and what the parser hung elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.tree import Tree
from sayso.ontology.cues import Cues, SayCue
from sayso.stages.grammar import RELATIVE, infinitive, is_passive, sister, subjects

ASIDE = frozenset({"advcl", "acl", "relcl", "prep"})
"""How what is no part of what is said hangs on it."""
PHRASES = frozenset({"object", "predicate", "of", "about", "for", "to"})
"""Contents that are no clause of their own: only a party's words count."""
Found = tuple[Sequence[int], str]
"""The tokens of a content and the place it stands in."""


class Contents:
    """Finds the contents of the cues of one tree."""

    def __init__(self, tree: Tree, cues: Cues) -> None:
        self.tree, self.cues = tree, cues

    def of_verb(self, i: int, cue: SayCue) -> Found | None:
        """What the verb at `i` reports; None where nothing stands in the places its cue takes."""
        found: Found | None = None
        if cue.takes & {"clause", "quote"}:
            found = self._clause(i, "clause" in cue.takes)
        if found is None and cue.takes & {"clause", "to"} and ("probable" in cue.effects or not self._controls(i)):
            found = self._raised(i)
        if found is None and "to" in cue.takes:
            found = self._infinitive(i)
        if found is None and "predicate" in cue.takes:
            found = self._predicate(i)
        if found is None:
            found = self._object(i, cue)
        return found or self.of_preposition(i, cue)

    def _controls(self, i: int) -> bool:
        return self.cues.grammar.has("object_control", self.tree.lemma[i])

    def _clause(self, i: int, plain: bool) -> Found | None:
        """A clause below the cue, or the one the cue is put into; `plain`: also one without "that"."""
        tree = self.tree
        clauses = [k for k in tree.under(i, "ccomp") if k > i or ":" not in tree.word[k:i]]
        behind = [
            k
            for k in clauses
            if k > i and (not {",", ";"} & set(tree.word[i + 1 : tree.subtree(k)[0]]) or any(tree.lemma[x] == "that" for x in tree.under(k, "mark")))
        ]
        for k in (*behind, *clauses):
            return tree.subtree(k, {i}), "clause"
        if (h := self._inserted(i)) is not None:
            return sorted([*tree.subtree(h, {i}), *self._resumed(i, h)]), "clause"
        as_ = any(tree.low[k] == "as" for k in tree.under(i, "mark", "advmod"))
        if as_ and tree.dep[i] == "advcl" and not tree.under(i, "ccomp", "dobj", "xcomp"):
            return tree.subtree(tree.head[i], {i}), "clause"  # "as X pointed out, …"
        below = [k for a in tree.under(i, "agent") for o in tree.under(a, "pobj") for k in tree.under(o, "relcl", "acl")]  # "was told by X that …"
        for k in (*below, *tree.under(i, "advcl", "dep", "xcomp")):  # the parser takes some that-clauses for adverbial ones
            if any(tree.lemma[x] == "that" for x in tree.under(k, "mark")):
                return tree.subtree(k), "clause"
        for k in tree.subtree(i):  # "said hours later that …": hung on the adverb
            if (
                k > i
                and tree.dep[k] == "ccomp"
                and tree.head[k] in tree.under(i, "advmod", "npadvmod")
                and any(tree.lemma[x] == "that" for x in tree.under(k, "mark"))
            ):
                return tree.subtree(k), "clause"
        for k in tree.under(i, "xcomp"):
            gerund = tree.tag[k] == "VBG" or any(tree.tag[x] == "VBG" for x in tree.under(k, "aux"))
            if plain and (tree.under(k, "nsubj") or gerund) and not infinitive(tree, k):
                return tree.subtree(k), "clause"
        return None

    def _infinitive(self, i: int) -> Found | None:
        """ "to" and its verb, with verbs coordinated below a finite cue ("wants to grow X and create Y")."""
        tree = self.tree
        control = self._controls(i) and tree.under(i, "dobj", "dative", "prep")
        clause = next((k for k in tree.under(i, "xcomp", *(("ccomp", "advcl") if control else ())) if infinitive(tree, k)), None)
        if clause is None:
            return None
        more = [c for c in tree.under(i, "conj") if c > clause and tree.tag[c] == "VB" and tree.tag[i] != "VB" and not tree.under(c, "aux", "nsubj")]
        joints = [c for c in tree.under(i, "cc") if more and c > clause]
        whom = [k for k in tree.under(i, "dobj") if k < clause] if control else []
        return sorted({t for x in (*whom, clause, *joints, *more) for t in tree.subtree(x)}), "to"

    def _object(self, i: int, cue: SayCue) -> Found | None:
        """A noun phrase: any with a word beside its noun, with what it is praised or blamed for; for papers also what they show where."""
        tree = self.tree
        if is_passive(tree, i):
            subject = tree.first(i, "nsubjpass")
            whole = "object" in cue.takes and cue.stance == "denying" and subject is not None and len(tree.subtree(subject)) > 1
            return (tree.subtree(subject), "object") if whole and subject is not None else None
        obj = tree.first(i, "dobj")
        if obj is None:
            return None
        behind = [k for k in tree.under(i, "prep") if k > obj]
        if "at" in cue.takes and (at := next((k for k in behind if tree.lemma[k] == "at"), None)) is not None:
            return sorted({*tree.subtree(obj), *tree.subtree(at)}), "predicate"  # "put the toll at five"
        if "shown" in cue.takes and any(self.source(k) for k in subjects(tree, i, self.cues.grammar)):
            return sorted({*tree.subtree(obj), *(t for k in behind for t in tree.subtree(k))}), "object"
        if "object" in cue.takes and len(tree.subtree(obj)) > 1 and not tree.under(i, "ccomp"):
            return sorted(t for k in (obj, *(k for k in behind if tree.lemma[k] in ("for", "over"))) for t in tree.subtree(k)), "object"
        return None

    def _raised(self, i: int) -> Found | None:
        """ "X is said to have fled": X with its infinitive is what unnamed others say."""
        tree = self.tree
        subject, clause = tree.first(i, "nsubjpass"), next((k for k in tree.under(i, "xcomp") if infinitive(tree, k)), None)
        if subject is None or clause is None or tree.tag[subject] in RELATIVE or not is_passive(tree, i):
            return None
        return sorted({*tree.subtree(subject), *tree.subtree(clause)}), "raised"

    def _inserted(self, i: int) -> int | None:
        """The head of the clause a cue is put into or behind ("A, he said"); None where it is not."""
        tree, h = self.tree, self.tree.head[i]
        if tree.dep[i] not in ("parataxis", "ccomp") or h == i or not tree.under(i, "nsubj") or tree.under(i, "mark", "dobj"):
            return None
        if any(tree.word[k] == ":" for k in range(h + 1, i)):
            return None
        marked = i > h and any(tree.word[k] in (",", "”", '"', "''") for k in tree.kids[h] if h < k < i)
        return h if tree.dep[i] == "parataxis" or marked else None

    def _resumed(self, i: int, h: int) -> list[int]:
        """What goes on behind a cue in the middle and was hung on the cue: "A, experts say, including B"."""
        tree = self.tree
        if i < h:
            return []
        comma = next((k for k in tree.kids[i] if k > i and tree.word[k] == ","), None)
        if comma is None or comma + 1 >= len(tree) or not self.cues.grammar.has("resumes", tree.low[comma + 1]):
            return []
        return [k for k in tree.subtree(i) if k > comma]

    def _predicate(self, i: int) -> Found | None:
        """What somebody is called, with whom: "called the raid a crime", "described him as unfit"."""
        tree = self.tree
        obj = tree.first(i, "dobj")
        as_ = next(
            (k for k in tree.under(i, "prep", "advcl") if tree.lemma[k] == "as" or any(tree.lemma[x] == "as" for x in tree.under(k, "advmod", "mark"))), None
        )
        what = tree.first(i, "oprd", "ccomp", "xcomp", "attr") if as_ is None else as_
        if what is None or (obj is None and not tree.under(what, "nsubj")) or infinitive(tree, what) or is_passive(tree, i):
            return None
        if obj is not None and tree.tag[obj] in RELATIVE:
            obj = None
        return sorted({*(tree.subtree(obj) if obj is not None else ()), *tree.subtree(what)}), "predicate"

    def of_preposition(self, i: int, cue: SayCue) -> Found | None:
        """What a preposition that the cue takes brings: "warned of", "called for"."""
        tree = self.tree
        below = [p for o in tree.under(i, "dobj") for p in tree.under(o, "prep") if tree.is_proper(o) or tree.under(p, "pcomp") or cue.takes & {"of", "for"}]
        for p in (*self.tree.under(i, "prep"), *below):
            name = self.tree.lemma[p]
            if name in cue.takes and (obj := self.tree.first(p, "pobj", "pcomp")) is not None:
                whom = [k for k in self.tree.under(i, "dobj") if k < p] if name == "of" and self.tree.tag[obj] == "VBG" else []
                return sorted({t for k in (*whom, *((p,) if whom else (obj,))) for t in self.tree.subtree(k)}), name
        return None

    def own(self, i: int, tokens: Sequence[int]) -> list[int]:
        """The content without what is the reporter's or another act of the speaker: "he would order a review and warned against …",
        "…, citing reports", "…, which left office in May", "…, a day after they met"."""
        tree, held = self.tree, set(tokens)
        drop: set[int] = set()
        for k in tokens:
            h = tree.head[k]
            if h not in held or h in drop:
                continue
            if k > i and self._aside(k):
                drop.update(tree.subtree(k))
            elif tree.dep[k] == "conj" and sister(tree, k) == i and ("verb", tree.lemma[k]) in self.cues.says:
                drop.update(tree.subtree(k), (x for x in tree.under(h, "cc") if x < k))
        return [k for k in tokens if k not in drop]

    def _aside(self, k: int) -> bool:
        """Whether a clause behind a comma is no part of what is said: the speaker's grounds, a relative clause of the reporter, a time of the main clause."""
        tree = self.tree
        if tree.dep[k] not in ASIDE:
            return False
        first = tree.subtree(k)[0]
        if first == 0 or tree.word[first - 1] != ",":
            return False
        if tree.dep[k] in ("advcl", "acl") and tree.tag[k] == "VBG":
            return bool(tree.kids[k]) and (("verb", tree.lemma[k]) in self.cues.says or self.cues.grammar.has("cites", tree.lemma[k]))
        if tree.dep[k] == "relcl":
            return tree.low[first] in ("which", "who", "whose")
        marks = tree.under(k, "mark", "advmod") if tree.is_verb(k) else (k,)
        timed = any(tree.low[m] in ("after", "before") and tree.under(m, "npadvmod") for m in marks)
        return tree.dep[k] in ("advcl", "prep") and (timed or any(self.cues.grammar.has("period", tree.lemma[x]) for x in tree.under(k, "npadvmod")))

    def source(self, token: int) -> bool:
        """Papers and media: what they show, they say."""
        return any(self.cues.grammar.has(name, self.tree.lemma[token]) for name in ("document", "media"))
