"""A step of a benchmark in a process of its own, which tells what it found, its seconds and its peak memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from time import process_time
from typing import Final

from attrs import frozen

__all__ = ["KIB_A_MIB", "Told", "apart", "tell", "told_apart"]

KIB_A_MIB: Final = 1024


@frozen
class Told:
    """What a step found, its seconds, and its peak memory in KiB."""

    found: int
    seconds: float
    peak: int

    @property
    def mebibytes(self) -> float:
        """The peak memory in MiB."""
        return self.peak / KIB_A_MIB

    @property
    def gibibytes(self) -> float:
        """The peak memory in GiB."""
        return self.mebibytes / KIB_A_MIB


def apart(script: str, *words: str) -> bytes:
    """Run a script with some words in a process of its own, and return what it prints."""
    return subprocess.run([sys.executable, script, *words], check=True, capture_output=True).stdout  # noqa: S603


def told_apart(script: str, *words: str) -> Told:
    """What a step of a script tells that runs in a process of its own."""
    return Told(**json.loads(apart(script, *words)))


def tell(run: Callable[[], int], clock: Callable[[], float] = process_time) -> None:
    """Run a step, and print what it found, its seconds and the peak memory of the process, for `told_apart`."""
    begun = clock()
    found = run()
    seconds, peak = clock() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"found": found, "seconds": seconds, "peak": peak}))  # noqa: T201
