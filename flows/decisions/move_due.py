"""Move due: an open gate is due, or stays open, until another day."""

from datetime import date

from flows.decisions.refusals import GateNotOpen
from flows.decisions.withdraw import district_of, reason_given
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from registry.journal import (
    GateRow,
    InstanceRow,
    instance_in,
    move_gate,
    open_gates,
)
from registry.queries.calendars import first_until
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.mistyped_years import FARTHEST
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from registry.transaction import Write


class DueBeforeOpening(Refusal):
    """A gate would be due, or end, on a day on which it did not wait yet."""


class DueInThePast(Refusal):
    """A gate would be due, or end, on a day that is over."""


class DueBeforeItCanBe(Refusal):
    """Until a day nobody can do what follows: it is not waited for any less."""


class DueAfterLastDay(Refusal):
    """A gate would be due when nobody is asked any more."""


class DueOfWait(Refusal):
    """Nobody is asked until a day: nothing is due there, and that day alone is moved."""


class DueFarAhead(Refusal):
    """A gate would wait so long that its year is mistyped: nobody would be reminded of it again."""


def move_due(
    desk: Installation,
    instance_id: int,
    gate: str,
    *,
    due_on: date | None,
    until_on: date | None,
    reason: str,
    recorded_by: str,
) -> GateRow:
    """Move the due date of an open gate, or the day until which it stays open."""
    reason = reason_given(desk, reason)
    with desk.registry.writing(district_of(desk, instance_id)) as write:
        row = instance_in(write, instance_id)
        district = row.district if row else ""
        who = who_may(write, recorded_by, Verb.MOVE_DUE, district)
        bring_to_date(desk, write, district)
        waits = open_gates(write.connection, instance_id=instance_id)
        with_a_day = (one for one in waits if one.gate or one.until_on)  # an event comes by itself
        found = [one for one in with_a_day if gate in (one.path, one.gate)]
        if len(found) != 1:
            raise GateNotOpen.of(gate, [one.path for one in waits], instance_id)
        moved = found[0]
        if due_on is not None and not moved.gate:
            raise DueOfWait(field="due_on", wait=moved.path)
        for field, day, stands in (
            ("due_on", due_on, moved.due_on),
            ("until_on", until_on, moved.until_on),
        ):
            if day is not None and day < moved.opened_on:
                raise DueBeforeOpening(field=field, value=day, since=moved.opened_on)
            if day is not None and day < write.today:
                raise DueInThePast(field=field, value=day, today=write.today)
            farthest = max(stands or write.today, write.today) + FARTHEST
            if day is not None and day > farthest:
                raise DueFarAhead(field=field, value=day, farthest=farthest)
        if row is not None:
            _refuse_too_early(desk, write, row, moved, until_on)
        due, last = due_on or moved.due_on, until_on or moved.until_on
        if due is not None and last is not None and due > last:
            field = "until_on" if due_on is None else "due_on"
            raise DueAfterLastDay(field=field, due=due, last=last)
        move_gate(write, moved.id, due_on=due, until_on=last)
        body: Json = {
            "gate": moved.path,
            "instance": instance_id,
            "due": [_iso(moved.due_on), _iso(due_on)],
            "until": [_iso(moved.until_on), _iso(until_on)],
            "reason": reason,
        }
        write.audit(district, "gate.due", actor=who.id, body=body)
        return moved


def _refuse_too_early(
    desk: Installation, write: Write, instance: InstanceRow, moved: GateRow, until: date | None
) -> None:
    """Refuses to end a wait before the day from which what follows can be done."""
    key = moved.path.rpartition("/")[2].partition("#")[0]
    if until is None or key not in desk.declared.processes[instance.process].kept_waits:
        return
    earliest = first_until(write.connection, moved) or moved.until_on
    if earliest is not None and until < earliest:
        raise DueBeforeItCanBe(field="until_on", value=until, earliest=earliest)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
