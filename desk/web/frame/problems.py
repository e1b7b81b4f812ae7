"""What went wrong with a form, as its page shows it: on top with a link, and beside the field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from config.words import Language, Sentence, Value, labelled, written
from desk.web.frame.asking import Asking
from desk.web.frame.attempts import note
from registry.refusals import Refusal, each_of


@dataclass(frozen=True)
class FieldProblem:
    """A problem in the page's language; `field_id` is its input.

    `refusal` is what it tells of, where its page may call that input by a name of its own.
    """

    field_id: str
    text: str
    refusal: Refusal | None = None


OPTION = "--"  # how the command line begins the name of a field
TYPED = re.compile(r"--[a-z-]+|[A-Z_]+")  # an option, an argument; no cell ("sheet!C7")

Problems = tuple[FieldProblem, ...]


def headed(problems: Problems, language: Language, headings: Mapping[str, str]) -> Problems:
    """The same problems, each naming its input by the heading that it has on the page."""
    return tuple(_headed(one, language, headings.get(one.field_id, "")) for one in problems)


def _headed(problem: FieldProblem, language: Language, heading: str) -> FieldProblem:
    refusal = problem.refusal
    if not heading or refusal is None or refusal.called is not None:
        return problem
    refusal.label = heading
    return replace(shown(refusal.sentence, language, problem.field_id), refusal=refusal)


def shown(sentence: Sentence, language: Language, field_id: str = "") -> FieldProblem:
    """A sentence as a problem of the page."""
    return FieldProblem(field_id, written(sentence, language))


def problems_of(
    asking: Asking,
    *refusals: Refusal,
    names: Mapping[str, str] | None = None,
    called: Mapping[str, Value] | None = None,
) -> Problems:
    """The refusals of a form, each noted as an attempt; several told at once stand apart.

    `names` says which input a refused field is, where the form calls it otherwise; `called` what
    the page calls an input that the catalogues have no label for, or that others call otherwise.
    """
    found = []
    for refusal in chain.from_iterable(map(each_of, refusals)):
        note(asking, refusal)
        field = refusal.field or ""
        at = (names or {}).get(field, field)
        refusal.called = (called or {}).get(at, refusal.called)
        refusal.field, refusal.at_page = _in_words(field, at), True
        told = shown(refusal.sentence, asking.language, at)
        found.append(replace(told, refusal=refusal))
    return tuple(found)


def _in_words(field: str, at: str) -> str:
    """The field by a name that people have words for.

    A page has no options and no arguments: "--until" and "FILE" are what its input is called.
    """
    typed = TYPED.fullmatch(field)
    plain = field.removeprefix(OPTION).replace("-", "_").lower() if typed else field
    return next((one for one in (plain, at) if one and labelled(one)), plain)


def attempt(
    asking: Asking,
    verb: Callable[[], object],
    names: Mapping[str, str] | None = None,
    called: Mapping[str, Value] | None = None,
) -> Problems:
    """Do what the form asks; answers what refused it, and then nothing has changed."""
    asking.fresh()
    try:
        verb()
    except Refusal as refusal:
        return problems_of(asking, refusal, names=names, called=called)
    return ()
