"""The tables of a package: figures of three years, duties, days to come, contacts, papers, gaps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from config.audiences import Audience
from config.defaults import committee, policy
from config.fixed_tables import publications
from config.handover import handover_defaults
from config.indicators import Indicator, Origin, indicators
from config.words import Named, Sentence, Term, both, known as is_known
from flows.handover.package_day import CHIEF, FOCAL_POINT, PackageDay
from flows.plan.offers import rows_in_words
from flows.year.reads import report_due
from flows.year.report_figures import YearFigures, year_figures
from registry.queries.contacts import contacts_of_several
from registry.queries.documents import DocumentRow
from registry.queries.gates import gates_that_waited
from registry.queries.meetings import actions
from registry.queries.plans import plan_versions
from registry.queries.publications import PublicationAsked, as_published
from registry.rules.attacker import Mark
from registry.rules.calendar import QUARTERS
from registry.rules.figure_words import plain_number, told_words
from registry.rules.figures import ToDate, is_closed
from registry.rules.papers.package import (
    Coming,
    ContactOf,
    Gap,
    IndexedPaper,
    Section,
    ServedDuty,
    ThreeYears,
)
from registry.rules.terms import DAY
from registry.rules.year_days import year_days

AHEAD = 365 * DAY
MOST_PAPERS = 40
FULL = 100
DIGEST = 12
# Whom a new Chief calls first, then whom the district works with.
CONTACTS = (
    CHIEF, FOCAL_POINT, "psdhs_coordinator", "psdhs_head", "shelter_head", "police_superintendent",
    "immigration_superintendent", "hospital_director", "district_public_health",
    "victim_protection_centre",
)  # fmt: skip
YEAR_DAYS = ("costed", "proposals", "tabled", "passed", "sent", "lessons", "carry", "closing")


def three_years(at: PackageDay) -> tuple[ThreeYears, ...]:
    """Every indicator that something is known of in one of three years, or that is aimed at."""
    told = [_told(at, year) for year in at.years]
    hidden = [_hidden(at, year) for year in at.years]
    found = (_three_years(at, one, told, hidden) for one in indicators().indicators)
    return tuple(one for one in found if one is not None)


def _told(at: PackageDay, year: int) -> YearFigures:
    return year_figures(
        at.connection, at.district, year, QUARTERS[-1], None, policy().year.least_shown,
        on=at.on, known=at.known,
    )  # fmt: skip


def _hidden(at: PackageDay, year: int) -> frozenset[str]:
    """The indicators of a closed year of which a table for other offices hides a number."""
    if not is_closed(year, None, at.on):
        return frozenset()
    found: set[str] = set()
    for table in publications().tables:
        if table.broken_down is None and any(
            indicators().by_key[key].victims for key in table.indicators
        ):
            asked = PublicationAsked(table, at.district, year, None, Audience.SHARED)
            made = as_published(at.connection, asked, at.on)
            marks = (Mark.SHOWN, Mark.NOT_REPORTED)
            found |= {
                column.indicator
                for (_, column), one in made.numbers.items()
                if one.mark not in marks
            }
    return frozenset(found)


def _three_years(
    at: PackageDay,
    indicator: Indicator,
    told: Sequence[YearFigures],
    hidden: Sequence[frozenset[str]],
) -> ThreeYears | None:
    found = [_of_year(at, indicator, one) for one in told]
    aim = told[0].aims.get(indicator.key)
    if aim is None and all(one is None or one.told is None for one in found):
        return None
    words = [
        both("figure.hidden")
        if one.tells_of_few(indicator) or indicator.key in own
        else _in_words(year)
        for one, own, year in zip(told, hidden, found, strict=True)
    ]
    target = plain_number(aim) if aim is not None else None
    aimed = Named(target, target) if target else both("package.no_target")
    newest = next((one for one in found if one is not None and one.told is not None), None)
    wherefrom = both(f"package.figure_source.{indicator.source}")
    return ThreeYears(
        title_th=f"{indicator.title_th} ({indicator.unit_th})",
        title_en=f"{indicator.title_en} ({indicator.unit_en})",
        target_th=aimed.th, target_en=aimed.en,
        this_year_th=words[0].th, this_year_en=words[0].en,
        year_before_th=words[1].th, year_before_en=words[1].en,
        two_before_th=words[2].th, two_before_en=words[2].en,
        source_th=wherefrom.th, source_en=wherefrom.en,
        as_of=(newest.as_of if newest else None) or at.on,
        known=newest is not None,
    )  # fmt: skip


def _of_year(at: PackageDay, indicator: Indicator, of: YearFigures) -> ToDate | None:
    if indicator.origin is Origin.COMPUTED:
        return at.figures[of.year].get(indicator.key)
    return of.whole(indicator)


def _in_words(year: ToDate | None) -> Sentence:
    if year is None or year.told is None:
        return both("word.not_recorded")
    return told_words(year.told)


def served_duties(at: PackageDay) -> tuple[ServedDuty, ...]:
    """The duties of the model order, by the activities of the running year's plan."""
    versions = plan_versions(at.connection, (at.district,), at.on, at.year, at.known)
    if not versions:
        return ()
    newest = versions[-1].version
    rows = rows_in_words(at.connection, at.district, at.year, newest, at.on)
    serves = [
        (str(row.get("activity") or both("word.redacted").th), row.get("duties") or ())
        for row in rows
    ]
    found = []
    for duty in committee().duties:
        own = [activity for activity, duties in serves if duty.key in duties]
        found.append(
            ServedDuty(
                duty_th=duty.th, duty_en=duty.en, count=len(own),
                bar=round(FULL * len(own) / len(rows)) if rows else 0,
                activities_th="; ".join(own) or both("package.no_activity").th,
                activities_en="; ".join(own) or both("package.no_activity").en,
            )
        )  # fmt: skip
    return tuple(found)


