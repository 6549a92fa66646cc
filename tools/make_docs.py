"""Write the generated parts of the documentation; with --check only say which are stale (exit 1).

docs/record.md   every record, from the dataclasses, with the meanings in tools/fields.yaml and one coded claim
docs/cli.md      the help of every command, at 80 columns
docs/events.md   the event types, from the ontology
In the other pages, the block behind `<!-- run: COMMAND -->` is what the command prints; "(first N lines)" cuts it. Commands that need a store find one
of the demo's reports. What stands between `<!-- made: NAME -->` and `<!-- end -->` is made by docs_parts.py.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import os
import re
import shlex
import sys
import tempfile
import types
import typing
from dataclasses import fields, is_dataclass
from pathlib import Path
from unittest import mock

import typer.main
import yaml

from docs_parts import Given, filled
from sayso.cli.main import app
from sayso.cli.main import main as sayso
from sayso.coder import Coder
from sayso.model.claim import Claim
from sayso.model.event import Correction, Event
from sayso.model.plain import to_plain
from sayso.model.statement import Statement
from sayso.model.text import Document, Skip, Span
from sayso.ontology.load import Ontology, load
from sayso.readers import read
from sayso.run.lookup import Answer
from sayso.writers.csv import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    *("", "demo", "code", "statements", "skipped", "explain"),
    *("add", "events", "show", "disputes", "dyad", "alerts", "export", "correct", "merge", "split"),
    *("sources", "sources list", "sources set", "resolve", "runs", "quarantine", "quarantine list", "compact"),
    *("actor", "eval", "ontology", "ontology show", "ontology check", "doctor"),
)
NOTE = "<!-- Written by tools/make_docs.py from the code and tools/fields.yaml; do not edit. Run: make docs -->\n\n"
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", Span: "[start, end]", type(None): "null"}
RUN = re.compile(r"<!-- run: (?P<command>[^(\n]+?)(?: \(first (?P<lines>\d+) lines\))? -->\n```text\n(?:[^\n]*\n)*?```")


class Screen(io.TextIOWrapper):
    """A terminal of 80 columns that keeps what is written to it; a terminal, so that commands print what a person sees."""

    def isatty(self) -> bool:
        return True


def run(command: str) -> str:
    """What a command prints, without colours. Raises RuntimeError where it fails."""
    out, code = io.BytesIO(), 0
    screen = Screen(out, "utf-8", write_through=True)
    with mock.patch.object(sys, "argv", shlex.split(command)), contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        try:
            sayso()
        except SystemExit as done:
            code = int(done.code or 0)
    text = re.sub(r"\x1b\[[\d;]*m", "", out.getvalue().decode("utf-8"))
    if code:
        raise RuntimeError(f"{command} exits with {code}: {text}")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def refreshed(found: re.Match[str]) -> str:
    """A block with the output of its command as it is now."""
    lines = run(found["command"]).splitlines()
    shown = lines[: int(found["lines"] or len(lines))]
    return "\n".join((found[0].split("\n", 1)[0], "```text", f"$ {found['command']}", *shown, *(["…"] * (len(shown) < len(lines))), "```"))


def cli_page(head: str) -> str:
    """The help of `sayso` and of every command."""
    return NOTE + head + "".join(f"\n## {command}\n\n```text\n{run(f'{command} --help')}\n```\n" for command in commands("sayso", typer.main.get_command(app)))


def commands(name: str, command: typing.Any) -> typing.Iterator[str]:
    """A command and all below it, in the order of its help."""
    yield name
    for part, below in getattr(command, "commands", {}).items():
        yield from commands(f"{name} {part}", below)


def events_page(head: str, ontology: Ontology) -> str:
    """All event types, then each with its modes."""
    parts = [NOTE + head, "| type | quad | score | modes |\n|---|---|---|---|"]
    parts += [f"| [{t.name}](#{t.name.lower()}) | {t.quad} | {t.score:+g} | {', '.join(t.modes) or '–'} |" for t in ontology.types.values()]
    for t in ontology.types.values():
        parts.append(f"\n## {t.name}\n\n{t.definition}\n\nQuad {t.quad}, score {t.score:+g}.")
        parts += ["\n| mode | score | meaning |\n|---|---|---|"] * bool(t.modes)
        parts += [f"| {m.name} | {m.score:+g} | {m.definition} |" for m in t.modes.values()]
    return "\n".join(parts) + "\n"


def record_page(head: str, csv: str, meanings: dict[str, dict[str, str]], ontology: Ontology) -> str:
    """Every record with its fields, and one claim as it is written. Raises RuntimeError where code and meanings name different records."""
    records = reached([Claim, Statement, Skip, Answer, Event, Correction])
    if wrong := {r.__name__ for r in records} ^ set(meanings):
        raise RuntimeError(f"tools/fields.yaml: {', '.join(sorted(wrong))} must stand in the code and in the file")
    parts = [NOTE + head, f"```json\n{example(ontology)}\n```"]
    for record in records:
        parts += [f"\n## {record.__name__}\n\n{inspect.getdoc(record)}\n\n| field | type | meaning |\n|---|---|---|", *rows(record, meanings[record.__name__])]
    return "\n".join([*parts, f"\n{csv}\n`{'`, `'.join(COLUMNS)}`\n"])


def rows(record: type, meanings: dict[str, str]) -> list[str]:
    """A table row a field. Raises RuntimeError where fields and meanings differ or null is not explained."""
    hints, names = typing.get_type_hints(record), [f.name for f in fields(record)]
    if names != list(meanings):
        raise RuntimeError(f"tools/fields.yaml: {record.__name__} must have the fields {', '.join(names)}, in this order")
    for n in names:
        if type(None) in typing.get_args(hints[n]) and "null" not in meanings[n].lower():
            raise RuntimeError(f"tools/fields.yaml: {record.__name__}.{n} can be null; say what that means")
    return [f"| `{n}` | {written(hints[n])} | {meanings[n]} |" for n in names]


def written(kind: typing.Any) -> str:
    """A type as it stands in JSON."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return ", ".join(f"`{p}`" for p in parts)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(written(p) for p in parts)
    return f"list of {written(parts[0])}" if origin is tuple else PLAIN.get(kind) or f"[{kind.__name__}](#{kind.__name__.lower()})"


