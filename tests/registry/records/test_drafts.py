"""Drafts: what somebody typed, kept for them alone and for a time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from flows.capabilities import net
from flows.runtime.tick import tick
from registry.models import GateDraft
from registry.queries.own_data import own_counts
from registry.records.drafts import (
    DraftTooLong,
    FormDraftKey,
    GateDraftKey,
    draft_of,
    drop_draft,
    other_typists,
    save_draft,
)
from registry.rules.answer_screening import IdentityNumberInText
from registry.store import Registry
from tests.builders import COORDINATOR, Desk, a_desk, id_of

GATE = "earlier_order"


@pytest.fixture
def desk(made_registry_url: str) -> Desk:
    return a_desk(made_registry_url)


@pytest.fixture
def registry(desk: Desk) -> Registry:
    return desk.office.registry


def test_a_draft_is_kept_for_its_writer_alone_and_replaced(desk: Desk) -> None:
    registry, first = desk.office.registry, desk.start()
    coord, other = id_of(registry, "coord"), id_of(registry, "coord2")
    save_draft(registry, GateDraftKey(coord, first, GATE), {"finding": "no"}, net=net())
    desk.on("2022-06-03")
    saved_at = save_draft(
        registry, GateDraftKey(coord, first, GATE), {"finding": "none"}, net=net()
    )
    with registry.reading() as connection:
        mine = draft_of(connection, GateDraftKey(coord, first, GATE))
        assert draft_of(connection, GateDraftKey(other, first, GATE)) is None
    assert mine is not None
    assert (mine.answer, mine.saved_at) == ({"finding": "none"}, saved_at)
    assert "none" not in repr(mine)
    drop_draft(registry, GateDraftKey(coord, first, GATE))
    with registry.reading() as connection:
        assert draft_of(connection, GateDraftKey(coord, first, GATE)) is None


def test_an_identity_number_is_not_kept_even_in_a_draft(desk: Desk) -> None:
    registry, first = desk.office.registry, desk.start()
    with pytest.raises(IdentityNumberInText):
        save_draft(registry, GateDraftKey(1, first, GATE), {"note": "๑-๑๐๓๗-๐๒๐๗๑-๘๑-๑"}, net=net())
    save_draft(registry, GateDraftKey(1, first, GATE), {"note": "โทร 081 234 5678"}, net=net())
    with pytest.raises(DraftTooLong):
        save_draft(registry, GateDraftKey(1, first, GATE), {"note": "ก" * 70_000}, net=net())


def test_a_draft_outlives_anothers_decision_and_goes_a_month_later(desk: Desk) -> None:
    registry, first = desk.office.registry, desk.start()
    save_draft(registry, GateDraftKey(1, first, GATE), {"note": "x"}, net=net())
    desk.decide(first, GATE, COORDINATOR, "2022-06-02", {"finding": "none"})
    (open_now,) = desk.waits_at(first)
    save_draft(registry, GateDraftKey(1, first, open_now), {"note": "x"}, net=net())
    tick(desk.office)
    with registry.reading() as connection:
        assert draft_of(connection, GateDraftKey(1, first, GATE)) is not None
    desk.on(date(2022, 6, 2) + timedelta(days=31))
    tick(desk.office, clock_is_right=True)
    with registry.reading() as connection:
        assert connection.scalars(select(GateDraft.path)).all() == [open_now]


def test_what_is_typed_into_a_form_is_its_writers_alone_and_goes_three_months_later(
    desk: Desk,
) -> None:
    registry, place = desk.office.registry, "/districts/5703/adopt/by-hand"
    coord, other = id_of(registry, "coord"), id_of(registry, "coord2")
    save_draft(registry, FormDraftKey(coord, place), {"orders": "1"}, net=net())
    at = save_draft(registry, FormDraftKey(coord, place), {"orders": "2"}, net=net())
    save_draft(registry, FormDraftKey(other, place), {"orders": "x"}, net=net())
    drop_draft(registry, FormDraftKey(other, place))
    with registry.reading() as connection:
        mine = draft_of(connection, FormDraftKey(coord, place))
        assert mine is not None
        assert (mine.answer, mine.saved_at) == ({"orders": "2"}, at)
        assert draft_of(connection, FormDraftKey(other, place)) is None
        assert draft_of(connection, FormDraftKey(coord, "/districts/5704/adopt/by-hand")) is None
        assert [
            one.name.th for one in other_typists(connection, FormDraftKey(other, place), at)
        ] == ["นางสาวประสาน ดี"]
        assert other_typists(connection, FormDraftKey(coord, place), at) == []
        assert own_counts(connection, coord).drafts == 1, "the person is told that it is kept"
    for days, kept in ((90, True), (91, False)):
        desk.on(date(2022, 6, 2) + timedelta(days=days))
        tick(desk.office, clock_is_right=True)
        with registry.reading() as connection:
            assert (draft_of(connection, FormDraftKey(coord, place)) is not None) is kept
