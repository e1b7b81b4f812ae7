"""What is wrong with a value that does not fit its form, in the words of the offices."""

from collections.abc import Collection

from pydantic_core import ErrorDetails

from config.words import Term, Value, both

TOO_LONG = "string_too_long"
# The kinds of errors that have words of their own where a program or a file is wrong.
FILE_MISFITS = frozenset({"missing", "extra_forbidden", "enum", "string_too_short", TOO_LONG})
SHOWN = 20  # signs of what was typed that a refusal says again
NO_NUMBER = {
    "decimal_parsing": "misfit.no_number", "decimal_type": "misfit.no_number",
    "finite_number": "misfit.no_number", "float_parsing": "misfit.no_number",
    "int_parsing": "misfit.no_whole_number", "int_type": "misfit.no_whole_number",
    "int_from_float": "misfit.no_whole_number", "int_parsing_size": "misfit.no_whole_number",
}  # fmt: skip
BOUNDS = {
    "greater_than_equal": ("misfit.number_too_small", "ge"),
    "less_than_equal": ("misfit.number_too_large", "le"),
    "decimal_max_places": ("misfit.decimals", "decimal_places"),
}


def misfit(error: ErrorDetails, known: Collection[str]) -> Value:
    """The problem of a field; of a text that is too long, how long it may be and by how much;
    of a number, its bound.

    `known` are the kinds of errors that have words of their own.
    """
    kind = "missing" if error["input"] == "" else error["type"]
    if kind == TOO_LONG and isinstance(error["input"], str):
        most = int(error["ctx"]["max_length"])
        return both("misfit.string_longer", most=most, over=len(error["input"].strip()) - most)
    said = str(error["input"])[:SHOWN]
    if kind in NO_NUMBER:
        return both(NO_NUMBER[kind], value=said)
    if kind in BOUNDS:
        words, bound = BOUNDS[kind]
        return both(words, value=said, bound=f"{error['ctx'][bound]:,}")
    return Term(f"misfit.{kind}" if kind in known else "misfit.other")
