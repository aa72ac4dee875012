"""The timetable in a process of its own: begun and ended orderly, and given up when its ticker no longer ticks."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from flask import Flask

from tracker import scheduler

SILENT_SECONDS = 300
"""When no job ran for so long although the ticker was roused, it is dead, whatever it says."""
LOOK_SECONDS = 5

log = logging.getLogger(__name__)


def run(app: Flask, echo: Callable[[str], None]) -> int:
    """Keep the timetable until SIGTERM or SIGINT; return 0 then, and 1 when it stood still, to be started anew."""
    asked = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    scheduler.start(app)
    echo(f"The timetable runs: {', '.join(scheduler.JOBS)}. SIGTERM or Ctrl+C ends it.")
    while not asked.wait(LOOK_SECONDS):
        if scheduler.silence() > SILENT_SECONDS:
            log.critical("No job ran for %s seconds: the ticker is dead", SILENT_SECONDS)
            return 1
    echo("Ending: what is in hand is finished first.")
    scheduler.stop(app)
    echo("The timetable has ended.")
    return 0
