"""Raising: what would differ in each district, and, once looked at, the newest revision for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Term, Value
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.problems import Problems, attempt, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import NotFilledIn
from flows.capabilities import GATES, NEWEST, PROCESSES
from flows.decisions.raise_revision import Difference, raise_revision, rehearse_revision
from flows.engine.gate_titles import key_of
from registry.queries.areas import names
from registry.queries.instances import districts_older, how_many_older
from registry.rules.rights import Verb

DISTRICT = "district"
MOST = 30  # districts at a time: each is replayed to tell what would differ
INPUTS = {"process": DISTRICT}


@dataclass(frozen=True)
class EarlierInstance:
    """An instance of an earlier revision, and what would differ."""

    process: str
    differs: Difference

    @property
    def name(self) -> str:
        """What its tick says: several processes may wait in one district."""
        return f"{self.process}/{self.differs.district}"


@get("/raising", Door(Verb.START))
def page(asking: Asking) -> Response:
    """What would differ, district by district; nothing is changed by looking."""
    found = _rehearsed(asking)
    return _page(asking, found, [one.name for one in found if one.differs.problem is None])


@post("/raising", Door(Verb.START))
def form(asking: Asking) -> Response:
    """The chosen once more, then they are raised."""
    found = _rehearsed(asking)
    ticked = [one for one in asking.form.getlist(DISTRICT) if isinstance(one, str)]
    for one in ticked:
        if not asking.may(Verb.START, one.rpartition("/")[2]):
            raise HTTPException(FORBIDDEN)
    meant = [one for one in found if one.name in ticked]
    if asking.typed.get("step") == "back":
        return _page(asking, found, ticked)
    if not meant:
        problems = problems_of(asking, NotFilledIn(field=DISTRICT))
        return _page(asking, found, ticked, problems)
    if asking.typed.get("step") != "record":
        return _page(asking, meant, ticked, check=True)
    refused = attempt(asking, lambda: _raise(asking, meant), INPUTS)
    if refused:
        return _page(asking, _rehearsed(asking), ticked, refused)
    if len(meant) == 1:
        return see(f"/instances/{meant[0].differs.instance}?done=raised")
    return see("/raising?done=raised")


def _rehearsed(asking: Asking) -> list[EarlierInstance]:
    """What waits to be raised in the areas of who asks, in as many districts as one looks at."""
    districts = districts_older(asking.connection, asking.areas(Verb.START), NEWEST)[:MOST]
    return [
        EarlierInstance(key, one)
        for key in PROCESSES
        for one in (rehearse_revision(asking.office, key, districts) if districts else ())
        if asking.may(Verb.START, one.district)
    ]


def _raise(asking: Asking, meant: Sequence[EarlierInstance]) -> None:
    for process in dict.fromkeys(one.process for one in meant):
        districts = [one.differs.district for one in meant if one.process == process]
        raise_revision(asking.office, process, recorded_by=asking.who.ref, districts=districts)


def _page(
    asking: Asking,
    found: Sequence[EarlierInstance],
    ticked: Sequence[str],
    problems: Problems = (),
    *,
    check: bool = False,
) -> Response:
    return render(
        asking,
        "raising.html",
        problems=problems,
        found=found,
        count=how_many_older(asking.connection, asking.areas(Verb.START), NEWEST),
        names=names(asking.connection, {one.differs.district for one in found}),
        gates=_gates,
        ticked=ticked,
        check=check,
    )


def _gates(paths: Iterable[str]) -> list[Value]:
    """What people call the gates at these paths."""
    keys = (key_of(path) for path in paths)
    return [Term(f"gate.{key}") if key in GATES else Term("page.raising.day") for key in keys]
