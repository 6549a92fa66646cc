"""Every error sayso raises on purpose.

::

    SaysoError
    ├── DataError       a file of ours or of the user's (ontology, tables) is wrong: names file, line and key
    ├── InputError      a document or record cannot be read: names where
    ├── StageError      a stage failed on one document: names both
    ├── StoreError      the store cannot be opened or written
    │   ├── InUse       another process writes it
    │   └── Several     the beginning of an id is that of several
    └── SettingsError   an option or a settings file is wrong

A message says what is wrong, where, and what to do. The command line prints it without a traceback.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Base of all errors sayso raises on purpose; `remedy` says what to do about it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


class DataError(SaysoError):
    """A data file is wrong. `line` counts from 1; 0 means the file as a whole. `key` is the field or entry."""

    def __init__(self, file: str, line: int, key: str, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.file, self.line, self.key = file, line, key

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        return f"{place}:{key} {super().__str__()}"


class InputError(SaysoError):
    """A document or record cannot be read. `where` is a path, with a line or record number where known."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {super().__str__()}"


class StageError(SaysoError):
    """A stage failed on a document; the cause is chained."""

    def __init__(self, stage: str, document_id: str, what: str) -> None:
        super().__init__(f"stage {stage} failed on document {document_id}: {what}", "please report it with the document")
        self.stage, self.document_id = stage, document_id


class StoreError(SaysoError):
    """The store cannot be opened, read or written."""


class Several(StoreError):
    """What was given is the beginning of several ids."""


class InUse(StoreError):
    """Another process writes the store; `holder` says which."""

    def __init__(self, store: str, holder: str) -> None:
        super().__init__(f"store {store} is in use by {holder}", "wait for it or stop it")
        self.holder = holder


class SettingsError(SaysoError):
    """An option or a settings file is wrong."""
