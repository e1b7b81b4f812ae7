"""A workbook of villages while it is read: which village a row is of, and texts through the net."""

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import TypeAlias, TypeVar

from sqlalchemy import Connection

from config.areas import area_naming
from config.words import Named, both
from desk.imports.sheet_cells import CellMissing, CellProblem, CellWrong, SheetCellUnfit, SheetRow
from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED, SheetReading
from desk.views.district_villages import village_called
from registry.queries.areas import subdistricts_of
from registry.queries.villages import VillageRow, all_names
from registry.records.village_changes import NewName
from registry.records.villages import VillageMoved
from registry.refusals import Refusal
from registry.rules.answer_screening import (
    IdentityNumberInText,
    TextNeedsReason,
    is_refused,
    refuse_identities,
    screen_answer,
)
from registry.rules.area_names import area_key
from registry.rules.partial_dates import PartialDate, as_partial
from registry.rules.printing import refuse_unprintable
from registry.rules.screening import Net
from registry.rules.village_sheet import LONGEST_TEXT

T = TypeVar("T")
Spot: TypeAlias = tuple[str, int | str]
"""Where a village is found: its sub-district, and its number, or its name where it has none."""
MOST_MOO = 99


class VillageKeysMissing(Refusal):
    """A sheet without the row that names its columns."""


class NoSuchVillage(Refusal):
    """Neither the registry nor the sheet of villages knows the village."""


class NoSuchSubdistrict(Refusal):
    """The district has no sub-district of that name."""


class VillageOtherwise(Refusal):
    """The key is of another village than the rest of the row: rows were parted or sorted."""


class VillageTwice(Refusal):
    """Two rows of a sheet say something of the same."""


class VillageNamesake(Refusal):
    """A new village bears the name of one that is known: perhaps that one, its number mistyped."""


