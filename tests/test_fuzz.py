"""A short, fixed form of tools/fuzz.py: the same examples every time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from fuzzing import CORRECTION, TARGETS, record_target
from hostile.case import STORY
from sayso.coder import Coder
from sayso.readers import read_text

FEW = {"reader": 200, "yaml": 400, "table": 200, "inbox": 150, "seen": 400}


def rules(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", FEW)
def test_only_errors_of_ours(name: str) -> None:
    rules(FEW[name])(TARGETS[name]())()


def test_spoilt_records_are_refused(coder: Coder) -> None:
    coding = coder.code(read_text(STORY, published="2020-06-15"))
    run: Callable[[], None] = record_target((coding.claims[0], coding.statements[0], CORRECTION))
    rules(250)(run)()
