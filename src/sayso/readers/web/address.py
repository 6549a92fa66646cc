"""Which URLs and which addresses may be asked: those of the public internet, and nothing that only looks like it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from sayso.errors import InputError

Address = IPv4Address | IPv6Address

PORTS = {"http": (80, 8080), "https": (443, 8443)}
"""Where news is served. Any other port is more likely a service of somebody's own."""
LONGEST = 2048
"""Characters of a URL."""
REMEDY = "give the http or https address of a public page"

NOT_PUBLIC = {
    "this network": ("0.0.0.0/8",),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "192.0.0.0/24"),
    "shared by a provider": ("100.64.0.0/10",),
    "loopback": ("127.0.0.0/8",),
    "link-local": ("169.254.0.0/16",),
    "a host's own services": ("168.63.129.16/32",),
    "for documents and tests": ("192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    "an answer to nothing": ("192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24", "2620:4f:8000::/48"),
    "a relay": ("192.88.99.0/24", "2002::/16"),
    "multicast": ("224.0.0.0/4",),
    "reserved": ("240.0.0.0/4", "2001::/23"),
}
"""IANA's registries of special-purpose addresses (IPv4 and IPv6), and the one public address at which a cloud serves its guests. Python's own `is_global`
differs from version to version."""
_GLOBAL6, _NAT64 = "2000::/3", "64:ff9b::/96"
_ISATAP = (0x00005EFE, 0x02005EFE)

_NETLOC = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]{2,45})\]|(?P<name>[^\[\]:@%]{1,253}\.?))(?::(?P<port>[0-9]{1,5})?)?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_OWN = ("localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "onion")
_UNSURE = re.compile("[ßς\u200c\u200d]")  # the two standards of international names read these differently


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart. `url` has no fragment; `host` is ASCII, in small letters; `path` has the query, and is as it is sent; `literal` is the address where
    the host is one, None where it is a name."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    literal: Address | None

    @property
    def netloc(self) -> str:
        """Host and port as in a URL and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme][0] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What one robots.txt holds for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def site(self) -> str:
        """The host without a leading www, as tables of outlets have it."""
        return self.host.removeprefix("www.")


def target(url: str) -> Target:
    """The URL, taken apart and checked. Raises InputError where it is none, or is not http(s), or names a user, another port, or a host in a guise."""
    shown = url if len(url) <= 200 else url[:200] + "…"
    if len(url) > LONGEST:
        raise _refused(shown, f"longer than {LONGEST:,} characters")
    if re.search(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\\ud800-\udfff]", url):
        raise _refused(shown, "it holds a space, a control character or a backslash")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _refused(shown, f"not a URL ({error})") from error
    if parts.scheme not in PORTS:
        raise _refused(shown, "only http and https")
    if "@" in parts.netloc:
        raise _refused(shown, "it names a user")
    found = _NETLOC.fullmatch(parts.netloc)
    if found is None:
        raise _refused(shown, "its host cannot be read")
    port = int(found["port"]) if found["port"] else PORTS[parts.scheme][0]
    if port not in PORTS[parts.scheme]:
        raise _refused(shown, f"port {port}; allowed: {', '.join(map(str, PORTS[parts.scheme]))}")
    literal: Address | None
    if found["six"]:
        literal, host = _six(found["six"], shown), ""
    else:
        host = _ascii(found["name"], shown)
        literal = _four(host, shown)
    host = host if literal is None else str(literal)
    if literal is None:
        _check_name(host, shown)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=-._~?")
    path = f"{path}?{query}" if query else path
    made = Target("", parts.scheme, host, port, path, literal)
    return Target(f"{made.origin}{path}", parts.scheme, host, port, path, literal)


def refusal(address: Address) -> str | None:
    """Why an address is not to be asked ("private", "loopback" …), None where it is a public one."""
    if isinstance(address, IPv4Address):
        return next((why for why, network in _networks() if isinstance(network, IPv4Network) and address in network), None)
    if address.ipv4_mapped is not None:
        return "IPv4 inside IPv6"
    if address.scope_id is not None:
        return "link-local"
    if address in IPv6Network(_NAT64):
        return refusal(IPv4Address(int(address) & 0xFFFFFFFF))
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "IPv4 inside IPv6"
    if address not in IPv6Network(_GLOBAL6):
        return "loopback" if address.is_loopback else "link-local" if address.is_link_local else "multicast" if address.is_multicast else "private"
    return next((why for why, network in _networks() if isinstance(network, IPv6Network) and address in network), None)


@cache
def _networks() -> tuple[tuple[str, IPv4Network | IPv6Network], ...]:
    return tuple((why, ip_network(text)) for why, texts in NOT_PUBLIC.items() for text in texts)


def _refused(url: str, why: str) -> InputError:
    return InputError(url, f"URL not allowed: {why}", REMEDY)


def _six(text: str, shown: str) -> Address:
    try:
        return IPv6Address(text)
    except ValueError as error:
        raise _refused(shown, "not an IPv6 address") from error


def _four(host: str, shown: str) -> Address | None:
    """The IPv4 address that the host is, None where it is a name. What only some programs take for an address (0x7f.1, 2130706433, 0177.0.0.1) is refused."""
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        found = ip_address(host)
    except ValueError as error:
        raise _refused(shown, "an address in a guise; write it as 1.2.3.4") from error
    return found


def _ascii(name: str, shown: str) -> str:
    """The name as the network knows it, without the dot that ends it."""
    if _UNSURE.search(name):
        raise _refused(shown, "its host is read in two ways; write it as xn--…")
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refused(shown, "its host is no name") from error
    return host.removesuffix(".")


def _check_name(host: str, shown: str) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused(shown, "its host is no name")
    if len(labels) == 1 or labels[-1] in _OWN:
        raise _refused(shown, "its host is a name of a network of one's own")
