import pytest

from tests.builders import Desk, a_desk
from tests.desk.web.at_gates import COORD, fill, place
from tests.desk.web.visitor import visitor

GATE = place(1, "earlier_order")
TYPED = {"finding": "none", "note": "ค้นแฟ้มแล้ว"}


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    found = a_desk(made_registry_url, "2022-06-10")
    found.start(on="2022-06-02")
    return found


def test_a_refused_form_has_an_address_that_shows_it_again_to_its_sender_alone(desk: Desk) -> None:
    coord = visitor(desk, "coord")
    refused = fill(coord, 1, "earlier_order", COORD, "", TYPED)
    address = f"{refused.path}?{refused.response.url.query.decode()}"
    assert (refused.status, refused.path) == (422, GATE)
    assert refused.response.history[0].status_code == 303
    again = coord.get(address)
    assert again.problems == refused.problems != []
    assert again.value("note") == TYPED["note"]
    assert visitor(desk, "coord2").get(address).value("note") == ""
    elsewhere = coord.get(address.replace(GATE, "/districts/5715"))
    assert elsewhere.problems == []


def test_what_was_refused_at_a_gate_is_there_when_one_goes_back_to_it(desk: Desk) -> None:
    coord = visitor(desk, "coord")
    fill(coord, 1, "earlier_order", COORD, "", TYPED)
    assert coord.get(GATE).value("note") == TYPED["note"]


def test_an_identity_number_that_was_refused_is_in_no_draft(desk: Desk) -> None:
    coord = visitor(desk, "coord")
    number = {**TYPED, "note": "1101700230708"}
    refused = fill(coord, 1, "earlier_order", COORD, "2/6/2565", number)
    assert refused.status == 422
    assert coord.get(GATE).value("note") == ""


def test_a_form_of_which_no_page_is_read_comes_back_at_the_address_above_its_own(
    desk: Desk,
) -> None:
    refused = visitor(desk, "coord").post("/province/57/manual", {"version": ""})
    assert (refused.status, refused.path) == (422, "/province/57")
    assert refused.beside("version")


def test_the_page_that_a_refused_form_was_on_shows_what_was_typed_until_it_is_begun_anew(
    desk: Desk,
) -> None:
    coord = visitor(desk, "coord")
    page = "/people/add"
    assert coord.post(page, {"name_th": "สมมุติ ดี"}).status == 422
    assert coord.get(page).value("name_th") == "สมมุติ ดี"
    assert coord.get("/people/coord/part").problems == []
    assert coord.get(f"{page}?anew=yes").problems == []
    assert coord.get(page).value("name_th") == ""


def test_of_a_page_that_was_asked_for_something_that_one_alone_shows_what_was_typed(
    desk: Desk,
) -> None:
    coord = visitor(desk, "coord")
    item, other = (
        f"/province/57/setting?item=setting%3A{one}" for one in ("letters.code", "letters.phone")
    )
    coord.client.headers["referer"] = f"http://desk.localhost{item}"
    refused = coord.post("/province/57/setting", {"item": "setting:letters.code", "value": "ชร 1"})
    assert refused.status == 422
    assert coord.get(item).value("value") == "ชร 1"
    assert coord.get(other).problems == []
    sent = {"item": "setting:letters.code", "value": "ชร 1", "since": "2/6/2565"}
    assert coord.post("/province/57/setting", sent).status == 200
    assert coord.get(item).problems == []
