"""Whose head endorses what a seat of the committee does (practice.md 11)."""

import pytest

from config.defaults import committee
from flows.plan.gates import ENDORSEMENT
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.rules.units import unit_of

CHIEF = "5715/district_chief"


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("subdistrict_head", CHIEF),
        ("village_head", CHIEF),
        ("lao_president", "5715/lao_president/1"),
        ("police_superintendent", "5715/police_superintendent/1"),
    ],
)
def test_for_kamnan_and_village_heads_the_chief_endorses_for_others_their_own_head(
    kind: str, unit: str
) -> None:
    assert unit_of(a_seat(kind, f"5715/{kind}/1"), "5715") == unit


def a_seat(kind: str, office: str) -> Seat:
    return Seat(
        key=f"prevention.{kind}", body=BodyKey.PREVENTION, kind=kind,
        role=SeatRole.MEMBER, title_th="ตำแหน่ง", title_en="Post", mode=SeatMode.BY_POSITION,
        office=office,
    )  # fmt: skip


def test_whoever_heads_a_unit_of_the_model_committee_may_endorse_for_it() -> None:
    seats = [(one.kind, kind) for one in committee().seats for kind in one.office_kinds]
    of_units = {unit_of(a_seat(seat, f"5715/{kind}"), "5715") for seat, kind in seats}
    assert {one.removeprefix("5715/") for one in of_units} <= ENDORSEMENT.heads
