"""No world of publications tells of a few, to whoever solves it by exact integer programs."""

from pathlib import Path
import shutil

import pytest

from tests.registry.records.publication_attacker import solved
from tests.registry.records.published_worlds import World, a_world


@pytest.mark.parametrize("seed", range(4))
def test_nobody_solves_what_left_the_house(made_sqlite: Path, tmp_path: Path, seed: int) -> None:
    import time
    t=time.time()
    file = tmp_path / f"{seed}.db"
    shutil.copy(made_sqlite, file)
    world = a_world(f"sqlite:///{file}", seed)
    t2=time.time()
    s1=solved(world, public=False, least=5); s2=solved(world, public=True, least=11)
    print("seed",seed,round(t2-t,1),round(time.time()-t2,1),len(world.left),world.hidden,world.told)
    for o,v in [*s1,*s2][:4]: print({tuple(k):(n,world.true[k]) for k,n in o.items()},v)
    assert not s1 and not s2
