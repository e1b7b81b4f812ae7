"""`audit`: who changed what, with what was there before; and what was refused or taken out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, Value, say
from desk.cli.call import Call, Result
from desk.cli.options import LAST_NUMBER, ListByDefault, command, command_group
from desk.cli.tables import table
from desk.views.words import DASH, in_both, moment, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.views.audit_links import LinkSummary
    from desk.views.before_after import LinkChange, LinkReport
    from registry.queries.audit import AttemptRow, LinkRow

OfArea = Annotated[
    str | None,
    typer.Option(
        "--area", help="TH, a province or a district; all that the part sees if left out."
    ),
]
Before = Annotated[
    int | None,
    typer.Option("--before", help="Those before the one of that number.", min=1, max=LAST_NUMBER),
]
Most = Annotated[int, typer.Option("--most", help="How many at most.", min=1, max=1000)]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Who changed what, before and after, and why; what was refused or taken out."
    group = command_group(app, "audit", about, cls=ListByDefault)
    command(group, "list", of="audit", recorded=True)(list_links)
    command(group, "show", of="audit", recorded=True)(show)
    command(group, "attempts", of="audit", recorded=True)(list_attempts)


def list_links(
    call: Call,
    area: OfArea = None,
    by: Annotated[
        str | None, typer.Option("--by", help="What that person did: reference or name.")
    ] = None,
    before: Before = None,
    most: Most = 50,
) -> Result:
    """What was done in one's areas, the newest first: when, where, what, by whom."""
    from desk.views.audit_links import link_summaries
    from registry.queries.audit import links
    from registry.queries.people import person

    areas = _areas(call, area)
    with call.registry.reading() as connection:
        who = person(connection, by, field="--by").id if by is not None else None
        rows = links(connection, areas, by=who, before=before, most=most + 1)
        found = link_summaries(connection, rows[:most])
    return Result(
        {"links": found, "more": len(rows) > most},
        lambda lang: [
            *_table(
                ("link", "at", "area", "what", "who"), [_link(one, lang) for one in found], lang
            ),
            *_earlier(rows, most, lang),
        ],
    )


def show(
    call: Call,
    number: Annotated[
        int, typer.Argument(help="Number of it, as `list` shows it.", min=1, max=LAST_NUMBER)
    ],
) -> Result:
    """What was done: each thing as it was and as it is, the reason, who recorded it and where.

    Internal notes and figures about victims are told to whoever may read them there.
    """
    from desk.views.audit_links import known_link, link_summaries
    from desk.views.before_after import link_report
    from desk.views.view import View
    from registry.records.rights import who_may_on
    from registry.rules.rights import Verb

    today = call.registry.today
    with call.registry.reading() as connection:
        said = known_link(connection, number)
        area = said.link.area
        who_may_on(connection, today, call.recorded_by, Verb.SEE_AUDIT, area)
        view = View(call.office, connection, today, call.reader)
        told = link_report(view, said, call.reader.sight(area), call.language)
        (found,) = link_summaries(connection, (said.link,))
    return Result(
        {
            "link": found.link,
            "what": found.what,
            "area": found.area,
            "who": found.who,
            "reason": in_both(told.reason),
            "of_entry": told.of,
            "changed": [
                {
                    "thing": in_both(one.label),
                    "before": [in_both(value) for value in one.before],
                    "after": [in_both(value) for value in one.after],
                }
                for one in told.changed
            ],
        },
        lambda lang: [*_facts(found, told, lang), *_changes(told.changed, lang)],
    )


