"""What happened and the coordination log, written as facts by their decisions."""

from dataclasses import asdict
from datetime import date

from registry.facts import put
from registry.models import Coordination, HeldActivity
from registry.rules.held_activities import CoordinationFacts, HeldActivityFacts
from registry.transaction import Write


def record_activity(
    write: Write, district: str, key: str, said: HeldActivityFacts, *, on: date, entry_id: int
) -> None:
    """What happened on that day."""
    same = {"district_code": district, "key": key}
    put(write, HeldActivity, same, asdict(said), valid_from=on, entry_id=entry_id)


def record_coordination(
    write: Write, district: str, key: str, said: CoordinationFacts, *, on: date, entry_id: int
) -> None:
    """A line of the log, made on that day."""
    same = {"district_code": district, "key": key}
    put(write, Coordination, same, asdict(said), valid_from=on, entry_id=entry_id)
