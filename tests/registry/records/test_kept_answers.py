"""What programs were answered is kept so long that they may ask again, and says nothing typed."""

import json
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from flows.runtime.upkeep import keep_house
from registry.models import KeptAnswer
from registry.records.kept_answers import KEPT, RepeatableCall, answered_once, redact_answers
from registry.transaction import Write
from tests.builders import COORDINATOR, Desk, a_desk
from tests.desk.api.programs import program, refused

TYPED = "สมหญิง ใจกล้า"
EARLIER = {
    "gate": "earlier_order", "by": COORDINATOR, "decided_on": "2022-06-02",
    "answer": {"finding": "none", "note": TYPED},
}  # fmt: skip


def kept(desk: Desk) -> list[str]:
    """All that the rows say, each as one text."""
    with desk.office.registry.reading() as connection:
        rows = connection.execute(select(KeptAnswer.__table__)).mappings()
        return [json.dumps({**row}, default=str, ensure_ascii=False) for row in rows]


def saying(text: str) -> Callable[[Write], str]:
    """A call that does nothing and is answered so."""
    return lambda _: text


def test_nothing_that_a_program_typed_is_kept_and_after_a_week_nothing_at_all(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    coord, path = program(desk), f"/instances/{desk.start()}/decisions"
    assert coord.post(path, EARLIER, TYPED.encode().hex()).status_code == 201
    (row,) = kept(desk)
    assert TYPED not in row
    assert TYPED.encode().hex() not in row
    desk.clock.at += KEPT - timedelta(minutes=1)
    keep_house(desk.office)
    assert coord.post(path, EARLIER, TYPED.encode().hex()).status_code == 201
    desk.clock.at += timedelta(minutes=2)
    keep_house(desk.office)
    assert kept(desk) == []
    assert refused(coord.post(path, EARLIER, TYPED.encode().hex()))[1] == "already_decided"


def test_an_answer_that_warns_of_a_name_goes_with_the_name_when_it_is_redacted(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    token, registry = program(desk).get("/token").json()["token"], desk.office.registry
    for key, warns in (("one", f"{TYPED} นั่งสองที่"), ("two", "ไม่ใช่วันทำการ")):
        said = json.dumps({"warnings": [{"th": warns, "en": "…"}]}, ensure_ascii=False)
        answered_once(registry, RepeatableCall(token, key, "decide"), saying(said))
    with registry.writing() as write:
        redact_answers(write.connection, {TYPED})
    (left,) = kept(desk)
    assert "ไม่ใช่วันทำการ" in left
