import os
import signal
from collections.abc import Callable

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_once() -> None:
    """The first signal raises KeyboardInterrupt; further ones cannot disturb the stopping."""

    def interrupt(*_: object) -> None:
        for each in STOPPING:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in STOPPING:
        signal.signal(each, interrupt)


def terminal_watch() -> Callable[[], bool]:
    """Tells whether the terminal has gone. `make`, where it leads the session, keeps the signal to itself."""
    had_terminal = os.isatty(0)
    return lambda: had_terminal and not os.isatty(0)
