"""Seats that an answer ties to an office or a person: both must be known where it is recorded."""

from collections.abc import Iterable

from config.words import Named
from flows.decisions.named_people import NamedOtherwise
from flows.decisions.refusals import UnknownOffice
from flows.engine.decision import Deciding
from registry.queries.offices import offices_of
from registry.queries.people import UnknownPerson, names
from registry.rules.seats import AddSeat, CommitteeChange, FillSeat, Seat


def refuse_loose_ties(deciding: Deciding, changes: Iterable[CommitteeChange]) -> None:
    """Raises UnknownOffice, UnknownPerson or NamedOtherwise for what a seat cannot be of."""
    changes = tuple(changes)
    added = [one.seat for one in changes if isinstance(one, AddSeat)]
    _refuse_offices(deciding, [one.office for one in added if one.office is not None])
    filled = [one for one in changes if isinstance(one, FillSeat)]
    tied: list[Seat | FillSeat] = [*added, *filled]
    known = names(deciding.write.connection, {one.person or 0 for one in tied})
    for seat in tied:
        if seat.person is not None or seat.person_th or seat.person_en:
            _refuse_person(seat, known.get(seat.person or 0))


def _refuse_offices(deciding: Deciding, refs: list[str]) -> None:
    if not refs:
        return
    here = offices_of(deciding.write.connection, deciding.district, deciding.decided_on)
    known = {one.ref for one in here}
    for ref in refs:
        if ref not in known:
            raise UnknownOffice(field="changes", value=ref)


def _refuse_person(seat: Seat | FillSeat, known: Named | None) -> None:
    """A name is not screened as free text is: it must be that of a person who is recorded."""
    if known is None:
        told = seat.person_th or seat.person_en or str(seat.person)
        raise UnknownPerson(field="changes", value=told)
    for typed, own in ((seat.person_th, known.th), (seat.person_en, known.en)):
        if typed not in (None, own):
            raise NamedOtherwise(field="changes", name=known, typed=typed)
