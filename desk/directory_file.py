"""A directory workbook that came back: what is new, changed, unchanged, and what is wrong where.

Rows are held against the registry as it stands; what is left is rows to load, the same as
any file's. A row that is missing from the workbook takes nothing out.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, or_, select

from config.titles import title_list
from config.words import LANGUAGES, Field, Named, Sentence, Term, both, say
from desk.load_files import load_file
from desk.loading import refuse_future
from desk.refusals import FileUnfit
from registry.areas import area_index
from registry.models import Agency, Office, Person
from registry.queries.directory import Listed, all_terms, offices_by_ref
from registry.queries.offices import Held
from registry.queries.people import UnknownPerson, person
from registry.records.adoption_form import MOST_ROWS, Cell, RawForm, RawRow
from registry.records.load import LoadFile
from registry.records.terms import TermsOverlap
from registry.refusals import Refusal
from registry.rules.area_names import resolve, resolve_province
from registry.rules.dates import FIRST_BUDDHIST_YEAR, BuddhistYear, parse_date
from registry.rules.directory_form import CHOICES, COLUMNS, next_ref, term_key
from registry.rules.plain import Json
from registry.rules.screening import Net
from registry.rules.terms import Term as OfTime
from registry.rules.terms import clash
from registry.rules.thai import BUDDHIST_OFFSET, tidy

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
_OF_A_ROW = re.compile(r"(?:[a-z]+ [0-9]+: |[a-z]+\.[0-9]+\.)([a-z_]+)")
COLUMN_OF = {
    "offices": {"ref": "office", "title_th": "office_title"},
    "people": {"ref": "person"},
    "holders": {"new_start": "start"},
    "corrections": {"new_start": "start"},
    "agencies": {"key": "agency", "name_th": "agency_th", "name_en": "agency_en"},
}


class ChoiceUnfit(Refusal):
    """The cell holds none of the words that it lets choose."""

    code = "directory_choice"


class NotOfTheList(Refusal):
    """The workbook is of other districts than the one it was brought in for."""

    code = "directory_elsewhere"


class UnknownOffice(Refusal):
    """Neither the registry nor the sheet of offices knows the office."""

    code = "directory_no_office"


class StandsOtherwise(Refusal):
    """What the directory leaves as it is once recorded."""

    code = "directory_stands"


class TermMoved(Refusal):
    """The term that the row was written from was changed since."""

    code = "directory_term_moved"


class DirectoryMissing(Refusal):
    """A field that the directory needs was left empty."""

    code = "directory_missing"


class DirectoryUnfit(Refusal):
    """What was typed does not fit the field."""

    code = "directory_unfit"


class KeysMissing(Refusal):
    """A sheet without the row that names its columns."""

    code = "directory_keys"


class TooManyRows(Refusal):
    """More rows than a directory has."""

    code = "directory_too_long"


@dataclass(frozen=True)
class CellProblem:
    """What is wrong in a cell ("ตำแหน่ง!C7"), by sheet."""

    sheet: str
    where: str
    refusal: Refusal

    @property
    def sentence(self) -> Sentence:
        """Where, and what to do."""
        said = both(
            f"refusal.{self.refusal.code}",
            **{**self.refusal.values, "field": Field(self.refusal.field or "")},
        )
        return both("directory.at_cell", where=self.where, sentence=said)


class DirectoryFileUnfit(Refusal):
    """The workbook has problems; all of them are told, each with its cell."""

    code = "directory_file_unfit"

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__(field="FILE")
        self.problems = tuple(problems)

    @property
    def sentence(self) -> Sentence:
        """One line a problem, and that nothing was recorded."""
        head = both("refusal.directory_file_unfit", count=len(self.problems))
        said = [one.sentence for one in self.problems]
        return Sentence(
            "\n".join([head.th, *(one.th for one in said)]),
            "\n".join([head.en, *(one.en for one in said)]),
        )


@dataclass(frozen=True)
class RowSeen:
    """A row and what it would do: new, changed or unchanged."""

    sheet: str
    where: str
    label: Named
    state: str


@dataclass(frozen=True)
class DirectoryRead:
    """What the workbook says. `rows` holds what is new or changed; empty where nothing is."""

    rows: LoadFile
    seen: tuple[RowSeen, ...]
    problems: tuple[CellProblem, ...]

    def count(self, sheet: str, state: str) -> int:
        """How many rows of the sheet."""
        return sum((one.sheet, one.state) == (sheet, state) for one in self.seen)

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return any(one.state != UNCHANGED for one in self.seen)


def read_directory(
    connection: Connection, raw: RawForm, net: Net, *, today: date, areas: Collection[str] = ()
) -> DirectoryRead:
    """The workbook held against the registry. `areas`: rows of any other area are a problem."""
    reading = _Reading(connection, raw, net, today, frozenset(areas))
    reading.agencies()
    reading.people()
    reading.offices()
    reading.holders()
    rows = LoadFile.model_validate(reading.data) if not reading.problems else LoadFile()
    return DirectoryRead(rows, tuple(reading.seen), tuple(reading.problems))


class _CellWrong(Exception):
    """A cell that ends the reading of its row."""

    def __init__(self, column: str, refusal: Refusal) -> None:
        super().__init__(column)
        self.column, self.refusal = column, refusal


@dataclass
class _Reading:
    connection: Connection
    raw: RawForm
    net: Net
    today: date
    areas: frozenset[str]
    data: dict[str, list[dict[str, Json]]] = field(default_factory=dict)
    seen: list[RowSeen] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)  # people of the workbook, by name
    refs: set[str] = field(default_factory=set)  # people's references that are known
    known_offices: dict[str, Listed] = field(default_factory=dict)
    made_offices: dict[str, str] = field(default_factory=dict)  # reference to title
    made_agencies: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for one in self.raw.problems:
            refusal = one.refusal if one.column else KeysMissing()
            refusal.field = f"directory.{one.column}" if one.column else refusal.field
            self.problems.append(CellProblem(one.sheet, one.where, refusal))

    # --- rows ---------------------------------------------------------------------------

    def _rows(self, sheet: str) -> Iterator["_Row"]:
        rows = self.raw.sheets.get(sheet, ())
        if len(rows) > MOST_ROWS:
            where = self.raw.where(sheet, None, "")
            refusal = TooManyRows(field="FILE", most=MOST_ROWS)
            self.problems.append(CellProblem(sheet, where, refusal))
            return
        for number, cells in enumerate(rows):
            yield _Row(sheet, number, cells)

    def _each(self, sheet: str, take: Any) -> None:  # noqa: ANN401 — a method of this class
        for row in self._rows(sheet):
            try:
                take(row)
            except _CellWrong as wrong:
                self._tell(row, wrong.column, wrong.refusal)

    def _tell(self, row: "_Row", column: str, refusal: Refusal) -> None:
        refusal.field = f"directory.{column}"
        self.problems.append(CellProblem(row.sheet, self._where(row, column), refusal))

    def _where(self, row: "_Row", column: str) -> str:
        cell = row.cells.get(column) or next(iter(row.cells.values()), None)
        return cell.where if cell else self.raw.where(row.sheet, row.number, column)

    def _see(self, row: "_Row", label: Named, state: str) -> None:
        first = next(iter(row.cells.values()))
        self.seen.append(RowSeen(row.sheet, first.where, label, state))

    def _keep(self, row: "_Row", table: str, data: dict[str, Json]) -> None:
        """Hold the row against the form that every file to load has, and keep it."""
        try:
            refuse_future(load_file({table: [data]}, self.net), self.today)
        except Refusal as refusal:
            found = _OF_A_ROW.fullmatch(refusal.field or "")
            name = found[1] if found else ""
            column = COLUMN_OF[table].get(name, name)
            columns = COLUMNS[row.sheet]
            if isinstance(refusal, FileUnfit):
                refusal = DirectoryUnfit(problem=refusal.values["problem"])
            raise _CellWrong(column if column in columns else columns[0], refusal) from refusal
        self.data.setdefault(table, []).append(data)

    # --- agencies -----------------------------------------------------------------------

    def agencies(self) -> None:
        """Agencies are added, never renamed: they are the whole country's."""
        query = select(Agency.key, Agency.name_th, Agency.name_en)
        rows = self.connection.execute(query).all()
        self._agencies = {row[0]: (row[1], row[2]) for row in rows}
        self._agency_keys = {row[1]: row[0] for row in rows}
        self._each("agencies", self._agency)

    def _agency(self, row: "_Row") -> None:
        name = row.text("agency_th", needed=True)
        english = row.text("agency_en") or name
        key = row.text("agency") or self._agency_keys.get(name) or f"agency.{token_hex(4)}"
        label = Named(name, english)
        stands = self._agencies.get(key)
        if stands is not None:
            shipped = "{province}" in stands[0]  # the workbook has its own province's name in it
            if not shipped and (
                stands[0] != name or (row.text("agency_en") and stands[1] != english)
            ):
                raise _CellWrong("agency_th", StandsOtherwise(stands=Named(*stands)))
            self._see(row, label, UNCHANGED)
            return
        self._keep(row, "agencies", {"key": key, "name_th": name, "name_en": english})
        self._agencies[key], self._agency_keys[name] = (name, english), key
        self._see(row, label, NEW)

    # --- people -------------------------------------------------------------------------

    def people(self) -> None:
        """People by reference; without one they are told by their names."""
        rows = list(self._rows("people"))
        named = {tidy(str(row.value("name_th") or "")) for row in rows}
        refs = {tidy(str(row.value("person") or "")) for row in rows}
        query = select(
            Person.ref, Person.title_th, Person.name_th, Person.name_en, Person.sex
        ).where(or_(Person.ref.in_(refs), Person.name_th.in_(named)))
        found = self.connection.execute(query).all()
        self._people = {one[0]: one for one in found}
        self._each("people", self._one_person)
        cells = (row.text("person") for row in self._rows("holders"))
        self.refs |= set(
            self.connection.scalars(select(Person.ref).where(Person.ref.in_(set(cells))))
        )

    def _one_person(self, row: "_Row") -> None:
        title, name = _in_full(row.text("title_th")), row.text("name_th", needed=True)
        said: dict[str, str] = {"title_th": title, "name_th": name, "name_en": row.text("name_en")}
        if row.text("sex"):
            said["sex"] = row.choice("sex")
        label = Named(f"{title}{name}", said["name_en"] or f"{title}{name}")
        ref = row.text("person") or self._by_name(row, title, name)
        stands = self._people.get(ref)
        self.called[label.th] = self.called[name] = ref
        self.refs.add(ref)
        if stands is not None:
            kept = {k: tidy(getattr(stands, k)) for k in said}
            if kept | {"title_th": _in_full(kept["title_th"])} == said:
                self._see(row, label, UNCHANGED)
                return
        listed = next((t for t in title_list().titles() if t.full_th == title), None)
        if stands is None and listed is not None:
            said = {"sex": listed.sex, "title_en": listed.english} | said
        self._keep(row, "people", {"ref": ref, **said})
        self._see(row, label, NEW if stands is None else CHANGED)

    def _by_name(self, row: "_Row", title: str, name: str) -> str:
        people = self._people.items()
        same = [k for k, one in people if (_in_full(one[1]), tidy(one[2])) == (title, name)]
        if len(same) > 1:
            raise _CellWrong("person", UnknownPerson(value=f"{title}{name}", found=len(same)))
        return same[0] if same else f"new/{row.number}"

    # --- offices ------------------------------------------------------------------------

    def offices(self) -> None:
        """Offices by reference; without one they are told by area, kind, title and unit."""
        rows = list(self._rows("offices"))
        refs = {row.text("office") for row in (*rows, *self._rows("holders"))}
        areas = set(self.areas) | {one.split("/")[0] for one in refs if "/" in one}
        self.known_offices = offices_by_ref(self.connection, refs, areas)
        self._kinds = {
            say(key, language): key.removeprefix("office.")
            for key in _office_keys() for language in LANGUAGES
        }  # fmt: skip
        taken = self.connection.scalars(select(Office.ref).where(Office.area_code.in_(areas)))
        self._taken = set(taken)
        self._each("offices", self._office)

    def _office(self, row: "_Row") -> None:
        title, unit = row.text("office_title", needed=True), row.text("unit_th")
        ref = row.text("office") or self._ref_of(row, title, unit)
        self._refuse_elsewhere(row, ref, "office")
        stands = self.known_offices.get(ref)
        english = row.text("title_en") or (tidy(stands.office.title.en) if stands else title)
        said: dict[str, Json] = {
            "ref": ref, "title_th": title, "title_en": english,
            "unit_th": unit, "unit_en": row.text("unit_en"),
        }  # fmt: skip
        agency, since = self._agency_of(row), row.day("since")
        label = Named(f"{title}{unit}", f"{english} {said['unit_en']}".strip())
        self.made_offices[ref] = label.th
        if stands is not None:
            if agency != stands.office.agency:
                told = stands.agency or Named("–", "–")
                raise _CellWrong("agency", StandsOtherwise(stands=told))
            names = (_tidied(stands.office.title), _tidied(stands.office.unit))
            if names == (Named(title, english), Named(unit, str(said["unit_en"]))):
                self._see(row, label, UNCHANGED)
                return
            since = since or stands.named_since
        if since is not None:
            said["since"] = since.isoformat()
        self._keep(row, "offices", said | ({} if agency is None else {"agency": agency}))
        self._taken.add(ref)
        self._see(row, label, NEW if stands is None else CHANGED)

    def _ref_of(self, row: "_Row", title: str, unit: str) -> str:
        kind = self._kinds.get(row.text("kind", needed=True), row.text("kind"))
        if f"office.{kind}" not in _office_keys():
            words = ", ".join(sorted({say(key, "th") for key in _office_keys()}))
            raise _CellWrong("kind", ChoiceUnfit(value=row.text("kind"), choices=words))
        area = self._area(row)
        of_kind = tuple(one for one in self._taken if one.startswith(f"{area}/{kind}"))
        for ref in of_kind:
            stands = self.known_offices.get(ref)
            if stands and (tidy(stands.office.title.th), tidy(stands.office.unit.th)) == (
                title,
                unit,
            ):
                return ref
        return next_ref(area, kind, of_kind)

    def _area(self, row: "_Row") -> str:
        named, index = row.text("area", needed=True), area_index()
        try:
            if named in self.areas or (named.isdigit() and len(named) == len("57")):
                return named
            return self._near(named) or resolve(named, index)
        except Refusal as refusal:
            try:
                return resolve_province(named, index)
            except Refusal:
                raise _CellWrong("area", refusal) from refusal

    def _near(self, named: str) -> str | None:
        """The area of that name among those that the workbook was brought in for."""
        from registry.queries.areas import names

        found = names(self.connection, set(self.areas))
        bare = [code for code, one in found.items() if named in (one.th, one.en)]
        return bare[0] if len(bare) == 1 else None

    def _agency_of(self, row: "_Row") -> str | None:
        said = row.text("agency")
        key = said if said in self._agencies else self._agency_keys.get(said)
        if said and key is None:
            raise _CellWrong(
                "agency", ChoiceUnfit(value=said, choices=Term("directory_sheet.agencies"))
            )
        return key

    def _refuse_elsewhere(self, _row: "_Row", ref: str, column: str) -> None:
        if self.areas and ref.split("/", maxsplit=1)[0] not in self.areas:
            raise _CellWrong(column, NotOfTheList(value=ref))

    # --- holders ------------------------------------------------------------------------

    def holders(self) -> None:
        """Terms; a row that was written from one puts it right, any other is a new one."""
        ids = [one.office.id for one in self.known_offices.values()]
        self._terms: dict[str, list[Held]] = {}
        for one in all_terms(self.connection, ids):
            self._terms.setdefault(one.ref, []).append(one)
        self._stand: dict[str, list[OfTime]] = {
            ref: [_of_time(one) for one in held] for ref, held in self._terms.items()
        }
        self._each("holders", self._holder)

    def _holder(self, row: "_Row") -> None:
        office, who, said = self._term(row)
        held = self._terms.get(office, [])
        start, capacity = date.fromisoformat(str(said["start"])), str(said["capacity"])
        label = Named(*[f"{self._title(office)}: {row.text('person_name') or who}"] * 2)
        same = [t for t in held if t.capacity == capacity]
        if any(_says(t, who, said, same) for t in same):
            self._see(row, label, UNCHANGED)
            return
        key = term_key(row.text("term"))
        mine = key and next(
            (t for t in held
             if (t.person_ref, t.start, t.capacity) == (key.person, key.start, key.capacity)),
            None,
        )  # fmt: skip
        if row.text("term") and mine is None:
            raise _CellWrong("term", TermMoved())
        mine = mine or next((t for t in same if (t.person_ref, t.start) == (who, start)), None)
        stop = date.fromisoformat(str(said["stop"])) if said["stop"] else None
        self._refuse_clash(office, OfTime(who, capacity, start, stop), mine)
        holder: dict[str, Json] = {"office": office, "person": who, **said}
        if mine is None:
            self._keep(row, "holders", holder)
        elif (mine.person_ref, mine.capacity) == (who, capacity):
            stands = {"start": mine.start.isoformat(), "new_start": said["start"]}
            self._keep(row, "corrections", holder | stands)
        else:
            wrong: dict[str, Json] = {
                "office": office, "person": mine.person_ref, "start": mine.start.isoformat(),
                "capacity": mine.capacity, "basis": mine.basis, "gone": True,
            }  # fmt: skip
            self._keep(row, "holders", holder)
            self._keep(row, "corrections", wrong)
        self._see(row, label, NEW if mine is None else CHANGED)

    def _term(self, row: "_Row") -> tuple[str, str, dict[str, Json]]:
        office = row.text("office", needed=True)
        self._refuse_elsewhere(row, office, "office")
        if office not in self.known_offices and office not in self.made_offices:
            raise _CellWrong("office", UnknownOffice(value=office))
        who = self._who(row)
        days = {name: row.day(name) for name in ("start", "stop", "basis_date")}
        if days["start"] is None:
            raise _CellWrong("start", DirectoryMissing())
        return office, who, {
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "capacity": row.choice("capacity") if row.text("capacity") else "own",
            "basis": row.choice("basis") if row.text("basis") else "not_recorded",
            "basis_number": row.text("basis_number") or None,
            "scope": row.text("scope") or None,
        }  # fmt: skip

    def _who(self, row: "_Row") -> str:
        named = row.text("person", needed=True)
        if named in self.refs:
            return named
        if named in self.called:
            return self.called[named]
        try:
            return person(self.connection, named, field="person").ref
        except UnknownPerson as refusal:
            raise _CellWrong("person", refusal) from refusal

    def _title(self, office: str) -> str:
        stands = self.known_offices.get(office)
        if stands is None:
            return self.made_offices.get(office, office)
        return f"{stands.office.title.th}{stands.office.unit.th}"

    def _refuse_clash(self, office: str, new: OfTime, instead: Held | None) -> None:
        stand = self._stand.setdefault(office, [])
        if instead is not None and _of_time(instead) in stand:
            stand.remove(_of_time(instead))
        other = clash(new, stand)
        stand.append(new)
        if other is not None:
            names = {t.person_ref: t.name for t in self._terms.get(office, [])}
            name = names.get(str(other.person), Named(str(other.person), str(other.person)))
            refusal = TermsOverlap(field="start", name=name, start=other.start, stop=other.stop)
            raise _CellWrong("start", refusal)


