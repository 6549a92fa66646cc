"""The sentences of the words that change factuality and of the words of saying. The floors may only rise."""

from __future__ import annotations

from sayso.coder import Coder
from sayso.run.examples import failing_sayings, failing_signatures, failing_times

SIGNATURES_FLOOR = 0.85
"""Share of sentences in which the act below the word has the status it must get. Never lower it."""
SAYINGS_FLOOR = 0.93
"""Share of sentences whose statement is found with its speaker, kind and content. Never lower it."""
FEWEST_SIGNATURES, FEWEST_SAYINGS = 128, 166
"""Examples there must be, so that the shares cannot be raised by throwing sentences out."""


def test_most_signatures_behave(coder: Coder) -> None:
    total, bad = failing_signatures(coder)
    assert total >= FEWEST_SIGNATURES
    assert 1 - len(bad) / total >= SIGNATURES_FLOOR, f"{len(bad)} of {total} fail:\n" + "\n".join(bad)


def test_most_sayings_behave(coder: Coder) -> None:
    total, bad = failing_sayings(coder)
    assert total >= FEWEST_SAYINGS
    assert 1 - len(bad) / total >= SAYINGS_FLOOR, f"{len(bad)} of {total} fail:\n" + "\n".join(bad)


def test_every_expression_of_time_comes_to_its_days(coder: Coder) -> None:
    total, bad = failing_times(coder)
    assert total > 80
    assert not bad, "\n".join(bad)
