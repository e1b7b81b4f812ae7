"""E1: the Chief of Mae Fah Luang asks for changes twice, then signs."""

from tests.builders import a_desk


def test_the_first_draft_waits_for_the_deputy(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = desk.to_first_draft()
    assert desk.waits_at(order) == ["deputy_review#1"]
