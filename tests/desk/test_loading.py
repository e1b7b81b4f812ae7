import gc
from collections.abc import Iterator

import pytest

from desk.cli.call import Call
from desk.loading import YOUNG, begin_loading


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """What this process holds is garbage again some day."""
    threshold = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*threshold)


def test_garbage_is_collected_from_the_moment_at_which_a_command_opens_the_registry(
    sqlite_url: str,
) -> None:
    begin_loading()
    call = Call(command="waiting", url=sqlite_url)
    assert not gc.isenabled()
    call.unchecked.dispose()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == YOUNG


def test_a_call_within_a_process_that_collects_freezes_nothing_of_it(sqlite_url: str) -> None:
    Call(command="waiting", url=sqlite_url).unchecked.dispose()
    assert gc.get_freeze_count() == 0
