"""What waits, in as few lines as can be read: nothing is hidden."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis.strategies import builds, integers, lists, none, one_of, sampled_from

from registry.rules.inbox_lines import MOST_LINES, GateGroup, lines_of

DISTRICTS = [f"57{number:02}" for number in range(1, 19)]
GATES = ("plan_draft", "endorsement", "money", "proposal_sent")
DAYS = integers(0, 30).map(lambda days: date(2022, 7, 1) + timedelta(days))
GROUPS = lists(
    builds(
        GateGroup, sampled_from(DISTRICTS), sampled_from(GATES), one_of(none(), DAYS),
        integers(1, 20), integers(1, 10_000), DAYS,
    ),
    max_size=200,
    unique_by=lambda one: (one.district, one.gate, one.due_on),
)  # fmt: skip


@given(GROUPS)
def test_eighteen_districts_never_take_more_than_forty_lines_and_none_is_hidden(
    groups: list[GateGroup],
) -> None:
    lines = lines_of(groups)
    assert len(lines) <= MOST_LINES
    assert sorted(
        (one.district, one.gate, str(one.due_on)) for line in lines for one in line.groups
    ) == sorted((one.district, one.gate, str(one.due_on)) for one in groups)
    assert all(len({one.district for one in line.groups}) == 1 for line in lines)


@given(GROUPS)
def test_each_line_stands_where_the_most_urgent_of_it_stood(groups: list[GateGroup]) -> None:
    places = [groups.index(line.first) for line in lines_of(groups)]
    assert places == sorted(places)


def test_few_things_stand_by_gate_district_and_day() -> None:
    day = date(2022, 7, 15)
    groups = [
        GateGroup("5715", "endorsement", day, 20, 1, day),
        GateGroup("5715", "endorsement", None, 1, 21, day),
        GateGroup("5715", "money", day, 1, 22, day),
    ]
    assert [one.count for one in lines_of(groups)] == [20, 1, 1]
    assert [one.count for one in lines_of(groups, most=2)] == [21, 1]
    assert [one.kinds for one in lines_of(groups, most=1)] == [{"endorsement": 21, "money": 1}]


def test_a_failure_of_the_machine_stands_for_itself() -> None:
    day = date(2022, 7, 15)
    groups = [GateGroup("5715", "incident", day, 1, one, day, alone=True) for one in (1, 2)]
    assert len(lines_of(groups, most=1)) == 2
