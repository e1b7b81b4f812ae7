"""Every page over the bulk registry: server time and size, from the application's route table.

`python -m benchmarks.pages FILE` measures over a registry that is there already. A page whose
path has a parameter of an unknown name is told as not measured, never left out silently.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, unquote

from fastapi import FastAPI
from sqlalchemy import select
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from benchmarks.files import url_of
from benchmarks.first_visit import bytes_beside
from benchmarks.rare_pages import rare_samples
from desk.loading import begin_loading, end_loading
from desk.web.frame.app import make_app
from desk.web.frame.assets import asset_url
from desk.web.frame.doors import door_of
from desk.web.frame.places import gate_place
from desk.web.frame.sign_in import DEMO_COOKIE
from flows.capabilities import open_installation
from flows.demo.stories import recorder_of
from registry.models import (
    DistrictOrder,
    Document,
    Entry,
    Instance,
    OpenGate,
    Person,
)
from registry.store import Registry

PROVINCE, TIMES, WARM_UPS, OFTEN = "57", 15, 2, 40
NAMED = 2
HOST = "http://localhost"
PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
SUCCESS = 200
SLOW_SECONDS = 2.0  # looked at once, not as often as the others
OF_THE_DEMO = {"/demo": "the demo's own, which lists every person"}


@dataclass(frozen=True)
class PageTime:
    """A page, or what it lets one download, as somebody saw it.

    `bytes` are the answer's alone, `beside` those of what a first visit fetches for it.
    """

    path: str
    url: str
    seen_by: str
    is_page: bool
    status: int
    milliseconds: float
    bytes: int
    beside: int


@dataclass(frozen=True)
class Pages:
    """All pages, and what was not measured and why.

    `waited_for` are milliseconds of the processor, without a client.
    """

    measured: tuple[PageTime, ...]
    left: tuple[str, ...]
    waited_for: Mapping[str, float]


def measure_pages(file: Path, times: int = TIMES) -> Pages:
    """Look at every page as the province's coordinator and as the country's administrator."""
    registry = Registry(url_of(file))
    begin_loading()
    office = open_installation(registry)
    app, found = make_app(office), samples(registry)
    end_loading()
    urls, left = addresses(app, {**found, **rare_samples(office, found["district"])})
    measured = [
        look(app, path, url, seen_by, times)
        for seen_by in (recorder_of(PROVINCE), "admin")
        for path, url in urls
    ]
    refused = [f"{one.path} as {one.seen_by}: {one.status}" for one in measured if not _well(one)]
    waited = waited_for(app, found)
    registry.dispose()
    well = tuple(one for one in measured if _well(one))
    return Pages(well, (*left, *refused), waited)


def waited_for(app: FastAPI, found: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds of the processor of the pages that most are looked at, and of one that is empty.

    Asked as a server asks the application, without a client that takes its own time.
    """
    gate = gate_place(int(found["instance"]), found["path"])
    asked = {"inbox": "/", "district": f"/districts/{found['district']}", "gate": gate}
    asked["empty"] = "/healthz"
    return {name: asyncio.run(_processor_ms(app, url)) for name, url in asked.items()}


async def _processor_ms(app: FastAPI, url: str) -> float:
    spent = []
    for _ in range(WARM_UPS + OFTEN):
        begun = time.process_time()
        status = await _asked(app, url)
        spent.append(time.process_time() - begun)
        if status != SUCCESS:
            raise LookupError(url)
    return round(median(spent[WARM_UPS:]) * 1000, 2)


async def _asked(app: FastAPI, url: str) -> int:
    """The status that the application answers to one request."""
    said: list[int] = []
    cookie = f"{DEMO_COOKIE}={recorder_of(PROVINCE)}".encode()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": unquote(url), "raw_path": url.encode(), "root_path": "",
        "query_string": b"", "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        "headers": [
            (b"host", b"localhost"), (b"cookie", cookie), (b"accept-encoding", b"gzip"),
        ],
    }  # fmt: skip
    await app(scope, receive, send)
    return said[0]


