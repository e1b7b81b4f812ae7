"""A partner agency's agreement, recorded or moved: its people's parts end with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.words import Named
from registry.facts import end, put
from registry.models import Agreement, AgreementPerson, AssignmentTerm
from registry.queries.agencies import known_agencies, partner_agencies
from registry.queries.agreements import (
    AgreementRow,
    PartnerTerm,
    agencies_of_person,
    agreements_of,
    partner_terms,
    people_of_agency,
)
from registry.queries.areas import area_kind
from registry.queries.people import PersonRow, person
from registry.records.offices import agency_id
from registry.records.rights import who_may
from registry.records.seats import UnknownAgency
from registry.refusals import Refusal
from registry.rules.mistyped_years import refuse_before_law, refuse_far_ahead
from registry.rules.plain_values import Json
from registry.rules.rights import Part, Verb
from registry.rules.terms import last_day, stop_after
from registry.store import Registry
from registry.transaction import COUNTRY, Write

RECORDED = "agreement.recorded"
LONGEST = 30  # years


class NoPartnerAgency(Refusal):
    """The agency is none that works with an office until an agreement ends."""


class AgreementNeedsProvince(Refusal):
    """An agreement is made with a province."""


class AgreementEndsBefore(Refusal):
    """The last day of an agreement lies before its first."""


class AgreementTooLong(Refusal):
    """An agreement lasts longer than any does: the year of one of its days is mistyped."""


class AgreementsOverlap(Refusal):
    """Another agreement of the agency stands on these days, from another first day on."""


class NoPartnerHere(Refusal):
    """Somebody who is named as the agency's holds no partner's part in the province."""


class PartOutlastsAgreement(Refusal):
    """A partner's part would last longer than the agreement of the agency that they work for."""


@dataclass(frozen=True)
class NewAgreement:
    """An agency works with a province from a day to a last day; by whom, where that is said."""

    agency: str
    province: str
    start: date
    last_day: date
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgreementReceipt:
    """What stands now, what stood before, and how many parts of partners have another end."""

    agreement: AgreementRow
    before: date | None
    people: tuple[PersonRow, ...]
    parts: int
    changed: bool


def record_agreement(
    registry: Registry, said: NewAgreement, *, recorded_by: str
) -> AgreementReceipt:
    """Record it, or move the end of the one that began that day; said again it changes nothing.

    Raises AgreementNeedsProvince, UnknownAgency, NoPartnerAgency, AgreementEndsBefore,
    AgreementTooLong, AgreementsOverlap, BeforeLaw, DayFarAhead, UnknownPerson, NoPartnerHere or
    MayNot.
    """
    province = said.province
    with registry.reading() as connection:
        if area_kind(connection, province) != "province":
            raise AgreementNeedsProvince(field="--area", value=province)
        touched = {one.area for one in partner_terms(connection, province)}
    with registry.writing(*{COUNTRY, province, *touched}) as write:
        who = who_may(write, recorded_by, Verb.RECORD_EVENT, province)
        return _record(write, said, by=who.id)


def _record(write: Write, said: NewAgreement, *, by: int) -> AgreementReceipt:
    before = _before(write, said)
    theirs = [person(write.connection, one, field="--person") for one in said.people]
    _refuse_strangers(write, said.province, theirs)
    same = {"agency_id": agency_id(write, said.agency), "area_code": said.province}
    stop, new = stop_after(said.last_day), before is None or before.last_day != said.last_day
    if new:
        if before is not None:
            end(write, Agreement, same, on=before.start, until=before.stop)
        put(write, Agreement, same, {"recorded_by": by}, valid_from=said.start, valid_to=stop)
    known = people_of_agency(write.connection, said.agency, said.province)
    joined = [one for one in theirs if one not in known]
    for one in joined:
        own = {**same, "person_id": one.id}
        put(write, AgreementPerson, own, {"recorded_by": by}, valid_from=said.start)
    parts = hold_parts(write, said.agency, said.province, moved=before, by=by)
    stands = next(one for one in _all(write, said) if one.start == said.start)
    if new or joined or parts:
        body: Json = {
            "agency": said.agency, "from": said.start.isoformat(),
            "last_day": said.last_day.isoformat(), "people": [one.id for one in joined],
            "parts": parts,
        }  # fmt: skip
        write.audit(said.province, RECORDED, actor=by, body=body)
    return AgreementReceipt(
        stands, before.last_day if before else None, (*known, *joined), parts,
        changed=bool(new or joined or parts),
    )  # fmt: skip


