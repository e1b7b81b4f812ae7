"""E0: the case study itself, replayed through the processes, as far as the establishment goes.

The study gives the sums; their parts are made up and say so.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection

from config.words import Named
from desk.views.province_figures import province_figures
from flows.capabilities import open_installation
from flows.runtime.waits import waits
from registry.journal import entries, instances
from registry.queries.computed_figures import computed_figures
from registry.queries.documents import documents
from registry.queries.figures import figures
from registry.queries.meetings import attendance, meetings, scores, trainings
from registry.queries.orders import orders_in_force
from registry.rules.figures import Amount, Mean, Qualifier, Share, added
from registry.rules.scores import ScoreLine, ScoreThresholds, TestedSession, combined
from registry.store import Registry
from tests.builders import OPENED

CHIANG_RAI = ("5703", "5708", "5709", "5713")
PHANOM = "8410"
LIMITS = ScoreThresholds(5, Decimal(90), Decimal(20))
BY_APRIL_2022 = date(2022, 4, 1)


@pytest.fixture
def connection(demo_file: Path) -> Iterator[Connection]:
    registry = Registry(f"sqlite:///{demo_file}")
    with registry.reading() as connection:
        yield connection
    registry.dispose()


def test_four_committees_in_chiang_rai_and_one_in_surat_thani(connection: Connection) -> None:
    held = [d for d in (*CHIANG_RAI, PHANOM) if orders_in_force(connection, d, BY_APRIL_2022)]
    assert held == [*CHIANG_RAI, PHANOM]
    rows = [r for r in instances(connection) if r.process == "establishment"]
    ended = {row.district: row.outcome for row in rows if row.status == "finished"}
    assert ended == dict.fromkeys((*CHIANG_RAI, PHANOM), "established")


def test_each_committee_was_founded_in_the_year_that_the_study_names(
    connection: Connection,
) -> None:
    signed = {
        d: min(one.dated.first for one in orders_in_force(connection, d, BY_APRIL_2022))
        for d in (*CHIANG_RAI, PHANOM)
    }
    assert [signed[d].year for d in CHIANG_RAI] == [2019, 2020, 2020, 2020]
    assert date(2020, 10, 1) <= signed[PHANOM] <= date(2021, 9, 30)  # US fiscal year 2021


def test_sixteen_meetings_and_trainings_in_chiang_rai(connection: Connection) -> None:
    held = [one for d in CHIANG_RAI for one in meetings(connection, d)]
    taught = [one for d in CHIANG_RAI for one in trainings(connection, d)]
    assert len(held) + len(taught) == 16
    days = [one.on for one in held] + [one.on for one in taught]
    assert {day.year for day in days} == {2019, 2020, 2021}


def test_311_people_trained_are_239_women_and_72_men(connection: Connection) -> None:
    keys = {(d, one.key) for d in CHIANG_RAI for one in trainings(connection, d)}
    came = [one for d, key in keys for one in attendance(connection, d, key)]
    assert Counter(one.sex for one in came) == {"female": 239, "male": 72}
    assert len(came) == len({one.code for one in came}) == 311


def test_the_figures_of_the_years_come_to_what_the_study_counts(connection: Connection) -> None:
    """Sixteen and 311 stand on the pages too, though no report told of years before the first.

    The study's 311 are attendances; whoever came twice within a fiscal year is one person of it.
    """
    names = {code: Named(code, code) for code in CHIANG_RAI}
    found = [
        province_figures(connection, names, year, 4, date(2026, 1, 1), exact=True)
        for year in (2562, 2563, 2564, 2565)
    ]
    told = {
        key: added(
            [
                one.together.told
                for of_year in found
                for one in of_year.figures
                if one.indicator.key == key and one.together.told is not None
            ]
        )
        for key in ("meetings_and_trainings", "persons_trained", "training_attendances")
    }
    assert told["meetings_and_trainings"] == Amount(Decimal(16))
    assert told["training_attendances"] == Amount(Decimal(311))
    assert told["persons_trained"] == Amount(Decimal(288))


def test_the_weighted_gain_is_14_percentage_points(connection: Connection) -> None:
    tested = [
        session_of(connection, d, one.key) for d in CHIANG_RAI for one in trainings(connection, d)
    ]
    found = combined(tested, LIMITS)
    assert found.gain == Decimal(14)
    assert (found.n_matched, found.n_pre, found.attended) == (300, 311, 311)


def test_at_least_seventy_were_assisted_and_each_part_names_its_source(
    connection: Connection,
) -> None:
    rows = [
        one
        for year in (2562, 2563, 2564, 2565)
        for one in figures(connection, CHIANG_RAI, year, BY_APRIL_2022)
        if (one.indicator, one.part) == ("persons_assisted", "")
    ]
    assert added([one.amount for one in rows if one.amount]) == Amount(
        Decimal(70), Qualifier.AT_LEAST
    )
    assert {one.source for one in rows} == {"annual_reports"}


def test_what_is_computed_of_the_study_is_what_it_counts(connection: Connection) -> None:
    found = {
        year: computed_figures(
            connection, CHIANG_RAI, year, None, date(year - 543, 9, 30),
            keys=["established", "knowledge_gain"],
        )
        for year in (2562, 2563, 2564)
    }  # fmt: skip
    counts = [
        sum(int(one.told == Amount(Decimal(1))) for one in found[year]["established"].values())
        for year in found
    ]
    assert counts == [1, 4, 4]  # 2019: Chiang Khong; 2020: the other three
    gains = [one.told for year in found for one in found[year]["knowledge_gain"].values()]
    whole = added([one for one in gains if one is not None])
    assert isinstance(whole, Mean)
    assert (whole.amount, whole.weight) == (Amount(Decimal(14)), Decimal(300))


def test_no_quarterly_meeting_and_no_plan_was_due_in_the_years_of_the_study(
    connection: Connection,
) -> None:
    found = [
        one.told
        for year in (2562, 2563, 2564, 2565)
        for figure in computed_figures(
            connection, (*CHIANG_RAI, PHANOM), year, None, date(2026, 1, 1),
            keys=["meetings_held", "plan_on_time"],
        ).values()
        for one in figure.values()
    ]  # fmt: skip
    assert set(found) == {Share(Amount(Decimal(0)), Amount(Decimal(0)))}


def session_of(connection: Connection, district: str, key: str) -> TestedSession:
    lines = tuple(
        ScoreLine(
            one.code,
            Decimal(one.pre) if one.pre else None,
            Decimal(one.post) if one.post else None,
            Decimal(one.maximum),
        )
        for one in scores(connection, district, key)
    )
    return TestedSession(lines, attended=len(attendance(connection, district, key)))


def test_each_figure_names_the_decision_that_it_comes_from(connection: Connection) -> None:
    known = {e.id for row in instances(connection) for e in entries(connection, row.id)}
    for district in (*CHIANG_RAI, PHANOM):
        told = {one.entry for one in meetings(connection, district)}
        told |= {one.entry for one in trainings(connection, district)}
        assert len(told) > 1
        assert told <= known


def test_each_training_has_its_report_in_both_languages(connection: Connection) -> None:
    kept = [one for one in documents(connection) if one.kind == "training_report"]
    by_district = Counter((one.district, one.language) for one in kept if one.status == "draft")
    assert by_district == Counter(
        {(d, lang): 3 for d in CHIANG_RAI for lang in ("th", "en")}
        | {(PHANOM, lang): 1 for lang in ("th", "en")}
    )


def test_minutes_of_each_inception_meeting_are_adopted(connection: Connection) -> None:
    kept = [one for one in documents(connection) if one.kind == "minutes"]
    assert Counter((one.district, one.status) for one in kept) == Counter(
        dict.fromkeys(((d, "adopted") for d in (*CHIANG_RAI, PHANOM)), 1)
    )


def test_only_the_districts_on_the_way_still_wait(demo_file: Path) -> None:
    OPENED.append(Registry(f"sqlite:///{demo_file}"))
    office = open_installation(OPENED[-1])
    founding = ("establishment", "order")
    waiting = {one.instance.district for one in waits(office) if one.instance.process in founding}
    assert waiting == {"5715", "5704"}
    office.registry.dispose()
