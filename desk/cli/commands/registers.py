"""`instances`, `rotations`, `directives`, `publications`: what was recorded, in lists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, AreaName, District, command
from desk.cli.tables import listed, table
from desk.views.words import DASH, day, moment, word

if TYPE_CHECKING:
    from config.words import Named
    from desk.views.rotations import ListedRotation
    from registry.queries.directives import DirectiveOutcome, DirectiveRow
    from registry.queries.publications import PublicationRow

MOST = 1000  # rotations: more than a province has in fifty years


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "instances")(list_instances)
    command(app, "rotations")(list_rotations)
    command(app, "directives")(list_directives)
    command(app, "publications")(list_publications)


def list_instances(call: Call, district: District) -> Result:
    """The instances of a district as they stand now, the ended ones too, oldest first."""
    from desk.views.instance_list import instance_list
    from desk.views.view import View
    from registry.journal import instances

    code = call.district(district)
    with call.registry.reading() as connection:
        view = View(call.office, connection, call.registry.today)
        found = instance_list(view, code)
        called = {
            one.id: view.called_of_period(one) for one in instances(connection, district=code)
        }
    return listed(
        {"instances": found},
        ("instance", "process", "state", "since", "until"),
        found,
        lambda one, lang: (
            str(one.instance),
            word(called[one.instance], lang),
            say(f"status.instance.{one.status}", lang),
            day(one.started_on, lang),
            day(one.finished_on, lang),
        ),
    )


def list_rotations(call: Call, area: AreaName = "TH") -> Result:
    """The rotations of Chiefs in an area, the latest day first: who leaves, who comes, by what."""
    from desk.views.rotations import listed_rotations
    from registry.queries.events import events_within

    code = call.area(area)
    with call.registry.reading() as connection:
        events = events_within(connection, {code}, most=MOST)
        found = list(listed_rotations(connection, events, call.registry.today))
    data = [{**vars(one), "event": one.event._asdict()} for one in found]
    return Result({"area": code, "rotations": data}, lambda lang: _rotations(found, lang))


def _rotations(found: "list[ListedRotation]", lang: Language) -> Iterator[str]:
    if not found:
        yield say("page.rotations.none", lang)
        return
    keys = ("page.district", "field.moves.on", "field.moves.leaving", "field.moves.coming")
    heads = (*keys, "page.rotations.paper", "page.rotations.status")
    yield from table([say(one, lang) for one in heads], [_rotation(one, lang) for one in found])


def _rotation(one: "ListedRotation", lang: Language) -> tuple[str, ...]:
    acting = [say("page.rotations.still_acting", lang, district=there) for there in one.acting]
    nobody = "page.rotations.nobody_leaves" if one.coming else "word.not_recorded"
    leaving = word(one.leaving, lang) if one.leaving else say(nobody, lang)
    coming = word(one.coming, lang) if one.coming else say("page.rotations.nobody", lang)
    holds = [] if one.capacity == "own" else [say(f"capacity.{one.capacity}", lang)]
    return (
        word(one.district, lang),
        day(one.event.on, lang),
        ", ".join((leaving, *acting)),
        ", ".join((coming, *holds)),
        one.event.paper_number or say("word.not_recorded", lang),
        say(f"page.rotations.is.{one.event.status}", lang),
    )


def list_directives(
    call: Call,
    number: Annotated[
        int | None,
        typer.Argument(help="Number of a letter in the list: what came of it.", max=LAST_NUMBER),
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Name or code of the province.")
    ] = None,
) -> Result:
    """The letters of provinces that want committees, the newest first; of one, what came of it."""
    from desk.cli.exclusive_options import refuse_beside
    from registry.queries.areas import names
    from registry.queries.directives import counts_of, directives

    if number is not None:
        refuse_beside("NUMBER", {"--province": province})
        return _directive(call, number)
    code = None if province is None else call.province(province)
    with call.registry.reading() as connection:
        rows = directives(connection, code)
        counts = counts_of(connection, [one.id for one in rows])
        named = names(connection, {one.province for one in rows})
    return listed(
        {"directives": [{"letter": one, "results": counts[one.id]} for one in rows]},
        ("number", "title", "province", "on", "due", "says"),
        rows,
        lambda one, lang: (
            str(one.id),
            f"{one.number} {one.subject_th}",
            word(named[one.province], lang),
            day(one.dated, lang),
            day(one.due_on, lang),
            " · ".join(
                say(f"page.directives.counted.{result}", lang, count=count)
                for result, count in counts[one.id].items()
            )
            or DASH,
        ),
    )


def _directive(call: Call, number: int) -> Result:
    from desk.cli.refusals import UnknownDirective
    from registry.queries.areas import names
    from registry.queries.directives import directive, settled_by

    with call.registry.reading() as connection:
        row = directive(connection, number)
        if row is None:
            raise UnknownDirective(field="number", value=str(number))
        settled = settled_by(connection, number)
        named = names(connection, {one.district for one in settled})
    return Result(
        {"letter": row, "districts": settled}, lambda lang: _letter(row, settled, named, lang)
    )


def _letter(
    row: "DirectiveRow",
    settled: "list[DirectiveOutcome]",
    named: "dict[str, Named]",
    lang: Language,
) -> Iterator[str]:
    yield f"{say('page.directives.no', lang, number=row.number)} {day(row.dated, lang)}"
    yield f"{row.subject_th} · {row.signer}"
    heads = [say(f"head.{one}", lang) for one in ("district", "says", "instance")]
    cells = [
        (
            word(named[one.district], lang),
            say(f"page.directives.result.{one.result}", lang),
            str(one.instance or DASH),
        )
        for one in settled
    ]
    yield from table(heads, cells)


def list_publications(call: Call, area: AreaName = "TH") -> Result:
    """The tables of figures that left the house: which, of which period, for whom, when."""
    from config.fixed_tables import publications
    from config.words import Named
    from registry.queries.areas import names
    from registry.queries.publications import publications_made

    code = call.area(area)
    with call.registry.reading() as connection:
        rows = publications_made(connection, {code})
        named = names(connection, {one.area for one in rows})
    tables = {key: Named(one.title_th, one.title_en) for key, one in publications().by_key.items()}
    return Result({"publications": rows}, lambda lang: _published(rows, tables, named, lang))


def _published(
    rows: "list[PublicationRow]",
    tables: "dict[str, Named]",
    named: "dict[str, Named]",
    lang: Language,
) -> Iterator[str]:
    if not rows:
        yield say("page.publish.none_before", lang)
        return
    heads = [say(f"page.publish.{one}", lang) for one in ("table", "area", "year", "audience")]
    cells = [
        (
            word(tables.get(one.table_key, one.table_key), lang),
            word(named[one.area], lang),
            f"{one.year} {_quarter(one.quarter, lang)}".rstrip(),
            say(f"publication.audience.{one.audience}", lang),
            moment(one.made_at, lang),
        )
        for one in rows
    ]
    yield from table([*heads, say("head.recorded_at", lang)], cells)


def _quarter(quarter: int | None, lang: Language) -> str:
    return "" if quarter is None else say("page.publish.quarter_of", lang, quarter=quarter)
