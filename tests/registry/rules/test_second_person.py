"""Nobody is both people of an act that needs two, whatever the order of the steps."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings, strategies as st

from registry.rules.rights import Part
from registry.rules.second_person import (
    Acting,
    Ground,
    Hand,
    IdentityMatch,
    InvitationLink,
    Past,
    administers,
    common_hand,
    hand_of,
)

BEGAN = datetime(2026, 1, 1, 2, tzinfo=UTC)
ADMIN, MASTER, COLLEAGUE = 1, 2, 3
PUPPETS = (10, 11, 12)
AREA, ELSEWHERE = "57", "50"


@dataclass
class World:
    """A registry's pasts, written step by step, each at an instant of its own."""

    now: datetime = BEGAN
    pasts: dict[int, Past] = field(default_factory=dict)

    def past(self, person: int) -> Past:
        return self.pasts.get(person, Past())

    def link(self, to: int, by: int | None, *, used: bool = True) -> None:
        made = self._tick()
        one = InvitationLink(by, made, self._tick() if used else None)
        before = self.past(to)
        self.pasts[to] = replace(before, links=(*before.links, one))

    def match(self, to: int, by: int) -> None:
        before = self.past(to)
        one = IdentityMatch(by, self._tick())
        self.pasts[to] = replace(before, matches=(*before.matches, one))

    def end_matches(self, of: int) -> None:
        before, at = self.past(of), self._tick()
        ended = tuple(one._replace(ended_at=at) for one in before.matches)
        self.pasts[of] = replace(before, matches=ended)

    def office(
        self,
        to: int,
        by: int | None,
        part: Part = Part.COORDINATOR,
        name: str = "",
        *,
        area: str = AREA,
        stop: date | None = None,
    ) -> Ground:
        ground = Ground(
            ("office", name or f"{part} {to}"), part, area, date(2020, 1, 1), stop, self._tick(),
            by=by,
        )  # fmt: skip
        before = self.past(to)
        self.pasts[to] = replace(before, grounds=(*before.grounds, ground))
        return ground

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def acting(self, person: int) -> Acting:
        return Acting(person, self.now, self.past(person).giving(self.now))

    def could_be_one(self, first: int, second: int) -> bool:
        """Whether the rule keeps the second from confirming what the first begins now."""
        one, other = self.acting(first), self.acting(second)
        return bool(
            hand_of(first, other, self.past, trusted=False)
            or hand_of(second, one, self.past)
            or common_hand(one, other, self.past) is not None
        )


def an_office() -> World:
    """An administrator, and two coordinators whom the administrator recorded and invited."""
    world = World()
    world.office(ADMIN, None, Part.ADMIN)
    world.link(ADMIN, None)
    for one in (MASTER, COLLEAGUE):
        world.office(one, ADMIN)
        world.link(one, ADMIN)
    return world


def test_two_coordinators_whom_the_administrator_invited_confirm_each_other() -> None:
    world = an_office()
    assert not world.could_be_one(MASTER, COLLEAGUE)
    assert not world.could_be_one(COLLEAGUE, MASTER)
    assert not world.could_be_one(MASTER, ADMIN)


def test_an_administrator_is_not_both_by_an_identity_matched_to_somebody_else() -> None:
    world = an_office()
    second = PUPPETS[0]
    world.office(second, ADMIN, Part.ADMIN)
    world.link(second, ADMIN)
    assert not world.could_be_one(second, MASTER)
    world.match(MASTER, second)
    assert world.could_be_one(second, MASTER)
    world.link(MASTER, ADMIN)
    assert world.could_be_one(second, MASTER)
    world.end_matches(MASTER)
    assert not world.could_be_one(second, MASTER)


def test_an_administrators_match_is_nobodys_hand_to_two_others() -> None:
    world = an_office()
    world.match(MASTER, ADMIN)
    assert not world.could_be_one(MASTER, COLLEAGUE)
    assert not world.could_be_one(COLLEAGUE, MASTER)


def test_an_administrators_link_stands_for_what_a_coordinator_had_recorded() -> None:
    world = an_office()
    world.office(PUPPETS[0], MASTER)
    assert world.could_be_one(MASTER, PUPPETS[0])
    world.link(PUPPETS[0], ADMIN)
    assert not world.could_be_one(MASTER, PUPPETS[0])
    assert not world.could_be_one(PUPPETS[0], MASTER)


def test_an_office_that_a_coordinator_records_after_the_administrators_link_is_theirs() -> None:
    world = an_office()
    world.office(PUPPETS[0], ADMIN, Part.OBSERVER)
    world.link(PUPPETS[0], ADMIN)
    world.office(PUPPETS[0], MASTER)
    assert hand_of(MASTER, world.acting(PUPPETS[0]), world.past) is Hand.OFFICE


def test_what_a_coordinator_records_of_a_colleague_takes_no_right_from_them() -> None:
    world = an_office()
    world.office(COLLEAGUE, MASTER, name="another office")
    assert not world.could_be_one(MASTER, COLLEAGUE)


def test_a_term_that_is_cut_short_stays_whose_it_was() -> None:
    world = an_office()
    whole = world.office(PUPPETS[0], MASTER)
    world.link(PUPPETS[0], ADMIN)
    cut = Ground(whole.same, whole.part, AREA, whole.start, date(2030, 1, 1), world.now, by=MASTER)
    before = world.past(PUPPETS[0])
    ended = Ground(**{**vars(whole), "superseded_at": world.now})
    world.pasts[PUPPETS[0]] = Past(before.links, (ended, cut))
    assert not world.could_be_one(MASTER, PUPPETS[0])


