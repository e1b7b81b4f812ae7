"""What a row, a choice, a district, an event or a list is called by in a sentence."""

import pytest

from config.words import (
    Field,
    Named,
    counted_off,
    labelled,
    say,
    written,
)
from flows.engine.misfit import choice
from flows.engine.replay import EventKind
from flows.establishment.gates import Finding


def test_the_key_of_a_row_is_said_by_what_stands_there() -> None:
    assert written(Field("target.meetings_held"), "en") == written(Field("target"), "en")
    assert not labelled("meetings_held")


def test_a_field_without_a_label_is_said_as_it_was_typed() -> None:
    assert written(Field("--district, number"), "en") == "--district, Number"


def test_a_choice_is_said_in_its_own_words() -> None:
    assert written(choice(Finding.IN_FORCE), "en") == "in force"
    assert written(choice(Finding.IN_FORCE), "th") == "มีและยังใช้บังคับ"


def test_a_district_of_the_capital_is_called_by_its_own_word_alone() -> None:
    assert say("page.gate.at", "th", district=Named("เขตพระนคร", "Phra Nakhon")) == "เขตพระนคร"
    assert say("page.gate.at", "th", district=Named("แม่สาย", "Mae Sai")) == "อำเภอแม่สาย"


@pytest.mark.parametrize("kind", EventKind)
def test_an_event_is_called_as_within_a_sentence(kind: EventKind) -> None:
    assert say(f"event.{kind}", "en")[0].islower()


@pytest.mark.parametrize(
    ("texts", "thai", "english"),
    [
        ([], "", ""),
        (["ก"], "ก", "ก"),
        (["ก", "ข"], "ก และข", "ก and ข"),
        (["ก", "ข", "ค"], "ก ข และค", "ก, ข and ค"),
    ],
)
def test_a_list_in_a_sentence_has_no_commas_in_thai(
    texts: list[str], thai: str, english: str
) -> None:
    assert (counted_off(texts, "th"), counted_off(texts, "en")) == (thai, english)
