"""A provincial directive as a file or a form holds it: districts and province by any name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from config.words import Term
from desk.imports.load_files import FileUnfit, fitting_row
from flows.directive.letter import Directive, EarlierCentre
from flows.engine.fields import Day, Line
from flows.engine.gate import Answer
from flows.establishment.gates import EarlierOrderPaper
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.area_names import (
    AmbiguousDistrict,
    AreaIndex,
    UnknownDistrict,
    resolve,
    resolve_province,
)
from registry.rules.plain_values import Json

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
    index: AreaIndex,
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
    letter = fitting_row(LetterIn, own)
    named = _named(data.get("districts", ALL) if districts is None else districts)
    code = _province(province or letter.province, named, index)
    return Directive(
        **letter.model_dump(exclude={"province"}),
        province=code,
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
        one = fitting_row(EarlierIn, row, f"earlier {place}")
        district = _district(one.district, province, index, f"earlier {place}: district")
        yield EarlierCentre(**one.model_dump() | {"district": district})
