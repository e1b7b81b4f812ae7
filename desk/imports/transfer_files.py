"""A transfer order as a file, a workbook or a page says it, held against its form: every misfit
is told.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from config.titles import title_list
from config.words import Term
from desk.imports.load_files import FileUnfit
from flows.decisions.transfer_checks import TransferUnfit
from registry.records.transfer_form import NO_CELLS, Cells, MoveIn, TransferOrder, cell_of
from registry.refusals import Refusal
from registry.rules.answer_screening import refuse_identities, screen_answer
from registry.rules.misfits import FILE_MISFITS, misfit
from registry.rules.names import split_name
from registry.rules.plain_values import Json
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Net

_OF_A_MOVE = re.compile(r"moves\.(\d+)\.(\w+)")


class NobodyMoves(Refusal):
    """An order without a row."""


class PlacedOrder(NamedTuple):
    """An order, and where people find its fields."""

    order: TransferOrder
    cells: Cells


def read_transfer(data: Json, net: Net, cells: Cells = NO_CELLS) -> TransferOrder:
    """The order, typed. Raises TransferUnfit, each misfit with its place ("moves.2.on")."""
    if not isinstance(data, Mapping):
        raise FileUnfit(field="FILE", problem=Term("misfit.other"))
    try:
        refuse_identities(screen_answer(data, net), reason="loaded")
        refuse_unprintable(data)
    except Refusal as refusal:
        refusal.field = _place(cells, refusal.field or "")
        raise
    rows = data.get("moves", ())
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise FileUnfit(field="moves", problem=Term("misfit.other"))
    wrong = _misfits(TransferOrder, {**data, "moves": ()}, cells, None, but="moves")
    for place, row in enumerate(rows):
        wrong += _misfits(MoveIn, row, cells, place)
    wrong = wrong or _misfits(TransferOrder, data, cells, None, but="" if rows else "moves")
    if not rows and data.keys() <= TransferOrder.model_fields.keys():
        wrong.append(NobodyMoves(field=cell_of(cells, None, "moves")))
    if wrong:
        raise TransferUnfit(wrong)
    return TransferOrder.model_validate(data)


def fitting_order(data: Json, net: Net, cells: Cells, problems: Sequence[Refusal]) -> PlacedOrder:
    """The order, beside what kept cells from being read. Raises TransferUnfit for all of it."""
    wrong = list(problems)
    told = {one.field for one in wrong}
    try:
        order = read_transfer(data, net, cells)
    except TransferUnfit as unfit:
        wrong += [one for one in unfit.problems if one.field not in told]
    if wrong:
        raise TransferUnfit(wrong)
    return PlacedOrder(order, cells)


def successor(typed: str) -> dict[str, Json]:
    """Who comes, as typed in one cell: with a title that person, or somebody new of that name.

    Anything else is a reference, or a name that one person bears.
    """
    name = split_name(typed, title_list().titles())
    if name.title is None or not name.first:
        return {"coming": typed}
    return {
        "title_th": name.title.full_th,
        "name_th": f"{name.first} {name.last}".strip(),
        "title_en": name.title.english,
        "sex": name.title.sex,
    }


def _place(cells: Cells, path: str) -> str:
    found = _OF_A_MOVE.fullmatch(path)
    return cell_of(cells, int(found[1]), found[2]) if found else cell_of(cells, None, path)


def _misfits(
    shape: type[BaseModel], row: Json, cells: Cells, place: int | None, *, but: str = ""
) -> list[Refusal]:
    try:
        shape.model_validate(row)
    except Refusal as refusal:
        refusal.field = cell_of(cells, place, refusal.field or "")
        return [refusal]
    except ValidationError as error:
        return [
            FileUnfit(
                field=cell_of(cells, place, ".".join(str(part) for part in one["loc"])),
                problem=misfit(one, FILE_MISFITS),
            )
            for one in error.errors(include_url=False)
            if one["loc"][:1] != (but,)
        ]
    return []
