"""`figures`: what is known of a year in a district or province, targets, corrections, old ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say, written
from desk.cli.call import Call, Result
from desk.cli.commands import quarter_sheets
from desk.cli.figure_lines import district_lines, figure_data, province_lines
from desk.cli.options import District, Known, On, Province, command, command_group, quarter_typed

if TYPE_CHECKING:
    from datetime import date

    from desk.views.district_figures import DistrictFigures
    from desk.views.province_figures import ProvinceFigures

Year = Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")]
UpTo = Annotated[str | None, typer.Option("--quarter", help="Up to the end of it; 4 if left out.")]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Figures of districts: what is known, what they aim at, what old ones mean."
    group = command_group(app, "figures", about)
    command(group, "show", of="figures", recorded=True)(show)
    command(group, "province", of="figures", recorded=True)(province)
    command(group, "target", of="figures", recorded=True)(target)
    command(group, "correct", of="figures", recorded=True)(correct)
    quarter_sheets.declare(group)
    command(group, "old", of="figures")(old)
    command(group, "map", of="figures", recorded=True)(map_old)


def old(call: Call, province: Province, known: Known = None) -> Result:
    """The old figures of which nobody has said which indicator they are."""
    from desk.cli.as_of import as_of
    from registry.queries.areas import districts_within, names
    from registry.queries.figures import unmapped_figures

    code, asked = call.province(province), as_of(call, None, known)
    with call.registry.reading() as connection:
        districts = [one.code for one in districts_within(connection, (code,))]
        found = unmapped_figures(connection, districts, asked.known)
        named = names(connection, {one.district for one in found})
    data = [
        {"district": one.district, "name": one.name, "figures": len(one.figures)} for one in found
    ]

    def lines(lang: Language) -> list[str]:
        told = [
            say(
                "figure.old.line", lang,
                district=named[one.district], name=one.name, count=len(one.figures),
            )
            for one in found
        ]  # fmt: skip
        return [*asked.lines(lang), *(told or [say("figure.old.none", lang)])]

    return Result(data, lines)


def map_old(
    call: Call,
    district: District,
    name: Annotated[str, typer.Argument(help="What the old figure is called.")],
    indicator: Annotated[
        str, typer.Argument(help="Key of the indicator, or none where it is none of ours.")
    ],
    part: Annotated[str, typer.Option("--part", help="A part of it, such as sex.women.")] = "",
    qualifier: Annotated[
        str, typer.Option("--qualifier", help="exact, at_least or over.")
    ] = "exact",
) -> Result:
    """Say once which indicator the old figures of a name in a district are."""
    from flows.adoption.old_figures import map_figures

    code = call.district(district)
    count = map_figures(
        call.registry, code, name, indicator, part, qualifier, recorded_by=call.recorded_by
    )
    data = {"district": code, "name": name, "indicator": indicator, "figures": count}
    said = "figure.old.mapped" if count else "page.done.same"
    return Result(data, lambda lang: [say(said, lang, count=count, name=name)])


def show(
    call: Call,
    district: District,
    year: Year,
    quarter: UpTo = None,
    on: On = None,
    known: Known = None,
) -> Result:
    """The figures of a district's year; those about victims for whoever may see them.

    Each look at exact figures is logged.
    """
    from desk.cli.as_of import as_of
    from desk.cli.tables import listed
    from desk.views.district_figures import district_figures
    from registry.rules.figure_words import plain_number

    code, asked = call.district(district), as_of(call, on, known)
    of_year, upto = _period(call, year, quarter)
    exact = _looks(call, code, of_year, upto)
    with call.registry.reading() as connection:
        seen = district_figures(connection, code, of_year, upto, asked.on, asked.known, exact=exact)
    return listed(
        {
            "district": code,
            "year": of_year,
            "quarter": upto,
            "on": asked.on,
            "known": asked.known,
            "of_day": seen.on,
            "kept_back": seen.kept_back,
            "figures": [
                {
                    "indicator": one.indicator.key,
                    "quarter": one.quarter.th,
                    "so_far": one.so_far.th,
                    "parts": {part.key: part.words.th for part in one.parts_so_far},
                    "target": one.target,
                }
                for one in seen.figures
            ],
        },
        ("indicator", "quarter_own", "so_far", "target"),
        seen.figures,
        lambda one, lang: (
            written(one.title, lang),
            "" if one.computed else written(one.quarter, lang),
            written(one.so_far, lang),
            "" if one.target is None else plain_number(one.target),
        ),
        lambda lang: [*asked.lines(lang), *_notes(seen, asked.on, lang)],
    )


def province(
    call: Call,
    province: Province,
    year: Year,
    quarter: UpTo = None,
    indicator: Annotated[
        str | None, typer.Option("--indicator", help="Its figure in each district.")
    ] = None,
    on: On = None,
    known: Known = None,
) -> Result:
    """What the figures of a province's districts come to, and how many districts told of each.

    Those about victims are for whoever may see them; each look at exact figures is logged.
    """
    from config.indicators import indicators
    from desk.cli.as_of import as_of
    from desk.views.province_figures import province_figures
    from desk.views.thai_order import in_order
    from registry.queries.areas import districts_within
    from registry.rules.figure_checks import known_indicator

    code, asked = call.province(province), as_of(call, on, known)
    of_year, upto = _period(call, year, quarter)
    key = known_indicator(indicators(), indicator, field="--indicator").key if indicator else None
    exact = _looks(call, code, of_year, upto)
    with call.registry.reading() as connection:
        rows = in_order(districts_within(connection, (code,)), call.language)
        names = {one.code: one.name for one in rows}
        seen = province_figures(
            connection, names, of_year, upto, asked.on, asked.known, exact=exact
        )
    shown = [one for one in seen.figures if key in (None, one.indicator.key)]
    data = {
        "province": code,
        "year": of_year,
        "quarter": upto,
        "on": asked.on,
        "known": asked.known,
        "of_day": seen.on,
        "districts": len(names),
        "kept_back": seen.kept_back,
        "figures": [figure_data(one, tuple(names)) for one in shown],
    }
    return Result(
        data,
        lambda lang: [
            *asked.lines(lang),
            *_notes(seen, asked.on, lang),
            *(district_lines(shown, lang) if key else province_lines(seen, lang)),
        ],
    )


def _period(call: Call, year: str, quarter: str | None) -> tuple[int, int]:
    """The fiscal year and the quarter up to whose end is asked. Raises the refusals of both."""
    from registry.rules.dates import parse_be_year
    from registry.rules.figure_checks import refuse_to_come

    of_year, upto = parse_be_year(year, field="--year"), quarter_typed(quarter) or 4
    refuse_to_come(of_year, None, call.registry.today, field="--year")
    return of_year, upto


def _looks(call: Call, area: str, year: int, upto: int) -> bool:
    """Whether who asks sees exact figures there, which is logged. Raises UnknownPerson, MayNot."""
    from registry.records.rights import who_may_on
    from registry.rules.rights import Verb

    with call.registry.reading() as connection:
        who_may_on(connection, call.registry.today, call.recorded_by, Verb.READ, area)
    return call.reader.sees_exact(area, f"figures/{area}/{year}/q{upto}")


def _notes(seen: "DistrictFigures | ProvinceFigures", on: "date", lang: Language) -> Iterator[str]:
    """The day that the figures tell of, where it is another; how many are not shown."""
    if seen.on != on:
        yield say("page.figures.of_day", lang, on=seen.on)
    if seen.kept_back:
        yield say("page.figures.kept_back", lang, count=seen.kept_back)


def target(
    call: Call,
    district: District,
    indicator: Annotated[str, typer.Argument(help="Key of the indicator.")],
    value: Annotated[str, typer.Argument(help="A whole number; of a share percent.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.) that aims at it.")],
) -> Result:
    """Set what a district aims at in a year, from today on; what it aimed at before is kept."""
    from flows.year.targets import TypedTarget, set_targets
    from registry.rules.dates import parse_be_year

    code, of_year = call.district(district), parse_be_year(year, field="--year")
    typed = [TypedTarget("VALUE", indicator, value)]
    count = set_targets(call.registry, code, of_year, typed, recorded_by=call.recorded_by)
    data = {"district": code, "year": of_year, "indicator": indicator, "targets": count}
    said = "figure.targets_set" if count else "page.done.same"
    return Result(data, lambda lang: [say(said, lang, count=count)])


def correct(
    call: Call,
    district: District,
    indicator: Annotated[str, typer.Argument(help="Key of the indicator.")],
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    quarter: Annotated[str, typer.Option("--quarter", help="1 to 4.")],
    value: Annotated[
        list[str], typer.Option("--value", help="The number, or part=number; may be repeated.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why it is put right.")],
    qualifier: Annotated[
        str, typer.Option("--qualifier", help="exact, at_least or over.")
    ] = "exact",
) -> Result:
    """Put a quarter's figure right after its report was sent: the report stays as it was sent."""
    from flows.year.late_figures import LateCorrection, correct_figures
    from registry.records.figures import QualifierUnknown
    from registry.rules.dates import parse_be_year
    from registry.rules.figures import Qualifier

    if qualifier not in set(Qualifier):
        raise QualifierUnknown(field="--qualifier", value=qualifier, known=", ".join(Qualifier))
    cut = [one.rpartition("=") for one in value]
    values = {part: number for part, _, number in cut}
    code, of_year = call.district(district), parse_be_year(year, field="--year")
    asked = LateCorrection(
        code, of_year, quarter_typed(quarter) or 0, indicator, values, reason, Qualifier(qualifier)
    )
    found = correct_figures(call.office, asked, recorded_by=call.recorded_by)
    data = {"district": code, "year": of_year, "indicator": indicator, "figures": len(found)}
    return Result(data, lambda lang: [say("figure.corrected", lang, count=len(found))])