def test_the_link_of_a_colleague_used_by_who_made_it_is_theirs() -> None:
    world = an_office()
    world.office(PUPPETS[0], ADMIN, Part.FOCAL_POINT)
    world.link(PUPPETS[0], ADMIN)
    world.link(PUPPETS[0], MASTER, used=False)
    assert not world.could_be_one(MASTER, PUPPETS[0])
    world.link(PUPPETS[0], MASTER)
    assert hand_of(MASTER, world.acting(PUPPETS[0]), world.past) is Hand.SIGN_IN


def test_what_was_given_under_a_false_sign_in_stays_false_when_that_is_put_right() -> None:
    world = an_office()
    world.office(PUPPETS[0], ADMIN, Part.FOCAL_POINT)
    world.link(PUPPETS[0], MASTER)
    world.office(PUPPETS[1], PUPPETS[0], Part.FOCAL_POINT)
    world.link(PUPPETS[0], ADMIN)
    assert not world.could_be_one(MASTER, PUPPETS[0])
    assert world.could_be_one(MASTER, PUPPETS[1])


def test_an_administrator_confirms_by_nobody_whom_they_made_themselves() -> None:
    world = an_office()
    assert world.could_be_one(ADMIN, MASTER)
    other = 4
    world.office(other, ADMIN, Part.ADMIN)
    world.link(other, ADMIN)
    world.link(MASTER, other)
    assert not world.could_be_one(ADMIN, MASTER)


def test_an_office_that_ended_elsewhere_takes_nothing_from_an_administrators_link() -> None:
    world = an_office()
    other = 20
    world.office(other, None, name="before", area=ELSEWHERE, stop=date(2021, 10, 1))
    world.office(other, ADMIN, Part.FOCAL_POINT)
    world.link(other, ADMIN)
    assert hand_of(ADMIN, world.acting(other), world.past) is None
    assert not world.could_be_one(MASTER, other)


@pytest.mark.parametrize("first", [AREA, ELSEWHERE])
def test_an_administrator_of_one_area_is_none_of_another_in_which_the_person_acts_too(
    first: str,
) -> None:
    world = an_office()
    world.office(MASTER, None, Part.ADMIN, area=ELSEWHERE)
    world.link(MASTER, None)
    given = {AREA: ADMIN, ELSEWHERE: MASTER}
    for area in sorted(given, key=lambda one: one != first):
        world.office(PUPPETS[0], given[area], Part.FOCAL_POINT, area, area=area)
    world.link(PUPPETS[0], MASTER)
    assert hand_of(MASTER, world.acting(PUPPETS[0]), world.past) is Hand.SIGN_IN


def test_an_administrator_under_a_coordinators_link_administers_nothing() -> None:
    world = an_office()
    world.office(PUPPETS[0], ADMIN, Part.OBSERVER)
    world.link(PUPPETS[0], MASTER)
    world.office(PUPPETS[0], ADMIN, Part.ADMIN)
    assert not administers(PUPPETS[0], world.now, AREA, world.past)
    world.office(PUPPETS[1], PUPPETS[0])
    world.link(PUPPETS[1], PUPPETS[0])
    assert world.could_be_one(MASTER, PUPPETS[1])


STEPS = ("office", "link", "link again", "to the next", "next's link")


@pytest.mark.parametrize("order", list(permutations(STEPS)))
@pytest.mark.parametrize("part", [Part.COORDINATOR, Part.FOCAL_POINT])
def test_one_person_is_never_two_in_any_order_of_steps(order: tuple[str, ...], part: Part) -> None:
    world = an_office()
    one, other, _ = PUPPETS
    for step in order:
        if step == "office":
            world.office(one, MASTER, part)
        elif step.startswith("link"):
            world.link(one, MASTER)
        elif step == "to the next":
            world.office(other, one, part)
        else:
            world.link(other, one)
    for first, second in permutations((MASTER, one, other), 2):
        assert world.could_be_one(first, second)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(0, 2), st.sampled_from(["link", "unused", "office"]),
            st.sampled_from([Part.COORDINATOR, Part.FOCAL_POINT, Part.OBSERVER]),
        ),
        min_size=1, max_size=9,
    ),
    st.integers(0, 9),
)  # fmt: skip
def test_one_person_is_never_two_whatever_is_done(
    steps: list[tuple[int, int, str, Part]], honest: int
) -> None:
    world, owned = an_office(), {MASTER}
    for place, (giver, taker, what, part) in enumerate(steps):
        if place == honest:  # an administrator records one of them, and sees no person
            world.office(PUPPETS[taker], ADMIN, part)
        by, to = (MASTER, *PUPPETS)[giver], PUPPETS[taker]
        if by not in owned:
            continue
        if what == "office":
            world.office(to, by, part)
        else:
            world.link(to, by, used=what == "link")
        if what == "link":
            owned.add(to)  # whoever made the link has used it
    for first, second in permutations((MASTER, *owned - {MASTER}), 2):
        if world.past(first).giving(world.now) and world.past(second).giving(world.now):
            assert world.could_be_one(first, second)
    assert not world.could_be_one(MASTER, COLLEAGUE)
