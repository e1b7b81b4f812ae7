from config.words import say
from desk.views.paper_names import paper_label
from desk.views.reasons import why
from desk.views.view import View
from flows.engine.instance_titles import InstanceTitles
from flows.order.queue import order_again
from registry.journal import instances
from registry.prepared_statements import open_to_driver
from registry.queries.documents import documents
from tests.builders import MAE_FAH_LUANG
from tests.flows.order.at_amendments import at_work, begun
from tests.scenarios.test_s4_certified_copies import confirmed
from tests.statements import heard


def test_an_order_that_amends_and_its_paper_are_called_by_that(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    (first,) = (one.id for one in desk.instances() if one.process == "order")
    order = begun(desk)
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, desk.office.registry.today)
        assert view.titles.title(first, "order").key == "process.order"
        assert view.titles.title(order, "order").key == "process.order.amend"
        assert view.titles.title(1, "establishment").key == "process.establishment"
        assert {one.title.th for one in why(view, order)} == {"การแก้ไขเพิ่มเติมคำสั่ง"}
        papers = documents(connection, instance_id=order)
        drafted = next(one for one in papers if one.kind == "appointment_order")
        label = paper_label(view.titles, drafted, {}, "th")
    assert label.startswith("คำสั่งแก้ไขเพิ่มเติม ·")


def test_a_list_reads_the_starts_of_those_instances_alone_that_are_called_by_them(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    begun(desk)
    with desk.office.registry.reading() as connection, heard(connection) as said:
        open_to_driver(connection)
        rows = instances(connection)
        titles, asked = InstanceTitles(desk.office.declared, connection), len(said)
        titles.read(one for one in rows if one.process == "establishment")
        assert len(said) == asked
        titles.read(rows)
        assert len(said) == asked + 1
        assert {titles.title(one.id, one.process).key for one in rows} == {
            "process.establishment", "process.order", "process.order.amend",
        }  # fmt: skip
        assert len(said) == asked + 1


def test_an_order_that_replaces_is_called_by_that(sqlite_url: str) -> None:
    desk = at_work(sqlite_url)
    day = desk.on("2022-09-02")
    order = order_again(desk.office, MAE_FAH_LUANG, "replace", on=day, recorded_by="coord").instance
    with desk.office.registry.reading() as connection:
        titles = InstanceTitles(desk.office.declared, connection)
        assert say(titles.title(order, "order").key, "th") == "การออกคำสั่งแต่งตั้งแทนคำสั่งเดิม"


def test_a_paper_as_signed_has_a_name_of_people(sqlite_url: str) -> None:
    desk = confirmed(sqlite_url)
    with desk.office.registry.reading() as connection:
        titles = InstanceTitles(desk.office.declared, connection)
        papers = documents(connection, district=MAE_FAH_LUANG)
        (signed,) = (one for one in papers if one.kind == "appointment_order.as_signed")
        assert "ตามที่ลงนาม" in paper_label(titles, signed, {}, "th")
