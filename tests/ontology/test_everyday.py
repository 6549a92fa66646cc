"""Domains of everyday life: their sentences give no claim, those of politics that use their words do."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.coder import Coder
from sayso.errors import DataError
from sayso.model.text import Document
from sayso.ontology.everyday import load_everyday
from sayso.ontology.strict import read_yaml


def test_examples(coder: Coder) -> None:
    for name, entry in read_yaml(coder.ontology.folder / "languages" / "en" / "everyday.yaml").items():
        for text in entry.words("says"):
            coding = coder.code(Document("x", "x", text))
            assert not coding.claims, (name, text, [c.event for c in coding.claims])
        for text in entry.words("not"):
            assert coder.code(Document("x", "x", text)).claims, (name, text)


def test_the_reason_is_listed(coder: Coder) -> None:
    coding = coder.code(Document("x", "x", "An aunt of the bride led a raid on the buffet."))
    assert any(s.reason.startswith("a sentence about home: ") for s in coding.skipped)


def test_a_domain_without_examples(tmp_path: Path) -> None:
    path = tmp_path / "everyday.yaml"
    path.write_text("sport:\n  words: [lap]\n")
    with pytest.raises(DataError, match="says"):
        load_everyday(path)