def _well(one: PageTime) -> bool:
    return one.status == SUCCESS


def addresses(app: FastAPI, values: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The address of each page by its path in the route table, and the paths without one."""
    urls, left = [], []
    for path in sorted(set(_paths(app))):
        if path in OF_THE_DEMO:
            left.append(f"{path}: {OF_THE_DEMO[path]}")
            continue
        unknown = [name for name in PARAMETER.findall(path) if name not in values]
        if unknown:
            left.append(f"{path}: no sample for {', '.join(unknown)}")
        else:
            urls.append((path, PARAMETER.sub(lambda found: quote(values[found[1]]), path)))
    return urls, left


def _paths(app: FastAPI) -> Iterator[str]:
    for route in app.routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and door_of(route):
            yield route.path


def look(app: FastAPI, path: str, url: str, seen_by: str, times: int = TIMES) -> PageTime:
    """The page, looked at so many times."""
    client = TestClient(app, base_url=HOST, follow_redirects=False, raise_server_exceptions=False)
    client.cookies.set(DEMO_COOKIE, seen_by)
    seconds = []
    for _ in range(WARM_UPS + times):
        begun = time.perf_counter()
        answer = client.get(url)
        seconds.append(time.perf_counter() - begun)
        if answer.status_code != SUCCESS or min(seconds[1:], default=0) > SLOW_SECONDS:
            break
    spent = median(seconds[WARM_UPS:] or seconds[-1:]) * 1000
    size = len(answer.content)
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    beside = bytes_beside(answer.text) if is_page else 0
    status = answer.status_code
    return PageTime(path, url, seen_by, is_page, status, round(spent, 1), size, beside)


def samples(registry: Registry) -> dict[str, str]:
    """A value for each parameter that a path of ours has: of the province's middle district."""
    with registry.reading() as connection:
        waits = connection.execute(
            select(OpenGate.instance_id, OpenGate.path, OpenGate.district_code)
            .where(
                OpenGate.status == "open",
                OpenGate.district_code.startswith(PROVINCE),
                OpenGate.gate == "chief_review",
            )
            .order_by(OpenGate.district_code)
        ).first()
        if waits is None:
            raise LookupError(PROVINCE)
        instance, path, district = waits
        plan, year = connection.execute(
            select(Instance.id, Instance.period)
            .where(Instance.process == "plan", Instance.district_code.startswith(PROVINCE))
            .order_by(Instance.status.desc(), Instance.id)
        ).first() or (None, None)
        known: dict[str, object] = {
            "name": asset_url("prasan.css").rpartition("/")[2],
            "province": PROVINCE,
            "area": district,
            "district": district,
            "code": district,
            "instance": instance,
            "path": path,
            "gate": path,
            "document": connection.scalar(
                select(Document.id)
                .where(Document.instance_id == instance)
                .order_by(Document.id.desc())
            ),
            "entry": connection.scalar(
                select(Entry.id).where(Entry.instance_id == instance).order_by(Entry.id.desc())
            ),
            "order": connection.scalar(
                select(DistrictOrder.id).where(DistrictOrder.district_code.startswith(PROVINCE))
            ),
            "person": connection.scalar(
                select(Person.ref).where(Person.ref == f"{district}.district_chief")
            ),
            "office": f"{district}/district_chief",
            "process": connection.scalar(select(Instance.process).where(Instance.id == instance)),
            "plan": plan,
            "row": plan and "row-1",
            "year": year,
            "quarter": year and 1,
        }
    return {name: str(value) for name, value in known.items() if value is not None}


def main() -> None:
    """Measure over a registry that is there; told in lines aside, and as JSON."""
    found = measure_pages(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > NAMED else TIMES)
    for one in sorted(found.measured, key=lambda one: -one.milliseconds):
        line = (
            f"{one.milliseconds:8.1f} ms {one.bytes:8} + {one.beside} B  {one.seen_by:25} {one.url}"
        )
        print(line, file=sys.stderr)
    for said in found.left:
        print(f"NOT MEASURED {said}", file=sys.stderr)
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
