"""Which setting of the installation cannot be used, in a sentence."""

from pydantic_core import ErrorDetails, ValidationError

from config.settings_file import SettingsFileUnfit
from config.words import Term, Value, both, known
from registry.refusals import Refusal
from registry.rules.misfits import FILE_MISFITS, choices, misfit


class SettingsUnfit(Refusal):
    """A setting of this installation (PRASAN_...) cannot be used."""


class SettingsFileUnread(Refusal):
    """A file of settings of this installation is not read whole."""


def settings_misfit(error: Exception) -> SettingsUnfit | SettingsFileUnread | None:
    """The first setting, or the file, that an error is about; None for any other error."""
    if isinstance(error, SettingsFileUnfit):
        return SettingsFileUnread(field=str(error.file), problem=error.problem)
    if not isinstance(error, ValidationError) or error.title != "Settings":
        return None
    first = error.errors(include_url=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper().removeprefix("PRASAN_")
    return SettingsUnfit(field=f"PRASAN_{name}", problem=_problem(first, name.lower()))


def _problem(error: ErrorDetails, name: str) -> Value:
    """A check of our own raises the key of its words; a pattern has words by its setting."""
    match error["type"]:
        case "value_error" if known(own := str(error["ctx"]["error"])):
            return Term(own)
        case "string_pattern_mismatch" if known(shape := f"setting.shape.{name}"):
            return Term(shape)
        case "literal_error":
            return both("setting.one_of", values=choices(error))
        case "bool_parsing":
            return both("setting.one_of", values="true, false")
    return misfit(error, FILE_MISFITS)
