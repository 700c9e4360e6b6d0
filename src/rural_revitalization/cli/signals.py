"""Signals that end the program: files being written are cleared away first."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any, Final, NoReturn

_ENDING: Final = ("SIGTERM", "SIGHUP")
"""By name, since not every system has both."""


class _Ended(BaseException):
    """A signal asked the program to end."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@contextmanager
def cleared_up_when_ended() -> Iterator[None]:
    """Let SIGTERM and SIGHUP leave the block as exceptions do, then end the process by the same signal.

    Signals that are ignored, as under `nohup`, or that the embedding program handles, stay as they are.
    """
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    in_main = current_thread() is main_thread()  # only there can handlers be set
    handled = [number for number in numbers if in_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in handled:
        signal.signal(number, _end)
    try:
        yield
    except _Ended as ended:
        signal.signal(ended.number, signal.SIG_DFL)
        signal.raise_signal(ended.number)
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: Any) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # a second one must not stop the clearing up
    raise _Ended(number)
