"""The Governor's courteous letter about a decision: what it asks the Chief to consider."""

import pytest

from config.handover import DecisionDefault, handover_defaults
from tests.tasks.documents.letters_rendered import rendered
from tests.tasks.documents.orders_rendered import text_of

SCOLDS = ("เกินกำหนด", "ล่าช้า", "ค้าง", "ยังไม่ได้", "ไม่มี", "ขาด")
BEGINS = ("การ", "ร่าง", "เรื่อง")


@pytest.mark.parametrize("one", handover_defaults().decisions, ids=lambda one: one.key)
def test_what_a_chief_is_asked_to_consider_is_a_sentence_and_scolds_nobody(
    one: DecisionDefault,
) -> None:
    asked = one.letter("1/2570")
    assert asked.startswith(BEGINS)
    assert [word for word in SCOLDS if word in asked] == []
    assert not {*"{}()–-"} & {*asked}
    text = text_of(rendered("considered_letter", decision={"th": asked, "en": "x"}))
    assert f"เรื่อง  ขอความอนุเคราะห์พิจารณา{one.letter('๑/๒๕๗๐')}" in text.replace("\u2060", "")
    assert "พิจารณาพิจารณา" not in text
    assert "เรื่อง เรื่อง" not in text


def test_no_two_letters_ask_for_the_same() -> None:
    asked = [one.letter_th for one in handover_defaults().decisions]
    assert len({*asked}) == len(asked)
