from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from config.areas import area_naming
from config.words import Named
from registry.gazetteer import area_index
from registry.prepared_statements import answer_once
from registry.queries.added_districts import added_districts, areas_known, sources_of
from registry.records.added_districts import NewDistrict, add_districts
from registry.rules.area_names import name_among, resolve
from registry.store import Registry
from registry.verification import verify
from tests.builders import OPENED
from tests.statements import heard

SINCE, GAZETTE = date(2020, 10, 1), "ราชกิจจานุเบกษา"
DOI_NGAM = NewDistrict("5719", Named("ดอยงาม", "Doi Ngam"), SINCE, "5713", GAZETTE)
DOI_SUNG = NewDistrict("5720", Named("ดอยสูง", "Doi Sung"), SINCE, None, GAZETTE)


@pytest.fixture
def registry(made_registry_url: str) -> Registry:
    OPENED.append(registry := Registry(made_registry_url))
    return registry


def add(registry: Registry, told: Iterable[NewDistrict]) -> None:
    with registry.writing("TH") as write:
        add_districts(write, tuple(told), by=1)


def test_districts_that_two_add_at_once_are_both_there_and_verified(registry: Registry) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: add(registry, [one]), (DOI_NGAM, DOI_SUNG)))
    with registry.reading() as connection:
        found = added_districts(connection)
        index = areas_known(connection)
    assert [(one.code, one.since, one.split_from) for one in found] == [
        ("5719", SINCE, "5713"), ("5720", SINCE, None),
    ]  # fmt: skip
    assert [resolve(one, index) for one in ("ดอยงาม", "๕๗๒๐")] == ["5719", "5720"]
    assert verify(registry) == ()


def test_each_source_counts_once_and_two_verify_a_district(registry: Registry) -> None:
    add(registry, [DOI_NGAM])
    with registry.reading() as connection:
        (one,) = added_districts(connection)
    assert (one.sources, one.verified) == (1, False)
    add(registry, [replace(DOI_NGAM, source="ประกาศกรมการปกครอง")])
    with registry.reading() as connection:
        (one,) = added_districts(connection)
        assert sources_of(connection, "5719") == [GAZETTE, "ประกาศกรมการปกครอง"]
    assert (one.sources, one.verified) == (2, True)
    assert verify(registry) == ()


def test_a_registry_without_added_districts_knows_the_releases_index_by_one_question_a_page(
    registry: Registry,
) -> None:
    with heard() as said, registry.reading() as connection:
        answer_once(connection)
        for _ in range(5):
            assert areas_known(connection) is area_index()
    assert len([text for text, _ in said if "district_source" in text]) == 1


@pytest.mark.parametrize(
    ("typed", "others", "name"),
    [
        ("อำเภอดอยงาม", ("เวียงแก่น",), "ดอยงาม"),
        ("อ. ดอยงาม", ("เวียงแก่น",), "ดอยงาม"),
        ("เขตดอยงาม", ("เขตพระนคร",), "เขตดอยงาม"),
        ("Doi Ngam District", ("Wiang Kaen",), "Doi Ngam"),
        ("AMPHOE Doi  Ngam", ("Wiang Kaen",), "Doi Ngam"),
    ],
)
def test_a_district_is_called_as_its_neighbours_are(
    typed: str, others: tuple[str, ...], name: str
) -> None:
    assert name_among(typed, others, area_naming().words) == name
