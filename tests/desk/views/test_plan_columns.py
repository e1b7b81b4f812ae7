from desk.views.plan_columns import COLUMNS, FIELDS
from desk.web.gate.field_views import shown
from desk.web.pages.plan_row_parts import parts_of
from flows.plan.row_reading import HIDDEN
from flows.plan.rows import PlanRow
from registry.rules.plan_sheet import NUMBER, QUARTERS


def test_every_field_of_a_plans_row_is_a_column_of_its_files_in_the_order_of_the_form() -> None:
    named = ("quarters" if one.key in QUARTERS else one.key for one in COLUMNS)
    form = [name for name in PlanRow.model_fields if name not in HIDDEN]
    assert [*dict.fromkeys(named)] == [NUMBER, *form]


def test_every_field_of_a_plans_row_stands_in_one_part_of_its_page() -> None:
    views = {one.name: one for one in shown([*FIELDS.values()], {})}
    parts = [one.field.name for part in parts_of(views, set()) for one in part.fields]
    assert sorted(parts) == sorted(FIELDS)
