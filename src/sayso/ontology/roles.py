"""Role nouns: what "minister", "troops" or "villagers" say of a party."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sayso.model.statement import PartyKind
from sayso.ontology.strict import read_yaml_list

KINDS: dict[str, PartyKind] = {
    "person": "person",
    "people": "people",
    "organ": "organ",
    "force": "force",
    "equipment": "equipment",
    "group": "group",
    "place": "place",
    "igo": "igo",
}
KEYS = ("role", "kind", "sectors", "words", "plurals", "office", "label", "abroad")


@dataclass(frozen=True, slots=True)
class Role:
    """A role; `office` if a country has one holder at a time; `label` for partisan words, which carry no sector."""

    name: str
    kind: PartyKind
    sectors: tuple[str, ...]
    office: bool
    label: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles by word sequence, keyed by their last word (the head noun), longest first; `abroad` are the names of those who serve in other countries."""

    by_head: dict[str, tuple[tuple[tuple[str, ...], Role], ...]]
    abroad: frozenset[str]
    _before: dict[str, tuple[tuple[int, dict[tuple[str, ...], Role]], ...]] = field(init=False, compare=False, repr=False)
    """By head: how many words stand before it, the most first, and the role of each such sequence."""

    def __post_init__(self) -> None:
        found: dict[str, dict[int, dict[tuple[str, ...], Role]]] = {}
        for head, entries in self.by_head.items():
            for words, role in entries:
                found.setdefault(head, {}).setdefault(len(words) - 1, {}).setdefault(words[:-1], role)
        object.__setattr__(self, "_before", {head: tuple(sorted(sizes.items(), reverse=True, key=lambda s: s[0])) for head, sizes in found.items()})

    def of(self, head: str, before: tuple[str, ...]) -> tuple[Role, int] | None:
        """The role that `head` heads, given the lemmas before it, and how many words it takes; None if it is no role."""
        for size, roles in self._before.get(head, ()):
            role = roles.get(before[-size:] if size else ())
            if role is not None:
                return role, size + 1
        return None


def load_roles(path: Path) -> Roles:
    """The role table; a word in two entries is a DataError."""
    found: dict[tuple[str, ...], Role] = {}
    abroad: set[str] = set()
    for entry in read_yaml_list(path):
        entry.only(KEYS)
        kind = KINDS[entry.text("kind", allowed=KINDS)]
        role = Role(entry.text("role"), kind, entry.words("sectors"), entry.flag("office"), entry.flag("label"))
        if entry.flag("abroad"):
            abroad.add(role.name)
        for phrase in (*entry.words("words"), *entry.words("plurals")):
            words = tuple(phrase.lower().replace("-", " - ").replace("'s", " 's").split())
            if words in found and found[words] != role:
                raise entry.fail("words", f"{phrase!r} already stands under role {found[words].name!r}", "keep one of them")
            found[words] = role
    by_head: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for words, role in found.items():
        by_head.setdefault(words[-1], []).append((words, role))
    return Roles({k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in by_head.items()}, frozenset(abroad))
