"""Who says what: cues, quotes, speakers, and whose the speakers are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.coding import Coding
from sayso.model.statement import Statement

Code = Callable[..., Coding]


def one(coding: Coding, word: str) -> Statement:
    """The statement whose content holds a word, the shortest if several do."""
    return min((s for s in coding.statements if word in s.content.text), key=lambda s: len(s.content.text))


def who(statement: Statement) -> str | None:
    return statement.speaker.text if statement.speaker else None


@pytest.mark.parametrize(
    ("text", "word", "speaker", "content"),
    [
        ("Rebels shelled the town, the army said on Monday.", "shelled", "the army", "Rebels shelled the town"),
        ("Rebels shelled the town, said the army.", "shelled", "the army", "Rebels shelled the town"),
        ("Rebels shelled the town, police said, a day before talks were due in Doha.", "shelled", "police", "Rebels shelled the town"),
        ("Last month, the ministry said, it stopped a boat near Aden.", "boat", "the ministry", "Last month it stopped a boat near Aden"),
        ("The army said hours later that rebels had shelled the town.", "shelled", "The army", "that rebels had shelled the town"),
        ("Finland is convinced that the accord will hold.", "accord", "Finland", "that the accord will hold"),
        ("The mayor put the number of dead at eleven.", "eleven", "The mayor", "the number of dead at eleven"),
        ("The group denied having shelled the town.", "shelled", "The group", "having shelled the town"),
        ("The ombudsman accused the police of beating a student.", "beating", "The ombudsman", "the police of beating a student"),
        ("Ethiopia called the raid “a crime”.", "crime", "Ethiopia", "the raid “a crime"),
        ("Minister: ‘We will not yield to threats.’", "yield", "Minister", "We will not yield to threats"),
        ("Video showed soldiers beating a man in Homs.", "beating", "Video", "soldiers beating a man in Homs"),
    ],
)
def test_cues(code: Code, text: str, word: str, speaker: str, content: str) -> None:
    found = one(code(text), word)
    assert who(found) == speaker
    assert found.content.text == content


def test_what_the_speaker_does_besides_is_not_said(code: Code) -> None:
    coding = code("The minister said he would order an inquiry and warned against revenge.")
    assert one(coding, "inquiry").content.text == "he would order an inquiry"


def test_a_clause_of_the_reporter_is_not_said(code: Code) -> None:
    coding = code("Pakistan accuses Kabul of sheltering the TTP, which has killed hundreds of soldiers this year.")
    assert "killed" not in " ".join(s.content.text for s in coding.statements)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The agency quoted the governor as saying that rebels had attacked a convoy near Homs.", ["the governor", "The agency"]),
        ("Rebels attacked a convoy near Homs, the newspaper reported, citing two diplomats.", ["two diplomats", "the newspaper"]),
        ("A politician said he had been told by a commander that rebels had attacked a convoy near Homs.", ["a commander", "A politician"]),
        ("Syria has said that Turkey has admitted that its jets bombed a camp near Idlib.", ["Turkey", "Syria"]),
    ],
)
def test_chains(code: Code, text: str, chain: list[str]) -> None:
    claim = next(c for c in code(text).claims if c.event == "ASSAULT")
    assert [link.speaker.text for link in claim.attribution[:-1] if link.speaker] == chain
    assert claim.alleged
    assert not claim.deed


class TestQuotes:
    def test_across_the_cue(self, code: Code) -> None:
        coding = code("“If they attack,” General Ahmad Karimi said, “we will answer at once.”")
        assert len(coding.statements) == 1
        assert coding.statements[0].content.text == "If they attack we will answer at once"

    def test_one_that_stands_alone_goes_on(self, code: Code) -> None:
        coding = code("“They fired at us,” said Amina Diallo. “We ran to the river and hid there.”")
        assert [who(s) for s in coding.statements] == ["Amina Diallo"]
        assert "hid there" in coding.statements[0].content.text

    def test_one_behind_indirect_speech_has_the_same_speaker(self, code: Code) -> None:
        coding = code("The mayor, Hassan Darwish, said the house was a workshop. “They killed a mechanic and his two sons.”")
        killed = next(c for c in coding.claims if c.event == "ASSAULT")
        assert not killed.deed
        assert killed.attribution[0].speaker is not None
        assert killed.attribution[0].speaker.name == "Hassan Darwish"

    def test_the_sentence_before_announces_it(self, code: Code) -> None:
        coding = code("The Iranian commander said:\n\n“Rebels attacked the base and we drove them off.”")
        assert who(one(coding, "attacked")) == "The Iranian commander"

    def test_a_name_behind_a_dash(self, code: Code) -> None:
        coding = code("“The soldiers burned our houses and took the cattle.” — Amina Diallo")
        assert who(one(coding, "burned")) == "Amina Diallo"

    def test_own_words_are_no_statement_of_another(self, code: Code) -> None:
        coding = code("“I think they want to attack us,” the governor said.")
        assert [who(s) for s in coding.statements] == ["the governor"]


def test_a_pronoun_nobody_explains_is_kept(code: Code) -> None:
    assert who(one(code("They said the bridge had been closed."), "bridge")) == "They"


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("NAIROBI — Kenya closed its border with Somalia on Monday. Kenya will open it in May, the Interior Ministry said.", "open", "KEN"),
        ("Troops from Chad and Niger met. In Niamey, an army spokesman said rebels had fled.", "fled", "NER"),
        ("Kenya and Somalia traded accusations. A diplomat said the envoys had left.", "envoys", None),
    ],
)
def test_whose_an_organ_is(code: Code, text: str, word: str, country: str | None) -> None:
    speaker = one(code(text), word).speaker
    assert speaker is not None
    assert speaker.country == country
