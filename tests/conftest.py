"""What all tests share: one ontology and one coder a session, and two ways to run the command line."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.model.text import Document
from sayso.ontology.load import Ontology, load, packaged
from sayso.parser import Parser

MAIN = [sys.executable, "-c", "from sayso.cli.main import main; main()"]


def pytest_configure() -> None:
    """Commands code in their own process: one more for each of hundreds would cost minutes. Tests of workers ask for them."""
    os.environ["SAYSO_WORKERS"] = "0"


def environment() -> dict[str, str]:
    """This process's, for a command in another folder: entries of PYTHONPATH made absolute, 80 columns, no settings."""
    path = os.pathsep.join(os.path.abspath(p) for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p)
    out = {**os.environ, "COLUMNS": "80"} | ({"PYTHONPATH": path} if path else {})
    out.pop("SAYSO_SETTINGS", None)
    return out


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    raw: bytes
    errors: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")


@pytest.fixture(scope="session")
def repo() -> Path:
    """The repository, for its documents and tools; the package under test is the installed one."""
    return Path(os.environ["SAYSO_REPO"]) if "SAYSO_REPO" in os.environ else Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="session")
def parser(ontology: Ontology) -> Parser:
    return Parser(ontology.folder)


@pytest.fixture(scope="session")
def coder(ontology: Ontology, parser: Parser) -> Coder:
    return Coder(ontology, parser)


@pytest.fixture(scope="session")
def code(coder: Coder) -> Callable[..., Coding]:
    """code(text, published="2020-06-15", outlet=None): the coding of a text."""

    def run(text: str, published: str | None = "2020-06-15", outlet: str | None = None) -> Coding:
        identity = digest(outlet, None, published, text)
        return coder.code(Document(identity, "-", text, outlet=outlet, published=published, basis="given" if published else None))

    return run


@pytest.fixture
def sayso(ontology: Ontology, parser: Parser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    """sayso("code", path, stdin=b""): the real command line in this process. The packaged ontology and the parser are
    the session's, because loading them takes seconds; everything else is what a person runs."""
    from sayso.cli import setup
    from sayso.cli.main import main

    monkeypatch.setattr(setup, "load", lambda folder=None: ontology if folder is None else load(folder))
    monkeypatch.setattr(setup, "Parser", lambda data, name=None: parser if name is None else Parser(data, name))
    monkeypatch.delenv("SAYSO_SETTINGS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args: object, stdin: bytes = b"") -> Ran:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as m:
            m.setattr(sys, "argv", ["sayso", *map(str, args)])
            m.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            m.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", write_through=True))
            m.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8", write_through=True))
            with pytest.raises(SystemExit) as done:
                main()
            sys.stdout.flush()
            sys.stderr.flush()
            exit_code = done.value.code
            return Ran(int(exit_code or 0) if not isinstance(exit_code, str) else 1, out.getvalue(), err.getvalue().decode("utf-8"))

    return run


@pytest.fixture(scope="session")
def process() -> Callable[..., Ran]:
    """process("code", path, env={…}): the command line in a process of its own."""

    def run(*args: object, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None) -> Ran:
        done = subprocess.run([*MAIN, *map(str, args)], input=stdin, capture_output=True, env={**environment(), **(env or {})}, cwd=cwd, timeout=120)
        return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    return run


@pytest.fixture(scope="session")
def demo() -> tuple[Path, ...]:
    """The packaged demo reports."""
    return tuple(sorted((packaged() / "demo").glob("*.txt")))


@pytest.fixture(scope="session")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontology") / "data"
    shutil.copytree(packaged(), folder)
    return folder


@pytest.fixture
def data(_data: Path) -> Iterator[Path]:
    """A copy of the data folder to break; what a test changed is put back after it."""
    before = {p: p.stat().st_mtime_ns for p in _data.rglob("*") if p.is_file()}
    yield _data
    for path in [p for p in _data.rglob("*") if p.is_file()]:
        if path not in before:
            path.unlink()
    for path, stamp in before.items():
        if not path.exists() or path.stat().st_mtime_ns != stamp:
            shutil.copy2(packaged() / path.relative_to(_data), path)
