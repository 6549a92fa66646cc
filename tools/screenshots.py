"""Pictures of every page, to look at: at 1280 and 390 px, light and dark, in Debian's headless Chromium.

    python tools/screenshots.py --store demo.duckdb --to shots [--only event,reading]
    python tools/screenshots.py --store demo.duckdb --to docs/images --docs

Needs playwright and pillow (pip install playwright pillow) and /usr/bin/chromium. A store of the demo is made by: sayso demo --store demo.duckdb"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "a-token-for-pictures"
SIZES = ((1280, 800), (390, 844))
SCHEMES = ("light", "dark")
DOCS = {"overview": 900, "event": 1210, "claim": 880, "pair": 820, "map": 1000, "review": 900}
"""What the documents show, at 1100 px and so many in height: 150 kB each at most."""
PLAIN = {
    "overview": "/",
    "events": "/events",
    "disputes": "/disputes",
    "pairs": "/dyads",
    "map": "/map",
    "sources": "/sources",
    "alerts": "/alerts",
    "reports": "/documents",
    "search": "/search?q=drone",
    "precision": "/review/precision",
    "help": "/help",
    "sign-in": "/sign-in",
    "error": "/nothing",
}


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The address of a server over a store, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sayso", "serve", "--store", str(store), "--port", str(port), "--token", TOKEN]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{base}/static/icon.svg", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield base
    finally:
        process.terminate()
        process.wait(20)


def addresses(base: str) -> dict[str, str]:
    """A name and an address of every page; event, report and pair are those with most to show."""
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as ask:
        events = ask.get("/api/v1/events", params={"limit": 100}).json()["items"]
        event = max(events, key=lambda e: (len(e["disputes"]), e["sources"]))
        pair = ask.get("/api/v1/dyads").json()["items"][0]["dyad"]
        claims = ask.get(f"/api/v1/events/{event['id']}/claims").json()["items"]
    claim = max(claims, key=lambda c: (len(c["figures"]) > 0, len(c["attribution"]) > 1, -c["trigger"]["span"][0]))
    report = f"/documents/{claim['document']['id']}"
    return PLAIN | {
        "event": f"/events/{event['id']}",
        "reading": report,
        "claim": f"{report}?claim={claim['id']}",
        "pair": f"/dyads/{pair['actor']}/{pair['recipient']}?by=day",
        "review": f"/review?claim={claim['id']}",
    }


def sign_in(page: Page, base: str) -> None:
    """Begins a session, so that the controls of correcting are shown."""
    page.goto(f"{base}/sign-in")
    page.fill("#token", TOKEN)
    page.press("#token", "Enter")
    page.wait_for_load_state()


def pictures(browser: Browser, base: str, pages: dict[str, str], to: Path) -> Iterator[Path]:
    """Takes them all, whole pages."""
    for width, height in SIZES:
        for scheme in SCHEMES:
            context = browser.new_context(base_url=base, viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.set_default_timeout(60_000)
            for name, path in pages.items():
                if name in ("event", "review"):
                    sign_in(page, base)
                page.goto(path)
                file = to / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=True)
                context.clear_cookies()
                yield file
            context.close()


def for_docs(browser: Browser, base: str, pages: dict[str, str], to: Path) -> Iterator[Path]:
    """The beginnings of a few, as the documents show them."""
    context = browser.new_context(base_url=base, viewport={"width": 1100, "height": 900}, color_scheme="light")
    page = context.new_page()
    for name, height in DOCS.items():
        if name == "review":
            sign_in(page, base)
        page.set_viewport_size({"width": 1100, "height": height})
        page.goto(pages[name])
        page.evaluate("scrollTo(0, 0)")
        file = to / f"{name}.png"
        page.screenshot(path=file)
        Image.open(file).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
        yield file
    context.close()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--docs", action="store_true", help="only those of the documents")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with serving(asked.store) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        pages = addresses(base)
        chosen = {name: path for name, path in pages.items() if not asked.only or name in asked.only.split(",")}
        for file in for_docs(browser, base, pages, asked.to) if asked.docs else pictures(browser, base, chosen, asked.to):
            print(file)
        browser.close()


if __name__ == "__main__":
    main()
