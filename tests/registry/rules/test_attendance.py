from dataclasses import replace
from fractions import Fraction
from typing import get_args

from hypothesis import given, strategies as st

from registry.rules.attendance import (
    DistinctMember,
    Sex,
    SheetLine,
    State,
    count,
    distinct_members,
    once,
    quorum,
    sheet_line,
)
from registry.rules.redaction import TEXT_MARK
from registry.rules.seats import BodyKey, Seat, SeatRole

STATES: tuple[State, ...] = get_args(State)
SEXES: tuple[Sex, ...] = get_args(Sex)


def a_seat(key: str, **changes: object) -> Seat:
    facts = {
        "key": key,
        "kind": "added",
        "body": BodyKey.EXECUTIVE,
        "role": SeatRole.MEMBER,
        "title_th": key,
        "title_en": key,
    }
    return Seat.model_validate(facts | changes)


def members(number: int, *, representative: bool = False) -> tuple[DistinctMember, ...]:
    seats = (a_seat(f"s{one}", representative=representative) for one in range(number))
    return tuple(DistinctMember((seat,), None) for seat in seats)


lines = st.lists(
    st.builds(
        SheetLine,
        state=st.sampled_from(STATES),
        sex=st.sampled_from(SEXES),
        who=st.none() | st.sampled_from("abcdef"),
        seats=st.lists(st.sampled_from(["s0", "s1", "s2", "s3"]), max_size=3).map(tuple),
    ),
    max_size=12,
)


def test_a_person_with_three_seats_is_one_member() -> None:
    police = "5715/police_superintendent/1"
    seats = (
        a_seat("executive.police", office=police),
        a_seat("prevention.police", office=police),
        a_seat("suppression.named", person=7),
        a_seat("executive.other", office="5715/hospital_director/1"),
    )
    first, second = distinct_members(seats, {police: 7})
    assert [seat.key for seat in first.seats] == [
        "executive.police", "prevention.police", "suppression.named",
    ]  # fmt: skip
    assert (first.person, second.person) == (7, None)
    assert second.key == "executive.other"


def test_a_post_that_nobody_is_known_to_hold_is_one_member() -> None:
    seats = (a_seat("a", office="5715/x/1"), a_seat("b", office="5715/x/1"))
    assert len(distinct_members(seats, {})) == 1


def test_an_unnamed_seat_falls_to_the_one_person_named_for_its_office() -> None:
    cso = "5715/cso_representative/1"
    seats = (a_seat("a", office=cso, person=3), a_seat("b", office=cso))
    assert [len(one.seats) for one in distinct_members(seats, {})] == [2]
    several = (*seats, a_seat("c", office=cso, person=4))
    assert [one.person for one in distinct_members(several, {})] == [3, None, 4]


def test_an_agency_or_title_without_a_post_is_one_member() -> None:
    seats = (
        a_seat("a", agency="focus"),
        a_seat("b", agency="focus"),
        a_seat("c", title_th="ผู้แทนหน่วยทหารในพื้นที่"),
        a_seat("d", title_th="ผู้แทนหน่วยทหารในพื้นที่"),
    )
    assert [len(one.seats) for one in distinct_members(seats, {})] == [2, 2]


def test_of_two_lines_about_one_person_the_more_present_counts() -> None:
    absent = SheetLine("absent", who="a", seats=("s0",))
    there = SheetLine("online", "female", who="a", seats=("s1",))
    assert once((absent, there)) == (SheetLine("online", "female", "a", ("s0", "s1")),)
    assert once((there, absent)) == (SheetLine("online", "female", "a", ("s1", "s0")),)


def test_a_proxys_sex_is_not_that_of_who_came_themselves() -> None:
    proxy = SheetLine("proxy", "male", who="a", seats=("s0",))
    own = SheetLine("present", "female", who="a", seats=("s1",))
    unsaid = SheetLine("present", who="a", seats=("s1",))
    for other, sex in ((own, "female"), (unsaid, "not_stated")):
        for pair in ((proxy, other), (other, proxy)):
            (one,) = once(pair)
            assert (one.state, one.sex) == ("present", sex)


def test_a_stated_sex_goes_before_one_that_a_title_says() -> None:
    inferred = SheetLine("present", "male", who="a", inferred=True)
    stated = SheetLine("present", "female", who="a")
    for pair in ((inferred, stated), (stated, inferred)):
        (one,) = once(pair)
        assert (one.sex, one.inferred) == ("female", False)


