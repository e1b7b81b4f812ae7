"""The words that templates fill in: one locked environment, its filters, what may be printed.

A template is a file that a coordinator edits, and may upload: it prints facts through these
filters and can do nothing else.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from config.defaults import committee
from config.documents import document_defaults
from config.titles import title_list
from config.words import Language, counted_off, say
from registry.rules.names import SignedName, signed_name, written_name
from registry.rules.office_names import ordinance_of
from registry.rules.order_citations import cited_date, cited_number, is_numbered
from registry.rules.partial_dates import PartialDate, WrittenDate
from registry.rules.seats import BodyKey, SeatRole
from registry.rules.thai import DateForm, be_year, thai_date, to_thai_digits

# E-mail, web addresses and English names keep Arabic digits: any word with Latin letters.
_WORD = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z]")
_ARABIC_DIGIT = re.compile("[0-9]")
_THAI = re.compile("[\u0e01-\u0e5b]")


class NotPrintable(Exception):
    """A template prints a value that is not there, or a date or list without its filter."""

    def __init__(self, value: object) -> None:
        super().__init__(f"a {type(value).__name__} is printed without a filter")


def official_digits(text: str) -> str:
    """Thai digits in Thai text; words with Latin letters in them stay as they are."""
    if not _ARABIC_DIGIT.search(text):  # as most names and titles
        return text
    return _WORD.sub(
        lambda word: word[0] if _LATIN.search(word[0]) else to_thai_digits(word[0]), text
    )


def printed(value: object) -> str:
    """What stands on a Thai paper for a value of `{{ … }}`: text or a whole number, no other."""
    text = plainly_printed(value)
    digits = official_digits(text)
    return Markup(digits) if isinstance(text, Markup) else digits  # noqa: S704 (was safe already)


def printed_in_english(value: object) -> str:
    """The same on a paper in English, which keeps its digits; an extension is called so."""
    text = plainly_printed(value)
    said = _extension().sub(" ext. ", text)
    return Markup(said) if isinstance(text, Markup) else said  # noqa: S704 (was safe already)


@lru_cache(maxsize=1)
def _extension() -> re.Pattern[str]:
    return re.compile(rf"(?<=\d) ?{re.escape(document_defaults().numbers.extension)} ?(?=\d)")


def plainly_printed(value: object) -> str:
    """Text or a whole number as it is. Raises NotPrintable."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        if isinstance(value, StrictUndefined):
            str(value)  # names the field in jinja's own words
        raise NotPrintable(value)
    return value if isinstance(value, str) else str(value)


def english_date(day: date | str) -> str:
    """A day as English papers write it: 2 October 2023; of what a paper names in part that."""
    return _known(day).named.en


def order_number(number: str | None, dated: date | None, language: Language = "th") -> str:
    """`45/2565`, in Thai digits, blank until the clerk has given it; the year is the date's.

    It is of the Buddhist era on a paper in English too.
    """
    if number is None:
        return say(
            "document.blank_number", language, year=be_year(dated) if dated else "\u00a0" * 12
        )
    if not is_numbered(number):
        return say("order_cited.no_number", language)
    whole = number if "/" in number or not dated else f"{number}/{be_year(dated)}"
    return to_thai_digits(whole) if language == "th" else whole


def english_order_number(number: str | None, dated: date | None) -> str:
    """The same in English, in Arabic digits."""
    return order_number(number, dated, "en")


def order_date(dated: date | None) -> str:
    """The day of an order in full, blank to be written in where it is not signed."""
    return thai_date(dated, "order") if dated else say("document.blank_date", "th")


def english_order_date(dated: date | None) -> str:
    """The same in English."""
    return english_date(dated) if dated else say("document.blank_date", "en")


def numbered(number: str) -> str:
    """How an order is cited by its number, with its word before it; or that none is known."""
    return cited_number(number, "th")


def english_numbered(number: str) -> str:
    """The same in English."""
    return cited_number(number, "en")


def dated(day: date | str, form: str) -> str:
    """How an order is cited by its date, as far as its paper names one."""
    return cited_date(_known(day), cast("DateForm", form), "th")


def role(seat: Mapping[str, object], language: Language = "th") -> str:
    """What the holder of a seat is called in its body: `role.<executive or group>.<role>`."""
    kind = "executive" if seat["body"] == BodyKey.EXECUTIVE else "group"
    return say(f"role.{kind}.{seat['role']}", language)


def english_role(seat: Mapping[str, object]) -> str:
    """The same in English."""
    return role(seat, "en")


def rank(name: str) -> str:
    """The rank in full that stands before a signature; nothing where the name has none."""
    return _signed(name).rank


