"""Secrets that are borne: each shown once, kept as a digest, for a time, revocable."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, update

from registry.models import ApiToken, CalendarLink
from registry.records.secrets import digest_of, new_token
from registry.transaction import Write

LASTS = timedelta(days=366)
MOST = 5  # of a kind that work at a time, a person


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
    write: Write, model: type[ApiToken | CalendarLink], *which: ColumnElement[bool]
) -> None:
    """From now on nobody is answered who bears one of those."""
    gone = update(model).where(model.revoked_at.is_(None), *which).values(revoked_at=write.now)
    write.connection.execute(gone)
