from decimal import Decimal

import pytest

from registry.rules.baht import in_figures, in_words


@pytest.mark.parametrize(("amount", "words"), [
    ("0", "ศูนย์บาทถ้วน"),
    ("1", "หนึ่งบาทถ้วน"),
    ("10", "สิบบาทถ้วน"),
    ("11", "สิบเอ็ดบาทถ้วน"),
    ("20", "ยี่สิบบาทถ้วน"),
    ("21", "ยี่สิบเอ็ดบาทถ้วน"),
    ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
    ("30000", "สามหมื่นบาทถ้วน"),
    ("123456", "หนึ่งแสนสองหมื่นสามพันสี่ร้อยห้าสิบหกบาทถ้วน"),
    ("1000000", "หนึ่งล้านบาทถ้วน"),
    ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
    ("21000000", "ยี่สิบเอ็ดล้านบาทถ้วน"),
    ("50000000000", "ห้าหมื่นล้านบาทถ้วน"),
    ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
    ("0.25", "ยี่สิบห้าสตางค์"),
    ("0.01", "หนึ่งสตางค์"),
    ("12.50", "สิบสองบาทห้าสิบสตางค์"),
])  # fmt: skip
def test_an_amount_is_written_in_words_as_thai_papers_write_it(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words


@pytest.mark.parametrize(("amount", "figures"), [
    ("0", "0"), ("30000", "30,000"), ("30000.00", "30,000"), ("1234567.5", "1,234,567.50"),
])  # fmt: skip
def test_figures_have_commas_and_satang_only_where_there_are_some(
    amount: str, figures: str
) -> None:
    assert in_figures(Decimal(amount)) == figures
