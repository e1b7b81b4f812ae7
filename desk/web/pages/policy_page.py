"""Changes of policy, for those who coordinate a province: recorded, and who has learned since."""

from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.responses import Response

from config.words import Named, Term
from desk.views.policy_summary import manual_summaries, policy_summaries
from desk.views.thai_order import named_in_order
from desk.views.words import day
from desk.web.frame.asking import Asking
from desk.web.frame.doors import FORBIDDEN, Door, get, post, see
from desk.web.frame.places import COUNTRY, in_province
from desk.web.frame.problems import Problems, attempt, problems_of
from desk.web.frame.rendering import render
from desk.web.frame.typed_fields import typed_fields
from flows.decisions.refusals import ActInFuture
from flows.training.gates import Topic
from flows.training.manuals import ManualTaught, teach_version
from flows.training.policy_change import (
    KEY,
    PolicyChange,
    PolicyKeyUnfit,
    Refreshers,
    TopicsMissing,
    change_policy,
    concerned,
    with_own_key,
)
from registry.queries.areas import names
from registry.queries.policy import policy_events
from registry.refusals import Refusal
from registry.rules.rights import Verb

PLACE = "/province/{province}/policy"
MANUAL = "/province/{province}/manual"
INPUTS = {"--on": "on", "title_th": "policy_title_th", "title_en": "policy_title_en"}
CALLED = {
    "key": Term("page.policy.key"),
    "topics": Term("page.policy.topics"),
    "on": Term("page.policy.on"),
    "since": Term("page.policy.version_since"),
}


@dataclass(frozen=True)
class PolicyForm:
    """What was typed, the change that it is, and what keeps it from being one."""

    typed: dict[str, str]
    topics: tuple[str, ...]
    change: PolicyChange | None
    problems: tuple[Refusal, ...]


@get(PLACE, Door(Verb.RECORD_EVENT, in_province))
def page(asking: Asking, province: str) -> Response:
    """What changed, how far its members learned it; a form for the next change."""
    return _page(asking, province)


@post(PLACE, Door(Verb.RECORD_EVENT, in_province))
def form(asking: Asking, province: str) -> Response:
    """Show the change once more with its districts; then record it."""
    said = _read(asking, province)
    if asking.typed.get("step") == "back":
        return _page(asking, province, said)
    if said.change is None:
        shown = problems_of(asking, *said.problems, called=CALLED)
        return _page(asking, province, said, shown)
    if not asking.may(Verb.RECORD_EVENT, said.change.area):
        raise HTTPException(FORBIDDEN)
    if asking.typed.get("step") != "record":
        return _page(asking, province, said, check=True)
    change = replace(said.change, key=said.typed["key"])  # an own key is drawn as it is recorded
    begun: list[str] = []
    refused = attempt(asking, lambda: begun.extend(_recorded(asking, change).begun), INPUTS, CALLED)
    if refused:
        return _page(asking, province, said, refused)
    opened = "policy" if begun else "policy_nobody"
    return see(f"/province/{province}/policy?done={opened}")


def _recorded(asking: Asking, change: PolicyChange) -> Refreshers:
    return change_policy(asking.office, change, recorded_by=asking.who.ref)


@post(MANUAL, Door(Verb.RECORD_EVENT, in_province))
def manual(asking: Asking, province: str) -> Response:
    """Record the version of a manual that is taught from a day on."""
    read = typed_fields(asking)
    key, version, since = read.line("manual"), read.line("version"), read.day("since")
    typed = {"manual": key, "version": version, "since": read.said("since")}
    if read.problems or since is None:
        shown = problems_of(asking, *read.problems, called=CALLED)
        return _page(asking, province, problems=shown, manual_typed=typed)
    taught = ManualTaught(province, key, version, since)
    asking.fresh()
    try:
        is_new = teach_version(asking.office, taught, recorded_by=asking.who.ref)
    except Refusal as refusal:
        refused = problems_of(asking, refusal, names={"--on": "since"}, called=CALLED)
        return _page(asking, province, problems=refused, manual_typed=typed)
    return see(f"/province/{province}/policy?done={'manual' if is_new else 'same'}")


def _read(asking: Asking, province: str) -> PolicyForm:
    read = typed_fields(asking)
    thai, english = read.line("policy_title_th"), read.line("policy_title_en", required=False)
    key, on = read.line("key", required=False), read.day("on")
    chosen = [one for one in asking.form.getlist("topics") if one in set(Topic)]
    topics = tuple(str(one) for one in chosen)
    if on is not None and on > asking.today:
        read.problems.append(ActInFuture(field="on", value=on, today=asking.today))
    if key and not KEY.fullmatch(key):
        read.problems.append(PolicyKeyUnfit(field="key"))
    if not topics:
        read.problems.append(TopicsMissing(field="topics"))
    area = COUNTRY if read.said("area") == COUNTRY else province
    names_typed = ("policy_title_th", "policy_title_en", "key", "on", "area")
    typed = {name: read.said(name) for name in names_typed}
    if read.problems or on is None:
        return PolicyForm(typed, topics, None, tuple(read.problems))
    meant = tuple(Topic(one) for one in topics)
    change = PolicyChange(area, key, thai, english, meant, on)
    named = change if key else with_own_key(asking.connection, change)
    return PolicyForm(typed, topics, named, ())


def _page(
    asking: Asking,
    province: str,
    said: PolicyForm | None = None,
    problems: Problems = (),
    *,
    check: bool = False,
    manual_typed: dict[str, str] | None = None,
) -> Response:
    today = asking.today
    typed = said.typed if said else {"on": day(today, asking.language), "area": province}
    named: Named = names(asking.connection, {province})[province]
    change = said.change if said else None
    districts = names(asking.connection, {*concerned(asking.connection, change)}) if change else {}
    return render(
        asking,
        "policy.html",
        problems=problems,
        province=province,
        province_name=named,
        events=policy_summaries(asking.connection, province, today),
        manuals=manual_summaries(
            asking.connection, province, today, policy_events(asking.connection, province, today)
        ),
        typed=typed,
        topics=[(one.value, f"choice.topic.{one}") for one in Topic],
        chosen=said.topics if said else (),
        wide=asking.may(Verb.RECORD_EVENT, COUNTRY),
        change=change,
        opens=[name for _, name in named_in_order(districts, asking.language)],
        check=check,
        manual_typed=manual_typed or {"since": day(today, asking.language)},
    )
