"""The day that a page is asked about, and the instant whose knowledge counts."""

from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from config.clock import BANGKOK
from desk.web.frame.asking import Asking
from desk.web.frame.problems import Problems, problems_of
from registry.refusals import Refusal
from registry.rules.dates import ChristianYear, parse_date


@dataclass(frozen=True)
class AsOf:
    """`on` and `known` as asked in the address; what could not be read is told as a problem."""

    on: date
    known: datetime | None
    on_text: str
    known_text: str
    problems: Problems

    @property
    def is_now(self) -> bool:
        """Whether nothing was asked: today, with all that is known."""
        return not self.on_text and not self.known_text

    @property
    def query(self) -> str:
        """The same question in the address of another page, with its question mark."""
        asked = {"on": self.on_text, "known": self.known_text}
        left = urlencode({name: text for name, text in asked.items() if text})
        return f"?{left}" if left and not self.problems else ""


ASKED = {"on": "as_at", "known": "known"}  # days of the address, and what people call them


def as_of(asking: Asking) -> AsOf:
    """What the address asks: `on` and `known`, today and all that is known where it does not.

    Days are read in either era: nothing is recorded by looking, and an address outlives a
    switch of the language. `known` is the end of its day.
    """
    texts = {name: asking.request.query_params.get(name, "").strip() for name in ASKED}
    days: dict[str, date] = {}
    problems: Problems = ()
    for name, field in ASKED.items():
        try:
            if texts[name]:
                days[name] = _day(texts[name], field)
        except Refusal as refusal:
            problems += problems_of(asking, refusal, names={field: name})
    known = datetime.combine(days["known"], time.max, BANGKOK) if "known" in days else None
    return AsOf(days.get("on", asking.today), known, texts["on"], texts["known"], problems)


def _day(text: str, field: str) -> date:
    try:
        return parse_date(text, field=field, era="BE")
    except ChristianYear:
        return parse_date(text, field=field, era="CE")
