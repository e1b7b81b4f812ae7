"""What went wrong with a form, as its page shows it: on top with a link, and beside the field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from config.words import Language, Sentence, written
from desk.web.asking import Asking
from desk.web.attempts import note
from registry.refusals import Refusal


@dataclass(frozen=True)
class Shown:
    """A problem in the page's language; `field_id` is its input."""

    field_id: str
    text: str


def shown(sentence: Sentence, language: Language, field_id: str = "") -> Shown:
    """A sentence as a problem of the page."""
    return Shown(field_id, written(sentence, language))


def problems_of(
    asking: Asking, refusal: Refusal, names: Mapping[str, str] | None = None
) -> tuple[Shown, ...]:
    """The refusal of a form, noted as an attempt.

    `names` says which input a refused field is, where the form calls it otherwise.
    """
    note(asking, refusal)
    field = refusal.field or ""
    return (shown(refusal.sentence, asking.language, (names or {}).get(field, field)),)


@dataclass(frozen=True)
class Refused:
    """A form that was not taken: what to say of it."""

    problems: tuple[Shown, ...]


def attempt(
    asking: Asking, verb: Callable[[], object], names: Mapping[str, str] | None = None
) -> Refused | None:
    """Do what the form asks. None: it is done; else what refused it, nothing changed."""
    asking.fresh()
    try:
        verb()
    except Refusal as refusal:
        return Refused(problems_of(asking, refusal, names))
    return None
