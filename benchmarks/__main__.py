"""Run the measurements: `python -m benchmarks bench|soak [NAME]`; figures go to build/ as JSON lines."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import bench, soak
from benchmarks.figures import Figure

SETS: dict[str, dict[str, Callable[[], Figure]]] = {"bench": bench.MEASURES, "soak": soak.MEASURES}


def main(which: str, only: str | None = None) -> int:
    """Take every measurement of a set, or the one named; return 1 when a goal is missed."""
    measures = SETS[which]
    if only and only not in measures:
        print(f"There is no {which} named {only}; there are: {', '.join(measures)}", file=sys.stderr)
        return 2
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    missed = 0
    with (folder / f"{which}.jsonl").open("w", encoding="utf-8") as file:
        for name in [only] if only else list(measures):
            figure = measures[name]()
            line = json.dumps({"name": name, "figure": figure.figure, "goal": figure.goal, "holds": figure.holds})
            print(line, flush=True)
            file.write(line + "\n")
            missed += not figure.holds
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
