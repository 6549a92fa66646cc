"""`serve` and `report`."""

from __future__ import annotations

import typer

from sayso.cli.setup import existing, iso_day
from sayso.run.settings import find_settings, store_path


def run_serve(store: str | None, settings: str | None, host: str, port: int, open_browser: bool, token: str | None) -> int:
    """Serve the store until Ctrl-C; the exit code."""
    from sayso.web.serve import serve

    found = find_settings(settings)
    return serve(existing(store_path(store, found)), found, host=host, port=port, open_browser=open_browser, token=token, say=typer.echo)


def run_report(out: str, dyad: str, since: str | None, until: str | None, by: str, store: str | None, settings: str | None) -> int:
    """Write a report; the exit code."""
    from sayso.web.report import report

    found = find_settings(settings)
    days = (iso_day(since, "--since"), iso_day(until, "--until"))
    written = report(existing(store_path(store, found)), found, out, dyad, days[0], days[1], by)
    typer.echo(f"{out}: {written}")
    return 0