@dataclass(frozen=True)
class _Row:
    sheet: str
    number: int
    cells: RawRow

    def value(self, column: str) -> Any:  # noqa: ANN401 — whatever Excel keeps
        """What the cell holds."""
        return self.cells.get(column, Cell(None, "")).value

    def text(self, column: str, *, needed: bool = False) -> str:
        """The cell's text with single spaces; a whole number without its decimals."""
        value = self.value(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        said = "" if value is None else tidy(str(value))
        if needed and not said:
            raise _CellWrong(column, DirectoryMissing())
        return said

    def choice(self, column: str) -> str:
        """The key of the word that the cell holds, in either language."""
        words, keys = CHOICES[column]
        said = self.text(column).casefold()
        for key in keys:
            if said in {key, *(say(f"{words}.{key}", one).casefold() for one in LANGUAGES)}:
                return key
        listed = ", ".join(say(f"{words}.{key}", "th") for key in keys)
        raise _CellWrong(column, ChoiceUnfit(value=self.text(column), choices=listed))

    def day(self, column: str) -> date | None:
        """The day; one of Excel's own whose year is Buddhist is refused with what was meant."""
        value = self.value(column)
        if isinstance(value, date):
            if value.year < FIRST_BUDDHIST_YEAR:
                return value
            meant = f"{value.year - BUDDHIST_OFFSET}-{value.month:02}-{value.day:02}"
            raise _CellWrong(column, BuddhistYear(value=f"{value:%Y-%m-%d}", meant=meant))
        said = self.text(column)
        try:
            return parse_date(said, field=column, era="BE") if said else None
        except Refusal as refusal:
            raise _CellWrong(column, refusal) from refusal


def _says(held: Held, who: str, said: Mapping[str, Json], same: Sequence[Held]) -> bool:
    """Whether the recorded term is what the row says; no end is the end that follows."""
    following = [t.start for t in same if t.start > held.start and t.person_ref != who]
    stop = said["stop"] or (min(following).isoformat() if following else None)
    kept = (held.person_ref, held.start, held.stop, held.basis, held.basis_number,
            held.basis_date, held.scope)  # fmt: skip
    return tuple(one.isoformat() if isinstance(one, date) else one for one in kept) == (
        who, said["start"], stop, said["basis"], said["basis_number"], said["basis_date"],
        said["scope"],
    )  # fmt: skip


def _of_time(held: Held) -> OfTime:
    return OfTime(held.person_ref, held.capacity, held.start, held.stop)


def _office_keys() -> list[str]:
    from config.words import catalogue

    return [key for key in catalogue("en") if key.startswith("office.")]


def _in_full(title: str) -> str:
    """The title in full where the list knows it by its short form."""
    listed = (one.full_th for one in title_list().titles() if title and title == one.short_th)
    return next(listed, title)


def _tidied(name: Named) -> Named:
    return Named(tidy(name.th), tidy(name.en))
