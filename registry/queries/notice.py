"""The privacy notice, as it is shown wherever a person's contacts or password are asked for.

Personal Data Protection Act, section 23: purpose, basis, retention, recipients, rights.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from config.words import Sentence, Term, both
from registry.queries.contacts import months_kept
from registry.queries.settings import setting

BASIS = "notice.legal_basis"
LINES = ("controller", "data", "purpose", "basis", "retention", "recipients", "rights")


@dataclass(frozen=True)
class NoticeLine:
    """One point of the notice: what it is about, and what it says."""

    key: str
    heading: Sentence
    text: Sentence


def notice(connection: Connection, area: str, on: date) -> tuple[NoticeLine, ...]:
    """The notice as it is in force in the area on that day."""
    own = setting(connection, area, BASIS, on)
    ground = policy().notice.legal_basis if own is None else str(own)
    months, said = months_kept(connection, area, on), Term(f"legal_ground.{ground}")
    return tuple(
        NoticeLine(
            key,
            both(f"notice.heading.{key}"),
            both(f"notice.text.{key}", months=months, ground=said),
        )
        for key in LINES
    )
