"""Templates: Jinja2 with everything escaped, and the same few words in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sayso.model.event import Dyad
from sayso.model.release import release
from sayso.run import wording
from sayso.web import words
from sayso.web.guard import form_token, signed_in
from sayso.web.words import Words
from sayso.writers.sentence import clean, figure, qualifier, who_says

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"
NAV = (
    ("/", "Overview"),
    ("/events", "Events"),
    ("/disputes", "Disputes"),
    ("/dyads", "Pairs"),
    ("/map", "Map"),
    ("/sources", "Sources"),
    ("/alerts", "Alerts"),
    ("/review", "Review"),
    ("/help", "How to read this"),
)

NOBODY: Mapping[str, Any] = MappingProxyType({"here": "", "query": "", "nav": NAV, "signed_in": False, "form_token": ""})
"""What a page knows of who asks, where that is not known."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes pages of templates and views."""

    environment: Environment

    def text(self, template: str, **view: Any) -> str:
        """A template filled in, without a request."""
        return self.environment.get_template(template).render(**view)

    def page(self, request: Request, template: str, status: int = 200, **view: Any) -> HTMLResponse:
        """A page of the site."""
        known = {"here": request.url.path, "query": request.url.query, "nav": NAV, "signed_in": signed_in(request), "form_token": form_token(request)}
        return HTMLResponse(self.text(template, **known, **view), status)


def renderer(names: Words) -> Renderer:
    """The templates of the package, speaking the words of an ontology."""
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=shown)
    env.globals.update(w=names, wording=wording, words=words, asset=asset, address=address, pair_address=pair_address, release=release())
    env.filters.update(qualifier=qualifier, who_says=who_says, figure=figure, many=wording.many, path=lambda text: quote(str(text), safe=""))
    return Renderer(env)


def shown(value: Any) -> Any:
    """What a template prints of a value: nothing for None; control and direction-changing characters as escapes (docs/limits.md)."""
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def asset(name: str) -> str:
    """The address of a static file, with a hash of its bytes, so that browsers may keep it."""
    return f"/static/{name}?v={blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()}"


def pair_address(dyad: Dyad) -> str:
    """Where a pair is shown; what a party does to itself has no second lane, so that its events are listed."""
    if dyad.actor == dyad.recipient:
        return address("/events", pair=str(dyad))
    return f"/dyads/{quote(dyad.actor, safe='')}/{quote(dyad.recipient, safe='')}"


def address(path: str, **query: Any) -> str:
    """A path with a query; empty values are left out."""
    told = {k: v for k, v in query.items() if v not in (None, "", (), False)}
    return f"{path}?{urlencode(told, doseq=True)}" if told else path
