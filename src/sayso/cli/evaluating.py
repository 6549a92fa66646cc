"""`eval`: how well labelled texts are coded, as tables that fit 80 columns or as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.cli.setup import chosen_format, coder_for, emit, report_failures
from sayso.cli.tables import wrapped
from sayso.run.evaluate import evaluate
from sayso.run.gold import read_gold
from sayso.run.incidents import IncidentReport, holds_crises, read_crises, score_crises
from sayso.run.measures import RESAMPLES, Circumstances, Miss, Rate, Report, Said, Score, Share
from sayso.writers.jsonl import line

_HEAD = f"{'gold':>5}{'coded':>6}{'right':>6}  {'precision':<17}{'recall':<17}F1"


def run_eval(gold: str, misses: int, format: str | None, settings: str | None) -> int:
    """Measure on a file of labelled texts, or of labelled crises told in many reports; the exit code. Raises InputError at the first line that is wrong."""
    kind = chosen_format(format or "table", ("table", "json"))
    coder = coder_for(settings)
    if holds_crises(gold):
        found = score_crises(read_crises(gold), coder)
        emit((line(found),) if kind == "json" else _crises(found))
        return 0
    report = evaluate(read_gold(gold, coder.ontology.types), coder)
    report = replace(report, misses=report.misses[:misses])
    if kind == "json":
        emit((line(report),))
    else:
        emit(_page(report))
    return report_failures(list(report.failed))


def _crises(found: IncidentReport) -> Iterator[str]:
    """How well reports are joined into events, and disputes found."""
    yield from wrapped(f"{found.crises} crises in {found.reports} reports; {_of(found.mentions)} labelled mentions have a claim, and are judged", 0, 2)
    yield f"\n{'B-cubed':<28}{'precision':>10}{'recall':>8}{'F1':>6}"
    yield f"{'claims joined into events':<28}{found.precision:>10.3f}{found.recall:>8.3f}{found.f1:>6.3f}"
    yield f"\n{'disputes':<32}{'right':>6}{'of':>6}{'share':>7}"
    for share in (found.found, found.real):
        yield f"{share.name:<32}{share.count:>6}{share.of:>6}{_number(share.share):>7}"


def _page(report: Report) -> Iterator[str]:
    """The whole report, line by line."""
    if report.scored:
        yield from _events(report)
    else:
        yield f"{report.texts} texts"
    if report.said:
        yield from _said(report.said)
    if report.circumstances:
        yield from _circumstances(report.circumstances)
    if report.confusion:
        yield f"\n{'missed':<12}{'coded in its sentence':<23}{'times':>5}"
        for c in report.confusion:
            yield f"{c.gold:<12}{c.coded:<23}{c.times:>5}"
    for miss in report.misses:
        yield ""
        yield from _miss(miss)


def _events(report: Report) -> Iterator[str]:
    """The events: how many are found, and what is right of the claims that match them."""
    yield from wrapped(f"{report.texts} texts, {report.overall.gold} events, {report.overall.coded} claims; {_debatable(report.debatable)}", 0, 2)
    yield f"\n{'type':<10}{_HEAD}"
    for score in (*report.types, report.overall):
        yield _score(score)
    yield f"{'macro-F1':<63}{_rate(report.macro_f1)}"
    yield from wrapped(f"in brackets: 95 % of {RESAMPLES:,} draws of {report.texts} texts from these", 0, 2)
    yield f"\n{f'of the {report.overall.matched} that match':<28}{'right':>6}{'of':>6}{'share':>7}"
    for detail in report.details:
        yield _share(detail) + (f"  macro-F1 {_number(report.status_macro_f1)}" if detail.name == "status" else "")
    yield ""
    yield from wrapped(f"false facts: {_of(report.false_facts)} that the author does not vouch for", 0, 2)
    if report.invented.of:
        yield from wrapped(f"conditions invented: {_of(report.invented)} that are labelled as having none", 0, 2)
    yield from wrapped(f"texts without events that fire: {_of(report.firing)}", 0, 2)


def _circumstances(found: Circumstances) -> Iterator[str]:
    """Times, places and figures."""
    yield f"\n{'':<10}{_HEAD}"
    yield from map(_score, found.scores)
    yield f"\n{'of what was found':<28}{'right':>6}{'of':>6}{'share':>7}"
    yield from map(_share, (*found.exact, *found.details))


def _said(said: Said) -> Iterator[str]:
    """The statements: how many are found, of which kind, and what is right of them."""
    yield f"\n{'':<10}{_HEAD}"
    yield _score(said.score)
    if said.debatable.of:
        yield from wrapped(f"{said.debatable.of} debatable statements do not count, {said.debatable.count} of them found", 0, 2)
    if said.kinds:
        yield f"\n{'statements by kind':<28}{'found':>6}{'of':>6}{'share':>7}"
        yield from map(_share, said.kinds)
    if said.details:
        yield f"\n{f'of the {said.score.matched} that match':<28}{'right':>6}{'of':>6}{'share':>7}"
        yield from map(_share, said.details)


def _debatable(found: Share) -> str:
    return f"{found.of} debatable events do not count, {found.count} of them coded"


def _score(score: Score) -> str:
    rates = "".join(f"{_rate(r):<17}" for r in (score.precision, score.recall, score.f1))
    return f"{score.event:<10}{score.gold:>5}{score.coded:>6}{score.matched:>6}  {rates}".rstrip()


def _rate(rate: Rate) -> str:
    return _number(rate.value) if rate.low is None else f"{_number(rate.value)} [{rate.low:.2f}-{rate.high:.2f}]"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _share(found: Share) -> str:
    return f"{found.name:<28}{found.count:>6}{found.of:>6}{_number(found.share):>7}"


def _of(found: Share) -> str:
    return f"{found.count} of {found.of}"


def _miss(miss: Miss) -> Iterator[str]:
    """An event that was missed or a claim too many: the sentence, what stands there, and why, row by row as in `explain`."""
    yield from wrapped(f"{miss.document}: {' '.join(miss.text.split())}", 0, 2, 4)
    yield from _row("missed" if miss.gold else "extra", _named(miss.gold or miss.coded, miss.gold_trigger if miss.gold else miss.coded_trigger))
    if miss.gold:
        yield from _row("coded", _named(miss.coded, miss.coded_trigger) if miss.coded else "nothing in its place")
    for rule in miss.rules:
        yield from _row("rule", rule)
    for s in miss.passed_over:
        yield from _row("passed over", f"“{s.text}” [{s.span.start}:{s.span.end}]: {s.reason}" if s.what == "trigger" and s.span else s.reason)


def _named(event: str | None, trigger: str | None) -> str:
    return f"{event}{f' “{trigger}”' if trigger else ''}"


def _row(name: str, text: str) -> list[str]:
    return wrapped(f"{name:>12}  {' '.join(text.split())}", 0, 14, 6)
