"""Raise: instances go on by a newer revision of their process, after a rehearsal.

Design, "Versions": an instance pins its revision at start; it is raised only by a recorded
command, after a rehearsal has shown what would differ.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flows.decisions.refusals import UnknownProcess
from flows.engine.advance import advance
from flows.engine.days import bring_to_date
from flows.engine.installation import Installation
from flows.engine.remainder import unconsumed
from flows.engine.replay import Journal, Process, Replay
from flows.engine.run import REVISION_NEEDED, replay
from flows.engine.typed_journal import journal_of
from registry.journal import (
    InstanceRow,
    NewEntry,
    append,
    end_gate,
    entries,
    gates_of,
    instance_in,
    instances,
    save_instance,
)
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.rights import Verb


class NothingToRaise(Refusal):
    """No open instance of the process is of an earlier revision."""


class WouldStop(Refusal):
    """An instance would come to an incident under the new revision."""


@dataclass(frozen=True)
class Difference:
    """What an instance waits for now and would wait for, and the papers that it would make.

    `problem` says why it could not be raised, None where it can.
    """

    instance: int
    district: str
    revision: int
    to: int
    now: tuple[str, ...]
    then: tuple[str, ...]
    effects: tuple[str, ...]
    ends: str | None
    problem: str | None


def rehearse_revision(
    office: Installation, process_key: str, districts: Collection[str] = ()
) -> list[Difference]:
    """What would differ, district by district, if the process were raised. Changes nothing.

    Raises UnknownProcess.
    """
    process = known_process(office, process_key)
    with office.registry.reading() as connection:
        return [
            _differs(process, row, journal_of(office, row, entries(connection, row.id)))
            for row in _older(instances(connection), process, districts)
        ]


def known_process(office: Installation, key: str) -> Process:
    """The process of that key. Raises UnknownProcess."""
    process = office.declared.processes.get(key)
    if process is None:
        raise UnknownProcess(field="process", value=key)
    return process


def _older(
    rows: Collection[InstanceRow], process: Process, districts: Collection[str]
) -> Iterator[InstanceRow]:
    for row in rows:
        meant = not districts or row.district in districts
        of_it = row.process == process.key and row.status == "open"
        if meant and of_it and row.revision < process.revision:
            yield row


def _differs(process: Process, row: InstanceRow, journal: Journal) -> Difference:
    before = replay(process, journal)
    raised = journal._replace(raised_to=process.revision)
    after = replay(process, raised)
    return Difference(
        instance=row.id,
        district=row.district,
        revision=row.revision,
        to=process.revision,
        now=_waits(before),
        then=_waits(after),
        effects=tuple(sorted({one.effect for one in after.effects})),
        ends=str(after.outcome) if after.outcome is not None else None,
        problem=_problem(raised, after),
    )


def _waits(found: Replay) -> tuple[str, ...]:
    return tuple(sorted(one.path for one in found.waits))


def _problem(journal: Journal, found: Replay) -> str | None:
    if found.error is not None:
        return found.error
    odd = unconsumed(journal, found)
    return ", ".join(entry.path for entry in odd) or None


def raise_revision(
    office: Installation, process_key: str, *, recorded_by: str, districts: Collection[str] = ()
) -> list[Difference]:
    """Raise the open instances to the process's newest revision, each in one transaction.

    Answers what differs, as the rehearsal told it. Raises UnknownProcess, NothingToRaise,
    WouldStop (before anything is written), MayNot.
    """
    wanted = rehearse_revision(office, process_key, districts)
    if not wanted:
        raise NothingToRaise(field="process", value=process_key)
    for one in wanted:
        if one.problem is not None:
            raise WouldStop(field="process", instance=one.instance, problem=one.problem)
    for one in wanted:
        _raise_one(office, one, recorded_by)
    return wanted


def _raise_one(office: Installation, one: Difference, recorded_by: str) -> None:
    with office.registry.writing(one.district) as write:
        who = who_may(write, recorded_by, Verb.START, one.district)
        bring_to_date(office, write, one.district)
        row = instance_in(write, one.instance)
        if row is None or row.status != "open" or row.revision >= one.to:
            return
        row.revision = one.to
        save_instance(write, row)
        body = {"revision": one.to, "before": one.revision}
        append(write, row, NewEntry("revision", "", write.today, body, recorded_by=who.id))
        for gate in tuple(gates_of(write, row)):
            if (gate.note or "").startswith(REVISION_NEEDED):  # what the incident asked for is done
                end_gate(write, row, gate, "closed", note="released")
        advance(office, write, row)
