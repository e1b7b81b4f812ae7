"""Which setting of the installation cannot be used, in a sentence."""

from registry.refusals import Refusal


class SettingsUnfit(Refusal):
    """A setting of this installation (PRASAN_...) cannot be used."""


def settings_misfit(error: Exception) -> SettingsUnfit | None:
    """The first setting that an error is about; None for any other error."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError) or error.title != "Settings":
        return None
    first = error.errors(include_url=False, include_input=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return SettingsUnfit(field=f"PRASAN_{name.removeprefix('PRASAN_')}", problem=str(first["msg"]))
