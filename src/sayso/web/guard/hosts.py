"""Whether a request is for us and comes from us: Host against DNS rebinding, Origin against other sites' forms."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from sayso.web.guard.call import Call
from sayso.web.guard.refusal import Refusal
from sayso.web.guard.rules import GuardRules

DEFAULT_PORTS = {"http": 80, "https": 443}


def host_refusal(call: Call, rules: GuardRules) -> Refusal | None:
    """Refuses what names another host: a name somebody else owns can be made to point here, and their pages could then read ours."""
    if _ours(call.header(b"host") or "", call, rules):
        return None
    known = f"{call.scheme}://{rules.hosts[0]}:{rules.port}/"
    return Refusal(421, "this server does not go by the name you used", f"use {known}, or name the host with --host")


def origin_refusal(call: Call) -> Refusal | None:
    """Refuses writes that another site sent, and other sites' pictures, frames and scripts of ours.

    Browsers send Sec-Fetch-Site (W3C Fetch Metadata) to addresses they trust, and Origin with every write, `null` where a policy hides it."""
    site = (call.header(b"sec-fetch-site") or "").lower()
    if not call.writes:
        embedded = site in ("cross-site", "same-site") and (call.header(b"sec-fetch-mode") or "").lower() != "navigate"
        return Refusal(403, "another site may link to this page, not take parts of it", "open it in a window of its own") if embedded else None
    origin = _origin(call)
    hidden = origin in (None, "null")
    foreign = site not in ("", "same-origin", "none") or (site != "same-origin" if origin == "null" else not hidden and not _is_here(str(origin), call))
    return Refusal(403, "this came from another site", "send it from a page of this server") if foreign else None


def unproven_refusal(call: Call) -> Refusal | None:
    """Refuses writes that tell nothing of where they come from. Not for who shows the token itself: that is no browser that was misled."""
    if not call.writes or _origin(call) is not None or call.header(b"sec-fetch-site"):
        return None
    return Refusal(403, "the request does not say which page sent it", "send the header Origin with this server's address, or Authorization: Bearer …")


def _origin(call: Call) -> str | None:
    """What Origin says, or else Referer; None where both are missing."""
    origin = call.header(b"origin")
    return origin if origin is not None else call.header(b"referer")


def _is_here(address: str, call: Call) -> bool:
    try:
        parts, here = urlsplit(address), urlsplit(f"{call.scheme}://{call.header(b'host')}")
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
        return (parts.scheme, parts.hostname, port) == (here.scheme, here.hostname, here.port or DEFAULT_PORTS.get(here.scheme)) and "@" not in parts.netloc
    except ValueError:
        return False


def _ours(host: str, call: Call, rules: GuardRules) -> bool:
    name, port = _split(host.lower())
    if port != str(rules.port) and not (port == "" and DEFAULT_PORTS.get(call.scheme) == rules.port):
        return False
    return name in rules.hosts or (rules.any_address and _is_address(name))


def _split(host: str) -> tuple[str, str]:
    """Name and port; IPv6 keeps its brackets. A port that is no number stays with the name, which then fits nothing."""
    name, colon, port = host.rpartition(":")
    return (name, port) if colon and port.isdigit() else (host, "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True
