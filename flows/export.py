"""Leaving with everything: each paper as a file, all rows in one workbook (`export --all`).

What is written stands under a temporary name until it is whole: an export that was cut off
never looks like one. It is of one instant, others may go on writing meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from config.system_errors import reason_of
from config.words import Sentence, both
from registry.partial_files import folder_made_whole
from registry.queries.document_contents import content
from registry.queries.export import ExportPaper, ExportSheet, paper_count, papers, sheets
from registry.records.rights import who_may
from registry.refusals import Refusal
from registry.rules.file_names import safe_file_name, safe_name
from registry.rules.rights import Verb
from registry.store import Registry
from registry.transaction import COUNTRY
from tasks.workbooks.export_workbook import write_workbook

WORKBOOK, PAPERS, TEXTS = "prasan.xlsx", "documents", "long-texts"
TOLD_EACH = 500  # papers between two lines of progress
REDACTED = "[redacted]"
OWN_ALONE = 0o700  # who may open the folder: whoever took everything away
Tell = Callable[[Sentence], None]


class ExportTargetExists(Refusal):
    """There is something of that name; an export writes over nothing."""


class ExportNotWritten(Refusal):
    """The files could not be written: a full disk, a folder that cannot be written."""


@dataclass(frozen=True)
class Export:
    """What was written: the folder, papers, those of them whose bytes were redacted, rows."""

    folder: Path
    papers: int
    redacted: int
    rows: dict[str, int]


def export_all(
    registry: Registry, folder: Path, *, recorded_by: str, contacts: bool, tell: Tell
) -> Export:
    """Write all that the registry holds into a new `folder`. The audit says who took it away.

    Raises UnknownPerson or MayNot (it takes an administrator of the country),
    ExportTargetExists, ExportNotWritten.
    """
    if folder.exists():
        raise ExportTargetExists(field="--all", folder=str(folder))
    # Said before the first byte is written: an export that was cut off has left the house too.
    registry.note_attempt(actor=_who_may(registry, recorded_by), target="registry", code="export")
    try:
        with folder_made_whole(folder, OWN_ALONE) as part:
            with registry.reading() as connection:
                made = _written(connection, registry, part, folder, contacts, tell)
            _say_in_the_audit(registry, recorded_by, contacts=contacts)
    except OSError as error:
        reason = reason_of(error)
        raise ExportNotWritten(field="--all", folder=str(folder), reason=reason) from error
    return made


def _who_may(registry: Registry, recorded_by: str) -> str:
    with registry.writing() as write:
        return who_may(write, recorded_by, Verb.ADMINISTER, COUNTRY).ref


def _say_in_the_audit(registry: Registry, recorded_by: str, *, contacts: bool) -> None:
    with registry.writing() as write:
        by = who_may(write, recorded_by, Verb.ADMINISTER, COUNTRY)
        write.lock(COUNTRY)
        write.audit(COUNTRY, "registry.exported", actor=by.id, body={"contacts": contacts})


def _written(
    connection: Connection,
    registry: Registry,
    part: Path,
    folder: Path,
    contacts: bool,  # noqa: FBT001 — handed on as it was asked for
    tell: Tell,
) -> Export:
    places = _write_papers(connection, part / PAPERS, tell)

    def elsewhere(name: str, text: str) -> str:
        file = part / TEXTS / f"{name}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return f"{TEXTS}/{file.name}"

    def found() -> Iterator[ExportSheet]:
        for sheet in sheets(connection, contacts=contacts):
            tell(both("export.sheet", sheet=sheet.name))
            yield _with_files(sheet, places)

    rows = write_workbook(part / WORKBOOK, _about(registry), found(), elsewhere)
    gone = sum(place == REDACTED for place in places.values())
    return Export(folder, len(places), gone, rows)


def _write_papers(connection: Connection, folder: Path, tell: Tell) -> dict[int, str]:
    """Where each paper lies, by its number, as the workbook names it."""
    total, places = paper_count(connection), dict[int, str]()
    for number, paper in enumerate(papers(connection), 1):
        held = content(connection, paper.sha256)
        place = _place(paper)
        if held is not None:
            file = folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(held)
        places[paper.id] = REDACTED if held is None else f"{PAPERS}/{place}"
        if number % TOLD_EACH == 0 or number == total:
            tell(both("export.papers", done=number, total=total))
    return places


def _place(paper: ExportPaper) -> Path:
    """Province, district, then the paper's number and name: no two are the same."""
    area = safe_name(f"{paper.area} {paper.area_th}", empty=paper.area)
    name = safe_file_name(paper.file_name, empty="-")
    return Path(safe_name(paper.province_th, empty="-")) / area / f"{paper.id:06} {name}"


def _with_files(sheet: ExportSheet, places: dict[int, str]) -> ExportSheet:
    """The sheet of papers says of each where its file lies."""
    if sheet.name != PAPERS:
        return sheet

    def rows() -> Iterator[Sequence[Any]]:
        for row in sheet.rows:
            yield (*row, places[row[0]])

    return ExportSheet(sheet.name, (*sheet.heads, "file"), rows())


def _about(registry: Registry) -> Iterator[tuple[str, str]]:
    """What the workbook is, in both languages, for whoever opens it without Prasan."""
    at = registry.clock.now().isoformat(" ", "seconds")
    for key in ("of", "sheets", "times", "redacted", "papers", "proof"):
        said = both(f"export.about.{key}", registry=registry.id, at=at)
        yield said.th, said.en
