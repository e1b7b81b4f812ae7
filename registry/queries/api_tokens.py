"""Tokens of programs: for which part of whom, made by whom, and whether they still work."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from registry.models import ApiToken
from registry.queries.bearers import BearerRow
from registry.queries.person_records import records_of
from registry.rows import columns_of, every, one


@dataclass(frozen=True)
class ApiTokenRow(BearerRow):
    """A token without what it is told by: the part and the area that it stands for."""

    part: str
    area: str
    made_by: int


_TOKENS = select(*columns_of(ApiTokenRow, ApiToken))


def api_tokens(connection: Connection, person: int) -> list[ApiTokenRow]:
    """All tokens of the person, the newest first."""
    query = _TOKENS.where(ApiToken.person_id.in_(records_of(person)))
    return every(ApiTokenRow, connection.execute(query.order_by(ApiToken.id.desc())))


def api_token_by(connection: Connection, digest: str) -> ApiTokenRow | None:
    """The token of that digest."""
    row = connection.execute(_TOKENS.where(ApiToken.token_sha256 == digest)).first()
    return one(ApiTokenRow, row)


def api_token(connection: Connection, number: int) -> ApiTokenRow | None:
    """The token of that number."""
    return one(ApiTokenRow, connection.execute(_TOKENS.where(ApiToken.id == number)).first())
