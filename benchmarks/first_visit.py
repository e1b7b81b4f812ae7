"""What a browser fetches beside a page that it sees first, and keeps from then on."""

import re
from collections.abc import Iterator

from desk.web.frame.assets import assets

FETCHED = (".css", ".js", ".woff2")  # not the pictures
_NAMED = re.compile(r"/assets/([\w.-]+)")
_FONT = re.compile(r'url\("([\w.-]+)"\)[^}]*?unicode-range: ?([^;}]+)')
_RANGE = re.compile(r"U\+(\w+)(?:-(\w+))?")


def bytes_beside(page: str) -> int:
    """Bytes, before packing, of the style, the scripts and the fonts that the page needs."""
    named = {name for name in _NAMED.findall(page) if name.endswith(FETCHED)}
    styles = [name for name in named if name.endswith(".css")]
    letters = {ord(one) for one in page}
    fonts = {font for name in styles for font in _fonts(assets()[name].content, letters)}
    return sum(len(assets()[name].content) for name in named | fonts)


def _fonts(style: bytes, letters: set[int]) -> Iterator[str]:
    for name, ranges in _FONT.findall(style.decode()):
        for first, last in _RANGE.findall(ranges):
            if not letters.isdisjoint(range(int(first, 16), int(last or first, 16) + 1)):
                yield name
