"""Pages of the web, fetched when somebody asks for it: politely, from public addresses only, within limits."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from math import inf
from urllib.parse import urljoin

from sayso.errors import InputError
from sayso.model.release import release
from sayso.readers.feeds.channel import channel, is_feed
from sayso.readers.feeds.item import item_unit
from sayso.readers.options import DEFAULTS, Quarantined, ReadOptions
from sayso.readers.unit import Unit
from sayso.readers.web.address import Target, target
from sayso.readers.web.robots import NAME, Rules, parsed
from sayso.readers.web.wire import Answer, Failed, Web, exchange

ROBOTS_BYTES = 1_000_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for half of that."""
ROBOTS_KEPT, ROBOTS_FAILED = 86_400.0, 600.0
"""Seconds that a robots.txt is believed, and that one is not asked for again where the server failed."""
TRIED = 4
"""Addresses of one name that are tried."""
HOSTS = 10_000
"""Hosts whose rules are remembered."""
PAGES = {"text/html": "page", "application/xhtml+xml": "page", "text/plain": "plain"}
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml", "application/feed+json", "application/json")
_MOVED = (301, 302, 303, 307, 308)
_AGAIN = (408, 425, 429)
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` of one answer, packed or not; `seconds` on the network for one URL, redirects included; `redirects` followed; `gap` seconds between
    two requests to one host, at least; `longest_wait` seconds, for what a robots.txt or a server asks: what would take longer is left for another time."""

    max_bytes: int = DEFAULTS.max_bytes
    seconds: float = 60.0
    redirects: int = 5
    gap: float = 1.0
    longest_wait: float = 60.0


@dataclass(frozen=True, slots=True)
class _Robots:
    """What is known of an origin's robots.txt until `until`: its rules (None: there are none), or why it could not be had."""

    until: float
    rules: Rules | None
    failed: Failed | None


class Fetcher:
    """Asks servers for pages. It remembers robots.txt files, and when each host was last asked, so that one of it serves a whole run."""

    def __init__(self, web: Web | None = None, limits: Limits | None = None) -> None:
        self.web, self.limits = web or Web(), limits or Limits()
        self._robots: dict[str, _Robots] = {}
        self._next: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._tls: ssl.SSLContext | None = None

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer | Failed:
        """The answer to a URL: 200, or 304 where it is as it was when it had that ETag or date; else why there is none."""
        found = self._follow(url, {"If-None-Match": etag, "If-Modified-Since": modified}, robots=True)
        if isinstance(found, Failed) or found.status == 200 or (found.status == 304 and (etag or modified)):
            return found
        return _judged(found)

    def page(self, url: str) -> Unit | Failed:
        """The page or the plain text at a URL, as what will be one document."""
        found = self.get(url)
        return found if isinstance(found, Failed) else _page(found)

    def _follow(self, url: str, headers: dict[str, str | None], *, robots: bool) -> Answer | Failed:
        left, secure = self.limits.seconds, False
        for _ in range(self.limits.redirects + 1):
            try:
                goal = target(url)
            except InputError as error:
                return Failed(error.what, error.remedy, later=False)
            if secure and goal.scheme == "http":
                return Failed("redirected from https to http", "", later=False)
            refused = self._refused_by_robots(goal) if robots else None
            refused = refused or self._wait(goal, self._delay(goal) if robots else 0.0)
            if refused is not None:
                return refused
            began = self.web.clock()
            self._next[goal.host] = began + self.limits.gap
            if robots:
                self._last[goal.host] = began
            answer = self._ask(goal, headers, began + left)
            left -= self.web.clock() - began
            if isinstance(answer, Failed) or answer.status not in _MOVED or not answer.location:
                return answer
            try:
                url, secure = urljoin(goal.url, answer.location.strip()), goal.scheme == "https"
            except ValueError:
                return Failed("redirected to what is no URL", "", later=False)
        return Failed(f"more than {self.limits.redirects} redirects", "", later=False)

    def _ask(self, goal: Target, headers: dict[str, str | None], until: float) -> Answer | Failed:
        """One request, to an address that was resolved once and looked at."""
        found = self._addresses(goal, until)
        if isinstance(found, Failed):
            return found
        sent = {"User-Agent": f"{NAME}/{release()}", "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
        sent |= {name: value for name, value in headers.items() if value}
        if goal.scheme == "https" and self._tls is None:
            self._tls = self.web.tls()
        answer: Answer | Failed = Failed("no connection: its name has no address", "check the address", later=True)
        for address in found[:TRIED]:
            answer = exchange(goal, address, sent, self.web, self._tls if goal.scheme == "https" else None, self.limits.max_bytes, until)
            if not (isinstance(answer, Failed) and answer.what.startswith("no connection")) or self.web.clock() >= until:
                break
        if not isinstance(answer, Failed) and answer.after is not None and (answer.status == 503 or answer.status in _AGAIN):
            self._next[goal.host] = max(self._next.get(goal.host, 0.0), self.web.clock() + answer.after)
        return answer

    def _addresses(self, goal: Target, until: float) -> tuple[str, ...] | Failed:
        """The addresses to ask. One that is not public refuses them all: a name that leads inside is a trick, wherever else it leads."""
        if goal.literal is not None:
            found: tuple[str, ...] = (str(goal.literal),)
        else:
            try:
                found = self.web.resolve(goal.host, goal.port, until - self.web.clock())
            except OSError as error:
                return Failed(f"its name has no address: {error.strerror or error}", "check the address", later=True)
        for text in found:
            try:
                why = self.web.refusal(ip_address(text))
            except ValueError:
                why = "no address"
            if why is not None:
                return Failed(f"URL not allowed: {why} address ({goal.host} is {text})", "give the address of a public page", False, host=goal.host)
        return found

    def _refused_by_robots(self, goal: Target) -> Failed | None:
        known = self._rules(goal)
        if known.failed is not None and known.failed.host == goal.host:
            return known.failed
        if known.failed is not None:
            return Failed(f"its robots.txt cannot be had: {known.failed.what}", "try again later", later=True, after=known.failed.after)
        if known.rules is not None and not known.rules.can_fetch(goal.url, NAME):
            return Failed("its robots.txt does not allow it", "ask the publisher, or save the page yourself", later=False)
        return None

    def _rules(self, goal: Target) -> _Robots:
        known = self._robots.get(goal.origin)
        if known is not None and self.web.clock() < known.until:
            return known
        found = self._follow(f"{goal.origin}/robots.txt", {}, robots=False)
        now = self.web.clock()
        if isinstance(found, Failed):
            known = _Robots(now + ROBOTS_FAILED, None, found)
        elif found.status == 200:
            known = _Robots(now + ROBOTS_KEPT, parsed(found.body[:ROBOTS_BYTES]), None)
        elif 400 <= found.status < 500 and found.status not in _AGAIN:
            known = _Robots(now + ROBOTS_KEPT, None, None)
        else:
            known = _Robots(now + ROBOTS_FAILED, None, _judged(found))
        if len(self._robots) >= HOSTS:
            for memory in (self._robots, self._next, self._last):
                memory.clear()
        self._robots[goal.origin] = known
        return known

    def _delay(self, goal: Target) -> float:
        known = self._robots.get(goal.origin)
        return (known.rules.crawl_delay(NAME) or 0.0) if known is not None and known.rules is not None else 0.0

    def _wait(self, goal: Target, delay: float) -> Failed | None:
        """Waits until the host may be asked again; says so where that would take too long, or where the sleep was cut short.

        `delay` is what a robots.txt asks to leave between two pages.
        """
        due = max(self._next.get(goal.host, -inf), self._last.get(goal.host, -inf) + delay)
        wait = due - self.web.clock()
        if wait > self.limits.longest_wait:
            return Failed(f"the host asks to wait {wait:.0f} seconds", "try again later", later=True, after=wait)
        if wait > 0:
            self.web.sleep(wait)
            if self.web.clock() < due - 0.01:
                return Failed("stopped while waiting for its turn", "try again", later=True)
        return None


def fetch(url: str, fetcher: Fetcher) -> Unit | Quarantined:
    """The page or plain text at a URL, or why there is none. Nothing is raised for what the web does."""
    found = fetcher.page(url)
    return Quarantined(url, found.what, found.remedy) if isinstance(found, Failed) else found


def web_units(url: str, fetcher: Fetcher, options: ReadOptions = DEFAULTS) -> Iterator[Unit | Quarantined]:
    """What is to become documents at a URL: a page, a plain text, or the items of a feed with the text the feed has of them."""
    found = fetcher.get(url)
    if isinstance(found, Failed):
        yield Quarantined(url, found.what, found.remedy)
        return
    if found.kind in PAGES and not is_feed(found.body):
        page = _page(found)
        yield Quarantined(url, page.what, page.remedy) if isinstance(page, Failed) else page
        return
    try:
        items = channel(found.body, url, base=found.url, charset=found.charset)
    except InputError as error:
        yield Quarantined.of(error)
        return
    yield from items.broken
    yield from (item_unit(item, item.link or f"{url}#{item.number}") for item in items.items)


def is_url(source: str) -> bool:
    """Whether a source is to be fetched rather than opened."""
    return source[:8].lower().startswith(("http://", "https://"))


def not_asked(url: str) -> Quarantined:
    """What becomes of a URL where nobody asked to fetch any."""
    return Quarantined(url, "a URL, and sayso fetches nothing unless it is asked to", "add --fetch")


def _page(answer: Answer) -> Unit | Failed:
    if answer.kind not in PAGES:
        remedy = "it is a feed: follow it with sayso watch" if answer.kind in FEEDS and is_feed(answer.body) else f"allowed: {', '.join(PAGES)}"
        return Failed(f"not a page but {answer.kind[:60] or 'of no type'}", remedy, later=False)
    where = answer.url
    return Unit(where, where, PAGES[answer.kind], answer.body, url=where, outlet=target(where).site, charset=answer.charset)


def _judged(answer: Answer) -> Failed:
    """Why an answer is none."""
    code = answer.status
    if code in (401, 402, 403, 451):
        return Failed(f"the server does not allow it ({code})", "save the page yourself, if you may read it", later=False)
    if code in (404, 410):
        return Failed(f"it is not there ({code})", "check the address", later=False)
    if code in _AGAIN or code >= 500:
        return Failed(f"the server cannot answer now ({code})", "try again later", later=True, after=answer.after)
    return Failed(f"the server answers with {code}", "check the address", later=False)
