"""From what was typed to a typed answer: one refusal for the first field that does not fit."""

from typing import Any

from pydantic import ValidationError

from config.words import Term
from flows.gates.gate import Answer, Gate
from flows.gates.misfit import AnswerUnfit
from flows.office import Office
from registry.rules.findings import Kind
from registry.rules.plain import Json
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Located, refuse_identities, screen_answer

OF_OFFICIALS = {"proxy", "taken_by", "checked_by"}
_KNOWN = {"missing", "extra_forbidden", "enum", "string_too_short", "string_too_long", "too_short"}


def parse(gate: Gate[Any], answer: Json) -> Answer:
    """The answer in the gate's newest form. Raises AnswerUnfit, or the field's own refusal."""
    form: type[Answer] = gate.form
    try:
        return form.model_validate(answer)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        kind = str(first["type"])
        problem = f"misfit.{kind}" if kind in _KNOWN else "misfit.other"
        place = ".".join(str(part) for part in first["loc"])
        raise AnswerUnfit(
            field=place or "answer",
            gate=gate.label,
            problem=Term(problem),
            expected=str(first.get("ctx", {}).get("expected", "")).replace(" or ", ", "),
        ) from None


def refuse_unfit_texts(office: Office, said: Json, *, reason: str | None = None) -> None:
    """Refuse, in any text, what may identify a person and what no paper could print.

    `reason` lets through what the screening only warns of. Raises the refusals of
    registry.rules.screening and registry.rules.printing.
    """
    found = [one for one in screen_answer(said, office.net) if not _names_an_official(one)]
    refuse_identities(found, reason=reason)
    refuse_unprintable(said)


def _names_an_official(one: Located) -> bool:
    """A name where the form asks for an official's: who came for whom, who took the minutes."""
    return one.finding.kind is Kind.PERSON_NAME and one.path.rpartition(".")[2] in OF_OFFICIALS
