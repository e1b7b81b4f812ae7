"""One of two processes that decide at the same gate of a SQLite registry, once they are let go.

Arguments: URL, instances (a comma between), recorder. Waits for a line, then decides at each;
prints a line for each: `won`, or `lost` and by whom.
"""

import sys
from datetime import date

from flows.decisions.decide import Decision, decide
from flows.decisions.refusals import AlreadyDecided
from tests.flows.engine.test_concurrency import one_gate
from tests.flows.machines import an_engine


def main() -> None:
    url, instances, recorder = sys.argv[1:]
    engine = an_engine(url, one_gate, today="2022-06-03", people=False)
    print("ready", flush=True)  # noqa: T201 — spoken to the test
    for number in instances.split(","):
        sys.stdin.readline()
        answer = {"result": recorder}
        on = date(2022, 6, 3)
        try:
            decide(
                engine.office,
                Decision(int(number), "first", "district_chief", on, answer, recorder),
            )
            print("won", flush=True)  # noqa: T201 — as above
        except AlreadyDecided as refused:
            print("lost", refused.sentence.en, flush=True)  # noqa: T201 — as above
    engine.office.registry.dispose()


if __name__ == "__main__":
    main()
