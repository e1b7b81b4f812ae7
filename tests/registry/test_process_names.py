import os
import signal
import subprocess
import sys

from registry.process_names import is_surely_dead, process_name

SAY = (
    "import sys; from registry.process_names import process_name\n"
    "print(process_name(), flush=True); sys.stdin.read()"
)


def named_and_killed() -> tuple[str, bool]:
    """What a process was called that is killed and reaped, and whether it was dead before."""
    with subprocess.Popen(
        [sys.executable, "-c", SAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        before = is_surely_dead(name)
        process.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_surely_dead(name)  # though nobody has asked how it ended
    return name, before


def test_a_process_is_dead_once_it_is_killed_and_not_before() -> None:
    name, before = named_and_killed()
    assert not before
    assert is_surely_dead(name)
    assert is_surely_dead(f"{name}:3")  # a claim says which attempt it is
    assert not is_surely_dead(f"{process_name()}:3")


def test_a_number_that_serves_another_process_now_is_a_dead_one() -> None:
    host, number, where, started = process_name().split(":")
    assert is_surely_dead(f"{host}:{number}:{where}:{int(started) - 1}")


def test_of_another_machine_boot_or_container_nothing_is_known() -> None:
    name, _ = named_and_killed()
    host, number, where, started = name.split(":")
    boot, namespace = where.split(".")
    for other in (f"{boot}.{int(namespace) + 1}", f"{'0' * len(boot)}.{namespace}"):
        assert not is_surely_dead(f"{host}:{number}:{other}:{started}")
    assert not is_surely_dead(f"{host}:{number}:2")  # as an earlier release named them
    assert not is_surely_dead("")
