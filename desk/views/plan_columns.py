"""The columns of a plan's workbook and form in Word, as the form of a plan's row has them."""

from collections.abc import Iterator

from config.words import Term
from desk.views.form_fields import FieldKind, FormField, described
from flows.engine.offers import Option
from flows.plan.row_reading import HIDDEN
from flows.plan.rows import PlanRow, Quarter
from registry.rules.plan_sheet import CARRIED, KEY, NUMBER, YES_NO, ColumnKind, PlanColumn

KINDS = {
    FieldKind.CHOICE: ColumnKind.CHOICE,
    FieldKind.DAY: ColumnKind.DAY,
    FieldKind.NUMBER: ColumnKind.FIGURE,
    FieldKind.YES_NO: ColumnKind.YES_NO,
}
FIELDS = {one.name: one for one in described(PlanRow)}


def _columns() -> Iterator[PlanColumn]:
    """The number on paper, then the fields in the order of the form, each quarter by itself."""
    yield PlanColumn(NUMBER, ColumnKind.GIVEN)
    for name, field in FIELDS.items():
        if name == "quarters":
            yield from (PlanColumn(str(one), ColumnKind.QUARTER) for one in Quarter)
        elif name not in HIDDEN:
            yield PlanColumn(name, _kind(field), _choices(field))


def _kind(field: FormField) -> ColumnKind:
    if field.name in (KEY, CARRIED):
        return ColumnKind.GIVEN
    if field.asked.key:
        return ColumnKind.KEYS if field.kind is FieldKind.SOME_OF else ColumnKind.ONE_KEY
    return KINDS.get(field.kind, ColumnKind.TEXT)


def _choices(field: FormField) -> tuple[str, tuple[str, ...]] | None:
    if field.kind is FieldKind.YES_NO:
        return "plan_yes_no", YES_NO
    match field.kind, field.options:
        case FieldKind.CHOICE, (Option(label=Term(first)), *_):
            return first.rpartition(".")[0], tuple(one.value for one in field.options)
        case _:
            return None


COLUMNS = tuple(_columns())
