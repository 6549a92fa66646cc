"""The token that allows writing, and what is signed with it in mind: sessions, form tokens, tickets for the browser we open."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from sayso.errors import SettingsError

LEAST = 16
"""Characters of a token a user gives."""
MOST = 512
HOURS = 12
SESSION = HOURS * 3600
"""Seconds a session lasts."""
TICKET = 120
"""Seconds a ticket is good for; it is taken once."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`token`: what a person or program shows to write. `secret`: signs sessions, made at each start, so that a restart ends them all.

    Neither is printed with the object. All comparisons take the same time whatever is wrong."""

    token: str = field(repr=False)
    secret: bytes = field(repr=False)

    def token_right(self, given: str) -> bool:
        """Whether this is the token."""
        return _same(given, self.token)

    def session(self, now: float) -> str:
        """A new session, good for twelve hours from `now` (seconds since 1970)."""
        return self._signed("session", int(now) + SESSION)

    def session_right(self, value: str, now: float) -> bool:
        """Whether we made this session and it has not ended."""
        return self._right("session", value, now)

    def ticket(self, now: float) -> str:
        """What stands in the address a browser is opened with, instead of the token: others on the machine can see a program's arguments."""
        return self._signed("ticket", int(now) + TICKET)

    def ticket_right(self, value: str, now: float) -> bool:
        """Whether we made this ticket and it is not too old. That it is taken once is the guard's to see to."""
        return self._right("ticket", value, now)

    def form_token(self, session: str) -> str:
        """What a form of this session carries, so that no other site can send one; "" without a session."""
        return self._mac("form", session) if session else ""

    def form_right(self, session: str, value: str) -> bool:
        """Whether a form of this session carries the right value."""
        return bool(session) and _same(value, self.form_token(session))

    def _signed(self, kind: str, until: int) -> str:
        said = f"{until}.{secrets.token_urlsafe(12)}"
        return f"{said}.{self._mac(kind, said)}"

    def _right(self, kind: str, value: str, now: float) -> bool:
        said, _, mac = value.rpartition(".")
        if not _same(mac, self._mac(kind, said)):
            return False
        return now < int(said.partition(".")[0])

    def _mac(self, kind: str, value: str) -> str:
        return hmac.new(self.secret, f"{kind}:{value}".encode("utf-8", "surrogatepass"), sha256).hexdigest()


def make_keys(token: str | None = None) -> Keys:
    """Keys for one run of the server, with the user's token or a random one. Raises SettingsError where the given one is unfit."""
    if token is None:
        return Keys(secrets.token_urlsafe(24), secrets.token_bytes(32))
    if not LEAST <= len(token) <= MOST:
        raise SettingsError(f"the token has {len(token)} characters", f"give one of {LEAST} to {MOST} with --token or SAYSO_TOKEN, or none and one is made")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise SettingsError("the token holds a blank, or a character that is not plain ASCII", "give one of letters, digits and signs")
    return Keys(token, secrets.token_bytes(32))


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))


__all__ = ["HOURS", "LEAST", "SESSION", "Keys", "make_keys"]
