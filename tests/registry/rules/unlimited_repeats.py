"""Whether a pattern's work grows with the length of the text and not faster, by its shape alone.

A repeat of unlimited length is harmless where it ends its pattern (what it ran over is a finding,
and is not looked at again), and where nothing that it repeats may stand right before it: a run is
then entered once. All else, once for each sign of a run, would run over the rest of it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from re import _compiler as compiler, _constants as told, _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

Signs = frozenset[str]
Step = tuple[Any, Any]
Steps = Any  # as `re` parses a pattern: a sequence of steps

EVERY: Signs = frozenset(map(chr, (*range(10, 0x7F), 0xC0, *range(0xE00, 0xE5C), 0x2010, 0x4E00)))
NOTHING: Signs = frozenset()
REPEATS = (told.MAX_REPEAT, told.MIN_REPEAT, told.POSSESSIVE_REPEAT)
LOOKS = (told.ASSERT, told.ASSERT_NOT)
OF_ONE_SIGN = (told.LITERAL, told.NOT_LITERAL, told.ANY, told.IN)


def patterns_in(value: object, seen: set[int] | None = None) -> Iterator[re.Pattern[str]]:
    """Every pattern that the value holds, or its parts do; a module's too."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
        return
    parts: Iterable[object] = ()
    if isinstance(value, tuple | list | frozenset):
        parts = value
    elif isinstance(value, dict):
        parts = list(value.values())
    elif isinstance(value, ModuleType):
        parts = [one for one in vars(value).values() if isinstance(one, re.Pattern)]
    elif type(value).__module__.startswith(("registry.rules", "config.")):
        own = [*getattr(value, "__dict__", ())]
        late = [k for k, v in vars(type(value)).items() if isinstance(v, cached_property)]
        parts = [getattr(value, name) for name in {*own, *late}]
    for one in parts:
        yield from patterns_in(one, seen)


def entered_often(pattern: re.Pattern[str]) -> bool:
    """Whether some repeat of unlimited length may be entered at each sign of what it runs over."""
    steps = parser.parse(pattern.pattern, pattern.flags)
    return _enters(steps, pattern.flags & re.IGNORECASE, EVERY, ends=True)


def _enters(steps: Steps, flags: int, before: Signs, *, ends: bool) -> bool:
    for at, (what, how) in enumerate(steps):
        last = ends and at == len(steps) - 1
        signs, may_lack = _ends(steps[:at], flags)
        if what is told.ASSERT_NOT and how[0] < 0 and not signs:
            before -= _ends(how[1], flags)[0]
        there = signs | (before if may_lack else NOTHING)
        if what in REPEATS:
            _, most, run = how
            if most is told.MAXREPEAT and not last and _is_entered_within(run, flags, there):
                return True
            again = _ends(run, flags)[0] if most != 1 else NOTHING
            if _enters(run, flags, there | again, ends=last and most == 1):
                return True
        elif any(_enters(one, more, there, ends=last) for one, more in _inner(what, how, flags)):
            return True
    return False


def _is_entered_within(run: Steps, flags: int, before: Signs) -> bool:
    return len(run) != 1 or run[0][0] not in OF_ONE_SIGN or bool(_signs(run[0], flags) & before)


def _inner(what: object, how: Any, flags: int) -> list[tuple[Steps, int]]:
    """The steps within a step, with their flags."""
    if what is told.SUBPATTERN:
        return [(how[-1], flags | how[1])]
    if what is told.BRANCH:
        return [(one, flags) for one in how[1]]
    return [(how, flags)] if what is told.ATOMIC_GROUP else []


def _ends(steps: Steps, flags: int) -> tuple[Signs, bool]:
    """Which signs the steps may end with, and whether they may all lack."""
    found = NOTHING
    for what, how in reversed(list(steps)):
        if what in LOOKS or what is told.AT:
            continue
        if what in OF_ONE_SIGN:
            return found | _signs((what, how), flags), False
        if what in REPEATS:
            signs, may_lack = _ends(how[2], flags)
            may_lack |= how[0] == 0
        elif each := [_ends(one, more) for one, more in _inner(what, how, flags)]:
            signs = NOTHING.union(*(one for one, _ in each))
            may_lack = any(lack for _, lack in each)
        else:  # a group that was found before
            signs, may_lack = EVERY, False
        found |= signs
        if not may_lack:
            return found, False
    return found, True


def _signs(step: Step, flags: int) -> Signs:
    """The signs that a step of one sign takes."""
    takes = compiler.compile(parser.SubPattern(parser.State(), [step]), flags)
    return frozenset(sign for sign in EVERY if takes.match(sign))
