"""What a new Chief is asked: the setting holds page one to what one page takes."""

from pathlib import Path

import pytest

from config.defaults import SHIPPED, BadDefaults
from config.handover import handover_defaults
from registry.queries.office_kinds import DELEGATED, shipped_kinds


@pytest.mark.parametrize(("wanted", "told"), [("6", "page_one"), ("0", "page_one")])
def test_page_one_takes_five_decisions_at_most(tmp_path: Path, wanted: str, told: str) -> None:
    shipped = (SHIPPED / "handover.toml").read_text(encoding="utf-8")
    spoiled = shipped.replace("page_one = 5", f"page_one = {wanted}")
    assert spoiled != shipped
    (tmp_path / "handover.toml").write_text(spoiled, encoding="utf-8")
    with pytest.raises(BadDefaults, match=told):
        handover_defaults(tmp_path)


def test_whom_a_new_chief_calls_are_kinds_of_offices_that_there_are() -> None:
    assert {*handover_defaults().contacts} <= {*shipped_kinds(), DELEGATED}
