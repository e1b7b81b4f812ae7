"""Answers and refusals as programs read them, on the command line and over the API alike."""

from typing import TYPE_CHECKING

from registry.refusals import Refusal

if TYPE_CHECKING:
    from config.defaults import BadDefaults


def as_json(data: object) -> str:
    """Records, days, names in both languages as JSON."""
    from pydantic_core import to_json

    return to_json(data, indent=2).decode()


def as_error(problem: "Refusal | BadDefaults") -> dict[str, dict[str, str | None]]:
    """The shape that a refusal has."""
    return {
        "error": {
            "code": problem.code,
            "message_th": problem.sentence.th,
            "message_en": problem.sentence.en,
            "field": problem.field,
        }
    }
