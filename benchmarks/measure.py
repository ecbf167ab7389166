"""Commands measured beside each other: interleaved in one run, on processor time, as ratios."""

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(sys.executable).parent  # where this environment's programs are


def processor_time(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, int]:
    """Seconds of processor time, and the most memory in KiB, that a command took."""
    child = subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    _pid, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"status {status}: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def measure(
    commands: Mapping[str, Sequence[str]], runs: int, env: Mapping[str, str] | None = None
) -> dict[str, tuple[float, int]]:
    """The median of each command's processor time (seconds) and memory (KiB) over the runs."""
    around = {**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}", **(env or {})}
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
    for _run in range(runs + 1):  # the first warms the caches
        for name, command in commands.items():
            found[name].append(processor_time(command, around))
    return {
        name: (statistics.median(t for t, _m in took[1:]), max(m for _t, m in took))
        for name, took in found.items()
    }


def row(*cells: str) -> None:
    sys.stdout.write("  ".join(f"{cell:>12}" for cell in cells[:-1]) + f"  {cells[-1]}\n")