def coming(at: PackageDay) -> tuple[Coming, ...]:
    """What falls on which day within twelve months: the year's days, what is due, decisions."""
    return _within_a_year(at, (*_days(at), *_decisions(at)))


def next_dates(at: PackageDay) -> tuple[Coming, ...]:
    """The same without the decisions, which page one tells of by themselves."""
    return _within_a_year(at, _days(at))


def _within_a_year(at: PackageDay, days: Iterable[tuple[date, Sentence]]) -> tuple[Coming, ...]:
    last = at.on + AHEAD
    found = {
        (day, said.th): Coming(day=day, text_th=said.th, text_en=said.en)
        for day, said in days
        if at.on < day <= last
    }
    return tuple(found[key] for key in sorted(found))


def _days(at: PackageDay) -> Iterator[tuple[date, Sentence]]:
    if at.orders:
        yield from _of_years(at)
    for gate in gates_that_waited(at.connection, at.on, at.known, district=at.district):
        label = f"gate.{gate.gate}"
        if gate.due_on is not None and is_known(label):
            yield gate.due_on, both("package.due", what=Term(label))
    for one in actions(at.connection, at.district, at.on, at.known):
        if one.status == "open" and one.due_on is not None:
            yield one.due_on, both("package.action_comes")


def _decisions(at: PackageDay) -> Iterator[tuple[date, Sentence]]:
    words = handover_defaults()
    for owed in at.owed.decisions:
        asked = words.decision(owed.key)
        if asked is not None:
            yield owed.due, both("package.decide", what=asked.title(owed.count))


def _of_years(at: PackageDay) -> Iterator[tuple[date, Sentence]]:
    for year in (at.year, at.year + 1):
        days = year_days(policy().year, year)
        for name in YEAR_DAYS:
            yield getattr(days, name), both(f"package.year_day.{name}", year=year)
        for quarter in days.quarters:
            said = both("package.quarter_meets", quarter=quarter.number, year=year)
            yield quarter.ends, said
            due = report_due(policy().year, year, quarter.number)
            yield due, both("package.quarter_reports", quarter=quarter.number, year=year)


def contacts(at: PackageDay, *, with_numbers: bool) -> tuple[ContactOf, ...]:
    """Whom to call, by post. Numbers are of people: they stand on the card alone, kept nowhere."""
    reached = _reached(at.connection, [one.person for one in at.held], at)
    return tuple(
        one
        for kind in CONTACTS
        for office in at.offices
        if office.kind == kind
        for one in _contacts(at, office.ref, office.called, reached, with_numbers=with_numbers)
    )


def _reached(connection: Connection, people: Sequence[int], at: PackageDay) -> dict[int, str]:
    rows = contacts_of_several(connection, people)
    return {
        person: ", ".join(
            one.value for one in own if at.known is None or one.recorded_at <= at.known
        )
        for person, own in rows.items()
    }


def _contacts(
    at: PackageDay, ref: str, called: Named, reached: Mapping[int, str], *, with_numbers: bool
) -> Iterator[ContactOf]:
    held = [one for one in at.held if one.ref == ref]
    nobody, unknown = both("why.vacant"), both("word.not_recorded")
    if not held:
        yield ContactOf(
            post_th=called.th, post_en=called.en, name_th=nobody.th, name_en=nobody.en,
            reached_th=unknown.th, reached_en=unknown.en, known=False,
        )  # fmt: skip
    for one in held:
        number = reached.get(one.person)
        on_card = both("package.on_card")
        said = unknown if not number else Named(number, number) if with_numbers else on_card
        yield ContactOf(
            post_th=called.th, post_en=called.en, name_th=one.name.th, name_en=one.name.en,
            reached_th=said.th, reached_en=said.en, known=bool(number),
        )  # fmt: skip


def indexed(at: PackageDay) -> tuple[IndexedPaper, ...]:
    """The newest papers in Thai that are no drafts, each with the beginning of its hash."""
    own = [one for one in at.papers if one.language == "th"]
    return tuple(_indexed(one) for one in reversed(own[-MOST_PAPERS:]))


def older(at: PackageDay) -> int:
    """How many more there are."""
    return max(0, sum(one.language == "th" for one in at.papers) - MOST_PAPERS)


def _indexed(one: DocumentRow) -> IndexedPaper:
    key = f"document_kind.{one.kind}"
    title = both(key) if is_known(key) else both("package.a_paper")
    return IndexedPaper(
        document=one.id, title_th=title.th, title_en=title.en, dated=one.own_date,
        digest=one.sha256[:DIGEST],
    )  # fmt: skip


def gaps(
    found: Sequence[Section], figures: Sequence[ThreeYears], people: Sequence[ContactOf]
) -> tuple[Gap, ...]:
    """Everything that is said to be not recorded, by section, each once."""
    numbers = {one.key: one.number for one in found}
    said = [
        (section.number, claim.topic_th, claim.topic_en)
        for section in found
        for claim in section.claims
        if not claim.known
    ]
    if not figures:
        title = both("package.section.figures")
        said.append((numbers["figures"], title.th, title.en))
    said += [(numbers["figures"], one.title_th, one.title_en) for one in figures if not one.known]
    said += [(numbers["contacts"], one.post_th, one.post_en) for one in people if not one.known]
    return tuple(
        Gap(section=number, text_th=th, text_en=en) for number, th, en in dict.fromkeys(said)
    )
