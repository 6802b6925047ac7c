import shutil
from collections.abc import Callable
from dataclasses import dataclass

from . import environment, portal, servers
from .paths import SOCKETS, VAR

RUNTIME, TOOLS = "requirements-local.lock", "requirements-dev.lock"


@dataclass
class Command:
    help: str
    run: Callable[..., int | None]
    lock: str = ""
    """What must be installed before."""


def show_help() -> None:
    for name, command in TABLE.items():
        print(f"make {name:<7}{command.help}")


def print_environment() -> None:
    servers.keep()
    print(environment.as_shell(environment.demo()))


def reset() -> None:
    servers.stop_unless_used()
    for folder in (VAR, SOCKETS):
        shutil.rmtree(folder, ignore_errors=True)


TABLE = {
    "run": Command("run the whole portal with a demo network; Ctrl-C stops everything", portal.run, RUNTIME),
    "env": Command("print what a shell needs for work by hand: eval \"$(make env)\"", print_environment, TOOLS),
    "stop": Command("stop the servers that `make env` started", servers.stop_unless_used),
    "reset": Command("drop var/: the demo network, its mail and its logs", reset),
    "help": Command("list the commands", show_help),
}
