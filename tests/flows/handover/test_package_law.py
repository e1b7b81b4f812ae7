"""What a coordinator held against its original for an order is verified in the package."""

from datetime import date

from registry.queries.document_contents import facts
from registry.queries.documents import documents
from registry.queries.legal import legal_bases
from registry.rules.order_facts import AppointmentOrderFacts
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.handover.at_packages import CHIANG_KHONG, adopted, package

HELD = "That the law was held against its original: "


def lacking(desk: Desk, on: str, district: str = MAE_FAH_LUANG) -> set[str]:
    found = package(desk, on, district).annex.gaps
    return {one.text_en.removeprefix(HELD) for one in found if one.text_en.startswith(HELD)}


def test_a_law_that_was_confirmed_at_the_gate_of_the_order_is_verified_in_the_package(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        bases = legal_bases(connection, MAE_FAH_LUANG, date(2022, 7, 21))
    open_still = {one.title.en for one in bases if not one.verified and one.cited_as == "reason"}
    assert open_still, "nobody verified it for the province"
    assert not open_still & lacking(desk, "2022-07-21")


def test_where_no_gate_confirmed_it_a_law_is_lacking_still(sqlite_url: str) -> None:
    desk = adopted(sqlite_url)
    assert any("Operations" in one for one in lacking(desk, "2022-06-20", CHIANG_KHONG))


def test_the_draft_that_is_reviewed_says_no_more_that_a_confirmed_law_is_to_be_verified(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        (paper, *_) = (
            one for one in documents(connection, district=MAE_FAH_LUANG)
            if one.kind == "appointment_order" and one.facts_id is not None
        )  # fmt: skip
        drafted = AppointmentOrderFacts.model_validate(facts(connection, paper.facts_id or 0))
    assert all(one.verified for one in (*drafted.legal_reasons, *drafted.legal_powers))
