"""What was held, what it left open, who was trained: sections 5 and 7 of the annex."""

from collections.abc import Sequence

from config.indicators import indicators
from config.training import training as training_defaults
from config.words import Named, Sentence, both, counted_off
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_figures import MEETINGS, figure_source, none_due_words
from flows.handover.package_meetings import instance_of, meeting_number, old_trainings, resolved
from flows.handover.package_papers import MINUTES
from flows.handover.package_words import numbered_off, shared, short_day, short_or_none, source
from flows.meeting.actions import asked_words, owner_titles
from flows.meeting.occasion_in_words import meeting_called
from flows.meeting.paper_facts import text_or_none
from flows.year.inclusion import by_sex, inclusion_notes
from registry.queries.committee_meetings import CommitteeMeeting
from registry.queries.documents import DocumentRow
from registry.queries.history import PastEventRow
from registry.queries.meetings import MeetingRow, TrainingRow
from registry.rules.calendar import fiscal_year
from registry.rules.excerpts import excerpt
from registry.rules.figure_words import told_words
from registry.rules.figures import Share, ends_on
from registry.rules.papers.package import Claim

TRAINED = "persons_trained"
LAST_MEETINGS = LAST_NOTES = 4
RESOLVED_SIGNS = 160  # of each resolution: the minutes have it whole


def meetings(at: PackageDay) -> Claims:
    """How many were held of those due in three years, the last ones, what they left open."""
    for year in at.years:
        figure = at.figures.computed[year][MEETINGS]
        none_due = isinstance(figure.told, Share) and figure.told.nothing_due
        said = told_words(figure.told) if figure.told else None
        if none_due:
            said = none_due_words(at, MEETINGS, year)
        yield at.claim(
            both("package.topic.meetings_held", year=year), said, figure_source(MEETINGS),
            figure.as_of or at.on,
        )  # fmt: skip
    if not at.met:
        yield at.claim(both("package.topic.last_meetings"), None, source("meetings"), at.on)
    for one in reversed(at.met[-LAST_MEETINGS:]):
        yield _met(at, one.row) if one.row is not None else _told(at, one)
    yield from _open_actions(at)


def _told(at: PackageDay, one: CommitteeMeeting) -> Claim:
    """A meeting that is not recorded, as exactly as a resolution or an old paper tells of it."""
    wherefrom = source("old_papers") if one.entry is None else at.source_of(one.entry)
    topic = both(f"package.met_by.{one.told_by}")
    if one.called is not None:
        topic = both("package.met_by.numbered", what=topic, number=meeting_number(one))
    return at.claim(topic, both("package.met_about", when=short_day(one.on)), wherefrom, one.on)


def _met(at: PackageDay, one: MeetingRow) -> Claim:
    """When it was held, what it resolved: by its minutes, as of their day; else by what told."""
    minutes, said = _minutes_of(at, instance_of(one)), resolved(at, one)
    held = both("package.met", on=short_day(one.on))
    if said:
        what = numbered_off([excerpt(each, RESOLVED_SIGNS) for each in said])
        held = both("package.met_resolved", met=held, what=what)
    if minutes is not None:
        kept = source("document", number=minutes.id)
        return at.claim(meeting_called(one), held, kept, at.papers.dated(minutes))
    told = at.source_of(one.entry) if one.entry else source("meetings")
    return at.claim(meeting_called(one), held, told, one.on)


def _minutes_of(at: PackageDay, instance: str) -> DocumentRow | None:
    """The minutes of the meeting of that instance, where section 13 lists them."""
    kept = [one for one in at.papers.index if one.kind == MINUTES and str(one.instance) == instance]
    return kept[-1] if kept else None


