"""The rows of a board, and districts that tests of it look at."""

from tests.desk.web.visitor import Page

THOENG, MAE_SAI = "5704", "5709"


def rows(page: Page) -> dict[str, str]:
    """What each district's row says."""
    found = {}
    tree = page.tree
    for one in tree.cssselect(".visually-hidden"):
        one.drop_tree()
    for row in tree.cssselect("table.board tbody tr"):
        name, *cells = [" ".join(one.text_content().split()) for one in row]
        found[name] = " | ".join(cells)
    return found
