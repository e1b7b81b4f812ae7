from dataclasses import replace
from datetime import date

from hypothesis import given, strategies as st

from registry.rules.villages import (
    ALL_CALLS,
    CALLS,
    FIGURES,
    AreaSituation,
    Stay,
    VillageSituation,
    VillageTotal,
    add_up,
    by_subdistrict,
    first_clash,
    groups_fit,
)

ON, DAYS = date(2026, 9, 1), 456
AS_OF = date(2026, 8, 5)


def a_village(
    number: int = 1, as_of: date | None = AS_OF, **figures: int | None
) -> VillageSituation:
    return VillageSituation(f"5715/village/{number}", "571501", as_of, figures)


def added(*villages: VillageSituation) -> AreaSituation:
    return add_up(villages, ON, DAYS)


def test_what_nobody_recorded_is_not_zero() -> None:
    seen = added(a_village(as_of=None), a_village(2, risk_places=0))
    assert seen.totals["risk_places"] == VillageTotal(0, 1, 2)
    assert seen.totals["crossings"] == VillageTotal(None, 0, 2)
    assert not seen.totals["crossings"].at_least


def test_a_sum_is_at_least_while_a_village_has_not_said_it() -> None:
    seen = added(a_village(risk_places=3), a_village(2, risk_places=4), a_village(3, crossings=1))
    assert seen.totals["risk_places"] == VillageTotal(7, 2, 3)
    assert seen.totals["risk_places"].at_least
    whole = added(a_village(risk_places=3), a_village(2, risk_places=4))
    assert not whole.totals["risk_places"].at_least


def test_a_report_counts_to_the_last_of_its_days_and_never_before_its_own() -> None:
    last = date(2025, 6, 2)  # 456 days before
    seen = added(a_village(as_of=last, crossings=1), a_village(2, date(2025, 6, 1), crossings=5))
    assert (seen.reported, seen.outdated, seen.totals["crossings"].value) == (1, 1, 1)
    later = added(a_village(as_of=date(2026, 9, 2), crossings=1))
    assert (later.reported, later.totals["crossings"].value) == (0, None)


def test_the_days_of_the_reports_that_count_are_told_from_the_oldest_to_the_newest() -> None:
    seen = added(a_village(as_of=date(2026, 8, 1)), a_village(2), a_village(3, as_of=None))
    assert (seen.oldest, seen.newest) == (date(2026, 8, 1), AS_OF)
    nothing = added(a_village(as_of=None))
    assert (nothing.oldest, nothing.newest) == (None, None)


def test_reports_of_all_channels_are_whole_only_where_each_was_said() -> None:
    each = VillageSituation("a", "571501", AS_OF, dict.fromkeys(CALLS, 1))
    seen = added(each, a_village(2, calls_police=2))
    assert seen.totals[ALL_CALLS] == VillageTotal(11, 2, 2, partly=True)
    assert seen.totals[ALL_CALLS].at_least
    assert not added(each).totals[ALL_CALLS].at_least
    assert added(each, a_village(2)).totals[ALL_CALLS] == VillageTotal(9, 1, 2)


def test_a_village_without_a_community_plan_has_not_no_problem() -> None:
    none = VillageSituation("a", "571501")
    two, done = replace(none, open_problems=2), replace(none, open_problems=0)
    assert added(none).open_problems == VillageTotal(None, 0, 1)
    assert added(none, two).open_problems.at_least
    assert added(two, done).open_problems == VillageTotal(2, 2, 2)


def test_a_sub_district_of_which_no_village_is_recorded_is_told_too() -> None:
    found = by_subdistrict([a_village(crossings=1)], ["571501", "571502"], ON, DAYS)
    assert found["571501"].villages == 1
    assert found["571502"].villages == 0
    assert found["571502"].totals["crossings"].value is None


@given(st.lists(st.tuples(st.sampled_from(["571501", "571502"]), st.none() | st.integers(0, 9))))
def test_the_parts_add_up_to_the_whole(rows: list[tuple[str, int | None]]) -> None:
    each = [
        VillageSituation(str(number), code, AS_OF, {"risk_places": value}, number % 3)
        for number, (code, value) in enumerate(rows)
    ]
    whole = added(*each)
    parts = [*by_subdistrict(each, ["571501", "571502"], ON, DAYS).values()]
    for figure in FIGURES:
        sums = [one.totals[figure].value for one in parts]
        known = [one for one in sums if one is not None]
        assert whole.totals[figure].value == (sum(known) if known else None)
    assert whole.villages == sum(one.villages for one in parts)
    planned = [one.open_problems.value for one in parts if one.open_problems.value is not None]
    assert whole.open_problems.value == (sum(planned) if planned else None)


def test_nobody_is_in_a_group_where_there_is_none() -> None:
    assert not groups_fit(0, 3, None)
    assert groups_fit(0, 0, None)
    assert groups_fit(None, 3, 2)
    assert groups_fit(1, None, None)


def test_two_villages_clash_only_in_one_sub_district_at_one_time_with_a_number() -> None:
    def stay(village: str, code: str, moo: int | None, start: int, stop: int | None) -> Stay:
        return Stay(village, code, moo, date(start, 1, 1), date(stop, 1, 1) if stop else None)

    first = stay("a", "571501", 3, 2020, 2024)
    assert first_clash([first, stay("b", "571501", 3, 2024, None)]) is None
    assert first_clash([first, stay("b", "571502", 3, 2022, None)]) is None
    assert first_clash([first, stay("a", "571501", 3, 2022, None)]) is None
    assert first_clash([stay("a", "571501", None, 2020, None)] * 2) is None
    other = stay("b", "571501", 3, 2023, None)
    assert first_clash([other, first]) == (first, other)
