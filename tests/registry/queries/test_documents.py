import pytest

from registry.queries.area_documents import document_kinds, documents_page
from registry.queries.documents import documents
from tests.builders import MAE_FAH_LUANG, Desk, a_desk

PROVINCE, ELSEWHERE, COUNTRY = MAE_FAH_LUANG[:2], "10", "TH"


@pytest.fixture
def signed(made_registry_url: str) -> Desk:
    """A desk whose order is signed."""
    desk = a_desk(made_registry_url)
    desk.to_order_signed()
    return desk


def test_a_page_of_papers_is_the_newest_of_the_areas_and_counts_them_all(signed: Desk) -> None:
    with signed.office.registry.reading() as connection:
        every = [one.id for one in documents(connection, district=MAE_FAH_LUANG)]
        for areas in ({COUNTRY}, {PROVINCE}, {MAE_FAH_LUANG, ELSEWHERE}):
            rows, count = documents_page(connection, areas, kind=None, skip=1, most=2)
            assert ([one.id for one in rows], count) == (every[::-1][1:3], len(every))
        assert documents_page(connection, {ELSEWHERE}, kind=None, skip=0, most=2) == ([], 0)


def test_the_kinds_of_papers_are_each_named_once_in_order(signed: Desk) -> None:
    with signed.office.registry.reading() as connection:
        kinds = {one.kind for one in documents(connection)}
        assert len(kinds) > 1
        assert document_kinds(connection) == sorted(kinds)
