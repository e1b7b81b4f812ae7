"""How the questions of a handover are answered."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from config.calendar import government_holidays
from config.handover import handover_defaults
from flows.decisions.happen import CALLED_OFF
from flows.engine.answers import CurrentAnswer, answer_of
from flows.engine.installation import Read
from flows.handover.effects import (
    BRIEFED,
    CHIEF_HELD,
    DECISIONS_OWED,
    FOCAL_POINT_HELD,
    HANDOVER_DAYS,
    POST_DAYS,
)
from flows.handover.gates import BRIEFING, SUCCESSOR, BriefingV1
from registry.journal import entries, open_gates
from registry.queries.decisions import successors
from registry.queries.handover import decisions_owed
from registry.queries.handover_facts import HANDOVER
from registry.queries.office_holders import holders
from registry.queries.void_committees import counted_instances
from registry.rules.calendar import WorkingCalendar
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.handover import (
    Briefed,
    DecisionsOwed,
    HandoverArgs,
    HandoverDays,
    HandoverOf,
    OfficeHeld,
    days_after,
    working_day_from,
)

OF_DEPUTY = frozenset({"focal_point", "focal_point_vacant"})
ASKED_BY_ITSELF = frozenset({"found"})  # by the establishment, at its own gate


def handover_days(_: Connection, args: HandoverArgs, _on: date) -> HandoverDays:
    """The days of a handover; what somebody has to do is due when offices are open.

    Of what was told of late the days count from then where they would be over, as on page one.
    """
    days, calendar = handover_defaults(), WorkingCalendar(government_holidays)
    told = args.told or args.on

    def due(after: int) -> date:
        return working_day_from(days_after(args.on, after), calendar)

    def still_due(after: int) -> date:
        day = due(after)
        return day if day >= told else working_day_from(days_after(told, after), calendar)

    return HandoverDays(
        outgoing_until=due(days.outgoing_days),
        briefing=still_due(days.briefing_days),
        receipt=still_due(days.receipt_days),
        feedback_until=due(days.feedback_days),
    )


def held(kind: str) -> Read:
    """Whether there is a holder of the district's office that day, or somebody who acts."""

    def read(connection: Connection, args: HandoverArgs, on: date) -> OfficeHeld:
        return OfficeHeld(held=bool(holders(connection, f"{args.district}/{kind}", on)))

    return read


def briefed(connection: Connection, args: HandoverArgs, on: date) -> Briefed:
    """Whether who is in the office was briefed since they came, for a day that was moved since.

    The handover of that day tells of who was in the office then, as was known.
    """
    office = f"{args.district}/{args.of}"
    here = {one.person for one in holders(connection, office, on)}
    for said in _briefings(connection, args):
        day = said.answer.briefed_on
        told = holders(connection, office, day, said.decision.recorded_at)
        if day >= args.on and here & {one.person for one in told}:
            return Briefed(briefed=True)
    return Briefed(briefed=False)


def _briefings(connection: Connection, args: HandoverArgs) -> Iterator[CurrentAnswer[BriefingV1]]:
    """The briefings for that office, those too that count no longer as their day was moved."""
    for one in counted_instances(connection, args.district):
        if (one.process, one.period.rpartition("/")[0] or CHIEF) != (HANDOVER, args.of):
            continue
        rows, gone = entries(connection, one.id), successors(connection, one.id)
        for said in rows:
            counts = said.live or gone[said.id].why == CALLED_OFF
            if counts and (said.kind, said.gate) == ("decision", BRIEFING.key):
                yield answer_of(rows, said, BRIEFING)


def owed(connection: Connection, args: HandoverArgs, _on: date) -> DecisionsOwed:
    """What whoever comes into office is asked, by the facts of the day in office.

    Where that was told of late, by those of the day of telling: nobody is asked for what was done
    in between.

    Where a Deputy leaves, the Chief is asked who is focal point, once. What a process of its own
    asks the Chief stands on page one, and is not asked here.
    """
    found = decisions_owed(connection, args.district, args.told or args.on).without(ASKED_BY_ITSELF)
    if args.of is HandoverOf.CHIEF:
        return found
    waiting = open_gates(connection, district=args.district)
    asked = {one.subject for one in waiting if one.gate == SUCCESSOR.key}
    own = (one for one in found.decisions if one.key in OF_DEPUTY and one.key not in asked)
    return DecisionsOwed(decisions=tuple(own))


READS: dict[str, Read] = {
    HANDOVER_DAYS.key: handover_days,
    POST_DAYS.key: handover_days,
    CHIEF_HELD.key: held(CHIEF),
    FOCAL_POINT_HELD.key: held(FOCAL_POINT),
    BRIEFED.key: briefed,
    DECISIONS_OWED.key: owed,
}
