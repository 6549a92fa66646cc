"""A store of the demo's reports, and the site over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sayso.coder import Coder
from sayso.ontology.load import packaged
from websites import Site, made_store


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    """The store of the demo: only to be read."""
    files = [str(p) for p in sorted((packaged() / "demo").glob("*.txt"))]
    return made_store(tmp_path_factory.mktemp("web") / "demo.duckdb", files, coder)


@pytest.fixture(scope="session")
def site(demo_store: Path) -> Site:
    """The site over the demo, for reading."""
    return Site(demo_store)


@pytest.fixture
def own_site(demo_store: Path, tmp_path: Path) -> Site:
    """A site over a copy of the demo's store, for writing."""
    for name in ("demo.duckdb", "demo.duckdb.snapshot"):
        shutil.copy(demo_store.with_name(name), tmp_path / name)
    return Site(tmp_path / "demo.duckdb")
