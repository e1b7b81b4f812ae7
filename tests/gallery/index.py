"""docs/gallery/README.md: a table of the pages and their pictures."""

from collections.abc import Iterable
from pathlib import Path

from tests.browser.served import PHONE, SCREEN
from tests.gallery.photographer import Picture, Variant

COLUMNS: tuple[Variant, ...] = (("th", PHONE), ("en", PHONE), ("th", SCREEN), ("en", SCREEN))
WORDS = {
    ("th", PHONE): "phone, Thai",
    ("en", PHONE): "phone, English",
    ("th", SCREEN): "screen, Thai",
    ("en", SCREEN): "screen, English",
}
HEAD = f"""# Pictures of the desk

Made by `make gallery` from the demo: every person, day and number in them is made up. A phone is
{PHONE} pixels wide, a screen {SCREEN}; of a long page the upper part is shown. Do not edit this
page; the command writes it.

"""
# Behind it: the pages of the draft order, as many as there are.
TAIL = """
On the command line: [what waits](waiting-th.png) ([English](waiting-en.png)),
[why](why-th.png) ([English](why-en.png)). [All papers](papers.md),
and [what an official's eye finds in them](checklist.md). The draft order that the demo's District
Chief reads, page by page: """


def index(pictures: Iterable[Picture], order: Iterable[Path]) -> str:
    """The page, in the order of the list of pictures; `order` are those of the draft order."""
    lines = ["| page |" + "".join(f" {WORDS[one]} |" for one in COLUMNS), "|---" * 5 + "|"]
    lines += [line(one) for one in pictures]
    pages = ", ".join(f"[{number}]({one.name})" for number, one in enumerate(order, start=1))
    return HEAD + "\n".join(lines) + "\n" + TAIL + pages + ".\n"


def line(picture: Picture) -> str:
    """A row of the table."""
    cells = (
        f"[picture]({picture.file(one)})" if one in picture.variants else "" for one in COLUMNS
    )
    return f"| {picture.title} | {' | '.join(cells)} |"
