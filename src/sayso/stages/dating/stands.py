"""Whether what looks like an expression of time is one: no age, no name, no count of people, no modal "May"."""

from __future__ import annotations

import re

from sayso.model.text import Span
from sayso.model.tree import Tree
from sayso.ontology.times import TimeWords
from sayso.stages.dating.expressions import Parts

BARE = frozenset({"month", "year", "years", "season"})


def stands(words: TimeWords, tree: Tree, text: str, gives: str, part: Parts, match: re.Match[str], span: Span) -> bool:
    """Whether a match in a sentence's text is a time. `span` is its place in the document."""
    if gives == "duration" and (words.ages.match(text, match.end()) or text[: match.start()].rstrip().endswith(("aged", "age"))):
        return False
    if "second" in (part.raw("unit"), part.raw("unit2")):  # "a second camp", "for a second time"
        return False
    if gives == "shift" and words.words["unit"].get((part.raw("unit") or "").rstrip("s")) == "0":
        return False
    if gives == "vague" and words.leads.match(text, match.end()):  # "shortly after Friday prayers"
        return False
    first = next((i for i in range(len(tree)) if tree.end[i] > span.start), 0)
    before = tree.low[first - 1] if first else ""
    last = next(i for i in range(first, len(tree)) if tree.end[i] >= span.end)
    if gives in ("weekday", "day") and (_named(tree, first, last) or (gives == "weekday" and _surname(tree, first))):
        return False
    if gives == "day" and before == "the" and last + 1 < len(tree) and tree.lemma[last + 1] in words.name_after:  # "the 23 March accords"
        return False
    if gives == "duration" and tree.dep[last] == "compound" and tree.tag[last] == "NN" and part.raw("count") is not None and part.count() == 1:
        return False  # "a night watchman"
    if gives == "set" and first == last and tree.is_noun(first) and part.raw("repeat"):  # "the Madrid daily"
        return False
    if gives == "feast":
        above = tree.head[last]
        if tree.dep[last] in ("compound", "nmod") and above > last and not tree.is_proper(above):  # "a Christmas truce"
            return True
        return before in words.before_feast or part.raw("piece", "year", "way") is not None or text[match.start() :].lower().startswith("the ")
    if gives not in BARE or part.raw("part", "way", "way2") is not None or (gives != "year" and part.raw("year") is not None):
        return True
    if gives == "season":
        return tree.is_noun(last) and (before in words.before or (before == "the" and first > 1 and tree.low[first - 2] in words.before))
    if gives == "month":
        return _is_month(words, tree, first, before, part)
    return _is_year(words, tree, first, last, before)


def _is_month(words: TimeWords, tree: Tree, first: int, before: str, part: Parts) -> bool:
    if tree.tag[first] == "MD" or (len(part.groups.get("month") or "") < 4 and (part.groups.get("month") or "") not in ("May",)):
        return False
    if before in words.before:
        return True
    above = tree.head[first]
    return tree.dep[first] in ("compound", "nmod", "npadvmod") and tree.is_noun(above) and not tree.is_proper(above) and above > first


def _is_year(words: TimeWords, tree: Tree, first: int, last: int, before: str) -> bool:
    """A bare year stands behind a preposition of time or before a singular noun ("the 2006 war")."""
    if tree.tag[last] != "CD" or (first and tree.tag[first - 1] == "CD"):
        return False
    after = last + 1
    if tree.head[last] > last and tree.lemma[tree.head[last]] in words.name_after:  # "the 2015 nuclear deal"
        return False
    counted = (
        after < len(tree)
        and (tree.tag[after] in ("NNS", "NNPS") or tree.tag[after].startswith("JJ"))
        and tree.head[last] != last
        and tree.dep[last] == "nummod"
    )
    if before == "," and first > 1 and tree.tag[first - 2] == "CD" and len(tree.word[first - 2]) == 4 and not counted:  # "in 1962, 1967 and 1986"
        return True
    if before in words.before:
        return not counted or tree.tag[after] in ("NNP", "NNPS") or before in ("in", "since", "until", "by")
    above = tree.head[last]
    if tree.dep[last] in ("nummod", "compound", "nmod", "npadvmod") and above > last:
        return not counted or (first > 0 and before in ("the", "'s", "’s", "its", "their", "his", "her"))
    return (first > 0 and tree.is_noun(first - 1) and tree.dep[last] in ("npadvmod",)) or before in ("(", "[")


def _named(tree: Tree, first: int, last: int) -> bool:
    """Whether a day is the first part of somebody's or something's name: "Sunday Okafor", "the 17 February Brigade"."""
    after = last + 1
    if after >= len(tree) or tree.start[after] != tree.end[last] + 1 or not tree.is_proper(after):
        return False
    return any(tree.dep[i] in ("compound", "nmod") and tree.head[i] >= after and tree.is_proper(tree.head[i]) for i in range(first, after))


def _surname(tree: Tree, i: int) -> bool:
    """Whether a weekday is the last part of a name: "Lt. Gen. Martin Monday"."""
    before = i - 1
    beside = before >= 0 and tree.is_proper(before) and tree.dep[before] == "compound" and tree.head[before] == i
    return beside and tree.dep[i] in ("nsubj", "nsubjpass", "dobj", "poss", "appos", "agent")
