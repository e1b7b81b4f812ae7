"""`money`: the money of a committee's fiscal year, line by line."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say, written
from desk.cli.call import Call, Result
from desk.cli.options import District, Known, On, command
from desk.views.words import day, word

if TYPE_CHECKING:
    from desk.views.year_money import MoneyLineShown, MoneyStepShown, YearMoney


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "money")(money)


def money(
    call: Call,
    district: District,
    year: Annotated[str, typer.Option("--year", help="Fiscal year (B.E.).")],
    on: On = None,
    known: Known = None,
) -> Result:
    """The money of a year: each line, how it stands, its steps, and the paper of each."""
    from desk.cli.as_of import as_of
    from desk.cli.refusals import YearNotBegun
    from desk.views.view import View
    from desk.views.year_money import year_money
    from registry.rules.dates import parse_be_year

    code, asked = call.district(district), as_of(call, on, known)
    of_year = parse_be_year(year, field="--year")
    with call.registry.reading() as connection:
        seen = year_money(View(call.office, connection, asked.on), code, of_year, asked.known)
    if seen.held.year is None:
        raise YearNotBegun(field="--year", value=str(of_year))
    return Result(
        {
            "district": code,
            "year": of_year,
            "on": asked.on,
            "known": asked.known,
            "days": seen.days,
            "lines": seen.lines,
            "sums": seen.sums,
        },
        lambda lang: [*asked.lines(lang), *_lines(seen, lang)],
    )


def _lines(seen: "YearMoney", lang: Language) -> Iterator[str]:
    if seen.days_told:
        yield written(seen.days_told, lang)
    if not seen.lines:
        yield say("page.money.none_needed" if seen.held.facts.told else "page.money.none", lang)
        return
    sums = {"safe": seen.sums.safe, "open": seen.sums.open, "short": seen.sums.short}
    told = (f"{one:,} {say(f'page.money.{key}', lang)}" for key, one in sums.items()
            if one or key != "short")  # fmt: skip
    yield " · ".join(told)
    for one in seen.lines:
        yield ""
        yield from _line(one, lang)


def _line(one: "MoneyLineShown", lang: Language) -> Iterator[str]:
    """A line of money: what it is for and how it stands; from whom; its steps."""
    standing = say(f"page.money.standing.{one.standing}", lang)
    yield f"{one.title}: {_baht(one.line.amount, lang)}, {word(one.road, lang)} ({standing})"
    if one.office is None:
        yield f"  {say('page.money.of_plan_alone', lang)}"
        return
    yield f"  {say('page.money.office', lang)}: {word(one.office, lang)}"
    if one.line.road != "donor":
        yield f"  {say('page.money.local_plan', lang)}: {word(one.local_plan, lang)}"
    if one.ended:
        yield f"  {word(one.ended, lang)}"
    yield from (f"  - {_step(step, lang)}" for step in one.steps)
    if not one.steps:
        yield f"  {say('page.money.no_steps', lang)}"


def _step(step: "MoneyStepShown", lang: Language) -> str:
    dated = f" {day(step.letter_dated, lang)}" if step.letter_dated else ""
    told = (
        f"{word(step.what, lang)} {day(step.on, lang)}",
        _baht(step.amount, lang) if step.amount is not None else "",
        say("page.money.secured", lang) if step.secured else "",
        say("page.money.page", lang, page=step.page) if step.page else "",
        say("page.money.letter", lang, number=step.letter) + dated if step.letter else "",
        say("page.money.reason", lang, reason=step.reason) if step.reason else "",
    )
    return " · ".join(one for one in told if one)


def _baht(amount: Decimal | None, lang: Language) -> str:
    if amount is None:
        return say("word.not_recorded", lang)
    return say("page.money.baht", lang, amount=f"{amount:,}")
