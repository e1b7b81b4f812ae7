"""A row of a list of districts: what it says, held against what is known; refused at its cell."""

import re
from dataclasses import KW_ONLY, dataclass, field
from datetime import date

from sqlalchemy import Connection

from config.areas import area_naming
from config.words import Named, both
from desk.imports.sheet_cells import CellWrong, SheetCellUnfit, SheetRow
from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED, SheetReading
from flows.decisions.added_areas import (
    SubdistrictCodeUnfit,
    SubdistrictKnown,
    is_subdistrict,
    name_beside,
)
from registry.gazetteer import AreaRow, area_index_with, refuse_khet
from registry.queries.added_areas import DISTRICT_CODE, AddedArea
from registry.queries.added_districts import AddedDistrict, added_districts, sources_of
from registry.queries.areas import subdistricts_of
from registry.records.added_districts import NewDistrict
from registry.refusals import Refusal
from registry.rules.answer_screening import TextNeedsReason, refuse_identities, screen_answer
from registry.rules.area_names import (
    AmbiguousDistrict,
    area_key,
    resolve,
    resolve_province,
)
from registry.rules.area_naming import AreaNameTaken, AreaNameUnfit, fit_name
from registry.rules.area_sheet import LONGEST_SOURCE
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Net
from registry.rules.thai import tidy
from registry.transaction import PROVINCE_CODE

_CODE = re.compile(r"[0-9]{4}")


class AreaKeysMissing(Refusal):
    """A sheet without the row that names its columns."""


class AreaCodeUnfit(Refusal):
    """What was typed is no code of a district."""


class AreaProvinceOther(Refusal):
    """The code lies in another province than the row says."""


class AreaProvinceUnknown(Refusal):
    """The code begins with that of no province."""


class AreaNamedOtherwise(Refusal):
    """The code is of a district that bears another name: nothing is written over."""


class AreaTwice(Refusal):
    """Two rows are of one district."""


class SubdistrictElsewhere(Refusal):
    """The code lies in another district than the row says."""


class AreaToldOtherwise(Refusal):
    """The district was recorded with another day, or as split from another."""


class AreaInFuture(Refusal):
    """The district does not exist yet."""


class SplitFromItself(Refusal):
    """The district is said to have been split from itself."""


class SourceNamesPerson(Refusal):
    """What the source is called may name a person."""


