"""Offices that one person holds at a time, and who holds one beside another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sayso.ontology.actors import Actor
from sayso.ontology.strict import Entry, read_yaml


@dataclass(frozen=True, slots=True)
class Overlap:
    """People who did hold one office at one time; `line` is its place in the file."""

    of: str
    role: str
    holders: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Single:
    """Roles of one holder; for some, the countries and bodies that have more; and overlaps that are right."""

    many: dict[str, frozenset[str]]
    overlaps: tuple[Overlap, ...]

    def one_holder(self, role: str, of: str) -> bool:
        """Whether only one person at a time can have this role in that country or body."""
        for name, many in self.many.items():
            if role == name or (name.endswith("*") and role.startswith(name[:-1])):
                return of not in many
        return False


def load_single(path: Path) -> Single:
    """The offices of one holder. Raises DataError for unknown keys, and where an exception has no reason."""
    file = read_yaml(path)
    file.only(("offices", "overlaps"))
    many: dict[str, frozenset[str]] = {}
    for entry in file.entries("offices"):
        entry.only(("role", "many"))
        role, rest = entry.text("role"), entry.entry("many")
        if role in many:
            raise entry.fail("role", f"{role!r} stands twice", "keep one of them")
        many[role] = frozenset(of for of in rest.values if rest.text(of)) if rest else frozenset()
    return Single(many, tuple(_overlap(entry) for entry in file.entries("overlaps")))


def _overlap(entry: Entry) -> Overlap:
    entry.only(("of", "role", "holders", "reason"))
    entry.text("reason")
    holders = entry.words("holders")
    if len(set(holders)) < 2:
        raise entry.fail("holders", "an overlap needs two people", "write holders: [one, two]")
    return Overlap(entry.text("of"), entry.text("role"), holders, entry.line)


def two_holders(rows: tuple[Actor, ...], single: Single, file: str) -> list[str]:
    """One line for two people in one office at one date, and one for an allowed overlap that is none."""
    out, used = [], set[tuple[Overlap, str]]()
    for a, b in _pairs(rows, single):
        known = [o for o in single.overlaps if (o.of, o.role) == (_of(a), a.role) and {a.name, b.name} <= {*o.holders}]
        used |= {(o, name) for o in known for name in (a.name, b.name)}
        if not known:
            out.append(
                f"actors/{a.rule}:{a.line}: {a.name} ({_term(a)}) and {b.name} ({_term(b)}, {b.rule}:{b.line}) are both {a.role} of {_of(a)}; "
                f"mend the dates, name the body of the office, give one another role, or add the overlap with its reason to {file}"
            )
    for o in single.overlaps:
        if idle := [h for h in o.holders if (o, h) not in used]:
            out.append(f"{file}:{o.line}: {' and '.join(idle)} overlap with no other {o.role} of {o.of} named here; mend the names or take the line out")
    return out


def _pairs(rows: tuple[Actor, ...], single: Single) -> Iterator[tuple[Actor, Actor]]:
    """Rows of two people that give them one office of one holder at one date, in the order of the tables."""
    held: dict[tuple[str, str], list[Actor]] = {}
    for row in rows:
        if row.role and single.one_holder(row.role, _of(row)):
            held.setdefault((_of(row), row.role), []).append(row)
    for terms in held.values():
        for a, b in combinations(terms, 2):
            if a.id != b.id and a.name != b.name and not _follows(a, b) and not _follows(b, a):
                yield a, b


def _of(actor: Actor) -> str:
    return actor.body or actor.country or ""


def _follows(first: Actor, second: Actor) -> bool:
    """Whether the second term began when the first had ended, as exactly as both dates tell."""
    size = min(len(first.end), len(second.start))
    return bool(size) and first.end[:size] <= second.start[:size]


def _term(actor: Actor) -> str:
    return f"{actor.start or '?'} to {actor.end or 'now'}" if actor.start or actor.end else "no dates"
