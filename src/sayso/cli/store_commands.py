"""The commands over the store and their options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Optional

import typer

from sayso.cli.options import (
    By,
    Columns,
    Deeds,
    DyadOption,
    EventFormat,
    Fetch,
    Files,
    Format,
    Limit,
    MinSources,
    Most,
    OutletName,
    PartyOption,
    Published,
    Reason,
    SettingsFile,
    Since,
    StatusOption,
    StoreFile,
    Thorough,
    TypeOption,
    Until,
    Workers,
)
from sayso.cli.quarantine_commands import quarantine_app

EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, its beginning, or the id of one of its claims.")]

sources_app = typer.Typer(help="Outlets: those in use, and your own table of them.", no_args_is_help=True, rich_markup_mode=None)


def add_commands(app: typer.Typer) -> None:
    """Registers the commands, in the order of the help."""
    first: tuple[Callable[..., None], ...] = (add, load, events, show, disputes, dyad, alerts, export, correct, merge, split, resolve, runs, compact)
    for command in first:
        app.command()(command)
    app.add_typer(sources_app, name="sources")
    app.add_typer(quarantine_app, name="quarantine")


def add(
    files: Files,
    store: StoreFile = None,
    published: Published = None,
    outlet: OutletName = None,
    format: Format = None,
    columns: Columns = None,
    workers: Workers = None,
    limit: Most = None,
    thorough: Thorough = False,
    fetch: Fetch = False,
    settings: SettingsFile = None,
) -> None:
    """Add reports to the store, and join what they tell with what it holds.

    A report the store knows adds nothing. A run that was stopped can be repeated: it goes on where it was.
    """
    from sayso.cli.adding import run_add
    from sayso.cli.setup import How

    raise typer.Exit(run_add(files, store, format, How(published, outlet, settings, columns, workers, limit, thorough, fetch)))


def load(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER…", help="Folders that `sayso code --out` wrote.")],
    store: StoreFile = None,
    format: Format = None,
    settings: SettingsFile = None,
) -> None:
    """Bring coded reports from shards into the store, and join what they tell with what it holds.

    Nothing is coded again. Each shard is checked against its manifest first. A load that was stopped can be repeated: it goes on where it was.
    """
    from sayso.cli.loading import run_load

    raise typer.Exit(run_load(folders, store, format, settings))


def events(
    dyad: DyadOption = None,
    party: PartyOption = None,
    since: Since = None,
    until: Until = None,
    status: StatusOption = None,
    type: TypeOption = None,
    min_sources: MinSources = 0,
    deeds: Deeds = None,
    limit: Limit = None,
    format: EventFormat = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """List events, newest first.

    Each with when it was, who did what to whom, where, how many were hurt, and how far accounts agree.
    """
    from sayso.cli.asking import Asked
    from sayso.cli.listing import run_events

    raise typer.Exit(run_events(Asked(dyad, party, since, until, status, type, min_sources, deeds, limit), format, store, settings))


def show(
    event: EventArgument,
    claims: Annotated[bool, typer.Option("--claims", help="Also every claim with its sentence, and every account.")] = False,
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Show an event and all that is told of it.

    What, who, when, where, who says so, who denies it, how sure, why its claims were joined, what was said about it, and what people corrected.
    """
    from sayso.cli.showing import run_show

    raise typer.Exit(run_show(event, claims, format, store, settings))