def _before(write: Write, said: NewAgreement) -> AgreementRow | None:
    """The agreement that began that day. Refuses days that cannot be."""
    known = known_agencies(write.connection)
    if said.agency not in known:
        raise UnknownAgency(field="AGENCY", value=said.agency, known=", ".join(sorted(known)))
    if said.agency not in {one.key for one in partner_agencies(write.connection)}:
        raise NoPartnerAgency(field="AGENCY", value=said.agency)
    refuse_before_law(said.start, "--from")
    refuse_far_ahead(said.start, "--from", write.today)
    if said.last_day < said.start:
        raise AgreementEndsBefore(field="--until", start=said.start)
    if said.last_day.year - said.start.year > LONGEST:
        raise AgreementTooLong(
            field="--until", start=said.start, last_day=said.last_day, most=LONGEST
        )
    for one in _all(write, said):
        if one.start != said.start and one.start <= said.last_day and said.start < one.stop:
            raise AgreementsOverlap(field="--from", start=one.start, last_day=one.last_day)
    return next((one for one in _all(write, said) if one.start == said.start), None)


def _all(write: Write, said: NewAgreement) -> list[AgreementRow]:
    return agreements_of(write.connection, said.agency, said.province)


def _refuse_strangers(write: Write, province: str, people: Sequence[PersonRow]) -> None:
    partners = {one.person for one in partner_terms(write.connection, province)}
    for one in people:
        if one.id not in partners:
            raise NoPartnerHere(field="--person", person=one.name)


def hold_parts(
    write: Write, agency: str, province: str, *, moved: AgreementRow | None = None, by: int | None
) -> int:
    """End the parts of the agency's people where its agreements do; answers how many changed.

    A part that ended with the agreement as it was before (`moved`) ends with it as it is now; one
    that ended sooner by itself stays.
    """
    stand = agreements_of(write.connection, agency, province)
    people = {one.id for one in people_of_agency(write.connection, agency, province)}
    terms = partner_terms(write.connection, province, people)
    return sum(_hold(write, one, stand, moved, by) for one in terms)


def _hold(
    write: Write,
    term: PartnerTerm,
    stand: Sequence[AgreementRow],
    moved: AgreementRow | None,
    by: int | None,
) -> bool:
    stop = _stop_of(term, stand, moved)
    if stop == term.stop:
        return False
    same = {"assignment_id": term.assignment}
    if term.stop is None or (stop is not None and stop < term.stop):
        end(write, AssignmentTerm, same, on=max(stop or term.start, term.start), until=term.stop)
    else:
        put(write, AssignmentTerm, same, {"recorded_by": by}, valid_from=term.start, valid_to=stop)
    return True


def _stop_of(
    term: PartnerTerm, stand: Sequence[AgreementRow], moved: AgreementRow | None
) -> date | None:
    """The first day without the part, by the last agreement that had begun when it began.

    A part older than every agreement is held by the first of them.
    """
    if not stand:
        return term.stop
    begun = [one for one in stand if one.start <= term.start] or [stand[-1]]
    over = begun[0]
    if moved is not None and term.stop == moved.stop and over.start == moved.start:
        return over.stop
    return over.stop if term.stop is None or term.stop > over.stop else term.stop


def refuse_outlasting(
    write: Write, who: int, role: str, area: str, *, start: date, stop: date | None, field: str
) -> None:
    """Raises PartOutlastsAgreement for a partner's part that lasts longer than the agreement."""
    if role != Part.PARTNER or area == COUNTRY:
        return
    for agency in agencies_of_person(write.connection, who, area[:2]):
        stand = agreements_of(write.connection, agency, area[:2])
        term = PartnerTerm(0, who, area, start, stop)
        until = _stop_of(term, stand, None)
        if until is not None and (until != stop or start >= until):
            called: Named = stand[0].name
            raise PartOutlastsAgreement(field=field, agency=called, last_day=last_day(until))
