"""Persons trained and attendances; the gain of a province by those who took both tests."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from flows.training.counted_trainings import trained_in
from registry.queries.computed_figures import computed_figures
from registry.records.held_meetings import (
    AttendanceRow,
    record_attendance,
    record_scores,
    record_training,
)
from registry.rules.figures import Mean, over_districts
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

D, MAE_SAI = MAE_FAH_LUANG, "5709"
FULL = Decimal(100)


def held(desk: Desk, key: str, on: date, came: Sequence[AttendanceRow], district: str = D) -> None:
    with desk.office.registry.writing(district) as write:
        record_training(write, district, key, ["identification"], (on, on), entry_id=1)
        record_attendance(write, district, key, came, on=on, entry_id=1)


def a_person(number: int, sex: str = "female") -> AttendanceRow:
    return AttendanceRow(number, None, "present", sex)


def by_code(code: str) -> AttendanceRow:
    return AttendanceRow(None, code, "present", "male")


def counted(desk: Desk, quarter: int) -> dict[tuple[str, str], str]:
    with desk.office.registry.reading() as connection:
        found = trained_in(connection, D, 2566, quarter)
    return {(one["indicator"], one["part"]): one["value"] for one in found}


def test_a_person_counts_once_a_year_however_many_trainings_and_attendances_beside_it(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()  # its first entry is what the facts stand on
    desk.on("2023-09-01")
    held(desk, "training/91", date(2022, 9, 20), [a_person(1)])  # of the year before
    held(desk, "training/92", date(2022, 11, 1), [a_person(1), a_person(2), by_code("A1")])
    held(desk, "training/93", date(2022, 12, 1), [a_person(2), by_code("A1")])
    held(desk, "training/94", date(2023, 2, 1), [a_person(1), a_person(3, "male")])
    first = counted(desk, 1)
    assert first["persons_trained", ""] == "4"  # 1, 2 and two that only a code names
    assert (first["persons_trained", "sex.women"], first["persons_trained", "sex.men"]) == (
        "2", "2",
    )  # fmt: skip
    assert first["training_attendances", ""] == "5"
    second = counted(desk, 2)
    assert (second["persons_trained", ""], second["training_attendances", ""]) == ("1", "2")
    assert counted(desk, 3) == {}


def test_the_gain_of_a_province_is_weighted_by_those_who_took_both_tests(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2023-09-01")
    for district, matched, gain in ((D, 30, 18), (MAE_SAI, 10, -2)):
        codes = [f"A{place}" for place in range(matched + 5)]
        held(desk, "training/95", date(2022, 11, 1), [by_code(one) for one in codes], district)
        points = [
            (one, Decimal(50), Decimal(50 + gain) if place < matched else None)
            for place, one in enumerate(codes)
        ]
        with desk.office.registry.writing(district) as write:
            record_scores(
                write,
                district,
                "training/95",
                points,
                (FULL, FULL),
                on=date(2022, 11, 1),
                entry_id=1,
            )
    with desk.office.registry.reading() as connection:
        found = computed_figures(
            connection, (D, MAE_SAI), 2566, 1, desk.office.registry.today,
            keys=["knowledge_gain"],
        )  # fmt: skip
    told = over_districts(found["knowledge_gain"]).told
    assert isinstance(told, Mean)
    assert (told.amount.value, told.weight) == (Decimal(13), Decimal(40))  # no mean of means: 8
