"""What is wrong with a value that does not fit its form, in the words of the offices."""

from collections.abc import Collection

from pydantic_core import ErrorDetails

from config.words import Term, Value, both

TOO_LONG = "string_too_long"


def misfit(error: ErrorDetails, known: Collection[str]) -> Value:
    """The problem of a field; of a text that is too long, how long it may be and by how much.

    `known` are the kinds of errors that have words of their own.
    """
    kind = error["type"]
    if kind == TOO_LONG and isinstance(error["input"], str):
        most = int(error["ctx"]["max_length"])
        return both("misfit.string_longer", most=most, over=len(error["input"].strip()) - most)
    return Term(f"misfit.{kind}" if kind in known else "misfit.other")
