"""Working groups: appointed by a resolution or an order, ended by their day or a resolution."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from registry.facts import end, put
from registry.models import WorkingGroup
from registry.transaction import Write


class NewGroup(NamedTuple):
    """A working group to appoint: the seats that are in it, its last day if it has one."""

    members: tuple[str, ...]
    until: date | None


def appoint_groups(
    write: Write, district: str, event: str, groups: Sequence[NewGroup], *, on: date, entry_id: int
) -> None:
    """Groups that one decision appoints, at work from that day to the end of their last."""
    for place, group in enumerate(groups, 1):
        if group.until is not None and group.until < on:  # it was over before it was recorded
            continue
        same = {"district_code": district, "key": f"{event}/g{place}"}
        values = {"members": ",".join(group.members), "until": group.until}
        stop = group.until + timedelta(days=1) if group.until else None
        put(write, WorkingGroup, same, values, valid_from=on, valid_to=stop, entry_id=entry_id)


def end_group(write: Write, district: str, key: str, *, on: date, entry_id: int) -> None:
    """A later resolution ends the group from that day on."""
    end(write, WorkingGroup, {"district_code": district, "key": key}, on=on, entry_id=entry_id)
