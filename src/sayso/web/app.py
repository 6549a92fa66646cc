"""The app: pages, API, static files, and what errors look like, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import SaysoError, SettingsError, Several, StoreError
from sayso.model.release import release
from sayso.web.api import API, TITLE, describe
from sayso.web.charts.shapes import shapes
from sayso.web.chores import Chores
from sayso.web.errors import Missing, Wrong
from sayso.web.guard import Faces, GuardRules, Keys, Late, Refusal, SignIn, guarded
from sayso.web.kept import Kept
from sayso.web.pages import PAGES
from sayso.web.render import NOBODY, STATIC, Renderer, renderer
from sayso.web.shelf import Busy, Shelf
from sayso.web.warming import Warming
from sayso.web.words import words_of

IS_API = "/api/"
STATUS: tuple[tuple[type[SaysoError], int], ...] = ((Missing, 404), (Busy, 503), (Late, 503), (SettingsError, 400), (Several, 400), (StoreError, 500))
"""HTTP status of our errors; the first that fits holds."""


def make_app(shelf: Shelf, keys: Keys, rules: GuardRules) -> ASGIApp:
    """The whole site over a store, behind the guard. Raises DataError where a template or a data file of ours is wrong."""
    shapes()  # half a second, which the first to ask for the map would wait
    chores, warming = Chores(shelf), Warming(shelf)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        chores.start()
        warming.start()
        yield
        chores.stop()
        warming.stop()

    app = FastAPI(lifespan=running, title=TITLE, version=release(), docs_url=None, redoc_url=None, openapi_url=f"{IS_API}v1/openapi.json")
    app.state.shelf, app.state.keys, app.state.chores = shelf, keys, chores
    app.state.kept = Kept()
    app.state.pages = renderer(words_of(shelf.ontology, shelf.rules.countries.names, shelf.rules.tracking.threats.type))
    app.include_router(API)
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    describe(app)
    app.add_exception_handler(SaysoError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _fault)
    return guarded(heads(app), rules, _faces(app.state.pages))


def heads(app: ASGIApp) -> ASGIApp:
    """Answers HEAD as GET without the body, for every page and record."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await app({**scope, "method": "GET"}, receive, bare)

    return answering


def _faces(pages: Renderer) -> Faces:
    """The guard's pages in the look of the site. They know nothing of who asks."""

    def refused(refusal: Refusal) -> str:
        return pages.text("error.html", **NOBODY, error=Wrong(refusal.status, refusal.what, refusal.remedy))

    def sign_in(view: SignIn) -> str:
        return pages.text("sign_in.html", **NOBODY, view=view)

    return Faces(refused, sign_in)


def told(request: Request, error: Wrong, more: Mapping[str, str] | None = None) -> Response:
    """An error as the asker can read it: one shape for the API, a page for people; with more headers."""
    headers = {**(more or {}), **({"Retry-After": "5"} if error.status == 503 else {})}
    if request.url.path.startswith(IS_API):
        return JSONResponse({"error": {"status": error.status, "what": error.what, "remedy": error.remedy}}, error.status, headers)
    page: Response = request.app.state.pages.page(request, "error.html", error.status, error=error)
    page.headers.update(headers)
    return page


def _ours(request: Request, error: Exception) -> Response:
    found = error if isinstance(error, SaysoError) else SaysoError(str(error))
    status = next((s for kind, s in STATUS if isinstance(found, kind)), 500)
    return told(request, Wrong(status, found.what, found.remedy))


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return told(request, Wrong(404, f"there is nothing at {request.url.path[:200]}", "begin at the overview: /"))
    if status == 405:
        return told(
            request,
            Wrong(405, f"{request.method[:20]} is not allowed here", "see the API's description: /api/v1/openapi.json"),
            getattr(error, "headers", None),
        )
    return told(request, Wrong(status, str(getattr(error, "detail", "")) or "that cannot be done", ""))


def _invalid(request: Request, error: Exception) -> Response:
    """A parameter or a body of the wrong form: names the first one."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": str(error)}
    where = ".".join(str(part) for part in first["loc"][1:]) or "the request"
    return told(request, Wrong(422, f"{where[:200]}: {first['msg']}", "see the API's description: /api/v1/openapi.json"))


def _fault(request: Request, error: Exception) -> Response:
    return told(request, Wrong(500, "that is a fault of sayso's own", "please report it, with the address you asked for"))
