"""`sayso`: the commands and their options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn, Optional, Protocol, runtime_checkable

import typer

from sayso.cli.options import (
    ClaimFormat,
    Columns,
    Engine,
    Failures,
    Fetch,
    Files,
    Format,
    ListFormat,
    Master,
    Most,
    Out,
    OutletName,
    Published,
    SettingsFile,
    ShardSize,
    StoreFile,
    Thorough,
    Workers,
)
from sayso.cli.store_commands import add_commands
from sayso.cli.web_commands import PORT, Port, add_web_commands
from sayso.errors import SaysoError

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read once, when numpy is first imported

HELP = "Who did what to whom, and on whose say-so: event data from news reports, with the words behind every value."
DONE, USAGE, SOME_FAILED, OUR_FAULT = 0, 2, 3, 1

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ontology_app = typer.Typer(help="Look at the data sayso codes with, and check it.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(ontology_app, name="ontology")


@app.command()
def code(
    files: Files,
    format: ClaimFormat = None,
    published: Published = None,
    outlet: OutletName = None,
    columns: Columns = None,
    workers: Workers = None,
    limit: Most = None,
    thorough: Thorough = False,
    fetch: Fetch = False,
    quarantine: Failures = None,
    out: Out = None,
    shard: ShardSize = None,
    engine: Engine = "local",
    master: Master = None,
    settings: SettingsFile = None,
) -> None:
    """Code reports into claims: who did, said, threatened, promised or denied what to whom, and who says so."""
    from sayso.cli.coding import run_code
    from sayso.cli.setup import How

    how = How(published, outlet, settings, columns, workers, limit, thorough, fetch, quarantine)
    if out is not None:
        from sayso.cli.sharding import run_shards

        raise typer.Exit(run_shards(files, out, shard, engine, master, format, how))
    raise typer.Exit(run_code(files, format, how, engine))


@app.command()
def statements(
    files: Files,
    format: ListFormat = None,
    published: Published = None,
    outlet: OutletName = None,
    columns: Columns = None,
    workers: Workers = None,
    limit: Most = None,
    thorough: Thorough = False,
    fetch: Fetch = False,
    settings: SettingsFile = None,
) -> None:
    """List who says what in reports."""
    from sayso.cli.coding import run_statements
    from sayso.cli.setup import How

    raise typer.Exit(run_statements(files, format, How(published, outlet, settings, columns, workers, limit, thorough, fetch)))


@app.command()
def skipped(
    files: Files,
    format: ListFormat = None,
    published: Published = None,
    outlet: OutletName = None,
    columns: Columns = None,
    workers: Workers = None,
    limit: Most = None,
    thorough: Thorough = False,
    fetch: Fetch = False,
    settings: SettingsFile = None,
) -> None:
    """List what was passed over, and why."""
    from sayso.cli.coding import run_skipped
    from sayso.cli.setup import How

    raise typer.Exit(run_skipped(files, format, How(published, outlet, settings, columns, workers, limit, thorough, fetch)))


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE|CLAIM", help="A report; - for standard input. Or the id of a claim in the store.")],
    claim: Annotated[Optional[str], typer.Argument(help="Id of a claim of the report, or its beginning; all claims without it.")] = None,  # noqa: UP045
    published: Published = None,
    outlet: OutletName = None,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Show why a report was coded as it was: words, frames, composition, cues, and what was tried and passed over.

    Where the first argument is no file but the id of a claim in the store (or its beginning), the report of that claim is coded again and the claim explained.
    """
    from sayso.cli.explaining import run_explain

    raise typer.Exit(run_explain(file, claim, published, outlet, store, settings))


add_commands(app)
add_web_commands(app)


@app.command()
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Addresses of RSS, Atom or JSON feeds.")],
    every: Annotated[str, typer.Option(help="How often they are asked: 30s, 15m, 2h or 1d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Ask them once, then end.")] = False,
    store: StoreFile = None,
    settings: SettingsFile = None,
) -> None:
    """Follow news feeds, and add what is new in them to the store.

    Ctrl-C ends it when what is at hand is stored. See docs/watching.md for what it asks of servers, and what it refuses.
    """
    from sayso.cli.watching import run_watch

    raise typer.Exit(run_watch(feeds, every, once, store, settings))


