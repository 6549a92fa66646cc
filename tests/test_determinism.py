"""The same bytes from the same reports, in every process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_hash_seeds_and_repeats_change_nothing(process: Callable[..., Any], demo: tuple[Path, ...]) -> None:
    first = process("code", *demo, env={"PYTHONHASHSEED": "0"})
    assert first.code == 0, first.errors
    assert len(first.out.splitlines()) >= 30
    assert process("code", *demo, env={"PYTHONHASHSEED": "1"}).raw == first.raw
    assert process("code", *demo, env={"PYTHONHASHSEED": "0"}).raw == first.raw


def test_order_locale_and_folder_change_no_claim(process: Callable[..., Any], demo: tuple[Path, ...], tmp_path: Path) -> None:
    env = {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
    forward = process("code", *demo[:3])
    backward = process("code", *reversed(demo[:3]), env=env, cwd=tmp_path)
    assert sorted(forward.raw.splitlines()) == sorted(backward.raw.splitlines())
    assert all(json.loads(text)["ontology"].startswith("sha256:") for text in forward.out.splitlines())