def disputes(
    dyad: DyadOption = None,
    party: PartyOption = None,
    since: Since = None,
    until: Until = None,
    status: StatusOption = None,
    type: TypeOption = None,
    min_sources: MinSources = 0,
    deeds: Deeds = None,
    limit: Limit = None,
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """List where accounts contradict each other, in the words of each."""
    from sayso.cli.asking import Asked
    from sayso.cli.listing import run_disputes

    raise typer.Exit(run_disputes(Asked(dyad, party, since, until, status, type, min_sources, deeds, limit), format, store, settings))


def dyad(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A country's code or name, or a group's id.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other party.")],
    by: Annotated[str, typer.Option("--by", help="day, week or month")] = "week",
    since: Since = None,
    until: Until = None,
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Follow two parties over time.

    A chart and a table of events in both directions, where their relations go and why, ruptures, alerts, and what came of threats.
    """
    from sayso.cli.following import run_dyad

    raise typer.Exit(run_dyad(one, other, by, since, until, format, store, settings))


def alerts(dyad: DyadOption = None, since: Since = None, format: Format = None, store: StoreFile = None, settings: SettingsFile = None) -> None:
    """List rises of violence or words above a pair's own past.

    Each with its rule, its reason, the events behind it, and what would end it. --dyad takes both directions.
    """
    from sayso.cli.following import run_alerts

    raise typer.Exit(run_alerts(dyad, since, format, store, settings))


def export(
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="The format; list shows them all.")],
    output: Annotated[Optional[str], typer.Option("--output", "-o", metavar="FOLDER", help="Where to (default: ./sayso-FORMAT).")] = None,  # noqa: UP045
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Write the store in another format.

    With a data dictionary, a citation, and a list of the events that the format cannot hold. Files of the same names are replaced.
    """
    from sayso.cli.exporting import run_export

    raise typer.Exit(run_export(to, output, format, store, settings))


def correct(
    id: Annotated[str, typer.Argument(metavar="CLAIM|EVENT", help="Id of a claim or an event, or its beginning.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="reject, accept, undo, event, modes, status, actors, recipients, time, place or figures")],
    value: Annotated[Optional[str], typer.Argument(metavar="VALUE", help="The right value; none for reject, accept and undo.")] = None,  # noqa: UP045
    by: By = None,
    reason: Reason = "",
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Correct a claim, or all claims of an event. Kept for ever, signed and dated; nothing is overwritten.

    reject: the claim no longer counts, and its event is made without it; accept takes that back. undo takes back the correction of that id; merges and
    splits are taken back by each other. Any other correction changes no event: it is shown beside the coder's value, and goes out with export --to labelstudio.
    Values: for event an event type, for status one of a claim's, for time YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD, for place a name; participants: ARM; "the Army"
    AZE MIL; figures: killed 3; wounded 10-12; missing >=4; none for nothing.
    """
    from sayso.cli.correcting import run_correct

    raise typer.Exit(run_correct(id, field, value, by, reason, format, store, settings))


def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT…", help="Ids of events, or their beginnings.")],
    by: By = None,
    reason: Reason = "",
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Say that events are one.

    Kept for ever, whatever is added or resolved again, until they are split.
    """
    from sayso.cli.correcting import run_merge

    raise typer.Exit(run_merge(events, by, reason, format, store, settings))


def split(
    event: EventArgument,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM…", help="Claims that leave it, together: ids or their beginnings; see show --claims.")],
    by: By = None,
    reason: Reason = "",
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Say that claims are not of an event, but of one of their own.

    Kept for ever, whatever is added or resolved again, until they are merged.
    """
    from sayso.cli.correcting import run_split

    raise typer.Exit(run_split(event, claims, by, reason, format, store, settings))


@sources_app.command("list")
def sources_list(
    unknown: Annotated[bool, typer.Option("--unknown", help="Only outlets no table knows.")] = False,
    format: Format = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """List the outlets in use: how many reports, whether a table knows them, and for whom they speak."""
    from sayso.cli.sources import run_list

    raise typer.Exit(run_list(unknown, format, store, settings))


@sources_app.command("set")
def sources_set(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of a known outlet, or what a new one's reports call it.")],
    name: Annotated[Optional[str], typer.Option(help="Its name.")] = None,  # noqa: UP045
    country: Annotated[Optional[str], typer.Option(help="Code of its country.")] = None,  # noqa: UP045
    affiliation: Annotated[Optional[str], typer.Option(help="independent, public, state, party, unknown, state:IRN, party:hezbollah")] = None,  # noqa: UP045
    kind: Annotated[Optional[str], typer.Option(help="agency, broadcaster, newspaper, website or wire")] = None,  # noqa: UP045
    domains: Annotated[Optional[str], typer.Option(help="Domains, joined with |.")] = None,  # noqa: UP045
    aliases: Annotated[Optional[str], typer.Option(help="Other names, joined with |.")] = None,  # noqa: UP045
    format: Format = None,
    settings: SettingsFile = None,
) -> None:
    """Write an outlet into your own table.

    Its rows win over the packaged ones; what is not given stays as it was.

    The table is the file the settings name under outlets, else sayso-outlets.csv beside the settings file or in the working directory.
    """
    from sayso.cli.sources import run_set

    changes = {"name": name, "country": country, "affiliation": affiliation, "kind": kind, "domains": domains, "aliases": aliases}
    raise typer.Exit(run_set(id, {k: v for k, v in changes.items() if v is not None}, format, settings))


def resolve(format: Format = None, store: StoreFile = None, settings: SettingsFile = None) -> None:
    """Make all events anew from the claims in the store.

    To be run after a change of outlets or of the rules of resolving. Corrections hold.
    """
    from sayso.cli.upkeep import run_resolve

    raise typer.Exit(run_resolve(format, store, settings))


def runs(format: Format = None, store: StoreFile = None, settings: SettingsFile = None) -> None:
    """List what was added when, and with which version."""
    from sayso.cli.upkeep import run_runs

    raise typer.Exit(run_runs(format, store, settings))


def compact(format: Format = None, store: StoreFile = None, settings: SettingsFile = None) -> None:
    """Write the store's file anew and smaller.

    Needs room for a second one.
    """
    from sayso.cli.upkeep import run_compact

    raise typer.Exit(run_compact(format, store, settings))
