"""`watch`: feeds into the store, round by round."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import typer

from sayso.cli.setup import How, coder_for, command_line, crew_of, now, options_for, owner_for
from sayso.errors import InputError, SettingsError, StoreError
from sayso.readers import Quarantined, Unit
from sayso.readers.web.address import target
from sayso.readers.web.fetch import Fetcher
from sayso.readers.web.wire import Web
from sayso.run.adding import Added, add
from sayso.run.correcting import carry_out
from sayso.run.outlets import outlets_for
from sayso.run.settings import find_settings, store_path
from sayso.run.watching import Put, Surroundings, watch
from sayso.run.watching_state import Memory
from sayso.run.watching_stop import Stop, interval
from sayso.store.files import beside
from sayso.store.owner import Lock
from sayso.writers.sentence import clean


def run_watch(feeds: list[str], every: str, once: bool, store: str | None, settings: str | None) -> int:
    """Follow the feeds; the exit code: 3 where one of `--once` failed, 0 after Ctrl-C."""
    seconds, found = interval(every), find_settings(settings)
    for feed in feeds:
        try:
            target(feed)
        except InputError as error:
            raise SettingsError(f"{feed}: {error.what}", error.remedy) from error
    how = How(settings=settings)
    options, crew, path = options_for(how), crew_of(how), store_path(store, found)
    crew = replace(crew, workers=min(crew.workers, 1))  # what is new in a round keeps one busy for seconds
    if not path.resolve().parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}", "make it, or name another store")
    coder = coder_for(settings)
    outlets, memory = outlets_for(found, coder.ontology), beside(path.resolve(), "watch.json")

    @contextmanager
    def opened() -> Iterator[Put]:
        with owner_for(path, coder.ontology) as owner:

            def put(units: Sequence[Unit | Quarantined]) -> Added:
                way = found.coding_of(False)
                return add(owner, (), options, coder, outlets, units=units, settings=way, command=command_line(), clock=now, crew=crew)

            carry_out(owner, coder.ontology, outlets)
            yield put
            carry_out(owner, coder.ontology, outlets)

    stop = Stop(lambda text: _write(f"sayso: {text}\n"))
    lock = Lock(memory, command_line())
    try:
        with stop.listening():
            around = Surroundings(
                Fetcher(Web(sleep=stop.sleep)), Memory(memory, fresh=not path.exists()), opened, outlets, lambda: datetime.now().astimezone(), stop, _say
            )
            done = watch(feeds, seconds, around, once=once)
    finally:
        lock.close()
    return 3 if once and not stop.asked and (done.failed or done.quarantined) else 0


def _say(text: str) -> None:
    typer.echo(clean(text))


def _write(text: str) -> None:
    """From a signal's handler, where buffered output may be in the middle of something."""
    os.write(2, text.encode())
