"""A transfer order as a file says it, held against its form: every misfit is told."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ValidationError

from config.words import Term
from desk.imports.load_files import KNOWN_MISFITS, FileUnfit
from flows.decisions.rotate import TransferUnfit
from registry.records.transfer_form import MoveIn, TransferOrder
from registry.refusals import Refusal
from registry.rules.misfits import misfit
from registry.rules.plain_values import Json
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Net, refuse_identities, screen_answer


def read_transfer(data: Json, net: Net) -> TransferOrder:
    """The order, typed. Raises TransferUnfit, each misfit with its place ("moves 3: on")."""
    if not isinstance(data, Mapping):
        raise FileUnfit(field="FILE", problem=Term("misfit.other"))
    refuse_identities(screen_answer(data, net), reason="loaded")
    refuse_unprintable(data)
    rows = data.get("moves", ())
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise FileUnfit(field="moves", problem=Term("misfit.other"))
    wrong = [
        one
        for place, row in enumerate(rows, 1)
        for one in _misfits(MoveIn, row, f"moves {place}: ")
    ]
    wrong += _misfits(TransferOrder, {**data, "moves": ()}, "", but="moves")
    if wrong:
        raise TransferUnfit(wrong)
    return TransferOrder.model_validate(data)


def _misfits(shape: type[BaseModel], row: Json, where: str, *, but: str = "") -> list[Refusal]:
    try:
        shape.model_validate(row)
    except Refusal as refusal:
        refusal.field = f"{where}{refusal.field}"
        return [refusal]
    except ValidationError as error:
        return [
            FileUnfit(
                field=where + ".".join(str(part) for part in one["loc"]),
                problem=misfit(one, KNOWN_MISFITS),
            )
            for one in error.errors(include_url=False)
            if one["loc"][:1] != (but,)
        ]
    return []
