"""Processes of their own that begin at once, forked from one that has loaded the program: that takes seconds each."""

import multiprocessing
import sys
from multiprocessing.context import ForkServerContext


def forking() -> ForkServerContext:
    """Return what starts them. The function they run must be importable; of the test's process they inherit nothing."""
    context = multiprocessing.get_context("forkserver")
    loaded = [name for name in sys.modules if name.startswith("tracker.")]
    context.set_forkserver_preload(["tests.conftest", "tracker.app", *sorted(loaded)])
    return context
