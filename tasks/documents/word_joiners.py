"""Words that LibreOffice would break and no official would, held together by U+2060.

Where a word is wider than the room for it, it is not: LibreOffice would cut it anywhere.
"""

import math
import re
from collections.abc import Mapping
from functools import cache, partial

from config.documents import document_defaults
from config.screening import screening_words
from config.titles import title_list
from registry.gazetteer import area_rows
from registry.rules.name_syllables import CLUSTER, syllables
from registry.rules.unbroken_numbers import NO_BREAK, any_of
from tasks.documents.fonts import ems_wide
from tasks.documents.kept_numbers import days_kept, numbers_in_room

_JOINER = "\u2060"
_MAY_BREAK = "\u200b"
_LETTERS = "\u0e01-\u0e2e\u0e40-\u0e44"  # with which a word may begin
_WIDE_ENOUGH = 12  # ems: what stays together costs a narrower column a line
_THAI = "\u0e01-\u0e4e"
# A name alone in its bracket, as under a signature, where its rank stands before that.
_SIGNED = re.compile(f"^\\(([{_THAI}]+)( +)([{_THAI}]+)(?: +(\u0e13) +([{_THAI}]+))?\\)$")
# No name has more; where a sentence goes on behind it without a space, it may break there.
_LONGEST_NAME = 16
_LONGEST_VILLAGE = 10


def hold_together(text: str, room: float = math.inf) -> str:
    """`text` with U+2060 where one might part protected words and names of places and persons.

    `room` is how many ems of its own letters a line has: of a name that is wider the syllables
    are held together, and a line may end between them.
    """
    if text in _areas():  # alone in a column of districts
        return _fitting(text, _JOINER.join(CLUSTER.findall(text)), room)
    placed = _village().sub(partial(_village_held, room=room), _places_held(text, room))
    dated = numbers_in_room(days_kept(placed, room), room)
    named = _person().sub(partial(_person_held, room=room), dated)
    named = _SIGNED.sub(partial(_signed_held, room=room), named)
    protected = _protected()
    named = _protected_word().sub(lambda word: _fitting(word[0], protected[word[0]], room), named)
    named = _sum().sub(partial(_sum_held, room=room), named)
    return _prefix().sub(rf"\g<0>{_JOINER}", named) if room >= _WIDE_ENOUGH else named


def _fitting(word: str, held: str, room: float) -> str:
    return held if ems_wide(word) <= room else word


@cache
def _protected() -> Mapping[str, str]:
    pdf = document_defaults().pdf
    named = (f"{period}|{which}" for period in pdf.periods for which in pdf.which)
    words = (*pdf.protected, *pdf.periods, *named)
    return {word.replace("|", ""): word.replace("|", _JOINER) for word in words}


@cache
def _protected_word() -> re.Pattern[str]:
    return re.compile(any_of(_protected()))


@cache
def _sum() -> re.Pattern[str]:
    """The end of an amount in words: its last number, and what is counted."""
    baht = document_defaults().baht
    numbers = any_of((*baht.digits, *baht.places, baht.million, baht.last_one, baht.two_tens))
    return re.compile(f"({numbers})({baht.baht})({baht.whole})?")


def _sum_held(found: re.Match[str], room: float) -> str:
    return _fitting(found[0], _JOINER.join(filter(None, found.groups())), room)


@cache
def _prefix() -> re.Pattern[str]:
    """A word that makes a noun of the letters behind it, where it ends no word of its own."""
    pdf = document_defaults().pdf
    no_end = "".join(f"(?<!{re.escape(one)})" for one in (_JOINER, *pdf.ends_words))
    return re.compile(f"{no_end}(?:{any_of(pdf.prefixes)})(?=[{_LETTERS}])")


@cache
def _place() -> re.Pattern[str]:
    """A word that the name of a place follows, and the letters after it."""
    return re.compile(f"({any_of(document_defaults().pdf.places)})([{_THAI}]+)")


@cache
def _areas() -> frozenset[str]:
    return frozenset(area.name_th for area in area_rows())


