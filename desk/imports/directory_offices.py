"""The offices of a directory workbook."""

from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from sqlalchemy import select

from config.words import Named, Term, both
from desk.imports.directory_cells import (
    NoSuchOffice,
    NotOfTheList,
    OfficeNamedTwice,
    StandsOtherwise,
    tidied,
)
from desk.imports.directory_people import Agencies
from desk.imports.directory_reading import Reading
from desk.imports.sheet_cells import CellWrong, ChoiceUnfit, SheetRow
from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED, RowEffect
from desk.imports.typed_kinds import KindAlike, kind_typed
from registry.models import Office
from registry.queries.added_districts import areas_known
from registry.queries.areas import names
from registry.queries.directory import ListedOffice, model_offices, offices_by_ref
from registry.queries.office_kinds import office_kinds
from registry.queries.offices import called_at
from registry.refusals import Refusal
from registry.rules.area_names import resolve, resolve_province
from registry.rules.directory_form import next_ref
from registry.rules.office_references import area_of_office
from registry.rules.plain_values import Json
from registry.rules.thai import tidy
from registry.transaction import PROVINCE_CODE


class RowKind(NamedTuple):
    """The kind of a row's office; `new` where the row adds the kind too."""

    key: str
    name: Named
    new: bool = False


@dataclass
class Offices:
    """The offices that are known, and those that the workbook adds."""

    reading: Reading
    agencies: Agencies
    known_offices: dict[str, ListedOffice] = field(default_factory=dict)
    made_offices: dict[str, Named] = field(default_factory=dict)
    made_kinds: dict[tuple[str, str], RowKind] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)  # references by name

    def read(self) -> None:
        """Offices by reference; without one they are told by area, kind, title and unit."""
        rows = list(self.reading.rows("offices"))
        refs = {row.text("office") for row in (*rows, *self.reading.rows("holders"))}
        areas = set(self.reading.areas) | {area_of_office(one) for one in refs if "/" in one}
        self.known_offices = offices_by_ref(self.reading.connection, refs, areas)
        for ref, one in self.known_offices.items():
            self._name(ref, one.office.called, one.office.title.th + one.office.unit.th)
        taken = self.reading.connection.scalars(
            select(Office.ref).where(Office.area_code.in_(areas))
        )
        self._taken = set(taken)
        self._kinds = cache(partial(office_kinds, self.reading.connection))
        self._index = areas_known(self.reading.connection)
        self.reading.each("offices", self._office)

    def _name(self, ref: str, called: Named, typed: str) -> None:
        for name in (called.th, called.en, typed):
            self.named.setdefault(tidy(name).casefold(), set()).add(ref)

    def _office(self, row: SheetRow) -> None:
        ref, title, unit = row.text("office"), row.text("office_title"), row.text("unit_th")
        stands = self.known_offices.get(ref)
        kind = None if stands or (ref and title) else self._kind(row)
        plain = tidied(stands.office.title) if stands else kind.name if kind else Named(title, "")
        title = title or plain.th
        ref = ref or self._ref_of(row, kind, title, unit)
        self.refuse_elsewhere(ref, "office")
        stands = self.known_offices.get(ref)
        english = row.text("title_en") or (
            tidy(stands.office.title.en) if stands else self._plain_english(ref, title, kind)
        )
        known = tidied(stands.office.unit) if stands else Named("", "")
        unit, unit_english = unit or known.th, row.text("unit_en") or known.en
        full_title, full_unit = Named(title, english), Named(unit, unit_english)
        said: dict[str, Json] = {
            "ref": ref, "title_th": title, "title_en": english,
            "unit_th": unit, "unit_en": full_unit.en,
        }  # fmt: skip
        agency, since = self._agency_of(row), row.day("since")
        label = self._called(ref, full_title, full_unit)
        self.made_offices[ref] = label
        self._name(ref, label, title + unit)
        if self.reading.is_repeated(row, "office", ("offices", ref), said):
            self.reading.see(row, label, UNCHANGED)
            return
        if stands is not None:
            if agency != stands.office.agency:
                bound = stands.agency or Named("–", "–")
                raise CellWrong("agency", StandsOtherwise(stands=bound))
            if (tidied(stands.office.title), tidied(stands.office.unit)) == (full_title, full_unit):
                self.reading.see(row, label, UNCHANGED)
                return
            since = since or stands.named_since
        if since is not None:
            said["since"] = since.isoformat()
        self.reading.keep(row, "offices", said | ({} if agency is None else {"agency": agency}))
        self._taken.add(ref)
        if kind is not None and kind.new:
            told = both("directory.kind_new", office=label, kind=kind.name)
            label = Named(told.th, told.en)
        self.reading.see(row, label, NEW if stands is None else CHANGED)

    def _plain_english(self, ref: str, title: str, kind: RowKind | None) -> str:
        """The English title of its kind where the Thai one is that of the kind too."""
        if kind is not None and kind.name.th == title:
            return kind.name.en
        kinds = self._kinds(ref[:2])
        key = kinds.key_of(title)
        return kinds.by_key[key].en if key else title

    def _kind(self, row: SheetRow) -> RowKind:
        """The kind that the row names; one that nobody has named is the office's own."""
        area = area_of_office(row.text("office")) or self._area(row)
        name, kinds = row.text("kind", needed=True), self._kinds(area[:2])
        made = self.made_kinds.get((area[:2], name.casefold()))
        if made is not None:
            return made._replace(new=False)
        try:
            typed = kind_typed(kinds, area, name, field="kind")
        except KindAlike as refusal:
            raise CellWrong("kind", refusal) from refusal
        if typed.row is None:
            return RowKind(typed.key, kinds.by_key[typed.key])
        self.reading.keep(row, "kinds", typed.row)
        given = RowKind(typed.key, Named(name, name), new=True)
        self.made_kinds[area[:2], name.casefold()] = given
        return given

    def _ref_of(self, row: SheetRow, kind: RowKind | None, title: str, unit: str) -> str:
        area, key = self._area(row), (kind or self._kind(row)).key
        meant = self._called(f"{area}/{key}", Named(title, ""), Named(unit, ""))
        of_kind = tuple(one for one in self._taken if one.split("/")[:2] == [area, key])
        for ref in of_kind:
            stands = self.known_offices.get(ref)
            if stands and tidy(stands.office.called.th) == meant.th:
                return ref
        return next_ref(area, key, of_kind)

    def _called(self, ref: str, title: Named, unit: Named) -> Named:
        area, kind, *_ = ref.split("/")
        return called_at(self.reading.connection, area, kind, title, unit)

    def _area(self, row: SheetRow) -> str:
        named, index = row.text("area", needed=True), self._index
        try:
            if named in self.reading.areas or (named.isdigit() and len(named) == PROVINCE_CODE):
                return named
            return self._near(named) or resolve(named, index)
        except Refusal as refusal:
            try:
                return resolve_province(named, index)
            except Refusal:
                raise CellWrong("area", refusal) from refusal

    def _near(self, named: str) -> str | None:
        """The area of that name among those that the workbook was brought in for."""
        found = names(self.reading.connection, set(self.reading.areas))
        bare = [code for code, one in found.items() if named in (one.th, one.en)]
        return bare[0] if len(bare) == 1 else None

    def _agency_of(self, row: SheetRow) -> str | None:
        said = row.text("agency")
        key = said if said in self.agencies.names else self.agencies.keys.get(said)
        if said and key is None:
            raise CellWrong(
                "agency", ChoiceUnfit(value=said, choices=Term("directory_sheet.agencies"))
            )
        return key

    def held(self, row: SheetRow) -> str:
        """The office that a row of a holder is of: by its reference, else as it is called."""
        column = "office" if row.text("office") or not row.text("office_name") else "office_name"
        said = row.text(column, needed=True)
        if "/" in said:
            self.refuse_elsewhere(said, column)
            self._add_of_model(row, said)
            self.refuse_unknown(said)
            return said
        found = sorted(self.named.get(said.casefold(), ()))
        if len(found) > 1:
            raise CellWrong(column, OfficeNamedTwice(value=said, refs=", ".join(found)))
        if not found:
            raise CellWrong(column, NoSuchOffice(value=said))
        return found[0]

    def _add_of_model(self, row: SheetRow, ref: str) -> None:
        """Adds an office that the model order has and nobody recorded: its holder is told here."""
        if ref in self.known_offices or ref in self.made_offices:
            return
        called = model_offices(self.reading.connection, {area_of_office(ref)}).get(ref)
        if called is None:
            return
        area, kind, *_ = ref.split("/")
        name = self._kinds(area[:2]).by_key[kind]
        said: dict[str, Json] = {"ref": ref, "title_th": name.th, "title_en": name.en}
        self.reading.keep(row, "offices", said)
        self.made_offices[ref] = called
        self._taken.add(ref)
        where = next(iter(row.cells.values())).where
        self.reading.seen.append(RowEffect("offices", where, called, NEW))

    def refuse_elsewhere(self, ref: str, column: str) -> None:
        """Raises CellWrong for an office of another area than the workbook is for."""
        if self.reading.areas and area_of_office(ref) not in self.reading.areas:
            raise CellWrong(column, NotOfTheList(value=ref))

    def refuse_unknown(self, ref: str) -> None:
        """Raises CellWrong for an office that nobody has recorded and no row adds."""
        if ref not in self.known_offices and ref not in self.made_offices:
            raise CellWrong("office", NoSuchOffice(value=ref))

    def title(self, ref: str) -> Named:
        """What the office is called, with its unit."""
        stands = self.known_offices.get(ref)
        if stands is None:
            return self.made_offices[ref]
        return stands.office.called
