"""What changes a store. All of it runs inside a transaction of the owner's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sayso.model.event import Correction, Event
from sayso.model.telling import Bond, Copy, Match, Telling
from sayso.store import rows
from sayso.store.connection import Connection, among
from sayso.store.records import CodingId, Quarantine, RunRow, Stored

OF_EVENTS = ("event_claims", "event_dyads", "accounts", "disputes")


def start_run(connection: Connection, run: RunRow, coding: CodingId) -> None:
    """Writes a run, in place of one with the same id."""
    name_coding(connection, coding)
    write_run(connection, run)


def write_run(connection: Connection, run: RunRow) -> None:
    """Writes a run, in place of one with the same id."""
    connection.run("DELETE FROM runs WHERE id = ?", run.id)
    connection.put("runs", [rows.run_row(run)])


def name_coding(connection: Connection, coding: CodingId) -> None:
    """Writes a way of coding, once."""
    if not connection.peek("SELECT 1 FROM codings WHERE id = ?", coding.id):
        connection.put("codings", [rows.coding_row(coding)])
        connection.flush()


def add_document(connection: Connection, stored: Stored, run: str | None) -> None:
    """Writes the document of a report, seen for the first time."""
    connection.put("documents", [rows.document_row(stored.document, stored.coding.id, run, stored.sketch)])
    connection.put("bands", [(band, stored.document.id) for band in dict.fromkeys(stored.bands)])


def make_current(connection: Connection, stored: Stored) -> None:
    """Makes a newer coding the current one of a document, with its sketch and bands."""
    name = stored.document.id
    connection.run("UPDATE documents SET coding = ?, sketch = ? WHERE id = ?", stored.coding.id, rows.packed(stored.sketch), name)
    connection.run("DELETE FROM bands WHERE document = ?", name)
    connection.put("bands", [(band, name) for band in dict.fromkeys(stored.bands)])


def add_coding(connection: Connection, stored: Stored, run: str | None) -> None:
    """Writes what one way of coding read from a report."""
    name, coding = stored.document.id, stored.coding.id
    connection.put("coded", [(name, coding, run, len(stored.statements), len(stored.claims))])
    connection.put("sentences", [rows.sentence_row(s, name, coding) for s in stored.sentences])
    connection.put("statements", [rows.statement_row(s, name, coding, i) for i, s in enumerate(stored.statements)])
    connection.put("claims", [rows.claim_row(c, name, coding, i) for i, c in enumerate(stored.claims)])
    connection.put("claim_participants", [row for c in stored.claims for row in rows.participant_rows(c, name, coding)])
    connection.put("figures", [row for c in stored.claims for row in rows.figure_rows(c, name, coding)])


def add_tellings(connection: Connection, tellings: Collection[Telling], coding: str) -> None:
    """Writes tellings; they stand alone until they are grouped."""
    connection.put("tellings", [rows.telling_row(t, coding) for t in tellings])
    connection.put("blocks", [(key, t.id) for t in tellings for key in dict.fromkeys(t.blocks)])
    connection.put("telling_claims", [(t.id, c) for t in tellings for c in dict.fromkeys(told.claim for told in t.told)])


def drop_tellings(connection: Connection, document: str) -> tuple[str, ...]:
    """Takes a document's tellings out, with their blocks and matches, and out of their groups; gives their ids."""
    gone = [row[0] for row in connection.rows("SELECT id FROM tellings WHERE document = ? ORDER BY id", document)]
    if not gone:
        return ()
    for table, column in (
        ("tellings", "id"), ("blocks", "telling"), ("telling_claims", "telling"), ("components", "telling"), ("matches", "one"), ("matches", "other")
    ):  # fmt: skip
        where, values = among(column, gone)
        connection.run(f"DELETE FROM {table} WHERE {where}", *values)  # noqa: S608 - tables named above
    return tuple(gone)


def match(connection: Connection, matches: Iterable[Match]) -> None:
    """Writes matches, in place of older ones of the same pair. Raises ValueError unless `one` < `other`."""
    new = {(m.one, m.other): m for m in matches}
    wrong = next((m for m in new.values() if m.one >= m.other), None)
    if wrong:
        raise ValueError(f"a match goes from the smaller id to the larger: {wrong.one}, {wrong.other}")
    if not new:
        return
    pairs = sorted(new)
    unpair(connection, "matches", pairs)
    connection.put("matches", [rows.match_row(new[pair]) for pair in pairs])


