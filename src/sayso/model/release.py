"""The version, without importing what codes."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """The installed version, "0" when the package is run from a checkout without being installed."""
    try:
        return version("sayso")
    except PackageNotFoundError:
        return "0"
