"""Decided case "Two people": a gate that only another person may decide."""

from typing import Any

import pytest

from flows.decisions.confirmation import ActOfTwo
from flows.decisions.decide import Decision, decide
from flows.decisions.merge import MERGE, ask_merge
from flows.decisions.redact import REDACTION, ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.refusals import SamePerson
from flows.decisions.rename import RENAMING, NewName, ask_renaming
from flows.decisions.standing_gates import ACTS_OF_TWO
from flows.engine.run import Run
from registry.queries.audit import link, links
from registry.records.filing import EVIDENCE, NewDocument, keep
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.flows.decisions.at_acts_of_two import settle_read
from tests.flows.machines import AGREES, FIRST, SECOND, Done, an_engine, write_paper


def confirmed(run: Run) -> Done:
    run.ask(FIRST)
    run.ask(AGREES)
    return Done.DONE


def confirmed_beside_another(run: Run) -> Done:
    """The confirmation opens only once the paper was written; the other branch goes on."""

    def left(branch: Run) -> None:
        said = branch.ask(FIRST)
        write_paper(branch, said.result)
        branch.ask(AGREES)

    run.together("both", ("left", left), ("right", lambda branch: branch.ask(SECOND)))
    return Done.DONE


def test_two_people_whoever_recorded_may_not_confirm(made_registry_url: str) -> None:
    engine = an_engine(made_registry_url, confirmed)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", recorded_by="coord")
    with pytest.raises(SamePerson) as refused:
        engine.say(work, "agrees", "2022-06-04", recorded_by="coord")
    assert "Prasan Dee" in refused.value.sentence.en
    engine.say(work, "agrees", "2022-06-04", recorded_by="coord2")
    assert engine.status(work) == ("finished", "done")


def test_two_people_whoever_recorded_may_not_be_the_one_who_decides_either(
    sqlite_url: str,
) -> None:
    engine = an_engine(sqlite_url, confirmed)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", recorded_by="coord")
    day = engine.on("2022-06-04")
    both = Decision(work, "agrees", "district_chief", day, {"result": "go"}, "coord")
    with pytest.raises(SamePerson):
        decide(engine.office, both)
    assert engine.waits_at(work) == ["agrees"]


def test_two_people_are_those_of_the_branch_whatever_was_recorded_beside_it(
    made_registry_url: str,
) -> None:
    engine = an_engine(made_registry_url, confirmed_beside_another)
    work = engine.begin()
    engine.say(work, "first", "2022-06-03", recorded_by="coord", perform=False)
    engine.say(work, "second", "2022-06-03", recorded_by="coord2", perform=False)
    engine.perform()
    with pytest.raises(SamePerson):
        engine.say(work, "agrees", "2022-06-04", recorded_by="coord")
    engine.say(work, "agrees", "2022-06-04", recorded_by="coord2")
    assert engine.status(work) == ("finished", "done")


def test_what_one_asked_of_another_waits_on_after_the_instance_beside_it_has_ended() -> None:
    assert all(one.gate.two_people and one.gate.outlives for one in ACTS_OF_TWO.values())


def test_why_somebody_refused_what_has_no_gate_stands_in_the_audit(sqlite_url: str) -> None:
    desk, why = a_desk(sqlite_url), "ไม่ตรงกับเอกสาร"
    paper = NewDocument(
        kind="scan.other", file_name="เก่า.pdf", media_type="application/pdf",
        own_date=desk.office.registry.today, content=b"%PDF-1.4\n", content_hash="x",
        status=EVIDENCE, attested_by=1,
    )  # fmt: skip
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        kept = keep(write, MAE_FAH_LUANG, None, None, paper)
    by = {"reason": "ขอแก้", "recorded_by": "coord"}
    new = NewName("ผู้กำกับการ", "แม่ฟ้าหลวงใหม่")
    asked: list[tuple[ActOfTwo[Any], int]] = [
        (RENAMING, ask_renaming(desk.office, "5715/police_superintendent/1", new, **by).number),
        (MERGE, ask_merge(desk.office, "5715.deputy2", "5715.deputy", **by).number),
        (REDACTION, ask(desk.office, Aim(documents=(kept,)), **by).number),
    ]
    for act, number in asked:
        settle_read(act, desk, number, confirmed=False, reason=why, recorded_by="coord2")
        with desk.office.registry.reading() as connection:
            (newest,) = links(connection, ["57"], most=1)
            said = link(connection, newest.id)
        assert said is not None
        assert isinstance(said.body, dict)
        assert said.body["reason"] == why