def unpair(connection: Connection, table: str, pairs: Collection[tuple[str, str]]) -> None:
    """Deletes the rows of these pairs."""
    sql = f"""DELETE FROM {table} USING (SELECT unnest(?::VARCHAR[]) AS a, unnest(?::VARCHAR[]) AS b) p
              WHERE one = p.a AND other = p.b"""  # noqa: S608 - tables named by code
    connection.run(sql, [a for a, _ in pairs], [b for _, b in pairs])


def copy(connection: Connection, copies: Iterable[Copy]) -> None:
    """Writes copies, in place of older ones of the same pair."""
    new = {tuple(sorted((c.one, c.other))): c for c in copies}
    pairs = [(a, b) for a, b in sorted(new)]
    if pairs:
        unpair(connection, "copies", pairs)
        connection.put("copies", [rows.copy_row(replace(new[pair], one=pair[0], other=pair[1])) for pair in pairs])


def write_events(connection: Connection, gone: Collection[str], events: Iterable[Event]) -> None:
    """Takes out the events of `gone` and writes the new ones, in place of those with the same id."""
    new = {e.id: e for e in events}
    old = {*gone, *new}
    for table, column in (("events", "id"), *((t, "event") for t in OF_EVENTS)):
        where, values = among(column, old)
        connection.run(f"DELETE FROM {table} WHERE {where}", *values)  # noqa: S608 - tables named above
    put_events(connection, new.values())


def put_events(connection: Connection, events: Iterable[Event]) -> None:
    """Writes events that are not there yet."""
    for e in events:
        connection.put("events", [rows.event_row(e)])
        connection.put("event_claims", rows.event_claim_rows(e))
        connection.put("event_dyads", rows.event_dyad_rows(e))
        connection.put("accounts", rows.account_rows(e))
        connection.put("disputes", rows.dispute_rows(e))


def replace_resolution(connection: Connection, matches: Iterable[Match], events: Iterable[Event]) -> None:
    """Takes out all matches, groups and events and writes these, which must not be read from the store while they are written."""
    for table in ("matches", "components", "events", *OF_EVENTS):
        connection.run(f"DELETE FROM {table}")  # noqa: S608 - tables named above
    new = {(m.one, m.other): m for m in matches}
    connection.put("matches", [rows.match_row(new[pair]) for pair in sorted(new)])
    put_events(connection, {e.id: e for e in events}.values())


def correct(connection: Connection, corrections: Iterable[Correction]) -> None:
    """Appends corrections, each id once."""
    known = {row[0] for row in connection.rows("SELECT id FROM corrections")}
    seq = next_number(connection, "corrections")
    for correction in corrections:
        if correction.id not in known:
            known.add(correction.id)
            connection.put("corrections", [rows.correction_row(correction, seq)])
            seq += 1


def carry_out(connection: Connection, ids: Collection[str]) -> None:
    """Notes that corrections have been carried out, each once."""
    known = {row[0] for row in connection.rows("SELECT correction FROM carried")}
    connection.put("carried", [(i,) for i in dict.fromkeys(ids) if i not in known])


def bind(connection: Connection, bonds: Iterable[Bond]) -> None:
    """Appends a person's words on pairs of claims, unless they say what already holds."""
    holds = {(a, b): same for a, b, same in connection.rows("SELECT one, other, arg_max(same, seq) FROM bonds GROUP BY one, other")}
    seq = next_number(connection, "bonds")
    for bond in bonds:
        one, other = sorted((bond.one, bond.other))
        if holds.get((one, other)) != bond.same:
            holds[one, other] = bond.same
            connection.put("bonds", [(seq, one, other, bond.same)])
            seq += 1


def next_number(connection: Connection, table: str) -> int:
    """The number of the next row of a table that counts them."""
    count: int = connection.rows(f"SELECT coalesce(max(seq), 0) + 1 FROM {table}")[0][0]  # noqa: S608 - tables named by code
    return count


def refuse(connection: Connection, refused: Iterable[Quarantine]) -> None:
    """Writes inputs that failed, each once a run."""
    new = dict.fromkeys(refused)
    runs = {q.run for q in new}
    where, values = among("run", runs)
    known = {Quarantine(*row) for row in connection.rows(f'SELECT "where", reason, remedy, run FROM quarantine WHERE {where}', *values)}  # noqa: S608
    connection.put("quarantine", [rows.quarantine_row(q) for q in new if q not in known])
