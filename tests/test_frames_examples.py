"""The frames' own sentences. The floor may only rise."""

from __future__ import annotations

from sayso.coder import Coder
from sayso.run.examples import failing_examples

FLOOR = 0.97
"""Share of example sentences that behave as their frames say. Never lower it."""
FEWEST = 2_700
"""Examples there must be, so that the share cannot be raised by throwing sentences out."""


def test_most_examples_behave(coder: Coder) -> None:
    total, bad = failing_examples(coder)
    assert total >= FEWEST
    assert 1 - len(bad) / total >= FLOOR, f"{len(bad)} of {total} fail, for example: " + " || ".join(bad[:5])
