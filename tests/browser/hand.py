"""What a person does at a browser: types, chooses, presses; and looks at each page that comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Download, Locator, Page

from config.words import Language, Value, say
from tests.browser.looking import looks_right
from tests.builders import a_pdf

SCAN = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": a_pdf("scan")}


@dataclass
class Hand:
    """A person before a page. Every page that they come to is looked at as it should be."""

    page: Page
    language: Language

    def words(self, key: str, **values: Value) -> str:
        """The words of a key in the page's language."""
        return say(key, self.language, **values)

    def open(self, place: str) -> None:
        """Go to a page of the desk."""
        self.page.goto(place)
        self.looks_right()

    def looks_right(self) -> None:
        """What holds of every page holds of this one."""
        looks_right(self.page)

    @contextmanager
    def comes_anew(self) -> Iterator[None]:
        """A page comes by what is done within the block.

        Not Playwright's navigation: the script that names a page anew as its form goes is one too.
        """
        with self.page.expect_event("load"):
            yield

    def follow(self, text: str) -> None:
        """Follow the first link of that text."""
        with self.comes_anew():
            self.page.get_by_role("link", name=text).first.click()
        self.looks_right()

    def press(self, text: str) -> None:
        """Press the button of that text; and look at what comes."""
        with self.comes_anew():
            self.page.get_by_role("button", name=text, exact=True).first.click()
        self.looks_right()

    def unfolded(self, field: Locator) -> Locator:
        """The field, after the parts of its form that it stands in were opened."""
        folded = field.locator("xpath=ancestor::details[not(@open)]/summary")
        while folded.count():
            folded.first.click()
        return field

    def write(self, field: str, text: str) -> None:
        """Type into the field of that name."""
        self.unfolded(self.page.locator(f'main [name="{field}"]').first).fill(text)

    def write_day(self, field: str, day: str) -> None:
        """Type a day as this language's readers write it."""
        self.write(field, self.day_written(day))

    def day_written(self, day: str) -> str:
        """A day as this language's readers write it."""
        on = date.fromisoformat(day)
        return day if self.language == "en" else f"{on.day}/{on.month}/{on.year + 543}"

    def choose(self, field: str, value: str) -> None:
        """Choose one of the radio buttons or boxes of that name."""
        self.unfolded(self.page.locator(f'main [name="{field}"][value="{value}"]')).check()

    def pick(self, field: str, value: str) -> None:
        """Pick from the list of that name."""
        self.unfolded(self.page.locator(f'main select[name="{field}"]')).select_option(value)

    def attach(self, field: str) -> None:
        """Attach a scan."""
        self.page.locator(f'main input[type=file][name="{field}"]').set_input_files(SCAN)  # type: ignore[arg-type]

    def decided(self, by: str, on: str) -> None:
        """Say who decided, and when."""
        self.choose("by", by)
        self.write_day("decided_on", on)

    def decided_today(self) -> None:
        """Take the day that is offered beside the day of the decision."""
        self.page.locator("main [data-today]").click()

    def sees(self, text: str) -> bool:
        """Whether that is read in the main part of the page."""
        return text in " ".join(self.page.locator("main").inner_text().split())

    def beside(self, field: str) -> str:
        """What is said beside the field."""
        return self.page.locator(f'[id="{field}-error"]').first.inner_text()

    def problems(self) -> list[str]:
        """The list of problems on top."""
        return self.page.locator(".problems li").all_inner_texts()

    def download(self, text: str, folder: Path) -> Path:
        """Take along what the link of that text leads to."""
        with self.page.expect_download() as taken:
            self.page.get_by_role("link", name=text).first.click()
        found: Download = taken.value
        file = folder / found.suggested_filename
        found.save_as(file)
        return file
