"""What is kept of a coded report, and the way of coding it was coded in."""

from __future__ import annotations

from sayso.coder import Coder
from sayso.model.coding import Coding
from sayso.model.ids import digest
from sayso.resolve.copies import bands, sketch
from sayso.resolve.tellings import tellings
from sayso.store import CodingId, Stored


def coding_id(coder: Coder, settings: str) -> CodingId:
    """The way of coding: the program's version, the hash of its data, the hash of the settings that change what is coded."""
    return CodingId(digest(coder.name, coder.ontology.version, settings), coder.name, coder.ontology.version, settings)


def kept(coding: Coding, coder: Coder, way: CodingId) -> Stored:
    """A report with all that a store or a shard keeps of it."""
    numbers = sketch(coding.document.text)
    return Stored(
        document=coding.document,
        coding=way,
        sentences=coding.sentences,
        statements=coding.statements,
        claims=coding.claims,
        tellings=tellings(coding, coder.ontology.resolving),
        sketch=numbers,
        bands=bands(numbers),
    )
