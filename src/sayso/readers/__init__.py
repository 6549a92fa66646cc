"""Anything -> Documents: files, folders, standard input and strings; what cannot be read is listed, never raised."""

from sayso.readers.options import Quarantined, ReadOptions
from sayso.readers.read import MAKERS, READERS, make, read, read_text, units
from sayso.readers.unit import Unit

__all__ = ["MAKERS", "READERS", "Quarantined", "ReadOptions", "Unit", "make", "read", "read_text", "units"]
