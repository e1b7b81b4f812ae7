"""Calls that write, done once: sent again under the same key they are answered the same.

A program that got no answer does not know whether its call was carried out; it asks again.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from registry.models import KeptAnswer
from registry.records.secrets import digest_of
from registry.refusals import Refusal
from registry.rules.redaction import copies
from registry.store import Registry
from registry.transaction import Write

KEPT = timedelta(days=7)


class KeyUsedOtherwise(Refusal):
    """The key was given to another call before."""


@dataclass(frozen=True)
class RepeatableCall:
    """A call that writes: by which token, under which key, and what it asks for."""

    token: int
    key: str
    asked: str

    @property
    def key_sha256(self) -> str:
        """The key as it is kept."""
        return digest_of(self.key)

    @property
    def call_sha256(self) -> str:
        """What it asks for as it is kept."""
        return digest_of(self.asked)


def answered_once(registry: Registry, call: RepeatableCall, make: Callable[[Write], str]) -> str:
    """What the call is answered: what it was answered before, or what `make` does now.

    What is done and what is answered are one transaction. Raises KeyUsedOtherwise, and what
    `make` refuses; a refusal is kept nowhere, and the key is free.
    """
    with registry.writing() as write:
        # Two of the same at once: the second finds what the first was answered.
        write.wait_for_like(f"{call.token} {call.key_sha256}")
        if (kept := _kept(write.connection, call)) is not None:
            return kept
        body = make(write)
        row = {
            "api_token_id": call.token,
            "key_sha256": call.key_sha256,
            "call_sha256": call.call_sha256,
            "body": body,
            "at": write.now,
        }
        write.connection.execute(insert(KeptAnswer), row)
        return body


def _kept(connection: Connection, call: RepeatableCall) -> str | None:
    query = select(KeptAnswer.call_sha256, KeptAnswer.body).where(
        KeptAnswer.api_token_id == call.token, KeptAnswer.key_sha256 == call.key_sha256
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    if row.call_sha256 != call.call_sha256:
        raise KeyUsedOtherwise(field="Idempotency-Key")
    return str(row.body)


def forget_answers(write: Write, before: datetime) -> None:
    """Erase what was answered before that instant: nobody asks that long again."""
    write.connection.execute(delete(KeptAnswer).where(KeptAnswer.at < before))


def redact_answers(connection: Connection, texts: set[str] | None = None) -> None:
    """Erase answers that say one of the texts; None: all of them.

    A call that is sent again after that is judged anew: its gate is answered, and says so.
    """
    rows = connection.execute(select(KeptAnswer.id, KeptAnswer.body)).all()
    gone = [one.id for one in rows if texts is None or copies(json.loads(one.body), texts)]
    connection.execute(delete(KeptAnswer).where(KeptAnswer.id.in_(gone)))
