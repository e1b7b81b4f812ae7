"""The windows of Prefect that an operator looks at, over a demo where an order is drafted anew.

`make gallery` takes their pictures for docs/operating.md; a slow test opens the same.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from config.clock import SystemClock, bangkok_day
from flows.demo.stories import recorder_of
from tests.desk.cli.terminal import Terminal
from tests.flows.runtime.at_servers import (
    PATIENCE as UP_PATIENCE,
    PORT,
    READY,
    ended_runs,
    run_names,
    said,
    started,
    told,
    until,
    word_of,
)
from tests.gallery.palette import with_palette
from tests.gallery.printed import told as printed_well

FOLDER = Path(__file__).parents[2] / "docs" / "prefect"
SITE = f"http://127.0.0.1:{PORT}"
WIDE, HIGH, PATIENCE = 1280, 800, 60_000
ORDER, COLOURS = "5715", 64


@dataclass(frozen=True)
class Runs:
    """What the demo's order has at Prefect: its instance, and the run that drafted it."""

    home: Path
    instance: int
    run: str

    def artifact(self) -> str:
        """The number of what was last shown of the instance."""
        found = told(self.home, "artifacts/filter")
        own = [one for one in found if one["key"] == f"instance-{self.instance}"]
        return str(max(own, key=lambda one: one["created"])["id"])

    def deployment(self, flow: str) -> str:
        """The number of the flow's deployment."""
        flows = {one["name"]: one["id"] for one in told(self.home, "flows/filter")}
        known = {one["flow_id"]: one["id"] for one in told(self.home, "deployments/filter")}
        return str(known[flows[flow]])


@dataclass(frozen=True)
class Window:
    """A page of Prefect: its picture's name, where it is, and a text that it shows once whole."""

    name: str
    place: Callable[[Runs], str]
    shows: str

    def open(self, page: Page, runs: Runs) -> None:
        """Go there and wait for what it shows."""
        page.goto(SITE + self.place(runs))
        page.get_by_text(self.shows).first.wait_for(timeout=PATIENCE)
        page.wait_for_load_state("networkidle")


WINDOWS = (
    Window("runs", lambda _: "/runs", "everything"),
    Window("logs", lambda runs: f"/runs/flow-run/{runs.run}", "draft the order"),
    Window("artifact", lambda runs: f"/artifacts/artifact/{runs.artifact()}", "waits for"),
    Window("schedules", lambda _: "/deployments", "annual-cycle"),
    Window(
        "next-year", lambda runs: f"/deployments/deployment/{runs.deployment('annual-cycle')}",
        "April",
    ),
)  # fmt: skip


@contextmanager
def demo_at_work(url: str, home: Path) -> Iterator[Runs]:
    """`up` over a demo in which the Chief has just asked for a change, which was made."""
    prasan = Terminal(url)
    printed_well(prasan("demo", "--json"))
    up = started(url, home)
    try:
        until(lambda: READY in said(home))
        until(lambda: "everything" in run_names(home))  # the first tick would carry it too
        order = at_chief(prasan)
        while not runs_of(home, order):  # a busy machine's server answers late: done without it
            draft_anew(prasan, order)
            until(lambda: is_drafted(prasan, order) and not works_on(home, order))
        yield Runs(home, order, runs_of(home, order)[0])
    finally:
        up.terminate()
        up.wait(UP_PATIENCE)


def at_chief(prasan: Terminal) -> int:
    """The order of Mae Fa Luang, whose draft its Chief reads."""
    waiting = json.loads(printed_well(prasan("waiting", "--district", ORDER, "--json")).out)
    (order,) = {one["instance"] for one in waiting["waiting"] if one["gate"] == "chief_review"}
    return int(order)


def draft_anew(prasan: Terminal, order: int) -> None:
    """Who reads the draft wants a change, the Deputy makes it."""
    asks = {"result": "changes", "items": ["ขอเพิ่มผู้แทนตำบลในฝ่ายป้องกัน"]}
    reply = {"replies": [{"item": 1, "done": True}]}
    for answer in (asks, reply):
        decide(prasan, order, json.dumps(answer, ensure_ascii=False))


def is_drafted(prasan: Terminal, order: int) -> bool:
    """Whether somebody reads it again, and the machine owes nothing."""
    why = json.loads(printed_well(prasan("why", str(order), "--json")).out)["why"]
    return [one["kind"] for one in why] == ["gate"]


def works_on(home: Path, instance: int) -> bool:
    """Whether a run about an instance has not come to its end."""
    found = told(home, "flow_runs/filter")
    states = {one["state_type"] for one in found if f"instance:{instance}" in one["tags"]}
    return bool(states & {"PENDING", "RUNNING"})


def decide(prasan: Terminal, order: int, answer: str) -> None:
    """At the one gate where it waits, by who holds the office there."""
    (why,) = json.loads(printed_well(prasan("why", str(order), "--json")).out)["why"]
    holder = why["holders"][0]["person"]
    file = Path(prasan.url.removeprefix("sqlite:///")).with_name("answer.json")
    file.write_text(answer, encoding="utf-8")
    printed_well(
        prasan(
            "decide", str(order), why["path"], "--by", f"{why['office']}@{holder}",
            "--decided-on", bangkok_day(SystemClock().now()).isoformat(),
            "--answer", str(file), "--recorded-by", recorder_of(ORDER),
        )
    )  # fmt: skip


def runs_of(home: Path, instance: int) -> list[str]:
    """The runs about an instance that have come to their end, by number."""
    return [one["id"] for one in ended_runs(home) if f"instance:{instance}" in one["tags"]]


def signed_in(browser: Browser, home: Path) -> Page:
    """A browser to which the server's word was given once."""
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
    page.goto(f"{SITE}/runs")
    page.locator("input[type=password]").fill(word_of(home))
    page.keyboard.press("Enter")
    page.get_by_text("everything").first.wait_for(timeout=PATIENCE)
    return page


def photograph_prefect(browser: Browser, folder: Path) -> None:
    """Keep a picture of each window."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    home = folder / "prefect"
    home.mkdir()
    with demo_at_work(f"sqlite:///{folder}/operated.db", home) as runs:
        page = signed_in(browser, home)
        for window in WINDOWS:
            window.open(page, runs)
            picture = with_palette(page.screenshot(), COLOURS)
            (FOLDER / f"{window.name}.png").write_bytes(picture)
        page.close()
