"""Every limit of the program in one table: what it bounds, and what the user sees where it is met. `sayso doctor` prints it; see docs/limits.md."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.readers import ReadOptions, packed
from sayso.readers.feeds import xml_feed
from sayso.readers.pages import about, markup
from sayso.readers.pages import second as second_extractor
from sayso.readers.pages import text as page_text
from sayso.readers.parquet import rows as parquet_rows
from sayso.readers.warc import head as warc_head
from sayso.readers.web import address, fetch, wire
from sayso.run import adding, watching
from sayso.run.engine.limits import DEFAULTS, Limits
from sayso.run.engine.pool import TIRED_OF_STARTING
from sayso.run.settings import MOST_WORKERS
from sayso.stages import enough, headlines, links, matter, sentences
from sayso.stages.placing import choice
from sayso.store import connection

READ = ReadOptions()
WEB = fetch.Limits()
MIB = 1 << 20
ALIKE, WORD = 20, 400
"""As written in the patterns of stages/parse.py; a test holds them together."""
QUARANTINED = "the input is quarantined"


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound. `name` is what it is called where it can be set, else what it is called here; `of` what it belongs to; `value` in `unit`; `bounds` says what
    may not be more than that, `seen` what the user sees where it would be ("": nothing). `setting` says where it can be changed: `sayso.toml`, `Python`
    (an argument of ReadOptions), or "" where it is fixed."""

    name: str
    of: str
    value: float
    unit: str
    bounds: str
    seen: str
    setting: str = ""

    @property
    def shown(self) -> str:
        """Value and unit."""
        return f"{self.value:,g} {self.unit}" if self.value < 1_000 else f"{self.value:,.0f} {self.unit}"


def table(limits: Limits = DEFAULTS) -> tuple[Limit, ...]:
    """All limits, those that settings have changed as they are now, grouped by what they belong to."""
    return (*_documents(limits), *_processes(limits), *_sentences(), *_files(), *_pages(), *_web(), *_stores())


def _documents(now: Limits) -> tuple[Limit, ...]:
    of, toml = "a document", "sayso.toml"
    rest = "the rest is not coded, and listed among what was skipped"
    known = "no end after N s of computing: tried once more alone, then quarantined"
    return (
        Limit("document_characters", of, now.document_characters, "characters", "the text of a document", QUARANTINED, toml),
        Limit("document_seconds", of, now.document_seconds, "s", "computing time, whatever its length", known, toml),
        Limit("seconds_per_million", of, now.seconds_per_million, "s", "computing time beside that, for each million characters", known, toml),
        Limit("patience", of, now.patience, "times", "the time by the clock, beside the computing time allowed", known, toml),
        Limit(
            "worker_megabytes", of, now.worker_megabytes, "MB", "memory of the worker or reader that has it in hand", "more than N MB of memory: as above", toml
        ),
        Limit("parsed", of, enough.MOST, "characters", f"its parsed sentences, each with {enough.EACH} more, and long ones more than once", rest),
        Limit("paragraphs", of, enough.PARAGRAPHS, "paragraphs", "paragraphs and captions", rest),
        Limit("sentences", of, enough.SENTENCES, "sentences", "its sentences, parsed or not", rest),
        Limit("headlines", of, headlines.AGAIN, "times", "lines parsed again to find their verb", "the other lines stay as they were parsed"),
        Limit("places weighed", of, choice.WEIGHED, "places", "places that others are looked for near to", "later ones do not count for that"),
        Limit(
            "captions compared", of, links.COMPARED, "claims", "claims of captions and headlines compared word by word", "later ones are compared as a whole"
        ),
        Limit("max_bytes", of, READ.max_bytes, "bytes", "one file of text or HTML, one line, one record", QUARANTINED, "Python"),
    )


def _processes(now: Limits) -> tuple[Limit, ...]:
    of, toml, nothing = "processes", "sayso.toml", ""
    return (
        Limit("workers", of, MOST_WORKERS, "processes", "what the setting and --workers may be", "an error of usage"),
        Limit(
            "reading_seconds", of, now.reading_seconds, "s", "computing time of the reader without an input found", "the rest of the file is quarantined", toml
        ),
        Limit("worker_documents", of, now.worker_documents, "documents", "what a worker codes; then it is replaced", nothing, toml),
        Limit("worker_tired", of, now.worker_tired, "MB", "memory of a worker between two documents; then it is replaced", nothing, toml),
        Limit("chunk_characters", of, now.chunk_characters, "bytes", "what a worker is given at once, unless it is one document", nothing, toml),
        Limit("chunk_units", of, now.chunk_units, "inputs", "the same, counted", nothing, toml),
        Limit("window", of, now.window, "inputs", "what is under way for each worker; then reading waits", nothing, toml),
        Limit("waiting_megabytes", of, now.waiting_megabytes, "MB", "the same, weighed", nothing, toml),
        Limit("starts", of, TIRED_OF_STARTING, "workers", "those that end, one after the other, before they have loaded", "the run ends with an error"),
    )


