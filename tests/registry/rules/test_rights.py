from datetime import date

import pytest

from registry.rules.rights import Actor, Part, PartHeld, Subject, Verb, may

TODAY = date(2026, 3, 2)
OWN, SAME_PROVINCE, OTHER_PROVINCE = "5715", "5701", "5001"
PLACES = (OWN, SAME_PROVINCE, OTHER_PROVINCE)
# Where each part is held.
HELD_IN = {
    Part.ADMIN: "TH",
    Part.COORDINATOR: "57",
    Part.FOCAL_POINT: OWN,
    Part.CHIEF: OWN,
    Part.MEMBER: OWN,
    Part.PARTNER: OWN,
    Part.OBSERVER: OWN,
}
REACH = {
    Part.ADMIN: PLACES,
    Part.COORDINATOR: (OWN, SAME_PROVINCE),
    **dict.fromkeys(
        (Part.FOCAL_POINT, Part.CHIEF, Part.MEMBER, Part.PARTNER, Part.OBSERVER), (OWN,)
    ),
}
A, C, F, H, M, P, V = (
    Part.ADMIN, Part.COORDINATOR, Part.FOCAL_POINT, Part.CHIEF, Part.MEMBER, Part.PARTNER,
    Part.OBSERVER,
)  # fmt: skip
# privacy.md (Access) and practice.md 9, 16, as a table: who may, where their part reaches.
TABLE = {
    Verb.READ: {A, C, F, H, P},
    Verb.READ_INTERNAL: {C},
    Verb.SEE_AGGREGATES: {A, C, F, H, P, V},
    Verb.SEE_EXACT: {C, F, H},
    Verb.SEE_CONTACTS: {A, C, F, H},  # what a partner needs of neither is in decision 0056
    Verb.SEE_CLASSIFIED: {A, C, F, H},
    Verb.SEE_REPORTS: {C, F, H},  # as exact counts: decision 0058
    Verb.SEE_AUDIT: {A, C},
    Verb.SEE_OWN: {A, C, F, H, M, P, V},
    Verb.REPORT_OWN: {C, F, H, M},  # of what they own themselves
    Verb.PREPARE: {A, C, F, P},
    Verb.RECORD: {C, F},  # at a gate whose recorders are these two
    Verb.START: {A, C},
    Verb.REPLACE: {A, C, F},  # the district proposes who sits for it
    Verb.RECORD_EVENT: {A, C},
    Verb.STOP: {A, C},
    Verb.WITHDRAW: {A, C},
    Verb.CORRECT: {A, C, F},
    Verb.MOVE_DUE: {A, C},
    Verb.LOAD: {A, C},
    Verb.SETTINGS: {A, C},
    Verb.ADMINISTER: {A},
    Verb.INVITE: {A, C},
    Verb.REDACT: {A, C},
    Verb.PUBLISH: {C, F},
    Verb.TAKE_OVER: {C, F, H},
}
RECORDERS = (Part.COORDINATOR.value, Part.FOCAL_POINT.value)


def an_actor(part: Part, area: str, start: date = TODAY, stop: date | None = None) -> Actor:
    return Actor(1, (PartHeld(part, area, start, stop),))


def allowed(actor: Actor, verb: Verb, area: str, on: date = TODAY) -> bool:
    return may(actor, verb, Subject(area, RECORDERS), on)


def test_the_table_knows_every_verb_and_every_part() -> None:
    assert set(TABLE) == set(Verb)
    assert set(HELD_IN) == set(Part)


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("part", Part)
def test_a_part_may_what_the_table_says_and_only_where_it_reaches(part: Part, verb: Verb) -> None:
    actor = an_actor(part, HELD_IN[part])
    found = [place for place in PLACES if allowed(actor, verb, place)]
    assert found == (list(REACH[part]) if part in TABLE[verb] else [])


@pytest.mark.parametrize("verb", Verb)
def test_nobody_may_anything_by_default(verb: Verb) -> None:
    assert not allowed(Actor(1, ()), verb, OWN)


@pytest.mark.parametrize("part", Part)
def test_a_part_gives_nothing_before_it_begins_nor_on_the_day_it_ends(part: Part) -> None:
    begins_tomorrow = an_actor(part, HELD_IN[part], date(2026, 3, 3))
    ended_today = an_actor(part, HELD_IN[part], date(2020, 1, 1), TODAY)
    ends_tomorrow = an_actor(part, HELD_IN[part], date(2020, 1, 1), date(2026, 3, 3))
    assert not any(allowed(begins_tomorrow, verb, OWN) for verb in Verb)
    assert not any(allowed(ended_today, verb, OWN) for verb in Verb)
    assert allowed(ends_tomorrow, Verb.SEE_OWN, OWN)


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("part", [Part.FOCAL_POINT, Part.CHIEF, Part.PARTNER, Part.MEMBER])
def test_a_district_part_reaches_neither_the_province_nor_the_country(
    part: Part, verb: Verb
) -> None:
    actor = an_actor(part, OWN)
    assert not allowed(actor, verb, "57")
    assert not allowed(actor, verb, "TH")
