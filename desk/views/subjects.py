"""What the subjects of papers are called: a letter is to a seat or an agency, and says to which."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from registry.queries.agencies import agency_names
from registry.queries.documents import DocumentRow
from registry.queries.seats import seat_titles

Titles = Mapping[tuple[str, str], Named]


def subject_titles(connection: Connection, rows: Iterable[DocumentRow], on: date) -> Titles:
    """The title of each seat and agency that the papers are about, by district and subject.

    A paper about a training, or about a seat that is no more, has none.
    """
    about = {(one.district, one.subject) for one in rows if one.subject}
    if not about:
        return {}
    districts, keys = {district for district, _ in about}, {key for _, key in about}
    named = agency_names(connection, districts, keys) | seat_titles(connection, districts, on)
    return {key: name for key, name in named.items() if key in about}
