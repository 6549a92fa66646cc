"""Which language a text is in, as far as its length allows to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol, cast

MIN_WORDS = 20
# Over 1,943 English sentences of our development sets the lowest share of English was 0.008 (Hindi in Latin letters),
# the next 0.04; full sentences in other languages stay below 1e-9.
FOREIGN_SHARE = 0.001
_SAMPLE = 2_000  # some 300 words tell as much as a whole report; the identifier takes 1 ms for a thousand characters
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # Thai, Lao, Burmese, Khmer, Kana, Han
_NAMES = {"eng": "en", "english": "en"}


class _Identifier(Protocol):
    @property
    def labels(self) -> list[str]: ...

    def set_languages(self, langs: list[str]) -> None: ...

    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detect(text: str, expected: str) -> str | None:
    """ISO 639-1 code of the text's language; None under 20 words, which is too short to tell.

    `expected` is kept unless the text is clearly in another language. Scripts without spaces count two characters a word.
    """
    sample = text[:_SAMPLE]
    if len(sample.split(None, MIN_WORDS)) < MIN_WORDS and len(_UNSPACED.findall(sample)) < 2 * MIN_WORDS:
        return None
    ranked = _identifier().rank(sample)
    if dict(ranked).get(expected, 0.0) >= FOREIGN_SHARE:
        return expected
    return ranked[0][0]


def code_of(tag: str) -> str | None:
    """ISO 639-1 code of a language tag such as `en-US`; None when it is not understood."""
    first = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    first = _NAMES.get(first, first)
    return first if re.fullmatch("[a-z]{2}", first) else None


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
