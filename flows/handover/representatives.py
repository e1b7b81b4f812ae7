"""An agency's representative hands over to the one who follows, once the agency has named them."""

from collections.abc import Iterator
from datetime import date

from flows.engine.answers import Answers
from flows.engine.installation import Installation
from flows.engine.instance_start import start_of
from flows.handover.opening import open_handover, tell_called_off
from flows.handover.process import HANDOVER, HandoverOutcome, HandoverStart
from flows.replacement.gates import Replaced, ReplacementV1
from flows.replacement.process import ReplacementStart
from registry.journal import InstanceRow, instance_in, journal, starts
from registry.queries.meetings import current_members
from registry.queries.person_records import survivors
from registry.queries.void_committees import counted_instances
from registry.rules.handover import HandoverOf, WorkPassed
from registry.rules.terms import DAY
from registry.transaction import Write


def end_of_replacement(desk: Installation, write: Write, ended: InstanceRow) -> None:
    """A handover begins where somebody follows somebody; one that does not come about ends.

    Where the agency keeps its representative after all, or names nobody, nothing passes. What has
    passed before stays as it is.
    """
    rows = journal(write, ended)
    seat = start_of(rows, ReplacementStart).seat.key
    said = Answers(rows, desk.declared.gates).last(ReplacementV1)
    by = said.decision.recorded_by if said is not None else None
    counted = [*_counted(write, ended.district, seat)]
    for row, start in counted:
        passes = start.work == _work(write, ended.district, seat, start.on)
        if row.status == "open" and not passes:
            tell_called_off(desk, write, row, by=by)
    if said is None or said.answer.result is not Replaced.NAMED or said.answer.since is None:
        return
    on, of = said.answer.since, HandoverOf.REPRESENTATIVE
    work = _work(write, ended.district, seat, on)
    wanted = HandoverStart(district=ended.district, of=of, on=on, work=work)
    if _is_followed(work) and all(start != wanted for _, start in counted):
        open_handover(desk, write, wanted, f"{_of_seat(seat)}{on}", by=by)


def _of_seat(seat: str) -> str:
    return f"{HandoverOf.REPRESENTATIVE}/{seat}/"


def _work(write: Write, district: str, seat: str, on: date) -> WorkPassed:
    """From whom the seat passes to whom on that day, as it is known now."""
    before, now = (
        current_members(write.connection, district, day).get(seat) for day in (on - DAY, on)
    )
    return WorkPassed(leaver=before, successor=now, seat=seat)


def _is_followed(work: WorkPassed) -> bool:
    """Whether one person follows another."""
    return None not in (work.leaver, work.successor) and work.leaver != work.successor


def _counted(write: Write, district: str, seat: str) -> Iterator[tuple[InstanceRow, HandoverStart]]:
    """The seat's handovers that are open or were handed over; people by the records of today."""
    found = [
        row
        for one in counted_instances(write.connection, district)
        if one.process == HANDOVER.key and one.period.startswith(_of_seat(seat))
        if (row := instance_in(write, one.id)) is not None
        if row.status == "open" or row.outcome == HandoverOutcome.HANDED_OVER
    ]
    told = starts(write.connection, [one.id for one in found])
    for row in found:
        start = HandoverStart.model_validate(told[row.id][1])
        yield row, start.model_copy(update={"work": _of_today(write, start.work)})


def _of_today(write: Write, work: WorkPassed | None) -> WorkPassed | None:
    """The same work, where a record of somebody was merged into another since."""
    if work is None:
        return None
    people = survivors(write.connection, filter(None, (work.leaver, work.successor)))
    return WorkPassed(
        leaver=people.get(work.leaver or 0), successor=people.get(work.successor or 0),
        seat=work.seat,
    )  # fmt: skip
