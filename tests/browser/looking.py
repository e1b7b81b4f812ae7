"""What holds of every page that anybody looks at."""

from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from playwright.sync_api import Page

AXE = Axe()
PRESSES_AT_MOST = 400
REACHABLE = """() => [...document.querySelectorAll(
  'a[href], button, summary, textarea, select, input:not([type=hidden])')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && one.tabIndex >= 0)
  .map((one, at) => { one.dataset.reach = one.type === 'radio' ? 'radio ' + one.name : at;
                      return one.dataset.reach; })"""
FOCUSED = """() => { const one = document.activeElement; const style = getComputedStyle(one);
  return [one.dataset.reach ?? null,
          style.outlineStyle !== 'none' || style.boxShadow !== 'none']; }"""


BOX = """() => { const one = document.activeElement; const box = one.getBoundingClientRect();
  return one === document.body ? null
    : [box.top + scrollY, box.bottom + scrollY, box.left, one.outerHTML.slice(0, 120)]; }"""


def looks_right(page: Page, *, colours: bool = True) -> None:
    """Nothing that axe finds, nothing wider than the window, one heading of the first rank.

    How well its `colours` are told apart takes three quarters of the time, and no width changes
    them: a page that is looked at in many windows is asked for them in the first and the last.
    """
    rules = {"color-contrast": {"enabled": colours}}
    found = AXE.run(page, options=DEFAULT_OPTIONS | {"rules": rules}).response["violations"]
    told = [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]
    assert told == [], (page.url, told)
    assert page.locator("h1").count() == 1, page.url
    fits(page)


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def reaches_all_by_keyboard(page: Page) -> None:
    """Tab leads to everything that can be used, and one sees where one is."""
    wanted = set(map(str, page.evaluate(REACHABLE)))
    seen: set[str] = set()
    for _ in range(PRESSES_AT_MOST):
        page.keyboard.press("Tab")
        reached, visible = page.evaluate(FOCUSED)
        if reached is None:
            if wanted <= seen:
                break
            continue
        assert visible, (page.url, reached)
        seen.add(str(reached))
    assert wanted - seen == set(), page.url


def is_tabbed_as_seen(page: Page, begin: str) -> None:
    """Tab goes on from what is there called `begin` down the page, and in a line to the right."""
    page.locator(begin).first.focus()
    above, below, left, _ = page.evaluate(BOX)
    for _ in range(PRESSES_AT_MOST):
        page.keyboard.press("Tab")
        box = page.evaluate(BOX)
        if box is None:
            return
        top, bottom, beside, said = box
        is_next = top >= below - 1 or (bottom > above and beside >= left)
        assert is_next, (page.url, said)
        above, below, left = top, bottom, beside
