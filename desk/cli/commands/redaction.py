"""`redact`: what should never have been recorded is taken out by two people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, Term, say
from desk.cli.acts_of_two import asked_line, whoever
from desk.cli.call import Call, Result
from desk.cli.exclusive_options import OptionsSet, refuse_beside, way_of
from desk.cli.options import LAST_NUMBER, InstanceNumber, command
from desk.views.words import moment, word

if TYPE_CHECKING:
    from flows.decisions.redaction_aim import Aim
    from registry.queries.recorded_history import WordedRow
    from registry.queries.redactions import OutwardCopy, RedactionPartView
    from registry.rules.redaction import RedactionPart

Numbers = Annotated[
    list[int] | None,
    typer.Option("--document", help="Number of a paper; may be repeated.", max=LAST_NUMBER),
]


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "redact")(redact)


def redact(  # noqa: PLR0913 — the options of a command line
    call: Call,
    instance: InstanceNumber = None,
    entry: Annotated[
        int | None, typer.Argument(help="Number of the entry.", max=LAST_NUMBER)
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Field of the answer; may be repeated.")
    ] = None,
    document: Numbers = None,
    past: Annotated[
        int | None, typer.Option("--past", help="Row of a committee's history.", max=LAST_NUMBER)
    ] = None,
    row: Annotated[
        str | None,
        typer.Option("--row", help="Row of a village's register: community_plan/12."),
    ] = None,
    only: Annotated[
        bool, typer.Option("--only", help="What is named, without its copies elsewhere.")
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", help="Place that --look says may be a copy; may be repeated."),
    ] = None,
    look: Annotated[
        bool, typer.Option("--look", help="Say what would be taken out, and ask for nothing.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    confirm: Annotated[
        int | None, typer.Option("--confirm", help="Confirm a request that has no gate.")
    ] = None,
    refuse: Annotated[
        int | None, typer.Option("--refuse", help="Refuse a request that has no gate.")
    ] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="What waits to be confirmed.")] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="The list that restore takes, one redaction a line.")
    ] = False,
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Write the database anew, without old remains.")
    ] = False,
    about: Annotated[
        str | None, typer.Option("--about", help="With --confirm: the mark of what was read.")
    ] = None,
    recorded_by: Annotated[
        str, typer.Option("--recorded-by", help="Who asks or confirms: reference or name.")
    ] = "",
) -> Result:
    """Ask that texts or papers be taken out; another person who may confirms it at the gate."""
    from flows.decisions.redaction_aim import Aim

    del recorded_by  # kept by the call
    answers: OptionsSet = {"--confirm": confirm, "--refuse": refuse}
    reads: OptionsSet = {"--list": listed, "--waiting": waiting, "--scrub": scrub}
    way = way_of({**reads, "--look": look, **answers})
    if way in (*reads, *answers):
        what: OptionsSet = {
            "INSTANCE": instance, "ENTRY": entry, "--field": field, "--document": document,
            "--past": past, "--row": row, "--only": only, "--also": also,
        }  # fmt: skip
        refuse_beside(way, {**what, "--reason": reason} if way in reads else what)
    if listed:
        return lines_kept(call)
    if waiting:
        return what_waits(call)
    if scrub:
        return scrubbed(call)
    number = confirm if confirm is not None else refuse
    aim = Aim(
        instance, entry, tuple(field or ()), tuple(document or ()), past,
        copies=not only, row=_worded(row), also=tuple(also or ()),
    )  # fmt: skip
    if look:
        return looked_at(call, aim)
    call.aim_at(instance, number)
    if number is not None:
        return settled(call, number, confirmed=confirm is not None, reason=reason, about=about)
    return asked_for(call, aim, reason)


def _worded(text: str | None) -> "WordedRow | None":
    """The row that was typed. Raises NoSuchRow."""
    from flows.decisions.redaction_aim import NoSuchRow
    from registry.queries.recorded_history import worded_row

    if text is None:
        return None
    found = worded_row(text)
    if found is None:
        raise NoSuchRow(field="--row", value=text)
    return found


def asked_for(call: Call, aim: "Aim", reason: str) -> Result:
    """The request, and what it would take."""
    from flows.decisions.redact import ask

    made = ask(call.office, aim, reason=reason, recorded_by=whoever(call))
    seen, left = held(call, made.parts)
    maybe = maybe_seen(call, aim, made.parts)
    return Result(
        {"asked": made, "maybe": [one.part for one in maybe], "left_the_house": left},
        lambda lang: [
            asked_line(made, "redact", lang),
            *part_lines(seen, lang),
            *maybe_lines(maybe, lang),
            *left_lines(left, lang),
        ],
    )


def looked_at(call: Call, aim: "Aim") -> Result:
    """What would be taken, and what of it left the house; nothing is asked for."""
    from flows.decisions.redact import preview

    parts = preview(call.office, aim)
    seen, left = held(call, parts)
    maybe = maybe_seen(call, aim, parts)
    return Result(
        {
            "parts": [one.part for one in seen],
            "maybe": [one.part for one in maybe],
            "left_the_house": left,
        },
        lambda lang: [
            *part_lines(seen, lang),
            *maybe_lines(maybe, lang),
            *left_lines(left, lang),
        ],
    )


def maybe_seen(
    call: Call, aim: "Aim", parts: "Sequence[RedactionPart]"
) -> "list[RedactionPartView]":
    """Places that may be copies, and of which none is taken yet."""
    from flows.decisions.redaction_aim import maybe_copies
    from registry.queries.redactions import parts_seen

    found = maybe_copies(call.office, aim, beside=parts)
    with call.registry.reading() as connection:
        return parts_seen(connection, found)


def held(
    call: Call, parts: "Sequence[object]"
) -> "tuple[list[RedactionPartView], list[OutwardCopy]]":
    """The parts as they are shown, and what left the house with them."""
    from registry.queries.redactions import left_house, parts_seen

    with call.registry.reading() as connection:
        return parts_seen(connection, parts), left_house(connection, parts)  # type: ignore[arg-type]


def part_lines(seen: "Iterable[RedactionPartView]", language: Language) -> Iterator[str]:
    """Where each part stands; never what stands there."""
    yield say("redaction.would_take", language)
    yield from (f"  {word(one.where, language)}" for one in seen)


def maybe_lines(maybe: "Sequence[RedactionPartView]", language: Language) -> Iterator[str]:
    """Where part of the text stands and may be somebody else's; never what stands there."""
    if not maybe:
        return
    yield say("redaction.maybe", language)
    yield from (f"  --also {one.part.key}: {word(one.where, language)}" for one in maybe)


