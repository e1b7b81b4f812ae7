"""Long lists by the page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from desk.web.frame.asking import Asking

MOST = 50
LAST_PAGE = 10_000


@dataclass(frozen=True)
class ListPage:
    """A page of a list, and the words that it was asked for with."""

    number: int
    most: int
    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def skip(self) -> int:
        """How many rows come before it."""
        return (self.number - 1) * self.most

    def link(self, number: int) -> str:
        """The same list at another page."""
        return f"{self.path}?{urlencode([*self.query, ('page', str(number))])}"

    def pages(self, count: int) -> int:
        """How many pages that many rows make."""
        return max(1, -(-count // self.most))


def page_of(asking: Asking, most: int = MOST) -> ListPage:
    """The page that is asked for; the first where the number is none."""
    params = asking.request.query_params
    typed = params.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1  # noqa: PLR2004 — below LAST_PAGE
    kept = tuple((k, v) for k, v in params.multi_items() if k not in ("page", "done") and v)
    return ListPage(min(max(number, 1), LAST_PAGE), most, asking.request.url.path, kept)
