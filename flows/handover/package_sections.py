"""What the annex of a package says, section by section (content.md 3a, sections 1 to 10)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from config.defaults import committee, policy
from config.handover import handover_defaults
from config.indicators import indicators
from config.training import training as training_defaults
from config.words import Named, Sentence, Term, both
from flows.handover.package_day import CHIEF, FOCAL_POINT, PackageDay, source
from flows.meeting.actions import OPEN, asked_words
from flows.meeting.paper_facts import text_or_none
from flows.plan.offers import answered_rows
from flows.year.money_words import step_called
from flows.year.report_rows import planned_rows
from registry.queries.figures import FigureOf, by_quarter, figures
from registry.queries.legal import legal_bases
from registry.queries.meetings import MeetingRow, actions
from registry.queries.monitoring import ProgressRow
from registry.queries.office_holders import HoldingRow
from registry.queries.policy import manuals_used
from registry.rules.baht import in_figures
from registry.rules.calendar import quarter_starts
from registry.rules.figure_words import told_words
from registry.rules.papers.package import Claim, Section
from registry.rules.seats import Seat, SeatMode, SeatRole

MINUTES, EXECUTIVE = "minutes", "executive"
LAST_MEETINGS = 4
SUCCESSION = (CHIEF, "deputy_district_chief_administration", "deputy_district_chief")
DEEP = 3
Claims = Iterator[Claim]


def sections(at: PackageDay) -> tuple[Section, ...]:
    """All sections in their order; those of tables alone bear no claims."""
    return tuple(
        _section(key, number, [*CLAIMS[key](at)] if key in CLAIMS else [])
        for number, key in enumerate(ORDER, 1)
    )


def _section(key: str, number: int, claims: Sequence[Claim]) -> Section:
    title = both(f"package.section.{key}")
    return Section(
        key=key, number=number, title_th=title.th, title_en=title.en, claims=tuple(claims)
    )


def mandate(at: PackageDay) -> Claims:
    """The laws, the orders in force, and whether they outlast the Chief (practice.md A7)."""
    for base in legal_bases(at.connection, at.district, at.on, at.known):
        if base.cited_as == "reason" and base.superseded_by is None:
            said = base.citation if base.verified else both("package.unverified", of=base.citation)
            yield at.claim(base.title, said, source("legal"), base.dated or at.on)
    if not at.orders:
        yield at.claim(both("package.topic.order"), None, source("orders"), at.on)
    for order in at.orders:
        yield at.claim(
            both("package.topic.order"),
            both("package.order", number=order.full_number, on=order.dated, since=order.start),
            source("order", number=order.full_number), order.dated,
        )  # fmt: skip
    yield _survives(at)


SURVIVES = {
    SeatMode.BY_POSITION: "package.order_by_position",
    SeatMode.BY_NAME: "package.order_by_name",
}


def _survives(at: PackageDay) -> Claim:
    chair = next((one for one in at.seats if one.role is SeatRole.CHAIR), None)
    said = both(SURVIVES[chair.mode]) if at.orders and chair else None
    dated = at.orders[-1].dated if at.orders else at.on
    return at.claim(both("package.topic.survives"), said, source("orders"), dated)


def structure(at: PackageDay) -> Claims:
    """Seats filled by body, the vacant ones, who was in no training, who stands in for whom."""
    since = _since(at)
    if not at.seats:
        yield at.claim(both("package.topic.seats"), None, source("seats"), at.on)
    for body in committee().bodies:
        own = [one for one in at.seats if one.body == body.key]
        if own:
            yield at.claim(
                Named(body.title_th, body.title_en), _filled(at, own), source("seats"), since
            )
    for seat in at.seats:
        if at.members.get(seat.key) is None:
            called = Named(seat.title_th, seat.title_en)
            yield at.claim(called, both("package.vacant"), source("seats"), since)
    yield from _in_turn(at)


def _filled(at: PackageDay, own: Sequence[Seat]) -> Sentence:
    filled = sum(at.members.get(one.key) is not None for one in own)
    return both("package.of", count=filled, of=len(own))


def _since(at: PackageDay) -> date:
    """The day of the last order: what its seats are is known as of then."""
    return max((one.start for one in at.orders), default=at.on)


def _in_turn(at: PackageDay) -> Claims:
    """The Chief and the Deputies after them: who could act, which an order alone decides."""
    found = [
        (office, next((one for one in at.held if one.ref == office.ref), None))
        for kind in SUCCESSION
        for office in at.offices
        if office.kind == kind and office.area == at.district
    ]
    for office, held in found[:DEEP]:
        yield at.claim(office.called, _holder(held), source("offices"), _held_since(at, held))
    focal = at.holder_of(FOCAL_POINT)
    yield at.claim(
        both("office.focal_point"), _holder(focal), source("offices"), _held_since(at, focal)
    )


def _holder(held: HoldingRow | None) -> Named | Sentence | None:
    if held is None:
        return None
    if held.capacity == "own":
        return both("package.holds", name=held.name, since=held.start)
    capacity = Term(f"capacity.{held.capacity}")
    return both("package.acts", name=held.name, capacity=capacity, since=held.start)


def _held_since(at: PackageDay, held: HoldingRow | None) -> date:
    return held.start if held else at.on


def plan(at: PackageDay) -> Claims:
    """The running year's plan, activity by activity, with what was last reported of each."""
    rows = planned_rows(at.connection, at.district, at.year, at.on)
    topic = both("package.topic.plan", year=at.year)
    received = at.plan_received
    said = both("package.plan_received", on=received) if received else None
    yield at.claim(topic, said, source("plan", year=at.year), received or at.on)
    for row in rows:
        told = [one for one in at.progress if one.row == row.key]
        last = max(told, key=lambda one: one.quarter, default=None)
        called = row.activity or both("word.redacted").th
        state = _state(last) if last else None
        yield at.claim(
            both("package.numbered", number=row.number, what=called), state,
            source("report", year=at.year),
            quarter_starts(at.year, last.quarter) if last else at.on,
        )  # fmt: skip


