"""Drafts into claims and statements: ids, scores, codes, links; the same thing printed twice becomes one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from sayso.model.claim import Claim, Content, Cue, Factuality, Realis, Status, Time, Value, Why
from sayso.model.coding import Coding, Draft
from sayso.model.ids import digest
from sayso.model.revise import revised
from sayso.model.statement import Party, Said, Statement
from sayso.model.text import DocumentRef, Sentence, Words
from sayso.model.tree import Tree
from sayso.ontology.load import Ontology
from sayso.stages.anchor import Beside, figures_of, place_of, said_at, time_of
from sayso.stages.contexts import contexts_of
from sayso.stages.links import denials, link, once, whole
from sayso.stages.near import Shelf
from sayso.stages.state import Held, status_of

DEEDS: tuple[Realis, ...] = ("occurred", "ongoing", "attempted")
SURE: tuple[Value, ...] = ("CT+", "PR+")
OLD_DAYS = 92
"""A happening this many days before the report is history, not news (about three months)."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all claims of a report are made of."""

    coding: Coding
    document: DocumentRef
    said: list[Statement]
    beside: Beside
    held: Held
    ontology: Ontology
    coder: str


def assemble(coding: Coding, ontology: Ontology, coder: str) -> Coding:
    """Fill `statements` and `claims`."""
    beside = Beside(coding, frozenset(name for name, kind in ontology.types.items() if kind.quad in (2, 4)))
    held, ref = Held(coding.reported), reference(coding)
    said = _statements(coding, ref, beside)
    about = contexts_of(coding, ontology.contexts)
    shared = _Shared(coding, ref, said, beside, held, ontology, coder)
    claims = _told_of_then(coding, [_claim(d, about[d.sentence], shared) for d in coding.drafts])
    linked = [c for c in link(claims, list(coding.drafts)) if _told(c)]
    ordered = denials(sorted(whole(once(linked)), key=lambda c: (c.sentence, c.trigger.span, c.event, c.id)))
    listed = tuple(s for s in said if s is not None)
    return replace(coding, statements=listed, claims=tuple(ordered))


def _told(claim: Claim) -> bool:
    """Whether anybody takes part: words need a speaker or an addressee, deeds may lack both ("an explosion")."""
    return bool(claim.actors or claim.recipients) or (claim.quad == 4 and (claim.deed or claim.alleged))


def _told_of_then(coding: Coding, claims: list[Claim]) -> list[Claim]:
    """History goes on: what the outlet tells in the past tense, without a time, right behind a sentence of nothing but history in the same paragraph."""
    out = list(claims)
    places: dict[int, list[int]] = {}
    for n, c in enumerate(claims):
        places.setdefault(c.sentence, []).append(n)
    for n in sorted(range(len(claims)), key=lambda n: claims[n].sentence):
        c, d = out[n], coding.drafts[n]
        before = [out[m] for m in places.get(c.sentence - 1, ())]
        undated = c.time is None or c.time.basis == "published" or (c.time.start is None and c.time.end is None)
        if not (before and c.deed and c.statement is None and undated and all(o.background for o in before)):
            continue
        same = coding.sentences[c.sentence].block == coding.sentences[c.sentence - 1].block
        if same and _past(coding.trees[d.sentence], d):
            why = (*c.why, Why("history", before[-1].trigger.span, "goes on with the history told before"))
            cues = (*c.cues, Cue(before[-1].trigger.text, before[-1].trigger.span, "background"))
            status = status_of(c.polarity, c.realis, True, c.factuality.source)
            out[n] = replace(c, background=True, status=status, deed=False, cues=cues, why=why)
    return out


def _past(tree: Tree, d: Draft) -> bool:
    """Whether an act is told in the past tense, its own or its auxiliary's."""
    at = d.light if d.light is not None else d.trigger
    return tree.tag[at] == "VBD" or any(tree.tag[k] == "VBD" for k in tree.under(at, "aux", "auxpass"))


def reference(coding: Coding) -> DocumentRef:
    """What every record says of its document."""
    d = coding.document
    return DocumentRef(d.id, d.key, d.url, d.title, d.outlet, d.published, d.basis, d.language)


