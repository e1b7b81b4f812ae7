"""The papers of the focal point, the working team and the seats that agencies fill."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from config.letters import letters
from config.words import Named
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.establishment.gates import REPRESENTATIVE
from flows.papers.addressee import addressees, is_holders, letter_of
from flows.papers.letterhead import (
    chief_signer,
    chiefs_letter,
    deputy_signer,
    focal_point_signer,
    paper_base,
)
from flows.papers.members import NOBODY, agency_names, body_title, return_references
from registry.queries.holdings import HoldingRow
from registry.queries.legal import cited, legal_bases
from registry.queries.office_holders import all_holders
from registry.queries.offices import OfficeRow, offices_of
from registry.queries.order_facts import known_district, order_heading
from registry.queries.templates import own_template_digest
from registry.rules.effects import DelegationInputs, RequestInputs, TeamInputs
from registry.rules.order_facts import Signer
from registry.rules.order_numbers import bare_number
from registry.rules.papers.common import CitedOrder, Statement
from registry.rules.papers.letter import (
    AskedBeside,
    DelegationFacts,
    RequestFacts,
    TeamAgency,
    WorkingTeamFacts,
)
from registry.rules.seats import Seat

REQUEST = "representative_request"


def delegation_record(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The order by which the Chief names a Deputy as focal point (R16)."""
    asked = DelegationInputs.model_validate(job.inputs)
    deputy = deputy_signer(connection, job.district, asked.deputy, job.on)
    facts = delegation(connection, job, deputy, asked.on)
    told = {"number": bare_number(asked.number) if asked.number else None, "dated": asked.dated}
    yield NewPaper("delegation_record", facts.model_copy(update=told))


def delegation(
    connection: Connection, job: Job, deputy: Signer, since: date, order: CitedOrder | None = None
) -> DelegationFacts:
    """The order that names the Deputy; of a committee at work without what its founding asks."""
    area = known_district(connection, job.district)
    duties = [one for one in letters().delegated if order is None or not one.founding]
    return DelegationFacts(
        **paper_base(connection, job.district, job.on),
        signer=chief_signer(connection, job.district, job.on),
        heading_th=order_heading(connection, area, job.on).th,
        deputy_th=deputy.name_th,
        deputy_en=deputy.name_en,
        post_th=deputy.position_lines_th[0],
        post_en=deputy.position_lines_en[0],
        delegated_on=since,
        legal_powers=cited(legal_bases(connection, job.district, job.on), "power"),
        charged=tuple(Statement(th=one.th, en=one.en) for one in duties),
        order=order,
    )


def working_team_list(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The agencies of the working team, in the order they were named (R17)."""
    asked = TeamInputs.model_validate(job.inputs)
    names = agency_names(connection, job.district, asked.agencies)
    offices = {one.ref: one for one in offices_of(connection, job.district, job.on)}
    held = [one for one in all_holders(connection, job.district, job.on) if one.ref in offices]
    facts = WorkingTeamFacts(
        **paper_base(connection, job.district, job.on),
        signer=focal_point_signer(connection, job.district, job.on),
        formed_on=job.on,
        agencies=tuple(
            _member(names.get(key, Named(key, key)), _holder(key, held, offices))
            for key in asked.agencies
        ),
    )
    yield NewPaper("working_team_list", facts)


def _holder(
    key: str, held: list[HoldingRow], offices: dict[str, OfficeRow]
) -> tuple[str, str] | None:
    found = [(one, offices[one.ref]) for one in held if offices[one.ref].agency == key]
    return (found[0][0].name.th, found[0][1].called.th) if found else None


def _member(name: Named, holder: tuple[str, str] | None) -> TeamAgency:
    person, post = holder or (None, None)
    return TeamAgency(name_th=name.th, name_en=name.en, holder_th=person, post_th=post)


def representative_requests(
    connection: Connection, job: Job, *, gate: str = REPRESENTATIVE.key
) -> Iterable[NewPaper]:
    """A letter to each post whose agency is asked to name somebody (practice.md 8, 15).

    It asks about all its seats alike; each has a reference and a part to return of its own, and
    who holds a seat's post is invited to it. An office's own template knows one seat a letter.
    """
    asked = RequestInputs.model_validate(job.inputs)
    keys = {seat.agency for seat in asked.seats if seat.agency}
    names = agency_names(connection, job.district, keys)
    posts = addressees(connection, job.district, asked.seats)
    letter = chiefs_letter(connection, job.district, job.on)
    references = return_references(connection, job.instance, gate)
    own = own_template_digest(connection, job.district[:2], REQUEST, "th", job.on)
    together = (
        _asked_together(asked.seats, posts) if own is None else [(one,) for one in asked.seats]
    )
    for seat, *others in together:
        agency = names.get(seat.agency or "")
        facts = RequestFacts(
            **letter,
            to_th=posts[seat.key],
            holder=is_holders(seat),
            seat=seat,
            body_th=body_title(seat),
            agency_th=agency.th if agency else None,
            until=asked.until,
            replaces_th=seat.person_th,
            reference=_reference(seat, references),
            others=tuple(
                AskedBeside(
                    seat=one, body_th=body_title(one), reference=_reference(one, references)
                )
                for one in others
            ),
            hotline_social=policy().hotlines.social_assistance,
            hotline_police=policy().hotlines.police,
        )
        yield NewPaper(REQUEST, facts, seat.key)


def _asked_together(seats: Iterable[Seat], posts: Mapping[str, str]) -> Iterator[tuple[Seat, ...]]:
    """The seats that one letter asks about: of one post and agency, alike in what is asked."""
    found: dict[tuple[object, ...], list[Seat]] = {}
    for one in seats:
        alike = (letter_of(one, posts), is_holders(one), one.role, one.agency, one.person_th)
        found.setdefault(alike, []).append(one)
    return map(tuple, found.values())


def _reference(seat: Seat, references: Mapping[str, str]) -> str:
    return references[seat.key if seat.key in references else NOBODY]
