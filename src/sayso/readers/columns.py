"""What the keys of records and the columns of tables are called: ours, the names known to mean the same, and those a caller maps."""

from __future__ import annotations

from collections.abc import Collection

from sayso.errors import InputError, SettingsError

Columns = tuple[tuple[str, str], ...]

KNOWN: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article"),
    "html": ("html",),
    "id": ("id",),
    "published": ("published", "date", "pub_date", "published_at"),
    "outlet": ("outlet", "source"),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
}
"""Our names, and what is taken for each where the caller maps nothing to it: the first that is there and not blank."""
KEYS = "text (or html), id, published or date, outlet or source, url, title, language"

_REMEDY = f"write ours=theirs, as in text=body,published=day; ours are {', '.join(KNOWN)}"


def parse_columns(given: str) -> Columns:
    """`text=body,published=day` as pairs of our name and theirs. Raises SettingsError for names that are not ours, pairs without "=", and names given twice."""
    pairs = []
    for part in given.split(","):
        ours, equals, theirs = part.partition("=")
        if not equals:
            raise SettingsError(f"column {part.strip()!r} is no pair", _REMEDY)
        pairs.append((ours.strip(), theirs.strip()))
    columns = tuple(pairs)
    check_columns(columns)
    return columns


def check_columns(columns: Columns) -> None:
    """Raises SettingsError where a mapping names what is not ours, maps a name twice, or maps it to nothing."""
    seen = set[str]()
    for ours, theirs in columns:
        if ours not in KNOWN:
            raise SettingsError(f"column {ours!r} is not known", _REMEDY)
        if ours in seen:
            raise SettingsError(f"column {ours} is mapped twice", "map it once")
        if not theirs:
            raise SettingsError(f"column {ours} is mapped to nothing", _REMEDY)
        seen.add(ours)


def names_of(ours: str, columns: Columns) -> tuple[str, ...]:
    """What to look for under our name, best first: what the caller maps to it, else what is known."""
    return tuple(theirs for name, theirs in columns if name == ours) or KNOWN[ours]


def header_of(names: Collection[str], columns: Columns) -> tuple[str, ...]:
    """The columns of a table as they are looked for: those a caller maps as they are, others in small letters, where tables often have capitals."""
    mapped = {theirs for _, theirs in columns}
    return tuple(name if name in mapped else name.strip().lower() for name in names)


def used(header: Collection[str], columns: Columns) -> tuple[str, ...]:
    """The columns of a table that a document is made of, in our order."""
    return tuple(dict.fromkeys(name for ours in KNOWN for name in names_of(ours, columns) if name in header))


def check_table(header: Collection[str], columns: Columns, where: str) -> None:
    """Raises InputError where a table lacks a mapped column, or any with a text; it lists what columns there are."""
    shown = ", ".join(name[:40] for name in tuple(header)[:30]) + (", …" if len(header) > 30 else "")
    for ours, theirs in columns:
        if theirs not in header:
            raise InputError(where, f"no column {theirs!r} to take for {ours}; columns here: {shown}", _REMEDY)
    if not any(name in header for ours in ("text", "html") for name in names_of(ours, columns)):
        raise InputError(where, f"no column with the text; columns here: {shown}", _REMEDY)
