"""What is known of an act on the way up from its trigger, and the statements that hold a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.model.claim import Basis, Condition, Cue, Polarity, Realis, Status, Value
from sayso.model.coding import Effect, Reported
from sayso.model.tree import Tree
from sayso.stages.near import STRETCH


@dataclass(slots=True)
class State:
    """What is known of an act so far, on the way up."""

    polarity: Polarity = "+"
    certainty: str = "CT"
    realis: Realis = "occurred"
    basis: Basis | None = None
    cues: list[Cue] = field(default_factory=list)
    condition: Condition | None = None
    background: bool = False

    def apply(self, effect: Effect) -> None:
        """One word's effect."""
        if effect == "negate":
            self.polarity = "-" if self.polarity == "+" else "+" if self.polarity == "-" else "u"
            self.basis = self.basis or ("fact" if self.polarity == "-" else None)
        elif effect == "unknown":
            self.certainty = "U"
        elif effect == "hypothetical":
            self.realis, self.certainty = self.realis if self.realis == "conditional" else "hypothetical", "U"
        elif effect == "future":
            if self.realis != "hypothetical":
                self.realis = "future"
        elif effect in ("possible", "probable"):
            self.certainty = "U" if self.certainty == "U" else "PS" if effect == "possible" or self.certainty == "PS" else "PR"
        elif effect in ("attempted", "foiled", "ongoing", "habitual"):
            self.realis = effect if self.realis in ("occurred", "ongoing", "attempted") else self.realis
        elif effect in ("intention", "commitment"):
            self.basis = effect
            if effect == "intention":
                self.certainty = "U"

    def value(self) -> Value:
        """The FactBank value: the future and the unreal are Uu, negated or not, except for a commitment not to."""
        if self.certainty == "U" or self.polarity == "u":
            return "Uu"
        if self.realis in ("future", "conditional", "hypothetical") and self.polarity == "+":
            return "Uu"
        values: dict[tuple[str, str], Value] = {
            ("CT", "+"): "CT+",
            ("PR", "+"): "PR+",
            ("PS", "+"): "PS+",
            ("CT", "-"): "CT-",
            ("PR", "-"): "PR-",
            ("PS", "-"): "PS-",
        }
        return values[self.certainty, self.polarity]


def status_of(polarity: Polarity, realis: Realis, background: bool, certainty: Value) -> Status:
    """The derived status, by precedence: negated, hypothetical, conditional, future, foiled, habitual, historical, ongoing, actual."""
    if polarity == "-":
        return "negated"
    for name in ("hypothetical", "conditional", "future", "foiled", "habitual"):
        if realis == name:
            return name
    if certainty == "PS+" and realis == "occurred":
        return "hypothetical"
    if background:
        return "historical"
    return "ongoing" if realis == "ongoing" else "actual"


class Held:
    """The statements of a report by what they hold, so that none is asked that lies elsewhere."""

    def __init__(self, reported: Sequence[Reported]) -> None:
        self.near: dict[int, list[Reported]] = {}
        for r in reported:
            for n in sorted({n for s in r.content for n in range(s.start // STRETCH, (s.end - 1) // STRETCH + 1)}):
                self.near.setdefault(n, []).append(r)

    def around(self, sentence: int, tree: Tree, token: int) -> list[Reported]:
        """The statements whose content holds a token of a sentence, innermost (shortest) first."""
        at = tree.start[token]
        near = self.near.get(at // STRETCH)
        if near is None:
            return []
        found = [r for r in near if _holds(r, at) and not (r.cue == token and r.sentence == sentence)]
        if not found:
            return found
        denied = {(r.sentence, k) for r in found if r.stance == "denying" and r.cue is not None and r.sentence == sentence for k in tree.kids[r.cue]}
        found = [r for r in found if r.cue is None or (r.sentence, r.cue) not in denied]  # "dismissed reports that": on the word of the denier
        return sorted(found, key=lambda r: (sum(e - s for s, e in r.content), r.content, r.rule != "statements#cited"))


def _holds(r: Reported, at: int) -> bool:
    return any(start <= at < end for start, end in r.content)
