"""`work`: what a committee has done, as the district's page tells it."""

from datetime import date

from flows.training.gates import Topic
from flows.training.policy_change import PolicyChange, change_policy
from registry.queries.people import person
from registry.records.held_meetings import AttendanceRow, record_attendance, record_training
from tests.builders import MAE_FAH_LUANG as D, Desk, a_desk
from tests.desk.cli.at_commands import prasan
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.handover.at_packages import adopted

__all__ = ["prasan"]
PAGES = ("/districts/5703/work", "/districts/5703")


def trained(desk: Desk, key: str, topic: str) -> None:
    """The Chief, the one member, took part in a training of that topic today."""
    with desk.office.registry.writing(D) as write:
        chief = person(write.connection, "5715.chief", field="person").id
        record_training(write, D, key, [topic], (write.today, write.today), entry_id=1)
        came = [AttendanceRow(chief, None, "present", "male")]
        record_attendance(write, D, key, came, on=write.today, entry_id=1)


def test_work_tells_what_was_held_and_who_learned_what_policy_changed(
    sqlite_url: str, prasan: Terminal
) -> None:
    desk = a_desk(sqlite_url)
    first = desk.to_after_meeting()
    desk.on("2022-08-10")
    trained(desk, "training/98", "legislation")
    change = PolicyChange(
        "TH", "nrm-2565", "แนวทางใหม่", "", (Topic.IDENTIFICATION,), date(2022, 8, 1)
    )
    change_policy(desk.office, change, recorded_by="admin")
    told = prasan("work", "แม่ฟ้าหลวง", "--json").json
    assert [one["instance"] for one in told["meetings"]] == [first]
    assert [one["topics"] for one in told["trainings"]] == [["legislation"]]
    assert (told["trained"], told["members"]) == (1, 1)
    assert [one["coverage"]["trained"] for one in told["policy"]] == [0]
    printed = prasan("work", D, "--lang", "en").out
    assert "Meeting (inception) no. 1/2565" in printed
    assert "0 of 1 current member trained since in what changed" in printed
    before = prasan("work", D, "--on", "2022-07-19", "--json").json
    assert before["meetings"] == before["trainings"] == before["policy"] == []


def test_what_older_papers_tell_of_meetings_and_trainings_is_not_told_as_nothing(
    sqlite_url: str, prasan: Terminal
) -> None:
    desk = adopted(sqlite_url)
    told = prasan("work", "เชียงของ", "--json").json
    assert (told["past_meetings"], told["past_trainings"]) == (10, 2)
    printed = prasan("work", "เชียงของ", "--lang", "en").out
    pages = [visitor(desk, "coord").get(one, "en").main for one in PAGES]
    for said in (printed, *pages):
        assert "Older papers tell of 10 meetings before Prasan." in said
        assert "Older papers tell of 2 trainings before Prasan." in said
        assert "is recorded yet" not in said.partition("Action items")[0]
    early = prasan("work", "เชียงของ", "--on", "2019-07-31", "--json").json
    assert early["past_meetings"] == 1


def test_a_change_of_policy_is_told_with_who_of_each_committee_learned_it_since(
    sqlite_url: str, prasan: Terminal
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    desk.on("2022-08-10")
    trained(desk, "training/98", "identification")
    change = PolicyChange(
        "TH", "nrm-2565", "แนวทางใหม่", "New guideline", (Topic.IDENTIFICATION,), date(2022, 8, 1)
    )
    change_policy(desk.office, change, recorded_by="admin")
    told = prasan("policy", "เชียงราย", "--json").json
    ((one,),) = [change["districts"] for change in told["changes"]]
    assert (one["district"], one["trained"], one["members"]) == (D, 1, 1)
    assert one["refresher"]["status"] == "open"
    printed = prasan("policy", "57", "--lang", "en").out
    assert "New guideline" in printed
    assert "Mae Fa Luang  1/1" in printed
    for past in (("--on", "2022-07-31"), ("--known", "2022-08-09")):
        assert prasan("policy", "57", *past, "--json").json["changes"] == []
    assert prasan.refused("policy", "ที่ไหน")[0] == "province_unknown"


def test_a_meeting_is_called_alike_by_its_page_and_its_command(
    sqlite_url: str, prasan: Terminal
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    (held,) = prasan("work", D, "--json").json["meetings"]
    page = visitor(desk, "coord").get(f"/districts/{D}/work", "en").main
    assert held["called"]["en"] in page
