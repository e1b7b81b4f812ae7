"""The text of a reminder: per district and step what waits, since when, and until when.

It names no person but whom it is written to, says nothing of anybody's lateness, and takes no word
that was typed: labels come from the catalogues alone. The same lines are mailed, shown to be copied
for LINE, and printed by the command line.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from config.words import LANGUAGES, Language, Named, Sentence, Value, say

THAI_ALONE: tuple[Language, ...] = ("th",)


@dataclass(frozen=True)
class DigestLine:
    """A step of a district that waits: how many of it, since when at the longest, until when."""

    district: Named
    code: str
    step: Sentence
    since: date
    due: date
    count: int = 1


def languages_of(first: Language) -> tuple[Language, ...]:
    """Thai, with English beside it where English is the first language."""
    return LANGUAGES if first == "en" else THAI_ALONE


def joined(lines: Iterable[DigestLine]) -> list[DigestLine]:
    """Like steps of a district and day as one line, by district, then by the due day."""
    alike: dict[tuple[str, Sentence, date], list[DigestLine]] = defaultdict(list)
    for one in lines:
        alike[one.code, one.step, one.due].append(one)
    made = [
        DigestLine(
            same[0].district, code, step,
            min(one.since for one in same), due, sum(one.count for one in same),
        )
        for (code, step, due), same in alike.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (one.code, one.due, one.step.th))


def subject(lines: Sequence[DigestLine], on: date, languages: Sequence[Language]) -> str:
    """What stands over the mail: how many steps, of which day."""
    count = sum(one.count for one in lines)
    return _in_languages("reminder.subject", languages, count=count, on=on)


def mail_text(
    lines: Sequence[DigestLine],
    on: date,
    languages: Sequence[Language],
    *,
    to: Named,
    desk_url: str | None,
) -> str:
    """The whole mail to a person; with links where the desk has an address."""
    above = [say("reminder.to", one, name=to) for one in languages]
    below = [say("reminder.ends", one) for one in languages]
    return "\n".join(
        ["\n".join(above), "", copy_text(lines, on, languages, desk_url), "", *below, ""]
    )


def copy_text(
    lines: Sequence[DigestLine],
    on: date,
    languages: Sequence[Language] = THAI_ALONE,
    desk_url: str | None = None,
) -> str:
    """The steps as text that can be copied into LINE, or that none is due."""
    made = joined(lines)
    if not made:
        return "\n".join(say("reminder.nothing", one, on=on) for one in languages)
    text = [say("reminder.head", one, on=on) for one in languages]
    last = ""
    for line in made:
        if line.code != last:
            text += ["", _in_languages("reminder.district", languages, district=line.district)]
            text += [f"{desk_url}/?district={line.code}"] if desk_url else []
            last = line.code
        text += [f"• {_in_languages(_line_key(line, on), languages, **_values(line))}"]
    return "\n".join(text)


def _line_key(line: DigestLine, on: date) -> str:
    kind = "line" if line.count == 1 else "lines"
    return f"reminder.{kind}_today" if line.due == on else f"reminder.{kind}"


def _values(line: DigestLine) -> dict[str, Value]:
    counted: dict[str, Value] = {} if line.count == 1 else {"count": line.count}
    return {"step": line.step, "since": line.since, "due": line.due, **counted}


def _in_languages(key: str, languages: Sequence[Language], /, **values: Value) -> str:
    return " / ".join(say(key, one, **values) for one in languages)
