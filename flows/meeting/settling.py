"""A request of a meeting is settled beside the minutes, a lesson beside its year, each by one door.

It is done, dropped, or open again.
"""

from datetime import date

from flows.decisions.withdraw import reason_given
from flows.engine.installation import Installation
from registry.queries.action_items import SETTLED, OwnedAction, action_steps
from registry.queries.monitoring import lesson_key, lesson_steps, lessons
from registry.records.held_meetings import settle_action
from registry.records.monitoring import settle_lesson
from registry.records.rights import who_may_record
from registry.refusals import Refusal

RECORDERS = ("coordinator", "focal_point")


class NoSuchAction(Refusal):
    """Nobody asked for that in the district."""


class ActionStandsSo(Refusal):
    """The request is already in that state."""


class SettledOnOddDay(Refusal):
    """A request is settled before it was asked for, or on a day that has not come."""


def settle(
    office: Installation,
    district: str,
    key: str,
    state: str,
    *,
    on: date,
    reason: str,
    recorded_by: str,
) -> OwnedAction:
    """Record what became of a request or lesson from that day on; answers how it stood before.

    The reason is kept with the record. Raises NoSuchAction, ActionStandsSo, SettledOnOddDay,
    ReasonMissing, MayNot, and what the net refuses in the reason.
    """
    reason = reason_given(office, reason)
    with office.registry.writing(district) as write:
        who = who_may_record(write, recorded_by, district, RECORDERS)
        asked = action_steps(write.connection, district) | lesson_steps(write.connection, district)
        if key not in asked:
            raise NoSuchAction(field="action", value=key)
        row = asked[key][-1]
        if row.status == state:
            raise ActionStandsSo(field="action_state", value=state)
        if not row.on <= on <= write.today:
            raise SettledOnOddDay(field="on", value=on, since=row.on, today=write.today)
        body = {"action": key, "status": state, "on": on.isoformat(), "reason": reason}
        write.audit(district, SETTLED, actor=who.id, body=body)
        standing = lessons(write.connection, (district,), write.today)
        learned = {lesson_key(one.year, one.key): one for one in standing}
        if key in learned:
            settle_lesson(write, learned[key], state, on=on)
        else:
            settle_action(write, district, key, state, on=on)
    return row
