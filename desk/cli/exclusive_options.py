"""Options of a command line that do not go together: refused, never one of them passed over."""

from collections.abc import Mapping

from config.words import both
from desk.cli.refusals import UsageUnfit

OptionsSet = Mapping[str, object]  # what was given, by the name of its option or argument


def is_given(value: object) -> bool:
    """Whether something was typed there."""
    return value is not None and value is not False and value not in ("", [])


def way_of(ways: OptionsSet) -> str | None:
    """The one way to use the command that was chosen; None for none. Raises UsageUnfit."""
    chosen = [name for name, value in ways.items() if is_given(value)]
    if not chosen:
        return None
    refuse_beside(chosen[0], {name: ways[name] for name in chosen[1:]})
    return chosen[0]


def refuse_beside(way: str, others: OptionsSet) -> None:
    """Refuse what that way makes no use of. Raises UsageUnfit, naming the first that is given."""
    for name, value in others.items():
        if is_given(value):
            raise UsageUnfit(field=name, problem=both("usage.apart", other=way))
