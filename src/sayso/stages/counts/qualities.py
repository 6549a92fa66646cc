"""Whether those counted are civilians, and whose nationals they are."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.model.coding import Mention
from sayso.model.tree import Tree
from sayso.ontology.figures import FigureWords
from sayso.stages.counts.counted import Counted
from sayso.stages.counts.things import looked_up
from sayso.stages.counts.verbs import Verbs

ARMED = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "SEP", "INS", "PRM"})
OWNERS = frozenset({"state", "organ", "force"})


class Qualities:
    """Reads them off the words for those counted, in one sentence."""

    def __init__(self, tree: Tree, words: FigureWords, mentions: Mapping[int, Mention], verbs: Verbs) -> None:
        self.tree, self.words, self.mentions, self.verbs = tree, words, mentions, verbs

    def civilian(self, c: Counted, kind: str = "detained") -> bool | None:
        """True for civilians, False for soldiers, police and fighters, None where the words do not say."""
        tree, counted, noun = self.tree, self.words.counted, c.noun
        if noun is None or c.thing not in ("people", "unknown"):
            return None
        key = looked_up(tree, noun, counted.people)
        side = counted.people[key] if key is not None else None
        before = [k for k in range(max(c.first, 0), noun) if tree.word[k] != "-"]
        lemmas = {tree.lemma[k] for k in before} | {tree.low[k] for k in before}
        if lemmas & counted.former and side is False:
            return None
        if kind == "detained" and lemmas & counted.suspected and key in counted.crimes:
            return None
        if side is None and key in counted.aligned and not lemmas & {"armed"}:
            return None
        if lemmas & {"civilian"}:
            return True
        if lemmas & counted.armed_before and (side is None or lemmas & counted.armed_always):
            return False
        if side is None and any(is_armed(self.mentions.get(k)) for k in before):
            return False
        if side is None and key is not None and lemmas & counted.civilian_before:
            return True
        if side is None and is_armed(self.mentions.get(noun)) and (key in counted.open_ended or key is None):
            return False
        if side is None and any(is_armed(self.mentions.get(k)) or tree.lemma[k] in counted.armed_always for k in range(noun + 1, c.last + 1)):
            return False
        if side is None and ((key is None and c.number.strong is not None) or self._his_men(c)):
            return False
        return side

    def _his_men(self, c: Counted) -> bool:
        """ "two of his men" are a commander's; "lost two people" says it of an armed body's own."""
        tree, noun = self.tree, c.noun
        if noun is None:
            return False
        if tree.tag[noun] == "NNS" and tree.lemma[noun] in self.words.counted.men and any(tree.tag[k] == "PRP$" for k in tree.under(noun, "poss")):
            return True
        verb = tree.head[c.anchor]
        lost = tree.dep[c.anchor] == "dobj" and tree.lemma[verb] in self.words.happened.loses
        agent = self.verbs.agent(verb) if lost else None
        return agent is not None and is_armed(self.mentions.get(agent))

    def country(self, c: Counted, kind: str) -> str | None:
        """The nationality of those counted: an adjective, a possessor, their own name, the state that sends them."""
        tree, noun = self.tree, c.noun
        if noun is not None:
            for k in range(max(c.first, 0), noun + 1):
                if (code := self._national(k)) is not None and (k == noun or tree.dep[k] != "conj"):
                    return code
            for k in tree.kids[noun]:
                if tree.dep[k] == "poss" and (code := self._owner(k)) is not None:
                    return code
                if tree.dep[k] == "prep" and tree.lemma[k] in ("from", "of") and k > noun:
                    for o in tree.under(k, "pobj"):
                        if (code := self._owner(o) if tree.lemma[k] == "of" else self._national(o)) is not None:
                            return code
        agent = self._sender(c, kind)
        return self._owner(agent) if agent is not None else None

    def _sender(self, c: Counted, kind: str) -> int | None:
        """Who sends or loses them: "Peru's army moved 300 men", "Colombia's navy lost a sailor"."""
        tree = self.tree
        verb = tree.head[c.anchor]
        if tree.dep[c.anchor] != "dobj" or not tree.is_verb(verb):
            return None
        if (kind == "troops" and self.words.happened.object.get(tree.lemma[verb]) == "troops") or tree.lemma[verb] in self.words.happened.loses:
            return self.verbs.agent(verb)
        return None

    def _national(self, k: int) -> str | None:
        """The country a word names: an adjective, a name, or the name of a people."""
        mention = self.mentions.get(k)
        if mention is None or mention.party.country is None or "countries.csv" not in mention.rule:
            return None
        return mention.party.country if mention.party.kind in ("state", "people") and len(mention.party.country) == 3 else None

    def _owner(self, k: int) -> str | None:
        """The country of a state's body that owns or sends them."""
        mention = self.mentions.get(k)
        if mention is None or mention.party.country is None or mention.party.kind not in OWNERS:
            return None
        return mention.party.country if "country by" not in mention.rule and mention.party.country not in ("UNO", "IGO", "NGO", "IMG", "MNC") else None


def is_armed(mention: Mention | None) -> bool:
    """Whether a mention is of an armed body or one of its members."""
    return mention is not None and bool(set(mention.party.sectors[:1]) & ARMED)
