"""Anything -> Documents: files, folders, standard input and strings; what cannot be read is listed, never raised."""

from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.read import READERS, read, read_text

__all__ = ["READERS", "Quarantined", "ReadOptions", "read", "read_text"]
