"""What the packaged data promises."""

from __future__ import annotations

from sayso.ontology.check import findings
from sayso.ontology.frames import load_examples, load_frames
from sayso.ontology.load import Ontology

TYPES = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


def test_the_types(ontology: Ontology) -> None:
    assert set(ontology.types) == TYPES
    for name, kind in ontology.types.items():
        assert kind.name == name
        assert kind.score <= 0 if kind.conflict else kind.score >= 0
        assert kind.definition
        for mode in kind.modes.values():
            assert -10 <= mode.score <= 10


def test_our_decisions(ontology: Ontology) -> None:
    assert ontology.types["ACCUSE"].score == -3
    assert ontology.types["SANCTION"].quad == 4


def test_every_frame_has_examples(ontology: Ontology) -> None:
    words = ontology.folder / "languages" / "en"
    rules = {p.frame.rule for p in load_frames(words / "frames", words / "classes.yaml", ontology.types, ontology.compose.outers).all}
    examples = load_examples(words / "frames", ontology.types)
    assert {e.rule for e in examples if e.codes} == rules
    assert {e.rule for e in examples if not e.codes} == rules


def test_names_are_found_whole(ontology: Ontology) -> None:
    found = {(m.start, m.end) for m in ontology.actors.find("Iran and Iranians; Irania")}
    assert (0, 4) in found
    assert all(e <= 17 for _, e in found)


def test_problems_are_lines_of_text(ontology: Ontology) -> None:
    assert all("\n" not in f and f for f in findings(ontology))
