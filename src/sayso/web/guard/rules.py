"""How strict the guard is."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.web.keys import Keys

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine that no other machine can be reached by."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: so many requests a second in the long run, `burst` at once."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class GuardRules:
    """What the guard lets through. Sizes in bytes, times in seconds.

    `hosts`: names the Host header may have, IPv6 in brackets, always with `port`. `any_address`: also any IP address as host, for a server on all
    addresses of a machine. `closed`: reading needs the token too. `body`, `path`, `query`: the longest ones. `at_once`: requests being answered.
    `seconds`: until an answer begins; `whole`: until it has ended; `body_seconds`: until a body has come. `addresses`: clients whose rates are remembered."""

    keys: Keys
    port: int
    hosts: tuple[str, ...] = LOOPBACK
    any_address: bool = False
    closed: bool = False
    reads: Rate = Rate(100, 300)
    writes: Rate = Rate(10, 30)
    body: int = 64 * 1024
    path: int = 1024
    query: int = 4096
    at_once: int = 64
    seconds: float = 20
    whole: float = 300
    body_seconds: float = 10
    addresses: int = 4096
