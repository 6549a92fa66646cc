"""Pages in a real browser: `make check-web`. Without SAYSO_WEB=1 none of it is looked at, so that playwright need not be there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

WANTED = os.environ.get("SAYSO_WEB") == "1"
collect_ignore_glob = [] if WANTED else ["test_*.py"]

if WANTED:
    from playwright.sync_api import Browser, sync_playwright

    from browsing import Guest, Served, copied, done, guest_of, launched, serving

SCRIPT = "<script>window.__xss=1</script>"
IMAGE = "<img src=x onerror=window.__xss=1>"
LANDS = ("Peru", "Chile", "Kenya", "Nepal", "Norway", "Ghana", "Oman")


def reports() -> list[dict[str, Any]]:
    """Invented: one full of scripts, three with titles from right to left, and some with more events than a page lists."""
    titles = {"ar": "هجوم بطائرة مسيرة على نقطة حدودية", "fa": "حمله پهپادی به پاسگاه مرزی", "he": "תקיפת רחפן במוצב גבול"}
    pairs = [(a, b) for a in LANDS for b in LANDS if a != b]
    nasty = {
        "id": "nasty",
        "title": f"{SCRIPT}\u202egnihton",
        "outlet": f"Wire{IMAGE}",
        "url": "javascript:window.__xss=1",
        "published": "2031-03-12",
        "text": f'BAKU - Azerbaijan attacked Armenia on Monday, {SCRIPT} said. General Ivan "><svg onload=window.__xss=1> Petrov said three people '
        "were killed.\n\n"
        f"The {IMAGE} Front said that it had bombed Armenia's army on Tuesday. {{{{7*7}}}}\n",
    }
    turned = [
        {
            "id": f"turned-{code}",
            "title": title,
            "outlet": title,
            "language": "en",
            "published": "2031-03-13",
            "text": f"{title}\n\nTEHRAN - Iran attacked Iraq on Wednesday, March 12, 2031, killing four soldiers in {title}, officials in Baghdad said.\n\n"
            "Iran denied that it had attacked Iraq.\n",
        }
        for code, title in titles.items()
    ]
    many = [
        {
            "id": f"many-{m}",
            "title": "A long day of words",
            "outlet": "Long Wire",
            "published": f"2031-0{m}-15",
            "text": "\n\n".join(f"{a} threatened {b} with war on Thursday." for a, b in pairs),
        }
        for m in (4, 6, 8)
    ]
    return [nasty, *turned, *many]


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the demo: only to be read."""
    path = tmp_path_factory.mktemp("browser") / "demo.duckdb"
    done("demo", "--store", str(path))
    return path


@pytest.fixture(scope="session")
def demo(demo_store: Path) -> Iterator[Served]:
    """A server over the demo."""
    with serving(demo_store) as served:
        yield served


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over invented reports that mean harm, or are written from right to left."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports()), encoding="utf-8")
    done("add", str(folder / "reports.jsonl"), "--store", str(folder / "hostile.duckdb"))
    with serving(folder / "hostile.duckdb") as served:
        yield served


@pytest.fixture
def own(demo_store: Path, tmp_path: Path) -> Iterator[Served]:
    """A server over a copy of the demo, to write to."""
    with serving(copied(demo_store, tmp_path)) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of a file: while Playwright's loop runs, nothing else of this process can run one."""
    with sync_playwright() as playwright, launched(playwright) as found:
        yield found


@pytest.fixture
def guest(browser: Browser) -> Iterator[Callable[..., Guest]]:
    """Makes guests of a server."""
    with ExitStack() as stack:
        yield lambda served, **kind: stack.enter_context(guest_of(served, browser, **kind))
