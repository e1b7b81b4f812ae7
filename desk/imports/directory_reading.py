"""What a directory workbook says so far: rows to load, what they would do, what is wrong."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date

from sqlalchemy import Connection

from desk.imports.directory_cells import DirectoryKeysMissing, DirectoryRowTwice
from desk.imports.load_files import FileUnfit, load_file
from desk.imports.row_loading import refuse_future
from desk.imports.sheet_cells import CellWrong, SheetCellUnfit, SheetRow
from desk.imports.sheet_reading import SheetReading
from registry.refusals import Refusal
from registry.rules.directory_form import COLUMNS
from registry.rules.plain_values import Json
from registry.rules.screening import Net

OF_A_ROW = re.compile(r"(?:[a-z]+ [0-9]+: |[a-z]+\.[0-9]+\.)([a-z_]+)")
COLUMN_OF = {
    "kinds": dict.fromkeys(("key", "name_th", "name_en"), "kind"),
    "offices": {"ref": "office", "title_th": "office_title"},
    "people": {"ref": "person"},
    "holders": {"new_start": "start"},
    "corrections": {"new_start": "start"},
    "agencies": {"key": "agency", "name_th": "agency_th", "name_en": "agency_en"},
}


@dataclass
class Reading(SheetReading):
    """A directory workbook while it is read. `areas`: rows of any other area are a problem."""

    words: str = "directory"
    keys_missing: type[Refusal] = DirectoryKeysMissing
    _: KW_ONLY
    connection: Connection
    net: Net
    today: date
    areas: frozenset[str]
    data: dict[str, list[dict[str, Json]]] = field(default_factory=dict)
    rows_before: dict[Hashable, tuple[str, Mapping[str, Json]]] = field(default_factory=dict)

    def said_before(self, what: Hashable) -> Mapping[str, Json]:
        """What a row before says of that; nothing where there is none."""
        return self.rows_before[what][1] if what in self.rows_before else {}

    def is_repeated(
        self, row: SheetRow, column: str, what: Hashable, said: Mapping[str, Json]
    ) -> bool:
        """Whether a row before says the same of that. Raises CellWrong where it says otherwise."""
        if what not in self.rows_before:
            self.rows_before[what] = self.where(row, column), said
            return False
        first, before = self.rows_before[what]
        if before != said:
            raise CellWrong(column, DirectoryRowTwice(first=first))
        return True

    def keep(self, row: SheetRow, table: str, data: dict[str, Json]) -> None:
        """Hold the row against the form that every file to load has, and keep it."""
        try:
            refuse_future(load_file({table: [data]}, self.net), self.today)
        except Refusal as refusal:
            found = OF_A_ROW.fullmatch(refusal.field or "")
            name = found[1] if found else ""
            column = COLUMN_OF[table].get(name, name)
            columns = COLUMNS[row.sheet]
            column = column if column in columns else columns[0]
            if isinstance(refusal, FileUnfit):
                problem = refusal.values["problem"]
                raise CellWrong(column, SheetCellUnfit(problem=problem)) from refusal
            raise CellWrong(column, refusal) from refusal
        self.data.setdefault(table, []).append(data)
