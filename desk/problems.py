"""What went wrong, told once for all commands: a code, a sentence, the field."""

from dataclasses import dataclass

import typer

from config.defaults import BadDefaults
from config.words import Sentence
from desk.refusals import (
    SettingsUnfit,
    UsageMissing,
    UsageUnfit,
    UsageUnknownCommand,
    UsageUnknownOption,
)
from registry.refusals import Refusal

# Typer keeps the base of what its parser refuses to itself; BadParameter is its one public kind.
USAGE = typer.BadParameter.__mro__[1]


@dataclass(frozen=True)
class Problem:
    """A refusal as the desk shows it."""

    code: str
    sentence: Sentence
    field: str | None

    def as_error(self) -> dict[str, dict[str, str | None]]:
        """The shape that `--json` answers with."""
        return {
            "error": {
                "code": self.code,
                "message_th": self.sentence.th,
                "message_en": self.sentence.en,
                "field": self.field,
            }
        }


def problem_of(error: Exception) -> Problem | None:
    """What is to be told of an error; None for a defect of ours."""
    if isinstance(error, BadDefaults):
        return Problem("bad_defaults", error.sentence, None)
    refusal = error if isinstance(error, Refusal) else _usage(error) or _settings(error)
    if refusal is None:
        return None
    return Problem(refusal.code, refusal.sentence, refusal.field)


def _usage(error: Exception) -> Refusal | None:
    if not isinstance(error, USAGE):
        return None
    said = str(getattr(error, "message", "") or error)
    match type(error).__name__:
        case "MissingParameter":
            return UsageMissing(field=_parameter(error))
        case "NoSuchOption":
            return UsageUnknownOption(field=str(getattr(error, "option_name", "")))
        case "UsageError" if said.startswith("No such command"):
            return UsageUnknownCommand(value=said.partition("'")[2].partition("'")[0])
        case _:
            return UsageUnfit(field=_parameter(error) or None, problem=said.rstrip("."))


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options = [one for one in parameter.opts if one.startswith("--")]
    return str(options[0] if options else parameter.name)


def _settings(error: Exception) -> Refusal | None:
    from pydantic import ValidationError

    if not isinstance(error, ValidationError) or error.title != "Settings":
        return None
    first = error.errors(include_url=False, include_input=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return SettingsUnfit(field=f"PRASAN_{name.removeprefix('PRASAN_')}", problem=str(first["msg"]))