def _sentences() -> tuple[Limit, ...]:
    of = "a sentence"
    listed = "the rest is not coded, and listed among what was skipped"
    return (
        Limit("sentence", of, sentences.MAX_SENTENCE, "characters", "one sentence", "it is cut at a blank or a comma, and coded"),
        Limit("statements", of, enough.STATEMENTS, "statements", "who says what in one sentence", listed),
        Limit("acts", of, enough.ACTS, "triggers", "words of acts in one sentence", listed),
        Limit("demands", of, enough.URGED, "demands", "what speakers demand in one sentence without a word of demanding", listed),
        Limit("one mark", of, ALIKE, "characters", "a run of one punctuation mark", "the parser does not see the rest of the run"),
        Limit("unbroken", of, WORD, "characters", "characters without a blank", "the parser sees it in pieces"),
        Limit("words remembered", of, matter.REMEMBERED, "words", "what the filter before the parser knows by heart", ""),
    )


def _files() -> tuple[Limit, ...]:
    of, bomb = "a file", "what came before is read; the file is quarantined"
    return (
        Limit("max_expanded", of, READ.max_expanded, "bytes", "what a compressed file expands to", bomb, "Python"),
        Limit("gzip ratio", of, packed.RATIO[packed.GZIP], "times", f"expanded to packed, over {packed.SPAN // 1_000_000} MB", bomb),
        Limit("zstd ratio", of, packed.RATIO[packed.ZSTD], "times", "the same for Zstandard", bomb),
        Limit("zstd window", of, packed.WINDOW / MIB, "MiB", "memory a Zstandard frame asks for", QUARANTINED),
        Limit("WARC head", of, warc_head.HEAD, "bytes", "the head of a record of an archive", "the record is quarantined, reading goes on behind it"),
        Limit("Parquet row", of, parquet_rows.SECONDS, "s", "reading one row of Parquet", "the rest of the file is quarantined"),
        Limit("Parquet memory", of, parquet_rows.MEMORY, "MiB", "the process that reads Parquet", "the row is quarantined, or the rest of its file"),
        Limit("broken feed", of, xml_feed.MOST_PIECES, "items", "items read one by one of a feed that is not well-formed", "the rest is not read"),
    )


def _pages() -> tuple[Limit, ...]:
    of, second = "an HTML page", "the second extractor reads it; flagged"
    return (
        Limit("attributes", of, markup.MAX_ATTRIBUTES, "attributes", "attributes of one tag", QUARANTINED),
        Limit("most tags", of, markup.MOST_TAGS, "tags", "tags of a page", QUARANTINED),
        Limit("depth", of, markup.MAX_DEPTH, "tags", "tags within each other, for the first extractor", second),
        Limit("tags", of, markup.MAX_TAGS, "tags", "tags of a page, for the first extractor", second),
        Limit("text", of, markup.MAX_RUN, "characters", "text between tags, for the first extractor", second),
        Limit("title", of, page_text.LONGEST_TITLE, "characters", "a title", "the rest is left out, and listed"),
        Limit("told", of, about.LONGEST, "characters", "a summary, caption or name that the page's head states", "the rest is left out"),
        Limit("second depth", of, second_extractor.MAX_DEPTH, "tags", "nesting up to which that one tells report from page", "all text of the page is taken"),
    )


def _web() -> tuple[Limit, ...]:
    of, later = "the web", "told, and tried again in a later round"
    return (
        Limit("answer", of, WEB.max_bytes, "bytes", "one answer, packed or not", QUARANTINED),
        Limit("seconds", of, WEB.seconds, "s", "all requests for one URL, redirects included", later),
        Limit("connect", of, wire.CONNECT, "s", "connecting to one address", "the next address is tried"),
        Limit("redirects", of, WEB.redirects, "redirects", "those followed for one URL", QUARANTINED),
        Limit("URL", of, address.LONGEST, "characters", "an address", QUARANTINED),
        Limit("HTTP head", of, wire.HEAD, "bytes", "the head of an answer", QUARANTINED),
        Limit("gap", of, WEB.gap, "s", "between two requests to one host, at least", ""),
        Limit("wait", of, WEB.longest_wait, "s", "what a server or a robots.txt may ask us to wait", later),
        Limit("robots.txt", of, fetch.ROBOTS_BYTES, "bytes", "what is read of a robots.txt", ""),
        Limit("new items", of, watching.MOST, "items", "new items of one feed a round", "the rest waits for the next round"),
    )


def _stores() -> tuple[Limit, ...]:
    of = "a store"
    return (
        Limit("store memory", of, int(connection.MEMORY.removesuffix("GiB")), "GiB", "what DuckDB holds before it writes to its scratch folder", ""),
        Limit("batch", of, adding.BATCH, "reports", "reports a transaction", "a killed run codes so many again"),
    )
