"""The figures of a province, as lines for a terminal and as plain data."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from config.words import Language, say
from desk.cli.tables import table
from desk.views.words import DASH, word

if TYPE_CHECKING:
    from desk.views.province_figures import ProvinceFigure, ProvinceFigures


def figure_data(one: "ProvinceFigure", districts: Sequence[str]) -> dict[str, object]:
    """A figure of a province: what its districts come to, and what each of them says."""
    return {
        "indicator": one.indicator.key,
        "title": one.title,
        "unit": one.unit,
        "quarters": one.quarters,
        "so_far": one.words,
        "parts": {part.key: part.words for part in one.parts},
        "reported": one.together.reported,
        "of_days": one.days,
        "districts": {
            code: said.words for code, said in zip(districts, one.districts, strict=True)
        },
    }


def province_lines(seen: "ProvinceFigures", lang: Language) -> Iterator[str]:
    """A line an indicator of which anything is known; then those of which nothing is."""
    quarters = range(1, seen.quarter + 1)
    heads = [
        say("page.figures.indicator", lang),
        *(say("figure.quarter", lang, quarter=one) for one in quarters),
        say("page.figures.so_far", lang),
        say("page.figures.told_by", lang),
    ]
    told = [one for one in seen.figures if one.told]
    yield from table(heads, [_cells(one, seen.districts, lang) for one in told])
    untold = [word(one.title, lang) for one in seen.figures if not one.told]
    if untold:
        yield f"{say('page.figures.nothing', lang)}: {' · '.join(untold)}"


def _cells(one: "ProvinceFigure", districts: int, lang: Language) -> tuple[str, ...]:
    days = f" {word(one.days, lang)}" if one.days else ""
    return (
        f"{word(one.title, lang)} ({word(one.unit, lang)})",
        *(word(said, lang) for said in one.quarters),
        word(one.words, lang) + days,
        say("page.figures.told_of", lang, reported=one.together.reported, count=districts),
    )


def district_lines(shown: "Sequence[ProvinceFigure]", lang: Language) -> Iterator[str]:
    """What each figure means, and what it is in each district."""
    for one in shown:
        yield f"{word(one.title, lang)} ({word(one.unit, lang)}): {word(one.words, lang)}"
        yield word(one.definition, lang)
        cells = [(word(each.label, lang), word(each.words, lang)) for each in one.districts]
        heads = (say("head.district", lang), say("head.so_far", lang))
        yield from table(heads, cells) if cells else (DASH,)
