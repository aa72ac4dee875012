"""How often one address may try what does not exist, counted in this process alone.

It spares the machine, it does not guard a secret: a signature is not guessed. So nothing is written to the database,
which a stranger could keep busy that way, and what is good goes through however much was tried from the same address.
"""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

MOST_ADDRESSES = 10_000


class Throttle:
    """So many tries of an address within a time, then no more until the first of them is that old."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self._tries: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def is_too_much(self, address: str, at: datetime) -> bool:
        """Count a try; whether there were too many."""
        with self._lock:
            if len(self._tries) >= MOST_ADDRESSES:
                self._tries.clear()
            tries = self._tries.setdefault(address, deque(maxlen=self.most + 1))
            while tries and tries[0] <= at - self.within:
                tries.popleft()
            tries.append(at)
            return len(tries) > self.most
