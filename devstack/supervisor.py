"""Keeps programs and servers alive until a signal comes, then stops the programs."""

import time
from collections.abc import Callable

from . import servers
from .program import Program
from .signals import terminal_watch
from .speech import Problem, end_of, say

TICK = 0.1
PATIENCE = 15
"""Seconds that a program may take to finish what it is doing."""
DEATHS_ALLOWED = 3
"""Within a minute."""


class Supervisor:
    def __init__(self, programs: list[Program], environment: dict[str, str]):
        self.programs = programs
        self.environment = environment
        self.started: list[Program] = []

    def run(self, ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Left by KeyboardInterrupt when asked to stop, by Problem when a program keeps ending."""
        announced, terminal_gone = False, terminal_watch()
        try:
            for program in self.programs:
                program.start(self.environment)
                self.started.append(program)
            while not terminal_gone():
                self._tend()
                if not announced and ready():
                    announced = True
                    announce()
                time.sleep(TICK)
        finally:
            self._stop()

    def _tend(self) -> None:
        for name in servers.start():
            say(f"{name} had stopped; it runs again.")
        for program in self.programs:
            if program.ended():
                self._revive(program)

    def _revive(self, program: Program) -> None:
        program.sweep()
        if program.note_death() > DEATHS_ALLOWED:
            raise Problem(f"{program.name} keeps ending, so everything is stopped. {end_of(program.log)}")
        say(f"{program.name} ended ({program.process.returncode}); starting it again. Its log: {program.log}")
        time.sleep(1)
        program.start(self.environment)

    def _stop(self) -> None:
        for program in self.started:
            program.ask_to_stop()
        deadline = time.monotonic() + PATIENCE
        for program in self.started:
            if not program.wait(deadline - time.monotonic()):
                say(f"{program.name} did not stop within {PATIENCE} s; it was killed.")
            program.sweep()
