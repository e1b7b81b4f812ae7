from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from config.indicators import Indicator, indicators
from registry.prepared_statements import open_to_driver
from registry.queries.areas import districts_within
from registry.queries.figures import (
    FigureOf,
    by_quarter,
    figures,
    target_steps,
    targets,
    unmapped_figures,
)
from registry.queries.history import past_figures
from registry.records.figures import (
    NewFigure,
    NewTarget,
    OldFigureMeaning,
    map_old_figures,
    record_figures,
    record_targets,
)
from registry.refusals import Refusal
from registry.rules.figures import Amount, Qualifier, Told, to_date, told
from registry.transaction import COUNTRY
from registry.verification import verify
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.registry.records.at_adoptions import FULL, take
from tests.statements import heard

D, YEAR = MAE_FAH_LUANG, 2565
GROUPS = "watchdog_groups_formed"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-01-05")


def record(desk: Desk, quarter: int | None, *said: NewFigure) -> datetime:
    """Write the figures; answers the instant after which they are known."""
    registry = desk.office.registry
    with registry.writing(D) as write:
        record_figures(write, D, YEAR, quarter, said, entry_id=None)
        return write.now


def of(indicator: str, value: int | None, **more: Any) -> NewFigure:
    number = None if value is None else Decimal(value)
    return NewFigure(indicator, "", number, "quarterly_reports", **more)


def read(desk: Desk, indicator: Indicator, upto: int, known: datetime | None = None) -> Told | None:
    with desk.office.registry.reading() as connection:
        rows = figures(connection, (D,), YEAR, date(2022, 9, 30), known)
    quarters = by_quarter(rows).get(FigureOf(D, indicator.key), {})
    series = {q: told(indicator, parts) for q, parts in quarters.items() if q is not None}
    return to_date(indicator.kind, YEAR, series, upto).told


def test_a_late_correction_changes_what_is_known_and_never_what_was_sent(desk: Desk) -> None:
    groups = indicators().by_key[GROUPS]
    record(desk, 1, of(GROUPS, 50))
    desk.on("2022-04-08")
    sent = record(desk, 2, of(GROUPS, 20))
    desk.on("2022-04-20")
    record(desk, 1, of(GROUPS, 45))
    as_sent, now = read(desk, groups, 2, sent), read(desk, groups, 2)
    assert as_sent == Amount(Decimal(70))
    assert now == Amount(Decimal(65))


def test_the_chains_vouch_for_every_figure(desk: Desk) -> None:
    record(desk, 1, of(GROUPS, 50))
    record(desk, 1, of(GROUPS, 45))
    assert verify(desk.office.registry) == ()


def test_nil_is_a_report_and_what_was_not_reported_is_none(desk: Desk) -> None:
    record(desk, 1, of(GROUPS, None, nil=True))
    assert read(desk, indicators().by_key[GROUPS], 1) == Amount(Decimal(0))
    record(desk, 1, of(GROUPS, None))
    assert read(desk, indicators().by_key[GROUPS], 1) is None


def test_a_figure_keeps_how_it_is_meant(desk: Desk) -> None:
    record(desk, 1, of("persons_assisted", 70, qualifier=Qualifier.AT_LEAST))
    record(desk, 2, of("persons_assisted", 5))
    assisted = read(desk, indicators().by_key["persons_assisted"], 2)
    assert assisted == Amount(Decimal(75), Qualifier.AT_LEAST)


def test_on_a_day_the_figures_of_later_periods_are_not_known(desk: Desk) -> None:
    record(desk, 1, of(GROUPS, 4))
    record(desk, 2, of(GROUPS, 6))
    with desk.office.registry.reading() as connection:
        rows = figures(connection, ("57",), YEAR, date(2022, 3, 30))
    assert [one.quarter for one in rows] == [1]


