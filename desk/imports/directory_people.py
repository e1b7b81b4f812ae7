"""The agencies and people of a directory workbook."""

from dataclasses import dataclass, field
from secrets import token_hex

from sqlalchemy import and_, or_, select

from config.titles import title_list, titled
from config.words import Named
from desk.imports.directory_cells import StandsOtherwise, in_full
from desk.imports.directory_reading import Reading
from desk.imports.sheet_cells import CellMissing, CellWrong, SheetRow
from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED, RowEffect
from registry.models import Agency, Person
from registry.models.base import aliased
from registry.queries.people import (
    PersonRow,
    SeveralPeople,
    UnknownPerson,
    person,
    written_name,
)
from registry.rules.directory_form import CHOICES, term_key
from registry.rules.names import split_name, title_typed
from registry.rules.thai import tidy


@dataclass
class Agencies:
    """The agencies that are known, those of the workbook among them."""

    reading: Reading
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # by Thai name

    def read(self) -> None:
        """Agencies are added, never renamed: they are the whole country's."""
        query = select(Agency.key, Agency.name_th, Agency.name_en)
        rows = self.reading.connection.execute(query).all()
        self.names = {row[0]: (row[1], row[2]) for row in rows}
        self.keys = {row[1]: row[0] for row in rows}
        self.reading.each("agencies", self._agency)

    def _agency(self, row: SheetRow) -> None:
        name = row.text("agency_th", needed=True)
        english = row.text("agency_en") or name
        key = row.text("agency") or self.keys.get(name) or f"agency.{token_hex(4)}"
        label = Named(name, english)
        stands = self.names.get(key)
        if stands is not None:
            shipped = "{province}" in stands[0]  # the workbook has its own province's name in it
            if not shipped and (
                stands[0] != name or (row.text("agency_en") and stands[1] != english)
            ):
                raise CellWrong("agency_th", StandsOtherwise(stands=Named(*stands)))
            self.keys[name] = key  # a shipped name bears the province's in the workbook alone
            self.reading.see(row, label, UNCHANGED)
            return
        self.reading.keep(row, "agencies", {"key": key, "name_th": name, "name_en": english})
        self.names[key], self.keys[name] = (name, english), key
        self.reading.see(row, label, NEW)