def test_a_line_is_told_by_its_reference_else_by_its_name_and_by_nothing_redacted() -> None:
    def who(reference: str | None, name: str) -> str | None:
        unsaid: tuple[Sex, bool] = ("not_stated", False)
        return sheet_line("guest", unsaid, reference=reference, name=name, seats=()).who

    assert who("p1", "นาย ก  ข") == "p1"
    assert who(None, "นาย ก  ข") == who("", " นาย ก ข") == "นาย ก ข"
    assert who(None, f"นาย{TEXT_MARK}") is None
    assert who(TEXT_MARK, TEXT_MARK) is None
    assert who(None, "") is None


def test_lines_that_name_nobody_are_persons_of_their_own() -> None:
    assert len(once((SheetLine("guest"), SheetLine("guest")))) == 2


def test_persons_are_counted_by_state_and_sex() -> None:
    counted = count(
        (
            SheetLine("present", "female", "a"),
            SheetLine("present", "female", "a"),
            SheetLine("online", "male", "b"),
            SheetLine("proxy", "not_stated", "c"),
            SheetLine("absent", "male", "d"),
            SheetLine("guest", "female", "e"),
        )
    )
    assert counted.by_state["present"].women == 1
    assert counted.by_state["absent"].men == 1
    assert (counted.there.women, counted.there.men, counted.there.not_stated) == (2, 1, 1)
    assert (counted.there.total, counted.total) == (4, 5)


@given(lines)
def test_women_men_and_not_stated_always_make_the_total(sheet: list[SheetLine]) -> None:
    counted = count(sheet)
    named = {line.who for line in sheet if line.who is not None}
    assert counted.total == len(named) + sum(line.who is None for line in sheet)
    absent = counted.by_state["absent"].total
    assert counted.there.total + absent == counted.total


@given(lines, st.randoms())
def test_the_order_of_the_lines_changes_no_state(sheet: list[SheetLine], randomly: object) -> None:
    shuffled = list(sheet)
    randomly.shuffle(shuffled)  # type: ignore[attr-defined]
    before, after = count(sheet), count(shuffled)
    totals = [{state: one.total for state, one in c.by_state.items()} for c in (before, after)]
    assert totals[0] == totals[1]


def test_half_of_the_members_make_a_quorum_and_one_less_does_not() -> None:
    for number, needed in ((1, 1), (2, 1), (11, 6), (27, 14)):
        all_members = members(number)
        there = [SheetLine("present", seats=(one.key,)) for one in all_members]
        assert quorum(all_members, there[:needed]).reached
        short = quorum(all_members, there[: needed - 1])
        assert not short.reached
        assert short.warning is not None
        assert str(needed) in short.warning.en
    assert quorum((), ()).warning is None


def test_seats_that_nobody_fills_and_nobody_came_for_count_as_the_province_says() -> None:
    some = [
        replace(one, vacant=True) if number < 3 else replace(one, person=number)
        for number, one in enumerate(members(9))
    ]
    there = [SheetLine("present", seats=(one.key,)) for one in some[2:6]]  # one of a vacant seat
    strict, lenient = quorum(some, there), quorum(some, there, vacant_seats="left_out")
    assert (strict.members, strict.needed, strict.vacant, strict.reached) == (9, 5, 2, False)
    assert (lenient.members, lenient.needed, lenient.vacant, lenient.reached) == (7, 4, 2, True)


def test_who_was_never_recorded_is_a_member_whatever_the_province_says_of_vacant_seats() -> None:
    lenient = quorum(members(9), (), vacant_seats="left_out")
    assert (lenient.members, lenient.needed) == (9, 5)
    assert (lenient.vacant, lenient.unrecorded) == (0, 9)


def test_another_share_can_be_asked_for() -> None:
    assert quorum(members(9), (), Fraction(2, 3)).needed == 6


def test_a_proxy_counts_only_where_a_representative_may_sit() -> None:
    sent = [SheetLine("proxy", seats=("s0",)), SheetLine("proxy", seats=("s1",))]
    assert quorum(members(2), sent).there == 0
    assert quorum(members(2, representative=True), sent).there == 2


def test_a_proxy_counts_whichever_of_a_members_seats_the_line_names() -> None:
    both = DistinctMember((a_seat("s0"), a_seat("s1", representative=True)), None)
    for key in ("s0", "s1"):
        assert quorum((both,), [SheetLine("proxy", seats=(key,))]).there == 1


def test_online_counts_and_absent_and_guests_do_not() -> None:
    sheet = [
        SheetLine("online", seats=("s0",)),
        SheetLine("absent", seats=("s1",)),
        SheetLine("guest", seats=("s2",)),
        SheetLine("present"),
    ]
    assert quorum(members(3), sheet).there == 1


@given(lines)
def test_nobody_is_counted_twice_for_a_quorum(sheet: list[SheetLine]) -> None:
    found = quorum(members(4, representative=True), sheet)
    assert 0 <= found.there <= found.members == 4
