import sys

from . import commands, venv
from .paths import ROOT
from .signals import interrupt_once
from .speech import Problem, say_aside


def main(name: str, arguments: list[str]) -> int:
    command = commands.TABLE.get(name)
    if not command:
        raise Problem(f"There is no command {name!r}; `make help` lists them.")
    if command.lock:
        venv.ensure(ROOT / command.lock)
        venv.enter([name, *arguments])
    return command.run(*arguments) or 0


if __name__ == "__main__":
    interrupt_once()
    try:
        sys.exit(main(sys.argv[1] if sys.argv[1:] else "help", sys.argv[2:]))
    except (Problem, OSError) as problem:
        say_aside(str(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
