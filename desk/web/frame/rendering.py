"""Pages out of templates/desk: escaped, whole without JavaScript, in the language asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from typing import Any, cast
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from starlette.responses import HTMLResponse

from config.clock import BANGKOK
from config.defaults import policy
from config.settings import PROJECT
from config.words import Language, Value, known, say, written
from desk.views import words
from desk.views.paper_names import kind_label, paper_label, paper_status
from desk.web.frame.asking import Asking
from desk.web.frame.assets import asset_url
from desk.web.frame.form_words import form_word, give_form_word
from desk.web.frame.forms_back import anew_place
from desk.web.frame.headings import headings_of
from desk.web.frame.kept_lines import unbroken, with_kept_lines
from desk.web.frame.places import gate_place
from desk.web.frame.problems import Problems, headed
from desk.web.frame.whole_names import names_among, with_whole_names
from flows.papers.kind_titles import KIND
from flows.papers.paper_forms import is_settled
from registry.refusals import MOST_TOLD
from registry.rules.partial_dates import PartialDate
from registry.rules.rights import Verb
from registry.rules.thai import to_arabic_digits
from registry.rules.times import time_of

MENU = (
    ("/", "inbox", Verb.SEE_OWN),
    ("/board", "board", Verb.SEE_AGGREGATES),
    ("/districts", "districts", Verb.READ),
    ("/orders", "orders", Verb.READ),
    ("/documents", "documents", Verb.READ),
    ("/offices", "offices", Verb.READ),
    ("/province", "province", Verb.SETTINGS),
    ("/people", "people", Verb.INVITE),
    ("/audit", "audit", Verb.SEE_AUDIT),
)
OK, UNFIT = 200, 422
TEMPLATES = PROJECT / "templates" / "desk"
# Whole names would weigh a quarter of it: there the script keeps them.
LISTS_EVERYBODY = "demo.html"


class PlainCalls(Context):
    """Calls what a template calls as it is: nothing here asks to be handed the context.

    Jinja looks at each of a page's several hundred calls for that, which took longer than most of
    them do.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 — as Jinja calls it
        """What `called` answers. Jinja adds two names of its own, for who asks for the context."""
        if named:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        return called(*args, **named)


class _Templates(Environment):
    context_class = PlainCalls


@cache
def environment() -> Environment:
    """The templates: every value escaped, an unknown one an error of ours.

    A process shows those that it began with: after an upgrade the new ones ask for new values.
    """
    made = _Templates(
        auto_reload=False,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do"],
    )
    made.globals.update(
        asset=asset_url, basis_term=words.basis_term, Verb=Verb, known=known, quote=quote,
        policy=policy, most_told=MOST_TOLD,
    )  # fmt: skip
    made.filters["arabic_digits"] = to_arabic_digits
    made.filters["clock"] = time_of
    return made


@dataclass(frozen=True)
class Wording:
    """How a page says things in its language: handed to templates as functions.

    A page says its numbers in Arabic digits, those within laws and names too, which papers print
    in Thai ones; what somebody typed stays as they typed it.
    """

    language: Language
    names: set[str] = field(default_factory=set)  # of people, places and offices that it said

    def t(self, key: str, /, **values: Value) -> str:
        """The words of a key."""
        # A hint without values may show both kinds of digits, for both may be typed.
        if not values:
            return say(key, self.language)
        self.names.update(names_among(values.values()))
        return to_arabic_digits(say(key, self.language, **values))

    def w(self, value: Value) -> str:
        """A name, a sentence, a day in words; "not recorded" for none."""
        said = written(value, self.language)
        self.names.update(names_among((value,)))
        return said if isinstance(value, str) else to_arabic_digits(said)

    def day(self, value: date | PartialDate | None) -> str:
        """`15/07/2565` or `2022-07-15`, a dash for none."""
        return words.day(value, self.language)

    def long_day(self, value: date | PartialDate | None) -> str:
        """With the month in words, in Thai of the Buddhist year; a dash for none."""
        known = value.named if isinstance(value, PartialDate) else value
        return words.word(known, self.language)

    def moment(self, value: datetime | None) -> str:
        """The instant in Thailand, to the minute."""
        return words.DASH if value is None else unbroken(words.moment(value, self.language))

    def long_moment(self, value: datetime) -> str:
        """The same with the month in words, as days in words have it."""
        local = value.astimezone(BANGKOK)
        return unbroken(self.t("word.long_moment", on=local.date(), at=local.time()))

    def done(self, key: str | None) -> str:
        """What was just done, by the key that the page before sent along; nothing for others."""
        return self.t(f"page.done.{key}") if key and known(f"page.done.{key}") else ""


def render(
    asking: Asking, template: str, status: int | None = None, /, **values: object
) -> HTMLResponse:
    """The page; of a status of its own, or one that tells whether it shows problems.

    Every template finds `asking`, `t`, `w`, `day`, `problems` and its values.
    """
    said = Wording(asking.language)
    request = asking.request
    common: Mapping[str, Any] = {
        "asking": asking,
        "csrf": form_word(asking),
        "here": f"{request.url.path}?{request.url.query}".rstrip("?"),
        "menu": menu(asking),
        "anew": anew_place(asking),
        "may_search": bool(asking.signed and asking.areas(Verb.READ)),
        "section": f"/{request.url.path.split('/')[1]}",
        "done": said.done(request.query_params.get("done")),
        "signed": asking.signed,
        "language": asking.language,
        "t": said.t,
        "w": said.w,
        "day": said.day,
        "long_day": said.long_day,
        "month_name": partial(words.month, language=asking.language),
        "weekday_name": partial(words.weekday, language=asking.language),
        "moment": said.moment,
        "long_moment": said.long_moment,
        "may": asking.may,
        "gate_place": gate_place,
        "instance_title": lambda instance, process: said.w(
            asking.view.titles.title(instance, process)
        ),
        "kind_label": lambda kind, instance=None: kind_label(
            asking.view.titles.paper_kind(kind, instance).removeprefix(KIND), asking.language
        ),
        "paper_label": lambda *paper: paper_label(asking.view.titles, *paper),
        "paper_status": partial(paper_status, asking.office.declared),
        "paper_settled": partial(is_settled, asking.office.declared),
        "problems": (),
        "emblem_unset": asking.office.settings.emblem is None,
        "is_demo": asking.request.app.state.kind == "demo",
        "is_simulation": asking.request.app.state.kind == "simulation",
        "unswept": asking.signed is not None and asking.request.app.state.unswept(asking),
    }
    if problems := values.get("problems"):
        headings = headings_of(environment(), template)
        values["problems"] = headed(cast("Problems", problems), asking.language, headings)
    text = with_kept_lines(environment().get_template(template).render({**common, **values}))
    if asking.language == "th" and template != LISTS_EVERYBODY:
        text = with_whole_names(text, said.names)
    answer = HTMLResponse(text, status or (UNFIT if values.get("problems") else OK))
    if asking.signed is None:
        give_form_word(asking, answer)
    return answer


def menu(asking: Asking) -> list[tuple[str, str]]:
    """The sections that who asks may look into: place, and key of its name."""
    if asking.signed is None:
        return []
    return [(place, f"page.menu.{key}") for place, key, verb in MENU if asking.areas(verb)]
