"""What a caller asks of the readers, and what it gets for an input that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import InputError, SettingsError
from sayso.readers.dates import ALLOWED_DATES, iso_date


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows better than the input; it holds for every document of one `read`.

    `published` (ISO or YYYYMMDD; kept as YYYY-MM-DD), `outlet` and `url` win over what a record or a page says; None
    leaves it to them. `language` (ISO 639-1) is what a text is taken for unless it is clearly in another language.
    `max_bytes` limits one document: a text file, a page, or one line of JSONL.

    Raises SettingsError for a date, language or limit that cannot be.
    """

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "en"
    max_bytes: int = 20_000_000

    def __post_init__(self) -> None:
        if self.published is not None:
            try:
                object.__setattr__(self, "published", iso_date(self.published))
            except ValueError as error:
                raise SettingsError(f"published {error}", ALLOWED_DATES) from error
        if len(self.language) != 2 or not (self.language.isascii() and self.language.islower()):
            raise SettingsError(f"language {self.language!r} is not a two-letter code", "write it as in en, fr, ar")
        if self.max_bytes < 1:
            raise SettingsError(f"max_bytes {self.max_bytes} is not allowed", "use 1 or more")


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
