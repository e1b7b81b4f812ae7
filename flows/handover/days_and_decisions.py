"""How the questions of a handover are answered."""

from datetime import date

from sqlalchemy import Connection

from config.calendar import government_holidays
from config.handover import handover_defaults
from flows.engine.installation import Read
from flows.handover.effects import DECISIONS_OWED, HANDOVER_DAYS
from flows.handover.gates import SUCCESSOR
from registry.journal import open_gates
from registry.queries.handover import decisions_owed
from registry.rules.calendar import WorkingCalendar
from registry.rules.handover import (
    DecisionsOwed,
    HandoverArgs,
    HandoverDays,
    HandoverOf,
    days_after,
    working_day_from,
)

OF_DEPUTY = frozenset({"focal_point", "focal_point_vacant"})
ASKED_BY_ITSELF = frozenset({"found"})  # by the establishment, at its own gate


def handover_days(_: Connection, args: HandoverArgs, _on: date) -> HandoverDays:
    """The days of a handover; what somebody has to do is due when offices are open."""
    days, calendar = handover_defaults(), WorkingCalendar(government_holidays)
    return HandoverDays(
        outgoing_until=days_after(args.on, days.outgoing_days),
        briefing=working_day_from(days_after(args.on, days.briefing_days), calendar),
        receipt=working_day_from(days_after(args.on, days.receipt_days), calendar),
        feedback_until=days_after(args.on, days.feedback_days),
    )


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


READS: dict[str, Read] = {HANDOVER_DAYS.key: handover_days, DECISIONS_OWED.key: owed}
