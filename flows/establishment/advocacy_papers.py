"""The papers for the meeting with the Chief: letter or memo, brief, and what follows silence."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from config.defaults import committee, districts
from config.districts import Border, DistrictDefaults, DistrictProfile
from flows.engine.answers import answers_of
from flows.engine.installation import Job
from flows.engine.paper import NewPaper
from flows.establishment.gates import AdvocacyV1
from flows.establishment.neighbours import neighbour_evidence
from flows.papers.letterhead import paper_base, province_choice, provinces_letter
from flows.papers.references import referred_to
from registry.queries.legal import cited, legal_bases
from registry.queries.order_facts import border as border_of
from registry.queries.settings import own_settings
from registry.rules.effects import FollowUpInputs
from registry.rules.papers.brief import (
    BriefFacts,
    Crossing,
    Distance,
    Group,
    Natural,
    Neighbours,
    OwnProfile,
    PublishedFigure,
)
from registry.rules.papers.letter import AdvocacyLetterFacts, FollowUpLetterFacts, Reference

LAOS = "LA"
MOST_FIGURES = 2  # of the neighbours, so that the brief stays on its page
_PROFILE = {
    "border": "profile.border",
    "crossings": "profile.legal_crossings",
    "natural": "profile.natural_crossings",
    "distance": "profile.distance",
    "industries": "profile.industries",
}


def advocacy_papers(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """The letter, in the form that the province writes in, and the brief that goes with it."""
    form = province_choice(connection, job.district, "form", job.on)
    letter = "advocacy_memo" if form == "memo" else "advocacy_letter"
    yield NewPaper(letter, advocacy_letter(connection, job))
    yield NewPaper("advocacy_brief", brief(connection, job))


def advocacy_letter(connection: Connection, job: Job) -> AdvocacyLetterFacts:
    """The province proposes a committee; the brief is enclosed."""
    bases = legal_bases(connection, job.district, job.on)
    return AdvocacyLetterFacts(
        **provinces_letter(connection, job.district, job.on),
        legal_reasons=cited(bases, "reason"),
        border_th=border_of(job.district),
    )


def follow_up_letter(connection: Connection, job: Job) -> Iterable[NewPaper]:
    """A courteous letter that a person sends or not (practice.md 9)."""
    asked = FollowUpInputs.model_validate(job.inputs)
    facts = FollowUpLetterFacts(
        **provinces_letter(connection, job.district, job.on),
        since=asked.since,
        follow_up=asked.number,
        earlier=_sent_before(connection, job),
    )
    yield NewPaper("follow_up_letter", facts, str(asked.number))


def _sent_before(connection: Connection, job: Job) -> Reference | None:
    answers = answers_of(connection, job.instance, job.gates).to(AdvocacyV1)
    letters = (referred_to(one.answer.follow_up) for one in reversed(answers))
    return next((one for one in letters if one is not None), None)


def brief(connection: Connection, job: Job) -> BriefFacts:
    """The brief that goes with the letter, as of the job's day, with what the others reached."""
    found = brief_of(connection, job.district, job.on)
    return found.model_copy(update={"neighbours": _neighbours(connection, job)})


def _neighbours(connection: Connection, job: Job) -> Neighbours | None:
    """The evidence that a committee is worth its while, as it may leave the house (E5)."""
    found = neighbour_evidence(connection, job.district, job.on)
    if found is None:
        return None
    return Neighbours(
        established=found.established,
        others=found.others,
        published=tuple(
            PublishedFigure(
                title_th=title.th, title_en=title.en, figure_th=said.th, figure_en=said.en
            )
            for title, said in found.published[:MOST_FIGURES]
        ),
    )


def brief_of(connection: Connection, district: str, on: date) -> BriefFacts:
    """Why this district, on which ground: the district's own words, or what the study says.

    Where both speak of a thing the study's is left out of the facts, and nothing is added.
    """
    known, given = districts(), _given(connection, district, on)
    profile = known.profile(district)
    border = profile.border if profile else None
    edge = None if given.border else border
    model = committee()
    return BriefFacts(
        **paper_base(connection, district, on),
        given=given,
        legal_reasons=cited(legal_bases(connection, district, on), "reason"),
        border_th=edge.neighbour_th if edge else None,
        border_en=edge.neighbour_en if edge else None,
        crossings=() if given.crossings else _crossings(profile),
        natural=() if given.natural else _natural(known, district, border),
        distance=None if given.distance else _distance(known, district),
        industries=(),  # no source names them for a district
        source_th=known.source_th,
        source_en=known.source_en,
        groups=tuple(
            Group(th=one.title_th, en=one.title_en, does_th=one.does_th, does_en=one.does_en)
            for one in model.bodies
        ),
    )


def _given(connection: Connection, district: str, on: date) -> OwnProfile:
    rows = own_settings(connection, district, on)
    own = {one.key: str(one.value) for one in rows if one.area == district}
    said = {part: own[key] for part, key in _PROFILE.items() if key in own}
    return OwnProfile.model_validate({**said, "any": bool(said)})


def _crossings(profile: DistrictProfile | None) -> tuple[Crossing, ...]:
    return tuple(
        Crossing(
            name_th=one.name_th,
            name_en=one.name_en,
            traffic_th=one.traffic_th,
            traffic_en=one.traffic_en,
        )
        for one in (profile.legal_crossings if profile else ())
    )


def _natural(known: DistrictDefaults, code: str, border: Border | None) -> tuple[Natural, ...]:
    # Without districts a count is of the whole Thai-Lao border.
    to_laos = border is not None and border.country == LAOS
    return tuple(
        Natural(
            river_th=one.river_th,
            river_en=one.river_en,
            count=one.count,
            qualifier=one.qualifier,
            whole_border=not one.districts,
        )
        for one in known.natural_crossings
        if code in one.districts or (not one.districts and to_laos)
    )


def _distance(known: DistrictDefaults, code: str) -> Distance | None:
    way = known.to_provincial_centre
    if code not in way.districts:
        return None
    return Distance.model_validate(way.model_dump(exclude={"districts"}))
