"""The villages of the demo, out of config/demo/villages.toml: all of them made up."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from config.settings import HERE
from config.shapes import Default
from config.words import both
from flows.engine.installation import Installation
from registry.queries.people import person
from registry.queries.villages import all_names
from registry.records.village_changes import NewName, NewProblem, NewReport, VillageChanges
from registry.records.villages import record_villages
from registry.rules.villages import FIGURES, OPEN

FILE = HERE / "demo" / "villages.toml"
Count = Annotated[int, Field(ge=0)]
Channel = Literal[
    "victim",
    "family",
    "village_head",
    "watch_group",
    "police",
    "damrongdhama",
    "hotline",
    "ngo",
    "other",
]


class MadeUpVillage(Default):
    """A village, its report `days_ago` before the demo is made, and a problem of its plan."""

    district: str
    subdistrict: str
    moo: int
    name_th: str
    name_en: str
    days_ago: Annotated[int, Field(ge=1)] | None = None
    risk_places: Count | None = None
    crossings: Count | None = None
    watch_groups: Count | None = None
    watch_women: Count | None = None
    watch_men: Count | None = None
    calls: Mapping[Channel, Count] = Field(default_factory=dict)
    problem: str = ""
    solution: str = ""
    steps: tuple[str, ...] = ()
    who: str = ""


def made_up_villages() -> tuple[MadeUpVillage, ...]:
    """The villages of the file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["villages"]
    return tuple(MadeUpVillage.model_validate(one) for one in rows)


def record_made_up(office: Installation, district: str, on: date, *, recorded_by: str) -> None:
    """Record the villages of the district on that day; where some are recorded, they stay."""
    own = [one for one in made_up_villages() if one.district == district]
    if not own or _recorded(office, district):
        return
    mark = both("demo.villages_made_up")
    with office.registry.writing(district) as write:
        who = person(write.connection, recorded_by, field="recorded_by")
        reason = f"{mark.th} / {mark.en}"
        record_villages(write, district, _changes(own, on), by=who.id, reason=reason)


def _recorded(office: Installation, district: str) -> bool:
    with office.registry.reading() as connection:
        return bool(all_names(connection, district))


def _changes(own: Iterable[MadeUpVillage], on: date) -> VillageChanges:
    numbered = [(f"+{number}", one) for number, one in enumerate(own)]
    source = both("demo.villages_made_up").th
    return VillageChanges(
        tuple(
            NewName(key, one.subdistrict, one.moo, one.name_th, one.name_en, on)
            for key, one in numbered
        ),
        tuple(
            NewReport(key, on - timedelta(days=one.days_ago), _figures(one), {"source": source})
            for key, one in numbered
            if one.days_ago
        ),
        tuple(_problem(key, one) for key, one in numbered if one.problem),
    )


def _figures(one: MadeUpVillage) -> dict[str, int | None]:
    calls = {f"calls_{channel}": count for channel, count in one.calls.items()}
    return {name: calls.get(name, getattr(one, name, None)) for name in FIGURES}


def _problem(key: str, one: MadeUpVillage) -> NewProblem:
    words = {
        "problem": one.problem, "solution": one.solution, "steps": "\n".join(one.steps),
        "who": one.who,
    }  # fmt: skip
    return NewProblem(key, None, OPEN, None, None, words)
