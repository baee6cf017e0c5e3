"""The platform's own web application, with its time told in each answer: how long it took, and of that on a processor."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from fengqiao.config import web
from fengqiao.config.bodies import Application, BodiesFirst

HEADER = "Server-Timing"


def timed(inner: Application) -> Application:
    """Return the application with a header ``Server-Timing: app;dur=ms, cpu;dur=ms``, from its work's begin to its answer's."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began, worked = time.perf_counter(), time.thread_time()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            took, spent = time.perf_counter() - began, time.thread_time() - worked
            told = f"app;dur={took * 1000:.2f}, cpu;dur={spent * 1000:.2f}"
            return start_response(status, [*headers, (HEADER, told)], *rest)

        return inner(environ, start)

    return answer


def application() -> BodiesFirst:
    """Load the application in a web process, as ``fengqiao.config.web`` does, and time the work, not the waiting for it."""
    whole = web.application()
    whole.application = timed(whole.application)
    return whole
