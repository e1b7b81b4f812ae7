"""docs/gallery/README.md: a table of the pages and their pictures."""

from collections.abc import Iterable

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
TAIL = """
On the command line: [what waits](waiting-th.png) ([English](waiting-en.png)),
[why](why-th.png) ([English](why-en.png)). The draft order that the demo's District Chief reads:
[page 1](order-page-1.png), [2](order-page-2.png), [3](order-page-3.png). [All papers](papers.md),
and [what an official's eye finds in them](checklist.md).
"""


def index(pictures: Iterable[Picture]) -> str:
    """The page, in the order of the list of pictures."""
    lines = ["| page |" + "".join(f" {WORDS[one]} |" for one in COLUMNS), "|---" * 5 + "|"]
    lines += [line(one) for one in pictures]
    return HEAD + "\n".join(lines) + "\n" + TAIL


def line(picture: Picture) -> str:
    """A row of the table."""
    cells = (
        f"[picture]({picture.file(one)})" if one in picture.variants else "" for one in COLUMNS
    )
    return f"| {picture.title} | {' | '.join(cells)} |"
