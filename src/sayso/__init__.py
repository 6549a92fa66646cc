"""Who did what to whom, and on whose say-so."""

from sayso.facade import Reading, read

__all__ = ["Reading", "read"]