def _state(last: ProgressRow) -> Sentence:
    state = Term(f"choice.activity_state.{last.state}")
    return both("package.activity", state=state, quarter=last.quarter)


def meetings(at: PackageDay) -> Claims:
    """How many were held of those due in three years, the last ones, what they left open."""
    for year in at.years:
        figure = at.figures[year]["meetings_held"]
        said = told_words(figure.told) if figure.told else None
        yield at.claim(
            both("package.topic.meetings_held", year=year), said, source("meetings"),
            figure.as_of or at.on,
        )  # fmt: skip
    if not at.meetings and not at.past_meetings:
        yield at.claim(both("package.topic.last_meetings"), None, source("meetings"), at.on)
    for one in reversed(at.meetings[-LAST_MEETINGS:]):
        yield at.claim(_meeting(one), both("package.met", on=one.on), _minutes_of(at, one), one.on)
    yield from _older_meetings(at)
    yield from _open_actions(at)


def _meeting(one: MeetingRow) -> Sentence:
    kind = Term(f"adoption_choice.meeting_kind.{one.kind}")
    return both("package.meeting", kind=kind, number=one.number, year=one.year_be)


def _minutes_of(at: PackageDay, one: MeetingRow) -> Sentence:
    """The minutes by their number in the registry, or the decision that told of the meeting."""
    instance = one.key.rpartition("/")[2]
    kept = [
        paper.id
        for paper in at.papers
        if paper.kind == MINUTES and paper.language == "th" and str(paper.instance) == instance
    ]
    if kept:
        return source("document", number=kept[-1])
    return source("entry", number=one.entry) if one.entry else source("meetings")


def _older_meetings(at: PackageDay) -> Claims:
    """Meetings of which old papers tell, as exactly as they do."""
    room = LAST_MEETINGS - len(at.meetings[-LAST_MEETINGS:])
    dated = [one for one in at.past_meetings if one.on is not None]
    for one in reversed(dated[len(dated) - room :] if room else []):
        day = one.on
        if day is not None:
            yield at.claim(
                both("package.old_meeting"), both("package.met_about", when=day.named),
                source("old_papers"), day.first,
            )  # fmt: skip


def _open_actions(at: PackageDay) -> Claims:
    asked = actions(at.connection, at.district, at.on, at.known)
    left = [one for one in asked if one.status == OPEN]
    words = asked_words(at.connection, [one.key for one in left], at.gates)
    owners = {one.key: Named(one.title_th, one.title_en) for one in at.seats}
    chief = f"{at.district}/{CHIEF}"
    for one in left:
        owner = both("office.district_chief") if one.owner == chief else owners.get(one.owner)
        said = both(
            "package.action_due" if one.due_on else "package.action",
            owner=owner or both("word.not_recorded"), due=one.due_on,
        )  # fmt: skip
        what = words[one.key] or both("word.not_recorded").th
        yield at.claim(both("package.asked", what=what), said, _entry(one.entry), one.on)


def _entry(entry: int | None) -> Sentence:
    return source("entry", number=entry) if entry else source("register")


def budget(at: PackageDay) -> Claims:
    """Each line of money of this year and the next, and how far it has come."""
    if not at.needs:
        yield at.claim(both("package.topic.money"), None, source("money"), at.on)
    for need in at.needs:
        step = at.money.get(f"{need.year}/{need.key}")
        title = next(
            (
                text_or_none(one.get("title"))
                for one in answered_rows(at.connection, need.entry)
                if one.get("key") == need.key
            ),
            None,
        )
        called = both("package.need", year=need.year, what=title or both("word.not_recorded").th)
        how = step_called(step.step) if step else Term("package.not_sent")
        secured = Term("package.secured" if step and step.secured else "package.not_secured")
        said = both("package.money", asked=in_figures(need.amount), step=how, secured=secured)
        yield at.claim(called, said, _entry(step.entry if step else need.entry),
                       step.since if step else at.on)  # fmt: skip


