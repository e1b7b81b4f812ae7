"""Parts of a simulation in processes of their own: what falls is the same, whoever works on it."""

import pickle
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from config.words import Named
from flows.capabilities import open_installation
from flows.decisions.refusals import ActInFuture
from flows.decisions.transfer_checks import TransferUnfit
from flows.engine.misfit import AnswerMisfits
from flows.simulation.parts import OtherPart, PartFailure, Span, parts_of
from flows.simulation.simulate import Extent, Simulation, districts_of, simulate_districts
from flows.verification import verify_all
from registry.models import Entry, Instance, table_of
from registry.refusals import RegistryFault
from registry.store import Registry

_entry, _instance = table_of(Entry), table_of(Instance)
SPAN = Span(date(2018, 10, 1), date(2019, 10, 1), 1)


def test_a_part_holds_whole_provinces_and_nearly_as_many_districts_as_the_others() -> None:
    hundred = [*districts_of(100)]
    parts = parts_of(hundred, 2)
    assert sorted(one for part in parts for one in part) == sorted(hundred)
    assert not {one[:2] for one in parts[0]} & {one[:2] for one in parts[1]}
    assert abs(len(parts[0]) - len(parts[1])) <= 4


def test_districts_of_one_province_are_one_part() -> None:
    assert parts_of(["5701", "5702", "5703"], 2) == [("5701", "5702", "5703")]


def test_a_refusal_of_any_kind_says_the_same_in_another_process() -> None:
    one = ActInFuture(field="decided_on", value=date(2022, 6, 3), today=date(2022, 6, 2))
    one.row, one.place = "แถว", 2
    for refusal in (one, TransferUnfit([one]), AnswerMisfits([one, one])):
        assert pickle.loads(pickle.dumps(refusal)).sentence == refusal.sentence  # noqa: S301 — our own


def told(registry: Registry) -> dict[str, list[Sequence[object]]]:
    """What the journals of each district say, in the order in which it was said."""
    query = (
        select(
            _instance.c.district_code, _instance.c.process, _instance.c.period,
            _entry.c.kind, _entry.c.path, _entry.c.gate, _entry.c.act_date, _entry.c.recorded_at,
        )
        .join(_instance, _instance.c.id == _entry.c.instance_id)
        .order_by(_entry.c.id)
    )  # fmt: skip
    found: dict[str, list[Sequence[object]]] = {}
    with registry.reading() as connection:
        for district, *entry in connection.execute(query):
            found.setdefault(district, []).append(entry)
    return found


def in_parts(file: Path, at_once: int) -> tuple[Simulation, dict[str, list[Sequence[object]]]]:
    districts = {"5713": Named("แม่จัน", "Mae Chan"), "1402": Named("ท่าเรือ", "Tha Ruea")}
    registry, days = Registry(f"sqlite:///{file}"), list[tuple[date, int]]()
    try:
        made = simulate_districts(
            registry, Extent(2, 1, 1), districts,
            lambda day, decisions, _left: days.append((day, decisions)), at_once,
        )  # fmt: skip
        assert verify_all(open_installation(registry)) == ()
        assert days[-1] == (made.last, made.measures.decisions)
        return made, told(registry)
    finally:
        registry.dispose()


@pytest.mark.slow
def test_two_processes_record_what_one_does(tmp_path: Path) -> None:
    alone = in_parts(tmp_path / "one.db", at_once=1)
    assert in_parts(tmp_path / "two.db", at_once=2) == alone


@pytest.mark.slow
def test_a_part_that_cannot_go_on_says_why_and_one_that_is_ended_is_not_waited_for(
    tmp_path: Path,
) -> None:
    nowhere = tmp_path / "nowhere.db"
    nowhere.write_bytes(b"no database at all" * 100)
    districts = {"5713": Named("แม่จัน", "Mae Chan")}
    part = OtherPart(f"sqlite:///{nowhere}", tmp_path / "turns", districts, ["5713"], SPAN)
    with pytest.raises(RegistryFault):
        part.tally()
    part.close()
    ended = OtherPart(f"sqlite:///{nowhere}", tmp_path / "turns", districts, ["5713"], SPAN)
    ended.end()
    with pytest.raises(PartFailure):
        ended.tally()
    ended.close()
