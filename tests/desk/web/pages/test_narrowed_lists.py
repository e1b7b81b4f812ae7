"""Long lists are narrowed to an area, a kind, a person."""

from tests.builders import COORDINATOR, MAE_FAH_LUANG, a_desk
from tests.desk.web.visitor import Page, visitor

NEXT = "5713"


def rows(page: Page) -> list[str]:
    """The rows of the page's table."""
    return [" ".join(row.text_content().split()) for row in page.tree.xpath("//main//tbody/tr")]


def test_the_register_of_papers_is_narrowed_to_a_district_and_a_kind(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, NEXT)
    for district in (MAE_FAH_LUANG, NEXT):
        first = desk.start(on="2022-06-02", district=district)
        desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.perform()
    coord = visitor(desk, "coord")
    both = rows(coord.get("/documents", "en"))
    one = coord.get(f"/documents?district={NEXT}", "en")
    assert both
    assert rows(one) == [row for row in both if "Mae Fa Luang" not in row]
    assert 0 < len(rows(one)) < len(both)
    assert one.value("district") == NEXT
    assert rows(coord.get("/documents?district=8410")) == []


def test_the_audit_is_narrowed_to_an_area_and_to_who_did_it(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, NEXT)
    for district in (MAE_FAH_LUANG, NEXT):
        desk.start(on="2022-06-02", district=district)
    coord = visitor(desk, "coord")
    everything = coord.get("/audit", "en")
    here = coord.get(f"/audit?area={NEXT}", "en")
    assert rows(here) == [row for row in rows(everything) if "Wiang Kaen" in row]
    assert rows(here)
    (by, *_) = [one for one in everything.links() if one.startswith("?by=")]
    hers = coord.get(f"/audit{by}", "en")
    assert rows(hers) == [row for row in rows(everything) if "Prasan Dee" in row]
    assert not any(desk.office.registry.account in row.split() for row in rows(hers))
    assert rows(coord.get("/audit?area=8410")) == []
