"""Changes of policy, and the versions of manuals: facts of the country or a province."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from registry.facts import live, put, put_new
from registry.models import ManualVersion, PolicyEvent
from registry.transaction import Write

POLICY = "policy.changed"
MANUAL = "manual.version"


def record_policy(
    write: Write,
    area: str,
    key: str,
    title_th: str,
    title_en: str,
    topics: Sequence[str],
    *,
    on: date,
    recorded_by: int,
) -> bool:
    """The change holds from `on`. Answers whether it was new: one key is recorded once."""
    query = select(PolicyEvent.id).where(
        PolicyEvent.area_code == area, PolicyEvent.key == key, live(PolicyEvent)
    )
    if write.connection.scalar(query) is not None:
        return False
    listed = ",".join(sorted(topics))
    values = {
        "title_th": title_th,
        "title_en": title_en,
        "topics": listed,
        "recorded_by": recorded_by,
    }
    put(write, PolicyEvent, {"area_code": area, "key": key}, values, valid_from=on)
    write.audit(area, POLICY, actor=recorded_by, body={"policy": key, "topics": listed})
    return True


def record_manual(
    write: Write, area: str, key: str, version: str, *, on: date, recorded_by: int
) -> bool:
    """That version of the manual is taught from `on`. False where it is taught then already."""
    same, by = {"area_code": area, "key": key}, {"recorded_by": recorded_by}
    if not put_new(write, ManualVersion, same, {"version": version}, by=by, valid_from=on):
        return False
    write.audit(area, MANUAL, actor=recorded_by, body={"manual": key, "version": version})
    return True
