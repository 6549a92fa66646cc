"""The site over a store, asked without a network, and what its pages hold."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx

from sayso.coder import Coder
from sayso.ontology.load import packaged
from sayso.readers import ReadOptions
from sayso.run.adding import add
from sayso.run.amended import open_amended
from sayso.run.outlets import OutletTable, demo_outlets
from sayso.run.settings import Settings
from sayso.web.app import make_app
from sayso.web.guard import GuardRules, Keys, make_keys
from sayso.web.shelf import Shelf

BASE = "http://127.0.0.1:8011"
TOKEN = "a-token-for-the-tests"


def made_store(path: Path, files: list[str], coder: Coder) -> Path:
    """A store with these reports."""
    outlets = OutletTable((*demo_outlets(packaged() / "demo"), *coder.ontology.actors.outlets.values()))
    with open_amended(path, "tests", coder.ontology.resolving) as owner:
        add(owner, files, ReadOptions(), coder, outlets, command="tests", clock=lambda: "2031-04-01T00:00:00+00:00")
    return path


class Site:
    """The whole app behind its guard."""

    def __init__(self, store: Path) -> None:
        self.keys: Keys = make_keys(TOKEN)
        self.shelf = Shelf(store, Settings())
        self.app = make_app(self.shelf, self.keys, GuardRules(self.keys, 8011))
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request, cookies kept."""

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=self.cookies) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(run())

    def get(self, path: str, **more: Any) -> httpx.Response:
        """A page or a record."""
        return self.ask("GET", path, **more)

    def post(self, path: str, **form: Any) -> httpx.Response:
        """A form as a page of ours sends it."""
        return self.ask("POST", path, data=form, headers={"Origin": BASE})

    def sign_in(self) -> str:
        """Begins a session; the value its forms carry."""
        assert self.post("/sign-in", token=TOKEN).status_code == 303
        found = [i["value"] for i in Page.of(self.get("/review").text).all("input") if i.get("name") == "form"]
        return str(found[0])


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, in order, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []

    @classmethod
    def of(cls, html: str) -> Page:
        """The page of some HTML."""
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str, matching: Callable[[dict[str, str]], bool] = lambda _: True) -> list[dict[str, str]]:
        """The attributes of all elements of a kind."""
        return [a for t, a in self.elements if t == tag and matching(a)]

    @property
    def text(self) -> str:
        """The words, blanks folded."""
        return " ".join("".join(self.words).split())
