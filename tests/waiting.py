"""Waiting for what another process does."""

import time


def eventually(condition, seconds: float = 10.0):
    """The first true answer of the condition; fails the test when it does not come in time."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)
    return result
