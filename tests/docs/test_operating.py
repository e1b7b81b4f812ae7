import re
from pathlib import Path

from config.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "operating.md"
ROW = re.compile(
    r"^\| `PRASAN_(?P<name>[A-Z_]+)` \| (?P<default>\S+) \| (?P<meaning>.+) \|$", re.MULTILINE
)


def documented() -> dict[str, tuple[str, str]]:
    rows = ROW.finditer(PAGE.read_text(encoding="utf-8"))
    return {row["name"].lower(): (row["default"].strip("`"), row["meaning"]) for row in rows}


def test_every_setting_is_documented_and_nothing_else() -> None:
    assert list(documented()) == list(Settings.model_fields)


def test_the_documented_defaults_are_the_ones_in_force() -> None:
    defaults = {
        name: "–" if field.default_factory or field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert {name: default for name, (default, _) in documented().items()} == defaults
