"""All cases of reading, and their manifest. As a program: writes the pack into a folder."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from hostile import feeds, files, packed, pages, records, texts
from hostile.case import Case
from hostile.running import write


def cases() -> tuple[Case, ...]:
    """Every case, each name once."""
    found = (*texts.cases(), *pages.cases(), *records.cases(), *packed.cases(), *feeds.cases(), *files.cases())
    assert len({c.name for c in found}) == len(found)
    return found


def manifest(found: tuple[Case, ...]) -> str:
    """What each case is made of and how it must end, as JSON."""
    return json.dumps([{"case": c.name, "file": c.file, "big": c.big, "ends": asdict(c.ends)} for c in found], indent=1)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for case in cases():
        write(case, folder)
    (folder / "manifest.json").write_text(manifest(cases()), encoding="utf-8")
