"""`sayso serve`: address, token, server, browser."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import SettingsError
from sayso.run.settings import Settings
from sayso.web.app import make_app
from sayso.web.garbage import seldom_collecting
from sayso.web.guard import LOOPBACK, GuardRules
from sayso.web.keys import Keys, make_keys
from sayso.web.server import server_for
from sayso.web.shelf import Shelf

HOST, PORT = "127.0.0.1", 8011


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. `name`: as it was asked for. `family` and `ip`: what it is. `loopback`: reachable from this machine alone."""

    name: str
    ip: str
    port: int
    family: socket.AddressFamily

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self.ip).is_loopback

    @property
    def everywhere(self) -> bool:
        """Whether it stands for all addresses of this machine."""
        return ipaddress.ip_address(self.ip).is_unspecified

    @property
    def host(self) -> str:
        """The name people use, for an address line; IPv6 in brackets."""
        name = socket.gethostname() if self.everywhere else self.name
        return f"[{name}]" if ":" in name else name.lower()

    @property
    def url(self) -> str:
        """The site's address, with the slash."""
        return f"http://{self.host}:{self.port}/"


def serve(
    store: Path,
    settings: Settings,
    *,
    host: str = HOST,
    port: int = PORT,
    open_browser: bool = False,
    token: str | None = None,
    say: Callable[[str], None] = print,
    show: Callable[[str], object] = webbrowser.open,
) -> int:
    """Serves a store until it is stopped; the exit code, 0 after Ctrl-C.

    `token`: what allows writing, None for a random one; must be given for a host that other machines can reach. `say` prints a line, `show` opens an
    address in a browser. Raises SettingsError (host, port, token), StoreError, DataError."""
    address = address_of(host, port)
    if not address.loopback and token is None:
        raise SettingsError(f"other machines can reach {host}", "give a token with --token or SAYSO_TOKEN; then reading needs it too")
    keys = make_keys(token)

    def listening() -> None:
        say(f"sayso serves {store} at {address.url}")
        say(f"to correct, sign in at {address.url}sign-in" + (" with your token" if token else f"?token={keys.token}"))
        say("Ctrl-C stops it")
        if open_browser:
            threading.Thread(target=show, args=(f"{address.url}sign-in?token={keys.ticket(time.time())}",), daemon=True).start()

    try:
        with closing(bound(address)) as listener, closing(Shelf(store, settings)) as shelf, seldom_collecting():
            server_for(make_app(shelf, keys, rules_for(address, keys)), listening).run(sockets=[listener])
    except KeyboardInterrupt:
        return 0
    return 0


def address_of(host: str, port: int) -> Address:
    """Looks a host up, IPv4 first. Raises SettingsError where there is no such host, or the port is none."""
    if not 1 <= port <= 65535:
        raise SettingsError(f"there is no port {port}", "give one from 1 to 65535 with --port")
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"the host {host} is not known here", "give an address of this machine with --host") from error
    family, _, _, _, place = min(found, key=lambda f: f[0] != socket.AF_INET)
    return Address(host.strip("[]"), str(place[0]).partition("%")[0], port, socket.AddressFamily(family))


def rules_for(address: Address, keys: Keys) -> GuardRules:
    """What the guard allows at an address: other machines read only with the token."""
    own = () if address.host in LOOPBACK else (address.host,)
    hosts = (*own, *LOOPBACK) if address.loopback or address.everywhere else own
    return GuardRules(keys, address.port, hosts, any_address=address.everywhere, closed=not address.loopback)


def bound(address: Address) -> socket.socket:
    """A socket that listens at an address. Raises SettingsError where it is taken or not ours."""
    # with the protocol named, asyncio turns Nagle's delay off; without, each answer took 44 ms (measured)
    listener = socket.socket(address.family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address.ip, address.port))
        listener.listen(socket.SOMAXCONN)
    except OSError as error:
        listener.close()
        raise _refused(address, error) from error
    return listener


def _refused(address: Address, error: OSError) -> SettingsError:
    if error.errno == errno.EADDRINUSE:
        return SettingsError(f"port {address.port} is in use by another program", "stop that, or choose another with --port")
    if error.errno == errno.EACCES:
        return SettingsError(f"port {address.port} needs rights you do not have", "choose one above 1023 with --port")
    if error.errno == errno.EADDRNOTAVAIL:
        return SettingsError(f"{address.name} is no address of this machine", "give one with --host")
    return SettingsError(f"{address.url} cannot be served: {error.strerror}", "choose another with --host and --port")
