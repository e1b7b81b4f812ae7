"""A provincial directive as a file or a form holds it: districts and province by any name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, ValidationError

from config.words import Term
from desk.imports.load_files import KNOWN_MISFITS, FileUnfit
from flows.directive.letter import Directive, EarlierCentre
from flows.engine.fields import Day, Line
from flows.engine.gate import Answer
from flows.establishment.gates import EarlierOrderPaper
from registry.gazetteer import area_index
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.area_names import (
    AmbiguousDistrict,
    AreaIndex,
    UnknownDistrict,
    resolve,
    resolve_province,
)
from registry.rules.misfits import misfit
from registry.rules.plain_values import Json

F = TypeVar("F", bound=BaseModel)
ALL = "all"
MOST_DAYS = 3660  # ten years


class ProvinceMissing(Refusal):
    """Neither the province nor a district of it is named."""

    code = "directive_province_missing"


class LetterIn(Answer):
    """The letter's own fields; `districts` and `earlier` stand beside them."""

    number: Line
    dated: Day
    subject_th: Line
    signer: Line
    within_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None
    due_on: Day | None = None
    province: Line | None = None


class EarlierIn(EarlierOrderPaper):
    """An old centre's order, and whose it is."""

    district: Line


def read_directive(
    data: Json,
    *,
    province: str | None = None,
    districts: str | None = None,
    scan: Upload | None = None,
) -> Directive:
    """The letter, typed. What the caller names of province and districts wins over the file.

    Where no province is named it is that of the first district. Raises FileUnfit, or a
    field's own refusal, naming the field ("earlier 1: number").
    """
    if not isinstance(data, Mapping):
        raise FileUnfit(field="--directive", problem=Term("misfit.other"))
    own = {name: value for name, value in data.items() if name not in ("districts", "earlier")}
    letter = _typed(LetterIn, own, "")
    index = area_index()
    named = _named(data.get("districts", ALL) if districts is None else districts)
    code = _province(province or letter.province, named, index)
    return Directive(
        province=code,
        number=letter.number,
        dated=letter.dated,
        subject_th=letter.subject_th,
        signer=letter.signer,
        within_days=letter.within_days,
        due_on=letter.due_on,
        districts=tuple(_district(one, code, index, "districts") for one in named),
        earlier=tuple(_earlier(data.get("earlier"), code, index)),
        scan=scan,
    )


def _named(said: Json) -> list[str]:
    """The names of districts; none of them means all of the province."""
    if isinstance(said, str):
        mark = ";" if ";" in said else ","
        texts: Sequence[Json] = said.split(mark)
    elif isinstance(said, Sequence):
        texts = said
    else:
        raise FileUnfit(field="districts", problem=Term("misfit.other"))
    named = [_text(one).strip() for one in texts]
    return [one for one in named if one and one.casefold() != ALL]


def _text(one: Json) -> str:
    """A name, or a code that was typed as a number."""
    if isinstance(one, str) or (isinstance(one, int) and not isinstance(one, bool)):
        return str(one)
    raise FileUnfit(field="districts", problem=Term("misfit.other"))


def _province(text: str | None, named: Sequence[str], index: AreaIndex) -> str:
    if text is not None:
        return _said_of("province", lambda: resolve_province(text, index))
    if not named:
        raise ProvinceMissing(field="province")
    return _said_of("districts", lambda: resolve(named[0], index))[:2]


def _district(text: str, province: str, index: AreaIndex, field: str) -> str:
    """The district of that name; of several the one that lies in the letter's province."""
    try:
        return _said_of(field, lambda: resolve(text, index))
    except AmbiguousDistrict as refusal:
        ours = [code for code in refusal.candidates if code.startswith(province)]
        if len(ours) != 1:
            raise
        return ours[0]


def _said_of(field: str, find: Callable[[], str]) -> str:
    try:
        return find()
    except (UnknownDistrict, AmbiguousDistrict) as refusal:  # UnknownProvince is one of them
        refusal.field = field
        raise


def _earlier(said: Json, province: str, index: AreaIndex) -> Iterator[EarlierCentre]:
    if said is None:
        return
    if not isinstance(said, Sequence) or isinstance(said, str):
        raise FileUnfit(field="earlier", problem=Term("misfit.other"))
    for place, row in enumerate(said, 1):
        one = _typed(EarlierIn, row, f"earlier {place}")
        yield EarlierCentre(
            district=_district(one.district, province, index, f"earlier {place}: district"),
            heading_th=one.heading_th,
            number=one.number,
            dated=one.dated,
            subject_th=one.subject_th,
            placed_at=one.placed_at,
        )


def _typed(shape: type[F], row: Json, where: str) -> F:
    before = f"{where}: " if where else ""
    try:
        return shape.model_validate(row)
    except Refusal as refusal:
        refusal.field = f"{before}{refusal.field}"
        raise
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = misfit(first, KNOWN_MISFITS)
        raise FileUnfit(field=f"{before}{place}" if place else where, problem=problem) from None
