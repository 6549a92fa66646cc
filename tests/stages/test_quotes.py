"""Text between quotation marks; an unpaired mark never eats the rest of a report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.coding import Coding

Code = Callable[..., Coding]


def found(coding: Coding) -> list[tuple[str, bool]]:
    return [(q.span.of(coding.document.text), q.closed) for q in coding.quotes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said "we are ready" and left.', [("we are ready", True)]),
        ("He said “we are ready” and left.", [("we are ready", True)]),
        ("He said «we are ready» and left.", [("we are ready", True)]),
        ("He said „we are ready“ and left.", [("we are ready", True)]),
        ('"One," he said. "Two."', [("One,", True), ("Two.", True)]),
        ("“One,” he said. “Two.”", [("One,", True), ("Two.", True)]),
        ("“The word ‘war’ was never used,” he said.", [("The word ‘war’ was never used,", True)]),
        ("Iran’s army said it wasn't ready.", []),
        ("He said “” and left.", []),
        ("", []),
    ],
)
def test_pairs(code: Code, text: str, wanted: list[tuple[str, bool]]) -> None:
    assert found(code(text)) == wanted


def test_an_unclosed_quote_ends_with_its_paragraph(code: Code) -> None:
    coding = code("“We are ready, he said on Monday.\n\nRebels attacked an army convoy near Homs on Sunday.")
    assert found(coding) == [("We are ready, he said on Monday.", False)]
    attack = next(c for c in coding.claims if c.event == "ASSAULT")
    assert attack.deed
    assert len(attack.attribution) == 1


def test_a_quote_over_paragraphs(code: Code) -> None:
    coding = code("“We are ready to talk.\n\n“But we will not be bullied,” Iranian President Hassan Rouhani said.")
    assert found(coding) == [("We are ready to talk.", False), ("But we will not be bullied,", True)]


def test_a_paragraph_that_only_closes(code: Code) -> None:
    coding = code("We will not be bullied,” Iranian President Hassan Rouhani said on Monday.")
    assert found(coding) == [("We will not be bullied,", True)]


def test_a_second_opening_mark_ends_the_first(code: Code) -> None:
    coding = code("He said “we are ready and then “we are not” to the press.")
    assert found(coding) == [("we are ready and then ", False), ("we are not", True)]


def test_spans_lie_inside_their_block_and_do_not_overlap(code: Code) -> None:
    coding = code('"A" “B” «C» "D “E” F" ” " “\n\n” G “ H " I ” "')
    for q in coding.quotes:
        assert coding.blocks[q.block].span.holds(q.span)
        assert q.span.of(coding.document.text).strip()
    for a, b in zip(coding.quotes, coding.quotes[1:]):
        assert a.span.end <= b.span.start
