"""What a province has verified, by whom, when, and against which paper."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from config.words import Named
from registry.models import Audit, Payload, Person
from registry.queries.people import written_name

ACTIONS = ("setting.verified", "legal.verified")


@dataclass(frozen=True)
class Verification:
    """The last time that something was verified. `against` is empty where nothing was said."""

    by: Named
    at: datetime
    against: str


def verifications(connection: Connection, area: str) -> dict[str, Verification]:
    """By key, of settings and legal bases alike; the last one of each."""
    query = (
        select(
            Payload.body, Audit.at, Person.title_th, Person.name_th, Person.title_en,
            Person.name_en,
        )
        .join(Payload, Payload.id == Audit.payload_id)
        .join(Person, Person.id == Audit.actor)
        .where(Audit.area_code == area, Audit.action.in_(ACTIONS))
        .order_by(Audit.id)
    )  # fmt: skip
    found: dict[str, Verification] = {}
    for body, at, *name in connection.execute(query):
        said = json.loads(body) if body else {}
        if "key" in said:
            found[said["key"]] = Verification(written_name(*name), at, said.get("against", ""))
    return found
