"""Signing in by an identity provider of another site, in a browser that keeps to our policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from config.words import Language
from flows.capabilities import open_installation
from registry.records.identity_matches import match_identity
from tests.browser.hand import Hand
from tests.browser.served import PHONE, SEEN, Served, serving
from tests.builders import a_desk
from tests.identity_provider import Provider, a_provider

pytestmark = pytest.mark.browser


@pytest.fixture
def provider(sqlite_url: str) -> Iterator[tuple[Served, Provider]]:
    """A desk on 127.0.0.1, and a provider on localhost, which is another site to a browser."""
    desk = a_desk(sqlite_url)
    with a_provider(desk.clock) as made:
        made.issuer = made.issuer.replace("127.0.0.1", "localhost")
        desk.office = open_installation(desk.office.registry, made.settings)
        with serving(desk) as served:
            yield served, made


@pytest.mark.parametrize("seen", SEEN)
def test_somebody_goes_to_the_provider_is_told_a_number_and_once_matched_is_in(
    chromium: Browser, provider: tuple[Served, Provider], seen: tuple[int, Language]
) -> None:
    (served, made), (width, language) = provider, seen
    hand = Hand(served.page(chromium, None, width, language), language)
    name = made.settings.oidc_name
    assert name is not None
    go = hand.words("page.sign_in.provider.go", provider=name)
    hand.open("/me")
    hand.page.get_by_role("link", name=go).click()
    hand.page.get_by_role("link", name=made.browses).click()
    expect(hand.page.locator(".problems")).to_contain_text("1")
    admin = Hand(served.page(chromium, "admin", PHONE, language), language)
    admin.open("/identities")
    match_identity(served.desk.office.registry, 1, "coord", recorded_by="admin")
    hand.open("/me")
    hand.page.get_by_role("link", name=go).click()
    hand.page.get_by_role("link", name=made.browses).click()
    hand.page.wait_for_url("**/me")
    assert {one.partition("/authorize")[0] for one in served.outside} == {made.issuer}
    served.outside.clear()
