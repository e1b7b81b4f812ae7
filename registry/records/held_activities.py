"""What happened and the coordination log, written as facts by their decisions."""

from datetime import date
from typing import NamedTuple

from registry.facts import put
from registry.models import Coordination, HeldActivity
from registry.transaction import Write


class NewHeldActivity(NamedTuple):
    """What happened, without words."""

    kind: str
    convener: str
    location: str | None
    participants: str
    women: int | None
    men: int | None
    sex_not_stated: int | None
    counterpart: str | None
    team: str
    began_at: str | None
    ended_at: str | None
    plan_row: str | None


class NewCoordination(NamedTuple):
    """With whom, how, about what, with what outcome: keys of lists."""

    level: str
    counterpart: str
    channel: str
    subject: str
    outcome: str


def record_activity(
    write: Write, district: str, key: str, said: NewHeldActivity, *, on: date, entry_id: int
) -> None:
    """What happened on that day."""
    same = {"district_code": district, "key": key}
    put(write, HeldActivity, same, said._asdict(), valid_from=on, entry_id=entry_id)


def record_coordination(
    write: Write, district: str, key: str, said: NewCoordination, *, on: date, entry_id: int
) -> None:
    """A line of the log, made on that day."""
    same = {"district_code": district, "key": key}
    put(write, Coordination, same, said._asdict(), valid_from=on, entry_id=entry_id)
