"""Runs every benchmark, or the named ones: one JSON line each. SCALE in the environment makes them small."""

import importlib
import json
import os
import pkgutil
import sys

import benchmarks


def names() -> list[str]:
    return sorted(
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name[0] != "_"
    )


def main(chosen: list[str]) -> None:
    scale = float(os.environ.get("SCALE") or 1)
    for name in chosen or names():
        figures = importlib.import_module(f"benchmarks.{name}").main(scale)
        print(json.dumps({"bench": name} | figures), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
