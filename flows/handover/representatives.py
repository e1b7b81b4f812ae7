"""An agency's representative hands over to the one who follows, once the agency has named them."""

from datetime import date
from typing import NamedTuple

from flows.engine.advance import advance, begin
from flows.engine.answers import Answers
from flows.engine.installation import Installation
from flows.handover.opening import tell_called_off
from flows.handover.process import HANDOVER, HandoverStart
from flows.replacement.gates import Replaced, ReplacementV1
from flows.replacement.process import ReplacementOutcome, ReplacementStart
from registry.journal import InstanceRow, begun_periods, journal, open_instances
from registry.queries.meetings import current_members
from registry.rules.handover import HandoverOf, WorkPassed
from registry.rules.terms import DAY
from registry.transaction import Write

SEATS = f"{HandoverOf.REPRESENTATIVE}/"


class _Passed(NamedTuple):
    """The seat, the day on which it passes, and by whom that was recorded."""

    seat: str
    since: date | None
    by: int | None

    @property
    def period(self) -> str:
        return f"{SEATS}{self.seat}/{self.since}"


def end_of_replacement(desk: Installation, write: Write, ended: InstanceRow) -> None:
    """A handover begins where somebody follows somebody; one of another day is called off.

    Where the agency keeps its representative after all, or names nobody, nothing passes.
    """
    passed = _passed(desk, write, ended)
    _end_others(desk, write, ended.district, passed)
    if passed.since is None or ended.outcome != ReplacementOutcome.REPLACED:
        return
    if passed.period in begun_periods(write.connection, HANDOVER.key, ended.district).get(
        ended.district, ()
    ):
        return
    before, now = (
        current_members(write.connection, ended.district, day).get(passed.seat)
        for day in (passed.since - DAY, passed.since)
    )
    if before is not None and now is not None:
        work = WorkPassed(leaver=before, successor=now, seat=passed.seat)
        of = HandoverOf.REPRESENTATIVE
        wanted = HandoverStart(district=ended.district, of=of, on=passed.since, work=work)
        first = min(passed.since, write.today)
        row = begin(write, HANDOVER, ended.district, passed.period, wanted, first, passed.by)
        advance(desk, write, row)


def _passed(desk: Installation, write: Write, ended: InstanceRow) -> _Passed:
    rows = journal(write, ended)
    seat = ReplacementStart.model_validate(rows[0].body["start"]).seat
    said = Answers(rows, desk.declared.gates).last(ReplacementV1)
    if said is None or said.answer.result is not Replaced.NAMED:
        return _Passed(seat.key, None, None)
    return _Passed(seat.key, said.answer.since, said.decision.recorded_by)


def _end_others(desk: Installation, write: Write, district: str, passed: _Passed) -> None:
    for row in open_instances(write, district):
        same_seat = row.period.startswith(f"{SEATS}{passed.seat}/")
        if row.process == HANDOVER.key and same_seat and row.period != passed.period:
            tell_called_off(desk, write, row, by=passed.by)
