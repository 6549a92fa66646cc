"""Imports run one way, and nothing heavy loads before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).resolve().parent
WORKS = {"stages", "coder", "resolve", "track", "parser"}
SEES: dict[str, set[str]] = {
    "errors": set(),
    "model": {"model"},
    "ontology": {"model", "errors", "ontology"},
    "readers": {"model", "errors", "readers"},
    "writers": {"model", "errors", "writers"},
    "store": {"model", "errors", "store"},
    "parser": {"model", "errors", "ontology"},
    "stages": {"model", "errors", "ontology", "stages"},
    "coder": {"model", "errors", "ontology", "parser", "stages"},
    "resolve": {"model", "errors", "ontology", "resolve"},
    "track": {"model", "errors", "ontology", "track"},
    "run": {"model", "errors", "ontology", "run", "readers", "writers", "store", *WORKS},
    "facade": {"model", "errors", "ontology", "run", "readers", "writers", "store", "facade", *WORKS},
    "__init__": {"facade", "errors", "resolve"},
    "__main__": {"cli"},
}
BELOW = {*SEES} - {"__init__", "__main__"}
SEES["cli"] = BELOW | {"cli"}
SEES["web"] = BELOW | {"web"}
HEAVY = ("spacy", "numpy", "thinc", "yaml", "trafilatura", "py3langid", "lxml")
LAZY = ("cli", "facade")


@dataclass(frozen=True)
class Import:
    """One import of one of our modules: by whom, of what, which names, where."""

    module: str
    target: str
    names: tuple[str, ...]
    line: int
    inside: str | None
    checking: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def name_of(path: Path) -> str:
    parts = ("sayso", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


MODULES = {name_of(p): p for p in sorted(ROOT.rglob("*.py"))}


def package(module: str) -> str:
    """The layer a module belongs to: "sayso.stages.times" is of "stages"."""
    return module.split(".")[1] if "." in module else "__init__"


def imports_of(module: str, path: Path) -> Iterator[Import]:
    def walk(node: ast.AST, inside: str | None, checking: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                yield from walk(child, getattr(child, "name", "lambda"), checking)
                continue
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                yield from walk(child, inside, True)
                continue
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(module, alias.name, (), child.lineno, inside, checking)
            elif isinstance(child, ast.ImportFrom):
                base = child.module or ""
                if child.level:
                    here = module.split(".") if path.stem == "__init__" else module.split(".")[:-1]
                    base = ".".join([*here[: len(here) - child.level + 1], *([child.module] if child.module else [])])
                yield Import(module, base, tuple(a.name for a in child.names), child.lineno, inside, checking)
            yield from walk(child, inside, checking)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), None, False)


ALL = [i for m, p in MODULES.items() for i in imports_of(m, p)]
OURS = [i for i in ALL if i.target == "sayso" or i.target.startswith("sayso.")]


def targets(i: Import) -> set[str]:
    """The modules an import reaches: `from sayso.cli import tables` reaches sayso.cli.tables."""
    deeper = {f"{i.target}.{n}" for n in i.names if f"{i.target}.{n}" in MODULES}
    return deeper or {i.target}


def test_the_package_was_found() -> None:
    assert len(MODULES) > 40
    assert len(OURS) > 100


def test_every_package_has_a_rule() -> None:
    assert {package(m) for m in MODULES} <= {*SEES}


@pytest.mark.parametrize("layer", sorted(SEES))
def test_a_layer_sees_only_what_it_may(layer: str) -> None:
    wrong = []
    for i in OURS:
        if package(i.module) != layer:
            continue
        for target in targets(i):
            seen = package(target)
            piece = layer == "stages" and target == "sayso.parser" and i.names == ("Piece",)
            serve = layer == "cli" and seen == "web" and i.names in (("serve",), ("report",))
            if seen not in SEES[layer] and not piece and not serve:
                wrong.append(str(i))
    assert not wrong


def test_the_model_needs_the_standard_library_only() -> None:
    foreign = [str(i) for i in ALL if package(i.module) == "model" and i.target.split(".")[0] not in {*sys.stdlib_module_names, "sayso"}]
    assert not foreign


@pytest.mark.parametrize("layer", ["stages", "coder", "resolve", "track"])
def test_thinking_touches_no_file_network_or_clock(layer: str) -> None:
    outside = {"os", "io", "pathlib", "socket", "urllib", "http", "subprocess", "time", "random", "sqlite3", "duckdb", "requests", "tempfile", "shutil"}
    assert not [str(i) for i in ALL if package(i.module) == layer and i.target.split(".")[0] in outside]
    for module, path in MODULES.items():
        if package(module) == layer:
            calls = {
                n.func.attr for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
            }
            assert not calls & {"today", "now", "utcnow", "read_text", "write_text"}, module


def test_no_import_of_ours_hides_in_a_function() -> None:
    assert not [str(i) for i in OURS if i.inside and package(i.module) not in LAZY]


def test_no_import_stands_under_type_checking() -> None:
    assert not [str(i) for i in OURS if i.checking]


def test_there_is_no_cycle() -> None:
    graph: dict[str, set[str]] = {m: set() for m in MODULES}
    for i in OURS:
        graph[i.module] |= {t for t in targets(i) if t in MODULES and t != i.module}
    state: dict[str, int] = {}

    def visit(m: str, path: tuple[str, ...]) -> None:
        assert state.get(m) != 1, " > ".join((*path[path.index(m) :], m))
        if state.get(m) is None:
            state[m] = 1
            for t in sorted(graph[m]):
                visit(t, (*path, m))
            state[m] = 2

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize(
    "code",
    [
        "import sayso",
        "import sys; sys.argv = ['sayso', '--help']\nfrom sayso.cli.main import main\ntry: main()\nexcept SystemExit as e: assert not e.code",
        "import sys; sys.argv = ['sayso', 'code', '--help']\nfrom sayso.cli.main import main\ntry: main()\nexcept SystemExit as e: assert not e.code",
    ],
    ids=["import", "help", "help of a command"],
)
def test_nothing_heavy_loads_early(code: str) -> None:
    tail = f"\nimport sys; print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_no_event_code_stands_in_the_code(ontology: object) -> None:
    """Types and modes are data; the doctor's and the docstrings' words are no codes."""
    types = set(getattr(ontology, "types"))  # noqa: B009 - typed loosely on purpose
    wrong = []
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrong += [f"{module}:{n.lineno} {n.value}" for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value in types]
    assert not wrong
