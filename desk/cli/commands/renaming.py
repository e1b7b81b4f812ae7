"""`people rename`: an office or a person is called otherwise, by two people."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import say
from desk.cli.acts_of_two import asked_line, whoever
from desk.cli.call import Call, Result
from desk.cli.exclusive_options import refuse_beside, way_of
from desk.views.words import word

if TYPE_CHECKING:
    from flows.decisions.rename import NewName


def rename(  # noqa: PLR0913 — the parts of a name, each by its option
    call: Call,
    ref: Annotated[str, typer.Argument(help="Reference of the office or the person.")] = "",
    look: Annotated[bool, typer.Option("--look", help="Say what follows, ask nothing.")] = False,
    title_th: Annotated[str | None, typer.Option("--title-th", help="Title or rank.")] = None,
    name_th: Annotated[
        str | None, typer.Option("--name-th", help="Name; of an office the unit that it heads.")
    ] = None,
    title_en: Annotated[str | None, typer.Option("--title-en", help="In English.")] = None,
    name_en: Annotated[str | None, typer.Option("--name-en", help="In English.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Of an office: from which day, YYYY-MM-DD.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    confirm: Annotated[
        int | None, typer.Option("--confirm", help="Agree to a new name that has no gate.")
    ] = None,
    refuse: Annotated[
        int | None, typer.Option("--refuse", help="Refuse a new name that has no gate.")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", help="With --confirm: the mark of what was read.")
    ] = None,
    recorded_by: Annotated[
        str, typer.Option("--recorded-by", help="Who asks or answers: reference or name.")
    ] = "",
) -> Result:
    """An office or a person renamed: asked by one person, agreed to by another.

    What is not said stays as it is.
    """
    from flows.decisions.rename import RENAMING

    del recorded_by  # kept by the call
    way = way_of({"--look": look, "--confirm": confirm, "--refuse": refuse})
    number = confirm if confirm is not None else refuse
    if number is not None and way is not None:
        refuse_beside(way, {"REF": ref})
        call.aim_at(number)
        done = RENAMING.settle(
            call.office, number, confirmed=confirm is not None, reason=reason,
            recorded_by=whoever(call), about=about,
        )  # fmt: skip
        return Result({"renaming": done}, lambda lang: [say(f"renaming.{done.status}", lang)])
    said = {"title_th": title_th, "name_th": name_th, "title_en": title_en, "name_en": name_en}
    name = _as_said(call, ref, {k: v for k, v in said.items() if v is not None}, since)
    return _ask(call, ref, name, reason=reason, look=look)


def _as_said(call: Call, ref: str, said: dict[str, str], since: str | None) -> "NewName":
    """The name that stands, with what is said of it otherwise."""
    from flows.decisions.rename import NewName, subject_of
    from registry.rules.dates import parse_date

    with call.registry.reading() as connection:
        now = subject_of(connection, ref).now
    day = parse_date(since, field="--since") if since else None
    return NewName(**(now._asdict() | said), since=day)


def _ask(call: Call, ref: str, name: "NewName", *, reason: str, look: bool) -> Result:
    from flows.decisions.rename import ask_renaming, preview

    by = whoever(call)
    _, follows = preview(call.office, ref, name, recorded_by=by)
    made = None if look else ask_renaming(call.office, ref, name, reason=reason, recorded_by=by)
    return Result(
        {"asked": made, "follows": follows},
        lambda lang: [
            *([asked_line(made, "people rename", lang)] if made else []),
            *(f"  {word(one, lang)}" for one in follows),
        ],
    )
