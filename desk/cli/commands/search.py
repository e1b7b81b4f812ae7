"""`search`: districts, villages, offices, people, orders, papers, instances that bear a word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import LANGUAGES, Language, Sentence, Value, say
from desk.cli.call import Call, Result
from desk.cli.options import AreaName, On, command
from desk.cli.tables import aligned
from desk.views.words import day, word

if TYPE_CHECKING:
    from desk.views.search import PersonMatch, SearchResult
    from registry.queries.directory import ListedOffice
    from registry.queries.holdings import HoldingRow


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "search")(search)


def search(
    call: Call,
    text: Annotated[str, typer.Argument(help="A name, a number or a word.")],
    area: AreaName = "TH",
    on: On = None,
    more_of: Annotated[
        str, typer.Option("--all", help="Of this kind up to 500, as people or papers.")
    ] = "",
) -> Result:
    """What bears the word in an area: up to 20 of a kind, and how many there are of each.

    Offices and who holds them are those of the day. A district's name before or after other
    words says where to look.
    """
    from desk.cli.refusals import UsageUnfit, needed
    from desk.views.paper_names import paper_label
    from desk.views.search import KINDS, look_for
    from desk.views.subjects import subject_titles
    from flows.engine.instance_titles import InstanceTitles
    from registry.queries.areas import names
    from registry.rules.thai import tidy

    needed(tidy(text) or None, "text")
    if more_of not in ("", *KINDS):
        raise UsageUnfit(field="--all", problem=f"{more_of} ({', '.join(KINDS)})")
    code, asked = call.area(area), call.day(on)
    with call.registry.reading() as connection:
        found = look_for(connection, {code}, text, asked, call.language, more_of)
        rows = [one.row for one in found.papers]
        about = subject_titles(connection, rows, asked)
        called = InstanceTitles(call.office.declared, connection)
        papers = [
            Sentence(*(paper_label(called, one, about, language) for language in LANGUAGES))
            for one in rows
        ]
        areas = names(connection, {one.office.area for one in found.offices})
        instances = [called.title(one.id, one.process) for one in found.instances]
    return Result(
        {"text": text, "area": code, "on": asked, "found": found},
        lambda lang: (
            _found(found, papers, instances, areas, lang)
            if found.anything
            else _nothing(text, found, lang)
        ),
    )


def _nothing(text: str, found: "SearchResult", lang: Language) -> Iterator[str]:
    yield say("page.search.nothing", lang, q=text)
    if found.suggested:
        names = ", ".join(f"{word(one.name, lang)} ({one.code})" for one in found.suggested)
        yield f"{say('page.search.meant', lang)} {names}"


def _found(
    found: "SearchResult",
    papers: Sequence[Value],
    instances: Sequence[Value],
    areas: Mapping[str, Value],
    lang: Language,
) -> Iterator[str]:
    """Each kind that anything was found of under its heading, a line each."""
    from desk.views.district_villages import village_called

    shown: dict[str, list[tuple[str, ...]]] = {
        "districts": [
            (one.code, word(one.name, lang), word(one.province_name, lang))
            for one in found.districts
        ],
        "villages": [
            (one.key, word(village_called(one.name, one.moo, one.subdistrict_name), lang),
             word(one.district_name, lang))
            for one in found.villages
        ],
        "offices": [
            (one.office.ref, word(one.office.called, lang), word(areas[one.office.area], lang),
             _holders(one, lang))
            for one in found.offices
        ],
        "people": [
            (one.person.ref, word(one.person.name, lang), _offices(one, lang))
            for one in found.people
        ],
        "orders": [
            (f"{one.heading} {one.full_number}", day(one.dated, lang), one.subject_th)
            for one in found.orders
        ],
        "papers": [
            (str(one.row.id), word(label, lang), word(one.district_name, lang),
             day(one.row.own_date, lang))
            for one, label in zip(found.papers, papers, strict=True)
        ],
        "classified": [
            (str(one.registered), word(one.level, lang), one.number, day(one.dated, lang),
             one.keeper)
            for one in found.classified
        ],
        "instances": [
            (str(one.id), word(title, lang), word(one.district_name, lang),
             say(f"status.instance.{one.status}", lang))
            for one, title in zip(found.instances, instances, strict=True)
        ],
    }  # fmt: skip
    for kind, rows in shown.items():
        if rows:
            yield _heading(kind, found.counts[kind], found.most[kind], lang)
            yield from (f"  {one}" for one in aligned(rows))


def _heading(kind: str, count: int, most: int, lang: Language) -> str:
    """What is listed, and how many there are where not all of them are shown."""
    first = say("page.search.first", lang, count=f"{count:,}", shown=most)
    of_all = first if count > most else str(count)
    return f"{say(f'page.search.{kind}', lang)} ({of_all})"


def _holders(one: "ListedOffice", lang: Language) -> str:
    names = [_held(each, lang) for each in one.holders]
    return ", ".join(names) or say(one.without, lang)


def _held(one: "HoldingRow", lang: Language) -> str:
    name = word(one.name, lang)
    own = one.capacity == "own"
    return name if own else f"{name} ({say(f'capacity.{one.capacity}', lang)})"


def _offices(one: "PersonMatch", lang: Language) -> str:
    titles = [word(title, lang) for _, title in one.offices]
    return ", ".join(titles) or say("page.search.no_office", lang)
