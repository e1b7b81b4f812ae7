"""A person before a page whose clicks, keys and pages are counted, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.hand import Hand

CLICK_SECONDS, KEY_SECONDS = 1.5, 0.2
OF_A_LIST = 2  # the list, and the choice
OF_A_FILE = 3  # the button, the file in the window that opens, its "Open"
OF_FILES = 4  # the last of them as well, with the shift key held


@dataclass(frozen=True)
class Effort:
    """What a person did: clicks, fields they typed in, keys they typed, pages they came to."""

    clicks: int = 0
    typed: int = 0
    keys: int = 0
    pages: int = 0

    @property
    def minutes(self) -> float:
        """How long a person takes, their thinking and the machine's answers left out."""
        return (self.clicks * CLICK_SECONDS + self.keys * KEY_SECONDS) / 60

    def __add__(self, more: Self) -> "Effort":
        """Both one after the other."""
        return Effort(
            self.clicks + more.clicks, self.typed + more.typed,
            self.keys + more.keys, self.pages + more.pages,
        )  # fmt: skip

    def __sub__(self, before: Self) -> "Effort":
        """What came after that."""
        return Effort(
            self.clicks - before.clicks, self.typed - before.typed,
            self.keys - before.keys, self.pages - before.pages,
        )  # fmt: skip


@dataclass
class CountedHand(Hand):
    """A hand that counts. What is chosen or ticked already costs no click, for one sees it."""

    effort: Effort = Effort()
    steps: list[tuple[str, Effort]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Count each page that comes."""
        self.page.on("load", self._came)

    def _came(self, _page: Page) -> None:
        self.effort += Effort(pages=1)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What is done within the block is told as one step."""
        before = self.effort
        yield
        self.steps.append((name, self.effort - before))

    def click(self, place: Locator, *, leads: bool = False) -> None:
        """One click; `leads` to another page, which is looked at."""
        self.effort += Effort(clicks=1)
        if not leads:
            place.click()
            return
        with self.comes_anew():
            place.click()
        self.looks_right()

    def follow(self, text: str) -> None:
        """One click."""
        self.effort += Effort(clicks=1)
        super().follow(text)

    def press(self, text: str) -> None:
        """One click."""
        self.effort += Effort(clicks=1)
        super().press(text)

    def unfolded(self, field: Locator) -> Locator:
        """One click for each part that is folded around the field."""
        folded = field.locator("xpath=ancestor::details[not(@open)]").count()
        self.effort += Effort(clicks=folded)
        return super().unfolded(field)

    def choose(self, field: str, value: str) -> None:
        """One click, none where it is chosen."""
        there = self.page.locator(f'main [name="{field}"][value="{value}"]')
        if not there.is_checked():
            self.effort += Effort(clicks=1)
            super().choose(field, value)

    def decided_today(self) -> None:
        """One click."""
        self.effort += Effort(clicks=1)
        super().decided_today()

    def pick(self, field: str, value: str) -> None:
        """Two clicks: the list, and the choice."""
        self.effort += Effort(clicks=OF_A_LIST)
        super().pick(field, value)

    def write(self, field: str, text: str) -> None:
        """A click into the field, and what is typed."""
        self.effort += Effort(clicks=1, typed=1, keys=len(text))
        super().write(field, text)

    def write_next(self, field: str, text: str) -> None:
        """Go on to the field by Tab (by "next" on a phone), from the one before it, and type."""
        there = self.page.locator(f'main [name="{field}"]').first
        self.page.keyboard.press("Tab")
        expect(there).to_be_focused()
        self.effort += Effort(typed=1, keys=len(text) + 1)
        there.fill(text)

    def write_next_day(self, field: str, day: str) -> None:
        """The same with a day, as readers of the page's language write it."""
        self.write_next(field, self.day_written(day))

    def give(self, field: str, *files: Path | FilePayload) -> None:
        """Choose files in the window that the field opens."""
        self.effort += Effort(clicks=OF_FILES if len(files) > 1 else OF_A_FILE)
        place = self.page.locator(f'main input[type=file][name="{field}"]')
        place.set_input_files([*files])  # type: ignore[arg-type]

    def attach(self, field: str) -> None:
        """A scan, chosen in the window that the field opens."""
        self.effort += Effort(clicks=OF_A_FILE)
        super().attach(field)

    def download(self, text: str, folder: Path) -> Path:
        """One click."""
        self.effort += Effort(clicks=1)
        return super().download(text, folder)
