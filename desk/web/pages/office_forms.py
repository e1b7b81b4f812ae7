"""The forms of the directory, read as rows to load: all that is wrong with one at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex

from config.titles import title_list
from config.words import Named, Term, Value
from desk.imports.directory_reading import OF_A_ROW
from desk.imports.load_files import FileUnfit, load_file
from desk.imports.row_loading import refuse_future
from desk.imports.sheet_cells import CellMissing, SheetCellUnfit
from desk.imports.typed_kinds import TypedKind, kind_typed
from desk.views.words import basis_term
from desk.web.frame.asking import Asking
from desk.web.frame.problems import Problems, problems_of
from flows.capabilities import net
from registry.queries.office_kinds import OfficeKinds
from registry.records.load_file import LoadFile
from registry.refusals import Refusal
from registry.rules.dates import Era, parse_date
from registry.rules.directory_form import CAPACITIES, next_ref
from registry.rules.names import split_name, title_typed
from registry.rules.plain_values import Json
from registry.rules.rights import OFFICE_PARTS
from registry.rules.thai import tidy

NEW_PERSON = "new/1"
OF_PROVINCE = frozenset({"psdhs_head", "psdhs_coordinator"})


class KindTwice(Refusal):
    """A kind is chosen, and another is typed beside it."""


class WrongLevel(Refusal):
    """An office that gives rights, at the level where it gives others."""

    code = "directory_level"


@dataclass
class OfficeForm:
    """What was typed, in the era of the page, and what could not be read.

    A term begins no later than `today`, also where it is only looked at before it is recorded.
    """

    typed: Mapping[str, str]
    era: Era
    today: date
    problems: list[Refusal] = field(default_factory=list)

    def text(self, name: str, *, needed: bool = False) -> str:
        """The text of the field with single spaces; an empty one that is needed is told."""
        said = tidy(self.typed.get(name, ""))
        if needed and not said:
            self.problems.append(CellMissing(field=of_form(name)))
        return said

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """One of the choices; anything else is as if nothing was chosen."""
        said = self.typed.get(name, "")
        if said in choices:
            return said
        self.problems.append(CellMissing(field=of_form(name)))
        return ""

    def day(self, name: str, *, needed: bool = False) -> str | None:
        """The day as YYYY-MM-DD."""
        said = self.text(name, needed=needed)
        if not said:
            return None
        try:
            return parse_date(said, field=of_form(name), era=self.era).isoformat()
        except Refusal as refusal:
            self.problems.append(refusal)
            return None

    def rows(self, data: Json) -> LoadFile | None:
        """The rows, typed and screened; None where anything is wrong with the form."""
        if self.problems:
            return None
        try:
            found = load_file(data, net())
            refuse_future(found, self.today)
        except Refusal as refusal:
            self.problems.append(of_page(refusal))
            return None
        return found


def of_form(name: str) -> str:
    """The field as the catalogues know it: their labels stand under `field.directory.…`."""
    return f"directory.{name}"


def problems_on(asking: Asking, refusals: Sequence[Refusal]) -> Problems:
    """What is wrong with a form, each beside its input."""
    fields = {one.field or "" for one in refusals}
    names = {field: field.removeprefix("directory.") for field in fields}
    return problems_of(asking, *refusals, names=names)


def of_page(refusal: Refusal) -> Refusal:
    """The same refusal with the field as the form calls it."""
    found = OF_A_ROW.fullmatch(refusal.field or "")
    if isinstance(refusal, FileUnfit):
        problem = refusal.values["problem"]
        refusal = SheetCellUnfit(field=refusal.field, problem=problem)
    if found:
        refusal.field = of_form({"ref": "kind", "new_start": "start"}.get(found[1], found[1]))
    return refusal


def holder_rows(form: OfficeForm, office: str) -> LoadFile | None:
    """A holder of the office, and the person where nobody has recorded them yet."""
    new = names_new(form)
    people = [person_row(form)] if new else []
    known = "" if new else form.text("person", needed=form.typed.get("who") == "known")
    holder = {"office": office, "person": NEW_PERSON if new else known, **_term(form)}
    return form.rows({"people": people, "holders": [holder]})


def names_new(form: OfficeForm) -> bool:
    """Whether a new person is meant: so chosen, or typed where nobody known was."""
    chosen = form.one_of("who", ("known", "new")) == "new"
    return chosen or bool(form.text("name_th") and not form.text("person"))


def correction_rows(form: OfficeForm, stands: Mapping[str, Json]) -> LoadFile | None:
    """A term as it should have been recorded; `stands` tells which one."""
    said = _term(form)
    start = said.pop("start")
    gone = form.typed.get("gone") == "yes"
    if gone:
        form.problems.clear()
        return form.rows({"corrections": [{**stands, "gone": True}]})
    return form.rows({"corrections": [{**stands, **said, "new_start": start}]})


def _term(form: OfficeForm) -> dict[str, Json]:
    capacity = form.one_of("capacity", CAPACITIES)
    return {
        "start": form.day("start", needed=True),
        "last_day": form.day("last_day"),
        "capacity": capacity,
        "basis": form.typed.get("basis") or "not_recorded",
        "basis_number": form.text("basis_number") or None,
        "basis_date": form.day("basis_date"),
        "scope": form.text("scope") or None,
    }


def person_row(form: OfficeForm) -> dict[str, Json]:
    """The row of a person to be made anew."""
    typed, name = form.text("title_th"), form.text("name_th", needed=True)
    title = title_typed(typed, title_list().titles())
    if not typed:  # with the name, as it is read out
        found = split_name(name, title_list().titles())
        title, name = found.title, f"{found.first} {found.last}".strip()
    return {
        "ref": NEW_PERSON,
        "title_th": title.full_th if title else typed,
        "name_th": name,
        "title_en": title.english if title else "",
        "name_en": form.text("name_en"),
        "sex": sex_of(form)[0],
    }


def sex_of(form: OfficeForm) -> tuple[str, str]:
    """The sex, and whether it was stated, inferred from the title, or not stated."""
    said = form.typed.get("sex", "")
    if said in ("female", "male", "not_stated"):
        return said, "not_stated" if said == "not_stated" else "stated"
    typed = tidy(form.typed.get("title_th", ""))
    name = tidy(form.typed.get("name_th", ""))
    titles = title_list().titles()
    title = title_typed(typed, titles) if typed else split_name(name, titles).title
    sex = title.sex if title else "not_stated"
    return sex, "not_stated" if sex == "not_stated" else "inferred"


@dataclass(frozen=True)
class OfficeLine:
    """A line of what is about to be recorded."""

    key: str
    value: Value


def told(rows: LoadFile, named: Value) -> list[OfficeLine]:
    """What the rows say of a term, for the page where answers are checked."""
    one = (*rows.holders, *rows.corrections)[0]
    start = getattr(one, "new_start", None) or one.start
    lines = [OfficeLine("person", named)]
    if getattr(one, "gone", False):
        return [
            *lines,
            OfficeLine("start", one.start),
            OfficeLine("gone", Term("page.offices.gone_yes")),
        ]
    lines += [
        OfficeLine("capacity", Term(f"capacity.{one.capacity}")),
        OfficeLine("start", start),
        OfficeLine("last_day", one.last_day or Term("page.offices.no_end")),
        OfficeLine("basis", basis_term(one.capacity, one.basis)),
    ]
    given: tuple[tuple[str, str | date | None], ...] = (
        ("basis_number", one.basis_number),
        ("basis_date", one.basis_date),
        ("scope", one.scope),
    )
    return lines + [OfficeLine(key, value) for key, value in given if value]


def area_of(form: OfficeForm, district: str) -> str:
    """The area that the office belongs to: the district, or its province."""
    return district[:2] if form.typed.get("at") == "province" else district


def kind_of(form: OfficeForm, district: str, kinds: OfficeKinds) -> TypedKind | None:
    """The kind that was chosen, or typed as one's own; None where something is wrong with it."""
    chosen, typed = form.typed.get("kind", ""), form.text("kind_new")
    known = chosen if chosen in kinds.by_key else ""
    if not typed:
        form.one_of("kind", tuple(kinds.by_key))
        return TypedKind(known) if known else None
    if known and kinds.key_of(typed) != known:
        form.problems.append(KindTwice(field=of_form("kind_new"), kind=kinds.by_key[known]))
        return None
    try:
        return kind_typed(
            kinds, area_of(form, district), typed, form.text("title_en"), field=of_form("kind_new")
        )
    except Refusal as refusal:
        form.problems.append(refusal)
        return None


