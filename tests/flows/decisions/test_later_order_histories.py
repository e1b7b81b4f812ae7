"""Orders that change one another, entered in any sequence: what holds is what their dates say."""

from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from flows.decisions.rotate import rotate
from flows.decisions.transfer_checks import TransferUnfit
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.records.transfer_form import TransferOrder
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.stages import Stage

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
FIRST = date(2022, 7, 1)
WITHIN = 40


class Paper(NamedTuple):
    """An order: the days of its date and of its move (None: it calls off), and who comes."""

    number: int
    dated: int
    on: int | None
    who: str
    names_order: bool  # by the number of the last one about the same person, else by who comes


papers = st.lists(
    st.builds(
        Paper,
        st.integers(11, 16),
        st.integers(0, 20),
        st.one_of(st.none(), st.integers(0, WITHIN)),
        st.sampled_from("กข"),
        st.booleans(),
    ),
    min_size=2,
    max_size=6,
    unique_by=lambda one: one.number,
)


def holds(known: list[Paper]) -> dict[int, str]:
    """Who comes on which day: of each person what no order changed that was signed in time."""
    found = {}
    for who in "กข":
        mine = sorted((one for one in known if one.who == who), key=lambda one: one[1::-1])
        for one, later in zip_longest(mine, mine[1:]):
            if one.on is not None and (later is None or later.dated > one.on):
                found[one.on] = who
    return found


def is_entered(desk: Desk, paper: Paper, known: list[Paper]) -> bool:
    row = {"district": MAE_FAH_LUANG}
    earlier = [one for one in known if one.who == paper.who and one[1::-1] < paper[1::-1]]
    if paper.names_order and earlier:
        row |= {"of_order": f"{earlier[-1].number}/2565"}
    if not row.get("of_order") or paper.on is not None:
        row |= {"title_th": "นาย", "name_th": f"{paper.who} สมมุติ"}
    day = paper.dated if paper.on is None else paper.on
    row |= {"called_off": "true"} if paper.on is None else {}
    row |= {"on": (FIRST + timedelta(days=day)).isoformat()}
    dated = (FIRST + timedelta(days=paper.dated)).isoformat()
    order = {"number": f"{paper.number}/2565", "dated": dated, "moves": [row]}
    try:
        rotate(desk.office, TransferOrder.model_validate(order), recorded_by="coord")
    except TransferUnfit:
        return False
    return True


@pytest.fixture
def begun(sqlite_url: str) -> tuple[Desk, Stage]:
    """A desk, and its registry as every history finds it."""
    made = a_desk(sqlite_url)
    made.on("2022-09-01")
    return made, Stage(0, made.clock.now(), made.content())


@given(papers)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_holds_is_what_the_dates_of_the_orders_say(
    begun: tuple[Desk, Stage], said: list[Paper]
) -> None:
    desk, stage = begun
    desk.take_over(stage)
    known: list[Paper] = []
    for paper in said:
        if len({one.on for one in (*known, paper)}) <= len(known):
            continue  # two of one day, or two that call off: who came on it is another test's
        if is_entered(desk, paper, known):
            known.append(paper)
            agrees(desk, known)
            assert is_entered(desk, paper, [])  # once more it changes nothing
            agrees(desk, known)


def agrees(desk: Desk, known: list[Paper]) -> None:
    stands = holds(known)
    with desk.office.registry.reading() as connection:
        for day in range(WITHIN + 2):
            on = FIRST + timedelta(days=day)
            comes = [who for since, who in sorted(stands.items()) if since <= day]
            (chief,) = holders(connection, CHIEF, on)
            assert chief.name.th == (f"นาย{comes[-1]} สมมุติ" if comes else "นายสมมุติ ตัวอย่าง"), known
        told = [(one.on - FIRST).days for one in events_of(connection, MAE_FAH_LUANG)]
    assert told == sorted(stands), known
