"""What went wrong, told once for all commands: a code, a sentence, the field."""

from typing import TYPE_CHECKING

import typer

from config.words import Term, Value, both
from desk.cli.refusals import (
    UsageMissing,
    UsageUnfit,
    UsageUnknownCommand,
    UsageUnknownOption,
)
from registry.refusals import Refusal
from registry.rules.settings_misfit import settings_misfit

if TYPE_CHECKING:
    from config.defaults import BadDefaults

# Typer keeps the base of what its parser refuses to itself; BadParameter is its one public kind.
USAGE = typer.BadParameter.__mro__[1]


def help_of(error: Exception) -> str | None:
    """The help that is to be printed where no command was named; None for any other error."""
    if type(error).__name__ != "NoArgsIsHelpError":
        return None
    return str(getattr(error, "message", ""))


def problem_of(error: Exception) -> "Refusal | BadDefaults | None":
    """What is to be told of an error; None for a defect of ours."""
    from config.defaults import BadDefaults
    from registry.faults import fault_of

    if isinstance(error, Refusal | BadDefaults):
        return error
    return _usage(error) or settings_misfit(error) or fault_of(error, reads=True)


def _usage(error: Exception) -> Refusal | None:
    if not isinstance(error, USAGE):
        return None
    said = str(getattr(error, "message", "") or error)
    if said.startswith("No such command"):
        return UsageUnknownCommand(value=said.partition("'")[2].partition("'")[0])
    option = str(getattr(error, "option_name", "")) or _parameter(error)
    kinds = {"MissingParameter": UsageMissing, "BadOptionUsage": UsageMissing,
             "NoSuchOption": UsageUnknownOption}  # fmt: skip
    if kind := kinds.get(type(error).__name__):
        return kind(field=option)
    problem = _kind_wanted(error) if option else Term("usage.extra")
    return UsageUnfit(field=option or "COMMAND", problem=problem)


def _kind_wanted(error: Exception) -> Value:
    """What is to be typed instead: a whole number, between which bounds; else another kind."""
    parameter = getattr(error, "param", None)
    least, most = (getattr(parameter, bound, None) for bound in ("min", "max"))
    if least is not None and most is not None:
        return both("usage.between", least=str(least), most=str(most))
    if least is not None:
        return both("usage.at_least", least=str(least))
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    return Term("usage.whole_number" if kind is int else "usage.value")


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options = [one for one in parameter.opts if one.startswith("--")]
    return str(options[0] if options else parameter.metavar or parameter.name)