@dataclass
class People:
    """The people that are known, by reference and as the workbook calls them."""

    reading: Reading
    called: dict[str, str] = field(default_factory=dict)  # people of the workbook, by name
    refs: set[str] = field(default_factory=set)
    names: dict[str, Named] = field(default_factory=dict)  # by reference
    merged: dict[str, str] = field(default_factory=dict)  # the person's, by a merged record's

    def read(self) -> None:
        """People by reference; without one they are told by their names."""
        rows = list(self.reading.rows("people"))
        named = {tidy(str(row.value("name_th") or "")) for row in rows}
        refs = {tidy(str(row.value("person") or "")) for row in rows}
        query = select(
            Person.ref, Person.title_th, Person.name_th, Person.name_en, Person.sex
        ).where(
            or_(Person.ref.in_(refs), and_(Person.name_th.in_(named), Person.same_as.is_(None)))
        )
        found = self.reading.connection.execute(query).all()
        self._people = {one[0]: one for one in found}
        self.reading.each("people", self._one_person)
        cells = {row.text("person") for row in self.reading.rows("holders")}
        query = select(
            Person.ref, Person.title_th, Person.name_th, Person.title_en, Person.name_en
        ).where(Person.ref.in_(cells - self.refs))
        for ref, *name in self.reading.connection.execute(query):
            self.refs.add(ref)
            self.names[ref] = written_name(*name)

        self._read_merged(cells | refs)

    def _read_merged(self, named: set[str]) -> None:
        """Whom the records stand for that were merged since the workbook was taken out."""
        record = aliased(Person)
        terms = (term_key(row.text("term")) for row in self.reading.rows("holders"))
        written = named | {one.person for one in terms if one}
        query = (
            select(
                record.ref, Person.ref, Person.title_th, Person.name_th, Person.title_en,
                Person.name_en,
            )
            .join(Person, Person.id == record.same_as)
            .where(record.ref.in_(written))
        )  # fmt: skip
        for ref, kept, *name in self.reading.connection.execute(query):
            self.merged[ref] = kept
            self.names.setdefault(kept, written_name(*name))

    def stands_for(self, ref: str) -> str:
        """The reference of the person for whom the record of that reference stands."""
        return self.merged.get(ref, ref)

    def _one_person(self, row: SheetRow) -> None:
        title, name = in_full(row.text("title_th")), row.text("name_th", needed=True)
        if not title and not row.text("person"):  # with the name, as it is read out
            title, name = _parted(name)
        said: dict[str, str] = {"title_th": title, "name_th": name, "name_en": row.text("name_en")}
        if row.text("sex"):
            said["sex"] = row.choice("sex", CHOICES)
        ref = row.text("person") or self._by_name(row, title, name)
        stands = self._people.get(ref)
        if stands is not None:  # an empty cell leaves what is known
            known = {one: tidy(getattr(stands, one)) for one in ("title_th", "name_en")}
            said |= {one: is_known for one, is_known in known.items() if not said[one]}
            title = in_full(said["title_th"])
            said["title_th"] = title
        label = written_name(title, name, "", said["name_en"])
        self.called[label.th] = self.called[name] = ref
        self.refs.add(ref)
        self.names[ref] = label
        if self.reading.is_repeated(row, "person", ("people", ref), said):
            self.reading.see(row, label, UNCHANGED)
            return
        if stands is not None:
            kept = {k: tidy(getattr(stands, k)) for k in said}
            if kept | {"title_th": in_full(kept["title_th"])} == said:
                self.reading.see(row, label, UNCHANGED)
                return
        listed = next((t for t in title_list().titles() if t.full_th == title), None)
        if stands is None and listed is not None:
            said = {"sex": listed.sex, "title_en": listed.english} | said
        self.reading.keep(row, "people", {"ref": ref, **said})
        self.reading.see(row, label, NEW if stands is None else CHANGED)

    def _by_name(self, row: SheetRow, title: str, name: str) -> str:
        people = self._people.items()
        same = [k for k, one in people if (in_full(one[1]), tidy(one[2])) == (title, name)]
        if len(same) > 1:
            refs = ", ".join(sorted(same))
            raise CellWrong("person", SeveralPeople(value=titled(title, name), refs=refs))
        return same[0] if same else f"new/{row.number}"

    def who(self, row: SheetRow) -> str:
        """The reference of the person whom the row names."""
        return self.stands_for(self._named(row))

    def _named(self, row: SheetRow) -> str:
        named = row.text("person") or row.text("person_name")
        if not named:
            raise CellWrong("person", CellMissing())
        if named in self.refs:
            return named
        if named in self.called:
            return self.called[named]
        plain = self._without_title(named)
        if plain in self.called:
            return self.called[plain]
        try:
            found = person(self.reading.connection, named, field="person")
        except UnknownPerson as refusal:
            known = self._known(plain)
            if known is None:
                return self._made(row, named, refusal)
            found = known
        self.names[found.ref] = found.name
        return found.ref

    def _known(self, plain: str) -> PersonRow | None:
        """The person of that name whatever title or rank stood before it; None for nobody."""
        try:
            return person(self.reading.connection, plain, field="person")
        except SeveralPeople as several:
            raise CellWrong("person", several) from several
        except UnknownPerson:
            return None

    def _made(self, row: SheetRow, named: str, refusal: UnknownPerson) -> str:
        """Somebody new, where title, first and last name are told in the holder's own row."""
        title, name = _parted(named)
        listed = title_typed(title, title_list().titles())
        if listed is None or " " not in name:
            raise CellWrong("person", refusal)
        ref, label = f"new/holder{row.number}", written_name(title, name, "", "")
        said = {"title_th": title, "name_th": name, "title_en": listed.english, "sex": listed.sex}
        self.reading.keep(row, "people", {"ref": ref, **said})
        self.called[label.th] = self.called[name] = ref
        self.refs.add(ref)
        self.names[ref] = label
        where = next(iter(row.cells.values())).where
        self.reading.seen.append(RowEffect("people", where, label, NEW))
        return ref

    @staticmethod
    def _without_title(named: str) -> str:
        return _parted(named)[1]


def _parted(named: str) -> tuple[str, str]:
    """The title in full, "" where none of the list stands there, and the name behind it."""
    found = split_name(named, title_list().titles())
    name = f"{found.first} {found.last}".strip()
    return (found.title.full_th if found.title else ""), name
