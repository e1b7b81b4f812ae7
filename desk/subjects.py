"""What the subjects of papers are called: a letter is to a seat or an agency, and says to which."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from config.words import Named
from registry.queries.agencies import agencies_of
from registry.queries.documents import DocumentRow
from registry.queries.seats import seats

Titles = Mapping[tuple[str, str], Named]


def subject_titles(connection: Connection, rows: Iterable[DocumentRow], on: date) -> Titles:
    """The title of each seat and agency that the papers are about, by district and subject.

    A paper about a training, or about a seat that is no more, has none.
    """
    about = {(one.district, one.subject) for one in rows if one.subject}
    found: dict[tuple[str, str], Named] = {}
    keys = {key for _, key in about}
    for district in sorted({district for district, _ in about}):
        called = {one.key: one.name for one in agencies_of(connection, district, keys)} | {
            one.key: Named(one.title_th, one.title_en) for one in seats(connection, district, on)
        }
        found |= {(district, key): name for key, name in called.items()}
    return {key: name for key, name in found.items() if key in about}
