"""Where a report's paragraphs belong."""

from __future__ import annotations

from collections.abc import Callable

from sayso.model.coding import Coding

Code = Callable[..., Coding]
REPORT = (
    "Rebels seize town in northern Mali\n\n"
    "BAMAKO (Reuters) – Rebels seized a town in northern Mali on Monday, officials said.\n\n"
    "FILE PHOTO: Soldiers patrol the town of Kidal, Mali, May 3, 2020. REUTERS/Jane Doe\n\n"
    "The army said that it would send more troops.\n\n"
    "Subscribe to our newsletter\n\n"
    "Reporting by Jane Doe; Editing by John Roe"
)


def zones(coding: Coding) -> list[tuple[str, str]]:
    return [(b.zone, b.span.of(coding.document.text)) for b in coding.blocks]


def test_a_whole_report(code: Code) -> None:
    coding = code(REPORT)
    found = zones(coding)
    assert found[0] == ("headline", "Rebels seize town in northern Mali")
    assert found[1][0] == "dateline"
    assert found[1][1].startswith("BAMAKO (Reuters)")
    assert found[2] == ("body", "Rebels seized a town in northern Mali on Monday, officials said.")
    assert [z for z, _ in found if z in ("caption", "credit")] == ["caption", "credit"]
    assert next(t for z, t in found if z == "caption").startswith("FILE PHOTO")
    assert next(t for z, t in found if z == "credit") == "REUTERS/Jane Doe"
    assert [t for z, t in found if z == "boilerplate"] == ["Subscribe to our newsletter", "Reporting by Jane Doe; Editing by John Roe"]


def test_blocks_are_in_order_and_do_not_overlap(code: Code) -> None:
    coding = code(REPORT)
    for a, b in zip(coding.blocks, coding.blocks[1:]):
        assert a.span.end <= b.span.start
    assert all(b.span.of(REPORT).strip() == b.span.of(REPORT).strip() != "" for b in coding.blocks)


def test_boilerplate_is_listed_with_its_phrase(code: Code) -> None:
    coding = code(REPORT)
    skips = [s for s in coding.skipped if s.what == "block"]
    assert [s.text for s in skips] == [t for z, t in zones(coding) if z == "boilerplate"]
    assert all("boilerplate" in s.reason for s in skips)
    assert "newsletter" in skips[0].reason or "subscribe" in skips[0].reason


def test_furniture_is_never_coded(code: Code) -> None:
    coding = code("Rebels attacked an army convoy near Homs.\n\nRead more: Israel attacked Iran\n\nReporting by A. Attacker; Editing by B. Bomber")
    assert [c.sentence for c in coding.claims] == [0]
    assert {s.zone for s in coding.sentences} == {"body"}


def test_a_report_of_one_paragraph_is_body(code: Code) -> None:
    assert [z for z, _ in zones(code("Rebels attacked an army convoy near Homs."))] == ["body"]


def test_datelines(code: Code) -> None:
    for head in ("TEHRAN - ", "WASHINGTON (AP) — ", "GAZA CITY, March 3 (Reuters) - ", "KABUL, Afghanistan -- "):
        found = zones(code(f"{head}Rebels attacked an army convoy near Homs on Sunday."))
        assert [z for z, _ in found] == ["dateline", "body"], head
        assert found[1][1].startswith("Rebels")


def test_a_dateline_gives_place_of_publication_not_of_the_act(code: Code) -> None:
    coding = code("WASHINGTON (Reuters) - Rebels attacked an army convoy on Sunday.")
    assert coding.document.outlet == "reuters"
    assert all(c.place is None or c.place.name is None for c in coding.claims)


def test_a_dash_in_the_text_is_no_dateline(code: Code) -> None:
    assert "dateline" not in [z for z, _ in zones(code("The rebels attacked a convoy on Sunday - the third time this month - near Homs."))]
