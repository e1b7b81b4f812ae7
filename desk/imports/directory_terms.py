"""The terms of a directory workbook: a row written from one puts it right, any other is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from config.words import Named
from desk.imports.directory_cells import EarlierWorkbook, TermMoved
from desk.imports.directory_offices import Offices
from desk.imports.directory_people import People
from desk.imports.directory_reading import Reading
from desk.imports.load_files import OLD_END
from desk.imports.sheet_cells import CellMissing, CellWrong, SheetRow
from desk.imports.sheet_reading import CHANGED, NEW, UNCHANGED
from registry.queries.directory import all_terms
from registry.queries.holdings import HoldingRow
from registry.records.terms import TermsOverlap, office_term
from registry.rules.directory_form import CHOICES, COLUMNS, term_key
from registry.rules.plain_values import Json
from registry.rules.terms import OfficeTerm, clash, last_day, stop_after

OF_OFFICE = ("office", "office_name")


@dataclass
class Terms:
    """The terms that stand, by office, and those that the workbook adds to them."""

    reading: Reading
    offices: Offices
    people: People
    held: dict[str, list[HoldingRow]] = field(default_factory=dict)
    stand: dict[str, list[OfficeTerm]] = field(default_factory=dict)

    def read(self) -> None:
        """Terms; a row that was written from one puts it right, any other is a new one."""
        ids = [one.office.id for one in self.offices.known_offices.values()]
        for one in all_terms(self.reading.connection, ids):
            self.held.setdefault(one.ref, []).append(one)
        self.stand = {ref: [office_term(one) for one in held] for ref, held in self.held.items()}
        old = next((row for row in self.reading.rows("holders") if row.text(OLD_END)), None)
        if old is not None:
            self.reading.tell(old, OLD_END, EarlierWorkbook(field=OLD_END))
            return
        self.reading.each("holders", self._holder)

    def _holder(self, row: SheetRow) -> None:
        if not any(row.text(one) for one in COLUMNS["holders"] if one not in OF_OFFICE):
            return  # an office that is offered, and of which nobody was named
        office, who, said = self._term(row)
        held = self.held.get(office, [])
        start, capacity = date.fromisoformat(str(said["start"])), str(said["capacity"])
        label = self._label(office, self.people.names.get(who, Named(who, who)))
        same = [t for t in held if t.capacity == capacity]
        mine = self._mine(row, held, who, start, capacity)
        of = mine if mine and (mine.person_ref, mine.capacity) == (who, capacity) else None
        what = office, who, capacity, of.start if of else start
        said = _with_known(said, self.reading.said_before(what) or (_of_term(of) if of else {}))
        if self.reading.is_repeated(row, "person", what, said) or any(
            _says(t, who, said, same) for t in same
        ):
            self.reading.see(row, label, UNCHANGED)
            return
        if row.text("term") and mine is None:
            raise CellWrong("term", TermMoved())
        ended = date.fromisoformat(str(said["last_day"])) if said["last_day"] else None
        self._refuse_clash(office, OfficeTerm(who, capacity, start, stop_after(ended)), mine)
        holder: dict[str, Json] = {"office": office, "person": who, **said}
        if mine is None:
            self.reading.keep(row, "holders", holder)
        elif (mine.person_ref, mine.capacity) == (who, capacity):
            stands = {"start": mine.start.isoformat(), "new_start": said["start"]}
            self.reading.keep(row, "corrections", holder | stands)
        else:
            wrong: dict[str, Json] = {
                "office": office, "person": mine.person_ref, "start": mine.start.isoformat(),
                "capacity": mine.capacity, "basis": mine.basis, "gone": True,
            }  # fmt: skip
            self.reading.keep(row, "holders", holder)
            self.reading.keep(row, "corrections", wrong)
        self.reading.see(row, label, NEW if mine is None else CHANGED)

    def _mine(
        self, row: SheetRow, held: Sequence[HoldingRow], who: str, start: date, capacity: str
    ) -> HoldingRow | None:
        """The term that the row puts right: the one that it was written from, or one like it."""
        if row.text("term"):
            key = term_key(row.text("term"))
            if key is None:
                return None
            written = self.people.stands_for(key.person), key.start, key.capacity
            return next((t for t in held if (t.person_ref, t.start, t.capacity) == written), None)
        of_who = who, start, capacity
        return next((t for t in held if (t.person_ref, t.start, t.capacity) == of_who), None)

    def _term(self, row: SheetRow) -> tuple[str, str, dict[str, Json]]:
        office = self.offices.held(row)
        who = self.people.who(row)
        days = {name: row.day(name) for name in ("start", "last_day", "basis_date")}
        if days["start"] is None:
            raise CellWrong("start", CellMissing())
        return office, who, {
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "capacity": row.choice("capacity", CHOICES) if row.text("capacity") else "own",
            "basis": row.choice("basis", CHOICES) if row.text("basis") else None,
            "basis_number": row.text("basis_number") or None,
            "scope": row.text("scope") or None,
        }  # fmt: skip

    def _refuse_clash(self, office: str, new: OfficeTerm, instead: HoldingRow | None) -> None:
        stand = self.stand.setdefault(office, [])
        if instead is not None and office_term(instead) in stand:
            stand.remove(office_term(instead))
        other = clash(new, stand)
        stand.append(new)
        if other is not None:
            names = {t.person_ref: t.name for t in self.held.get(office, [])}
            name = names.get(str(other.person), Named(str(other.person), str(other.person)))
            refusal = TermsOverlap(field="start", name=name, start=other.start, stop=other.stop)
            raise CellWrong("start", refusal)

    def _label(self, office: str, who: Named) -> Named:
        title = self.offices.title(office)
        return Named(f"{title.th}: {who.th}", f"{title.en}: {who.en}")


def _of_term(held: HoldingRow) -> dict[str, Json]:
    """What is known of the term, as a row says it."""
    days = {"last_day": held.last_day, "basis_date": held.basis_date}
    return {
        "basis": held.basis, "basis_number": held.basis_number, "scope": held.scope,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }  # fmt: skip


def _with_known(said: Mapping[str, Json], known: Mapping[str, Json]) -> dict[str, Json]:
    """The row, its empty cells as they are known; the order of another basis is not known.

    That somebody holds the office by an order of appointment is said of any order that has them
    hold it in their own right.
    """
    filled = {**said, "basis": said["basis"] or known.get("basis") or "not_recorded"}
    own_order = said["capacity"] == "own" and known.get("basis") == "order"
    if own_order and filled["basis"] == "appointment":
        filled["basis"] = "order"
    kept = ["last_day", "scope"]
    if filled["basis"] == known.get("basis"):
        kept += ["basis_number", "basis_date"]
    return filled | {one: filled[one] or known.get(one) for one in kept}


def _says(held: HoldingRow, who: str, said: Mapping[str, Json], same: Sequence[HoldingRow]) -> bool:
    """Whether the recorded term is what the row says; no end is the end that follows."""
    following = [t.start for t in same if t.start > held.start and t.person_ref != who]
    before = last_day(min(following, default=None))
    ended = said["last_day"] or (before.isoformat() if before else None)
    kept = (held.person_ref, held.start, held.last_day, held.basis, held.basis_number,
            held.basis_date, held.scope)  # fmt: skip
    return tuple(one.isoformat() if isinstance(one, date) else one for one in kept) == (
        who, said["start"], ended, said["basis"], said["basis_number"], said["basis_date"],
        said["scope"],
    )  # fmt: skip
