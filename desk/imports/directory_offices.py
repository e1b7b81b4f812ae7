"""The offices of a directory workbook."""

from dataclasses import dataclass, field

from sqlalchemy import select

from config.words import LANGUAGES, Named, Term, catalogue, say
from desk.imports.directory_cells import NoSuchOffice, NotOfTheList, StandsOtherwise, tidied
from desk.imports.directory_people import Agencies
from desk.imports.directory_reading import Reading
from desk.imports.sheet_cells import CellWrong, ChoiceUnfit, SheetRow, listed
from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED
from registry.gazetteer import area_index
from registry.models import Office
from registry.queries.areas import names
from registry.queries.directory import ListedOffice, offices_by_ref
from registry.queries.offices import called_at
from registry.refusals import Refusal
from registry.rules.area_names import resolve, resolve_province
from registry.rules.directory_form import next_ref
from registry.rules.plain_values import Json
from registry.rules.thai import tidy


@dataclass
class Offices:
    """The offices that are known, and those that the workbook adds."""

    reading: Reading
    agencies: Agencies
    known_offices: dict[str, ListedOffice] = field(default_factory=dict)
    made_offices: dict[str, Named] = field(default_factory=dict)

    def read(self) -> None:
        """Offices by reference; without one they are told by area, kind, title and unit."""
        rows = list(self.reading.rows("offices"))
        refs = {row.text("office") for row in (*rows, *self.reading.rows("holders"))}
        areas = set(self.reading.areas) | {one.split("/")[0] for one in refs if "/" in one}
        self.known_offices = offices_by_ref(self.reading.connection, refs, areas)
        self._kinds = {
            say(key, language): key.removeprefix("office.")
            for key in _office_keys() for language in LANGUAGES
        }  # fmt: skip
        taken = self.reading.connection.scalars(
            select(Office.ref).where(Office.area_code.in_(areas))
        )
        self._taken = set(taken)
        self.reading.each("offices", self._office)

    def _office(self, row: SheetRow) -> None:
        title, unit = row.text("office_title") or self._plain_title(row).th, row.text("unit_th")
        ref = row.text("office") or self._ref_of(row, title, unit)
        self.refuse_elsewhere(ref, "office")
        stands = self.known_offices.get(ref)
        english = row.text("title_en") or (
            tidy(stands.office.title.en) if stands else self._plain_english(title)
        )
        said: dict[str, Json] = {
            "ref": ref, "title_th": title, "title_en": english,
            "unit_th": unit, "unit_en": row.text("unit_en"),
        }  # fmt: skip
        agency, since = self._agency_of(row), row.day("since")
        label = self._called(ref, Named(title, english), Named(unit, str(said["unit_en"])))
        self.made_offices[ref] = label
        if stands is not None:
            if agency != stands.office.agency:
                told = stands.agency or Named("–", "–")
                raise CellWrong("agency", StandsOtherwise(stands=told))
            names = (tidied(stands.office.title), tidied(stands.office.unit))
            if names == (Named(title, english), Named(unit, str(said["unit_en"]))):
                self.reading.see(row, label, UNCHANGED)
                return
            since = since or stands.named_since
        if since is not None:
            said["since"] = since.isoformat()
        self.reading.keep(row, "offices", said | ({} if agency is None else {"agency": agency}))
        self._taken.add(ref)
        self.reading.see(row, label, NEW if stands is None else CHANGED)

    def _plain_title(self, row: SheetRow) -> Named:
        """What an office of the row's kind is called where the row says nothing else."""
        if stands := self.known_offices.get(row.text("office")):
            return tidied(stands.office.title)
        key = f"office.{self._kind(row)}"
        return Named(*(say(key, language) for language in LANGUAGES))

    def _plain_english(self, title: str) -> str:
        """The English title of its kind where the Thai one is that of the kind too."""
        named = self._kinds.get(title)
        return say(f"office.{named}", "en") if named else title

    def _kind(self, row: SheetRow) -> str:
        kind = self._kinds.get(row.text("kind", needed=True), row.text("kind"))
        if f"office.{kind}" not in _office_keys():
            words = listed("office", [key.removeprefix("office.") for key in _office_keys()])
            raise CellWrong("kind", ChoiceUnfit(value=row.text("kind"), choices=words))
        return kind

    def _ref_of(self, row: SheetRow, title: str, unit: str) -> str:
        kind = self._kind(row)
        area = self._area(row)
        meant = self._called(f"{area}/{kind}", Named(title, ""), Named(unit, ""))
        of_kind = tuple(one for one in self._taken if one.split("/")[:2] == [area, kind])
        for ref in of_kind:
            stands = self.known_offices.get(ref)
            if stands and tidy(stands.office.called.th) == meant.th:
                return ref
        return next_ref(area, kind, of_kind)

    def _called(self, ref: str, title: Named, unit: Named) -> Named:
        area, kind, *_ = ref.split("/")
        return called_at(self.reading.connection, area, kind, title, unit)

    def _area(self, row: SheetRow) -> str:
        named, index = row.text("area", needed=True), area_index()
        try:
            if named in self.reading.areas or (named.isdigit() and len(named) == len("57")):
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

    def refuse_elsewhere(self, ref: str, column: str) -> None:
        """Raises CellWrong for an office of another area than the workbook is for."""
        if self.reading.areas and ref.split("/", maxsplit=1)[0] not in self.reading.areas:
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


def _office_keys() -> list[str]:
    return [key for key in catalogue("en") if key.startswith("office.")]
