"""The sandbox without its start: processes forked from one that has everything loaded, under the same bounds.

Starting an interpreter for each of thousands of files would take hours; what is tried here is what happens after.
"""

import io
import json
import os
import runpy
import select
import signal
import struct
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

from tracker.intake import sandbox

LOADED = (
    *(f"tracker.intake.{name}" for name in ("word", "pdf", "pictures", "scan", "old_word")),
    *(f"PIL.{name}ImagePlugin" for name in ("Png", "Jpeg", "Tiff")),
)


class Forks:
    """Stands for `sandbox.run`; counts the processes that had to be stopped."""

    def __init__(self, parent: "subprocess.Popen[bytes]") -> None:
        self.parent = parent
        self.stopped = 0
        self.computed = 0.0
        """For how many seconds the machine worked for them."""

    def run(
        self, module: str, data: bytes, *arguments: str, patience: float | None = None,
        wanted: Callable[[], bool] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Do as `sandbox.run` does."""
        asked = json.dumps([module, arguments, patience or sandbox.WAITING_SECONDS]).encode()
        assert self.parent.stdin
        assert self.parent.stdout
        for part in (asked, data):
            _put(self.parent.stdin, part)
        told = _take(self.parent.stdout)
        self.computed = float(_take(self.parent.stdout) or self.computed)
        if told == b"late":
            self.stopped += 1
            if patience is not None:
                raise sandbox.Unfinished
        found: dict[str, Any] = json.loads(told) if told not in (b"late", b"") else sandbox.TOO_HEAVY
        return found


@contextmanager
def forks() -> Iterator[Forks]:
    """Start the process the others are forked from; it is gone afterwards, with all of them."""
    command = [sys.executable, "-m", "tests.intake.forked"]
    with subprocess.Popen(
        command, cwd=sandbox.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as parent:
        try:
            yield Forks(parent)
        finally:
            sandbox.stop(parent)


def _put(file: IO[bytes], data: bytes) -> None:
    file.write(struct.pack(">I", len(data)) + data)
    file.flush()


def _take(file: IO[bytes]) -> bytes:
    head = file.read(4)
    return file.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""


def _serve() -> None:
    """In the process the others are forked from: one file after the other, each in a process of its own."""
    for name in LOADED:
        import_module(name)
    while asked := _take(sys.stdin.buffer):
        module, arguments, patience = json.loads(asked)
        data = _take(sys.stdin.buffer)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.setsid()
            os.close(reading)
            _answer(module, arguments, data, writing)
        os.close(writing)
        told = _heard(reading, patience)
        os.close(reading)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _put(sys.stdout.buffer, told)
        _put(sys.stdout.buffer, str(sum(os.times()[:4])).encode())


def _answer(module: str, arguments: list[str], data: bytes, writing: int) -> None:
    """In the fork: run the module as the sandbox does, and end."""
    warnings.simplefilter("ignore")  # it is loaded already
    sys.argv = [module, *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    sys.stdout = told = io.StringIO()
    sys.stderr = io.StringIO()
    try:
        runpy.run_module(module, run_name="__main__")
        with os.fdopen(writing, "wb") as file:
            file.write(told.getvalue().encode())
    finally:
        os._exit(0)


def _heard(reading: int, patience: float) -> bytes:
    """Return what a fork told until it ended, "late" when it did not end in time."""
    until, told = time.monotonic() + patience, b""
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return b"late"
        piece = os.read(reading, 1 << 16)
        if not piece:
            return told
        told += piece


if __name__ == "__main__":
    _serve()
