"""What can be seen to be wrong with a request at first sight."""

from __future__ import annotations

from sayso.web.guard.call import METHODS, Call
from sayso.web.guard.refusal import Refusal
from sayso.web.guard.rules import GuardRules


def shape_refusal(call: Call, rules: GuardRules) -> Refusal | None:
    """Refuses unknown methods, addresses that are too long or hold control characters, and bodies that say they are too long."""
    if call.method not in METHODS:
        return Refusal(405, "that method is not known here", f"use one of {', '.join(METHODS)}", (("allow", ", ".join(METHODS)),))
    if len(call.raw_path) > rules.path:
        return Refusal(414, f"the path is longer than {rules.path} bytes", "shorten it")
    if len(call.query) > rules.query:
        return Refusal(414, f"the query is longer than {rules.query} bytes", "ask for less at once")
    if any(ord(c) < 32 or ord(c) == 127 for c in call.path):
        return Refusal(400, "the path holds a control character", "take it out")
    length = call.header(b"content-length")
    if length is not None and not (length.isascii() and length.isdigit() and len(length) <= 20):
        return Refusal(400, "the Content-Length is no number", "send the number of bytes")
    return too_long(rules) if length is not None and int(length) > rules.body else None


def too_long(rules: GuardRules) -> Refusal:
    """A body over the limit."""
    return Refusal(413, f"the body is longer than {rules.body // 1024} kB", "send less at once")
