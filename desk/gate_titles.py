"""What people call a gate: with its round, and the seat or the session that it is about."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from config.words import Named, Sentence, Term, Value, both, known
from desk.beginnings import SESSIONS, last_answer, planned_session
from registry.journal import EntryRow, GateRow, entries
from registry.rules.effects import ProposedSeats
from registry.rules.seats import AddSeat, Seat

INCIDENT, REPRESENTATIVE = "incident", "representative"


def titles(connection: Connection, gates: Collection[GateRow]) -> dict[int, Sentence]:
    """What each of the gates is called, by its id; the journals are read that this needs."""
    named = {one.instance_id for one in gates if one.gate in (REPRESENTATIVE, *SESSIONS)}
    journals = {one: entries(connection, one) for one in named}
    return {one.id: title(one, journals.get(one.instance_id, ())) for one in gates}


def title(asked: GateRow, rows: Sequence[EntryRow]) -> Sentence:
    """What people call the gate; of a seat or a session, with its title out of the journal."""
    seat = _seat_of(asked, rows)
    if seat is not None:
        return of_seat(both(f"gate.{asked.gate}"), seat)
    session = planned_session(asked, rows)
    if session.get("title_th"):
        named = Named(str(session["title_th"]), str(session.get("title_en")))
        return both("page.gate.of_session", gate=_label_of(asked), session=named)
    return _label_of(asked)


def of_seat(gate: Sentence, seat: Seat) -> Sentence:
    """What the gate is called for a seat: one title may stand in several bodies."""
    named = Named(seat.title_th, seat.title_en)
    return both("page.gate.of_seat", gate=gate, seat=named, body=Term(f"body.{seat.body}"))


def settled_seats(rows: Sequence[EntryRow]) -> tuple[Seat, ...]:
    """The seats that were proposed and added, by which answers name them."""
    read = [one for one in rows if one.kind == "read" and one.path == "proposed_seats" and one.live]
    proposed = ProposedSeats.model_validate(read[-1].body["value"]).seats if read else ()
    changes = (last_answer(rows, "membership") or {}).get("changes") or ()
    added = [AddSeat.model_validate(one).seat for one in changes if one.get("change") == "add"]
    return (*proposed, *added)


def failed(gate: GateRow) -> Value:
    """What an incident is about, in people's words; the error's own only where there are none."""
    for key in (f"incident.{gate.note}", f"effect.{key_of(gate.path)}"):
        if known(key):
            return Term(key)
    return gate.note or ""


def _seat_of(asked: GateRow, rows: Sequence[EntryRow]) -> Seat | None:
    if asked.gate != REPRESENTATIVE:
        return None
    return next((one for one in settled_seats(rows) if one.key == asked.subject), None)


def _label_of(gate: GateRow) -> Sentence:
    """With its round and subject, and what an incident is about."""
    if not gate.gate:
        return both(f"why.wait.{key_of(gate.path)}")
    label = both(f"gate.{gate.gate}")
    if gate.gate == INCIDENT and gate.note:
        return both("why.label_noted", label=label, note=failed(gate))
    if gate.subject is not None:
        return both("why.label_subject", label=label, subject=gate.subject)
    if gate.round is not None:
        return both("why.label_round", label=label, round=gate.round)
    return label


def key_of(path: str) -> str:
    """The key of the gate at a path, or of one that was named by its key."""
    return path.rpartition("/")[2].partition("#")[0].partition("[")[0]
