"""A workbook of villages that came back: what would change, and what is wrong where.

Rows are held against the registry as it stands. A row that is missing takes nothing out, and a
column that is missing changes nothing. A row that nobody touched since the workbook was taken
out is left as it is, though it may have been changed in the registry meanwhile.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from desk.imports.sheet_cells import CellProblem
from desk.imports.sheet_reading import SheetContent
from desk.imports.village_reading import VillageReading
from desk.imports.village_rows import read_names, read_problems, read_reports
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from registry.records.adoption_rows import RawForm
from registry.records.rights import who_may_record
from registry.records.village_changes import VillageChanges
from registry.records.villages import record_villages
from registry.refusals import FileMisfits, Refusal
from registry.rules.screening import Net
from registry.rules.villages import RECORDERS
from tasks.workbooks.village_workbook import VILLAGES


class VillageFileUnfit(FileMisfits[CellProblem]):
    """The workbook has problems, each at its cell."""


class NoVillageForm(Refusal):
    """The workbook has none of the sheets of villages: it is another one."""


@dataclass(frozen=True)
class VillageContent(SheetContent):
    """What the workbook says. `warnings` are cells to be looked at twice: they need a reason."""

    changes: VillageChanges
    warnings: tuple[CellProblem, ...]


def read_villages(
    connection: Connection, raw: RawForm, net: Net, *, today: date, district: str
) -> VillageContent:
    """The workbook held against the registry. Raises NoVillageForm."""
    if not raw.sheets:
        raise NoVillageForm(field="FILE", sheets=VILLAGES.sheets)
    reading = VillageReading(raw, connection=connection, net=net, today=today, district=district)
    changes = VillageChanges(
        tuple(read_names(reading)), tuple(read_reports(reading)), tuple(read_problems(reading))
    )
    return VillageContent(
        tuple(reading.seen), tuple(reading.problems), changes, tuple(reading.warnings)
    )


def record_content(
    office: Installation,
    district: str,
    content: VillageContent,
    *,
    recorded_by: str,
    reason: str = "",
) -> None:
    """Record what the workbook says, all or nothing.

    Raises VillageFileUnfit for its problems, and for its warnings where no reason is given;
    MayNot, VillageMoved or MooTaken.
    """
    wrong = content.problems or (() if reason.strip() else content.warnings)
    if wrong:
        raise VillageFileUnfit(wrong, "FILE")
    record_changes(office, district, content.changes, recorded_by=recorded_by, reason=reason)


def record_changes(
    office: Installation,
    district: str,
    changes: VillageChanges,
    *,
    recorded_by: str,
    reason: str = "",
) -> None:
    """Record the changes as that person.

    Raises MayNot, VillageMoved, MooTaken, and what the screening refuses of the reason.
    """
    refuse_unfit_texts(office, {"reason": reason}, reason=reason)
    with office.registry.writing(district) as write:
        who = who_may_record(write, recorded_by, district, RECORDERS)
        record_villages(write, district, changes, by=who.id, reason=reason.strip())