def office_rows(
    form: OfficeForm, district: str, kind: TypedKind, called: Named, refs: Sequence[str]
) -> LoadFile | None:
    """An office to be added in the district, its kind and agency where nobody recorded them yet.

    `called` is the kind's name; `refs` are the offices of its kind that are there already.
    """
    area = area_of(form, district)
    if kind.key in OFFICE_PARTS and (kind.key in OF_PROVINCE) != (area != district):
        form.problems.append(WrongLevel(field=of_form("at"), kind=called))
    agency, agencies = form.typed.get("agency") or None, []
    new = form.text("agency_th"), form.text("agency_en")
    if any(new):
        agency = f"{area}.{token_hex(4)}"
        agencies = [{"key": agency, "name_th": new[0], "name_en": new[1] or new[0]}]
    row: dict[str, Json] = {
        "ref": next_ref(area, kind.key, tuple(refs)),
        "title_th": form.text("office_title") or called.th,
        "title_en": form.text("title_en") or called.en,
        "unit_th": form.text("unit_th"),
        "unit_en": form.text("unit_en"),
        "agency": agency,
    }
    since = form.day("since")
    offices = [row | ({"since": since} if since else {})]
    kinds = [kind.row] if kind.row else []
    return form.rows({"agencies": agencies, "kinds": kinds, "offices": offices})
