"""`policy`: what changed in a province, and which committees have learned it since."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from config.words import Language, Named, say
from desk.cli.call import Call, Result
from desk.cli.options import Known, On, Province, command
from desk.cli.tables import table
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from desk.views.policy_summary import DistrictCoverage, ManualSummary, PolicySummary


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "policy")(policy)


def policy(call: Call, province: Province, on: On = None, known: Known = None) -> Result:
    """The changes of policy of a province, how far each committee has learned them; manuals."""
    from desk.cli.as_of import as_of
    from desk.views.policy_summary import manual_summaries, policy_summaries

    code, asked = call.province(province), as_of(call, on, known)
    with call.registry.reading() as connection:
        changes = policy_summaries(connection, code, asked.on, asked.known)
        events = [one.event for one in reversed(changes)]
        manuals = manual_summaries(connection, code, asked.on, events, asked.known)
    return Result(
        {
            "province": code,
            "on": asked.on,
            "known": asked.known,
            "changes": [
                {
                    "change": one.event,
                    "members": one.members,
                    "trained": one.trained,
                    "districts": [_data(each) for each in one.districts],
                }
                for one in changes
            ],
            "manuals": manuals,
        },
        lambda lang: [*asked.lines(lang), *_changes(changes, lang), "", *_manuals(manuals, lang)],
    )


def _data(one: "DistrictCoverage") -> dict[str, object]:
    held = one.refresher
    return {
        "district": one.district,
        "name": one.name,
        "members": one.members,
        "trained": one.trained,
        "percent": one.percent,
        "refresher": {"instance": held.id, "status": held.status} if held else None,
    }


def _changes(changes: "Sequence[PolicySummary]", lang: Language) -> Iterator[str]:
    """Each change with a line a district, the newest first."""
    from registry.transaction import COUNTRY

    if not changes:
        yield say("page.policy.none", lang)
    for place, one in enumerate(changes):
        if place:
            yield ""
        yield word(Named(one.event.title_th, one.event.title_en), lang)
        topics = ", ".join(say(f"choice.topic.{key}", lang) for key in one.topics)
        wide = [say("page.policy.country", lang)] if one.event.area == COUNTRY else []
        yield " · ".join((say("page.policy.since", lang, on=one.event.on), topics, *wide))
        yield say("page.policy.covered", lang, trained=one.trained, members=one.members)
        yield from _districts(one.districts, lang)


def _districts(rows: "Sequence[DistrictCoverage]", lang: Language) -> Iterator[str]:
    if not rows:
        yield say("page.policy.no_committee", lang)
        return
    heads = [say("page.district", lang)]
    heads += [say(f"page.policy.{one}", lang) for one in ("trained", "percent", "refresher")]
    yield from table(heads, [_district(one, lang) for one in rows])


def _district(one: "DistrictCoverage", lang: Language) -> tuple[str, ...]:
    held = one.refresher
    return (
        word(one.name, lang),
        f"{one.trained}/{one.members}",
        DASH if one.percent is None else str(one.percent),
        f"{say(f'status.instance.{held.status}', lang)} ({held.id})"
        if held
        else say("word.not_recorded", lang),
    )


def _manuals(manuals: "Sequence[ManualSummary]", lang: Language) -> Iterator[str]:
    yield from table(
        [say(f"page.policy.{one}", lang) for one in ("manual", "version", "state")],
        [_manual(one, lang) for one in manuals],
    )


def _manual(one: "ManualSummary", lang: Language) -> tuple[str, ...]:
    since = f" {say('page.policy.since', lang, on=one.since)}" if one.since else ""
    old = one.outdated_by
    if old is None:
        state = say(f"page.policy.{'current' if one.since else 'unchanged'}", lang)
    else:
        name = word(Named(old.title_th, old.title_en), lang)
        state = f"{say('page.policy.outdated', lang)}: {name} {day(old.on, lang)}"
    return (word(one.title, lang), (one.version or say("word.not_recorded", lang)) + since, state)