def reached(todo: list[typing.Any]) -> list[type]:
    """The records of a list and all those their fields hold, in reading order."""
    out: list[type] = []
    while todo:
        kind = todo.pop(0)
        if isinstance(kind, type) and is_dataclass(kind) and kind not in out:
            out.append(kind)
            todo[0:0] = [typing.get_type_hints(kind)[f.name] for f in fields(kind)]
        todo[0:0] = [p for p in typing.get_args(kind) if not isinstance(p, str)]
    return out


def example(ontology: Ontology) -> str:
    """The first claim of the example report that has a condition, a key a line. Versions and hashes of data are left out."""
    claims = [c for d in read("docs/report.txt") if isinstance(d, Document) for c in Coder(ontology).code(d).claims]
    plain = to_plain(next((c for c in claims if c.condition), claims[0])) | {"coder": "sayso …", "ontology": "sha256:…"}
    return "{" + ",\n ".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in plain.items()) + "}"


@contextlib.contextmanager
def demo_store() -> typing.Iterator[None]:
    """A store of the demo's reports, which commands find by themselves."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, SAYSO_STORE=f"{folder}/demo.duckdb"):
        run(f"sayso demo --store {shlex.quote(os.environ['SAYSO_STORE'])}")
        yield


def main() -> int:
    """Write what is stale, or with --check name it; the exit code."""
    os.chdir(ROOT)
    os.environ.update(COLUMNS="80", TERM="dumb", SAYSO_SETTINGS=os.devnull)
    source, ontology, check = yaml.safe_load(Path("tools/fields.yaml").read_text(encoding="utf-8")), load(), "--check" in sys.argv[1:]
    heads, meanings = source["pages"], source["records"]
    pages = {"docs/cli.md": cli_page(heads["cli"]), "docs/events.md": events_page(heads["events"], ontology)}
    pages["docs/record.md"] = record_page(heads["record"], heads["csv"], meanings, ontology)
    given = Given(ontology, source, written)
    with demo_store():
        for path in sorted([*Path().glob("*.md"), *Path("docs").glob("*.md")]):
            pages.setdefault(path.as_posix(), RUN.sub(refreshed, filled(path.read_text(encoding="utf-8"), given)))
    stale = [n for n, text in pages.items() if not Path(n).is_file() or Path(n).read_text(encoding="utf-8") != text]
    for name in stale:
        print(f"{name} is stale; run: make docs" if check else f"{name} written")
        if not check:
            Path(name).write_text(pages[name], encoding="utf-8")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
