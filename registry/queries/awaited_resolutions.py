"""Plans that wait on a day for the committee's resolution."""

from datetime import date

from sqlalchemy import Connection, and_, bindparam, or_, select

from registry.models import Entry, Instance, OpenGate
from registry.models.base import Day
from registry.prepared_statements import PreparedQuery
from registry.queries.own_plans import PLAN

RESOLUTION = "resolution"
_ON = bindparam("on", type_=Day)
_AWAITED = PreparedQuery(
    select(Instance.period)
    .join(OpenGate, OpenGate.instance_id == Instance.id)
    .outerjoin(Entry, Entry.id == OpenGate.closed_by)
    .where(
        Instance.district_code == bindparam("district"),
        Instance.process == PLAN,
        OpenGate.gate == RESOLUTION,
        OpenGate.opened_on <= _ON,
        or_(
            OpenGate.status == "open",
            and_(OpenGate.status == "answered", Entry.act_date >= _ON),
        ),
    )
    .distinct()
    .order_by(Instance.period)
)


def plans_to_resolve(connection: Connection, district: str, on: date) -> list[str]:
    """The periods of the district's plans on which nobody has resolved before that day."""
    rows = _AWAITED.rows(connection, {"district": district, "on": on})
    return [period for (period,) in rows]
