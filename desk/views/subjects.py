"""What the subjects of papers are called: a letter is to a seat, an agency or an office."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from config.words import Named, Sentence, both
from registry.queries.agencies import agency_names
from registry.queries.documents import DocumentRow
from registry.queries.offices import offices_of
from registry.queries.seats import seat_titles
from registry.rules.calendar import QUARTERS

Titles = Mapping[tuple[str, str], Named | Sentence]
QUARTER = {f"q{number}": both("figure.quarter", quarter=str(number)) for number in QUARTERS}


def subject_titles(connection: Connection, rows: Iterable[DocumentRow], on: date) -> Titles:
    """The title of each seat, agency, office and quarter that papers are about, by both keys.

    A paper about a training, or about a seat that is no more, has none.
    """
    about = {(one.district, one.subject) for one in rows if one.subject}
    if not about:
        return {}
    districts, keys = {district for district, _ in about}, {key for _, key in about}
    named = agency_names(connection, districts, keys) | seat_titles(connection, districts, on)
    for district in {district for district, key in about if _is_office(key)}:
        named |= {(district, o.ref): o.called for o in offices_of(connection, district, on)}
    quarters = {key: QUARTER[key[1]] for key in about if key[1] in QUARTER}
    return {key: name for key, name in named.items() if key in about} | quarters


def _is_office(key: str) -> bool:
    """Whether it is an office's reference, which begins with the code of its area."""
    return key.partition("/")[0].isdecimal()
