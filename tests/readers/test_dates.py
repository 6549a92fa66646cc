"""Dates of publication: the day as printed, or a refusal that names the value."""

from __future__ import annotations

import pytest

from sayso.errors import SettingsError
from sayso.readers import ReadOptions
from sayso.readers.dates import iso_date


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024-02-02", "2024-02-02"),
        ("20240202", "2024-02-02"),
        (" 2024-02-02 ", "2024-02-02"),
        ("2024-02-02T23:30:00+09:00", "2024-02-02"),
        ("2024-02-02T00:10:00-11:00", "2024-02-02"),
        ("2024-02-02T00:30:00.123Z", "2024-02-02"),
        ("2024-02-02 00:30", "2024-02-02"),
        ("20240202T003000Z", "2024-02-02"),
        ("2016-12-31T23:59:60Z", "2016-12-31"),
        ("2024-02-29", "2024-02-29"),
        ("1900-01-01", "1900-01-01"),
        ("2100-12-31", "2100-12-31"),
    ],
)
def test_day_as_printed(printed: str, day: str) -> None:
    assert iso_date(printed) == day


@pytest.mark.parametrize(
    "printed",
    [
        *("2024-02-31", "2023-02-29", "2024-13-01", "2024-00-10", "0000-00-00", "1899-12-31", "2101-01-01", "9999-12-31", "0001-01-01"),
        *("", "yesterday", "2024", "2024-02", "2024-2-2", "02/02/2024", "2024-W05-5", "-62135596800", "2024-02-02T", "2024-02-02 AD"),
        *("2024-02-02T25:00", "2024-02-02T10:61", "2024-02-02T10:00+99:00", "２０２４-02-02", "20240231"),
    ],
)
def test_no_date(printed: str) -> None:
    with pytest.raises(ValueError, match=r"not a|outside|possible"):
        iso_date(printed)


def test_options_refuse_what_cannot_be() -> None:
    assert ReadOptions(published="20240202").published == "2024-02-02"
    with pytest.raises(SettingsError, match=r"2024-02-31.*calendar.*YYYY-MM-DD"):
        ReadOptions(published="2024-02-31")
    with pytest.raises(SettingsError, match="English"):
        ReadOptions(language="English")
    with pytest.raises(SettingsError, match="max_bytes"):
        ReadOptions(max_bytes=0)
