"""What is wrong with a value that does not fit its form, in the words of the offices."""

from collections.abc import Collection, Sequence

from pydantic_core import ErrorDetails

from config.words import Term, Value, both

TOO_LONG, UNKNOWN, TWICE = "string_too_long", "extra_forbidden", "given_twice"
NO_LETTER = "name_without_letter"
LONGER = {TOO_LONG: "misfit.string_longer", "too_long": "misfit.list_longer"}
# The kinds of errors that have words of their own where a program or a file is wrong.
FILE_MISFITS = frozenset(
    {"missing", UNKNOWN, TWICE, "enum", "string_too_short", TOO_LONG, NO_LETTER}
)
SHOWN = 20  # signs of what was typed that a refusal says again
OF_SEVERAL = {"enum", "literal_error"}
YEARS = range(1000, 10_000)  # and ports: written as they are
NO_NUMBER = {
    "decimal_parsing": "misfit.no_number", "decimal_type": "misfit.no_number",
    "finite_number": "misfit.no_number", "float_parsing": "misfit.no_number",
    "int_parsing": "misfit.no_whole_number", "int_type": "misfit.no_whole_number",
    "int_from_float": "misfit.no_whole_number", "int_parsing_size": "misfit.no_whole_number",
}  # fmt: skip
OF_OTHER_KIND = {
    "string_type": "misfit.no_string",
    "list_type": "misfit.no_list", "tuple_type": "misfit.no_list",
    "dict_type": "misfit.no_object", "model_type": "misfit.no_object",
    "model_attributes_type": "misfit.no_object",
}  # fmt: skip
YES_OR_NO = {"bool_parsing", "bool_type"}
BOUNDS = {
    "greater_than_equal": ("misfit.number_too_small", "ge"),
    "less_than_equal": ("misfit.number_too_large", "le"),
    "decimal_max_places": ("misfit.decimals", "decimal_places"),
}


def misfit(error: ErrorDetails, known: Collection[str]) -> Value:
    """The problem of a field; of a text or a list that is too long, how long it may be and by
    how much; of a number, its bound; of a choice, what there is to choose; of another kind of
    value, which it is to be.

    `known` are the kinds of errors that have words of their own.
    """
    kind = "missing" if error["input"] == "" else error["type"]
    told = _too_long(error, kind) or _not_chosen(error, kind) or _no_number(error, kind)
    if told is not None:
        return told
    if kind in OF_OTHER_KIND:
        return Term(OF_OTHER_KIND[kind])
    if (
        kind == UNKNOWN and kind in known
    ):  # by its own name: the words of another field may be like it
        return both("misfit.extra_forbidden", key=str(error["loc"][-1])[:SHOWN])
    return Term(f"misfit.{kind}" if kind in known else "misfit.other")


def _too_long(error: ErrorDetails, kind: str) -> Value:
    if kind in LONGER and isinstance(given := error["input"], Sequence):
        most = int(error["ctx"]["max_length"])
        held = given.strip() if isinstance(given, str) else given
        return both(LONGER[kind], most=most, over=len(held) - most)
    return None


def _not_chosen(error: ErrorDetails, kind: str) -> Value:
    if kind in OF_SEVERAL:
        return both("misfit.enum", values=choices(error))
    return both("misfit.enum", values="true, false") if kind in YES_OR_NO else None


def _no_number(error: ErrorDetails, kind: str) -> Value:
    said = str(error["input"])[:SHOWN]
    if kind in NO_NUMBER:
        return both(NO_NUMBER[kind], value=said)
    if kind in BOUNDS:
        words, bound = BOUNDS[kind]
        return both(words, value=said, bound=_figure(error["ctx"][bound]))
    return None


def choices(error: ErrorDetails) -> str:
    """The values that a field takes, of an error that says them."""
    return str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")


def _figure(bound: float) -> str:
    return str(bound) if bound in YEARS else f"{bound:,}"
