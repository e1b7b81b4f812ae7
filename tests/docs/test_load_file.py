import re
import tomllib
from pathlib import Path

from config.settings import HERE
from registry.rules.rights import OFFICE_PARTS
from tests.builders import a_desk
from tests.desk.cli.terminal import Terminal

PAGE = (Path(__file__).parents[2] / "docs" / "load-file.md").read_text(encoding="utf-8")


def example() -> str:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    return str(block)


def model_kinds() -> set[str]:
    text = (HERE / "committee.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^office_kinds = \[(.*)\]", text, re.MULTILINE)
    return {kind for one in lists for kind in re.findall(r'"(\w+)"', one)}


def test_the_documented_example_loads_and_loaded_again_changes_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    a_desk(sqlite_url)
    file = tmp_path / "mae-chan.toml"
    file.write_text(example(), encoding="utf-8")
    load = ("load", str(file), "--recorded-by", "admin", "--json")
    prasan = Terminal(sqlite_url)
    assert prasan(*load).json["loaded"] == {
        "agencies": 1, "kinds": 1, "people": 3, "offices": 4, "holders": 4, "parts": 1,
        "corrections": 0,
    }  # fmt: skip
    assert set(prasan(*load).json["loaded"].values()) == {0}
    begun = prasan("start", "establishment", "--district", "อ.แม่จัน",
                   "--recorded-by", "57.coordinator.1")  # fmt: skip
    assert begun.code == 0, begun.err


def test_the_example_shows_every_table() -> None:
    tables = {"agencies", "people", "kinds", "offices", "holders", "parts"}
    assert set(tomllib.loads(example())) == tables


def test_the_kinds_of_office_are_those_that_seats_and_rights_come_from() -> None:
    table = PAGE.split("## Kinds of office")[1].split("\n\n`psdhs_head`")[0]
    documented = set(re.findall(r"`(\w+)`", table))
    assert documented == model_kinds() | set(OFFICE_PARTS) - {"focal_point"}
