"""S7: the project ends on 30 September; a partner's staff, money and open items are settled."""

from datetime import date

import pytest
from sqlalchemy import Connection, text

from desk.views.view import View
from desk.views.year_board import YearRow, year_board
from desk.views.year_money import year_money
from flows.capabilities import GATES
from flows.engine.answers import answers_of, listed
from flows.plan.checks import PlanContext, findings
from flows.plan.gates import PlanDraftV1
from flows.plan.leads import plan_context
from flows.plan.rows import PlanRow
from flows.runtime.tick import tick
from flows.verification import verify_all
from registry.queries.action_items import OwnedAction, actions, passed_items
from registry.queries.areas import districts_within
from registry.queries.documents import documents
from registry.queries.parts import parts_of
from registry.queries.people import person
from registry.records.agreements import (
    AgreementReceipt,
    AgreementsOverlap,
    NewAgreement,
    NoPartnerHere,
    PartOutlastsAgreement,
    record_agreement,
)
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.rights import MayNot, who_may_on
from registry.rules.plain_values import Json
from registry.rules.rights import Verb
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.flows.order.at_amendments import sign
from tests.flows.plan.plan_rows import a_draft, a_row, plan_of
from tests.flows.year.at_openings import opened, opens_from, years
from tests.flows.year.at_quarters import held, minutes_adopted, newcomers_sign, on
from tests.staged_desks import made_once

PARTNER = "world_vision"
CSO = f"prevention.cso_representative/{MAE_FAH_LUANG}/cso_representative/1"
PEOPLE: Json = {
    "people": [{"ref": "wv.one", "title_th": "นางสาว", "name_th": "ภาคี สมมุติ"}],
    "offices": [
        {
            "ref": f"{MAE_FAH_LUANG}/cso_representative/1", "title_th": "ผู้แทน",
            "title_en": "Representative", "unit_th": "มูลนิธิศุภนิมิตแห่งประเทศไทย",
            "unit_en": "World Vision", "agency": PARTNER,
        }
    ],
    "parts": [
        {"person": "wv.one", "role": "partner", "area": MAE_FAH_LUANG, "start": "2022-01-01"}
    ],
}  # fmt: skip


def loaded(desk: Desk, rows: Json) -> None:
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        load(write, LoadFile.model_validate(rows), actor=1)


def agreed(
    desk: Desk, until: str = "2023-09-30", since: str = "2022-01-01", *people: str
) -> AgreementReceipt:
    said = NewAgreement(
        PARTNER, "57", date.fromisoformat(since), date.fromisoformat(until), people
    )  # fmt: skip
    return record_agreement(desk.office.registry, said, recorded_by="coord")


@made_once
def with_partner(url: str) -> Desk:
    """A committee in which the partner has a seat, and a partner at work in its district."""
    desk = a_desk(url)
    loaded(desk, PEOPLE)
    order = desk.to_first_draft()
    sign(desk, order, "12/2565", "2022-06-24")
    agreed(desk, "2023-09-30", "2022-01-01", "wv.one")
    return desk


@made_once
def with_work(url: str) -> tuple[Desk, int]:
    """Its year, whose plan, money and first meeting rest on the partner; answers the year."""
    desk = with_partner(url)
    opens_from(desk, 2566)
    desk.on("2022-07-05")
    opened(desk)
    year = years(desk)[0].id
    lines: Json = [
        {
            "key": "need-1", "title": "สื่อรณรงค์", "road": "donor", "office": PARTNER,
            "amount": "12000",
        }
    ]  # fmt: skip
    desk.decide(
        year, "budget_needs", "focal_point", "2022-07-05", {"result": "needed", "rows": lines}
    )
    rows: list[Json] = [
        a_row(desk, "row-1"),
        a_row(desk, "row-2", "cso_representative"),
        a_row(desk, "row-3", mode="donor", amount="12000", source="World Vision ประเทศไทย"),
    ]
    desk.decide(plan_of(desk), "plan_draft", "focal_point", "2022-08-30", a_draft(rows))
    on(desk, "2022-10-31")
    meeting = held(desk)
    newcomers_sign(desk, meeting)
    minutes_adopted(desk, meeting, items=[asked_of(CSO, "2023-12-20")])
    return desk, year


def asked_of(owner: str, due: str) -> Json:
    action: Json = {"what": "จัดทำสื่อรณรงค์", "owner": owner, "due_on": due}
    return {"agenda": 4, "resolution": "เห็นชอบ", "actions": [action]}


def ticked(desk: Desk, day: str) -> None:
    desk.on(day)
    tick(desk.office, clock_is_right=True)


def asked(desk: Desk, day: str | None = None) -> OwnedAction:
    then = date.fromisoformat(day) if day else None
    with desk.office.registry.reading() as connection:
        (found,) = actions(connection, MAE_FAH_LUANG, then)
    return found


def parts(desk: Desk, day: str) -> list[str]:
    with desk.office.registry.reading() as connection:
        who = person(connection, "wv.one", field="person")
        held_then = parts_of(connection, who.id, date.fromisoformat(day)).parts
    return [one.part.value for one in held_then]


def on_board(desk: Desk) -> YearRow:
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        districts = [
            one for one in districts_within(connection, {"57"}) if one.code == MAE_FAH_LUANG
        ]
        (row,) = year_board(view, districts, 2566, "th").rows
    return row


