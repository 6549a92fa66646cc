"""The file of the search: SQLite with FTS5, beside the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sayso.errors import StoreError

APPLICATION = 0x53415953
"""Marks our files (PRAGMA application_id)."""
VERSION = 1
"""Of the tables below; a file of another version is made anew."""
WAIT = 10.0
"""Seconds to wait for another process that commits."""
TOKENS = "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\""
"""Marks (M) belong to words: without them the words of Hindi fall to pieces."""

_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, party TEXT, claims INTEGER NOT NULL);
CREATE VIRTUAL TABLE reports USING fts5(title, text, outlet, content='', {TOKENS});
CREATE VIRTUAL TABLE parties USING fts5(name, country, party, content='', {TOKENS});
CREATE VIRTUAL TABLE places USING fts5(name, country, content='', {TOKENS});
COMMIT;
"""
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Damaged(StoreError):
    """The file is no index of ours, or of another version, or broken."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no search index of this sayso, or is damaged", "remove it: it is made anew")


class Missing(StoreError):
    """There is no index yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} has not been made yet", "wait a moment")


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, made where there is none. Raises Damaged, StoreError."""
    with failing(path), closing(sqlite3.connect(path, timeout=WAIT, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            connection.executescript(_SCHEMA)
        _check(path, connection)
        yield connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as it is now, which somebody may be writing. Raises Missing, Damaged, StoreError."""
    if not path.exists():
        raise Missing(path)
    with failing(path), closing(_open(path)) as connection:
        _check(path, connection)
        yield connection


@contextmanager
def change(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it or, after an error, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def remove(path: Path) -> None:
    """Removes the file with what SQLite keeps beside it. Raises StoreError."""
    try:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be removed: {error.strerror}", "remove it yourself: it is made anew") from error


@contextmanager
def failing(path: Path) -> Iterator[None]:
    """Turns errors of SQLite into a StoreError that names `path`; the cause is chained."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(path, error) from error


def _open(path: Path) -> sqlite3.Connection:
    """In a folder nobody may write, SQLite opens a file with a log only where it is told that none is written."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        connection.close()
        if _code(error) not in _CLOSED:
            raise
        return sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return connection


def _check(path: Path, connection: sqlite3.Connection) -> None:
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if found == [0, 0]:
        raise Missing(path)
    if found != [APPLICATION, VERSION]:
        raise Damaged(path)


def _told(path: Path, error: sqlite3.Error) -> StoreError:
    code = _code(error)
    if code in _BROKEN:
        return Damaged(path)
    if code in _FULL:
        return StoreError(f"disk full at {path}", "free some space; what has been indexed stays, and the next time goes on from there")
    if code in _CLOSED:
        return StoreError(f"{path} cannot be opened or written", "look at its permissions and its folder")
    if code in _BUSY:
        return StoreError(f"{path} is in use by another program", "wait for it or stop it")
    return StoreError(f"search index {path}: {error}", "remove it: it is made anew; if it stays so, please report it")


def _code(error: sqlite3.Error) -> int:
    """The kind of an error; some of Python's own have none."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
