"""Whatever is entered, moved and called off: one Chief a day, and the events that follow."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from flows.decisions.rotate import rotate
from flows.decisions.transfer_checks import TransferUnfit
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.queries.office_terms import terms_of_office
from registry.records.transfer_form import TransferOrder
from registry.rules.rotations import rotations
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.stages import Stage

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
FIRST = date(2022, 7, 1)
ORDERS = ("11/2565", "12/2565", "13/2565")

acts = st.lists(
    st.tuples(
        st.sampled_from(ORDERS),
        st.one_of(st.none(), st.integers(0, 60)),  # the day; None: called off
        st.sampled_from(["ก", "ข", "ค", ""]),  # who comes; "": not known
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def begun(sqlite_url: str) -> tuple[Desk, Stage]:
    """A desk, and its registry as every history finds it."""
    made = a_desk(sqlite_url)
    made.on("2022-08-01")
    return made, Stage(0, made.clock.now(), made.content())


def entered(desk: Desk, number: str, day: date | None, who: str) -> bool:
    row = {"district": MAE_FAH_LUANG, "on": (day or FIRST).isoformat()}
    if day is None:
        row |= {"called_off": "true"}
    elif who:
        row |= {"title_th": "นาย", "name_th": f"{who} สมมุติ"}
    order = {"number": number, "dated": "2022-06-30", "moves": [row]}
    try:
        rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    except TransferUnfit:
        return False
    return True


@given(acts)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_chief_of_each_day_came_by_the_last_order_that_stands(
    begun: tuple[Desk, Stage], said: list[tuple[str, int | None, str]]
) -> None:
    desk, stage = begun
    desk.take_over(stage)
    stands: dict[str, tuple[date, str]] = {}
    announced: dict[str, set[str]] = {one: set() for one in ORDERS}
    for number, after, who in said:
        day = None if after is None else FIRST + timedelta(days=after)
        if day in {one for key, (one, _) in stands.items() if key != number}:
            continue  # two orders of one day: the later one is the other's correction
        if day and any(who in told for key, told in announced.items() if key != number):
            continue  # of two orders about one person one changes the other
        if day is None and number not in stands:
            continue  # it would call off what another order announced
        if not entered(desk, number, day, who):
            continue
        announced[number] |= {who} - {""}
        before = stands.pop(number, None)
        if day is not None:  # who comes is not forgotten where the same order says nothing of it
            stands[number] = (day, who or before[1] if before and before[0] == day else who)
        compared(desk, stands)
    for number in stands:
        assert entered(desk, number, None, "")
    compared(desk, {})


def compared(desk: Desk, stands: dict[str, tuple[date, str]]) -> None:
    with desk.office.registry.reading() as connection:
        for days in range(-2, 64):
            on = FIRST + timedelta(days=days)
            before = [one for one in sorted(stands.values()) if one[0] <= on]
            found = [one.name.th for one in holders(connection, CHIEF, on)]
            assert len(found) <= 1
            if before:
                assert found == ([f"นาย{before[-1][1]} สมมุติ"] if before[-1][1] else []), on
        told = [one.on for one in events_of(connection, MAE_FAH_LUANG)]
        assert told == sorted(day for day, _ in stands.values())
        assert {one.on for one in rotations(terms_of_office(connection, CHIEF))} <= set(told)