def test_their_access_ends_that_night_and_no_sooner(made_registry_url: str) -> None:
    desk = with_partner(made_registry_url)
    assert parts(desk, "2023-09-30") == ["partner"]
    assert parts(desk, "2023-10-01") == []


def test_what_they_were_asked_for_passes_to_the_focal_point_once(made_registry_url: str) -> None:
    desk, _ = with_work(made_registry_url)
    ticked(desk, "2023-09-30")
    assert asked(desk).owner == CSO
    ticked(desk, "2023-10-09")  # the ticks of a week were missed
    now, then = asked(desk), asked(desk, "2023-09-30")
    assert now.on == date(2023, 10, 1)
    assert (now.status, now.due_on) == ("open", date(2023, 12, 20))
    assert now.owner == f"{MAE_FAH_LUANG}/focal_point"
    assert then.owner == CSO
    with desk.office.registry.reading() as connection:
        passed = passed_items(connection, MAE_FAH_LUANG, date(2023, 10, 9))[now.key]
        before = connection.execute(text("SELECT count(*) FROM action_item")).scalar()
    assert (passed.before, passed.asked_on, passed.on) == (CSO, then.on, date(2023, 10, 1))
    ticked(desk, "2023-10-09")
    with desk.office.registry.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM action_item")).scalar() == before
    assert verify_all(desk.office) == ()


def test_everything_stays_with_the_provincial_office_and_the_partner_reads_none_of_it(
    sqlite_url: str,
) -> None:
    desk, _ = with_work(sqlite_url)

    def kept(day: str) -> set[tuple[str, object]]:
        ticked(desk, day)
        with desk.office.registry.reading() as connection:
            today = desk.office.registry.today
            who_may_on(connection, today, "coord", Verb.READ, MAE_FAH_LUANG)
            papers = {(one.kind, one.sha256) for one in documents(connection)}
            said = {("entry", e.id) for one in desk.instances() for e in desk.entries(one.id)}
        return papers | said

    before = kept("2023-09-30")
    assert before <= kept("2023-10-09")
    with desk.office.registry.reading() as connection, pytest.raises(MayNot):
        who_may_on(connection, desk.office.registry.today, "wv.one", Verb.READ, MAE_FAH_LUANG)


def test_its_seat_activities_and_money_are_flagged_from_the_day_after(sqlite_url: str) -> None:
    desk, _ = with_work(sqlite_url)
    desk.on("2023-09-30")
    assert on_board(desk).ended == ()
    desk.on("2023-10-01")
    (share,) = on_board(desk).ended
    assert (share.rows, share.lines) == (2, 1)
    assert CSO in share.partner.seats
    assert "สิ้นสุดเมื่อ" in share.sentence.th
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        (line,) = year_money(view, MAE_FAH_LUANG, 2566).lines
    assert line.ended == share.partner.sentence


def test_an_end_that_moves_takes_the_parts_along_and_nothing_is_said_twice(
    made_registry_url: str,
) -> None:
    desk = with_partner(made_registry_url)
    assert not agreed(desk).changed
    assert agreed(desk, "2023-12-31").before == date(2023, 9, 30)
    assert parts(desk, "2023-12-31") == ["partner"]
    agreed(desk, "2022-12-31")
    assert parts(desk, "2022-12-31") == ["partner"]
    assert parts(desk, "2023-01-01") == []
    with pytest.raises(AgreementsOverlap):
        agreed(desk, "2023-12-31", "2022-06-01")
    with pytest.raises(NoPartnerHere):
        agreed(desk, "2023-12-31", "2023-01-01", "5715.chief")


def test_no_later_part_outlasts_the_agreement(sqlite_url: str) -> None:
    desk = with_partner(sqlite_url)
    later: Json = {
        "person": "wv.one", "role": "partner", "area": MAE_FAH_LUANG, "start": "2022-01-01",
        "last_day": "2024-09-30",
    }  # fmt: skip
    with pytest.raises(PartOutlastsAgreement) as told_so:
        loaded(desk, {"parts": [later]})
    assert told_so.value.field == "parts 1: last_day"
    assert parts(desk, "2023-10-01") == []


def test_renewed_it_is_flagged_no_more(sqlite_url: str) -> None:
    desk, _ = with_work(sqlite_url)
    desk.on("2023-10-02")
    assert on_board(desk).ended
    agreed(desk, "2024-09-30", "2023-10-01")
    assert on_board(desk).ended == ()


def test_the_checks_of_the_plan_say_so_with_its_rows(sqlite_url: str) -> None:
    desk, _ = with_work(sqlite_url)
    plan = plan_of(desk)

    def said(day: str) -> dict[str, tuple[str, ...]]:
        desk.on(day)
        with desk.office.registry.reading() as connection:
            found = findings(drafted_rows(desk, plan), context_of(connection, desk))
        return {one.sentence.en: one.rows for one in found if "agreement of" in one.sentence.en}

    assert said("2023-09-30") == {}
    assert sorted(said("2023-10-01").values()) == [("row-2",), ("row-3",)]


def drafted_rows(desk: Desk, plan: int) -> tuple[PlanRow, ...]:
    with desk.office.registry.reading() as connection:
        answered = answers_of(connection, plan, GATES).last(PlanDraftV1)
    assert answered is not None
    return tuple(listed(answered.answer.rows))


def context_of(connection: Connection, desk: Desk) -> PlanContext:
    return plan_context(connection, MAE_FAH_LUANG, 2567, desk.office.registry.today)
