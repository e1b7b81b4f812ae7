from tests.builders import a_desk
from tests.desk.cli.terminal import Terminal


def test_the_papers_of_a_meeting_are_listed_and_others_refused(sqlite_url: str) -> None:
    meeting = str(a_desk(sqlite_url).to_inception_meeting())
    terminal = Terminal(sqlite_url)
    listed = terminal("pack", "list", meeting, "--json").json
    assert [one["state"] for one in listed["papers"]][:1] == ["goes"]
    assert "ระเบียบวาระการประชุม" in terminal("pack", "list", meeting).out
    sent = ("pack", "send", meeting, "--paper", "x", "--recorded-by", "coord")
    assert terminal.refused(*sent) == ("not_for_pack", "--paper")


def test_an_instance_without_a_meeting_is_refused(sqlite_url: str) -> None:
    terminal = Terminal(sqlite_url)
    order = str(a_desk(sqlite_url).to_order_signed())
    assert terminal.refused("pack", "list", order) == ("no_agenda_yet", "instance")
