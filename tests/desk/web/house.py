"""A house of its own for the tests: its settings, and the page of its district."""

from config.settings import Settings
from tests.builders import MAE_FAH_LUANG

HERE = f"/districts/{MAE_FAH_LUANG}"


def settings(**given: object) -> Settings:
    """The settings of a house of its own, whatever this machine's are."""
    return Settings.model_validate({"desk_host": "127.0.0.1", **given})
