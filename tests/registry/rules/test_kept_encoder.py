"""The encoder that is made once writes what `json` writes."""

import json

import pytest
from hypothesis import given, strategies as st

from registry.rules.kept_encoder import KeptEncoder

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES, st.booleans())
def test_it_writes_what_json_writes(value: object, sort_keys: bool) -> None:  # noqa: FBT001 — Hypothesis gives it
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    assert KeptEncoder(sort_keys=sort_keys).encode(value) == text


def test_what_json_has_none_of_is_asked_for() -> None:
    assert KeptEncoder(default=sorted).encode([{2, 1}]) == "[[1,2]]"
    with pytest.raises(TypeError):
        KeptEncoder().encode([{2, 1}])
