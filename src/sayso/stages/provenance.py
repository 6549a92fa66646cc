"""Which outlet, and of which day: from what came with the report, its dateline, and the full dates in its text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from sayso.model.coding import Coding
from sayso.model.text import Document
from sayso.ontology.load import Ontology

HEAD = 2
"""Where an agency that signs a dateline may stand: in the first datelines of the text."""


def provenance(coding: Coding, ontology: Ontology) -> Coding:
    """Complete `document`: a known outlet's id, and a date inferred from a dateline without a year."""
    document = coding.document
    heads = [b.span.of(document.text) for b in coding.blocks if b.zone == "dateline"][:HEAD]
    outlet = _outlet(document.outlet, ontology) if document.outlet else next((o for h in heads if (o := _in_dateline(h, ontology))), None)
    document = replace(document, outlet=outlet)
    if document.published is None:
        document = _dated(document, heads, ontology)
    return replace(coding, document=document)


def _outlet(name: str, ontology: Ontology) -> str:
    """The id of a known outlet by id, name or alias; the name itself otherwise."""
    wanted = name.strip().lower()
    for o in ontology.actors.outlets.values():
        if wanted in (o.id, o.name.lower(), *(a.lower() for a in o.aliases), *o.domains):
            return o.id
    return name.strip()


def _in_dateline(head: str, ontology: Ontology) -> str | None:
    for o in ontology.actors.outlets.values():
        for alias in (o.name, *o.aliases):
            if len(alias) > 1 and alias in head and re.search(rf"(?:^|\(|/){re.escape(alias)}(?:\s*[),]|\s*\()", head):
                return o.id
    named = re.search(r"\(([A-Z][\w&. ]{2,40}?)(?:,[^)]*)?\)", head)
    return named.group(1) if named and ontology.times.words["month"].keys().isdisjoint(named.group(1).lower().split()) else None


def _dated(document: Document, heads: list[str], ontology: Ontology) -> Document:
    """A full date in the dateline; or its day and month with the year that the full dates of the text agree with."""
    patterns = [p.regex for p in ontology.times.patterns if p.gives == "day"]
    full = [d for d in (_full(m.groupdict(), ontology) for p in patterns for m in p.finditer(document.text)) if d is not None]
    for head in heads:
        for pattern in patterns:
            match = pattern.search(head)
            if match is None:
                continue
            part = match.groupdict()
            exact = _full(part, ontology)
            if exact is not None:
                return replace(document, published=exact.isoformat(), basis="dateline")
            month, day = _month(part, ontology), _number(part.get("day"))
            year = _year(month, day, full)
            if year is not None:
                return replace(document, published=date(year, month, day).isoformat(), basis="inferred")
    return document


def _full(part: dict[str, str | None], ontology: Ontology) -> date | None:
    if not part.get("year") or not part.get("day"):
        return None
    month = _month(part, ontology)
    try:
        return date(_number(part["year"]), month, _number(part["day"]))
    except ValueError:
        return None


def _month(part: dict[str, str | None], ontology: Ontology) -> int:
    return ontology.times.month(part["month"] or "") if part.get("month") else _number(part.get("m"))


def _number(text: str | None) -> int:
    return int("".join(c for c in text or "" if c.isdigit()) or 0)


def _year(month: int, day: int, full: list[date]) -> int | None:
    """The earliest year in which the day is not before the latest full date of the text: reports speak of the past."""
    if not full:
        return None
    latest = max(full)
    years = Counter(d.year for d in full)
    for year in (latest.year, latest.year + 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate >= latest or (years[year] and (latest - candidate).days < 15):
            return year
    return None