def test_a_new_target_leaves_the_one_before_it_in_its_place(desk: Desk) -> None:
    registry = desk.office.registry
    for on, value in ((date(2021, 10, 25), 6), (date(2022, 2, 1), 4)):
        with registry.writing(D) as write:
            aim = NewTarget(GROUPS, Decimal(value))
            record_targets(write, D, YEAR, [aim], on=on)
    with registry.reading() as connection:
        steps = target_steps(connection, D, YEAR, GROUPS)
        assert [(one.since, one.value) for one in steps] == [
            (date(2021, 10, 25), Decimal(6)),
            (date(2022, 2, 1), Decimal(4)),
        ]
        (then,) = targets(connection, (D,), YEAR, date(2022, 1, 31))
        assert then.value == 6


def adopted(desk: Desk) -> None:
    old = [{"indicator": "ผู้เข้าอบรม (คน)", "fiscal_year": 2563, "value": 311, "source": "รายงาน"}]
    take(desk, {**FULL, "figures": old})


def test_an_old_figure_counts_once_a_person_has_said_what_it_is(desk: Desk) -> None:
    adopted(desk)
    registry = desk.office.registry
    with registry.reading() as connection:
        (unmapped,) = unmapped_figures(connection, (D,))
        assert (unmapped.name, len(unmapped.figures)) == ("ผู้เข้าอบรม (คน)", 1)
        assert figures(connection, (D,), 2563, date(2022, 1, 5)) == []
    meaning = OldFigureMeaning("persons_trained", qualifier=Qualifier.AT_LEAST)
    before = registry.clock.now()
    desk.on("2022-01-06")
    with registry.writing() as write:
        map_old_figures(write, D, unmapped.name, meaning, indicators(), by=1)
    with registry.reading() as connection:
        (row,) = figures(connection, (D,), 2563, date(2022, 1, 5))
        assert (row.indicator, row.amount) == (
            "persons_trained",
            Amount(Decimal(311), Qualifier.AT_LEAST),
        )
        assert unmapped_figures(connection, (D,)) == []
        assert unmapped_figures(connection, (D,), before) == [unmapped]
        assert len(past_figures(connection, D)) == 1
    assert verify(registry) == ()


def test_old_figures_are_asked_for_in_few_statements_however_many_districts_there_are(
    desk: Desk,
) -> None:
    adopted(desk)
    with desk.office.registry.reading() as connection, heard(connection) as said:
        open_to_driver(connection)
        (unmapped,) = unmapped_figures(connection, ("5701", D, "5703"))
        assert len(said) == 1
        country = [one.code for one in districts_within(connection, {COUNTRY})]
        said.clear()
        assert unmapped_figures(connection, country) == [unmapped]
    assert len(said) < len(country) / 100


def test_an_old_figure_may_be_none_of_ours_and_then_counts_nowhere(desk: Desk) -> None:
    adopted(desk)
    with desk.office.registry.writing() as write:
        map_old_figures(write, D, "ผู้เข้าอบรม (คน)", OldFigureMeaning(None), indicators(), by=1)
    with desk.office.registry.reading() as connection:
        assert unmapped_figures(connection, (D,)) == []
        assert figures(connection, (D,), 2563, date(2022, 1, 5)) == []


@pytest.mark.parametrize(
    ("name", "meaning", "code"),
    [
        ("ไม่มีชื่อนี้", OldFigureMeaning("persons_trained"), "old_figure_unknown"),
        ("ผู้เข้าอบรม (คน)", OldFigureMeaning("people"), "indicator_unknown"),
        ("ผู้เข้าอบรม (คน)", OldFigureMeaning("persons_trained", "age.adults"), "part_unknown"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    desk: Desk, name: str, meaning: OldFigureMeaning, code: str
) -> None:
    adopted(desk)
    with pytest.raises(Refusal) as told, desk.office.registry.writing() as write:
        map_old_figures(write, D, name, meaning, indicators(), by=1)
    assert told.value.code == code