def without_rank(name: str) -> str:
    """The name that stands in brackets under a signature."""
    return _signed(name).name


def signature(name: str) -> str:
    """The name as it is typed for a signature on a copy."""
    return written_name(name, title_list().titles())


@lru_cache(maxsize=64)  # a batch of letters has one signer
def _signed(name: str) -> SignedName:
    return signed_name(name, title_list().titles())


def ordinance(local_government: str) -> str:
    """What a local government passes its budget in, by its Thai name."""
    return ordinance_of(local_government, committee()) or say("paper.ordinance", "th")


def citations(bases: Sequence[Mapping[str, str]]) -> str:
    """Laws and orders as one phrase: the last behind the word for "and"."""
    return counted_off([base["citation_th"] for base in bases], "th")


def unverified(
    bases: Sequence[Mapping[str, Any]], *more: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of the laws and orders, of one list or several, that nobody has verified yet."""
    return [base for each in (bases, *more) for base in each if not base["verified"]]


def appointments(appointed: Sequence[Mapping[str, Any]]) -> str:
    """To what somebody is appointed, each person named once."""
    return _by_person(appointed, "appointed")


def endings(ended: Sequence[Mapping[str, Any]]) -> str:
    """What somebody is no longer, each person named once."""
    return _by_person(ended, "ended")


def _by_person(seats: Sequence[Mapping[str, Any]], how: str) -> str:
    whose: dict[str | None, list[str]] = {}
    for one in seats:
        whose.setdefault(one["whom_th"], []).append(_sits(one["seat"], one["body_th"]))
    return counted_off([_of_person(how, whom, posts) for whom, posts in whose.items()], "th")


def _of_person(how: str, whom: str | None, posts: Sequence[str]) -> str:
    said = counted_off(posts, "th")
    if whom is None:
        return say(f"document.{how}_reader", "th", posts=said)
    return say(f"document.{how}_other", "th", whom=whom, posts=said)


def _sits(seat: Mapping[str, object], body: str) -> str:
    """The role in its body; the head of a group is called by it and does not sit "in" it."""
    if seat["role"] == SeatRole.GROUP_HEAD:
        return say("document.heads", "th", body=body)
    return say("document.sits_in", "th", role=role(seat), body=body)


def english_citations(bases: Sequence[Mapping[str, str]]) -> str:
    """The same in English: `a, b and c`."""
    return counted_off([base["citation_en"] for base in bases], "en")


def as_recorded(text: str) -> str:
    """On a paper in English: words in Thai, and that they were recorded so."""
    return say("document.recorded_in_thai", "en", text=text) if _THAI.search(text) else text


def _date(day: date | str, form: str) -> str:
    """A day; of a date that its paper names in part, as facts have it in text, that."""
    return _known(day).in_thai(cast("DateForm", form))


def _known(day: date | str) -> PartialDate:
    return WrittenDate.model_validate(day) if isinstance(day, str) else PartialDate.of(day)


def _executive(bodies: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    return [body for body in bodies if body["key"] == BodyKey.EXECUTIVE]


def _groups(bodies: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    return [body for body in bodies if body["key"] != BodyKey.EXECUTIVE]


FILTERS = {
    "thai_date": _date,
    "english_date": english_date,
    "order_number": order_number,
    "order_date": order_date,
    "numbered": numbered,
    "dated": dated,
    "role": role,
    "rank": rank,
    "without_rank": without_rank,
    "signature": signature,
    "ordinance": ordinance,
    "citations": citations,
    "unverified": unverified,
    "appointments": appointments,
    "endings": endings,
    "as_recorded": as_recorded,
    "executive": _executive,
    "groups": _groups,
    "length": len,
}
# Filters of the same names write on a paper in English as English papers do.
IN_ENGLISH = {
    "order_number": english_order_number,
    "order_date": english_order_date,
    "numbered": english_numbered,
    "role": english_role,
    "citations": english_citations,
}


@cache
def environment(language: Language = "th", *, own: bool = False) -> SandboxedEnvironment:
    """The only environment that templates are read and rendered in.

    Escapes (a `&` or `<` in a name breaks nothing), refuses what is undefined, knows no
    global and no filter but ours. An office's `own` template was checked against the fields of its
    day: what a later release leaves empty it prints as not recorded.
    """
    printing = printed if language == "th" else printed_in_english
    gap = say("paper.not_recorded", language)

    def put(value: object) -> str:
        return printing(gap if own and value is None else value)

    env = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=put)
    env.globals.clear()
    env.filters.clear()
    env.filters.update(FILTERS if language == "th" else {**FILTERS, **IN_ENGLISH})
    env.tests = {"none": env.tests["none"]}
    return env
