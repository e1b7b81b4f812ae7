"""The survey of villages, made whenever it is asked for.

It is no step of a process and proves nothing: like the contact card it is made anew each time,
and kept nowhere.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from config.defaults import policy
from config.words import Named
from flows.engine.installation import Installation
from flows.papers.letterhead import paper_base
from flows.papers.word_drafts import template_for
from flows.village import SURVEY
from registry.queries.areas import subdistricts_of
from registry.queries.village_problems import OpenProblem, open_problems
from registry.queries.villages import ReportRow, VillageRow, last_reports, villages
from registry.rules.papers.village import PlannedStep, SurveyedVillage, VillageSurvey
from registry.rules.villages import GROUPS, PLACES
from tasks.documents.rendering import draft_paper

BLANK_ROWS = 3


def village_survey(
    office: Installation,
    connection: Connection,
    district: str,
    on: date,
    *,
    subdistrict: str | None = None,
    village: str | None = None,
) -> bytes:
    """The sheets as a Word file: of a village, of a sub-district's villages, or of all.

    A sub-district of which no village is recorded gets one sheet to be written in.
    """
    facts = survey_facts(connection, district, on, subdistrict=subdistrict, village=village)
    template = template_for(connection, district, SURVEY, "th", on)
    return draft_paper(template, facts, emblem=office.settings.emblem).content


def survey_facts(
    connection: Connection,
    district: str,
    on: date,
    *,
    subdistrict: str | None = None,
    village: str | None = None,
) -> VillageSurvey:
    """What stands on the sheets."""
    names = subdistricts_of(connection, district)
    listed = villages(connection, district, on)
    if village is not None:
        listed = [one for one in listed if one.key == village]
    reports, waiting = (
        last_reports(connection, district, on),
        open_problems(connection, district, on),
    )
    wanted = [one for one in names if subdistrict in (None, one)]
    sheets = [
        sheet
        for code in wanted
        for sheet in _of_subdistrict(
            names[code], [one for one in listed if one.subdistrict == code], reports, waiting
        )
        if village is None or sheet.name_th is not None
    ]
    hotlines = policy().hotlines
    return VillageSurvey(
        **paper_base(connection, district, on),
        villages=tuple(sheets),
        hotline_social=hotlines.social_assistance,
        hotline_police=hotlines.police,
    )


def _of_subdistrict(
    name: Named,
    listed: Sequence[VillageRow],
    reports: Mapping[str, ReportRow],
    waiting: Sequence[OpenProblem],
) -> list[SurveyedVillage]:
    found = [_sheet(name, one, reports.get(one.key), waiting) for one in listed]
    return found or [_sheet(name, None, None, ())]


def _sheet(
    subdistrict: Named,
    village: VillageRow | None,
    report: ReportRow | None,
    waiting: Sequence[OpenProblem],
) -> SurveyedVillage:
    own = [one for one in waiting if village and one.village.key == village.key]
    figures = report.figures if report else dict.fromkeys((*PLACES, *GROUPS))
    return SurveyedVillage(
        subdistrict_th=subdistrict.th,
        moo=village.moo if village else None,
        name_th=village.name_th if village else None,
        as_of=report.as_of if report else None,
        group_names=(report.words["group_names"] or None) if report else None,
        plan=tuple(_step(one) for one in own),
        blank_rows=tuple(range(len(own) + 1, len(own) + BLANK_ROWS + 1)),
        **{name: figures[name] for name in (*PLACES, *GROUPS)},
    )


def _step(one: OpenProblem) -> PlannedStep:
    said = one.problem.words
    return PlannedStep(
        problem_th=said["problem"],
        solution_th=said["solution"] or None,
        steps_th=tuple(said["steps"].splitlines()),
        who_th=said["who"] or None,
        begins_on=one.problem.begins_on,
        ends_on=one.problem.ends_on,
    )
