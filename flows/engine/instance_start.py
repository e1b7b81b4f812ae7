"""What an instance was started with, as its journal says."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from registry.journal import EntryRow

S = TypeVar("S", bound=BaseModel)


def start_of(entries: Iterable[EntryRow], form: type[S]) -> S:
    """What the instance of these entries was started with. Raises LookupError for none."""
    found = start_known(entries, form)
    if found is None:
        raise LookupError(form.__name__)
    return found


def start_known(entries: Iterable[EntryRow], form: type[S]) -> S | None:
    """The same; None where nothing was started yet: a form is looked at for itself."""
    start = next((one for one in entries if one.kind == "start"), None)
    return None if start is None else form.model_validate(start.body["start"])
