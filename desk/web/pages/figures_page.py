"""Figures of a district and of a province: by quarter, against targets; targets are set here.

Who sees exact figures about victims is logged each time (privacy.md).
"""

from starlette.responses import Response

from config.indicators import Origin, indicators
from config.words import Named
from desk.views.district_figures import district_figures
from desk.views.province_figures import province_figures
from desk.views.thai_order import in_order
from desk.web.frame.as_of import as_of
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.places import in_district, in_province, number_typed
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.year.late_figures import LateCorrection, correct_figures
from flows.year.targets import TypedTarget, set_targets
from registry.queries.areas import district as district_row, districts_within, names
from registry.queries.figures import targets
from registry.refusals import Refusal
from registry.rules.calendar import QUARTERS, fiscal_quarter, fiscal_year
from registry.rules.figure_words import plain_number
from registry.rules.rights import Verb

YEARS = 6
DISTRICT = "/districts/{district}/figures"
PROVINCE = "/province/{province}/figures"
BOARD = "/board"  # the part of the menu that the province's figures belong to
TARGETS = "/districts/{district}/targets"


def _period(asking: Asking) -> tuple[int, int]:
    """The year and quarter that are asked for; else the running year up to its last quarter over.

    While its first quarter runs, up to the end of that one.
    """
    said = asking.typed or asking.request.query_params
    year, quarter = fiscal_year(asking.today), max(fiscal_quarter(asking.today) - 1, QUARTERS[0])
    wanted_year, wanted = number_typed(said.get("year", "")), number_typed(said.get("quarter", ""))
    if wanted_year is None or wanted_year not in _years(asking):
        return year, quarter
    if wanted is not None and wanted in QUARTERS:
        return wanted_year, wanted
    return wanted_year, quarter if wanted_year == year else QUARTERS[-1]


def _years(asking: Asking) -> range:
    now = fiscal_year(asking.today)
    return range(now, now - YEARS, -1)


@get(DISTRICT, Door(Verb.READ, in_district))
def of_district(asking: Asking, district: str) -> Response:
    """The figures of a district; `?year=` and `?quarter=` say up to when."""
    return _district_page(asking, district, *_period(asking))


@post(DISTRICT, Door(Verb.CORRECT, in_district))
def correct(asking: Asking, district: str) -> Response:
    """Put a figure right after the report of its quarter was sent."""
    typed = asking.typed
    key = typed.get("indicator", "")
    year, quarter = number_typed(typed.get("year", "")) or 0, number_typed(typed.get("quarter", ""))
    values = {
        name.removeprefix("value").removeprefix("."): value
        for name, value in typed.items()
        if name == "value" or name.startswith("value.")
    }
    said = LateCorrection(district, year, quarter or 0, key, values, typed.get("reason", ""))
    asking.fresh()
    try:
        correct_figures(asking.office, said, recorded_by=asking.who.ref)
    except Refusal as refusal:
        problems = problems_of(asking, refusal)
        return _district_page(asking, district, *_period(asking), problems)
    return see(
        f"/districts/{district}/figures?done=figure_corrected&year={year}&quarter={quarter}#{key}"
    )


def _district_page(
    asking: Asking, district: str, year: int, quarter: int, problems: Problems = ()
) -> Response:
    asked, exact = as_of(asking), _sees_exact(asking, district, year, quarter)
    seen = district_figures(
        asking.connection, district, year, quarter, asked.on, asked.known, exact=exact
    )
    return render(
        asking, "figures.html",
        district=district_row(asking.connection, district),
        seen=seen,
        years=_years(asking),
        quarters=QUARTERS,
        sets=asking.may(Verb.CORRECT, district),
        publishes=asking.may(Verb.PUBLISH, district),
        corrected=asking.request.query_params.get("correct", asking.typed.get("indicator", "")),
        typed=asking.typed,
        as_of=asked,
        problems=(*problems, *asked.problems),
    )  # fmt: skip


@get(PROVINCE, Door(Verb.READ, in_province))
def of_province(asking: Asking, province: str) -> Response:
    """The figures of a province's districts together; of one, `?of=`, each beside the others."""
    year, quarter = _period(asking)
    asked, exact = as_of(asking), _sees_exact(asking, province, year, quarter)
    rows = in_order(districts_within(asking.connection, (province,)), asking.language)
    districts = {one.code: one.name for one in rows}
    return render(
        asking, "figures_province.html",
        province=province,
        province_name=names(asking.connection, {province})[province],
        seen=province_figures(
            asking.connection, districts, year, quarter, asked.on, asked.known, exact=exact
        ),
        districts=districts,
        of=asking.request.query_params.get("of", ""),
        years=_years(asking),
        quarters=QUARTERS,
        publishes=asking.may(Verb.PUBLISH, province),
        as_of=asked,
        problems=asked.problems,
        section=BOARD,
    )  # fmt: skip


def _sees_exact(asking: Asking, area: str, year: int, quarter: int) -> bool:
    """Whether who asks sees exact figures about victims, of which area and period is logged."""
    return asking.reader.sees_exact(area, f"figures/{area}/{year}/q{quarter}")


@get(TARGETS, Door(Verb.CORRECT, in_district))
def targets_form(asking: Asking, district: str) -> Response:
    """What the district aims at in a year, to be set anew; what it aimed at before stays."""
    return _targets_page(asking, district, _target_year(asking))


@post(TARGETS, Door(Verb.CORRECT, in_district))
def targets_sent(asking: Asking, district: str) -> Response:
    """Set those that were changed, from today on."""
    year, typed = _target_year(asking), asking.typed
    stands, known = _stands(asking, district, year), indicators().indicators
    said = [
        TypedTarget(f"target.{one.key}", one.key, typed.get(f"target.{one.key}", ""))
        for one in known
    ]
    changed = [one for one in said if one.value.strip() != stands.get(one.indicator, "")]
    asking.fresh()
    try:
        count = set_targets(
            asking.office.registry, district, year, changed, recorded_by=asking.who.ref
        )
    except Refusal as refusal:
        titles = {f"target.{one.key}": Named(one.title_th, one.title_en) for one in known}
        problems = problems_of(asking, refusal, called=titles)
        return _targets_page(asking, district, year, problems)
    done = "targets" if count else "same"
    return see(f"/districts/{district}/figures?done={done}&year={year}")


def _target_year(asking: Asking) -> int:
    """The fiscal year that is asked for: the running one and the next can be aimed at."""
    said = asking.typed.get("year") or asking.request.query_params.get("year", "")
    year, now = number_typed(said), fiscal_year(asking.today)
    return now if year is None or year not in (*_years(asking), now + 1) else year


def _stands(asking: Asking, district: str, year: int) -> dict[str, str]:
    rows = targets(asking.connection, (district,), year, asking.today)
    return {one.indicator: plain_number(one.value) for one in rows if one.is_of_year}


def _targets_page(asking: Asking, district: str, year: int, problems: Problems = ()) -> Response:
    stands = _stands(asking, district, year)
    now = fiscal_year(asking.today)
    lines = [
        (
            one,
            Named(one.title_th, one.title_en),
            Named(one.unit_th, one.unit_en),
            asking.typed.get(f"target.{one.key}", stands.get(one.key, "")),
        )
        for one in indicators().indicators
    ]
    return render(
        asking, "targets.html",
        district=district_row(asking.connection, district),
        year=year,
        years=(now, now + 1),
        entered=[line for line in lines if line[0].origin is Origin.ENTERED],
        computed=[line for line in lines if line[0].origin is Origin.COMPUTED],
        problems=problems,
    )  # fmt: skip
