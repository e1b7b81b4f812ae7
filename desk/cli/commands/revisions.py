"""`rehearse`, `release`: open instances brought to a newer revision of their process."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, Named, Term, say
from desk.cli.call import Call, Result
from desk.cli.options import command

if TYPE_CHECKING:
    from flows.decisions.raise_revision import Difference

ProcessKey = Annotated[str, typer.Argument(help="Key of the process, such as establishment.")]
Districts = Annotated[
    list[str] | None,
    typer.Option("--district", help="Only this district, by name or code; may be repeated."),
]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "rehearse")(rehearse)
    command(app, "release", recorded=True)(release)


def rehearse(call: Call, process: ProcessKey, district: Districts = None) -> Result:
    """Show what would differ, district by district, were the process raised; change nothing."""
    from flows.decisions.raise_revision import rehearse_revision

    found = rehearse_revision(call.office, process, _codes(call, district))
    names = _names(call, found)
    return Result({"differs": found}, lambda lang: _lines(found, names, lang))


def release(call: Call, process: ProcessKey, district: Districts = None) -> Result:
    """Raise the process's open instances to its newest revision, and record that."""
    from desk.cli.effect_settlement import settled
    from flows.decisions.raise_revision import raise_revision

    office, codes = call.office, _codes(call, district)
    found = raise_revision(office, process, recorded_by=call.recorded_by, districts=codes)
    return settled(
        call,
        {"raised": found},
        lambda lang: [
            say("raising.raised", lang, count=len(found), process=Term(f"process.{process}"))
        ],
    )


def _codes(call: Call, named: list[str] | None) -> tuple[str, ...]:

    return tuple(call.district(one) for one in named or ())


def _names(call: Call, found: "list[Difference]") -> dict[str, Named]:
    from registry.queries.areas import names

    with call.registry.reading() as connection:
        return names(connection, {one.district for one in found})


def _lines(found: "list[Difference]", names: dict[str, Named], lang: Language) -> Iterator[str]:
    if not found:
        yield say("raising.nothing", lang)
    for one in found:
        yield say(
            "raising.head",
            lang,
            instance=one.instance,
            district=names[one.district],
            revision=one.revision,
            to=one.to,
        )
        if one.problem is not None:
            yield say("raising.problem", lang, problem=one.problem)
            continue
        yield say("raising.now", lang, gates=", ".join(one.now) or "-")
        yield say("raising.then", lang, gates=", ".join(one.then) or "-")
        if one.effects:
            effects = ", ".join(say(f"effect.{effect}", lang) for effect in one.effects)
            yield say("raising.effects", lang, effects=effects)
        if one.ends is not None:
            yield say("raising.ends", lang, outcome=say(f"outcome.{one.ends}", lang))
