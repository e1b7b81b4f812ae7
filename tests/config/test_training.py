from config.defaults import agencies
from config.training import training
from flows.training.gates import Method, Topic
from registry.rules.thai import tidy


def test_topics_and_methods_are_those_of_the_gate_in_their_order() -> None:
    assert [one.key for one in training().topics] == list(Topic)
    assert [one.key for one in training().methods] == list(Method)


def test_each_manual_belongs_to_an_agency_that_is_known() -> None:
    known = {one.key for one in agencies().agencies}
    manuals = {one.key: one for one in training().manuals}
    assert {one.agency for one in manuals.values()} <= known
    assert manuals["basic_manual"].title_en == "Basic Anti-Human Trafficking Manual"
    assert manuals["basic_manual"].agency == "world_vision"
    assert manuals["operations_manual"].title_en == (
        "Operations Manual for Assisting Victims at the Community Level"
    )
    assert manuals["operations_manual"].agency == "focus"


def test_thai_titles_that_are_our_translation_are_not_verified() -> None:
    assert not any(one.verified for one in training().manuals)


def test_words_of_a_score_file_are_written_as_they_are_compared() -> None:
    form = training().score_file
    for word in (*form.not_taken, *form.female, *form.male):
        assert word == tidy(word).casefold()
