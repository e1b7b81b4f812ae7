import hashlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from registry.ledger import GENESIS, canonical, fingerprint, link_digest, new_salt, payload_digest


def test_the_order_of_keys_makes_no_difference_to_a_fingerprint() -> None:
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})
    assert fingerprint({"a": [1, 2]}) != fingerprint({"a": [2, 1]})


def test_canonical_json_keeps_thai_as_it_is() -> None:
    assert canonical({"ก": "แม่สาย"}) == '{"ก":"แม่สาย"}'


def test_the_same_payload_under_another_salt_has_another_digest() -> None:
    assert payload_digest(new_salt(), "{}") != payload_digest(new_salt(), "{}")


def test_a_link_depends_on_the_one_before_it_and_on_every_column() -> None:
    columns = {
        "at": datetime(2022, 6, 2, tzinfo=UTC),
        "on": date(2022, 6, 2),
        "seq": 1,
        "who": None,
    }
    digest = link_digest(GENESIS, columns)
    assert digest == link_digest(GENESIS, dict(reversed(columns.items())))
    assert digest != link_digest("1" * 64, columns)
    assert all(digest != link_digest(GENESIS, columns | {name: "other"}) for name in columns)


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text()))
def test_a_link_is_over_the_canonical_json_of_its_columns(
    columns: dict[str, str | int | None],
) -> None:
    said = f"{GENESIS}|{canonical(columns)}"
    assert link_digest(GENESIS, columns) == hashlib.sha256(said.encode()).hexdigest()


def test_what_has_no_one_text_is_not_chained() -> None:
    with pytest.raises(TypeError):
        link_digest(GENESIS, {"share": 0.5})
