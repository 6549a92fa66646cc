"""How far two words of a tree are from each other, found without walking the tree for every pair of them."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model.tree import Tree

FAR = 99
"""Steps between words of two trees."""
CLAUSE = 3
"""What entering a clause of its own costs, in steps."""
_BEGINS = frozenset({"ccomp", "advcl", "relcl"})
_ENDS = frozenset({"ccomp", "advcl", "relcl", "acl"})


class Paths:
    """The distances in one tree: made in one pass over it, each is then told in a few steps (by its heavy paths: Harel and Tarjan 1984)."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        size, head, kids = len(tree), tree.head, tree.kids
        order = [i for i in range(size) if head[i] == i]
        for i in order:  # grows as it is read
            order.extend(kids[i])
        below = [1] * size
        for i in reversed(order):
            if head[i] != i:
                below[head[i]] += below[i]
        self.up, self.down, self._top, self._deep = [0] * size, [0] * size, list(range(size)), [0] * size
        heavy = [max(k, key=lambda c: below[c]) if k else -1 for k in kids]
        for i in order:
            h = head[i]
            if h == i:
                continue
            dep = tree.dep[i]
            self.up[i] = self.up[h] + (CLAUSE if dep in _BEGINS else 1)
            self.down[i] = self.down[h] + (CLAUSE if dep in _ENDS else 1)
            self._deep[i] = self._deep[h] + 1
            if heavy[h] == i:
                self._top[i] = self._top[h]

    def meet(self, a: int, b: int) -> int | None:
        """The lowest token that two tokens hang below or are; None where they hang below different roots."""
        top, deep, head = self._top, self._deep, self.tree.head
        while top[a] != top[b]:
            if deep[top[a]] < deep[top[b]]:
                a, b = b, a
            if head[top[a]] == top[a]:
                return None
            a = head[top[a]]
        return a if deep[a] < deep[b] else b

    def steps(self, a: int, b: int) -> int:
        """Steps up from a and down to b, where entering another clause of its own costs CLAUSE; FAR where there is no way."""
        t = self.meet(a, b)
        return FAR if t is None else self.up[a] - self.up[t] + self.down[b] - self.down[t]

    def nearest(self, to: int, some: Iterable[int]) -> int:
        """Of some tokens the one with the fewest steps to another, the first of them among equals."""
        return min(some, key=lambda a: (self.steps(a, to), a))
