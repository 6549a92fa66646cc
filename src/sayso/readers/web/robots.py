"""What a robots.txt says of us."""

from __future__ import annotations

import re
from typing import Protocol

NAME = "sayso"
"""What robots.txt files call us."""
_AGENT = re.compile(r"\s*user[ -]?agent\s*:?\s*([^\s#]*)", re.IGNORECASE)


class Rules(Protocol):
    """What a robots.txt says."""

    def can_fetch(self, url: str, agent: str) -> bool: ...

    def crawl_delay(self, agent: str) -> float | None: ...


def parsed(body: bytes) -> Rules:
    """The rules for us and for all: a library keeps a copy of a group's rules for each agent the group names, and thousands may be named."""
    from protego import Protego

    lines, named = list[str](), set[str]()
    for line in body.decode("utf-8-sig", "replace").splitlines():
        agent = _AGENT.match(line)
        if agent is None:
            lines.append(line)
            if line.partition("#")[0].strip():
                named.clear()
            continue
        name = agent[1].lower()
        name = name if name == "*" else NAME if name.partition("/")[0] == NAME else "another"
        if name not in named:
            named.add(name)
            lines.append(f"User-agent: {name}")
    rules: Rules = Protego.parse("\n".join(lines))
    return rules