def _place_held(found: re.Match[str], room: float) -> str:
    """The longest name of an area that the letters begin with, its syllables held together.

    In what the letters say behind it another place may be named.
    """
    word, letters = found.groups()
    lead = _held_before(found)
    for end in range(len(letters), 1, -1):
        if letters[:end] in _areas():
            held = _name_held_to(word, letters[:end], room, lead)
            return held + _places_held(letters[end:], room)
    return word + _places_held(letters, room)


def _held_before(found: re.Match[str]) -> float:
    """How wide that is which is held to the word: the beginning of a post, as a Chief's."""
    before = found.string[: found.end(1)]
    posts = [one for one in _protected() if one.endswith(found[1]) and before.endswith(one)]
    return ems_wide(max(posts, key=len, default=found[1])) - ems_wide(found[1])


def _name_held_to(word: str, name: str, room: float, lead: float = 0) -> str:
    """The name in one piece with its word; where both have no room, in one piece behind it.

    `lead` is how wide that is which the word is held to.
    """
    held = _JOINER.join(CLUSTER.findall(name))
    if lead + ems_wide(word + name) <= room:
        return f"{word}{_JOINER}{held}"
    return f"{word}{_MAY_BREAK}{held}" if ems_wide(name) <= room else word + name


def _places_held(text: str, room: float) -> str:
    return _place().sub(partial(_place_held, room=room), text)


@cache
def _village() -> re.Pattern[str]:
    """A word that the name of a village follows, and that name, alone between spaces or signs."""
    words = any_of(document_defaults().pdf.villages)
    return re.compile(f"(?<![{_THAI}])({words})([{_THAI}]+)(?![{_THAI}{_JOINER}])")


def _village_held(found: re.Match[str], room: float) -> str:
    """The name in one piece; what is longer than a name is some other word, and stays."""
    clusters = CLUSTER.findall(found[2])
    if len(clusters) > _LONGEST_VILLAGE:
        return found[0]
    return _name_held_to(found[1], found[2], room)


@cache
def _person() -> re.Pattern[str]:
    """A title, the first name and the last, and where its family is from.

    A word or post that begins like a title is none.
    """
    forms = {form for one in title_list().titles() for form in (one.full_th, one.short_th)}
    words, posts = any_of({*_protected()} - forms), any_of(screening_words().titles.not_before)
    behind = "|".join(f"(?<={re.escape(one)})" for one in document_defaults().pdf.before_names)
    return re.compile(
        f"(?:(?<![{_THAI}])|{behind})(?!{words})"
        f"({any_of(forms)})(?!{posts})( ?)([{_THAI}]+)( +)([{_THAI}]+)"
        f"(?: +(\u0e13) +([{_THAI}]+))?"
    )


def _person_held(found: re.Match[str], room: float) -> str:
    """The first name to its title and the last in itself: a line may end between the two."""
    title, gap, first, *rest = found.groups()
    joined = gap or (_JOINER if ems_wide(title + first) <= room else _MAY_BREAK)
    sure = found.string == f"({found[0]})"
    return f"{title}{joined}{_names_held(first, *rest, room=room, sure=sure)}"


def _signed_held(found: re.Match[str], room: float) -> str:
    return f"({_names_held(*found.groups(), room=room, sure=True)})"


def _names_held(
    first: str, space: str, last: str, of: str, place: str, *, room: float, sure: bool
) -> str:
    names = (_name_held(one, room, sure=sure or bool(of)) for one in (first, last, place or ""))
    name, family, origin = names
    return f"{name}{space}{family}" + (f" {of}{NO_BREAK}{origin}" if of else "")


def _name_held(name: str, room: float, *, sure: bool) -> str:
    """The name in one piece where it has room, in its syllables where not.

    `sure`: it ends where the letters do. Else it may be a name with a sentence behind it.
    """
    if not sure and len(CLUSTER.findall(name)) > _LONGEST_NAME:
        return name
    pieces = [name] if ems_wide(name) <= room else syllables(name)
    return _MAY_BREAK.join(_JOINER.join(CLUSTER.findall(one)) for one in pieces)
