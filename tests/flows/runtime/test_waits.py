from flows.decisions.start import start
from flows.runtime.waits import TAGS_OF_A_KIND, run_tags
from registry.queries.areas import districts_in
from tests.builders import Desk, a_desk


def begun(desk: Desk, districts: list[str]) -> list[int]:
    on = desk.office.registry.today
    return [
        start(desk.office, "establishment", one, on=on, recorded_by="coord").instance
        for one in districts
    ]


def test_a_run_is_found_by_what_it_carries_and_of_many_by_what_they_have_in_common(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", "5001", "5701")
    with desk.office.registry.reading() as connection:
        several = [one for area in ("50", "57") for one in districts_in(connection, area)]
    first, *others = begun(desk, several[: TAGS_OF_A_KIND + 1])
    assert run_tags(desk.office, [first]) == {
        "district:5001", "province:50", "process:establishment", f"instance:{first}"
    }  # fmt: skip
    assert "district:5001" in run_tags(desk.office, [first, *others[1:]])
    assert run_tags(desk.office, [first, *others]) == {"province:50", "process:establishment"}
