"""What papers hold: their bytes, and the facts that they were rendered from."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, select

from registry.models import Blob, Payload
from registry.prepared_statements import PreparedQuery


def content(connection: Connection, sha256: str) -> bytes | None:
    """The bytes, None where a redaction took them away."""
    return connection.scalar(select(Blob.content).where(Blob.sha256 == sha256))


def facts(connection: Connection, facts_id: int) -> Any:  # noqa: ANN401 — the JSON of a facts model
    """The frozen facts that a paper was rendered from."""
    ((body,),) = _FACTS.rows(connection, {"facts": facts_id})
    return json.loads(body)


def facts_of(connection: Connection, ids: Iterable[int | None]) -> dict[int | None, Any]:
    """The frozen facts of several papers, by their number."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    query = select(Payload.id, Payload.body).where(Payload.id.in_(wanted))
    return {number: json.loads(body) for number, body in connection.execute(query)}


_FACTS = PreparedQuery(select(Payload.body).where(Payload.id == bindparam("facts")))
