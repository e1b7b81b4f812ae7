"""A file to load, held against its form: the row and the field that do not fit are named."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection

from config.words import Term, both
from registry.gazetteer import refuse_khet
from registry.models import Agency, ChainHead
from registry.records.load_file import CorrectionIn, HolderIn, LoadFile
from registry.records.seats import UnknownAgency
from registry.refusals import Refusal
from registry.rules.answer_screening import refuse_identities, screen_answer
from registry.rules.misfits import FILE_MISFITS, misfit
from registry.rules.office_references import area_of_office
from registry.rules.plain_values import Json
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Net


class FileUnfit(Refusal):
    """A row or field of a file does not fit its form."""


class UnknownArea(Refusal):
    """No country, province or district of that code."""


class OfficeRefUnfit(Refusal):
    """An office's reference is not area, kind and number."""


class ActingWithoutBasis(Refusal):
    """Acting needs an order, or seniority by law."""


class StopBeforeStart(Refusal):
    """A term whose last day lies before its first."""


class LastDayInstead(Refusal):
    """A row of a file says the first day out, as it did up to 0.3, and not the last day."""


M = TypeVar("M", bound=BaseModel)
PARTS_OF_AN_OFFICE = (2, 3)
OLD_END = "stop"  # until 0.3 the first day out: nobody could say which of the two was meant


def load_file(data: Json, net: Net) -> LoadFile:
    """The file's rows, typed. Raises FileUnfit, or a field's own refusal, naming the row."""
    if not isinstance(data, Mapping):
        raise FileUnfit(field="FILE", problem=Term("misfit.other"))
    refuse_identities(screen_answer(data, net), reason="loaded")
    refuse_unprintable(data)
    rows = {name: tuple(_rows(name, value)) for name, value in data.items()}
    file = LoadFile.model_validate(rows)
    for place, one in enumerate(file.offices, 1):
        _refuse_odd_office(one.ref, f"offices {place}: ref")
    for place, holder in enumerate(file.holders, 1):
        _refuse_odd_holder(holder, f"holders {place}")
    for place, fix in enumerate(file.corrections, 1):
        _refuse_odd_holder(fix, f"corrections {place}")
        _refuse_end(fix.new_start or fix.start, fix.last_day, f"corrections {place}")
    for place, part in enumerate(file.parts, 1):
        _refuse_end(part.start, part.last_day, f"parts {place}")
    return file


def refuse_unknown(connection: Connection, file: LoadFile) -> None:
    """Raises UnknownArea or UnknownAgency for what the file names and nobody has recorded.

    KhetWithoutChief for an office in Bangkok.
    """
    from sqlalchemy import select

    areas = set(connection.scalars(select(ChainHead.area_code)))
    for name, code in _areas(file):
        if code not in areas:
            raise UnknownArea(field=name, value=code)
    for place, one in enumerate(file.offices, 1):
        refuse_khet(area_of_office(one.ref), field=f"offices {place}: ref")
    agencies = set(connection.scalars(select(Agency.key))) | {one.key for one in file.agencies}
    for place, one in enumerate(file.offices, 1):
        if one.agency is not None and one.agency not in agencies:
            known = ", ".join(sorted(agencies))
            raise UnknownAgency(field=f"offices {place}: agency", value=one.agency, known=known)


def _areas(file: LoadFile) -> Iterator[tuple[str, str]]:
    for place, office in enumerate(file.offices, 1):
        yield f"offices {place}: ref", area_of_office(office.ref)
    for place, holder in enumerate(file.holders, 1):
        yield f"holders {place}: office", area_of_office(holder.office)
    for place, fix in enumerate(file.corrections, 1):
        yield f"corrections {place}: office", area_of_office(fix.office)
    for place, part in enumerate(file.parts, 1):
        yield f"parts {place}: area", part.area
    for place, kind in enumerate(file.kinds, 1):
        yield f"kinds {place}: area", kind.area


def _rows(name: str, value: Json) -> Iterator[BaseModel]:
    field = LoadFile.model_fields.get(name)
    if field is None:
        raise FileUnfit(field=name, problem=both("misfit.extra_forbidden", key=name))
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise FileUnfit(field=name, problem=Term("misfit.other"))
    shape = get_args(field.annotation)[0]
    for place, row in enumerate(value, 1):
        yield _row(shape, row, f"{name} {place}")


def _row(shape: type[BaseModel], row: Json, where: str) -> BaseModel:
    if isinstance(row, Mapping) and OLD_END in row and "last_day" in shape.model_fields:
        raise LastDayInstead(field=f"{where}: {OLD_END}")
    return fitting_row(shape, row, where)


def fitting_row(shape: type[M], row: Json, where: str = "") -> M:
    """The row, typed. Raises FileUnfit, or a field's own refusal, naming where ("rows 1: key")."""
    before = f"{where}: " if where else ""
    try:
        return shape.model_validate(row)
    except Refusal as refusal:
        refusal.field = f"{before}{refusal.field}"
        raise
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = misfit(first, FILE_MISFITS)
        raise FileUnfit(field=f"{before}{place}" if place else where, problem=problem) from None


def _refuse_odd_office(ref: str, where: str) -> None:
    parts = ref.split("/")
    if len(parts) not in PARTS_OF_AN_OFFICE or not all(parts):
        raise OfficeRefUnfit(field=where, value=ref)


def _refuse_odd_holder(holder: HolderIn, where: str) -> None:
    _refuse_odd_office(holder.office, f"{where}: office")
    if holder.capacity != "own" and holder.basis not in ("order", "seniority"):
        raise ActingWithoutBasis(field=f"{where}: basis")
    if not isinstance(holder, CorrectionIn):
        _refuse_end(holder.start, holder.last_day, where)


def _refuse_end(start: date, last_day: date | None, where: str) -> None:
    if last_day is not None and last_day < start:
        raise StopBeforeStart(field=f"{where}: last_day", start=start, last_day=last_day)


def office_refs(file: LoadFile) -> Collection[str]:
    """The offices whose holders the file touches."""
    return {one.office for one in (*file.holders, *file.corrections)}