def _statements(coding: Coding, ref: DocumentRef, beside: Beside) -> list[Statement]:
    out: list[Statement] = []
    starts = [s.span.start for s in coding.sentences]
    for r in coding.reported:
        spans = r.content
        text = " ".join(s.of(coding.document.text) for s in spans)
        cue = Words(r.cue_span.of(coding.document.text), r.cue_span) if r.cue_span else None
        identity = digest(coding.document.id, "said", *(f"{a}-{b}" for a, b in spans), r.cue_span)
        time = said_at(coding.trees[r.sentence], beside, r.cue, spans) if r.cue is not None else None
        found = bisect_right(starts, spans[0].start) - 1
        sentence = coding.sentences[found].index if found >= 0 and spans[0].start < coding.sentences[found].span.end else r.sentence
        out.append(Statement(identity, ref, sentence, r.kind, r.party, r.source_kind, cue, r.stance, Said(text, spans), r.addressee_party, None, time))
    shelf = Shelf(coding.reported)
    return [s if (inside := _holder(s, out, shelf)) is None else revised(s, inside=inside) for s in out]


def _holder(statement: Statement, others: list[Statement], shelf: Shelf) -> str | None:
    """The id of the shortest statement whose content holds this one's cue."""
    if statement.cue is None:
        return None
    first, last = statement.cue.span
    near = (others[n] for n in shelf.near(statement.cue.span))
    holders = [o for o in near for start, end in o.content.spans if start <= first and last <= end and o is not statement]
    return min(holders, key=lambda o: sum(e - s for s, e in o.content.spans)).id if holders else None


def _claim(draft: Draft, contexts: tuple[Why, ...], shared: _Shared) -> Claim:
    """A draft's record, without its id and links."""
    coding, beside, ontology = shared.coding, shared.beside, shared.ontology
    kind, sentence = ontology.types[draft.event], coding.sentences[draft.sentence]
    tree = coding.trees[draft.sentence]
    time = time_of(coding, draft, beside, ontology.times.sequence)
    background = draft.background or (sentence.zone != "caption" and draft.realis in DEEDS and _old(time, coding.document.published) and _dates(coding, time))
    status = status_of(draft.polarity, draft.realis, background, draft.source)
    happened = draft.realis in DEEDS and draft.polarity == "+" and not background
    cameo = _cameo(draft, contexts, sentence, ontology)
    actors, why = _actors(coding, draft, beside)
    return Claim(
        id="",
        document=shared.document,
        zone=sentence.zone,
        sentence=draft.sentence,
        text=sentence.span.of(coding.document.text),
        span=sentence.span,
        also=(),
        event=draft.event,
        modes=draft.modes,
        contexts=tuple(map(_context, contexts)),
        force="demand" if draft.force == "demand" else "appeal" if draft.force == "appeal" else None,
        quad=kind.quad,
        score=kind.score_of(draft.modes),
        cameo=cameo,
        goldstein=ontology.crosswalk.goldstein.get(cameo or ""),
        trigger=_trigger(coding, tree, draft),
        reciprocal=draft.reciprocal,
        actors=actors,
        recipients=_recipients(coding, draft, actors, shared.held),
        status=status,
        polarity=draft.polarity,
        realis=draft.realis,
        background=background,
        basis=draft.basis if draft.polarity == "-" else None,
        factuality=Factuality(draft.source, draft.author),
        deed=happened and draft.author in SURE,
        alleged=happened and draft.author not in SURE and draft.source in SURE,
        cues=tuple(dict.fromkeys(draft.cues)),
        condition=draft.condition,
        content=_content(draft),
        inside=None,
        denies=None,
        statement=shared.said[draft.reported].id if draft.reported is not None else None,
        attribution=draft.chain,
        time=time,
        place=place_of(tree, draft, beside),
        figures=figures_of(tree, draft, beside),
        why=(*draft.why, *why, *contexts),
        confidence=None,
        coder=shared.coder,
        ontology=ontology.version,
    )


def _cameo(draft: Draft, contexts: tuple[Why, ...], sentence: Sentence, ontology: Ontology) -> str | None:
    """The nearest CAMEO code: the draft's own, else that of the crosswalk for the contexts the sentence itself names."""
    if draft.cameo in ontology.crosswalk.goldstein:
        return draft.cameo
    here = tuple(_context(w) for w in contexts if w.span is not None and sentence.span.holds(w.span))
    row = ontology.crosswalk.best(draft.event, draft.modes, here, draft.force)
    return row.cameo if row else None