def left_lines(left: "Sequence[OutwardCopy]", language: Language) -> Iterator[str]:
    """What left the house."""
    yield say("redaction.left" if left else "redaction.left_nothing", language)
    for one in left:
        yield "  " + say(
            "redaction.left_line",
            language,
            at=moment(one.at, language),
            what=Term(f"outward.{one.code}"),
            target=one.target,
            actor=one.actor or one.account,
        )


def settled(call: Call, number: int, *, confirmed: bool, reason: str, about: str | None) -> Result:
    """A request without a gate, confirmed or refused by its number."""
    from flows.decisions.redact import REDACTION

    done = REDACTION.settle(
        call.office, number, confirmed=confirmed, reason=reason, recorded_by=whoever(call),
        about=about,
    )  # fmt: skip
    _, left = held(call, done.parts)
    key = "redaction.confirmed" if confirmed else "redaction.refused"
    return Result(
        {"request": done, "left_the_house": left},
        lambda lang: [
            say(key, lang, number=number),
            *(left_lines(left, lang) if confirmed else ()),
        ],
    )


def what_waits(call: Call) -> Result:
    """The requests that another person has to confirm."""
    from flows.decisions.redact import waits_line
    from registry.queries.redactions import requests

    with call.registry.reading() as connection:
        rows = requests(connection)
    return Result(
        {"requests": rows},
        lambda lang: (
            [word(waits_line(one), lang) for one in rows] or [say("redaction.nothing_waits", lang)]
        ),
    )


def lines_kept(call: Call) -> Result:
    """The redactions of the registry, as `restore --redactions` reads them."""
    from registry.records.redaction_list import lines_of

    with call.registry.reading() as connection:
        lines = lines_of(connection)
    return Result({"redactions": lines}, lambda _: [line.written() for line in lines])


def scrubbed(call: Call) -> Result:
    """The database written anew."""
    from registry.scrub import scrub

    scrub(call.registry)
    return Result({"scrubbed": True}, lambda lang: [say("redaction.scrubbed", lang)])
