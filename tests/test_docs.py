"""The documentation: links lead somewhere, commands exist, code runs, generated parts are fresh."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import typer.main

import sayso
from sayso.cli.main import app
from sayso.coder import pipeline
from sayso.ontology.load import Ontology, packaged
from sayso.parser import Parser

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
PAGES = ("tutorial", "data", "architecture", "decisions", "evaluation", "resolving", "store", "tracking", "exports", "reading", "scale", "watching")
WRITTEN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p}.md" for p in PAGES))
GENERATED = ("docs/record.md", "docs/cli.md", "docs/events.md", "docs/limits.md")
README_LINES = 160


def blocks(repo: Path, name: str, language: str) -> list[str]:
    return [m[2] for m in FENCE.finditer((repo / name).read_text(encoding="utf-8")) if m[1] == language]


def anchors(text: str) -> set[str]:
    """Headings as they are linked to."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


@pytest.mark.parametrize("name", [*WRITTEN, *GENERATED])
def test_links_lead_somewhere(repo: Path, name: str) -> None:
    page = repo / name
    text = page.read_text(encoding="utf-8")
    wrong = []
    for link in LINK.findall(FENCE.sub("", text)):
        if re.match(r"https?:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            wrong.append(link)
    assert not wrong


@pytest.mark.parametrize("name", [*WRITTEN, *GENERATED])
def test_pages_name_no_place_of_one_machine(repo: Path, name: str) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root|Users)/", (repo / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/tutorial.md",
        "docs/data.md",
        "docs/resolving.md",
        "docs/store.md",
        "docs/tracking.md",
        "docs/exports.md",
        "docs/reading.md",
        "docs/scale.md",
        "docs/watching.md",
    ],
)
def test_commands_exist(repo: Path, name: str) -> None:
    text = (repo / name).read_text(encoding="utf-8")
    shown = re.findall(r"`sayso ([a-z].*?)`", FENCE.sub("", text))
    for language in ("sh", "text"):
        shown += [c for b in blocks(repo, name, language) for c in re.findall(r"^(?:\$ )?sayso (.+)$", b, re.MULTILINE)]
    known = typer.main.get_command(app)
    for command in shown:
        words = [w for w in command.split("|")[0].split("#")[0].split() if re.fullmatch(r"[a-z-]+", w)]
        at = known
        while words and hasattr(at, "commands") and not words[0].startswith("-"):
            assert words[0] in at.commands, f"sayso {command}"
            at = at.commands[words.pop(0)]
        options = {o for p in at.params for o in (*p.opts, *p.secondary_opts)}
        assert {w for w in words if w.startswith("--")} <= options, f"sayso {command}"
    assert shown


def test_readme_is_short(repo: Path) -> None:
    assert len((repo / "README.md").read_text(encoding="utf-8").splitlines()) <= README_LINES


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_python_runs(repo: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(repo)
    for code in blocks(repo, name, "python"):
        exec(compile(code, name, "exec"), {})
    assert capsys.readouterr().out


@pytest.fixture(scope="module")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the demo's reports, by the name a store has where none is given."""
    path = tmp_path_factory.mktemp("demo") / "sayso.duckdb"
    with sayso.open(path) as store:
        store.add(sorted((packaged() / "demo").glob("*.txt")))
    return path


def test_queries_give_rows(repo: Path, demo_store: Path) -> None:
    queries = blocks(repo, "docs/store.md", "sql")
    assert len(queries) > 5
    with duckdb.connect(f"{demo_store}.snapshot", read_only=True) as store:
        for query in queries:
            assert store.execute(query).fetchall(), query


def test_python_on_a_store_runs(repo: Path, demo_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(demo_store.parent)
    (code,) = blocks(repo, "docs/store.md", "python")
    exec(compile(code, "docs/store.md", "exec"), {})
    assert capsys.readouterr().out


def test_stages_are_told_as_they_are(repo: Path, ontology: Ontology) -> None:
    text = (repo / "docs/architecture.md").read_text(encoding="utf-8").partition("## Stages")[2].partition("\n## ")[0]
    told = [tuple(c.strip() for c in line.split("|")[1:4]) for line in text.splitlines() if line.startswith("| ")][1:]
    stages = pipeline(ontology, Parser(ontology.folder), "test")
    assert [(n, frozenset(needs.split()), frozenset(gives.split())) for n, needs, gives in told] == [(s.name, s.needs, s.gives) for s in stages]


def test_settings_are_told(repo: Path) -> None:
    from sayso.run.settings import KEYS

    (block,) = blocks(repo, "docs/data.md", "toml")
    assert set(re.findall(r"^(\w+) =", block, re.MULTILINE)) == set(KEYS)


def test_every_data_file_is_told(repo: Path, ontology: Ontology) -> None:
    text = (repo / "docs/data.md").read_text(encoding="utf-8")
    files = {p.relative_to(ontology.folder) for p in ontology.folder.rglob("*") if p.suffix in (".yaml", ".csv", ".txt") and "demo" not in p.parts}
    told = {f for f in files for shape in (f.name, f"{f.parent.as_posix()}/<type>.yaml", f"{f.parent.as_posix()}/*.csv") if shape in text}
    assert files == told


def test_generated_parts_are_fresh(repo: Path) -> None:
    done = subprocess.run([sys.executable, str(repo / "tools" / "make_docs.py"), "--check"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
