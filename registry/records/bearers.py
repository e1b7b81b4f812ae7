"""Secrets that are borne: each shown once, kept as a digest, for a time, revocable."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, update

from config.clock import bangkok_day
from registry.models import ApiToken, CalendarLink
from registry.queries.bearers import BearerRow
from registry.records.secrets import digest_of, new_token
from registry.refusals import Refusal
from registry.transaction import Write

LASTS = timedelta(days=366)
MOST = 5  # of a kind that work at a time, a person


class WorksAlready(Refusal):
    """One for the same works already: another is made by who names it."""


def refuse_second(same: Iterable[BearerRow], beside: int | None, now: datetime) -> None:
    """Of what is sent twice one is made; another only by who knows of the newest that works.

    `beside` is its number. Raises WorksAlready.
    """
    last = max((one for one in same if one.works(now)), key=lambda one: one.id, default=None)
    if last is not None and last.id != beside:
        raise WorksAlready(field="--beside", number=last.id, on=bangkok_day(last.made_at))


def new_bearer(write: Write, person: int) -> tuple[dict[str, Any], str]:
    """The columns that all of them have, and the token, which is shown this once."""
    token = new_token()
    row = {
        "person_id": person,
        "token_sha256": digest_of(token),
        "made_at": write.now,
        "expires_at": write.now + LASTS,
        "revoked_at": None,
    }
    return row, token


def revoke_bearers(
    write: Write, *which: ColumnElement[bool], model: type[ApiToken | CalendarLink]
) -> int:
    """From now on nobody is answered who bears one of those; answers how many they were."""
    gone = update(model).where(model.revoked_at.is_(None), *which).values(revoked_at=write.now)
    return int(write.connection.execute(gone).rowcount)
