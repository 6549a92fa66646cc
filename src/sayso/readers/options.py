"""What a caller asks of the readers, and what it gets for an input that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import InputError, SettingsError
from sayso.readers.columns import check_columns
from sayso.readers.dates import ALLOWED_DATES, iso_date


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows better than the input; it holds for every document of one `read`.

    `published` (ISO or YYYYMMDD; kept as YYYY-MM-DD), `outlet` and `url` win over what a record or a page says; None
    leaves it to them. `language` (ISO 639-1) is what a text is taken for unless it is clearly in another language.
    `max_bytes` limits one document: a text file, a page, one line of JSONL, one record of a table or archive.
    `max_expanded` limits what a compressed file may expand to as a whole, in bytes; it is read as it comes, so that it needs no memory.
    `columns` says what the keys or columns of records are called, where that is not as in KEYS: (ours, theirs), as `parse_columns` gives.

    Raises SettingsError for a date, language, limit or column that cannot be.
    """

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "en"
    max_bytes: int = 20_000_000
    max_expanded: int = 100_000_000_000
    columns: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.published is not None:
            try:
                object.__setattr__(self, "published", iso_date(self.published))
            except ValueError as error:
                raise SettingsError(f"published {error}", ALLOWED_DATES) from error
        if len(self.language) != 2 or not (self.language.isascii() and self.language.islower()):
            raise SettingsError(f"language {self.language!r} is not a two-letter code", "write it as in en, fr, ar")
        for name, limit in (("max_bytes", self.max_bytes), ("max_expanded", self.max_expanded)):
            if limit < 1:
                raise SettingsError(f"{name} {limit} is not allowed", "use 1 or more")
        check_columns(self.columns)


DEFAULTS = ReadOptions()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input, or one record of it, that could not be read: where (`path` or `path:line`), why, and what to do."""

    where: str
    reason: str
    remedy: str

    @classmethod
    def of(cls, error: InputError) -> Quarantined:
        """The same as the error says, as a value."""
        return cls(error.where, error.what, error.remedy)
