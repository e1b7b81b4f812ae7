from pathlib import Path

import pytest

from config.installation_home import settings_files
from config.settings import Settings
from config.settings_file import SettingsFileUnfit
from registry.rules.settings_misfit import settings_misfit

OWN = "data/prasan"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def test_the_home_is_the_accounts_own_whatever_folder_a_command_is_given_in(folder: Path) -> None:
    (folder / "here" / "var").mkdir()  # somebody else's, as /var is
    assert Settings().home == folder / OWN
    assert Settings().registry_url == f"sqlite:///{folder / OWN / 'prasan.db'}"


@pytest.mark.parametrize("kept", ["prasan.db", "demo.db", "prefect", "prasan.redactions"])
def test_a_var_that_is_a_home_already_stays_one(folder: Path, kept: str) -> None:
    (folder / "here" / "var" / kept).mkdir(parents=True)
    assert Settings().home == Path("var")
    assert Settings().registry_url == "sqlite:///var/prasan.db"


def test_a_home_that_is_named_wins_over_both(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "here" / "var" / "prasan.db").mkdir(parents=True)
    monkeypatch.setenv("PRASAN_HOME", "/srv/prasan/data")
    assert Settings().home == Path("/srv/prasan/data")


def test_the_environment_wins_over_the_folders_file_and_that_over_the_accounts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, beside = settings_files()
    own.parent.mkdir(parents=True)
    own.write_text("PRASAN_DESK_PORT=8001\nPRASAN_SIGN_IN_HOURS=1\nPRASAN_IDLE_MINUTES=5\n")
    beside.write_text("PRASAN_DESK_PORT=8002\nPRASAN_SIGN_IN_HOURS=2\n")
    monkeypatch.setenv("PRASAN_DESK_PORT", "8003")
    made = Settings(_env_file=settings_files())
    assert (made.desk_port, made.sign_in_hours, made.idle_minutes) == (8003, 2, 5)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (b"PRASAN_LANGUAGE=en\nPRASAN_DESK_SECURE true\n", "2"),
        (b"# our own\n\nPRASAN_DESK_SECURE\n", "3"),
        (b'PRASAN_SMTP_PASSWORD="half\nPRASAN_LANGUAGE=en\n', "1"),
        (b"PRASAN_TYPO=1\n", "“PRASAN_TYPO”"),
        (b"LANGUAGE=en\n", "“LANGUAGE”"),
        ("PRASAN_LANGUAGE=en\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_file_of_settings_is_read_whole_or_refused_with_the_line(
    folder: Path, written: bytes, line: str
) -> None:
    file = folder / "prasan.env"
    file.write_bytes(written)
    with pytest.raises(SettingsFileUnfit) as refused:
        Settings(_env_file=(file,))
    told = settings_misfit(refused.value)
    assert told is not None
    for said in (told.sentence.th, told.sentence.en):
        assert str(file) in said
        assert line in said


def test_what_is_named_like_a_file_of_settings_and_is_none_is_left_alone(folder: Path) -> None:
    own, beside = settings_files()
    beside.mkdir()  # an environment of Python is called so
    own.parent.mkdir(parents=True)
    own.write_bytes(b"\xef\xbb\xbfexport PRASAN_LANGUAGE=en\r\nPREFECT_API_KEY=\r\n")
    assert Settings(_env_file=settings_files()).language == "en"
