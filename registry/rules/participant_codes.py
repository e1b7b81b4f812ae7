"""Codes of participants: they tell people apart and name nobody (privacy.md)."""

import re
from collections.abc import Iterable

from config.training import ScoreFile
from registry.refusals import Refusal
from registry.rules.thai import tidy

_LETTERS = re.compile(r"[^\W\d_]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_CODE = re.compile("[A-Za-z0-9\u0e01-\u0e4e._-]{1,30}")


class ScoreCodeMissing(Refusal):
    """Points without a participant code."""


class ScoreCodeLooksLikeName(Refusal):
    """A participant code that may be a name; it is not repeated."""

    code = "score_code_name"


class ScoreCodeLooksLikeNumber(Refusal):
    """A participant code that may be an identity or telephone number; it is not repeated."""

    code = "score_code_number"


def code_problem(code: str, form: ScoreFile) -> Refusal | None:
    """What is wrong with a participant code: it may be a name or a number of somebody."""
    figures = sum(sign.isdigit() for sign in code)
    if not code:
        return ScoreCodeMissing(field="code")
    if figures > form.code_figures:
        return ScoreCodeLooksLikeNumber(field="code")
    words = re.split(r"[\d._-]+", code)
    letters = max(len(_LETTERS.findall(word)) for word in words)
    if not figures or letters > form.code_letters or not _CODE.fullmatch(code):
        return ScoreCodeLooksLikeName(field="code")
    return None


def code_key(code: str) -> str:
    """What makes two participant codes one: small or large letters, Thai or other digits."""
    return tidy(code).casefold()


def strangers(tested: Iterable[str], listed: Iterable[str]) -> tuple[str, ...]:
    """The codes of those tested who are not on the list of participants, as typed."""
    known = {code_key(one) for one in listed}
    return tuple(one for one in tested if code_key(one) not in known)
