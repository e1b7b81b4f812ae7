"""The pictures of docs/gallery, made anew from a demo: `make gallery`."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from flows.capabilities import open_installation
from registry.store import Registry
from tasks.documents.fonts import put_fonts
from tests.browser.served import serving
from tests.builders import Desk
from tests.desk.cli.terminal import Terminal
from tests.gallery.index import index
from tests.gallery.papers import papers
from tests.gallery.photographer import CHROMIUM_WORDS, Photographer, Picture
from tests.gallery.prefect_pages import photograph_prefect
from tests.gallery.printed import printed, told
from tests.gallery.roads import DOOR, PICTURES
from tests.programs import CHROMIUM

FOLDER = Path(__file__).parents[2] / "docs" / "gallery"
LARGEST, LARGEST_ALL = 150_000, 8_000_000


def main() -> None:
    """Make the demo in a folder of its own, then one picture after the other, then the index."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        prasan = Terminal(url)
        told(prasan("demo", "--json"))
        told(prasan("watch", "--json"))
        printed(prasan, FOLDER, Path(folder))
        papers(url, FOLDER, Path(folder))
        photograph(url, PICTURES)
        empty = f"sqlite:///{folder}/empty.db"
        told(Terminal(empty)("init", "--admin-title", "นาย", "--admin-name", "ก ข"))
        photograph(empty, DOOR)
        photograph_operating(Path(folder))
    pages = sorted(FOLDER.glob("order-page-*.png"))
    (FOLDER / "README.md").write_text(index((*PICTURES, *DOOR), pages), encoding="utf-8")
    weigh()


def photograph(url: str, pictures: Iterable[Picture]) -> None:
    """Take the pictures of the pages of a registry, in the order of their list."""
    registry = Registry(url)
    desk = Desk(open_installation(registry), registry.clock)  # type: ignore[arg-type]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_WORDS)
        with serving(desk) as served:
            photographer = Photographer(served, browser, FOLDER)
            for picture in pictures:
                photographer.take(picture)
        browser.close()
    registry.dispose()


def photograph_operating(folder: Path) -> None:
    """Take the pictures of Prefect's windows, which docs/operating.md shows."""
    thai: dict[str, str | float | bool] = {
        **os.environ,
        "FONTCONFIG_FILE": str(put_fonts(folder / "fonts")),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_WORDS, env=thai
        )
        photograph_prefect(browser, folder)
        browser.close()


def weigh() -> None:
    """Say what each picture weighs; stop where one, or all of them, are too heavy."""
    sizes = {file.name: file.stat().st_size for file in sorted(FOLDER.glob("*.png"))}
    sys.stdout.writelines(f"{size:8} {name}\n" for name, size in sizes.items())
    sys.stdout.write(f"{sum(sizes.values()):8} bytes in {len(sizes)} pictures\n")
    assert max(sizes.values()) <= LARGEST
    assert sum(sizes.values()) <= LARGEST_ALL


if __name__ == "__main__":
    main()