@dataclass
class VillageReading(SheetReading):
    """The workbook, held against the villages of the district; `places` are theirs once read."""

    words: str = "village"
    keys_missing: type[Refusal] = VillageKeysMissing
    _: KW_ONLY
    connection: Connection
    net: Net
    today: date
    district: str
    names: Sequence[VillageRow] = ()
    known: dict[str, VillageRow] = field(default_factory=dict)
    places: dict[str, NewName] = field(default_factory=dict, init=False)
    warnings: list[CellProblem] = field(default_factory=list)
    _found_at: dict[Spot, list[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.names = all_names(self.connection, self.district)
        self.known = {one.key: one for one in self.names}
        self.subdistricts = subdistricts_of(self.connection, self.district)
        self._codes = {
            _bare(said): code
            for code, name in self.subdistricts.items()
            for said in (code, name.th, name.en)
        }
        for one in self.known.values():
            self.put(named(one))

    def put(self, place: NewName) -> None:
        """The village lies there from here on."""
        self.places[place.village] = place
        self._found_at.setdefault(_spot_of(place), []).append(place.village)

    def label(self, key: str) -> Named:
        """The village as a preview tells it: sub-district, number, name."""
        place = self.places[key]
        said = village_called(place.label, place.moo, self.subdistricts[place.subdistrict])
        return Named(said.th, said.en)

    def subdistrict(self, row: SheetRow) -> str:
        """The code of the sub-district that the row names."""
        said = row.text("subdistrict", needed=True)
        code = self._codes.get(_bare(said))
        if code is None:
            known = Named(*(", ".join(getattr(one, language) for one in self.subdistricts.values())
                            for language in ("th", "en")))  # fmt: skip
            raise CellWrong("subdistrict", NoSuchSubdistrict(value=said, known=known))
        return code

    def which(self, row: SheetRow) -> str:
        """The village that the row is of: by its key, else by sub-district and number or name."""
        key, moo, name = row.text("village"), row.count("moo", MOST_MOO), row.text("name_th")
        if key and key not in self.known:
            raise CellWrong("village", NoSuchVillage(value=key))
        if key:
            self._refuse_otherwise(row, key, moo)
            return key
        found = self.at(self.subdistrict(row), moo, name)
        if found is None:
            column = "name_th" if moo is None else "moo"
            raise CellWrong(column, NoSuchVillage(value=row.text(column)))
        return found

    def _refuse_otherwise(self, row: SheetRow, key: str, moo: int | None) -> None:
        """Raises CellWrong unless the row says where the village lies, or lay until now."""
        for place in (self.places[key], self.known[key]):
            code = self.subdistrict(row) if row.text("subdistrict") else place.subdistrict
            if (code, moo or place.moo) == (place.subdistrict, place.moo):
                return
        raise CellWrong("village", VillageOtherwise(village=self.label(key)))

    def at(self, subdistrict: str, moo: int | None, name: str) -> str | None:
        """The village there of that number, else of that name; None for none."""
        spot = _spot(subdistrict, moo, name)
        for key in self._found_at.get(spot, ()):
            one = self.places[key]
            if not self._is_gone(one) and _spot_of(one) == spot:  # it may have moved since
                return key
        return None

    def _is_gone(self, place: NewName | VillageRow) -> bool:
        return place.last_day is not None and place.last_day < self.today

    def warn_of_namesake(self, row: SheetRow, new: NewName) -> None:
        """Warn where a village of the name of a new one is known in its sub-district."""
        for one in self.known.values():
            is_like = (one.subdistrict, _bare(one.name_th)) == (new.subdistrict, _bare(new.name_th))
            if is_like and not self._is_gone(one):
                refusal = VillageNamesake(
                    field=self.called("name_th"),
                    value=new.name_th,
                    known=self.label(one.key),
                    key=one.key,
                )
                self._warn(row, "name_th", refusal)
                return

    def _warn(self, row: SheetRow, column: str, warning: Refusal) -> None:
        self.warnings.append(CellProblem(row.sheet, self.where(row, column), warning))

    def settle(self, row: SheetRow, said: T, stands: T | None, written: T | None) -> str:
        """What the row would do. `written` is what the workbook was taken out with.

        Raises CellWrong where somebody else changed what the row changes.
        """
        if said in (stands, written):
            return UNCHANGED
        if written is not None and written != stands:
            where = row.text("name_th") or row.text("village")
            raise CellWrong("version", VillageMoved(village=Named(where, where)))
        return NEW if stands is None else CHANGED

    @staticmethod
    def once(column: str, what: object, before: set[object]) -> None:
        """Raises CellWrong where a row before said something of the same."""
        if what in before:
            raise CellWrong(column, VillageTwice())
        before.add(what)

    def version(self, row: SheetRow) -> int | None:
        """The fact that the row was written from, by its number."""
        said = row.text("version")
        return int(said) if said.isascii() and said.isdigit() else None

    def words_of(
        self, row: SheetRow, column: str, before: str = "", *, needed: bool = False
    ) -> str:
        """The cell's own words, looked at by the net; as before where the column is missing."""
        if column not in row.cells:
            return before
        said = row.lines(column)
        if not said and needed:
            raise CellWrong(column, CellMissing())
        if said != before:
            self._screen(row, column, said)
        return said

    def _screen(self, row: SheetRow, column: str, said: str) -> None:
        if len(said) > LONGEST_TEXT:
            over = len(said) - LONGEST_TEXT
            problem = both("misfit.string_longer", most=LONGEST_TEXT, over=over)
            raise CellWrong(column, SheetCellUnfit(problem=problem))
        try:
            refuse_unprintable({column: said})
            found = screen_answer({column: said}, self.net)
            refuse_identities(filter(is_refused, found), reason="-")
            refuse_identities(found)
        except TextNeedsReason as warning:
            warning.field = self.called(column)
            self._warn(row, column, warning)
        except (IdentityNumberInText, Refusal) as refusal:
            raise CellWrong(column, refusal) from refusal

    def day(self, row: SheetRow, column: str, before: date | None) -> date | None:
        """The day of the cell; as before where the column is missing."""
        return row.day(column) if column in row.cells else before

    def count(self, row: SheetRow, column: str, most: int, before: int | None) -> int | None:
        """The number of the cell; as before where the column is missing."""
        return row.count(column, most) if column in row.cells else before

    def span(self, row: SheetRow, column: str) -> PartialDate | None:
        """A day, month or year, as far as the cell gives it."""
        value = row.value(column)
        if value is None or not str(value).strip():
            return None
        try:
            found: PartialDate = as_partial(value, field=column)
        except Refusal as refusal:
            raise CellWrong(column, refusal) from refusal
        return found


def named(row: VillageRow) -> NewName:
    """The name as it stands, as a workbook would say it."""
    return NewName(
        row.key, row.subdistrict, row.moo, row.name_th, row.name_en, row.start, row.last_day
    )


def _spot_of(place: NewName) -> Spot:
    return _spot(place.subdistrict, place.moo, place.name_th)


def _spot(subdistrict: str, moo: int | None, name: str) -> Spot:
    return subdistrict, _bare(name) if moo is None else moo


def _bare(name: str) -> str:
    return area_key(name, area_naming().of_villages)
