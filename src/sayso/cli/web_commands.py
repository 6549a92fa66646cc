"""`serve` and `report`, and their options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sayso.cli.options import SettingsFile, Since, StoreFile, Until

PORT = 8011
Host = Annotated[str, typer.Option(help="Where to listen. Other machines reach anything but 127.0.0.1, and then reading needs the token too.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Which port to listen on.")]
Opened = Annotated[bool, typer.Option("--open", help="Open the page in the browser, signed in.")]
Token = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads it
    typer.Option(envvar="SAYSO_TOKEN", show_envvar=True, help="What allows correcting, 16 characters or more; a random one without it."),
]


def add_web_commands(app: typer.Typer) -> None:
    """Registers the commands, in the order of the help."""
    app.command("serve")(serve_command)
    app.command("report")(report_command)


def serve_command(
    store: StoreFile = None,
    host: Host = "127.0.0.1",
    port: Port = PORT,
    open: Opened = False,
    token: Token = None,
    settings: SettingsFile = None,
) -> None:
    """Open a page over the store: read reports with their claims marked, compare accounts, follow pairs, correct what is wrong.

    Works while `sayso add` runs. Corrections are signed and kept; see docs/web.md, also for the same as an HTTP API.
    """
    from sayso.cli.serving import run_serve

    raise typer.Exit(run_serve(store, settings, host, port, open, token))


def report_command(
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE.html", help="The file to write.")],
    dyad: Annotated[str, typer.Option("--dyad", metavar="PAIR", help="A pair of parties, as USA-IRN.")],
    since: Since = None,
    until: Until = None,
    by: Annotated[str, typer.Option(help="day, week or month")] = "week",
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Write one file about a pair of parties, to mail, archive and print: no script, nothing from outside."""
    from sayso.cli.serving import run_report

    raise typer.Exit(run_report(out, dyad, since, until, by, store, settings))
