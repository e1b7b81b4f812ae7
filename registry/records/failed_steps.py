"""That a step of a sweep failed, is to be tried at once, or succeeded again."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, insert, update

from registry.models import FailedStep, table_of
from registry.queries.failed_steps import failed_steps
from registry.store import Registry
from registry.transaction import Write

# After each failure: the next sweep tries again, then seldom, so that none is held up by it.
PAUSES = (timedelta(0), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
_failed = table_of(FailedStep)


def note_failure(
    write: Write, step: str, area: str, item: str = "", *, error: str, number: str
) -> None:
    """The step failed once more; what failed before keeps since when."""
    key = {"step": step, "area_code": area, "item": item}
    rows = failed_steps(write.connection, step)
    before = next((one for one in rows if (one.area, one.item) == (area, item)), None)
    attempts = 1 + (before.attempts if before else 0)
    again_at = write.now + PAUSES[min(attempts, len(PAUSES)) - 1]
    values = {
        "error": error, "number": number, "attempts": attempts, "tried_at": write.now,
        "again_at": again_at,
    }  # fmt: skip
    if before is None:
        row = {**key, **values, "failed_since": write.now}
        write.connection.execute(insert(_failed).values(row))
    else:
        write.connection.execute(update(_failed).where(_failed.c.id == before.id).values(values))


def end_failures(write: Write, ids: Iterable[int]) -> None:
    """Their steps succeeded, or nobody asks for them any more."""
    write.connection.execute(delete(_failed).where(_failed.c.id.in_([*ids])))


def try_failed_again(registry: Registry) -> None:
    """The next sweep tries whatever stands failed: somebody asks for it, or began anew."""
    with registry.reading() as connection:
        if not failed_steps(connection):
            return
    with registry.writing() as write:
        write.connection.execute(update(_failed).values(again_at=write.now))
