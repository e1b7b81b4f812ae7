"""The page on which districts pass from one coordinator to another, and the command."""

import pytest

from flows.handover.work_note import NOTE
from registry.queries.documents import DocumentRow, documents
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import load_far_province
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_handovers import handovers
from tests.flows.handover.at_reassignments import with_two

HERE = "/people/coord/districts"
ASKED = {"districts": MAE_FAH_LUANG, "successor": "second", "on": "2022-10-03"}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return with_two(sqlite_url)


def test_districts_pass_from_the_page_of_who_hands_over(desk: Desk) -> None:
    guest = visitor(desk, "coord")
    assert HERE in guest.get("/people/coord", "en").links()
    form = guest.get(HERE, "en")
    boxes = form.tree.cssselect("main input[type=checkbox][name=districts]")
    assert MAE_FAH_LUANG in [one.get("value") for one in boxes]
    done = guest.post(HERE, ASKED | {"step": "record"})
    assert "Each has a note of its work to be signed" in done.main
    (begun,) = handovers(desk)
    desk.perform()
    (note,) = [one.id for one in papers(desk, begun.id) if one.kind == NOTE]
    assert {f"/instances/{begun.id}", f"/documents/{note}"} <= {*guest.get(HERE, "en").links()}
    assert "Handover of a coordinator" in guest.get(f"/instances/{begun.id}", "en").main


def papers(desk: Desk, instance: int) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        return documents(connection, instance_id=instance)


def test_before_they_pass_one_looks_at_what_would(desk: Desk) -> None:
    guest = visitor(desk, "coord")
    guest.get(HERE, "en")
    look = guest.post(HERE, ASKED)
    assert "These districts would pass from" in look.main
    assert "1 thing waits in the district" in look.main
    assert handovers(desk) == []
    back = guest.post(HERE, ASKED | {"step": "back"})
    (box,) = back.tree.cssselect("main input[type=checkbox][checked]")
    assert box.get("value") == MAE_FAH_LUANG
    assert handovers(desk) == []


def test_where_no_box_is_ticked_that_is_told_beside_the_districts(desk: Desk) -> None:
    guest = visitor(desk, "coord")
    guest.get(HERE, "en")
    page = guest.post(HERE, {name: said for name, said in ASKED.items() if name != "districts"})
    assert page.status == 422
    assert "Districts" in page.beside("districts")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"districts": ""}, "Districts"),
        ({"districts": "ไม่มีจริง"}, "ไม่มีจริง"),
        ({"successor": "nobody"}, "nobody"),
        ({"successor": "coord"}, "cannot hand over to themselves"),
        ({"on": "31 กุมภา"}, "31 กุมภา"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_what_was_typed_stays(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    guest = visitor(desk, "coord")
    guest.get(HERE, "en")
    page = guest.post(HERE, ASKED | typed)
    assert page.status == 422
    assert said in page.beside(*typed)
    (day,) = page.tree.cssselect("main input[name=on]")
    assert day.get("value") == (ASKED | typed)["on"]
    assert handovers(desk) == []


def test_another_provinces_people_see_no_such_page(desk: Desk) -> None:
    load_far_province(desk)
    assert visitor(desk, "far.coord").get(HERE).status in (403, 404)


def test_the_command_says_the_same_again_as_recorded_before(desk: Desk, sqlite_url: str) -> None:
    prasan = Terminal(sqlite_url)
    asked = ("people", "reassign", "coord", "second", "--districts", MAE_FAH_LUANG,
             "--on", "2022-09-25", "--recorded-by", "coord", "--lang", "en")  # fmt: skip
    first, again = prasan(*asked), prasan(*asked)
    assert "the handover begins" in first.out
    assert "recorded before" in again.out
    refused = prasan.refused(*asked[:3], "coord", *asked[4:-2])
    assert refused == ("passed_to_themselves", "successor")
