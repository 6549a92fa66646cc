"""Anything -> Documents: files, folders, standard input and strings; what cannot be read is listed, never raised."""

from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.read import MAKERS, READERS, files, make, read, read_text, units, units_of
from sayso.readers.unit import Unit

__all__ = ["MAKERS", "READERS", "Quarantined", "ReadOptions", "Unit", "files", "make", "read", "read_text", "units", "units_of"]
