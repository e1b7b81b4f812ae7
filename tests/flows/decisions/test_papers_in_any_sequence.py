"""Orders that announce, move and call off: whatever the sequence of entry, the papers hold."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from flows.decisions.earlier_orders import EarlierOrderUnknown, NeverAnnounced
from flows.decisions.rotate import rotate
from flows.decisions.transfer_checks import TransferUnfit
from registry.queries.events import events_of
from registry.queries.office_holders import holders
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.decisions.at_rotations import CHIEF, chief_on
from tests.stages import Stage

SIGNED, FIRST_DAY = date(2022, 6, 1), date(2022, 7, 1)
NAMES = ("นายก สมมุติ", "นายข สมมุติ", "นายค สมมุติ")


class Paper(NamedTuple):
    """An order: who is to come and from which day after the first; None calls that off."""

    who: int
    after: int | None
    by_name: bool  # else by the number of the order that it changes


papers = st.lists(
    st.builds(
        Paper,
        who=st.integers(0, len(NAMES) - 1),
        after=st.one_of(st.none(), st.sampled_from((0, 0, 14, 30))),
        by_name=st.booleans(),
    ),
    min_size=2,
    max_size=5,
)


def number(place: int) -> str:
    return f"{place + 11}/2565"


def whole(said: Sequence[Paper]) -> list[Paper]:
    """The papers that an office could sign: nobody is called off who was not announced, and what
    was called off is not spoken of once more.
    """
    kept: list[Paper] = []
    for one in said:
        of_them = [other.after for other in kept if other.who == one.who]
        if None in of_them or (one.after is None and not of_them):
            continue
        kept.append(one)
    return kept


def order_of(place: int, said: Sequence[Paper]) -> TransferOrder:
    one = said[place]
    earlier = [at for at in range(place) if said[at].who == one.who]
    row: dict[str, Json] = {"district": MAE_FAH_LUANG}
    if one.by_name or not earlier:
        row |= {"title_th": "นาย", "name_th": NAMES[one.who].removeprefix("นาย")}
    else:
        row |= {"of_order": number(earlier[-1])}
    if one.after is None:
        row |= {"called_off": True}
    else:
        row |= {"on": (FIRST_DAY + timedelta(days=one.after)).isoformat()}
    dated = (SIGNED + timedelta(days=place)).isoformat()
    return TransferOrder.model_validate({"number": number(place), "dated": dated, "moves": [row]})


def is_entered(desk: Desk, order: TransferOrder) -> bool:
    """Whether it was; what it is to change may have to be entered first, and it says so."""
    try:
        rotate(desk.office, order, recorded_by="coord")
    except TransferUnfit as refused:
        if {type(one) for one in refused.problems} <= {EarlierOrderUnknown, NeverAnnounced}:
            return False
        raise
    return True


def enter(desk: Desk, said: Sequence[Paper], sequence: Sequence[int]) -> None:
    left = [*sequence]
    while left:
        waiting = [place for place in left if not is_entered(desk, order_of(place, said))]
        assert len(waiting) < len(left), "an order waits for what was entered"
        left = waiting


def chiefs(said: Sequence[Paper]) -> dict[date, str]:
    """Who comes on which day: of each person the last paper counts, of one day the last one."""
    last = {one.who: (one.after, place) for place, one in enumerate(said)}
    found: dict[date, tuple[int, str]] = {}
    for who, (after, place) in last.items():
        if after is not None:
            day = FIRST_DAY + timedelta(days=after)
            found[day] = max(found.get(day, (-1, "")), (place, NAMES[who]))
    return {day: name for day, (_, name) in sorted(found.items())}


@pytest.fixture
def begun(sqlite_url: str) -> tuple[Desk, Stage]:
    made = a_desk(sqlite_url)
    made.on("2022-08-15")
    return made, Stage(0, made.clock.now(), made.content())


@given(papers, st.randoms(use_true_random=False))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_history_as_known_is_that_of_the_papers_in_whatever_sequence_they_are_entered(
    begun: tuple[Desk, Stage], said: list[Paper], chance: Random
) -> None:
    desk, stage = begun
    desk.take_over(stage)
    before = chief_on(desk, "2022-06-30")
    papers_signed = whole(said)
    sequence = [*range(len(papers_signed))]
    chance.shuffle(sequence)
    enter(desk, papers_signed, sequence)
    expected = chiefs(papers_signed)
    with desk.office.registry.reading() as connection:
        assert [one.on for one in events_of(connection, MAE_FAH_LUANG)] == [*expected]
        for days in range(-1, 40):
            on = FIRST_DAY + timedelta(days=days)
            came = [name for day, name in expected.items() if day <= on]
            held = [one.name.th for one in holders(connection, CHIEF, on)]
            assert held == (came[-1:] or before), on
    for place in sequence:  # entered once more, nothing is told of as new
        done = rotate(desk.office, order_of(place, papers_signed), recorded_by="coord")
        assert done.told == ()
