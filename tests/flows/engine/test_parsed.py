"""An answer is parsed once in a process, and anew where its words were changed."""

from flows.engine.answers import parsed
from flows.engine.run import Run
from registry.journal import EntryRow
from tests.flows.machines import FIRST, Done, a_process, an_engine


def one_gate(run: Run) -> Done:
    run.ask(FIRST)
    run.ask(FIRST, round=2)
    return Done.DONE


def an_entry(url: str) -> EntryRow:
    engine = an_engine(url, a_process(one_gate))
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", note="as it was")
    return next(one for one in engine.journal(work) if one.kind == "decision")


def test_the_same_words_are_parsed_once(sqlite_url: str) -> None:
    row = an_entry(sqlite_url)
    assert parsed(FIRST, row) is parsed(FIRST, row)


def test_words_that_a_redaction_changed_are_read_anew(sqlite_url: str) -> None:
    row = an_entry(sqlite_url)
    assert parsed(FIRST, row).note == "as it was"
    answer = {**row.body["answer"], "note": "otherwise"}
    again = row._replace(body={**row.body, "answer": answer})
    assert parsed(FIRST, again).note == "otherwise"
