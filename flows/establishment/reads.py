"""How the questions of an establishment are answered, each by a query of the registry."""

from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from flows.engine.installation import Read
from registry.queries.offices import office_refs
from registry.queries.order_facts import proposed_seats
from registry.queries.settings import setting
from registry.rules.effects import (
    DistrictArgs,
    FollowUpPolicy,
    ProposedSeats,
    ReplyPolicy,
)


def _proposed(connection: Connection, args: DistrictArgs, on: date) -> ProposedSeats:
    return proposed_seats(connection, args.district, office_refs(connection, args.district, on))


def _follow_up(connection: Connection, args: DistrictArgs, on: date) -> FollowUpPolicy:
    shipped = policy().advocacy
    own = setting(connection, args.district, "advocacy.follow_up_days", on)
    months = setting(connection, args.district, "advocacy.reapproach_months", on)
    return FollowUpPolicy.model_validate(
        {
            "follow_up_days": own or shipped.follow_up_days,
            "reapproach_months": months or shipped.reapproach_months,
        }
    )


def _reply(connection: Connection, args: DistrictArgs, on: date) -> ReplyPolicy:
    own = setting(connection, args.district, "representative.reply_days", on)
    return ReplyPolicy.model_validate({"reply_days": own or policy().representative.reply_days})


READS: dict[str, Read] = {
    "proposed_seats": _proposed,
    "follow_up_policy": _follow_up,
    "reply_policy": _reply,
}
