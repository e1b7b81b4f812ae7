"""The package of a district: page one, its annex, and what is said of its quality.

It is built from the registry alone, as of a day and as known at an instant: the same registry
gives the same package.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from config.defaults import policy
from config.words import Sentence, both
from flows.engine.installation import Declarations
from flows.handover.legal_words import trafficking_in_words, unverified_laws
from flows.handover.package_dates import calendar_ends, coming
from flows.handover.package_day import PackageDay
from flows.handover.package_figures import (
    figure_rows,
    served_duties,
    serving_activities,
    three_years,
)
from flows.handover.package_late import everything_late
from flows.handover.package_page_one import page_one
from flows.handover.package_people import (
    addressees,
    leaver,
    opening_for,
    province_witness,
    signer_of,
)
from flows.handover.package_tables import (
    cited_entries,
    classified_entries,
    contacts,
    gaps,
    indexed,
)
from flows.handover.sections import sections
from flows.papers.letterhead import paper_base
from registry.rules.district_offices import CHIEF, FOCAL_POINT
from registry.rules.packages import Quality, quality_of
from registry.rules.papers.package import Annex, ContactCard, Line, Opening, PageOne

CARD = "contact_card"
OPENING_PARAGRAPHS = 3


@dataclass(frozen=True)
class Package:
    """What a district's package holds, as of its day."""

    page_one: PageOne
    annex: Annex
    quality: Quality


def package_of(
    connection: Connection,
    district: str,
    on: date,
    declared: Declarations,
    *,
    known: datetime | None = None,
    rebuilt: bool = False,
    opening: Opening | None = None,
    entry: date | None = None,
) -> Package:
    """The package as of a day, as known at an instant; `rebuilt` later than that day.

    `entry`: it is prepared ahead, for who comes into office on that later day.
    """
    at = PackageDay(connection, district, on, known, declared, entry or on)
    annex = _annex(at, rebuilt=rebuilt, opening=opening or opening_for(at))
    first = page_one(at, annex)
    return Package(first, annex, quality_of(first, annex))


def _annex(at: PackageDay, *, rebuilt: bool, opening: Opening) -> Annex:
    told, rows = sections(at), figure_rows(at)
    figures = three_years(rows)
    people, duties = contacts(at, with_numbers=False), served_duties(at)
    to, begins = addressees(at), _opening("post" if at.in_post else opening)
    ahead = coming(at)
    hidden = both("figure.hidden").th
    return Annex(
        **paper_base(at.connection, at.district, at.on),
        rebuilt=rebuilt,
        ahead_of=at.ahead_of,
        to_th=tuple(one.th for one in to), to_en=tuple(one.en for one in to),
        opening=opening,
        unverified=any(unverified_laws(at)),
        opening_th=tuple(one.th for one in begins), opening_en=tuple(one.en for one in begins),
        in_post=at.in_post,
        year=at.years[0], year_before=at.years[1], two_years_before=at.years[2],
        sections=told,
        followed=min(at.year_days, default=None),
        figures=figures,
        hidden=any(
            hidden in (one.this_year_th, one.year_before_th, one.two_before_th) for one in figures
        ),
        duties=duties,
        activities=serving_activities(at),
        unserved=sum(not one.count for one in duties),
        until=calendar_ends(at) if ahead else None,
        late=everything_late(at),
        coming=ahead,
        contacts=people,
        papers=indexed(at), older_papers=at.papers.older, classified=classified_entries(at),
        entries=cited_entries(at, told),
        gaps=gaps(at, told, rows, people),
        leaver=leaver(at),
        focal_point=signer_of(at, FOCAL_POINT),
        province=province_witness(at),
        successor=signer_of(at, CHIEF),
    )  # fmt: skip


def _opening(opening: str) -> list[Sentence]:
    meaning = trafficking_in_words(short=False)
    return [
        both(f"package.opening.{opening}.{one + 1}", trafficking=meaning)
        for one in range(OPENING_PARAGRAPHS)
    ]


def contact_card(
    connection: Connection,
    district: str,
    on: date,
    declared: Declarations,
    known: datetime | None = None,
) -> ContactCard:
    """Whom to call as of a day, with numbers: it is printed when asked for and kept nowhere."""
    at, lines = PackageDay(connection, district, on, known, declared, on), policy().hotlines
    numbers = {"social": lines.social_assistance, "police": lines.police}
    hotlines = [both(f"package.hotline.{key}", number=number) for key, number in numbers.items()]
    return ContactCard(
        **paper_base(connection, district, on),
        contacts=contacts(at, with_numbers=True),
        hotlines=tuple(Line(text_th=one.th, text_en=one.en) for one in hotlines),
    )
