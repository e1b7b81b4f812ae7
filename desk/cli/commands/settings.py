"""`settings`: a province's own values over the shipped defaults, and the law it cites."""

from typing import Annotated

import typer

from config.words import Language, say
from desk.cli.call import Call, Result
from desk.cli.options import AreaName, Known, ListByDefault, On, command, command_group
from desk.cli.tables import listed
from desk.views.words import day, plain, word
from registry.rules.json_text import json_or_word

COUNTRY = "TH"
Against = Annotated[
    str | None, typer.Option("--against", help="The paper that it was held against.")
]


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "A province's own values, and the legal bases: list, set, verify."
    group = command_group(app, "settings", about, cls=ListByDefault)
    command(group, "list", of="settings")(list_settings)
    command(group, "set", of="settings", recorded=True)(set_value)
    command(group, "verify", of="settings", recorded=True)(verify)
    command(group, "legal", of="settings")(legal)
    command(group, "verify-legal", of="settings", recorded=True)(verify_legal)


def list_settings(
    call: Call, area: AreaName = COUNTRY, on: On = None, known: Known = None
) -> Result:
    """Every setting: its value in force, where it comes from, and whether it was verified."""
    from desk.views.settings_summary import settings_summary

    code = call.area(area)
    with call.registry.reading() as connection:
        rows = settings_summary(connection, code, call.day(on), call.instant(known))
    return listed(
        {"area": code, "settings": rows},
        ("key", "value", "from", "since", "state"),
        rows,
        lambda one, lang: (
            one.key,
            plain(one.value),
            one.area or say("setting.shipped", lang),
            day(one.since, lang),
            say(f"setting.state.{one.state}", lang),
        ),
    )


def set_value(
    call: Call,
    key: Annotated[str, typer.Argument(help="Key of the setting.")],
    value: Annotated[str, typer.Argument(help="Its value: JSON, or a word.")],
    area: AreaName,
    since: Annotated[str, typer.Option("--from", help="From when it holds, YYYY-MM-DD.")],
) -> Result:
    """Give an area a value of its own from a day on; it is then to be verified."""
    from flows.decisions.province_settings import set_value as record

    code, start = call.area(area), call.day(since, "--from")
    said = json_or_word(value, file=key, field="VALUE")
    is_new = record(call.office, code, key, said, since=start, recorded_by=call.recorded_by)
    data = {"area": code, "key": key, "value": said, "since": start, "new": is_new}
    told = "desk.setting_set" if is_new else "page.done.same"
    return Result(
        data,
        lambda lang: [say(told, lang, key=key, area=code, value=plain(said), since=start)],
    )


def verify(
    call: Call,
    key: Annotated[str, typer.Argument(help="Key of the setting.")],
    area: AreaName,
    against: Against = None,
) -> Result:
    """Stand for the value that an area has of its own."""
    from flows.decisions.province_settings import verify as record

    code = call.area(area)
    own, is_new = record(
        call.office, code, key, recorded_by=call.recorded_by, against=against or ""
    )
    data = {"area": code, "key": key, "value": own.value, "verified_by": _ref(call)}
    return Result(data, lambda lang: [_verified(key, code, lang, is_new=is_new)])


def legal(call: Call, area: AreaName = COUNTRY, on: On = None, known: Known = None) -> Result:
    """The legal bases that an area's orders may cite, and whether anyone has verified them."""
    from registry.queries.legal import legal_bases

    code = call.area(area)
    with call.registry.reading() as connection:
        rows = legal_bases(connection, code, call.day(on), call.instant(known))
    return listed(
        {"area": code, "legal_bases": rows},
        ("key", "cited_as", "state", "title"),
        rows,
        lambda one, lang: (
            one.key,
            say(f"cited.{one.cited_as}", lang),
            say(f"setting.state.{'verified' if one.verified else 'unverified'}", lang),
            word(one.title, lang),
        ),
    )


def verify_legal(
    call: Call,
    key: Annotated[str, typer.Argument(help="Key of the legal basis.")],
    area: AreaName,
    against: Against = None,
) -> Result:
    """Stand for a legal basis, held against the law, in a province or in the whole country."""
    from flows.decisions.province_settings import verify_law

    code = call.area(area)[:2]
    is_new = verify_law(call.office, code, key, recorded_by=call.recorded_by, against=against or "")
    data = {"area": code, "key": key, "verified_by": _ref(call)}
    return Result(data, lambda lang: [_verified(key, code, lang, is_new=is_new)])


def _verified(key: str, area: str, lang: Language, *, is_new: bool) -> str:
    return say("desk.verified" if is_new else "page.done.same", lang, key=key, area=area)


def _ref(call: Call) -> str:
    """The reference of whoever records, who may have been named by name."""
    from registry.queries.people import person

    with call.registry.reading() as connection:
        return person(connection, call.recorded_by, field="recorded_by").ref
