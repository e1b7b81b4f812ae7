"""Results that were typed in a transaction that came to nothing count for nothing."""

import pytest

from flows.engine.perform import enter
from flows.engine.run import Run
from registry.journal import EffectRow
from tests.flows.machines import FIRST, SECOND, Done, Engine, a_paper, an_engine, write_paper


def is_asked_about_the_paper(run: Run) -> Done:
    """A gate about the paper that was made of what was said at another."""
    run.ask(FIRST)
    made = write_paper(run, "letter")
    run.ask(SECOND, about=made.content_hash)
    return Done.DONE


def has_no_disk_for(engine: Engine, asked: EffectRow, letter: str) -> None:
    with engine.office.registry.writing(asked.district_code) as write:
        enter(engine.office, write, asked, a_paper(letter, asked.on))
        raise ZeroDivisionError


def test_the_result_of_a_refused_transaction_is_not_that_of_the_entry_which_gets_its_number(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, is_asked_about_the_paper)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", perform=False)
    (asked,) = engine.requested(work)
    with pytest.raises(ZeroDivisionError):
        has_no_disk_for(engine, asked, "another letter")
    engine.perform()
    assert engine.gate(work, "second").about == "hash of letter"
    assert engine.problems() == []
