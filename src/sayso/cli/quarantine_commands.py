"""`quarantine list`, `show` and `retry` and their options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from sayso.cli.options import Columns, Format, OutletName, Published, SettingsFile, StoreFile, Thorough, Workers

quarantine_app = typer.Typer(help="Inputs that could not be read or coded.", no_args_is_help=True, rich_markup_mode=None)


@quarantine_app.command("list")
def quarantine_list(
    run: Annotated[Optional[str], typer.Option("--run", help="Only of this run: its time, or the beginning of it; see sayso runs.")] = None,  # noqa: UP045
    every: Annotated[bool, typer.Option("--all", help="Also what has been taken in since.")] = False,
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """List inputs that could not be read or coded, and why. Numbers stay as they are."""
    from sayso.cli.quarantine import run_list

    raise typer.Exit(run_list(run, every, format, store, settings))


@quarantine_app.command("show")
def quarantine_show(
    where: Annotated[str, typer.Argument(metavar="WHERE", help="The input as list names it, or its number there.")],
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Show why an input is in quarantine, what to do, and how it begins."""
    from sayso.cli.quarantine import run_show

    raise typer.Exit(run_show(where, format, store, settings))


@quarantine_app.command("retry")
def quarantine_retry(
    where: Annotated[Optional[list[str]], typer.Argument(metavar="[WHERE…]", help="Inputs as list names them, their numbers, or files or folders.")] = None,  # noqa: UP045
    every: Annotated[bool, typer.Option("--all", help="All that wait.")] = False,
    seconds: Annotated[Optional[float], typer.Option(min=0.1, help="Seconds of computing for each (default: twice the normal ones).")] = None,  # noqa: UP045
    memory: Annotated[Optional[int], typer.Option(min=1, metavar="MB", help="Memory for each worker (default: twice the normal).")] = None,  # noqa: UP045
    published: Published = None,
    outlet: OutletName = None,
    columns: Columns = None,
    workers: Workers = None,
    thorough: Thorough = False,
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Try inputs again, with more time and memory, and add them to the store.

    Give the other options as they were when the inputs failed; show tells them. What fails again stays in quarantine.
    """
    from sayso.cli.quarantine import run_retry
    from sayso.cli.setup import How

    how = How(published, outlet, settings, columns, workers, None, thorough)
    raise typer.Exit(run_retry(where or [], every, seconds, memory, store, format, how))
