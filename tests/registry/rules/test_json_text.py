"""The bytes of a value never differ from what `json` writes: digests of years stand on them."""

import json
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st

from registry.rules.json_text import json_bytes

PLAIN = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


class _Word(str):
    __slots__ = ()


class _Choice(StrEnum):
    YES = "yes"


class _Pair(NamedTuple):
    one: int
    other: str


def _as_json_writes(value: object, *, sort_keys: bool) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    return text.encode(errors="surrogatepass")


@given(VALUES, st.booleans())
def test_the_bytes_are_those_that_json_writes(value: object, sort_keys: bool) -> None:  # noqa: FBT001 — Hypothesis gives it
    assert json_bytes(value, sort_keys=sort_keys) == _as_json_writes(value, sort_keys=sort_keys)


@pytest.mark.parametrize(
    "value",
    [
        {_Word("name"): _Word("said")},
        {_Choice.YES: _Choice.YES},
        _Pair(1, "x"),
        {1: "one"},
        2**64,
        "half a sign: \ud800",
        "\x00\x1f\x7f\u2028/\\\"'",
    ],
)
def test_what_orjson_refuses_is_written_as_json_writes_it(value: object) -> None:
    assert json_bytes(value) == _as_json_writes(value, sort_keys=False)


def test_what_json_has_none_of_is_asked_for_whoever_else_could_write_it() -> None:
    assert json_bytes([{2, 1}, date(2026, 1, 2)], default=str) == b'["{1, 2}","2026-01-02"]'
    with pytest.raises(TypeError):
        json_bytes([date(2026, 1, 2)])