@dataclass
class DistrictReading(SheetReading):
    """The file, held against the areas that are known."""

    words: str = "area"
    keys_missing: type[Refusal] = AreaKeysMissing
    _: KW_ONLY
    connection: Connection
    net: Net
    today: date
    told: list[NewDistrict] = field(default_factory=list)
    provinces: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    around: dict[str, list[AreaRow]] = field(default_factory=dict)
    subdistricts: list[AddedArea] = field(default_factory=list)
    inside: dict[str, dict[str, Named]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.added = {one.code: one for one in added_districts(self.connection)}
        self.known = area_index_with(tuple(one.row for one in self.added.values()))

    def districts_of(self, province: str) -> list[AreaRow]:
        """The districts of the province that are known."""
        if province not in self.around:
            known = self.known.areas.values()
            self.around[province] = [
                one for one in known if (one.kind, one.parent) == ("district", province)
            ]
        return self.around[province]

    def take(self, row: SheetRow) -> None:
        """Read the row. Raises CellWrong."""
        code = self._code(row)
        self.provinces.add(code[:PROVINCE_CODE])
        said = NewDistrict(
            code, Named(self._name(row, "name_th", code), self._name(row, "name_en", code)),
            self._since(row), self._split_from(row, code), self._source(row),
        )  # fmt: skip
        state = self._state(said)
        if state != UNCHANGED:
            self.told.append(said)
        self.see(row, said.name, state)

    def take_subdistrict(self, row: SheetRow) -> None:
        """Read a row of the sub-districts, of an added district. Raises CellWrong."""
        code = row.text("code", needed=True)
        district = code[:DISTRICT_CODE]
        called = self._added_name(district)
        if not is_subdistrict(code) or called is None:
            raise CellWrong("code", SubdistrictCodeUnfit(value=code))
        if code in self.places:
            raise CellWrong("code", AreaTwice(value=code, first=self.places[code]))
        self.places[code] = self.where(row, "code")
        said, words = row.text("district", needed=True), self.known.words
        if area_key(said, words) not in {district, *(area_key(n, words) for n in called)}:
            raise CellWrong("district", SubdistrictElsewhere(code=code, district=Named(*called)))
        self.provinces.add(code[:PROVINCE_CODE])
        self._see_subdistrict(row, code, district)

    def _added_name(self, district: str) -> tuple[str, str] | None:
        """What the district is called in both languages, where it was added, or this file does."""
        named = {one.code: one.name for one in self.told}
        named |= {code: one.name for code, one in self.added.items()}
        return (named[district].th, named[district].en) if district in named else None

    def _see_subdistrict(self, row: SheetRow, code: str, district: str) -> None:
        around = self.inside.setdefault(district, subdistricts_of(self.connection, district))
        stands = around.get(code)
        typed = {one: row.text(one, needed=True) for one in ("name_th", "name_en")}
        others = {other: name for other, name in around.items() if other != code}
        try:
            name = name_beside(others, typed, area_naming().of_villages)
        except Refusal as refusal:
            raise CellWrong(refusal.field or "name_th", refusal) from refusal
        if stands is not None and stands != name:
            raise CellWrong("code", SubdistrictKnown(value=code, name=stands))
        if stands is None:
            around[code] = name
            self.subdistricts.append(AddedArea(code, "subdistrict", name))
        self.see(row, name, UNCHANGED if stands is not None else NEW)

    def _code(self, row: SheetRow) -> str:
        code = row.text("code", needed=True)
        if not _CODE.fullmatch(code) or code.endswith("00"):
            raise CellWrong("code", AreaCodeUnfit(value=code))
        province = self.known.areas.get(code[:PROVINCE_CODE])
        if province is None:
            raise CellWrong("code", AreaProvinceUnknown(value=code))
        try:
            refuse_khet(code, field="code")
        except Refusal as refusal:
            raise CellWrong("code", refusal) from refusal
        try:
            named = resolve_province(row.text("province", needed=True), self.known)
        except Refusal as refusal:
            raise CellWrong("province", refusal) from refusal
        if named != province.code:
            lies_in = Named(province.name_th, province.name_en)
            raise CellWrong("province", AreaProvinceOther(code=code, province=lies_in))
        if code in self.places:
            raise CellWrong("code", AreaTwice(value=code, first=self.places[code]))
        self.places[code] = self.where(row, "code")
        return code

    def _name(self, row: SheetRow, column: str, code: str) -> str:
        others = [getattr(one, column) for one in self.districts_of(code[:PROVINCE_CODE])]
        try:
            return fit_name(column, row.text(column, needed=True), others, area_naming().words)
        except AreaNameUnfit as refusal:
            raise CellWrong(column, refusal) from refusal

    def _since(self, row: SheetRow) -> date:
        row.text("since", needed=True)
        since = row.day("since")
        assert since is not None  # noqa: S101 — narrows for the type checker
        if since > self.today:
            raise CellWrong("since", AreaInFuture(since=since))
        return since

    def _split_from(self, row: SheetRow, code: str) -> str | None:
        said = row.text("split_from")
        if not said:
            return None
        if said == code:
            raise CellWrong("split_from", SplitFromItself())
        if said in self.places:
            return said
        try:
            return resolve(said, self.known)
        except AmbiguousDistrict as refusal:
            ours = [one for one in refusal.candidates if one.startswith(code[:PROVINCE_CODE])]
            if len(ours) != 1:
                raise CellWrong("split_from", refusal) from refusal
            return ours[0]
        except Refusal as refusal:
            raise CellWrong("split_from", refusal) from refusal

    def _source(self, row: SheetRow) -> str:
        said = row.text("source", needed=True)
        if len(said) > LONGEST_SOURCE:
            problem = both(
                "misfit.string_longer", most=LONGEST_SOURCE, over=len(said) - LONGEST_SOURCE
            )
            raise CellWrong("source", SheetCellUnfit(problem=problem))
        try:
            refuse_unprintable({"source": said})
            refuse_identities(screen_answer({"source": said}, self.net))
        except TextNeedsReason as warning:
            raise CellWrong("source", SourceNamesPerson()) from warning
        except Refusal as refusal:
            raise CellWrong("source", refusal) from refusal
        return said

    def _state(self, said: NewDistrict) -> str:
        """What the row would do. Raises CellWrong where something else is known."""
        stands = self.known.areas.get(said.code)
        if stands is None:
            self._refuse_taken(said)
            return NEW
        if (stands.name_th, stands.name_en) != (said.name.th, said.name.en):
            column = "name_th" if stands.name_th != said.name.th else "name_en"
            known = Named(stands.name_th, stands.name_en)
            raise CellWrong(column, AreaNamedOtherwise(code=said.code, known=known))
        added = self.added.get(said.code)
        if added is None:
            return UNCHANGED  # the release has it
        self._refuse_told_otherwise(added, said)
        sources = {tidy(one).casefold() for one in sources_of(self.connection, said.code)}
        return UNCHANGED if said.source.casefold() in sources else CHANGED

    def _refuse_taken(self, said: NewDistrict) -> None:
        """Raises CellWrong where a district of the province is called so already."""
        words = area_naming().words
        for column, name in (("name_th", said.name.th), ("name_en", said.name.en)):
            taken = [one.code for one in self.known.found(name, "district")
                     if one.parent == said.province]  # fmt: skip
            taken += self.names.get((said.province, area_key(name, words)), ())
            if taken:
                raise CellWrong(column, AreaNameTaken(value=name, code=taken[0]))
        for name in (said.name.th, said.name.en):
            self.names[said.province, area_key(name, words)] = (said.code,)

    def _refuse_told_otherwise(self, added: AddedDistrict, said: NewDistrict) -> None:
        """Raises CellWrong where another source told the day or the origin otherwise."""
        if added.since != said.since:
            raise CellWrong("since", AreaToldOtherwise(code=said.code, known=added.since))
        if added.split_from != said.split_from:
            origin = self.known.areas.get(added.split_from or "")
            known = Named(origin.name_th, origin.name_en) if origin else both("word.not_recorded")
            raise CellWrong("split_from", AreaToldOtherwise(code=said.code, known=known))
