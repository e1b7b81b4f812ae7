import pytest

from registry.rules.scan_names import ScanNameUnreadable, named_scan


@pytest.mark.parametrize(
    ("name", "kind", "number", "on"),
    [
        ("คำสั่ง 45-2562 2019-05-07.pdf", "order", "45/2562", "2019-05-07"),
        ("คำสั่ง 45.1-2562 2562.jpg", "order", "45.1/2562", "2019"),
        ("minutes 2-2562 2019-09.png", "minutes", "2/2562", "2019-09"),
        ("หนังสือ ๗ พ.ค. ๒๕๖๒.pdf", "letter", None, "2019-05-07"),
    ],
)
def test_a_file_name_says_kind_number_and_date(
    name: str, kind: str, number: str | None, on: str
) -> None:
    scan = named_scan(name)
    assert (scan.kind, scan.number, str(scan.on), scan.file) == (kind, number, on, name)


@pytest.mark.parametrize("name", ["IMG_0001.jpg", "คำสั่ง.pdf", "คำสั่ง 45-2562.pdf", "ภาพ 2562.pdf"])
def test_a_name_that_does_not_say_what_the_paper_is_is_refused(name: str) -> None:
    with pytest.raises(ScanNameUnreadable):
        named_scan(name)
