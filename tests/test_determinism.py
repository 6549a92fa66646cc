"""The same bytes from the same reports, in every process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_no_process_differs(process: Callable[..., Any], demo: tuple[Path, ...], tmp_path: Path) -> None:
    """Hash seeds, a second run, the folder, the locale and the time zone change no byte. (Order: see test_properties.)"""
    first = process("code", *demo, env={"PYTHONHASHSEED": "0"})
    assert first.code == 0, first.errors
    assert len(first.out.splitlines()) >= 30
    assert all(json.loads(text)["ontology"].startswith("sha256:") for text in first.out.splitlines())
    assert process("code", *demo, env={"PYTHONHASHSEED": "1"}).raw == first.raw
    again = process("code", *demo, env={"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}, cwd=tmp_path)
    assert again.raw == first.raw
