"""What partners were asked for passes to the focal point on the day after their agreement ends.

A machine's work and no decision: it follows from the agreement, so that it is found again from the
facts, and a tick that was missed changes nothing but the hour.
"""

from datetime import date

from sqlalchemy import Connection

from flows.engine.apart import ONE_AFTER_ANOTHER, OneAfterAnother
from flows.engine.days import clock_is_believed
from flows.engine.installation import Installation
from registry.queries.action_items import OwnedAction, districts_asked, open_requests
from registry.queries.agencies import seats_by_agency
from registry.queries.agreements import (
    AgreementRow,
    ended_agreements,
    provinces_with_ended,
)
from registry.queries.meetings import current_members
from registry.queries.office_holders import holders
from registry.records.held_meetings import pass_action
from registry.rules.plain_values import Json
from registry.rules.terms import DAY
from registry.transaction import Write

PASSED = "agreement.items_passed"


def pass_items(
    desk: Installation,
    *,
    clock_is_right: bool = False,
    apart: OneAfterAnother = ONE_AFTER_ANOTHER,
) -> int:
    """Pass on what partners whose agreement has ended were asked for; answers how many items."""
    with desk.registry.reading() as connection:
        districts = _districts(connection, desk.registry.today)
    return apart.each(districts, lambda one: _pass_in(desk, one, clock_is_right=clock_is_right))


def _districts(connection: Connection, on: date) -> list[str]:
    """The districts that have anything to pass on."""
    provinces = provinces_with_ended(connection, on)
    asked = districts_asked(connection, provinces) if provinces else []
    return [one for one in asked if _items(connection, one, on)]


def _items(
    connection: Connection, district: str, on: date
) -> list[tuple[AgreementRow, OwnedAction]]:
    """What seats of an agency were asked for before its agreement ended, and is open."""
    found = []
    for ended in ended_agreements(connection, (district[:2],), on):
        own = seats_by_agency(connection, district, ended.stop - DAY).get(ended.agency, ())
        keys = {one.key for one in own}
        found += [
            (ended, item)
            for item in open_requests(connection, district)
            if item.owner in keys and item.on < ended.stop
        ]
    return found


def _pass_in(desk: Installation, district: str, *, clock_is_right: bool) -> int:
    """Under the district's lock, unless somebody settled them meanwhile."""
    with desk.registry.writing(district) as write:
        if not (clock_is_right or clock_is_believed(write)):
            return 0
        items = _items(write.connection, district, write.today)
        for ended, item in items:
            _pass(write, district, ended, item)
        return len(items)


def _pass(write: Write, district: str, ended: AgreementRow, item: OwnedAction) -> None:
    to = owner_after(write.connection, district, ended.stop)
    pass_action(write, district, item, to, on=ended.stop)
    body: Json = {
        "agency": ended.agency, "last_day": ended.last_day.isoformat(),
        "item": item.key, "from": item.owner, "to": to,
    }  # fmt: skip
    write.audit(district, PASSED, actor=None, body=body)


def owner_after(connection: Connection, district: str, on: date) -> str:
    """The seat in which the focal point sits on that day; their office where it has no seat."""
    office = f"{district}/focal_point"
    held = next(iter(holders(connection, office, on)), None)
    filled = current_members(connection, district, on)
    return next((key for key, who in filled.items() if held and who == held.person), office)