def _context(why: Why) -> str:
    """The context a rule found."""
    return why.rule.partition("/")[2]


def _trigger(coding: Coding, tree: Tree, draft: Draft) -> Words:
    first, last = min(draft.tokens), max(draft.tokens)
    span = tree.span(first, last) if last - first < 6 else tree.span(draft.trigger, draft.trigger)
    return Words(span.of(coding.document.text), span)


def _actors(coding: Coding, draft: Draft, beside: Beside) -> tuple[tuple[Party, ...], tuple[Why, ...]]:
    """The draft's actors; for a caption without one, the owner of the credit or of the place, and the reason."""
    actors = tuple(p for p in draft.actor_parties if p.kind not in ("media", "document"))
    if actors or coding.sentences[draft.sentence].zone != "caption":
        return actors, ()
    owner = next((p for p in draft.recipient_parties if p.kind in ("equipment", "force", "thing") and p.country), None)
    if owner is not None:
        return (owner,), (Why("caption actor", owner.span, "inferred: whose the things shown are"),)
    block = coding.sentences[draft.sentence].block
    credit = coding.blocks[block + 1] if block + 1 < len(coding.blocks) and coding.blocks[block + 1].zone == "credit" else None
    shown = next((p.place for p in beside.places.get(draft.sentence, ()) if p.place.country), None)
    if shown is None or shown.span is None:
        return actors, ()
    note = "inferred from the place" + (f" and the credit {credit.span.of(coding.document.text)!r}" if credit else "")
    return (Party(shown.span.of(coding.document.text), shown.span, None, "state", shown.country, ("MIL",)),), (Why("caption actor", shown.span, note),)


def _recipients(coding: Coding, draft: Draft, actors: tuple[Party, ...], held: Held) -> tuple[Party, ...]:
    """The draft's recipients; in direct address ("you") the addressee, where conflict is threatened or disowned without one."""
    out = tuple(p for p in draft.recipient_parties if not any(p.span == a.span for a in actors))
    if out or draft.reciprocal:
        return out
    for r in held.around(draft.sentence, coding.trees[draft.sentence], draft.trigger):
        party = r.addressee_party
        if (
            r.kind == "direct"
            and party is not None
            and (draft.polarity == "-" or draft.outer is not None)
            and any(a.country == (r.party.country if r.party else None) for a in actors)
        ):
            if any(a.text.lower() in ("we", "i", "us", "our") for a in actors) and party.country not in {a.country for a in actors}:
                return (party,)
    return out


def _content(draft: Draft) -> Content | None:
    inner = draft.content
    if inner is None:
        return None
    status: Status = status_of(inner.polarity, inner.realis, False, inner.source)
    value: Value = inner.source
    return Content(None, inner.event or None, inner.modes, status, Factuality(value, value if draft.author in SURE and status != "negated" else "Uu"))


def _old(time: Time | None, published: str | None) -> bool:
    """Whether a time lies well before the report; of a year or a vaguer span, its middle."""
    if time is None or time.basis in ("published", "credit"):
        return False
    if published is None:  # reports say the year of what is past; of the news of the day they do not
        return time.basis == "stated" and (time.precision or 0) >= 4 and time.start is not None
    if time.end is None:
        return False
    if time.start is not None and time.start <= published <= time.end:
        return time.end == published and (date.fromisoformat(published) - date.fromisoformat(time.start)).days > OLD_DAYS  # "since 2004", not "this year"
    end = date.fromisoformat(time.end)
    if (time.precision or 0) >= 4 and time.start is not None:
        start = date.fromisoformat(time.start)
        end = start + (end - start) / 2
    return (date.fromisoformat(published) - end).days > OLD_DAYS


def _dates(coding: Coding, time: Time | None) -> bool:
    """Whether a time is that of an act: "by June" is a term, "born in 1998" an age."""
    if time is None or time.span is None:
        return True
    before = coding.document.text[max(0, time.span.start - 20) : time.span.start].lower().split()
    return not before or not (before[-1] in ("by", "until") or before[-2:] == ["born", "in"])
