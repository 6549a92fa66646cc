"""The real server over a store, and a guest of it in Debian's headless Chromium who notes all that goes wrong."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "a-token-for-the-browser"
NOTES = "window.__refused = []; document.addEventListener('securitypolicyviolation', e => window.__refused.push(e.violatedDirective + ' ' + e.blockedURI))"
PATIENCE = 60
"""Seconds until something must have come to pass."""


@dataclass(frozen=True)
class Served:
    """A server that runs: its address and the store behind it."""

    base: str
    store: Path

    def data(self, path: str, **query: Any) -> Any:
        """What the API says."""
        answer = httpx.get(f"{self.base}/api/v1{path}", params=query, trust_env=False, timeout=PATIENCE, follow_redirects=True)
        answer.raise_for_status()
        return answer.json()

    def main_event(self) -> Any:
        """The event most accounts tell of."""
        return max(self.data("/events", limit=100)["items"], key=lambda e: (e["sources"], e["id"]))

    def pages(self) -> list[str]:
        """An address of every page, with something to show where there is something."""
        event = self.main_event()
        member = event["members"][0]
        report = f"/documents/{member['document']}"
        lists = [
            "/",
            "/events",
            "/disputes",
            "/dyads",
            "/map",
            "/sources",
            "/alerts",
            "/documents",
            "/search?q=drone",
            "/help",
            "/review/precision",
            "/sign-in",
        ]
        return [*lists, "/nothing", f"/events/{event['id']}", report, f"{report}?claim={member['claim']}", f"/review?claim={member['claim']}", *self.pairs()]

    def pairs(self) -> list[str]:
        """The page of the pair with most events."""
        dyads = [d["dyad"] for d in self.data("/dyads")["items"]]
        return [f"/dyads/{d['actor']}/{d['recipient']}" for d in dyads if d["actor"] != d["recipient"]][:1]


@dataclass
class Guest:
    """Somebody with a browser. `troubles` are errors on its console, exceptions, and requests to anywhere but the server."""

    served: Served
    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        """Goes to a page of the site."""
        self.page.goto(self.served.base + path)
        return self.page

    def sign_in(self) -> None:
        """Shows the token."""
        self.visit("/sign-in")
        self.page.fill("#token", TOKEN)
        self.page.click("main form button")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def refused(self) -> list[str]:
        """What the content security policy kept the page from doing."""
        return list(self.page.evaluate("window.__refused"))


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """A browser."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def guest_of(served: Served, browser: Browser, **kind: Any) -> Iterator[Guest]:
    """A guest with a window of its own; `kind` as Playwright's new_context takes it."""
    context = browser.new_context(**kind)
    context.add_init_script(NOTES)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    guest = Guest(served, context, page)
    page.on("console", lambda m: guest.troubles.append(f"console: {m.text}") if m.type == "error" and "404 (Not Found)" not in m.text else None)
    page.on("pageerror", lambda e: guest.troubles.append(f"exception: {e}"))
    page.on("dialog", lambda d: (guest.troubles.append(f"dialog: {d.message}"), d.dismiss()))
    page.on("request", lambda r: None if r.url.startswith((served.base, "data:")) else guest.troubles.append(f"request: {r.url}"))
    try:
        yield guest
    finally:
        context.close()


@contextmanager
def serving(store: Path) -> Iterator[Served]:
    """`sayso serve` as a process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = sayso("serve", "--store", str(store), "--port", str(port), "--token", TOKEN)
    served = Served(f"http://127.0.0.1:{port}", store)
    try:
        until(lambda: process.poll() is not None or answers(served.base))
        if process.poll() is not None:
            raise RuntimeError(f"sayso serve ended with {process.returncode}")
        yield served
    finally:
        process.terminate()
        process.wait(PATIENCE)


def sayso(*arguments: str) -> subprocess.Popen[bytes]:
    """A command of ours that was started."""
    path = os.pathsep.join(os.path.abspath(p) for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p)
    environment = {**os.environ, "SAYSO_WORKERS": "0"} | ({"PYTHONPATH": path} if path else {})
    return subprocess.Popen([sys.executable, "-m", "sayso", *arguments], stdout=subprocess.DEVNULL, env=environment)


def done(*arguments: str) -> None:
    """A command of ours that ended well."""
    assert sayso(*arguments).wait(PATIENCE * 5) == 0, arguments


def copied(store: Path, folder: Path) -> Path:
    """A store to write to."""
    for name in (store.name, f"{store.name}.snapshot"):
        shutil.copy(store.with_name(name), folder / name)
    return folder / store.name


def until(so: Any) -> None:
    """Waits for something, at most PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "that did not come to pass"
        time.sleep(0.2)


def answers(base: str) -> bool:
    """Whether a server is there."""
    try:
        return httpx.get(f"{base}/static/icon.svg", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
