"""A plan's workbook out of the house and back: written, looked at; for page and command line."""

from dataclasses import dataclass

from sqlalchemy import Connection

from config.defaults import policy
from config.words import Sentence, Term, both
from desk.imports.plan_sheets import about_of, read_plan_sheets
from desk.views.plan_book import FORM, options_of, plan_book
from desk.views.plan_columns import COLUMNS
from flows.engine.installation import Installation
from flows.plan.checks import PlanFinding, few_survivors, outside_the_year
from flows.plan.process import PLAN
from flows.plan.round_trip import FileEdit, FilePlan, FileState, compare
from flows.plan.row_reading import NEW_KEY, read_row
from flows.plan.working_copy import WorkingCopy, draft_gate, plan_shown, working_copy
from flows.plan.writing import PlanLocked
from registry.queries.areas import names as area_names
from registry.queries.own_plans import earlier_rows
from registry.queries.void_committees import counted_instances
from registry.records.adoption_rows import RawForm
from registry.refusals import Refusal
from registry.rules.plan_sheet import DISTRICT, YEAR
from registry.rules.uploads import too_large
from registry.rules.year_days import year_of_period
from tasks.documents.docx_files import BrokenPart, TemplateNotDocx, TemplateTooLarge, is_word
from tasks.documents.plan_form import read_plan_form, write_plan_form
from tasks.workbooks.filled_form import WorkbookTooLarge, WorkbookUnreadable, read_workbook
from tasks.workbooks.plan_workbook import plan_workbook

ORDER = (
    FileState.BOTH, FileState.NEWER_STAYS, FileState.ADDED, FileState.CHANGED, FileState.TAKEN_OUT,
)  # fmt: skip


BROUGHT = (FileState.ADDED, FileState.CHANGED, FileState.BOTH)


class PlanNotThere(Refusal):
    """The registry has no plan of the district and year that the workbook names."""


@dataclass(frozen=True)
class PlanPreview:
    """What a workbook would do to the plan as it is now."""

    copy: WorkingCopy
    file: FilePlan
    edits: tuple[FileEdit, ...]

    @property
    def is_older(self) -> bool:
        """Whether the plan was changed since the workbook was made."""
        return self.file.state != self.copy.state

    @property
    def told(self) -> list[FileEdit]:
        """The rows of which there is something to say, those that both changed first."""
        return [one for state in ORDER for one in self.edits if one.state is state]

    @property
    def findings(self) -> list[PlanFinding]:
        """What to look at in the rows that it brings, beside what the plan's page tells."""
        said = [one.said for one in self.edits if one.state in BROUGHT]
        read = (read_row(one.key or NEW_KEY, one.body).row for one in said)
        rows = [one for one in read if one]
        return [
            *outside_the_year(rows, self.copy.start.year),
            *few_survivors(rows, policy().year.least_shown),
        ]

    def count(self, state: FileState) -> int:
        """How many rows are in that state."""
        return sum(one.state is state for one in self.edits)


def word_of_plan(copy: WorkingCopy) -> tuple[str, bytes]:
    """The plan in Word, to be edited and brought back, and what it is called."""
    return f"{_called(copy)}.docx", write_plan_form(plan_book(copy))


def file_of_plan(copy: WorkingCopy) -> tuple[str, bytes]:
    """The workbook of the plan, and what it is called."""
    return f"{_called(copy)}.xlsx", plan_workbook(plan_book(copy))


def _called(copy: WorkingCopy) -> str:
    return f"{copy.at.district}-plan-{copy.start.year}-v{copy.start.version}"


def shown_plan(office: Installation, connection: Connection, instance: int) -> WorkingCopy | None:
    """The working copy, or the last draft of a plan that is not being written."""
    return plan_shown(connection, instance, office.declared.gates, office.registry.today)


def read_file(content: bytes, megabytes: int, *, file: str, field: str = "FILE") -> RawForm:
    """The rows of the workbook, or of the plan in Word.

    Raises WorkbookTooLarge or WorkbookUnreadable.
    """
    if is_word(content):
        if too_large(len(content), megabytes):
            raise WorkbookTooLarge(field=field, file=file, megabytes=megabytes)
        try:
            return read_plan_form(content, COLUMNS)
        except (BrokenPart, TemplateNotDocx, TemplateTooLarge) as error:
            raise WorkbookUnreadable(field=field, file=file) from error
    return read_workbook(content, megabytes, file=file, field=field, form=FORM)


def plan_meant(office: Installation, connection: Connection, raw: RawForm) -> int:
    """The plan that the workbook is of and that is being written.

    Raises NoPlanForm, PlanNotThere or PlanLocked.
    """
    about = about_of(raw)
    district, year = about.get(DISTRICT, ""), about.get(YEAR, "")
    plans = [
        row
        for row in counted_instances(connection, district)
        if row.process == PLAN.key and year_of_period(row.period) == year
    ]
    for row in plans:
        if draft_gate(connection, row.id, office.declared.gates) is not None:
            return row.id
    if plans:
        raise PlanLocked(field="plan")
    names = area_names(connection, {district})
    raise PlanNotThere(field="FILE", district=names.get(district, district), year=year)


def preview(
    office: Installation, connection: Connection, instance: int, raw: RawForm
) -> PlanPreview:
    """What the workbook would do. Raises PlanLocked, PlanOfAnother, PlanFileUnfit, NoPlanForm."""
    copy = working_copy(connection, instance, office.declared.gates, office.registry.today)
    if copy is None:
        raise PlanLocked(field="plan")
    earlier = earlier_rows(connection, copy.at.district, copy.start.year)
    file = read_plan_sheets(raw, options_of(copy), office.net, earlier, copy.start.year)
    return PlanPreview(copy, file, tuple(compare(copy, file)))


def told_of(one: FileEdit) -> Sentence:
    """What becomes of a row, in words."""
    return both(f"plan_file.{one.state}", row=one.called or Term("page.plan.head"))
