"""Run in the other process: says which bounds it has and whether it knows a secret."""

import os
import resource

from tracker.intake import sandbox

if __name__ == "__main__":
    sandbox.answer(
        lambda data: (
            f"{resource.getrlimit(resource.RLIMIT_AS)[0]} {resource.getrlimit(resource.RLIMIT_CPU)[0]} "
            f"{os.environ.get('TRACKER_SECRET_KEY')}"
        )
    )
