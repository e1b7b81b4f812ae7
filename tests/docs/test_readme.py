"""What README says of the parts is what the rights table lets them do."""

from datetime import date
from pathlib import Path

from flows.capabilities import GATES
from registry.rules.rights import Actor, Part, PartHeld, Subject, Verb, may

PAGE = Path(__file__).parents[2] / "README.md"
TODAY = date(2026, 3, 2)
SAID = {  # of what not everybody may who reads
    Verb.START: "start",
    Verb.REPLACE: "replace",
    Verb.STOP: "stop",
    Verb.WITHDRAW: "withdraw",
    Verb.CORRECT: "correct",
    Verb.RECORD_EVENT: "record events",
    Verb.MOVE_DUE: "move due dates",
    Verb.REDACT: "take texts out",
    Verb.SETTINGS: "settings",
    Verb.INVITE: "accounts",
    Verb.ADMINISTER: "accounts",
    Verb.LOAD: "directory",
}
READING = {
    Verb.READ, Verb.SEE_AGGREGATES, Verb.SEE_AUDIT, Verb.SEE_OWN, Verb.PREPARE, Verb.SEE_CONTACTS,
    Verb.SEE_CLASSIFIED,
}  # fmt: skip


def row(part: str) -> str:
    (found,) = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| {part} ")
    ]  # fmt: skip
    return found


def test_readme_says_what_an_administrator_may_do() -> None:
    admin = Actor(1, (PartHeld(Part.ADMIN, "TH", TODAY),))
    lets = {one for one in Verb if may(admin, one, Subject("57"), TODAY)}
    assert lets - READING == set(SAID)
    said = row("administrator")
    assert [one for one in SAID.values() if one not in said] == []


def test_readme_says_what_an_administrator_may_not() -> None:
    said = row("administrator")
    assert {key for key, gate in GATES.items() if "admin" in gate.recorders} == {
        "confirm_redaction", "confirm_merge", "confirm_renaming",
    }  # fmt: skip
    assert "records no office's decision but whether a text goes" in said
    admin = Actor(1, (PartHeld(Part.ADMIN, "TH", TODAY),))
    for verb, words in (
        (Verb.READ_INTERNAL, "no internal note"),
        (Verb.SEE_EXACT, "no exact count"),
        (Verb.SEE_REPORTS, "no quarterly or annual report"),
    ):
        assert not may(admin, verb, Subject("57"), TODAY)
        assert words in said
