"""The first and the last stage: those between see a readable copy of the text; what they find is handed on as it was printed."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.coding import Coding
from sayso.model.readable import readable
from sayso.model.seen import as_received, as_seen


def clean(coding: Coding) -> Coding:
    """Put a readable copy in place of the text (see `readable`); the document as it was goes to `received`. Nothing changes where the text is readable."""
    received = coding.document
    copy = readable(received.text)
    if copy is None:
        return coding
    return replace(coding, document=replace(as_seen(received, copy), text=copy.text), received=received)


def printed(coding: Coding) -> Coding:
    """Bring every span back to the text as received, and every text that a record quotes to its words there."""
    received, seen = coding.received, coding.document
    if received is None:
        return coding
    copy = readable(received.text)
    assert copy is not None
    document = replace(received, outlet=seen.outlet, published=seen.published, basis=seen.basis, flags=seen.flags)
    return replace(as_received(replace(coding, received=None), copy), document=document)