def list_attempts(
    call: Call, area: OfArea = None, before: Before = None, most: Most = 50
) -> Result:
    """What people of one's areas were refused, read exactly or took out, the newest first.

    Never what they typed. Attempts of people whom nobody knows are told to whoever sees the
    whole country.
    """
    from desk.views.attempt_words import in_words
    from registry.queries.audit import attempts

    areas = _areas(call, area)
    with call.registry.reading() as connection:
        rows = attempts(connection, areas, before=before, most=most + 1)
        found = in_words(connection, rows[:most])
    return Result(
        {
            "attempts": [
                {
                    "attempt": one.row,
                    "who": in_both(one.who),
                    "place": in_both(one.at),
                    "aims": [in_both(aim) for aim in one.aims],
                    "outcome": in_both(one.outcome),
                }
                for one in found
            ],
            "more": len(rows) > most,
        },
        lambda lang: [
            *_table(
                ("at", "who", "target", "code"),
                [
                    (
                        moment(one.row.at, lang),
                        _with_account(word(one.who, lang), one.row.account, lang),
                        ": ".join(word(said, lang) for said in (one.at, *one.aims)),
                        word(one.outcome, lang),
                    )
                    for one in found
                ],
                lang,
            ),
            *_earlier(rows, most, lang),
        ],
    )


HEADS = {"target": "page.attempts.target", "code": "page.attempts.code", "area": "page.me.area"}


def _areas(call: Call, named: str | None) -> set[str]:
    """The areas of whoever looks, or the one that was named. Raises MayNot."""
    from registry.records.rights import areas_allowed, who_may_on
    from registry.rules.rights import Verb

    code, today = call.area(named) if named is not None else None, call.registry.today
    with call.registry.reading() as connection:
        if code is None:
            return areas_allowed(connection, today, call.recorded_by, Verb.SEE_AUDIT)
        who_may_on(connection, today, call.recorded_by, Verb.SEE_AUDIT, code)
        return {code}


def _table(
    columns: tuple[str, ...], rows: "Sequence[tuple[str, ...]]", lang: Language
) -> Iterator[str]:
    if not rows:
        yield say("page.audit.none", lang)
        return
    yield from table([say(HEADS.get(one, f"page.audit.{one}"), lang) for one in columns], rows)


def _link(one: "LinkSummary", lang: Language) -> tuple[str, ...]:
    return (
        str(one.link.id),
        moment(one.link.at, lang),
        word(one.area, lang),
        word(one.what, lang),
        _by(one, lang),
    )


def _by(one: "LinkSummary", lang: Language) -> str:
    """Who did it; of what the machine did, under which account of the operating system."""
    if one.who is not None:
        return word(one.who, lang)
    return _with_account(say("page.audit.machine", lang), one.link.account, lang)


def _with_account(who: str, account: str, lang: Language) -> str:
    return f"{who} ({say('page.attempts.account', lang, account=account)})"


def _earlier(
    rows: "Sequence[LinkRow] | Sequence[AttemptRow]", most: int, lang: Language
) -> Iterator[str]:
    if len(rows) > most:
        yield say("audit.earlier", lang, number=rows[most - 1].id)


def _facts(found: "LinkSummary", told: "LinkReport", lang: Language) -> Iterator[str]:
    one = found.link
    said: dict[str, Value] = {
        "page.audit.what": found.what,
        "page.me.area": found.area,
        "page.audit.at": moment(one.at, lang),
        "page.audit.who": _with_account(
            word(found.who, lang) if found.who else say("page.audit.machine", lang),
            one.account,
            lang,
        ),
        "page.audit.reason": told.reason,
        "page.audit.instance": one.instance,
        "page.audit.digest": one.digest,
    }
    yield say("page.audit.one", lang, number=one.seq)
    yield from (f"  {say(key, lang)}: {word(it, lang)}" for key, it in said.items() if it)


def _changes(changed: "Sequence[LinkChange]", lang: Language) -> Iterator[str]:
    if changed:
        yield ""
        rows = [
            (word(one.label, lang), _values(one.before, lang), _values(one.after, lang))
            for one in changed
        ]
        yield from _table(("thing", "before", "after"), rows, lang)


def _values(said: tuple[Value, ...], lang: Language) -> str:
    return " · ".join(" ".join(word(one, lang).split()) for one in said) or DASH
