"""A process of its own for files that strangers wrote: with bounds on memory, on computing and on waiting."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

MEMORY = 768 * 1024 * 1024
COMPUTING_SECONDS = 20
WAITING_SECONDS = 150
"""No reader computes for as long; a program it starts may."""
ASKING_SECONDS = 5
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


class Unfinished(Exception):
    """The other process was stopped before it had an answer: patience ran out, or nobody wants it any more."""


def run(
    module: str, data: bytes, *arguments: str, patience: float | None = None, wanted: Callable[[], bool] | None = None
) -> dict[str, Any]:
    """Give bytes to a module's `answer` in another process; return {"text": …}, or what it found, or {"refused": why}.

    `patience` is for how many seconds the caller waits; `wanted` is asked every few seconds whether to go on. Raises
    `Unfinished` when either ends it. Whatever became of it, its files and all it started are gone.
    """
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TMPDIR": folder}
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module; the file goes to its standard input
            [sys.executable, "-m", module, *arguments], env=environment, cwd=folder, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as running:  # fmt: skip
            try:
                told = _told(running, data, patience, wanted)
            finally:
                stop(running)
    if told is None or running.returncode != 0 or len(told) > LARGEST_ANSWER:
        return TOO_HEAVY
    found: dict[str, Any] = json.loads(told)
    return found


def _told(
    running: "subprocess.Popen[bytes]", data: bytes, patience: float | None, wanted: Callable[[], bool] | None
) -> bytes | None:
    """Return what a process told until it ended, None when it did not end in time."""
    begun, given = time.monotonic(), data or None
    end = WAITING_SECONDS if patience is None else min(patience, WAITING_SECONDS)
    while (left := end - (time.monotonic() - begun)) > 0:
        try:
            return running.communicate(given, timeout=min(left, ASKING_SECONDS))[0]
        except subprocess.TimeoutExpired:
            given = None  # what was not taken yet is still handed over
        if wanted is not None and not wanted():
            raise Unfinished
    if patience is not None:
        raise Unfinished
    return None


def stop(running: "subprocess.Popen[bytes]") -> None:
    """End a process that leads a session of its own, and all it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()


def answer(
    read: Callable[[bytes], dict[str, Any] | str], *, memory: int = MEMORY, seconds: int = COMPUTING_SECONDS
) -> None:
    """In the other process: take the bounds, read standard input, write the answer."""
    _take_bounds(memory, seconds)
    try:
        found = read(sys.stdin.buffer.read())
        reply = {"text": found} if isinstance(found, str) else found
    except Refused as refused:
        reply = {"refused": str(refused), "where": refused.where}
    except MemoryError:
        reply = TOO_HEAVY
    sys.stdout.write(json.dumps(reply))


def _take_bounds(memory: int, seconds: int) -> None:
    """Bound this process; where the system offers no such bounds (Windows) the waiting time remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
