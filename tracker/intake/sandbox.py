"""A process of its own for files that strangers wrote: with bounds on memory, on computing and on waiting."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY = 768 * 1024 * 1024
COMPUTING_SECONDS = 20
WAITING_SECONDS = 40
LARGEST_ANSWER = 16 * 1024 * 1024
ROOT = Path(__file__).parent.parent.parent
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP")
"""What of the surroundings the other process needs; the office's secrets are not among it."""

TOO_HEAVY = {"refused": "too heavy"}


class Refused(Exception):
    """The reader of a format cannot or will not read this; a word says why, and where in the file."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why)
        self.where = where


def run(module: str, data: bytes) -> dict[str, Any]:
    """Give bytes to a module's `answer` in another process; return {"text": …} or {"refused": why}."""
    command = [sys.executable, "-m", module]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the file goes to its standard input
            command, input=data, capture_output=True, timeout=WAITING_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return TOO_HEAVY
    if done.returncode != 0 or len(done.stdout) > LARGEST_ANSWER:
        return TOO_HEAVY
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def answer(read: Callable[[bytes], str], *, memory: int = MEMORY) -> None:
    """In the other process: take the bounds, read standard input, write the answer."""
    _take_bounds(memory)
    try:
        reply = {"text": read(sys.stdin.buffer.read())}
    except Refused as refused:
        reply = {"refused": str(refused), "where": refused.where}
    except MemoryError:
        reply = TOO_HEAVY
    sys.stdout.write(json.dumps(reply))


def _take_bounds(memory: int) -> None:
    """Bound this process; where the system offers no such bounds (Windows) the waiting time remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (COMPUTING_SECONDS, COMPUTING_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
