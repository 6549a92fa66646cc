"""Write docs/notebook.ipynb: the cells below, run in order in docs/, with what they show; with --check only say whether it is stale (exit 1).

No Jupyter is needed: a cell is Python, and its last line, where it is an expression, is shown as a notebook would show it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import sayso.facade.spacy_component  # noqa: F401 - registers the component, also in a checkout that is not installed

DOCS = Path(__file__).resolve().parents[1] / "docs"
NOTEBOOK = DOCS / "notebook.ipynb"
CELLS = (
    (
        "markdown",
        """# sayso in a notebook

*Who did what to whom, and on whose say-so.* All reports in this notebook are invented. Written by `tools/make_notebook.py`.""",
    ),
    ("markdown", "## One report\n\nThe words of every claim are marked by the style of a line and in words; the list tells who says so."),
    ("code", 'import sayso\n\nreport = sayso.read("report.txt")\nreport'),
    ("markdown", "The records are plain dataclasses. A claim is a *deed* where the outlet vouches for it, *alleged* where only a quoted source does."),
    (
        "code",
        """for claim in report.claims:
    how = "deed" if claim.deed else "alleged" if claim.alleged else claim.status
    print(f"{claim.event:9} {how:8} {claim.trigger.text!r} at {claim.trigger.span.start}")""",
    ),
    ("markdown", "As a data frame, a row for each claim (pandas or polars, whichever is installed):"),
    ("code", 'report.to_df()[["type", "actor_countries", "recipient_countries", "status", "deed", "alleged", "says_who"]]'),
    (
        "markdown",
        """## Many reports, one story

Six reports of one incident, told by three sides. Resolving joins the claims that speak of one happening into an event, keeps every account of it, and
says where accounts cannot all be true.""",
    ),
    (
        "code",
        """from importlib.resources import files

demo = sorted((files("sayso") / "data" / "demo").glob("*.txt"))
story = sayso.resolve([sayso.read(path) for path in demo])
story""",
    ),
    ("code", "story.disputes"),
    ("markdown", "One event, with everybody who speaks of it. Never a verdict on truth: the status says how far the accounts agree, and by which rule."),
    ("code", "story.event(story.disputes[0].event)"),
    ("markdown", "## A pair of parties over time\n\nDays without a report are told from quiet days."),
    ("code", 'pair = story.dyad("AZE", "ARM", both=True)\npair'),
    ("code", 'pair.to_df("day")[["start", "covered", "quiet", "events", "deeds", "alleged", "rhetoric", "score"]]'),
    (
        "markdown",
        """## A store

The same from a file that grows: a report added twice counts once, and a new report never needs the whole store again. Here in a folder that is
deleted at the end.""",
    ),
    (
        "code",
        """from tempfile import TemporaryDirectory

with TemporaryDirectory() as folder, sayso.open(f"{folder}/demo.duckdb") as store:
    print(store.add(demo))
    print(store.add(demo))
    print(store.events("AZE-ARM", since="2031-03-01"))
    print([path.name for path in store.export("csv", f"{folder}/out")])""",
    ),
    ("markdown", "## In a spaCy pipeline\n\n`sayso` codes the text of the doc by itself, so that any pipeline will do."),
    (
        "code",
        """import spacy

nlp = spacy.blank("en")
nlp.add_pipe("sayso", config={"published": "2031-03-12"})
doc = nlp("Rebels attacked an army convoy near Homs on Monday. The ministry denied that rebels had taken the town.")
[(span.text, span.label_, claim.status) for span, claim in zip(doc.spans["sayso"], doc._.claims)]""",
    ),
)


def notebook() -> dict[str, Any]:
    """The notebook, its code run."""
    names: dict[str, Any] = {}
    made, count = [], 0
    for number, (kind, source) in enumerate(CELLS):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        if kind == "code":
            count += 1
            cell |= {"execution_count": count, "outputs": outputs(source, names, count)}
        made.append(cell)
    language = {"name": "python"}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": made, "metadata": {"kernelspec": kernel, "language_info": language}, "nbformat": 4, "nbformat_minor": 5}


def outputs(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """What a cell prints, and the value of its last line where it is an expression."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None  # type: ignore[attr-defined]
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {count}", "exec"), names)
        if last is not None:
            value = eval(compile(last, f"cell {count}", "eval"), names)
    out: list[dict[str, Any]] = []
    if text := printed.getvalue():
        out.append({"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)})
    if value is not None:
        out.append({"data": shown(value), "execution_count": count, "metadata": {}, "output_type": "execute_result"})
    return out


def shown(value: Any) -> dict[str, list[str]]:
    """A value as a notebook keeps it: text, and HTML where the value has it."""
    data = {"text/plain": repr(value).splitlines(keepends=True)}
    html = getattr(value, "_repr_html_", None)
    return ({"text/html": html().splitlines(keepends=True)} if html else {}) | data


def main() -> int:
    """Write the notebook, or with --check say whether it is stale; the exit code."""
    os.chdir(DOCS)
    os.environ.update(SAYSO_SETTINGS=os.devnull, COLUMNS="80", LINES="24")
    text = json.dumps(notebook(), ensure_ascii=False, indent=1) + "\n"
    if NOTEBOOK.exists() and NOTEBOOK.read_text(encoding="utf-8") == text:
        return 0
    check = "--check" in sys.argv[1:]
    print("docs/notebook.ipynb is stale; run: python tools/make_notebook.py" if check else "docs/notebook.ipynb written")
    if not check:
        NOTEBOOK.write_text(text, encoding="utf-8")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main())