@app.command()
def actor(
    mention: Annotated[str, typer.Argument(help='Words that name an actor; - for {"text", "date"} lines on standard input.')],
    date: Annotated[Optional[str], typer.Option(help="Who held the office on that day, YYYY-MM-DD.")] = None,  # noqa: UP045
    format: Format = None,
    settings: SettingsFile = None,
) -> None:
    """Say whom words name: country, sectors, role, and why."""
    from sayso.cli.looking import run_actor

    raise typer.Exit(run_actor(mention, date, format, settings))


@ontology_app.command("show")
def ontology_show(name: Annotated[Optional[str], typer.Argument(help="An event type; all types without it.")] = None, settings: SettingsFile = None) -> None:  # noqa: UP045
    """Show the event types, or one with its modes and frames."""
    from sayso.cli.looking import run_show

    raise typer.Exit(run_show(name, settings))


@ontology_app.command("check")
def ontology_check(
    folder: Annotated[Optional[str], typer.Argument(help="A data folder; the one in use without it.")] = None,  # noqa: UP045
    settings: SettingsFile = None,
    examples: Annotated[bool, typer.Option(help="Also code every example sentence of the frames.")] = True,
) -> None:
    """Check every data file, and that each frame codes the sentences it says it codes and not those it says it does not."""
    from sayso.cli.looking import run_check

    raise typer.Exit(run_check(folder, settings, examples))


@app.command("eval")
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD.jsonl", help="Labelled texts, one JSON object a line; see docs/data.md.")],
    misses: Annotated[int, typer.Option(min=0, help="Also show the first N events missed or claimed in vain, and why.")] = 0,
    format: Annotated[Optional[str], typer.Option("--format", "-f", help="table (the default) or json")] = None,  # noqa: UP045
    settings: SettingsFile = None,
) -> None:
    """Measure on your own labelled texts how well sayso codes them."""
    from sayso.cli.evaluating import run_eval

    raise typer.Exit(run_eval(gold, misses, format, settings))


@app.command()
def demo(
    store: Annotated[Optional[str], typer.Option("--store", help="Keep the store of the demo: a new file.")] = None,  # noqa: UP045
    serve: Annotated[bool, typer.Option("--serve", help="Then open a page over it, until Ctrl-C.")] = False,
    port: Port = PORT,
    open: Annotated[bool, typer.Option("--open", help="Open that page in the browser.")] = False,
    format: Format = None,
) -> None:
    """See what sayso makes of six invented reports by three sides."""
    from sayso.cli.demo import run_demo

    raise typer.Exit(run_demo(store, format, port if serve or open else None, open))


@app.command()
def doctor(settings: SettingsFile = None) -> None:
    """Say what is installed and whether it works."""
    from sayso.cli.looking import run_doctor

    raise typer.Exit(run_doctor(settings))


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Version, then exit.")] = False) -> None:
    """The option of `sayso` itself."""
    if show:
        from sayso.model.release import release

        typer.echo(f"sayso {release()}")
        raise typer.Exit()


@runtime_checkable
class Says(Protocol):
    """A usage error that words itself."""

    def format_message(self) -> str:
        """The message, without the program's name."""
        ...


def _hang_up() -> NoReturn:
    """Ends quietly where nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(DONE)


def main() -> None:
    """Entry point: our errors become one line on standard error and exit 2; a closed pipe ends quietly."""
    from typer.exceptions import TyperException

    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        said = error.format_message() if isinstance(error, Says) else str(error)
        sys.stderr.write(f"sayso: {' '.join(said.split())}; see: sayso --help\n")
        sys.exit(USAGE)
    except SaysoError as error:
        sys.stderr.write(f"sayso: {error}\n")
        sys.exit(USAGE)
    except SystemExit as done:
        if isinstance(done.__context__, BrokenPipeError):  # typer makes it an exit with 1
            _hang_up()
        raise
    except BrokenPipeError:
        _hang_up()
    except KeyboardInterrupt:
        sys.exit(130)
