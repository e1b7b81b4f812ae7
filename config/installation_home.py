"""Where one installation keeps its files where nobody says so, and where its settings lie."""

from pathlib import Path

NAME = "prasan"
BESIDE = Path("var")
SETTINGS_FILE = "prasan.env"
# What a home is known by. Fonts and previews are made anew wherever they lack.
_KEPT = ("prasan.db", "demo.db", "prefect", "*.redactions")


def default_home() -> Path:
    """The home of the account: in its data folder, whatever folder a command is given in.

    A `var` in the current folder that is a home already stays one: up to 0.4 it was the default.
    """
    if is_home(BESIDE):
        return BESIDE
    from platformdirs import user_data_path  # noqa: PLC0415 — asked only where no home is named

    return user_data_path(NAME, appauthor=False)


def is_home(folder: Path) -> bool:
    """Whether Prasan keeps something there: not every `var` is ours."""
    return any(next(folder.glob(kept), None) is not None for kept in _KEPT)


def settings_files() -> tuple[Path, Path]:
    """The files of settings, the one that wins last: the account's, the current folder's."""
    from platformdirs import user_config_path  # noqa: PLC0415 — as above

    return user_config_path(NAME, appauthor=False) / SETTINGS_FILE, Path(".env")
