"""`actions`: what meetings asked for and committees learned, what became of it, and groups."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import District, Known, ListByDefault, On, Reason, command, command_group
from desk.cli.tables import listed, table
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from desk.views.action_list import ActionSummary


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "What meetings asked for, what became of it, and groups: list, settle, report, groups."
    group = command_group(app, "actions", about, cls=ListByDefault)
    command(group, "list", of="actions")(list_all)
    command(group, "settle", of="actions", recorded=True)(settle)
    command(group, "report", of="actions", recorded=True)(report)
    command(group, "groups", of="actions")(list_groups)


def list_all(call: Call, district: District, on: On = None, known: Known = None) -> Result:
    """What was asked for and learned: owner, due day, state, since when."""
    from desk.cli.as_of import as_of
    from desk.views.action_list import asked_and_learned

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        found = asked_and_learned(connection, code, asked.on, asked.known)
    return Result(
        {"district": code, "on": asked.on, "known": asked.known, "actions": found},
        lambda lang: [
            *asked.lines(lang),
            *table(
                [say(f"head.{one}", lang) for one in ("key", "state")]
                + [say(f"page.actions.{one}", lang) for one in ("on", "owner")]
                + [say("page.actions.due", lang), say("field.action", lang)],
                [_action(one, lang) for one in found],
            ),
        ],
    )


def _action(one: "ActionSummary", lang: Language) -> tuple[str, ...]:
    return (
        one.now.key,
        say(
            "page.actions.withdrawn" if one.withdrawn else f"page.actions.state.{one.now.status}",
            lang,
        ),
        day(one.now.on, lang),
        word(one.owner, lang) if one.owner else one.now.owner,
        day(one.now.due_on, lang) if one.now.due_on else DASH,
        one.what or say("word.not_recorded", lang),
    )


def settle(
    call: Call,
    district: District,
    key: Annotated[str, typer.Argument(help="Key of the request or lesson, as `list` shows it.")],
    state: Annotated[str, typer.Option("--state", help="open, done or dropped.")],
    *,
    on: On = None,
    reason: Reason = "",
) -> Result:
    """Record that a request or a lesson is done, dropped, or open again, and why."""
    from desk.cli.refusals import UsageUnfit
    from desk.views.action_list import STATES
    from flows.meeting.settling import settle as settle_request

    if state not in STATES:
        raise UsageUnfit(field="--state", problem=state)
    code, since = call.district(district), call.day(on)
    before = settle_request(
        call.office, code, key, state, on=since, reason=reason, recorded_by=call.recorded_by
    )
    return Result(
        {"district": code, "action": key, "before": before.status, "state": state, "on": since},
        lambda lang: [say("page.done.action_settled", lang)],
    )


def report(
    call: Call,
    district: District,
    key: Annotated[str, typer.Argument(help="Key of the request, as `list` shows it.")],
    progress: Annotated[str, typer.Option("--state", help="in_hand, done or hindered.")],
    said: Annotated[str, typer.Option("--said", help="What was done, for the next meeting.")],
) -> Result:
    """Record what the owner of a request reports of it: the next meeting hears it."""
    from flows.meeting.reporting import report_progress

    code = call.district(district)
    told = report_progress(call.office, code, key, progress, said, recorded_by=call.recorded_by)
    return Result(
        {"district": code, "report": told},
        lambda lang: [say("page.done.progress_reported", lang)],
    )


def list_groups(call: Call, district: District, on: On = None, known: Known = None) -> Result:
    """The working groups at work that day: task, members by seat, by a resolution or an order."""
    from desk.cli.as_of import as_of
    from desk.views.group_list import groups_shown
    from desk.views.view import View

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        view = View(call.office, connection, asked.on)
        found = [*groups_shown(view, code, asked.known)]
    return listed(
        {"district": code, "on": asked.on, "groups": found},
        ("group", "group_task", "group_members", "since", "until", "appointed", "instance"),
        found,
        lambda one, lang: (
            one.title_th or say("word.not_recorded", lang),
            one.task_th or say("word.not_recorded", lang),
            ", ".join(word(seat, lang) for seat in one.members),
            day(one.since, lang),
            day(one.until, lang) if one.until else DASH,
            say(f"page.district.group_by.{one.appointed}", lang),
            str(one.instance),
        ),
        asked.lines,
    )
