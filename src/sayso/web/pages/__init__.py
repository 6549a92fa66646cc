"""The pages: `PAGES` lists their routers."""

from sayso.web.pages import alerts, atlas, correct, disputes, documents, dyads, event, events, help, overview, reading, review, search, sources

PAGES = tuple(m.router for m in (overview, events, event, reading, documents, disputes, dyads, atlas, sources, alerts, search, review, correct, help))
