"""`python -m benchmarks.clicking`: walk through the desk in Chromium, and count what it takes.

Prints for every walk, step by step, clicks, fields, keys, pages and a person's minutes, and keeps
that in the README. Ends with 1 where a walk takes more than is wanted.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.readme import keep_in_readme
from benchmarks.walks.catalogue import WALKS, Walk, walked
from benchmarks.walks.steps import WalkLostError
from tests.browser.counted_hand import CountedHand, Effort
from tests.programs import CHROMIUM

HEAD = "| {} | clicks | fields | keys | pages | minutes |\n|---|---|---|---|---|---|"


class QuickHand(CountedHand):
    """A hand for which a page is right that refuses nothing: the tests look at pages closely."""

    def looks_right(self) -> None:
        """The page has come, and refuses nothing."""
        if self.problems() or self.page.locator("h1").count() != 1:
            raise WalkLostError(self.page.url, *self.problems())


@dataclass(frozen=True)
class CountedWalk:
    """A walk with the effort of its steps."""

    walk: Walk
    steps: list[tuple[str, Effort]]

    @property
    def whole(self) -> Effort:
        """All steps one after the other."""
        return sum((one for _, one in self.steps), Effort())


def main() -> int:
    """Walk, print, keep."""
    counted = list(count())
    text = "\n\n".join((summary(counted), *(table(one) for one in counted)))
    print(text)
    keep_in_readme("clicks", f"{text}\n")
    return 0 if all(one.walk.keeps(one.whole) for one in counted) else 1


def count() -> Iterator[CountedWalk]:
    """Every walk in a browser and a registry of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for walk in WALKS:
            with tempfile.TemporaryDirectory(prefix="clicking-") as folder:
                yield CountedWalk(walk, walked(walk, browser, Path(folder), QuickHand))
        browser.close()


def summary(counted: list[CountedWalk]) -> str:
    """What is wanted of each walk, and what it took."""
    lines = ["| walk | wanted | found | |", "|---|---|---|---|"]
    lines += [
        f"| {one.walk.title} | {wanted(one.walk)} | {found(one)} "
        f"| {'pass' if one.walk.keeps(one.whole) else '**miss**'} |"
        for one in counted
    ]
    return "\n".join(lines)


def wanted(walk: Walk) -> str:
    """The limits of a walk in words."""
    limits = ((walk.clicks, "clicks"), (walk.pages, "pages"), (walk.minutes, "minutes"))
    return ", ".join(f"≤ {limit} {what}" for limit, what in limits if limit is not None)


def found(one: CountedWalk) -> str:
    """What the whole walk took."""
    whole = one.whole
    return f"{whole.clicks} clicks, {whole.pages} pages, {whole.minutes:.1f} minutes"


def table(one: CountedWalk) -> str:
    """The walk step by step."""
    rows = [*one.steps, ("**all**", one.whole)]
    return "\n".join((HEAD.format(one.walk.title), *(row(name, effort) for name, effort in rows)))


def row(name: str, effort: Effort) -> str:
    """A step's effort."""
    counts = f"{effort.clicks} | {effort.typed} | {effort.keys:,} | {effort.pages}"
    return f"| {name} | {counts} | {effort.minutes:.1f} |"


if __name__ == "__main__":
    sys.exit(main())
