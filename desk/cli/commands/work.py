"""`work`: what a committee has done: meetings, trainings, and who learned what policy changed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from config.words import Language, Named, say
from desk.cli.call import Call, Result
from desk.cli.options import District, Known, On, command
from desk.cli.tables import table
from desk.views.words import DASH, day, word

if TYPE_CHECKING:
    from desk.views.work_done import MeetingSummary, TrainingSummary, WorkDone
    from registry.queries.meetings import Coverage
    from registry.queries.policy import PolicyRow
    from registry.rules.attendance import BySex


def register(app: typer.Typer) -> None:
    """Declare the command."""
    command(app, "work")(work)


def work(call: Call, district: District, on: On = None, known: Known = None) -> Result:
    """What a committee has done: meetings, trainings, and who learned what policy changed."""
    from desk.cli.as_of import as_of
    from desk.views.work_done import work_of
    from registry.queries.committee_day import CommitteeDay
    from registry.queries.meetings import coverage
    from registry.queries.policy import policy_events

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        done = work_of(CommitteeDay(connection, code, asked.on, asked.known))
        learned = [
            (one, coverage(connection, code, asked.on, one, asked.known))
            for one in policy_events(connection, code, asked.on, asked.known)
        ]
    return Result(
        {
            "district": code,
            "on": asked.on,
            "known": asked.known,
            "meetings": done.meetings,
            "trainings": done.trainings,
            "members": done.members,
            "trained": done.trained,
            "past_meetings": done.past_meetings,
            "past_trainings": done.past_trainings,
            "told_meetings": done.told_meetings,
            "policy": [{"change": change, "coverage": found} for change, found in learned],
        },
        lambda lang: [*asked.lines(lang), *_held(done, lang), *_learned(learned, lang)],
    )


def _held(done: "WorkDone", lang: Language) -> Iterator[str]:
    yield say("page.work.meetings", lang)
    yield from _listed(
        [_meeting(one, lang) for one in done.meetings], "meetings", done.past_meetings, lang
    )
    if done.told_meetings:
        days = ", ".join(day(one, lang) for one in done.told_meetings)
        yield f"{say('page.work.told_meetings', lang)} {days}"
    yield say("page.work.trainings", lang)
    yield from _listed(
        [_training(one, lang) for one in done.trainings], "trainings", done.past_trainings, lang
    )
    if done.trainings:
        yield say("page.work.coverage", lang, trained=done.trained, members=done.members)


def _listed(rows: Sequence[tuple[str, ...]], what: str, past: int, lang: Language) -> Iterator[str]:
    heads = ("day", "what", "came", "says", "instance")
    if rows:
        yield from table([say(f"head.{one}", lang) for one in heads], rows)
    elif not past:
        yield say(f"page.work.no_{what}", lang)
    if past:
        yield say(f"page.work.past_{what}", lang, count=past)


def _meeting(one: "MeetingSummary", lang: Language) -> tuple[str, ...]:
    absent = say("page.work.absent", lang, count=one.absent)
    return (
        day(one.row.on, lang),
        word(one.called, lang),
        _by_sex(one.came, lang),
        absent,
        _number(one.instance),
    )


def _training(one: "TrainingSummary", lang: Language) -> tuple[str, ...]:
    topics = ", ".join(say(f"choice.topic.{key}", lang) for key in one.topics)
    return (
        day(one.row.on, lang),
        topics or DASH,
        _by_sex(one.came, lang),
        _gain(one, lang),
        _number(one.instance),
    )


def _gain(one: "TrainingSummary", lang: Language) -> str:
    if one.gain is not None and one.figures is not None:
        return say("page.work.gain", lang, gain=one.gain, matched=one.figures.n_matched)
    return say("page.work.gain_untold", lang) if one.untold else DASH


def _by_sex(came: "BySex", lang: Language) -> str:
    counts = {"women": came.women, "men": came.men, "other": came.not_stated}
    return say("page.work.by_sex", lang, total=came.total, **counts)


def _number(instance: int | None) -> str:
    return DASH if instance is None else str(instance)


def _learned(found: "Sequence[tuple[PolicyRow, Coverage]]", lang: Language) -> Iterator[str]:
    if found:
        yield say("page.policy", lang)
    for change, covered in found:
        called = word(Named(change.title_th, change.title_en), lang)
        since = say("page.policy.since", lang, on=change.on)
        trained = say("page.policy.covered", lang, trained=covered.trained, members=covered.members)
        yield f"  {called}: {since} · {trained}"