def training(at: PackageDay) -> Claims:
    """Who was trained since the policy last changed, what was gained, which trainings were held."""
    covered = at.coverage
    said = both("package.of", count=covered.trained, of=covered.members) if at.seats else None
    since = covered.since
    topic = (
        both("package.topic.trained_since", on=since) if since else both("package.topic.trained")
    )
    yield at.claim(topic, said, source("trainings"), at.on)
    for policy_change in at.policies[-1:]:
        called = Named(policy_change.title_th, policy_change.title_en)
        topic = both("package.topic.policy")
        yield at.claim(topic, called, source("policy"), policy_change.on)
    for year in at.years:
        gain = at.figures[year]["knowledge_gain"]
        yield at.claim(
            both("package.topic.gain", year=year), told_words(gain.told) if gain.told else None,
            source("scores"), gain.as_of or at.on,
        )  # fmt: skip
    if not at.trainings:
        yield at.claim(both("package.topic.trainings"), None, source("trainings"), at.on)
    for one in reversed(at.trainings[-LAST_MEETINGS:]):
        held = both("package.met", on=one.on)
        yield at.claim(both("package.topic.training"), held, _entry(one.entry), one.on)


def channels(at: PackageDay) -> Claims:
    """Whom an urgent case goes to, across the border too, and by which manual."""
    lines, shipped = policy().hotlines, policy().hotlines.valid_from
    yield at.claim(
        both("package.topic.social_assistance"), Named(*[lines.social_assistance] * 2),
        source("policy_setting"), shipped,
    )  # fmt: skip
    yield at.claim(
        both("package.topic.police"), Named(*[lines.police] * 2), source("policy_setting"), shipped
    )
    for body in committee().bodies:
        if body.key != EXECUTIVE:
            does = Named(body.does_th or "", body.does_en or "")
            called = Named(body.title_th, body.title_en)
            said = does if does.th else None
            yield at.claim(called, said, source("orders"), _since(at))
    yield _across(at)
    manuals = manuals_used(at.connection, at.district, at.on, at.known)
    if not manuals:
        yield at.claim(both("package.topic.manual"), None, source("manuals"), at.on)
    for one in manuals.values():
        title = next(own for own in training_defaults().manuals if own.key == one.key)
        version = both("package.manual", version=one.version) if one.version else None
        called = Named(title.title_th, title.title_en)
        yield at.claim(called, version, source("manuals"), one.since)


def _across(at: PackageDay) -> Claim:
    """Contacts across the border in the running year, where anything was reported of them."""
    rows = by_quarter(figures(at.connection, (at.district,), at.year, at.on, at.known))
    told = rows.get(FigureOf(at.district, ACROSS), {})
    newest = max((one for one in told if one is not None), default=None)
    amount = told[newest].get("") if newest is not None else None
    indicator = indicators().by_key[ACROSS]
    called = Named(indicator.title_th, indicator.title_en)
    said = both("package.in_quarter", said=told_words(amount), quarter=newest) if amount else None
    return at.claim(called, said, source("report", year=at.year),
                    quarter_starts(at.year, newest) if newest else at.on)  # fmt: skip


def lessons(at: PackageDay) -> Claims:
    """What is learned and not settled yet, by the seat that owns it."""
    left = [one for one in at.lessons if one.state == "open"]
    if not at.lessons:
        yield at.claim(both("package.topic.lessons"), None, source("lessons"), at.on)
    titles = {one.key: Named(one.title_th, one.title_en) for one in at.seats}
    for one in left:
        answered = answered_lessons(at, one.entry).get(one.key)
        owner = titles.get(one.owner) or both("word.not_recorded")
        said = both(
            "package.action_due" if one.due_on else "package.action", owner=owner, due=one.due_on
        )
        what = answered or both("word.not_recorded").th
        yield at.claim(
            both("package.lesson", year=one.year, what=what), said, _entry(one.entry), at.on
        )


def answered_lessons(at: PackageDay, entry: int) -> Mapping[str, str | None]:
    """What each lesson of an answer changes, by its key."""
    return {
        str(one.get("key")): text_or_none(one.get("change"))
        for one in answered_rows(at.connection, entry, "lessons")
    }


def risks(at: PackageDay) -> Claims:
    """What the facts of the day tell against: what is asked for, and what follows if it is late."""
    words = handover_defaults()
    for one in at.owed.decisions:
        known = words.decision(one.key)
        if known is not None and one.key not in NO_RISK:
            yield at.claim(known.title(one.count), known.late, source("register"), at.on)


NO_RISK = frozenset({"continue", "focal_point"})
ACROSS = "cross_border_contacts"
CLAIMS: Mapping[str, Callable[[PackageDay], Claims]] = {
    "mandate": mandate,
    "structure": structure,
    "plan": plan,
    "meetings": meetings,
    "budget": budget,
    "training": training,
    "channels": channels,
    "lessons": lessons,
    "risks": risks,
}
ORDER = (
    "mandate", "structure", "plan", "figures", "meetings", "budget", "training", "channels",
    "lessons", "risks", "coming", "contacts", "papers", "gaps", "signatures",
)  # fmt: skip
