"""How a command is declared: its own options, and those that every command takes."""

import functools
import inspect
from collections.abc import Callable
from copy import copy
from pathlib import PurePath
from typing import Annotated, Any, get_args

import typer
import typer.core

from desk.cli.call import Call, Result
from registry.refusals import Refusal

On = Annotated[str | None, typer.Option("--on", help="Day of the act or view, YYYY-MM-DD.")]
Known = Annotated[
    str | None,
    typer.Option("--known", help="As known at that instant; of a day, at its end."),
]
LAST_NUMBER = 2**31 - 1  # of a row, on PostgreSQL
InstanceId = Annotated[
    int, typer.Argument(help="Number of the instance.", show_default=False, max=LAST_NUMBER)
]
InstanceNumber = Annotated[
    int | None, typer.Argument(help="Number of the instance.", max=LAST_NUMBER)
]
Beside = Annotated[
    int | None,
    typer.Option(
        "--beside", help="Number of the one that works already and goes on.", max=LAST_NUMBER
    ),
]
Person = Annotated[str, typer.Argument(help="Reference or name of the person.")]
District = Annotated[str, typer.Argument(help="Name or code of the district.")]
Province = Annotated[str, typer.Argument(help="Name or code of the province.")]
DistrictOption = Annotated[str, typer.Option("--district", help="Name or code of the district.")]
OfDistrict = Annotated[str | None, typer.Option("--district", help="Name or code of a district.")]
GateName = Annotated[str, typer.Argument(help="Key or path of the gate.", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]
Scans = Annotated[
    list[str] | None, typer.Option("--scan", help="Scan (PDF, PNG, JPEG); may be repeated.")
]
# `--output` is what some of them called it before.
OutFile = Annotated[str, typer.Option("--out", "--output", "-o", help="File to write.")]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="As PDF, by LibreOffice; so is a file that ends in .pdf.")
]
AreaName = Annotated[str, typer.Option("--area", help="TH, a province or a district.")]


def is_pdf(out: str, *, pdf: bool) -> bool:
    """Whether a paper is written as PDF: with `--pdf`, or into a file that ends in .pdf."""
    return pdf or PurePath(out).suffix.lower() == ".pdf"


class ListByDefault(typer.core.TyperGroup):
    """A group of commands that lists where none of them is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 — Typer keeps its context's type to itself
        """Put "list" before the options where no command is."""
        named = bool(args) and (not args[0].startswith("-") or args[0] == "--help")
        return super().parse_args(ctx, args if named else ["list", *args])


def command_group(
    app: typer.Typer, name: str, about: str, *, cls: type[typer.core.TyperGroup] | None = None
) -> typer.Typer:
    """Declare a group of commands."""
    group = typer.Typer(help=about, cls=cls, rich_markup_mode=None)
    app.add_typer(group, name=name)
    return group


_COMMON: dict[str, tuple[Any, Any]] = {
    "json": (Annotated[bool, typer.Option("--json", help="Answer as JSON.")], False),
    "registry": (
        Annotated[
            str | None, typer.Option("--registry", help="URL of the registry (PRASAN_REGISTRY).")
        ],
        None,
    ),
    "lang": (Annotated[str | None, typer.Option("--lang", help="th or en.")], None),
}
_RECORDED = Annotated[
    str, typer.Option("--recorded-by", help="Who records it: reference or name of a person.")
]
Function = Callable[..., Result]


FOR_WHOM = "For whom it is told: internal notes and exact counts go to who may see them, alone."
_READ = Annotated[str, typer.Option("--recorded-by", help=FOR_WHOM)]


def command(
    app: typer.Typer, name: str, *, of: str = "", recorded: bool = False, read: bool = False
) -> Callable[[Function], Function]:
    """Declare a command: a function of a Call and its own options that answers a Result.

    With `recorded` it takes `--recorded-by`, and a refusal is noted in the attempts log. With
    `read` it may be given `--recorded-by`, for whom its answer is told.
    """

    def register(function: Function) -> Function:
        @functools.wraps(function)
        def run(**given: Any) -> None:  # noqa: ANN401 — whatever the command declares
            call = Call(
                command=f"{of} {name}".strip(),
                json=given.pop("json"),
                url=given.pop("registry"),
                lang=given.pop("lang"),
                recorded_by=given.pop("recorded_by", ""),
            )
            carry_out(call, function, given, recorded=recorded)

        run.__signature__ = _signature(function, recorded=recorded, read=read)  # type: ignore[attr-defined]
        app.command(name)(run)
        return function

    return register


def carry_out(call: Call, function: Function, given: dict[str, Any], *, recorded: bool) -> None:
    """Run the command, print what it answers, leave with its code."""
    try:
        call.settle_language()
        call.begin_log()
        if recorded:
            call.target = target_of(call.command, given)
        result = function(call, **given)
        call.show(result)
    except Refusal as refusal:
        call.note(refusal)
        raise
    finally:
        call.close()
    if result.code:
        raise typer.Exit(result.code)


def target_of(command: str, given: dict[str, Any]) -> str:
    """The command with its instance and gate: never what was typed freely."""
    instance, gate = given.get("instance"), given.get("gate")
    words = [command, str(instance) if isinstance(instance, int) else ""]
    if isinstance(gate, str):
        from flows.capabilities import GATES

        key = gate.partition("#")[0].partition("[")[0]
        words.append(key if key in GATES else "-")
    return " ".join(word for word in words if word)


def _signature(function: Function, *, recorded: bool, read: bool) -> inspect.Signature:
    own = list(inspect.signature(function).parameters.values())[1:]
    kind = inspect.Parameter.KEYWORD_ONLY
    params = [one.replace(kind=kind, annotation=_in_any_digits(one.annotation)) for one in own]
    if recorded:
        params.append(inspect.Parameter("recorded_by", kind, annotation=_RECORDED))
    elif read:
        params.append(inspect.Parameter("recorded_by", kind, annotation=_READ, default=""))
    for key, (annotation, default) in _COMMON.items():
        params.append(inspect.Parameter(key, kind, annotation=annotation, default=default))
    return inspect.Signature(params)


def _in_any_digits(annotation: Any) -> Any:  # noqa: ANN401 — whatever the command declares
    """The declaration of a number so that it is read in Thai digits too; any other as it is."""
    declared = get_args(annotation)
    kinds = (declared[0], *get_args(declared[0])) if declared else ()
    if int not in kinds and list[int] not in kinds:
        return annotation
    info = copy(declared[1])
    info.parser = functools.partial(_whole_number, least=info.min, most=info.max)
    return Annotated[declared[0], info]


def _whole_number(typed: str | int, *, least: float | None, most: float | None) -> int:
    """The number that was typed. Raises ValueError, which Typer tells of the parameter."""
    from registry.rules.counts import plain_number

    number = int(plain_number(str(typed)) or "")
    if (least is not None and number < least) or (most is not None and number > most):
        raise ValueError(typed)
    return number


def quarter_typed(text: str | None) -> int | None:
    """The quarter of that `--quarter`, None where it was left out. Raises QuarterUnknown."""
    from registry.rules.calendar import QUARTERS
    from registry.rules.figure_checks import QuarterUnknown
    from registry.rules.thai import tidy

    if text is None:
        return None
    number = tidy(text)
    if number not in {str(one) for one in QUARTERS}:
        raise QuarterUnknown(field="--quarter", value=text)
    return int(number)
