"""The spaCy component: claims on the docs of any pipeline."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import sayso
from sayso.coder import Coder
from sayso.errors import InputError, SettingsError
from sayso.facade import making, spacy_component
from sayso.model.claim import Claim

TEXT = "Rebels attacked an army convoy near Homs on Monday. The army denied that it had shelled Idlib."


@pytest.fixture(autouse=True)
def _shared(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(making, "coder_of", lambda folder, parser: coder)
    yield
    for name in ("claims", "statements"):
        if Doc.has_extension(name):
            Doc.remove_extension(name)


def pipeline(**config: str) -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config=config)
    return nlp


def test_a_blank_pipeline_gives_what_reading_gives() -> None:
    doc = pipeline(published="2020-06-16", outlet="A Paper")(TEXT)
    read = sayso.read(TEXT, published="2020-06-16", outlet="A Paper")
    assert doc._.claims == read.claims
    assert doc._.statements == read.statements
    assert isinstance(doc._.claims[0], Claim)
    assert {c.document.outlet for c in doc._.claims} == {"A Paper"}
    assert doc._.claims[0].time.start == "2020-06-15"


def test_spans_have_the_type_and_the_id_of_their_claim() -> None:
    doc = pipeline()(TEXT)
    assert [(s.text, s.label_, s.id_) for s in doc.spans["sayso"]] == [(c.trigger.text, c.event, c.id) for c in doc._.claims]


def test_a_trained_pipeline_keeps_what_it_found() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Homs"}])
    before = nlp(TEXT)
    nlp.add_pipe("sayso", first=True)
    after = nlp(TEXT)
    assert [(e.text, e.label_) for e in after.ents] == [(e.text, e.label_) for e in before.ents] == [("Homs", "GPE")]
    assert [s.text for s in after.sents] == [s.text for s in before.sents]
    assert after._.claims


def test_offsets_are_characters_of_the_doc() -> None:
    text = f"\U0001f680\U0001f1fa\U0001f1f8 {TEXT}"
    doc = pipeline()(text)
    assert doc._.claims
    for claim, span in zip(doc._.claims, doc.spans["sayso"], strict=True):
        assert doc.text[slice(*claim.trigger.span)] == claim.trigger.text == span.text


def test_a_trigger_inside_a_token_marks_the_whole_token() -> None:
    nlp = pipeline()
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)  # cuts at blanks alone: "Homs."
    doc = nlp('The rebels "attacked" Homs.')
    (claim,) = doc._.claims
    assert (claim.trigger.text, [s.text for s in doc.spans["sayso"]]) == ("attacked", ['"attacked"'])


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_doc_without_text_has_no_claims(text: str) -> None:
    doc = pipeline()(text)
    assert (doc._.claims, doc._.statements, len(doc.spans["sayso"])) == ((), (), 0)


def test_a_doc_of_another_pipeline_has_none() -> None:
    pipeline()
    assert spacy.blank("en")(TEXT)._.claims == ()


def test_what_cannot_be_coded_goes_to_the_error_handler() -> None:
    nlp = pipeline()
    with pytest.raises(InputError, match="NUL"):
        nlp("Rebels attacked\0 Homs.")


def test_docs_can_be_stored_and_read_back() -> None:
    nlp = pipeline()
    doc = nlp(TEXT)
    again = next(iter(DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)))
    assert again._.claims == doc._.claims
    assert again._.statements == doc._.statements
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.claims == doc._.claims


def test_a_pipeline_can_be_stored_and_read_back(tmp_path: Path) -> None:
    nlp = pipeline(published="2020-06-16")
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again(TEXT)._.claims == nlp(TEXT)._.claims
    assert again.get_pipe("sayso").published == "2020-06-16"


def test_many_docs() -> None:
    nlp = pipeline()
    texts = [TEXT, "", "Nothing happened.", TEXT]
    found = [doc._.claims for doc in nlp.pipe(texts)]
    assert found == [nlp(text)._.claims for text in texts]
    assert found[0] == found[3]


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(SettingsError, match="soon"):
        pipeline(published="soon")


def test_an_attribute_of_somebody_else_is_not_overwritten() -> None:
    Doc.set_extension("claims", default=None)
    with pytest.raises(SettingsError, match=r"doc\._\.claims"):
        pipeline()
    assert Doc.get_extension("claims")[0] is None


def test_the_pipeline_knows_what_it_assigns() -> None:
    assert set(pipeline().get_pipe_meta("sayso").assigns) == {"doc._.claims", "doc._.statements", "doc.spans"}


def test_spacy_finds_it_by_its_entry_point(repo: Path) -> None:
    project = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["sayso"].partition(":")
    assert getattr(import_module(module), name) is spacy_component.make
    if not [e for e in entry_points(group="spacy_factories") if e.name == "sayso"]:
        pytest.skip("sayso is not installed here")
    script = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('sayso'); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "['sayso']"


def test_pipelines_without_it_load_nothing_of_ours() -> None:
    script = (
        "import sys, sayso.facade.spacy_component; print(sorted({'yaml', 'duckdb', 'trafilatura', 'sayso.coder', 'sayso.ontology.load'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"