def _open_actions(at: PackageDay) -> Claims:
    words = asked_words(at.connection, [one.key for one in at.actions], at.gates)
    owners = owner_titles(at.connection, at.seats, {one.owner for one in at.actions}, at.on)
    for one in at.actions:
        late = one.due_on is not None and one.due_on < at.on
        key = "action_late" if late else "action_due" if one.due_on else "action"
        said = both(
            f"package.{key}",
            owner=owners[one.owner], due=short_or_none(one.due_on),
        )  # fmt: skip
        what = both("package.asked", what=words[one.key] or both("word.not_recorded").th)
        minutes = _minutes_of(at, one.key.split("/")[1])  # of a promise there are none
        if minutes is not None:
            kept = source("document", number=minutes.id)
            yield at.claim(what, said, kept, at.papers.dated(minutes))
        else:
            yield at.claim(what, said, at.source_of(one.entry), one.on)


def training(at: PackageDay) -> Claims:
    """Who was trained since the policy last changed, what was gained, which trainings were held."""
    covered = at.figures.computed[at.year]["members_trained"].told
    said = shared("members_trained", covered) if isinstance(covered, Share) else None
    since = max((one.on for one in at.policies), default=None)
    topic = (
        both("package.topic.trained_since", on=short_day(since))
        if since
        else both("package.topic.trained")
    )
    yield at.claim(topic, said, figure_source("members_trained"), at.on)
    for policy_change in at.policies[-1:]:
        called = Named(policy_change.title_th, policy_change.title_en)
        topic = both("package.topic.policy")
        yield at.claim(topic, called, source("policy"), policy_change.on)
    for year in (one for one in at.years if one in {fiscal_year(held.on) for held in at.trainings}):
        gain = at.figures.computed[year]["knowledge_gain"]
        yield at.claim(
            both("package.topic.gain", year=year), told_words(gain.told) if gain.told else None,
            figure_source("knowledge_gain"), gain.as_of or at.on,
        )  # fmt: skip
    yield from _whom_it_reached(at)
    old = old_trainings(at)
    if not at.trainings and not old:
        yield at.claim(both("package.topic.trainings"), None, source("trainings"), at.on)
    last = at.trainings[-LAST_MEETINGS:]
    titles = at.entries.titles([one.entry for one in last if one.entry is not None])
    for one in reversed(last):
        held = both("package.met", on=short_day(one.on))
        topic = titles.get(one.entry or 0) or _taught(one)
        yield at.claim(topic, held, at.source_of(one.entry), one.on)
    yield from _older_trainings(at, old[::-1][: LAST_MEETINGS - len(last)])


def _older_trainings(at: PackageDay, told: Sequence[PastEventRow]) -> Claims:
    """Trainings of which old papers tell, as exactly as they do."""
    for one in told:
        if one.on is not None:
            what = text_or_none(one.body.get("topic")) or both("word.not_recorded").th
            topic = both("package.old_training", what=what)
            held = both("package.met_about", when=short_day(one.on))
            yield at.claim(topic, held, source("old_papers"), one.on)


def _whom_it_reached(at: PackageDay) -> Claims:
    """Women and men who were trained, each once a year, and what was noted of inclusion (R57)."""
    trained = indicators().by_key[TRAINED]
    for year in at.years:
        if (said := by_sex(at.figures.reported[year], trained)) is not None:
            ends = min(at.on, ends_on(year, None))
            yield at.claim(
                both("package.topic.trained_by_sex", year=year), said, figure_source(TRAINED), ends
            )
    notes = [
        (year, one)
        for year in at.years
        for one in inclusion_notes(at.connection, at.district, year, at.gates, at.on, at.known)
    ]
    for year, one in sorted(notes, key=lambda note: note[1].on, reverse=True)[:LAST_NOTES]:
        topic = both("package.topic.inclusion", about=one.about, year=year)
        yield at.claim(topic, Named(one.text, one.text), at.source_of(one.entry), one.on)


def _taught(one: TrainingRow) -> Sentence:
    """A training that no decision names, by what it taught."""
    known = {topic.key: topic for topic in training_defaults().topics}
    taught = [known[key] for key in one.topics.split(",") if key in known]
    if not taught:
        return both("package.topic.training")
    what = Named(
        counted_off([one.th for one in taught], "th"), counted_off([one.en for one in taught], "en")
    )
    return both("package.topic.training_on", what=what)
