from pydantic import TypeAdapter

from flows.plan.beginning import carried_key
from flows.plan.rows import RowKey

FITS = TypeAdapter(RowKey)


def test_a_row_that_is_carried_for_ten_years_still_has_a_key_that_a_plan_takes() -> None:
    keys = ["act-village-trainings", "act-village-training"]
    for year in range(2563, 2573):
        keys = [carried_key(year, one) for one in keys]
        assert [FITS.validate_python(one) for one in keys] == keys
        assert len({*keys}) == 2
        assert all(one.startswith(f"{year}-") for one in keys)


def test_a_row_that_was_carried_once_is_called_by_the_year_and_its_own_key() -> None:
    assert carried_key(2566, "row-1") == "2566-row-1"
