"""The same thing done by several workers at the same moment."""

import threading
from collections.abc import Callable

from flask import Flask

from tracker.extensions import db


def at_once(app: Flask, work: Callable[[], object], many: int = 4) -> None:
    """Do a thing in several threads, each with a session of its own; the first failure is raised."""
    db.session.commit()  # or the test's own transaction would keep every writer out
    failures: list[BaseException] = []
    gate = threading.Barrier(many)

    def run() -> None:
        with app.app_context():
            gate.wait()
            try:
                work()
            except BaseException as failure:
                failures.append(failure)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _each in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if failures:
        raise failures[0]
